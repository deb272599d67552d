"""From a schemaSpec to a schema, on a source of a few specifications: what is brought, declared, and said."""

from __future__ import annotations

import pytest

from puzanov_tei.odd import specs as s
from puzanov_tei.odd.resolve import Resolver

SOURCE, HERE = "p5.odd", s.Origin("my.odd", 7, 3)


def at(line: int) -> s.Origin:
    return s.Origin("my.odd", line, 1)


def known(ident: str, module: str = "core") -> s.ElementSpec:
    return s.ElementSpec(ident, module, content=s.TextNode(), origin=s.Origin(SOURCE, 1, 1))


ATTS = s.ClassSpec(
    "att.g", "atts", "tei", attributes=s.AttList((s.AttDef("n"), s.AttDef("id"), s.AttRef("att.h", "k")), "choice"),
    origin=s.Origin(SOURCE, 1, 1),
)  # fmt: skip
SPECS: dict[str, s.Spec] = {
    **{ident: known(ident) for ident in ("p", "hi", "title")},
    "ab": known("ab", "linking"),
    "model.x": s.ClassSpec("model.x", "model", "core"),
    "att.g": ATTS,
    "macro.m": s.MacroSpec("macro.m", "tei"),
    "stray": known("stray", ""),
}
MODULES = s.modules_of(SPECS.values(), ("tei", "core", "linking"))
P5 = s.Library(SPECS, MODULES, "4.9", (s.ConstraintSpec("all"),))
OTHER = s.Library({"p": known("p", "own"), "q": known("q", "own")}, {"own": ("p", "q")}, "1")
CORE = s.ModuleRef("core", origin=HERE)


def resolved(*items: s.Item, **more: object) -> tuple[s.Customization, Resolver]:
    def library(name: str, where: s.Origin) -> s.Library:
        return OTHER if name == "other" else P5

    resolver = Resolver(s.SchemaSpec("mine", items, ("p",), origin=HERE, **more), library)  # type: ignore[arg-type]
    return resolver.run(), resolver


def said(resolver: Resolver) -> list[tuple[str, str, int, str, str]]:
    return [(f.code, f.severity.value, f.location.line, f.message, f.hint) for f in resolver.findings]


def test_a_module_brings_its_members() -> None:
    schema, resolver = resolved(CORE)
    assert list(schema.specs) == ["p", "hi", "title", "model.x"]
    assert (schema.ident, schema.start, schema.prefix, schema.version, schema.origin) == (
        "mine",
        ("p",),
        "tei_",
        "4.9",
        HERE,
    )
    assert (schema.constraints, schema.grammars, schema.left_out) == ((s.ConstraintSpec("all"),), (), {})
    assert schema.known == SPECS
    assert said(resolver) == []
    assert resolved(CORE, prefix="")[0].prefix == ""
    assert resolved(CORE, ns="urn:x")[0].ns == "urn:x"
    assert resolved(CORE, exceptions=(("a", "b"),))[0].exceptions == (("a", "b"),)


def test_what_a_module_leaves_out() -> None:
    schema, _ = resolved(s.ModuleRef("core", include=("p",), origin=HERE))
    assert list(schema.specs) == ["p", "model.x"]  # classes come always
    assert schema.left_out == {"hi": HERE, "title": HERE}
    schema, _ = resolved(s.ModuleRef("core", exclude=("p", "model.x"), origin=HERE))
    assert list(schema.specs) == ["hi", "title"]
    assert schema.left_out == {"p": HERE, "model.x": HERE}
    schema, _ = resolved(s.ModuleRef("core", include=(), origin=HERE))
    assert list(schema.specs) == ["model.x"]
    # What one moduleRef leaves out and another brings is there.
    schema, _ = resolved(
        s.ModuleRef("core", include=("p",), origin=HERE), s.ModuleRef("core", include=("hi",), origin=HERE)
    )
    assert (list(schema.specs), list(schema.left_out)) == (["p", "model.x", "hi"], ["title"])


