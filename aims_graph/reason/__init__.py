"""What follows from the content, and whether it can all be true at once."""
