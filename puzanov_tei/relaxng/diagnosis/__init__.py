"""From a failed match to sentences: what was expected, what is near, how to go on behind the fault."""
