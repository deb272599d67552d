"""The recognition service: what other programs ask for the names in a text."""
