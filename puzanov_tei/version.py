"""The version of the program; read by the build, the header of every TEI that it writes, and the caches."""

__version__ = "0.2.0"
