"""One file a page: it reads the URL, asks one function for a view, and draws."""
