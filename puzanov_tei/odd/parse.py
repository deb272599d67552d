"""ODD files to declarations: `parse_odd` reads what the author wrote, nothing is resolved yet.

Implements the reading side of TEI Guidelines 22 (TD) and 23.3 (USE): specification groups (local and
remote) are put in place, everything else stays in document order.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from puzanov_tei.base.near import near
from puzanov_tei.errors import SchemaError
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.content import TEI, ContentReader, excepted, local, names
from puzanov_tei.odd.documentation import words
from puzanov_tei.odd.tree import Tree, read_tree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPECS = ("elementSpec", "classSpec", "macroSpec", "dataSpec")
_REFS = {"elementRef": "element", "classRef": "class", "macroRef": "macro", "dataRef": "data"}
_DEPTH = 20
_MODES = ("add", "change", "replace", "delete")


def language_of(element: etree._Element) -> str:
    """The language of a schemaSpec's documentation: `@docLang`, `@targetLang`, or the nearest `@xml:lang`."""
    for name in ("docLang", "targetLang"):
        if element.get(name):
            return element.get(name, "").split()[0]
    ancestor: etree._Element | None = element
    while ancestor is not None:
        if ancestor.get(XML_LANG):
            return ancestor.get(XML_LANG, "en")
        ancestor = ancestor.getparent()
    return "en"


