"""Who is a member of which model class, and which elements nothing mentions."""

from __future__ import annotations

from collections.abc import Iterable

from puzanov_tei.odd import specs as s
from puzanov_tei.relaxng.walk import references_in

ROOTS = ("TEI", "teiCorpus")
"""What a document begins with where a schema does not say it (`schemaSpec/@start`), as with the TEI Stylesheets."""


class Members:
    """The direct members of each class, in the order of the schema."""

    def __init__(self, schema: s.Customization) -> None:
        self._direct = _memberships(schema.specs.values())

    def direct(self, ident: str) -> list[s.Spec]:
        """Elements and classes that are members of a class themselves."""
        return self._direct.get(ident, [])

    def leaves(self, ident: str, seen: tuple[str, ...] = ()) -> list[s.ElementSpec]:
        """The elements of a model class and its subclasses, in order."""
        leaves: dict[str, s.ElementSpec] = {}
        for member in self.direct(ident):
            if isinstance(member, s.ElementSpec):
                leaves.setdefault(member.ident, member)
            elif member.ident not in seen:
                for leaf in self.leaves(member.ident, (*seen, ident)):
                    leaves.setdefault(leaf.ident, leaf)
        return list(leaves.values())


def unused(schema: s.Customization) -> set[str]:
    """Elements that nothing in the schema mentions: no content model, no model class, not the start.

    They are left out of the grammar, as they could never occur.
    """
    roots = set(schema.start or ROOTS) & set(schema.specs)
    if schema.grammars or not roots:
        return set()
    named = set(roots)
    models = {i for i, c in schema.specs.items() if isinstance(c, s.ClassSpec) and c.type != "atts"}
    for spec in schema.specs.values():
        if isinstance(spec, (s.ElementSpec, s.MacroSpec)) and spec.content is not None:
            named.update(mentioned(spec.content))
    return {
        e.ident for e in schema.elements if e.ident not in named and not any(m.key in models for m in s.memberships(e))
    }


def mentioned(content: s.Content) -> Iterable[str]:
    """Names that a content model refers to; those inside RELAX NG as written, with and without prefix."""
    if isinstance(content, (s.Sequence, s.Alternate)):
        for member in content.members:
            yield from mentioned(member)
    elif isinstance(content, (s.ElementRef, s.ClassRef, s.MacroRef, s.DataRef)):
        yield content.key
    elif isinstance(content, s.RelaxNG):
        for name in references_in(content.pattern):
            yield name
            yield name.partition("_")[2]


def _memberships(specs: Iterable[s.Spec]) -> dict[str, list[s.Spec]]:
    """Class -> its direct members in the order of the schema."""
    members: dict[str, list[s.Spec]] = {}
    for spec in specs:
        for key in dict.fromkeys(m.key for m in s.memberships(spec)):
            members.setdefault(key, []).append(spec)
    return members
