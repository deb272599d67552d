"""A validation run: which schema judges which file, many files in several processes, what is known already."""