class OddReader:
    """Reads the declarations of one tree. `language` is that of the documentation to keep."""

    def __init__(self, tree: Tree, language: str = "en", prose: bool = True) -> None:
        self.tree = tree
        self.language = language
        self.prose = prose
        self.where = tree.origin
        self.contents = ContentReader(tree.origin, self.val_list)
        self.lost: list[tuple[str, s.Origin]] = []

    # --- documentation

    def docs(self, element: etree._Element) -> s.Docs:
        """Gloss, description, remarks and examples of a declaration."""
        said = list(element.iterchildren(*_SAID)) if self.prose else []
        if not said:
            return s.NO_DOCS
        gloss, desc = (
            words([e for e in said if e.tag == TEI + name and e.get("type") != "deprecationInfo"], self.language)
            for name in ("gloss", "desc")
        )
        remarks = tuple(e for e in said if e.tag == TEI + "remarks")
        examples = tuple(e for e in said if e.tag == TEI + "exemplum")
        texts = tuple(e for e in said if e.tag in _TEXTS and (e.tag != TEI + "altIdent" or e.get("type")))
        more = tuple(e for e in said if e.tag in _MORE)
        return s.Docs(gloss, desc, remarks, examples, texts, more)

    def _alt(self, element: etree._Element) -> str:
        """The name in documents: `altIdent` is "the recommended XML name ... in some language" (TEI Guidelines, TD)."""
        return words((e for e in element.iterfind(TEI + "altIdent") if e.get("type", "lang") == "lang"), self.language)

    # --- values, constraints, attributes

    def val_list(self, element: etree._Element) -> s.ValList:
        """A `valList`."""
        return s.ValList(
            element.get("type", "open").strip(),
            tuple(self._val_item(e) for e in element.iterfind(TEI + "valItem")),
            mode(element),
            self.where(element),
        )

    def _val_item(self, element: etree._Element) -> s.ValItem:
        ident = element.get("ident", "")
        return s.ValItem(ident, mode(element), self._alt(element), self.docs(element), self.where(element))

    def constraint(self, element: etree._Element) -> s.ConstraintSpec:
        """A `constraintSpec`."""
        return s.ConstraintSpec(
            element.get("ident", ""),
            element.get("scheme", ""),
            mode(element),
            tuple(element.iterfind(TEI + "constraint")),
            element.get("queryBinding", ""),
            self.docs(element),
            self.where(element),
            element.get(XML_LANG, ""),
        )

    def _constraints(self, element: etree._Element) -> tuple[s.ConstraintSpec, ...]:
        """The constraints of a declaration."""
        return tuple(map(self.constraint, element.iterfind(TEI + "constraintSpec")))

    def att_list(self, element: etree._Element) -> s.AttList:
        """The `attList`s of a declaration as one."""
        lists = [self._att_list(e) for e in element.iterfind(TEI + "attList")]
        if not lists:
            return s.NO_ATTRIBUTES
        return lists[0] if len(lists) == 1 else s.AttList(tuple(lists))

    def _att_list(self, element: etree._Element) -> s.AttList:
        members: list[s.AttDef | s.AttRef | s.AttList] = []
        for child in element:
            match local(child) if isinstance(child.tag, str) else "":
                case "attDef":
                    members.append(self._att_def(child))
                case "attRef":
                    members.append(self._att_ref(child))
                case "attList":
                    members.append(self._att_list(child))
        return s.AttList(tuple(members), element.get("org", "group"))

    def _att_ref(self, element: etree._Element) -> s.AttRef:
        cls, name = element.get("class", ""), element.get("name", "")
        key = element.get("key", "")
        if key and not cls:
            # The form of older releases: att.global.attribute.rend
            cls, _, name = key.partition(".attribute.")
        return s.AttRef(cls, name, self.where(element))

    def _att_def(self, element: etree._Element) -> s.AttDef:
        values = element.find(TEI + "valList")
        default = element.findtext(TEI + "defaultVal") or ""
        return s.AttDef(
            element.get("ident", "").strip(),
            mode(element),
            element.get("usage", ""),
            _namespace(element),
            self._alt(element),
            self.contents.datatype(element.find(TEI + "datatype")),
            None if values is None else self.val_list(values),
            default.strip(),
            element.get("validUntil", ""),
            self._constraints(element),
            self.docs(element),
            self.where(element),
        )

    # --- specifications

    def classes(self, element: etree._Element) -> s.Classes | None:
        """The `classes` of a declaration; None if there are none."""
        classes = element.find(TEI + "classes")
        if classes is None:
            return None
        members = tuple(
            s.MemberOf(e.get("key", "").strip(), mode(e), self.where(e)) for e in classes.iterfind(TEI + "memberOf")
        )
        return s.Classes(members, mode(classes, "replace"))

    def spec(self, element: etree._Element) -> s.Spec:
        """An elementSpec, classSpec, macroSpec or dataSpec."""
        kind = local(element)
        ident, module = element.get("ident", "").strip(), element.get("module", "").strip()
        how, prefix = mode(element), element.get("prefix")
        until, docs, where = element.get("validUntil", ""), self.docs(element), self.where(element)
        constraints = self._constraints(element)
        if kind == "elementSpec":
            content = self.contents.content(element.find(TEI + "content"))
            return s.ElementSpec(
                ident,
                module,
                how,
                element.get("ns"),
                prefix,
                self._alt(element),
                self.classes(element),
                content,
                self.att_list(element),
                constraints,
                until,
                docs,
                where,
                tuple(element.iterchildren(*_MODELS)),
            )
        if kind == "classSpec":
            return s.ClassSpec(
                ident,
                element.get("type") or _kind(ident),
                module,
                how,
                prefix,
                self._alt(element),
                self.classes(element),
                self.att_list(element),
                constraints,
                until,
                docs,
                where,
            )
        content = self.contents.macro(element.find(TEI + "content"))
        if content is None and (direct := element.find(TEI + "stringVal")) is not None:
            content = self.contents.content(direct)
        values = element.find(TEI + "valList")
        return s.MacroSpec(
            ident,
            module,
            how,
            kind == "dataSpec" or element.get("type") == "dt",
            prefix,
            content,
            None if values is None else self.val_list(values),
            constraints,
            until,
            docs,
            where,
        )

    def specs(self) -> Iterator[s.Spec]:
        """Every whole specification in the file, in document order (not those inside examples)."""
        wanted = [TEI + name for name in _SPECS]
        for element in self.tree.root.iter(*wanted):
            yield self.spec(element)

    # --- schemaSpec

    def schema(self, element: etree._Element) -> s.SchemaSpec:
        """A `schemaSpec` with its groups in place."""
        items = tuple(self._items(element, 0))
        return s.SchemaSpec(
            element.get("ident", "").strip() or "schema",
            items,
            names(element, "start") or (),
            self._source(element),
            element.get("ns", s.TEI_NS),
            element.get("prefix"),
            self.language,
            excepted(element, "defaultExceptions"),
            tuple(self.lost),
            tuple(self.contents.notices),
            self.docs(element),
            self.where(element),
        )

    def _items(self, parent: etree._Element, depth: int) -> Iterator[s.Item]:
        if depth > _DEPTH:
            raise SchemaError(f"{self.where(parent)}: specification groups refer to each other in a circle.")
        for child in parent:
            name = local(child) if isinstance(child.tag, str) and child.tag.startswith(TEI) else ""
            if name in _SPECS:
                yield self.spec(child)
            elif name in _REFS:
                yield self._spec_ref(child, _REFS[name])
            elif name == "constraintSpec":
                yield self.constraint(child)
            elif name == "moduleRef":
                yield self._module_ref(child)
            elif name == "specGrpRef":
                yield from self._group(child, depth)
            elif name and name not in _PROSE:
                yield from self._items(child, depth)

    def _spec_ref(self, element: etree._Element, kind: str) -> s.SpecRef:
        key = element.get("key", "") or element.get("name", "")
        return s.SpecRef(
            kind,
            key.strip(),
            self._source(element),
            element.get("prefix"),
            names(element, "include"),
            names(element, "except") or (),
            self.where(element),
        )

    def _module_ref(self, element: etree._Element) -> s.ModuleRef:
        url = element.get("url", "").strip()
        content = element.find(TEI + "content")
        return s.ModuleRef(
            element.get("key", "").strip(),
            self.tree.resolve(url, element) if url else "",
            names(element, "include"),
            names(element, "except") or (),
            element.get("prefix"),
            self._source(element),
            content,
            self.where(element),
        )

    def _source(self, element: etree._Element) -> str:
        given = element.get("source", "").strip()
        return given if not given or given.startswith("tei:") else self.tree.resolve(given, element)

    def _group(self, element: etree._Element, depth: int) -> Iterator[s.Item]:
        target = element.get("target", "").strip()
        address, _, ident = target.partition("#")
        reader = self
        if address:
            path = self.tree.resolve(address, element)
            try:
                data = self.tree.fetch(path)
            except SchemaError as error:
                hint = "" if ident else f" A group of this file has a target that begins with #, as #{target}."
                raise SchemaError(f"{self.where(element)}: specGrpRef: {error}{hint}") from error
            tree = read_tree(data, path, self.tree.fetch, bool(self.tree.origins))
            reader = OddReader(tree, self.language, self.prose)
        group = reader.tree.by_id(ident) if ident else reader.tree.root
        if group is None or (ident and local(group) not in ("specGrp", "schemaSpec")):
            self.lost.append((target, self.where(element)))
            return
        holder = next(element.iterancestors(TEI + "schemaSpec"), None)
        if holder is not None and holder in group.iterancestors():
            return  # it stands in the schemaSpec itself and counts there
        one = local(group) in _SPECS  # a file that is a single declaration
        yield from [reader.spec(group)] if one else reader._items(group, depth + 1)


