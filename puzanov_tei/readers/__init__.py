"""From bytes to a page: its text, what the page says about the document, and its blocks."""
