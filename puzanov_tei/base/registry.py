"""What can be added from outside: the parts of a kind (readers, formats ...), built in and installed.

A distribution names what it adds in its metadata, in the group of the kind:

    [project.entry-points."puzanov_tei.reporters"]
    html = "my_package.html_report"

The name is what a person types; the value is a module, or a function in it, that offers what the kind's protocol says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Plugin:
    """A part of the program that has a name.

    Attributes:
        target: where it is, as `package.module` or `package.module:function`.
        origin: the distribution it comes from, as `my-package 1.2`; empty if it is built in.
        summary: what it does, in a line; empty if it does not say.
        fault: why it cannot be used; empty if it can.
    """

    name: str
    target: str
    origin: str = ""
    summary: str = ""
    fault: str = ""


class Registry(Generic[Part]):
    """The parts of one kind: an explicit list of what is built in, in its order, then what is installed, by name.

    Nothing is imported before it is asked for, and installed packages are only looked at when a name is not built in or
    all are wanted. A built-in name cannot be taken by an installed package.
    """

    def __init__(
        self,
        kind: str,
        built_in: Mapping[str, str],
        *,
        plural: str = "",
        summaries: Mapping[str, str] = MappingProxyType({}),
        offers: Collection[str] = (),
    ) -> None:
        """Make the registry of a kind.

        Args:
            kind: what one part is called, as `reader`; in the plural (with an s if it is not given) it is the end of
                the entry points' group.
            built_in: name -> module, or `module:function`.
            summaries: name -> what it does, where the first line of its docstring does not serve.
            offers: the names that its module has; without any, a part is a function.
        """
        self.kind = kind
        self.group = f"puzanov_tei.{plural or f'{kind}s'}"
        self.built_in = MappingProxyType(dict(built_in))
        self.summaries = MappingProxyType(dict(summaries))
        self._offers = offers

    def __iter__(self) -> Iterator[str]:
        """The names of what is built in, in their order."""
        return iter(self.built_in)

    def __len__(self) -> int:
        """How many parts are built in."""
        return len(self.built_in)

    def __contains__(self, name: object) -> bool:
        """Whether there is a part with that name, built in or installed."""
        return name in self.built_in or name in self._installed()

    def names(self) -> list[str]:
        """All names: what is built in, in its order, then what is installed."""
        return [*self.built_in, *(name for name in self._installed() if name not in self.built_in)]

    def load(self, name: str) -> Part:
        """The part with that name, imported now.

        Raises:
            UsageError: there is none with that name, or an installed one cannot be used.
        """
        if name in self.built_in:
            module, _, attribute = self.built_in[name].partition(":")
            part = import_module(module)
            return self._checked(getattr(part, attribute) if attribute else part)
        installed = self._installed()
        if name not in installed:
            hint = did_you_mean(name, [*self.built_in, *installed], f"{self.kind.capitalize()}s")
            raise UsageError(f"there is no {self.kind} {name!r}. {hint}")
        point = installed[name]
        try:
            return self._checked(point.load())
        except Exception as error:  # whatever somebody else's code does when it is imported
            raise UsageError(
                f"the {self.kind} {name!r} ({point.value}, from {_origin(point)}) cannot be used: {_reason(error)}."
            ) from error

    def plugins(self) -> Iterator[Plugin]:
        """All parts with where they come from, what they do, and what is wrong with them; each is imported."""
        for name, target in self.built_in.items():
            yield Plugin(name, target, summary=self.summaries.get(name) or _summary(self.load(name)))
        taken = dict.fromkeys(self.built_in, "built in")
        for point in self._points():
            if point.name in taken:
                fault = f"there is a {self.kind} of that name already ({taken[point.name]})"
                yield Plugin(point.name, point.value, _origin(point), fault=fault)
                continue
            taken[point.name] = _origin(point)
            try:
                summary, fault = _summary(self._checked(point.load())), ""
            except Exception as error:
                summary, fault = "", _reason(error)
            yield Plugin(point.name, point.value, _origin(point), summary, fault)

    def _points(self) -> list[EntryPoint]:
        from importlib.metadata import entry_points  # its import costs more than a small file takes

        return sorted(entry_points(group=self.group), key=lambda point: (point.name, _origin(point)))

    def _installed(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in reversed(self._points())}

    def _checked(self, part: object) -> Part:
        missing = [name for name in self._offers if not hasattr(part, name)]
        if missing:
            raise TypeError(f"it has no {', '.join(missing)}")
        if not self._offers and not callable(part):
            raise TypeError("it is no function")
        return cast(Part, part)


def _origin(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else ""


def _reason(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


def _summary(part: object) -> str:
    return (getattr(part, "__doc__", None) or "").strip().partition("\n")[0]