def mode(element: etree._Element, default: str = "add") -> str:
    """What is to be done with a declaration; of a slip, which is told elsewhere, what comes near to it."""
    written = element.get("mode", default).strip()
    return written if written in _MODES else near(written, _MODES) or default


def _kind(ident: str) -> str:
    """The type of a class that does not say it: the prefix of its name does."""
    return "atts" if ident.startswith("att.") else "model"


def _namespace(element: etree._Element) -> str:
    """The namespace of an attribute: @ns, or that of a prefix in its name that is declared in the ODD."""
    prefix, colon, _ = element.get("ident", "").partition(":")
    if element.get("ns") or not colon or prefix == "xml":
        return element.get("ns", "")
    return element.nsmap.get(prefix, _USUAL.get(prefix, ""))


_TEXTS = [TEI + name for name in ("altIdent", "equiv", "gloss", "desc")]
_MORE = [TEI + name for name in ("valDesc", "paramList", "listRef")]
_SAID = [*_TEXTS, *_MORE, TEI + "remarks", TEI + "exemplum"]
_MODELS = [TEI + name for name in ("model", "modelGrp", "modelSequence")]
_USUAL = {"xlink": "http://www.w3.org/1999/xlink"}
_PROSE = frozenset({"gloss", "desc", "equiv", "altIdent", "remarks", "exemplum", "listRef", "model", "modelGrp"})
