"""Schematron (ISO/IEC 19757-3): rules read, compiled to XSLT and run by Saxon."""
