"""Dates and times: a grammar of the forms that documents print, and their ISO 8601 values."""

from puzanov_tei.dates.finder import find, parse, slash_order
from puzanov_tei.dates.values import DateContext, DateExpression, DateKind, SlashOrder

__all__ = ["DateContext", "DateExpression", "DateKind", "SlashOrder", "find", "parse", "slash_order"]
