"""Checks of one document: bytes and what is known of them -> findings. One module a check."""
