"""Content models as XML Schema 1.0 wants them: deterministic by construction.

XML Schema demands that each element of a document is matched by one particle that can be told without looking
ahead ("Unique Particle Attribution"). The functions here build a `Model` from smaller ones and never return one that
breaks the rule: they first rewrite what can be rewritten without changing the language, and where that does not
help, they put the parts that clash into one repeated choice of all their elements, which is a superset. Such a
model says so (`widened`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

# Symbols: an expanded name, or a wildcard as XML Schema writes it (`##any`, `##other`, `##local`, a namespace).
WILDCARD = "*"
UNBOUNDED = 1_000_000

EMPTY, NAME, SEQUENCE, CHOICE, REPEAT = "empty", "name", "sequence", "choice", "repeat"


@dataclass(frozen=True, slots=True)
class Symbol:
    """An element by its expanded name, or a wildcard over namespaces.

    Attributes:
        name: the expanded name; "" for a wildcard.
        namespace: `##any`, `##other`, `##local` or a namespace, for a wildcard; the element's own otherwise.
        target: the namespace that `##other` is meant against.
    """

    name: str
    namespace: str
    target: str = ""

    def clashes(self, other: Symbol) -> bool:
        """Whether some element fits both."""
        if self.name and other.name:
            return self.name == other.name
        if self.name:
            return other.covers(self.namespace)
        if other.name:
            return self.covers(other.namespace)
        if "##any" in (self.namespace, other.namespace) or self.namespace == other.namespace:
            return True
        if self.namespace == "##other":
            return other.namespace not in ("##local", self.target)
        if other.namespace == "##other":
            return self.namespace not in ("##local", other.target)
        return False

    def covers(self, namespace: str) -> bool:
        """Whether the wildcard takes elements of a namespace ("" is none)."""
        if self.namespace == "##any":
            return True
        if self.namespace == "##other":
            return namespace not in ("", self.target)
        return namespace == ("" if self.namespace == "##local" else self.namespace)


@dataclass(frozen=True, slots=True)
class Model:
    """A deterministic content model.

    Attributes:
        kind: EMPTY, NAME, SEQUENCE, CHOICE or REPEAT.
        parts: the models inside.
        symbol: of a NAME.
        least, most: of a REPEAT, how often; of others how many elements they match at least and at most.
        first: what it may begin with.
        follow: what may come, within the model, where it could also end.
        widened: it matches more than was asked for.
    """

    kind: str
    parts: tuple[Model, ...] = ()
    symbol: Symbol | None = None
    times: tuple[int, int] = (1, 1)
    least: int = 0
    most: int = 0
    first: frozenset[Symbol] = frozenset()
    follow: frozenset[Symbol] = frozenset()
    widened: bool = False


NOTHING = Model(EMPTY)


def single(symbol: Symbol) -> Model:
    """One element."""
    return Model(NAME, symbol=symbol, least=1, most=1, first=frozenset({symbol}))


def optional(model: Model) -> Model:
    """The model or nothing."""
    if model.least == 0:
        return model
    if model.kind == REPEAT and model.times == (1, UNBOUNDED):
        return _repeat(model.parts[0], 0, UNBOUNDED)
    return _repeat(model, 0, 1)


def repeated(model: Model, least: int) -> Model:
    """The model any number of times, at least `least` (0 or 1)."""
    if model.kind == EMPTY:
        return model
    inner = _core(model)
    if model.least == 0:
        least = 0
    # (a+ | b?)* is (a | b)*, and so is (a*, b?)*
    if inner.kind == CHOICE or (inner.kind == SEQUENCE and inner.least == 0):
        rewritten = _core(choice([_core(part) for part in inner.parts]))
        inner = replace(rewritten, widened=rewritten.widened or model.widened)
    if inner.kind == REPEAT or _clash(inner.follow, inner.first):
        return _pool([inner], least and inner.least, UNBOUNDED)
    return _repeat(inner, least, UNBOUNDED)


def _core(model: Model) -> Model:
    """What is repeated, if the model is a repetition of something by itself."""
    while model.kind == REPEAT and model.times in ((0, 1), (0, UNBOUNDED), (1, UNBOUNDED)):
        model = model.parts[0]
    return model


def sequence(models: Iterable[Model]) -> Model:
    """All models in order."""
    items: list[Model] = []
    for model in models:
        for part in model.parts if model.kind == SEQUENCE else (model,):
            if part.kind != EMPTY:
                _append(items, part)
    if len(items) < 2:
        return items[0] if items else NOTHING
    first: set[Symbol] = set()
    for item in items:
        first |= item.first
        if item.least:
            break
    return Model(
        SEQUENCE,
        tuple(items),
        least=sum(item.least for item in items),
        most=min(UNBOUNDED, sum(item.most for item in items)),
        first=frozenset(first),
        follow=_follow(items),
        widened=any(item.widened for item in items),
    )


def _append(items: list[Model], new: Model) -> None:
    """Put `new` behind `items`; those that it clashes with become one with it."""
    position = len(items)
    clash = -1
    while position > 0:
        position -= 1
        before = items[position]
        if _clash(before.follow, new.first) or (before.least == 0 and _clash(before.first, new.first)):
            clash = position
        if before.least:
            break
    if clash < 0:
        items.append(new)
        return
    tail = items[clash:]
    del items[clash:]
    # a*, a is a+ (and a*, a* is a*, a*, a+ is a+)
    if len(tail) == 1 and tail[0].kind == REPEAT and tail[0].times == (0, UNBOUNDED):
        core = tail[0].parts[0]
        if core == _core(new):
            _append(items, repeated(core, min(1, new.least)))
            return
    _append(
        items, _pool([*tail, new], sum(each.least for each in [*tail, new]), sum(each.most for each in [*tail, new]))
    )


def choice(models: Iterable[Model]) -> Model:
    """One of the models."""
    members: list[Model] = []
    empty = widened = False
    for model in models:
        widened |= model.widened
        for part in model.parts if model.kind == CHOICE else (model,):
            if part.kind == EMPTY:
                empty = True
            elif part.kind == REPEAT and part.times == (0, 1):
                empty = True
                members += part.parts[0].parts if part.parts[0].kind == CHOICE else (part.parts[0],)
            else:
                members.append(part)
    members = _disjoint(list(dict.fromkeys(members)))
    if len(members) < 2:
        made = replace(members[0], widened=widened or members[0].widened) if members else NOTHING
    else:
        made = Model(
            CHOICE,
            tuple(members),
            least=min(member.least for member in members),
            most=max(member.most for member in members),
            first=frozenset().union(*(member.first for member in members)),
            follow=frozenset().union(*(member.follow for member in members)),
            widened=widened or any(member.widened for member in members),
        )
    return optional(made) if empty else made


def _disjoint(members: list[Model]) -> list[Model]:
    """Members of a choice of which no two can begin with the same element."""
    plain = {member.symbol for member in members if member.kind == NAME}
    if len(plain) == len(members) and all(symbol is not None and symbol.name for symbol in plain):
        return members
    for index, one in enumerate(members):
        for other in members[index + 1 :]:
            if _clash(one.first, other.first):
                rest = [member for member in members if member is not one and member is not other]
                joined = _joined(one, other)
                return _disjoint([*rest[:index], joined, *rest[index:]])
    return members


def _joined(one: Model, other: Model) -> Model:
    """Two alternatives that begin alike, as one: `a, b | a, c` is `a, (b | c)`."""
    left, right = _items(one), _items(other)
    shared = 0
    while shared < min(len(left), len(right)) and left[shared] == right[shared]:
        shared += 1
    if shared:
        rest = choice([sequence(left[shared:]), sequence(right[shared:])])
        return sequence([*left[:shared], rest])
    # a | a* is a*
    if _core(one) == _core(other):
        return repeated(_core(one), min(1, one.least, other.least))
    return _pool([one, other], min(one.least, other.least), max(one.most, other.most))


def _items(model: Model) -> Sequence[Model]:
    return model.parts if model.kind == SEQUENCE else (model,)


def _pool(models: Sequence[Model], least: int, most: int) -> Model:
    """All elements of the models in any order and number within bounds: the superset where they clash."""
    symbols: dict[Symbol, None] = {}
    for model in models:
        symbols.update(dict.fromkeys(alphabet(model)))
    wild = [symbol for symbol in symbols if not symbol.name]
    if any(one.clashes(other) for index, one in enumerate(wild) for other in wild[index + 1 :]):
        wild = [Symbol("", "##any")]
    kept = [
        *(symbol for symbol in symbols if symbol.name and not any(each.clashes(symbol) for each in wild)),
        *dict.fromkeys(wild),
    ]
    members = tuple(single(symbol) for symbol in kept)
    first = frozenset(kept)
    inner = replace(members[0], widened=True)
    if len(members) > 1:
        inner = Model(CHOICE, members, least=1, most=1, first=first, widened=True)
    return _repeat(inner, least, min(most, UNBOUNDED))


def alphabet(model: Model) -> list[Symbol]:
    """Every symbol of a model, in order."""
    if model.symbol is not None:
        return [model.symbol]
    return list(dict.fromkeys(symbol for part in model.parts for symbol in alphabet(part)))


def interleaved(models: Sequence[Model]) -> Model:
    """All models, their elements in any mixture: XML Schema can only say "these elements, so many"."""
    filled = [model for model in models if model.kind != EMPTY]
    if len(filled) < 2:
        return filled[0] if filled else NOTHING
    return _pool(filled, sum(model.least for model in filled), sum(model.most for model in filled))


def _repeat(inner: Model, least: int, most: int) -> Model:
    if (least, most) == (1, 1):
        return inner
    return Model(
        REPEAT,
        (inner,),
        times=(least, most),
        least=least * inner.least,
        most=min(UNBOUNDED, most * inner.most),
        first=inner.first,
        follow=inner.follow | inner.first if most > 1 else inner.follow,
        widened=inner.widened,
    )


def _follow(items: Sequence[Model]) -> frozenset[Symbol]:
    symbols: set[Symbol] = set()
    for item in reversed(items):
        symbols |= item.follow
        if item.least:
            break
        symbols |= item.first
    return frozenset(symbols)


def _clash(left: frozenset[Symbol], right: frozenset[Symbol]) -> bool:
    if left & right:
        return True
    return any(one.clashes(other) for one in left if not one.name for other in right) or any(
        one.clashes(other) for other in right if not other.name for one in left
    )
