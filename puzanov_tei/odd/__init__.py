"""The ODD language: from a customization to a grammar (TEI Guidelines, chapters TD and USE)."""
