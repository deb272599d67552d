"""Every small change that a mutation tool would make to a module, one at a time.

The changes are mutmut's; where they are made is decided here: in all code that runs, tables and decorated functions
included, but not in docstrings, annotations, decorators or imports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from random import Random

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_string

# Calls that check what the type checker checks already, or only say something to a person.
_NOT_WORTH = frozenset({"isinstance", "len", "cast", "TypeVar", "SourceError", "SchemaError", "UsageError"})


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed module.

    Attributes:
        module: path of the module in the repository.
        lines: first and last line of what was changed.
        before, after: the changed lines, stripped, as a person would compare them.
        code: the whole module with the change.
    """

    module: str
    lines: tuple[int, int]
    before: str
    after: str
    code: str


def mutants(module: str, root: Path, chance: Random) -> Iterator[Mutant]:
    """All mutants of a module in an order of chance, made one by one; those that are the same text are given once."""
    code = (root / module).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(cst.parse_module(code))
    visitor = _Visitor()
    wrapper.visit(visitor)
    chance.shuffle(visitor.changes)
    seen = {code}
    for original, changed, lines in visitor.changes:
        mutated = wrapper.module.deep_replace(original, changed).code
        if mutated not in seen:
            seen.add(mutated)
            yield Mutant(module, lines, *_difference(code, mutated), mutated)


class _Visitor(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[tuple[cst.CSTNode, cst.CSTNode, tuple[int, int]]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.TypeAlias)):
            return False
        if isinstance(node, cst.Expr) and isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString)):
            return False  # a docstring
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _NOT_WORTH:
            return False
        if isinstance(node, cst.If) and isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING":
            return False
        position = self.get_metadata(PositionProvider, node, None)
        for kind, operator in mutation_operators:
            # An f-string is a message in nearly all cases, and the pieces of a longer one change prose only.
            if position is None or not isinstance(node, kind) or _prose(node, operator):
                continue
            for changed in operator(node):
                self.changes.append((node, changed, (position.start.line, position.end.line)))
        return True


def _prose(node: cst.CSTNode, operator: object) -> bool:
    """A string that is a sentence: tests look at codes and values, not at the wording."""
    return (
        operator is operator_string
        and isinstance(node, cst.SimpleString)
        and node.value.count(" ") > 2
        and "\\" not in node.value
    )


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines in which two texts differ, stripped."""
    old, new = before.splitlines(), after.splitlines()
    begin = _alike(old, new)
    old, new = old[begin:], new[begin:]
    end = _alike(old[::-1], new[::-1])
    one, other = (" ⏎ ".join(map(str.strip, lines[: len(lines) - end])) for lines in (old, new))
    return one, other


def _alike(one: list[str], other: list[str]) -> int:
    """How many lines are the same at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