def test_names_that_a_module_does_not_have() -> None:
    _, resolver = resolved(s.ModuleRef("core", include=("p", "ab", "titel"), exclude=("nothing",), origin=HERE))
    assert said(resolver) == [
        ("PZ201", "warning", 7, "module core has no 'ab'.", "It belongs to module linking."),
        ("PZ201", "error", 7, "module core has no 'titel'.", "Did you mean 'title'?"),
        ("PZ201", "warning", 7, "module core has no 'nothing'.", ""),
    ]
    assert (resolver.findings[0].location.file, resolver.findings[0].location.column) == ("my.odd", 3)
    schema, resolver = resolved(s.ModuleRef("corr", origin=HERE), s.ModuleRef("zzzz", origin=HERE))
    assert schema.specs == {}
    assert said(resolver) == [
        ("PZ201", "error", 7, "there is no module 'corr'.", "Did you mean 'core'?"),
        ("PZ201", "error", 7, "there is no module 'zzzz'.", "Modules of the source: tei, core, linking."),
    ]


def test_modules_and_references_of_another_source() -> None:
    schema, resolver = resolved(s.ModuleRef("own", source="other", prefix="o_", origin=HERE), CORE)
    assert list(schema.specs) == ["p", "q", "hi", "title", "model.x"]  # who comes first stays
    assert [schema.specs[i].prefix for i in ("p", "q", "hi")] == ["o_", "o_", None]
    assert [schema.specs[i].module for i in ("p", "hi")] == ["own", "core"]
    schema, _ = resolved(CORE, s.SpecRef("element", "p", source="other", prefix="", origin=HERE))
    assert (schema.specs["p"].module, schema.specs["p"].prefix) == ("own", "")
    assert said(resolver) == []


def test_a_grammar_of_another_schema_language() -> None:
    grammar = s.ModuleRef(url="svg.rng", origin=HERE)
    schema, resolver = resolved(CORE, grammar)
    assert (schema.grammars, said(resolver)) == ((grammar,), [])


@pytest.mark.parametrize(
    ("kind", "key", "found"),
    [("element", "ab", True), ("class", "att.g", True), ("macro", "macro.m", True), ("data", "macro.m", True),
     ("element", "att.g", False), ("class", "p", False), ("macro", "p", False), ("element", "nobody", False)],
)  # fmt: skip
def test_references(kind: str, key: str, found: bool) -> None:
    schema, resolver = resolved(s.SpecRef(kind, key, origin=HERE))
    assert list(schema.specs) == ([key] if found else [])
    assert [(code, line, message) for code, _, line, message, _ in said(resolver)] == (
        [] if found else [("PZ201", 7, f"the source has no {kind} {key!r}.")]
    )


def test_a_reference_to_a_name_nearly_right() -> None:
    _, resolver = resolved(s.SpecRef("element", "titel", origin=HERE), s.SpecRef("class", "model.y", origin=HERE))
    assert [hint for *_, hint in said(resolver)] == ["Did you mean 'title'?", "Did you mean 'model.x'?"]


def test_attributes_that_a_class_reference_leaves() -> None:
    def left(**more: object) -> list[str]:
        schema, _ = resolved(s.SpecRef("class", "att.g", origin=HERE, **more))  # type: ignore[arg-type]
        found = schema.specs["att.g"]
        assert isinstance(found, s.ClassSpec)
        assert found.attributes.org == "choice"
        return [a.name if isinstance(a, s.AttRef) else a.ident for a in found.attributes.members]  # type: ignore[union-attr]

    assert left() == ["n", "id", "k"]
    assert left(include=("n",)) == ["n", "k"]
    assert left(include=()) == ["k"]
    assert left(exclude=("n",)) == ["id", "k"]
    assert left(include=("n", "id"), exclude=("id",)) == ["n", "k"]
    schema, _ = resolved(s.SpecRef("class", "model.x", include=("n",), origin=HERE))
    assert schema.specs["model.x"] is SPECS["model.x"]


