"""The words of a language, as data: which can be an office, a month, the head of a body, a word of grammar.

Every list stands once, in `en/*.txt`; who needs one asks the `Vocabulary`.
"""

from puzanov_tei.language.bodies import names_body, names_office
from puzanov_tei.language.marks import Mark
from puzanov_tei.language.use import bearing, in_use, of_words, using
from puzanov_tei.language.vocabulary import ENGLISH, Vocabulary, alternatives, read, with_lists

__all__ = [
    "ENGLISH",
    "Mark",
    "Vocabulary",
    "alternatives",
    "bearing",
    "in_use",
    "names_body",
    "names_office",
    "of_words",
    "read",
    "using",
    "with_lists",
]
