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
    SAYS = "says"  # a clause may follow without `that`
    TRADE = "trade"  # what somebody does, no post
    MODIFIER = "modifier"  # before the head of an office
    DEPUTY = "deputy"  # ... of whoever does its work
    POST = "post"
    STYLE = "style"
    BEFORE_NAME = "before-name"  # capitalised before a name and no part of it
    # organisations.txt
    ORGANISATION = "organisation"  # head of a body's name
    LOWER_ORGANISATION = "lower-organisation"
    FUNDS = "funds"  # head of the name of a body that pays for work
    LOWER_HEAD = "lower-head"  # in lower case behind a proper name of several words
    PURPOSE = "purpose"  # `for` may follow
    UNIT = "unit"  # part of a body
    EMBASSY = "embassy"
    TROOPS = "troops"
    RULING = "ruling"  # called after whoever rules, behind the name in lower case
    BODY = "body"
    INSTITUTION = "institution"
    COMPOUND_HEAD = "compound-head"
    BODY_NAME = "body-name"  # a whole name, of one word or several
    OF_ONE_STATE = "of-one-state"  # ... that only one state gives its body
    ACRONYM = "acronym"  # of a body, written as here
    THING_ACRONYM = "thing-acronym"
    MATTER = "matter"
    KIND_OF_PLANT = "kind-of-plant"
    NEWSPAPER = "newspaper"
    # papers.txt
    DOCUMENT = "document"  # a kind of paper
    PICTURE = "picture"
    LABEL = "label"  # labels a line
    HEADS_LINE = "heads-line"  # opens a line that says where a paper comes from and goes
    ENDS_ORGANISATION = "ends-organisation"
    # places.txt
    PLACE_HEAD = "place-head"
    LOWER_PLACE = "lower-place"
    SETTLEMENT = "settlement"
    BUILDING = "building"
    WATER = "water"  # seas and coasts: what `of` follows
    PROVINCE = "province"  # part of a federation, behind its towns
    PLANT = "plant"
    NATIONALITY = "nationality"
    TWO_SURNAMES = "two-surnames"  # of a people whose two surnames are the father's and the mother's
    STATE = "state"
    CONTINENT = "continent"
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
    SURE = "sure"  # a syllable that is hardly anything else than a surname
    WORDLIKE = "wordlike"  # a surname that is a word too
    SURNAME_COMMON = "surname-common"  # borne by many
    ONLY_INTRODUCED = "only-introduced"
    FORENAME = "forename"
    FAMOUS = "famous"
    LONG_INITIAL = "long-initial"
    PARTICLE = "particle"  # of a name: de, van, al
    ARTICLE = "article"  # of a name, joined with a hyphen
    # calendar.txt
    MONTH = "month"
    MONTH_SHORT = "month-short"
    DAY_OF_WEEK = "day-of-week"
    ORDINAL = "ordinal"
    NUMBER = "number"
    TENS = "tens"
    # languages.txt
    LANGUAGE = "language"
    # abbreviations.txt
    ABBREVIATION = "abbreviation"
    ABBREVIATION_LOWER = "abbreviation-lower"
    # clauses.txt
    PREPOSITION = "preposition"  # the name behind it is no subject
    CONJUNCTION = "conjunction"
    SUBORDINATE = "subordinate"  # opens a clause before the one that it depends on
    NEGATION = "negation"
    CONTINUES = "continues"  # behind a comma: what is said goes on
    OBJECT = "object"  # stands between a verb of speech and a question
    BEFORE_THAT = "before-that"  # a noun behind which `that` opens what is said
    ASKS = "asks"  # a question follows
    TELLS = "tells"  # a question may follow
    CHARGE = "charge"  # behind `to`: what somebody is to say
    CHARGE_PARTICIPLE = "charge-participle"
    WOMAN = "woman"  # a style of women
    MAN = "man"
    # common.txt
    FUNCTION = "function"
    LINK = "link"
    COMMON = "common"
    ORDINARY = "ordinary"
    BY_HAND = "by-hand"  # done to a paper by a person
    TYPIST = "typist"  # ... who made it
    SPEECH = "speech"
    UTTERS = "utters"  # introduces reported speech
    RELATIVE = "relative"  # somebody by who somebody else is
    PERSONAL = "personal"  # what belongs to a person
    ACTS = "acts"  # what a person does
    BEARS_TITLE = "bears-title"  # a thing with a name of its own
    ADDRESSED = "addressed"

    __hash__ = str.__hash__  # by the value, in C: marks are looked up for every word
