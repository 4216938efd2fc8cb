"""The doors: a file to records with file and line, and back. Only this package knows a syntax."""
