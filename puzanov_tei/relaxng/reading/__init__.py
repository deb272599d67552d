"""RELAX NG schemas read into a `Grammar`, and the restrictions of clause 7 that a grammar must keep."""