def test_changes_deletions_and_additions() -> None:
    own = s.ElementSpec("box", "mine", content=s.Nothing(), origin=at(9))
    schema, resolver = resolved(
        CORE,
        s.ElementSpec("p", mode="change", content=s.Nothing(), origin=at(8)),
        s.ElementSpec("hi", mode="delete", origin=at(9)),
        own,
        s.ElementSpec("title", mode="replace", content=s.Nothing(), origin=at(10)),
        s.ConstraintSpec("all", mode="delete"),
        s.ConstraintSpec("rule"),
    )
    assert said(resolver) == []
    assert list(schema.specs) == ["p", "title", "model.x", "box"]
    changed, replaced = schema.specs["p"], schema.specs["title"]
    assert (changed.mode, changed.module, changed.content) == ("add", "core", s.Nothing())  # type: ignore[union-attr]
    assert (replaced.mode, replaced.module, replaced.content) == ("add", "core", s.Nothing())  # type: ignore[union-attr]
    assert schema.specs["box"] == own
    assert schema.left_out == {"hi": at(9)}
    assert [c.ident for c in schema.constraints] == ["rule"]


def test_declarations_without_effect_are_named() -> None:
    _, resolver = resolved(
        CORE,
        s.ElementSpec("", mode="add", origin=at(1)),
        s.ElementSpec("ab", mode="change", origin=at(2)),
        s.ElementSpec("titel", mode="change", origin=at(3)),
        s.ElementSpec("zzzz", mode="delete", origin=at(4)),
        s.ElementSpec("ab", mode="delete", origin=at(5)),
        s.ClassSpec("p", "model", mode="change", origin=at(6)),
        s.ElementSpec("stray", mode="change", origin=at(7)),
    )
    assert said(resolver) == [
        ("PZ204", "error", 1, "a declaration has no ident, so that it is ignored.",
         "Name what it declares with @ident."),
        ("PZ204", "warning", 2, "'ab' is not in the schema, so that this change has no effect.",
         "Include it in the moduleRef of linking, or drop the change."),
        ("PZ204", "error", 3, "there is no 'titel' to change.", "Did you mean 'title'?"),
        ("PZ204", "warning", 4, "there is no 'zzzz' to delete.", 'A new declaration has mode="add".'),
        ("PZ204", "error", 6, "'p' is of another kind in the source.", ""),
        ("PZ204", "warning", 7, "'stray' is not in the schema, so that this change has no effect.", ""),
    ]  # fmt: skip


def test_declared_twice() -> None:
    first, second = (s.ElementSpec("box", mode="add", content=s.TextNode(), origin=at(n)) for n in (1, 2))
    _, resolver = resolved(CORE, first, second)
    assert said(resolver) == [("PZ203", "error", 2, "'box' is declared twice.", f"It is also declared at {at(1)}.")]
    change = s.ElementSpec("box", mode="change", origin=at(2))
    assert said(resolved(CORE, first, change)[1]) == []
    again = s.ElementSpec("p", mode="replace", origin=at(3))
    assert [code for code, *_ in said(resolved(CORE, again, again)[1])] == ["PZ203"]
    assert said(resolved(CORE, s.ElementSpec("p", mode="change", origin=at(1)), again)[1]) == []


def test_declared_anew() -> None:
    _, resolver = resolved(CORE, s.ElementSpec("p", mode="add", origin=at(4)))
    assert said(resolver) == [
        ("PZ203", "warning", 4, "p is declared anew, so that nothing is left of its declaration in the source.",
         'Write mode="change" to change it, or mode="replace" if that is meant.')
    ]  # fmt: skip
    ours = s.ElementSpec("p", "mine", mode="add", origin=s.Origin(SOURCE, 9, 9))
    schema, resolver = resolved(CORE, ours)
    assert (schema.specs["p"].module, said(resolver)) == ("mine", [])


def test_a_compiled_odd_stands_alone() -> None:
    whole = s.ElementSpec("ab", mode="change", content=s.TextNode(), origin=at(1))
    group = s.ClassSpec("model.z", "model", mode="change", origin=at(2))
    bare = s.ElementSpec("hi", mode="change", origin=at(3))
    schema, resolver = resolved(whole, group, bare)
    assert {i: spec.mode for i, spec in schema.specs.items()} == {"ab": "add", "model.z": "add"}
    assert [line for _, _, line, *_ in said(resolver)] == [3]
    assert list(resolved(CORE, whole)[0].specs) == ["p", "hi", "title", "model.x"]


