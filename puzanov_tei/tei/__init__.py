"""From stand-off data to TEI P5, and TEI files read again."""
