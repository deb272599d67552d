"""From blocks to the parts of a diplomatic document."""
