"""Owns every colour of the product, by meaning, for light and dark.

Colour says status and nothing else; a role is never shown without its word or
sign. `.streamlit/config.toml` repeats the surfaces (Streamlit can read them
only from there): a test holds the two together.
"""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Palette:
    """One complete set of colours; every field is a `#rrggbb` string."""

    background: str
    surface: str  # sidebar, table heads, empty cells
    border: str
    grid: str  # chart grid lines
    ink: str  # text, and the one dark tone of series
    muted: str  # secondary text, AA on background
    faint: str  # not programmed, sin dato
    accent: str  # the institution: navigation and headings only
    improvement: str
    concern: str
    breach: str  # overdue, legal deadline broken
    neutral: str
    done: str  # delivered, implemented: ink by day; by night the ink of large areas would shine
    common: str  # common-cause variation, delivered late
    pending: str  # programmed, not due
    on_ink: str  # text on ink
    on_done: str  # text on done
    on_common: str  # text on common
    notice: str  # background of the demo mark
    notice_border: str
    notice_ink: str


LIGHT = Palette(
    background="#ffffff",
    surface="#f5f6f8",
    border="#d9dee3",
    grid="#e8ebee",
    ink="#1b2733",
    muted="#56636f",
    faint="#7b8793",
    accent="#8a1538",
    improvement="#1f6aad",
    concern="#b3540c",
    breach="#a5301c",
    neutral="#6b4c9a",
    done="#1b2733",
    common="#667686",
    pending="#e9edf1",
    on_ink="#ffffff",
    on_done="#ffffff",
    on_common="#ffffff",
    notice="#fff6da",
    notice_border="#ecd58b",
    notice_ink="#5d4a0c",
)

DARK = Palette(
    background="#11171d",
    surface="#19212a",
    border="#33404c",
    grid="#26313b",
    ink="#e9eef3",
    muted="#a9b6c3",
    faint="#76838f",
    accent="#f08aa8",
    improvement="#6fb4f0",
    concern="#f0a35a",
    breach="#ff8b74",
    neutral="#b99df0",
    done="#68788a",
    common="#8495a5",
    pending="#26313b",
    on_ink="#11171d",
    on_done="#ffffff",
    on_common="#11171d",
    notice="#2e2710",
    notice_border="#6d5c1d",
    notice_ink="#f4dc8e",
)

FONT = '"Source Sans", "Source Sans 3", "Segoe UI", "DejaVu Sans", sans-serif'


def palette(mode: str | None) -> Palette:
    """The colours of `mode` («light» or «dark»); anything else is light."""
    return DARK if mode == "dark" else LIGHT


def mixed(pale: str, dark: str, share: float) -> str:
    """The tone between two, `share` of the way."""
    ends = [[int(colour[n : n + 2], 16) for n in (1, 3, 5)] for colour in (pale, dark)]
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in zip(*ends))


def contrast(one: str, other: str) -> float:
    """How far apart two colours are to the eye (WCAG 2): 4.5 and more can be read."""
    darker, lighter = sorted(_luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def css_variables(mode: str | None) -> dict[str, str]:
    """Role → colour, as `{"--sig-ink": "#1b2733", …}` for style sheets."""
    colours = palette(mode)
    return {f"--sig-{field.name.replace('_', '-')}": getattr(colours, field.name) for field in fields(colours)}
