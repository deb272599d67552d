"""The datatypes of XML Schema (W3C XML Schema 1.0 part 2): values, facets, dates, regular expressions, names."""

XSD_TYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
"""The library of the datatypes of XML Schema; here, as it is asked for where nothing else of them is."""
