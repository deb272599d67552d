"""From TEI to files that people and programs use."""
