"""What the page says before the document begins: chrome, date, title, credits and the labelled sections."""

from __future__ import annotations

from collections.abc import Sequence

from puzanov_tei.readers import labels
from puzanov_tei.readers.blocks import Line
from puzanov_tei.readers.fields import Fields

# How far from the top of a page its own apparatus may begin, and how long a title may be, in lines.
_REACH = 40
_TITLE = 8
# How many lines of banners may stand above date and title.
_BANNERS = 4
_SUMMARY = 12
# What has more characters is the document with its line breaks lost, and no value of a label.
_LONG = 6000
# How many lines after a value without a label another label has to follow.
_ORPHAN = 3


def read_front(lines: Sequence[Line], fields: Fields, site: bool) -> int:
    """Gather the fields in front of the document.

    Args:
        lines: the page's lines.
        fields: what is found is added here.
        site: whether something else (site headings after the document) proves a page of the archive.

    Returns:
        The index of the document's first line; 0 if the page says nothing about the document.
    """
    anchor = find_anchor(lines)
    site = site or any(labels.bare(line.text) in labels.SITE for line in lines[:_REACH])
    if anchor is None and not site:
        return _skip_wrapper(lines)
    start = _title(lines, anchor, fields)
    return _sections(lines, start, fields) if anchor is not None else start


def _skip_wrapper(lines: Sequence[Line]) -> int:
    """The index of the first line that is not the label of a third-party library."""
    index = 0
    while index < len(lines) and labels.wrapper(lines[index].text) == len(lines[index].text):
        index += 1
    return index


def find_anchor(lines: Sequence[Line]) -> int | None:
    """The index of the first line that opens the page's apparatus below the title; None if there is none."""
    printed = 0
    for index, line in enumerate(lines[:_REACH]):
        bare = labels.bare(line.text)
        if bare in labels.OLD_SITE or labels.is_credits(line.text) or labels.is_citation(line.text):
            return index
        label = _label(lines, index)
        if label is not None and (bare != "citation" or not _is_chrome_list(lines, index)):
            return index
        if not labels.is_chrome(line.text) and not labels.is_page_date(line.text):
            printed += 1
            if printed > _TITLE:
                return None
    return None


def _label(lines: Sequence[Line], index: int, seen: set[str] | None = None) -> tuple[str, str] | None:
    """The label on line `index`, if what follows it is such a value: documents use the same words.

    After other labels (`seen`) one that stands alone is believed without its value.
    """
    label = labels.front_label(lines[index].text)
    if label is None:
        return None
    name, inline = label
    if seen and not inline:
        return label if name not in seen else None
    if name == "summary" and not seen and not _is_followed(lines, index):
        # A report may have a summary of its own: alone, the word proves nothing.
        return None
    value = inline or (lines[index + 1].text if index + 1 < len(lines) else "")
    if not value or labels.front_label(value) is not None:
        return label
    fits = {"contents": labels.is_contents, "credits": labels.is_credits}.get(name)
    return label if fits is None or fits(value) else None


def _is_followed(lines: Sequence[Line], index: int) -> bool:
    """Whether another part of the page's apparatus comes after the label on line `index`."""
    return any(
        _label(lines, i, {"summary"}) is not None
        or labels.is_credits(lines[i].text)
        or labels.is_citation(lines[i].text)
        or labels.url_of(lines[i].text)
        for i in range(index + 1, min(index + _REACH, len(lines)))
    )


def _is_chrome_list(lines: Sequence[Line], index: int) -> bool:
    """Whether `Citation` at `index` is a button among buttons of the page, not the label of one."""
    return index > 0 and labels.bare(lines[index - 1].text) in labels.SITE


def _title(lines: Sequence[Line], anchor: int | None, fields: Fields) -> int:
    """Date and title; returns the index of the first line below them."""
    end = anchor if anchor is not None else min(len(lines), _REACH)
    dates = [i for i in range(end) if labels.is_page_date(lines[i].text)]
    printed = [i for i in range(end) if not labels.is_chrome(lines[i].text)]
    # The first heading of an HTML page is its title wherever it stands.
    named = next((i for i in printed if lines[i].text == fields.get("heading")), None) if anchor is None else None
    if anchor is None:
        # Without an anchor only the top of the page can hold its date and title.
        near = printed[:_BANNERS] if named is None else range(named - 2, named + 3)
        dates = [i for i in dates if i in near]
    if dates:
        fields.add("date", lines[dates[0]].text.strip("#* "))
    below = [i for i in printed if not dates or i > dates[0]]
    if anchor is None:
        chosen = below[:1] if named is None else [named]
        printed = _block(lines, chosen[0], end) if chosen else []
        end = max((*printed, *dates[:1]), default=-1) + 1
    else:
        # Without a date the banner and the title look alike: the title is what stands next to the apparatus.
        # A date may also stand below its title.
        printed = below if dates and below else _last_block(lines, [i for i in printed if i not in dates])
    if not printed:
        return end
    title = " ".join(lines[i].text.strip("#*_ ") for i in printed)
    match = labels.US_DATE.match(title)
    if match and not dates and title[match.end() :].strip():
        fields.add("date", match[0])
        title = title[match.end() :]
    fields.add("title", title)
    return end


