"""What editors do to a TEI file in an XML editor, at random, each edit with a way to find it again."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from lxml import etree

from puzanov_tei.tei.read import XML_ID, T

Element = etree._Element
Check = Callable[[Element], bool]
NAMES = (f"{T}persName", f"{T}placeName", f"{T}orgName", f"{T}rs")


@dataclass(frozen=True)
class Edit:
    """One edit: its kind, what was done, and whether it is in a tree."""

    kind: str
    what: str
    is_in: Check
    mark: str = ""


def make_edits(root: Element, dice: random.Random, count: int, kinds: Collection[str] | None = None) -> list[Edit]:
    """Make up to `count` edits of random kinds in different paragraphs or names of the document."""
    done: list[Edit] = []
    used: set[Element] = set()
    for number in range(count):
        kind = dice.choice([kind for kind in KINDS if kinds is None or kind in kinds])
        edit = KINDS[kind](root, dice, f"e{number}", used)
        if edit is not None:
            done.append(edit)
    return done


def squeezed(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _pick(
    root: Element, dice: random.Random, used: set[Element], *tags: str, fits: Check = lambda element: True
) -> Element | None:
    """An element of the text that no earlier edit is near to."""

    def is_near(element: Element) -> bool:
        return any(near in used for near in (*element.iterancestors(), *element.iter()))

    text = root.find(f"{T}text")
    assert text is not None
    free = [e for e in text.iter(*tags) if squeezed(e) and fits(e) and not is_near(e)]
    if not free:
        return None
    chosen = dice.choice(free)
    used.add(chosen)
    return chosen


def _marked(tag: str, words: str, mark: str) -> Check:
    return lambda root: any(squeezed(e) == words for e in root.iter(tag) if mark in (e.get("resp") or "").split())


def confirm(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    name = _pick(root, dice, used, *NAMES)
    if name is None:
        return None
    name.set("resp", f"#tool #{mark}")
    ref = name.get("ref")
    check = _marked(name.tag, squeezed(name), f"#{mark}")
    return Edit(
        "confirm",
        squeezed(name),
        lambda r: (
            check(r) and any(e.get("ref") == ref for e in r.iter(name.tag) if f"#{mark}" in (e.get("resp") or ""))
        ),
    )


def relink(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    name = _pick(root, dice, used, *NAMES)
    if name is None:
        return None
    name.set("ref", f"#pers-{mark}")
    name.set("resp", f"#{mark}")
    check = _marked(name.tag, squeezed(name), f"#{mark}")
    return Edit("relink", squeezed(name), lambda r: check(r) and any(e.get("ref") == f"#pers-{mark}" for e in r.iter()))


def retag(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    name = _pick(root, dice, used, f"{T}placeName", f"{T}orgName")
    if name is None:
        return None
    name.tag = f"{T}orgName" if name.tag == f"{T}placeName" else f"{T}placeName"
    name.set("resp", f"#{mark}")
    return Edit("retag", squeezed(name), _marked(name.tag, squeezed(name), f"#{mark}"))


def resize(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    """Take the first word after a name into it."""
    name = _pick(root, dice, used, *NAMES, fits=lambda e: bool(re.match(r"\s*\w+", e.tail or "")))
    match = re.match(r"\s*\w+", name.tail or "") if name is not None else None
    if name is None or match is None:
        return None
    last = name[-1] if len(name) else None
    if last is None:
        name.text = (name.text or "") + match[0]
    else:
        last.tail = (last.tail or "") + match[0]
    name.tail = (name.tail or "")[match.end() :]
    name.set("resp", f"#{mark}")
    return Edit("resize", squeezed(name), _marked(name.tag, squeezed(name), f"#{mark}"))


def remove(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    blocks = (f"{T}p", f"{T}head")
    name = _pick(root, dice, used, *NAMES, fits=lambda e: (p := e.getparent()) is not None and p.tag in blocks)
    parent = name.getparent() if name is not None else None
    if name is None or parent is None:
        return None
    words = squeezed(name)
    used.add(parent)
    place = squeezed(parent)

    def names_of(root: Element) -> list[int]:
        return [
            sum(squeezed(e) == words and e.tag == tag for e in p.iter(*NAMES))
            for p in root.iter(parent.tag)
            if squeezed(p) == place
        ]

    tag = name.tag
    _unwrap(name)
    left = names_of(root)
    return Edit("remove", words, lambda r: names_of(r) == left)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    index = parent.index(element)
    inside = [x for child in element for x in (child, child.tail or "")]
    pieces: list[str | Element] = [element.text or "", *inside, element.tail or ""]
    parent.remove(element)
    before = parent[index - 1] if index else None
    for piece in pieces:
        if isinstance(piece, str):
            if before is None:
                parent.text = (parent.text or "") + piece
            else:
                before.tail = (before.tail or "") + piece
        else:
            piece.tail = None
            parent.insert(index, piece)
            before, index = piece, index + 1


_WORD = re.compile(r"\b[^\W\d_]{4,}\b")


def _word(root: Element, dice: random.Random, used: set[Element]) -> tuple[Element, re.Match[str]] | None:
    """A word directly in a paragraph, before its first child."""
    tags = (f"{T}p", f"{T}item", f"{T}cell")
    paragraph = _pick(root, dice, used, *tags, fits=lambda e: bool(_WORD.search(e.text or "")))
    return (paragraph, dice.choice(list(_WORD.finditer(paragraph.text or "")))) if paragraph is not None else None


def add(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    found = _word(root, dice, used)
    if found is None:
        return None
    paragraph, word = found
    name = etree.Element(dice.choice(NAMES[:3]), {"ref": f"#pers-{mark}", "resp": f"#{mark}"})
    text = paragraph.text or ""
    name.text, name.tail, paragraph.text = word[0], text[word.end() :], text[: word.start()]
    paragraph.insert(0, name)
    return Edit("add", word[0], _marked(name.tag, word[0], f"#{mark}"))


def correct(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    found = _word(root, dice, used)
    if found is None:
        return None
    paragraph, word = found
    text = paragraph.text or ""
    paragraph.text = f"{text[: word.start()]}Zz{mark}{text[word.end() :]}"
    return Edit("correct", word[0], lambda r: any(f"Zz{mark}" in squeezed(e) for e in r.iter(paragraph.tag)))


def note(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    found = _word(root, dice, used)
    if found is None:
        return None
    paragraph, word = found
    made = etree.Element(f"{T}note", {"resp": f"#{mark}"})
    text = paragraph.text or ""
    made.text, made.tail, paragraph.text = f"Comment {mark}.", text[word.end() :], text[: word.end()]
    paragraph.insert(0, made)
    return Edit("note", word[0], _marked(made.tag, f"Comment {mark}.", f"#{mark}"))


def comment(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    paragraph = _pick(root, dice, used, f"{T}p", f"{T}head", f"{T}item")
    if paragraph is None:
        return None
    paragraph.append(etree.Comment(f" {mark} "))
    return Edit("comment", mark, lambda r: any((c.text or "").strip() == mark for c in r.iter(etree.Comment)))


def new_block(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    paragraph = _pick(root, dice, used, f"{T}p")
    if paragraph is None:
        return None
    made = etree.Element(f"{T}p", {"resp": f"#{mark}"})
    made.text = f"Headnote {mark}."
    before = squeezed(paragraph)[:20]
    paragraph.addprevious(made)
    used.add(made)

    def check(root: Element) -> bool:
        marked = [e for e in root.iter(f"{T}p") if squeezed(e) == f"Headnote {mark}."]
        return len(marked) == 1 and any(squeezed(e)[:20] == before for e in marked[0].itersiblings())

    return Edit("new_block", mark, check)


def split(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    paragraph = _pick(root, dice, used, f"{T}p", fits=lambda e: any(len((c.tail or "").split()) > 4 for c in e))
    if paragraph is None:
        return None
    tails = [c for c in paragraph if len((c.tail or "").split()) > 4 and isinstance(c.tag, str)]
    if not tails:
        return None
    child = dice.choice(tails)
    following = list(child.itersiblings())
    second = etree.Element(f"{T}p", {"n": mark})
    text = child.tail or ""
    cut = text.index(" ", len(text) // 2) if " " in text[len(text) // 2 :] else len(text)
    child.tail, second.text = text[:cut], text[cut:].lstrip()
    for sibling in following:
        second.append(sibling)
    paragraph.addnext(second)
    used.add(second)
    first_words, second_words = squeezed(paragraph), squeezed(second)

    def check(root: Element) -> bool:
        return any(
            squeezed(e)[:15] == second_words[:15]
            and (p := e.getprevious()) is not None
            and squeezed(p)[-15:] == first_words[-15:]
            for e in root.iter(f"{T}p")
            if e.get("n") == mark
        )

    return Edit("split", second_words[:40], check, mark)


def join(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    def is_before_another(element: Element) -> bool:
        following = element.getnext()
        return following is not None and following.tag == f"{T}p" and not any(d in used for d in following.iter())

    paragraph = _pick(root, dice, used, f"{T}p", fits=is_before_another)
    following = paragraph.getnext() if paragraph is not None else None
    if paragraph is None or following is None:
        return None
    used.add(following)
    words = squeezed(following)
    before = squeezed(paragraph)[-15:]
    last = paragraph[-1] if len(paragraph) else None
    joint = " " + (following.text or "")
    if last is None:
        paragraph.text = (paragraph.text or "") + joint
    else:
        last.tail = (last.tail or "") + joint
    for child in list(following):
        paragraph.append(child)
    following.getparent().remove(following)  # type: ignore[union-attr]
    paragraph.set("n", mark)
    return Edit(
        "join",
        words[:40],
        lambda r: any(e.get("n") == mark and f"{before} {words[:15]}" in squeezed(e) for e in r.iter(f"{T}p")),
        mark,
    )


def header(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    fields = [
        e
        for e in root.find(f"{T}teiHeader").iter(f"{T}title", f"{T}change", f"{T}edition", f"{T}publisher")  # type: ignore[union-attr]
        if e not in used and not len(e)
    ]
    if not fields:
        return None
    field = dice.choice(fields)
    used.add(field)
    field.text = f"Field {mark}"
    return Edit("header", field.tag, lambda r: any(squeezed(e) == f"Field {mark}" for e in r.iter(field.tag)))


def status(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    history = root.find(f".//{T}revisionDesc")
    if history is None or any(e in used for e in history.iter()):
        return None
    used.update(history.iter())
    history.set("status", "approved")
    made = etree.SubElement(history, f"{T}change", {"who": f"#{mark}"})
    made.text = f"Read by {mark}."
    used.add(made)
    return Edit(
        "status",
        mark,
        lambda r: (
            r.find(f".//{T}revisionDesc").get("status") == "approved"
            and any(  # type: ignore[union-attr]
                squeezed(e) == f"Read by {mark}." for e in r.iter(f"{T}change")
            )
        ),
    )


def person(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    records = [e for e in root.iter(f"{T}person", f"{T}place", f"{T}org") if e.get(XML_ID) and e not in used]
    if not records:
        return None
    record = dice.choice(records)
    used.add(record)
    made = etree.SubElement(record, f"{T}note", {"resp": f"#{mark}"})
    made.text = f"Fact {mark}."
    identifier = record.get(XML_ID)
    return Edit(
        "person",
        str(identifier),
        lambda r: any(
            squeezed(n) == f"Fact {mark}." and n.getparent().get(XML_ID) == identifier for n in r.iter(f"{T}note")
        ),
    )  # type: ignore[union-attr]


def redate(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    """Say what day a date means."""
    date = _pick(root, dice, used, f"{T}date")
    if date is None:
        return None
    for name in ("when", "from", "to", "notBefore", "notAfter", "cert"):
        date.attrib.pop(name, None)
    date.set("when", "1901-02-03")
    date.set("resp", f"#{mark}")
    return Edit(
        "redate",
        squeezed(date),
        lambda r: any(
            e.get("when") == "1901-02-03" and f"#{mark}" in (e.get("resp") or "") and e.get("from") is None
            for e in r.iter(f"{T}date")
        ),
    )


def emphasis(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    """Put an element around a word."""
    picked = _word(root, dice, used)
    if picked is None:
        return None
    paragraph, word = picked
    made = etree.Element(f"{T}hi", {"rend": f"r-{mark}"})
    text = paragraph.text or ""
    made.text, made.tail, paragraph.text = word[0], text[word.end() :], text[: word.start()]
    paragraph.insert(0, made)
    return Edit(
        "emphasis",
        word[0],
        lambda r: any(e.get("rend") == f"r-{mark}" and squeezed(e) == word[0] for e in r.iter(f"{T}hi")),
    )


def reading(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    """Keep a word of the source and put the right one beside it."""
    picked = _word(root, dice, used)
    if picked is None:
        return None
    paragraph, word = picked
    made = etree.Element(f"{T}choice")
    text = paragraph.text or ""
    etree.SubElement(made, f"{T}sic").text = word[0]
    etree.SubElement(made, f"{T}corr", {"resp": f"#{mark}"}).text = f"Right{mark}"
    made.tail, paragraph.text = text[word.end() :], text[: word.start()]
    paragraph.insert(0, made)
    return Edit(
        "reading",
        word[0],
        lambda r: any([squeezed(c) for c in e] == [word[0], f"Right{mark}"] for e in r.iter(f"{T}choice")),
    )


def drop_block(root: Element, dice: random.Random, mark: str, used: set[Element]) -> Edit | None:
    """Take out a paragraph with its words, one that is there once."""
    words = Counter(squeezed(p) for p in root.iter(f"{T}p"))
    paragraph = _pick(
        root,
        dice,
        used,
        f"{T}p",
        fits=lambda e: words[squeezed(e)] == 1 and e.getnext() is not None and len(squeezed(e)) > 20,
    )
    if paragraph is None:
        return None
    gone = squeezed(paragraph)
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)
    return Edit("drop_block", gone, lambda r: all(squeezed(p) != gone for p in r.iter(f"{T}p")))


KINDS: dict[str, Callable[[Element, random.Random, str, set[Element]], Edit | None]] = {
    edit.__name__: edit
    for edit in (
        confirm,
        relink,
        retag,
        resize,
        remove,
        add,
        correct,
        note,
        comment,
        new_block,
        split,
        join,
        header,
        status,
        person,
        redate,
        emphasis,
        reading,
        drop_block,
    )
}
