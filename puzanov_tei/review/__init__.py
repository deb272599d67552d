"""The page on which an editor reviews what the program proposes, served on this machine only."""
