"""What `export edition --list` prints: the profiles, and all about one."""

from __future__ import annotations

from puzanov_tei.exporters.editions import EDITIONS

_HINT = "All about one: puzanov-tei export edition --profile NAME --list"


def about(name: str = "") -> str:
    """The profiles with what they are for; of one of that name what its target needs, its steps, and what is next.

    Raises:
        UsageError: there is no such profile.
    """
    if not name:
        lines = (f"  {plugin.name:<14} {plugin.summary or plugin.fault}" for plugin in EDITIONS.plugins())
        return "\n".join(["Profiles:", *lines, _HINT])
    profile = EDITIONS.load(name)
    return "\n".join(
        [
            f"{name}: {profile.TARGET}",
            "What it needs:",
            *(f"  - {need}" for need in profile.NEEDS),
            "Steps:",
            *(f"  {number}. {step.name}: {step.does}" for number, step in enumerate(profile.STEPS, 1)),
            "What to do next:",
            *(f"  {line}" for line in profile.NEXT),
        ]
    )
