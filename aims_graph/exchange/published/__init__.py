"""The documentation of the ontology as a web site: pages that every name of ours leads to, the files behind them, and how a server chooses."""
