"""What editors decided: in files that they edited by hand, and in lists of decisions."""
