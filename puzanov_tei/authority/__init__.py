"""The personography, gazetteer and list of organisations: store, match, import."""
