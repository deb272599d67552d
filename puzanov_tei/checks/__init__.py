"""What is wrong with a file: well-formedness, grammar, Schematron rules, references."""
