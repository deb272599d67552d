"""What a word can be. The value names the sections of the word lists (`[office lower]`)."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """One thing that a word can be; a word may bear several marks."""

    # titles.txt
    HONORIFIC = "honorific"
    PLURAL = "plural"  # of an honorific that several names follow
    ACADEMIC = "academic"
    RANK = "rank"
    OFFICE = "office"  # head of an office
    LOWER = "lower"  # an office in lower case too
    CIVIL = "civil"  # outside diplomacy and government
    TRADE = "trade"  # what somebody does, no post
    MODIFIER = "modifier"  # before the head of an office
    DEPUTY = "deputy"  # ... of whoever does its work
    POST = "post"
    STYLE = "style"
    BEFORE_NAME = "before-name"  # capitalised before a name and no part of it
    # organisations.txt
    ORGANISATION = "organisation"  # head of a body's name
    LOWER_ORGANISATION = "lower-organisation"
    PURPOSE = "purpose"  # `for` may follow
    UNIT = "unit"  # part of a body
    EMBASSY = "embassy"
    TROOPS = "troops"
    BODY = "body"
    INSTITUTION = "institution"
    COMPOUND_HEAD = "compound-head"
    MATTER = "matter"
    KIND_OF_PLANT = "kind-of-plant"
    ENDS_ORGANISATION = "ends-organisation"
    NEWSPAPER = "newspaper"
    # places.txt
    PLACE_HEAD = "place-head"
    LOWER_PLACE = "lower-place"
    PLANT = "plant"
    NATIONALITY = "nationality"
    STATE = "state"
    DIRECTION = "direction"
    RIVER = "river"
    BEARS_NAME = "bears-name"
    # gazetteer.txt
    COUNTRY = "country"
    CITY = "city"
    # names.txt
    SURNAME_KOREAN = "surname-korean"
    SURNAME_CHINESE = "surname-chinese"
    SURNAME_VIETNAMESE = "surname-vietnamese"
    SURNAME_COMMON = "surname-common"
    FORENAME = "forename"
    FAMOUS = "famous"
    LONG_INITIAL = "long-initial"
    # calendar.txt
    MONTH = "month"
    MONTH_SHORT = "month-short"
    DAY_OF_WEEK = "day-of-week"
    NUMBER = "number"
    TENS = "tens"
    # common.txt
    FUNCTION = "function"
    LINK = "link"
    COMMON = "common"
    BY_HAND = "by-hand"
    SPEECH = "speech"
    ADDRESSED = "addressed"

    __hash__ = str.__hash__  # by the value, in C: marks are looked up for every word