def _last_block(lines: Sequence[Line], indices: Sequence[int]) -> list[int]:
    """Those of the indices that are lines of the last block among them."""
    return [i for i in indices if lines[i].block == lines[indices[-1]].block]


def _block(lines: Sequence[Line], index: int, end: int) -> list[int]:
    """The indices of the lines of the block that line `index` opens, as far as a value may reach."""
    stop = index + 1
    while stop < end and lines[stop].block == lines[index].block and lines[stop].end < lines[index].end + _LONG:
        stop += 1
    return list(range(index, stop))


def _sections(lines: Sequence[Line], index: int, fields: Fields) -> int:
    """Labelled sections, credits, addresses and chrome, in any order, until the document begins."""
    seen: set[str] = set()
    viewer = _viewer(lines, index)
    while index < len(lines):
        text = lines[index].text
        label = _label(lines, index, seen)
        if label is not None and label[0] not in seen:
            seen.add(label[0])
            if label[1]:
                fields.add(label[0], label[1])
                index += 1
            else:
                index = _value(lines, index + 1, label[0], fields, seen)
        elif labels.is_credits(text):
            stop = _block(lines, index, len(lines))[-1] + 1
            fields.add("credits", *(line.text for line in lines[index:stop]))
            index = stop
        elif address := labels.url_of(text):
            fields.add("url", address)
            index += 1
        elif labels.is_citation(text):
            index = _citation(lines, index, fields)
        elif labels.is_contents(text):
            fields.add("contents", text.strip("#*-• "))
            index += 1
        elif labels.is_chrome(text):
            index += 1
        elif index < viewer:
            # Above its citation the old site prints the summary; below it stand only buttons.
            fields.add("" if "citation" in fields.values else "summary", text)
            index += 1
        elif (name := _orphan(lines, index, seen)) is not None:
            stop = _block(lines, index, len(lines))[-1] + 1
            fields.add(name, *(line.text for line in lines[index:stop]))
            index = stop
        else:
            break
    return index


def _orphan(lines: Sequence[Line], index: int, seen: set[str]) -> str | None:
    """The field of a value whose label was lost: a language, or a paragraph that another label follows."""
    if not seen:
        return None
    if "language" not in seen and labels.LANGUAGE_VALUE.fullmatch(lines[index].text):
        return "language"
    stop = _block(lines, index, len(lines))[-1] + 1
    following = range(stop, min(stop + _ORPHAN, len(lines)))
    return "summary" if any(_opens(lines, i, seen) for i in following) else None


def _viewer(lines: Sequence[Line], index: int) -> int:
    """The line of the old site that ends its apparatus (`VIEW DOCUMENT IN`), or its last known one; else -1."""
    near = range(index, min(index + _REACH, len(lines)))
    bare = {i: labels.bare(lines[i].text) for i in near}
    for i in near:
        if bare[i] == labels.LAST_OF_OLD_SITE:
            return i
    marked = [i for i in near if bare[i] in labels.OLD_SITE]
    if not marked:
        return -1
    cited = [i for i in near if i > marked[0] and labels.is_citation(lines[i].text)]
    return max(marked[-1], cited[0] if cited else -1)


def _value(lines: Sequence[Line], index: int, name: str, fields: Fields, seen: set[str]) -> int:
    """The value below a label; returns the index of the line after it."""
    while index < len(lines) and labels.is_chrome(lines[index].text) and not _opens(lines, index, seen):
        index += 1
    if index >= len(lines) or len(lines[index].text) > _LONG or _opens(lines, index, seen):
        return index
    if name == "citation":
        if not labels.is_citation(lines[index].text) and (later := _citation_near(lines, index)) is not None:
            fields.add("summary", *(line.text for line in lines[index:later]))
            index = later
        return _citation(lines, index, fields)
    if name == "contents":
        while index < len(lines) and labels.is_contents(lines[index].text):
            fields.add("contents", lines[index].text.strip("#*-• "))
            index += 1
        return index
    if name == "language":
        fields.add("language", lines[index].text.strip("#*- "))
        return index + 1
    stop = _block(lines, index, len(lines))[-1] + 1
    if name == "summary":
        # A summary of several paragraphs shows only when another label comes after it.
        for later in range(stop, min(stop + _SUMMARY, len(lines))):
            if labels.is_credits(lines[later].text) or labels.is_citation(lines[later].text):
                break
            if _opens(lines, later, seen):
                stop = later
                break
    fields.add(name, *(line.text for line in lines[index:stop]))
    return stop


def _opens(lines: Sequence[Line], index: int, seen: set[str]) -> bool:
    label = _label(lines, index, seen)
    return label is not None and label[0] not in seen


def _citation_near(lines: Sequence[Line], index: int) -> int | None:
    for later in range(index, min(index + 5, len(lines))):
        if labels.front_label(lines[later].text) is not None:
            return None
        if labels.is_citation(lines[later].text):
            return later
    return None


def _citation(lines: Sequence[Line], index: int, fields: Fields) -> int:
    """A printed citation: the rest of its block up to an address on a line of its own."""
    stop = index + 1
    for later in _block(lines, index, len(lines))[1:]:
        text = lines[later].text
        if labels.url_of(text) or labels.is_chrome(text) or labels.front_label(text) is not None:
            break
        stop = later + 1
    fields.add("citation", *(line.text.strip("# ") for line in lines[index:stop]))
    return stop
