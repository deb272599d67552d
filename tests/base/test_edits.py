"""Edits of attributes: where one stands as it is read, and none where it does not."""

from __future__ import annotations

import pytest

from puzanov_tei.base.edits import attribute_edit
from puzanov_tei.base.scan import scan
from puzanov_tei.findings import Edit

TEXT = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<date  when = "5.3.1961">x</date></TEI>'


def edited(data: bytes) -> tuple[Edit, ...]:
    (value,) = scan(data).dates
    return attribute_edit(data, value, "1961-03-05")


def test_the_value_and_nothing_else() -> None:
    assert edited(TEXT.encode()) == (Edit(2, 16, 2, 24, "1961-03-05"),)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.replace("5.3.1961", "5&#46;3.1961").encode(),
        ('<?xml version="1.0" encoding="iso-8859-1"?>' + TEXT.replace(">x<", ">é<")).encode("latin-1"),
    ],
    ids=["written otherwise than it is read", "another encoding"],
)
def test_none_where_places_do_not_hold(data: bytes) -> None:
    assert edited(data) == ()
