"""Groups of words that the taggers of names ask for, as the vocabulary has them.

They only say what kind of thing a capitalised word is; who or what is meant is the authority's business.
"""

from __future__ import annotations

from puzanov_tei.language import Mark, bearing, of_words

honorifics = bearing(Mark.HONORIFIC)
plural_honorifics = bearing(Mark.PLURAL)
ranks = bearing(Mark.RANK)
offices = bearing(Mark.OFFICE)
lower_offices = bearing(Mark.LOWER)
civil_offices = bearing(Mark.CIVIL)
office_modifiers = bearing(Mark.MODIFIER)
matters = bearing(Mark.MATTER)
kinds_of_plant = bearing(Mark.KIND_OF_PLANT)
org_heads = bearing(Mark.ORGANISATION)
embassies = bearing(Mark.EMBASSY)
compound_heads = of_words(lambda words: frozenset(tuple(name.split()) for name in words.words(Mark.COMPOUND_HEAD)))
body_names = of_words(lambda words: frozenset(tuple(name.split()) for name in words.words(Mark.BODY_NAME)))
acronyms = bearing(Mark.ACRONYM)
not_in_org = bearing(Mark.ENDS_ORGANISATION)
place_heads = bearing(Mark.PLACE_HEAD)
adjectives = bearing(Mark.NATIONALITY)
states = bearing(Mark.STATE)
months = bearing(Mark.MONTH, Mark.MONTH_SHORT)
days = bearing(Mark.DAY_OF_WEEK)
directions = bearing(Mark.DIRECTION)
# What bears somebody's name: `Kim Il Sung University`, `Stalin Prize`.
bearers = bearing(Mark.ORGANISATION, Mark.PLACE_HEAD, Mark.BEARS_NAME)
function_words = bearing(Mark.LINK)
ordinary = bearing(Mark.ORDINARY)
common = bearing(Mark.COMMON, Mark.HONORIFIC, Mark.NUMBER)
speech = bearing(Mark.SPEECH)
personal = bearing(Mark.PERSONAL)
acts = bearing(Mark.ACTS)
titled_things = bearing(Mark.BEARS_TITLE)
korean_surnames = bearing(Mark.SURNAME_KOREAN)
chinese_surnames = bearing(Mark.SURNAME_CHINESE)
vietnamese_surnames = bearing(Mark.SURNAME_VIETNAMESE)
long_initials = bearing(Mark.LONG_INITIAL)
rivers = bearing(Mark.RIVER)
countries = bearing(Mark.COUNTRY)
cities = bearing(Mark.CITY)
