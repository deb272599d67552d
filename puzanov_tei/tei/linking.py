"""Links from names in the header to entries in `standOff`."""

from __future__ import annotations


def linked(ref: str) -> dict[str, str]:
    """Attributes of a name that the program links to the entry `ref` (without `#`); none without one."""
    return {"ref": f"#{ref}", "resp": "#tool"} if ref else {}
