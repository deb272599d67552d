"""From a translated archival document to a scholarly TEI P5 edition."""

__version__ = "0.1.0"
