"""The datatypes of XML Schema (W3C XML Schema 1.0 part 2): values, facets, dates, regular expressions, names."""
