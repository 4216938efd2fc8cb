"""Foreign formats: a file of somebody else's read into a draft, a draft entered in a folder of content, our content written in their form."""
