"""From readings to mentions: an ordered list of functions."""
