"""Editorial marks: the bracket scanner, what each bracket means, and the readings without them."""
