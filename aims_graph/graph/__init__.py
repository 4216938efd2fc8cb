"""The content as an RDF dataset, and the questions asked of it."""
