"""RELAX NG: patterns, reader, writers, validator (ISO/IEC 19757-2)."""
