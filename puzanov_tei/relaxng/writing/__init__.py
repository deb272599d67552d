"""A `Grammar` written as RELAX NG in the XML and the compact syntax."""
