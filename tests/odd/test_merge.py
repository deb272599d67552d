"""One declaration on top of another, as plain data: every mode of every part."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from puzanov_tei.odd import merge
from puzanov_tei.odd import specs as s

DOCS = s.Docs("old", "desc", ("remarks",), ("example",))


def names(attributes: s.AttList) -> list[object]:
    """The list as idents with modes; groups as lists."""
    return [
        [m.org, *names(m)] if isinstance(m, s.AttList) else m.name if isinstance(m, s.AttRef) else f"{m.ident}:{m.mode}"
        for m in attributes.members
    ]


def att(ident: str, mode: str = "add", **more: str) -> s.AttDef:
    return s.AttDef(ident, mode, **more)


def items(found: s.ValList | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(item.ident, item.mode) for item in found.items]


def test_documentation_is_replaced_kind_by_kind() -> None:
    assert merge.docs(DOCS, s.NO_DOCS) is DOCS
    new = s.Docs("new")
    assert merge.docs(DOCS, new) == replace(DOCS, gloss="new")
    whole = s.Docs("1", "2", ("3",), ("4",))
    assert merge.docs(DOCS, whole) == whole
    assert merge.docs(s.NO_DOCS, whole) == whole


def test_texts_of_a_kind_and_language_take_the_place_of_those_before() -> None:
    def remark(text: str, kind: str) -> etree._Element:
        element = etree.Element("remarks", type=kind)
        element.text = text
        return element

    old = s.Docs(texts=(remark("1", "usage"), remark("2", "history")))
    made = merge.docs(old, s.Docs(texts=(remark("3", "usage"),)))
    assert [element.text for element in made.texts] == ["2", "3"]


def test_value_lists() -> None:
    old = s.ValList("closed", (s.ValItem("a", alt="A", docs=DOCS), s.ValItem("b"), s.ValItem("c")), "add")
    assert merge.val_list(old, None) is old
    assert merge.val_list(old, s.ValList("closed", (), "delete")) is None
    whole = s.ValList("semi", (s.ValItem("x", "change"), s.ValItem("y", "delete"), s.ValItem("z")), "replace")
    replaced = merge.val_list(old, whole)
    assert (items(replaced), replaced.mode, replaced.type) == ([("x", "add"), ("z", "add")], "add", "semi")  # type: ignore[union-attr]
    assert items(merge.val_list(None, replace(whole, mode="change"))) == [("x", "add"), ("z", "add")]
    change = s.ValList(
        "open",
        (
            s.ValItem("b", "delete"),
            s.ValItem("a", "change"),
            s.ValItem("d", "add"),
            s.ValItem("e", "change"),
            s.ValItem("f", "delete"),
        ),
        "change",
    )
    changed = merge.val_list(old, change)
    assert items(changed) == [("a", "add"), ("c", "add"), ("d", "add"), ("e", "add")]
    assert changed is not None
    assert (changed.type, changed.mode) == ("closed", "add")
    assert (changed.items[0].alt, changed.items[0].docs) == ("A", DOCS)
    again = merge.val_list(
        old, s.ValList("semi", (s.ValItem("a", "change", alt="B"), s.ValItem("c", "replace")), "change")
    )
    assert again is not None
    where = s.Origin("my.odd", 4, 1)
    moved = merge.val_list(old, s.ValList("open", (s.ValItem("b", "delete"),), "change", where))
    assert moved is not None and moved.origin == where
    assert (again.type, [item.alt for item in again.items]) == ("semi", ["B", "", ""])
    assert items(again) == [("a", "add"), ("b", "add"), ("c", "add")]


def test_constraints_by_identifier() -> None:
    old = (s.ConstraintSpec("a", "schematron", bodies=("1",), docs=DOCS), s.ConstraintSpec("b", bodies=("2",)))
    assert merge.constraints(old, ()) is old
    new = (
        s.ConstraintSpec("b", mode="delete"),
        s.ConstraintSpec("a", "", mode="change"),
        s.ConstraintSpec("c", mode="add", bodies=("3",)),
        s.ConstraintSpec("d", mode="delete"),
        s.ConstraintSpec("e", mode="change", bodies=("5",)),
    )
    merged = merge.constraints(old, new)
    assert [(c.ident, c.mode, c.bodies) for c in merged] == [
        ("a", "add", ("1",)),
        ("c", "add", ("3",)),
        ("e", "add", ("5",)),
    ]
    assert (merged[0].scheme, merged[0].docs) == ("schematron", DOCS)
    (first, _) = merge.constraints(old, (s.ConstraintSpec("a", "isoschematron", "change", ("9",)),))
    assert (first.scheme, first.bodies) == ("isoschematron", ("9",))
    (first, second) = merge.constraints(old, (s.ConstraintSpec("a", mode="replace", bodies=("7",)),))
    assert (first.bodies, first.mode, second) == (("7",), "add", old[1])


def test_a_constraint_changed_keeps_its_language() -> None:
    old = (s.ConstraintSpec("a", bodies=("1",), lang="en"), s.ConstraintSpec("a", bodies=("2",), lang="fr"))
    once = merge.constraints(old, (s.ConstraintSpec("a", mode="change", docs=DOCS),))
    assert [(c.lang, c.bodies, c.docs) for c in once] == [("en", ("1",), DOCS), ("fr", ("2",), DOCS)]
    twice = merge.constraints(once, (s.ConstraintSpec("a", mode="change", bodies=("3",), lang="fr"),))
    assert [(c.lang, c.bodies) for c in twice] == [("en", ("1",)), ("fr", ("3",))]


FULL = s.AttDef(
    "n",
    "add",
    "req",
    "urn:n",
    "N",
    s.Datatype(),
    s.ValList("closed", (s.ValItem("a"),)),
    "a",
    "2030-01-01",
    (s.ConstraintSpec("c"),),
    DOCS,
)


def test_an_attribute_changed_keeps_what_the_change_does_not_say() -> None:
    assert merge.att_def(FULL, att("n", "change")) == FULL
    other = s.AttDef(
        "n",
        "change",
        "opt",
        "urn:m",
        "M",
        s.Datatype(most=2),
        s.ValList("open", (s.ValItem("b"),), "replace"),
        "b",
        "2031-01-01",
        (s.ConstraintSpec("d"),),
        s.Docs("new", "d", ("r",), ("e",)),
    )
    changed = merge.att_def(FULL, other)
    assert changed == replace(
        other,
        mode="add",
        values=s.ValList("open", (s.ValItem("b"),), "add"),
        constraints=(s.ConstraintSpec("c"), s.ConstraintSpec("d")),
    )


@pytest.mark.parametrize(
    ("old", "new", "inheriting", "result"),
    [
        ([att("a"), att("b")], [], True, ["a:add", "b:add"]),
        ([att("a")], [att("c", "replace")], False, ["a:add", "c:replace"]),
        ([att("a"), att("b")], [att("b", "change")], True, ["a:add", "b:add"]),
        ([att("a"), att("b")], [att("a", "delete")], True, ["a:delete", "b:add"]),
        ([att("a")], [att("a", "replace")], True, ["a:add"]),
        ([att("a")], [att("c", "add"), att("d", "replace")], True, ["a:add", "c:add", "d:replace"]),
        # Of classes: settled later in elements, without effect in classes.
        ([att("a")], [att("c", "change"), att("d", "delete")], True, ["a:add", "c:change", "d:delete"]),
        ([att("a")], [att("c", "change"), att("d", "delete"), att("e")], False, ["a:add", "e:add"]),
        ([att("a", "change")], [att("a", "change")], True, ["a:change"]),
        ([s.AttRef("att.x", "x")], [att("x", "delete")], True, ["x", "x:delete"]),
        ([s.AttRef("att.x", "x")], [s.AttRef("att.y", "y")], False, ["x", "y"]),
        ([s.AttList((att("a"), att("b")), "choice")], [att("b", "delete")], True, [["choice", "a:add", "b:delete"]]),
        ([att("a")], [s.AttList((att("a", "delete"), att("z")), "choice")], True, ["a:delete", ["choice", "z:add"]]),
        ([att("a")], [s.AttList((att("a", "delete"),), "choice")], True, ["a:delete"]),
        ([att("a")], [s.AttList((s.AttRef("c", "y"),), "group")], True, ["a:add", ["group", "y"]]),
    ],
)
def test_lists_of_attributes(old: list[s.AttDef], new: list[s.AttDef], inheriting: bool, result: list[object]) -> None:
    assert names(merge.att_list(s.AttList(tuple(old)), s.AttList(tuple(new)), inheriting)) == result


def test_added_attributes_that_exclude_one_another_stay_together() -> None:
    old, new = s.AttList((att("a"), att("b")), "choice"), s.AttList((att("b", "delete"), att("x"), att("y")), "choice")
    merged = merge.att_list(old, new)
    assert (names(merged), merged.org) == (["a:add", "b:delete", ["choice", "x:add", "y:add"]], "choice")
    assert names(merge.att_list(old, s.AttList((att("a", "change"),), "choice"))) == ["a:add", "b:add"]
    assert merge.att_list(old, s.AttList((), "choice")) is old
    assert [a.ident for a in merged.definitions] == ["a", "b", "x", "y"]


def test_a_change_of_a_changed_attribute_of_a_class_is_still_a_change() -> None:
    once, twice = att("a", "change", usage="req"), att("a", "change", default="1")
    (merged,) = merge.att_list(s.AttList((once,)), s.AttList((twice,))).members
    assert merged == att("a", "change", usage="req", default="1")


def test_memberships() -> None:
    old = s.Classes((s.MemberOf("a"), s.MemberOf("b")))
    assert merge.classes(old, None) is old
    given = (s.MemberOf("b", "delete"), s.MemberOf("c"), s.MemberOf("a"))

    def keys(found: s.Classes | None) -> list[str]:
        assert found is not None
        return [member.key for member in found.members]

    assert keys(merge.classes(old, s.Classes(given, "replace"))) == ["c", "a"]
    assert keys(merge.classes(old, s.Classes(given, "change"))) == ["a", "c"]
    assert keys(merge.classes(None, s.Classes(given, "change"))) == ["c", "a"]


COMMON = {
    "constraints": (s.ConstraintSpec("k"),),
    "valid_until": "2030-01-01",
    "docs": DOCS,
    "prefix": "p_",
    "module": "core",
}
ATTRIBUTES = s.AttList((att("n"),))
OLD: dict[str, s.Spec] = {
    "element": s.ElementSpec(
        "x",
        ns="urn:x",
        alt="X",
        classes=s.Classes((s.MemberOf("a"),)),
        content=s.TextNode(),
        attributes=ATTRIBUTES,
        **COMMON,
    ),
    "class": s.ClassSpec("x", "atts", alt="X", classes=s.Classes((s.MemberOf("a"),)), attributes=ATTRIBUTES, **COMMON),
    "macro": s.MacroSpec("x", data=True, content=s.TextNode(), values=s.ValList("closed", (s.ValItem("a"),)), **COMMON),
}


@pytest.mark.parametrize("kind", OLD)
def test_a_change_that_says_nothing_changes_nothing(kind: str) -> None:
    old = OLD[kind]
    empty = type(old)("x", module="other", mode="change")
    assert merge.spec(old, empty) == old
    other = OLD["macro" if kind == "element" else "element"]
    assert merge.spec(other, old) is old


def test_what_a_change_says_stands() -> None:
    common = {
        "mode": "change",
        "module": "mine",
        "valid_until": "2031-01-01",
        "prefix": "",
        "constraints": (s.ConstraintSpec("l"),),
    }
    both = (s.ConstraintSpec("k"), s.ConstraintSpec("l"))
    docs = s.Docs("new")
    member = s.Classes((s.MemberOf("b"),))
    element = s.ElementSpec(
        "x",
        ns="",
        alt="Y",
        classes=member,
        content=s.Nothing(),
        attributes=s.AttList((att("n", "delete"), att("o", "change"))),
        docs=docs,
        **common,
    )
    merged = merge.spec(OLD["element"], element)
    assert isinstance(merged, s.ElementSpec)
    assert (merged.mode, merged.module, merged.valid_until, merged.prefix, merged.constraints) == (
        "add",
        "core",
        "2031-01-01",
        "",
        both,
    )
    assert (merged.ns, merged.alt, merged.content, names(merged.attributes)) == (
        "",
        "Y",
        s.Nothing(),
        ["n:delete", "o:change"],
    )
    assert (merged.docs, merged.classes) == (replace(DOCS, gloss="new"), member)
    cls = s.ClassSpec(
        "x", "model", alt="Y", classes=member, attributes=s.AttList((att("n", "change"), att("o", "change"))), **common
    )
    merged = merge.spec(OLD["class"], cls)
    assert isinstance(merged, s.ClassSpec)
    assert (merged.type, merged.alt, merged.classes, names(merged.attributes)) == ("atts", "Y", member, ["n:add"])
    macro = s.MacroSpec("x", content=s.Nothing(), values=s.ValList("open", (s.ValItem("b"),), "replace"), **common)
    merged = merge.spec(OLD["macro"], macro)
    assert isinstance(merged, s.MacroSpec)
    assert (merged.data, merged.content, items(merged.values)) == (True, s.Nothing(), [("b", "add")])


def test_values_of_a_content_model_are_changed_where_they_stand() -> None:
    old = s.ValList("closed", (s.ValItem("a"),), "add")
    change = s.ValList("closed", (s.ValItem("b", "add"),), "change")
    whole = s.ValList("closed", (s.ValItem("c"),), "add")
    both = s.ValList("closed", (s.ValItem("a"), s.ValItem("b")), "add")
    assert merge.content(old, None) is old
    assert merge.content(old, whole) is whole
    assert merge.content(None, change) is change
    assert merge.content(old, change) == both
    assert merge.content(s.TextNode(), change) is change
    assert merge.content(s.Alternate((s.TextNode(), old)), change) == s.Alternate((s.TextNode(), both))
    assert merge.content(s.Sequence((old,), least=0), change) == s.Sequence((both,), least=0)
    assert merge.content(old, s.TextNode()) == s.TextNode()
