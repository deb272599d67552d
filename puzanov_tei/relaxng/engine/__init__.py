"""The validating automaton: derivatives of patterns (after James Clark), compiled, cached and run over a stream."""
