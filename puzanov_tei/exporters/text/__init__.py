"""What the text of a TEI document is: one table for the elements, one walk, three views."""