def test_a_layer_of_changes_is_over_all_of_its_source() -> None:
    model = object()
    shown = s.ElementSpec("hi", mode="change", models=(model,), origin=at(3))
    added = s.ElementSpec("p", mode="add", models=(model,), origin=at(4))
    schema, resolver = resolved(shown, added)
    assert list(schema.specs) == list(SPECS)
    assert [code for code, *_ in said(resolver)] == ["PZ201"]
    for ident in ("hi", "p"):
        spec = schema.specs[ident]
        assert isinstance(spec, s.ElementSpec)
        assert spec.models == (model,)
        assert spec.content == SPECS[ident].content  # type: ignore[union-attr]


def test_a_group_that_is_not_there() -> None:
    _, resolver = resolved(CORE, lost=(("#gone", at(5)),))
    assert said(resolver) == [
        ("PZ201", "warning", 5, "specGrpRef leads nowhere: #gone.", "It has to lead to the xml:id of a specGrp.")
    ]


def test_constraints_of_the_schema_declared_twice() -> None:
    first, second, third = (
        s.ConstraintSpec("c", mode=m, bodies=(m,), origin=at(n)) for n, m in enumerate(("add", "add", "change"), 1)
    )
    schema, resolver = resolved(CORE, first, second)
    assert [c.ident for c in schema.constraints] == ["all", "c", "c"]
    assert said(resolver) == [
        ("PZ203", "error", 2, "constraintSpec c is declared twice; both count.", f"It is also declared at {at(1)}.")
    ]
    schema, resolver = resolved(CORE, first, third)
    assert ([c.bodies for c in schema.constraints][1:], said(resolver)) == ([("change",)], [])


def test_a_class_that_is_a_member_of_itself() -> None:
    def model(ident: str, *keys: str) -> s.ClassSpec:
        members = tuple(s.MemberOf(key, origin=at(8)) for key in keys)
        return s.ClassSpec(ident, "model", mode="add", classes=s.Classes(members), origin=at(9))

    def memberships(*items: s.ClassSpec) -> tuple[dict[str, list[str]], list[tuple[str, int, str]]]:
        schema, resolver = resolved(CORE, *items)
        kept = {item.ident: schema.specs[item.ident].classes for item in items}  # type: ignore[union-attr]
        told = [(code, line, message) for code, _, line, message, _ in said(resolver)]
        return {ident: [m.key for m in classes.members] for ident, classes in kept.items() if classes}, told

    circle = "is a member of itself, through"
    assert memberships(model("m.a", "m.a", "model.x")) == (
        {"m.a": ["model.x"]},
        [("PZ206", 8, f"the class m.a {circle} m.a.")],
    )
    assert memberships(model("m.a", "m.b"), model("m.b", "m.c"), model("m.c", "m.a", "model.x")) == (
        {"m.a": ["m.b"], "m.b": ["m.c"], "m.c": ["model.x"]},
        [("PZ206", 8, f"the class m.c {circle} m.a.")],
    )
    assert memberships(model("m.a", "m.c"), model("m.b", "m.c"), model("m.c", "gone"))[1] == []


def test_a_new_element_of_another_namespace_stands_beside_its_namesake() -> None:
    def element(ns: str, mode: str = "add", alt: str = "", prefix: str | None = None) -> s.ElementSpec:
        return s.ElementSpec("p", mode=mode, ns=ns, alt=alt, prefix=prefix, content=s.TextNode(), origin=at(3))

    schema, resolver = resolved(CORE, element("urn:x", prefix="x_"), element("urn:x", "change", "q", "x_"))
    spec = schema.specs["x_p"]
    assert isinstance(spec, s.ElementSpec)
    assert (spec.ns, spec.alt, spec.prefix, said(resolver)) == ("urn:x", "q", "", [])
    assert schema.specs["p"] == SPECS["p"]
    assert resolved(CORE, element("urn:x"))[0].specs.keys() - SPECS.keys() == {"other.p"}
    moved, _ = resolved(CORE, element("urn:x", "change"))
    assert moved.specs.keys() <= SPECS.keys()


def test_what_has_no_key_is_a_warning() -> None:
    _, resolver = resolved(CORE, notices=(("moduleRef has no key.", at(4)),))
    assert said(resolver) == [("PZ201", "warning", 4, "moduleRef has no key.", "")]
