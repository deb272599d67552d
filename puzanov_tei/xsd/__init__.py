"""A `Grammar` written as W3C XML Schema."""
