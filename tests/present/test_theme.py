"""Holds `.streamlit/config.toml` to `theme.py`, and both palettes to readable contrast (WCAG 2.1, 1.4.3)."""

import re
import tomllib
from dataclasses import fields

import pytest

from conftest import ROOT
from sig_metrics.present import theme

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
ROLE = {
    "primaryColor": "accent",
    "linkColor": "accent",
    "backgroundColor": "background",
    "secondaryBackgroundColor": "surface",
    "textColor": "ink",
    "borderColor": "border",
    "redColor": "breach",
    "orangeColor": "concern",
    "blueColor": "improvement",
    "violetColor": "neutral",
    "grayColor": "common",
}
READABLE = ("ink", "muted", "accent", "improvement", "concern", "breach", "neutral")  # text
VISIBLE = ("faint", "common", "done")  # marks and large text
PAIRS = (
    ("on_ink", "ink", 4.5),
    ("on_done", "done", 4.5),
    ("done", "pending", 2.8),
    ("on_common", "common", 4.0),
    ("notice_ink", "notice", 4.5),
)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_config_repeats_the_palette(mode):
    colours = theme.palette(mode)
    given = {key: value for key, value in CONFIG[mode].items() if key != "sidebar"}
    assert given == {key: getattr(colours, ROLE[key]) for key in ROLE}
    assert CONFIG[mode]["sidebar"] == {
        "backgroundColor": colours.surface,
        "secondaryBackgroundColor": colours.background,
    }


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("behind", ["background", "surface"])
@pytest.mark.parametrize(("role", "least"), [*((r, 4.5) for r in READABLE), *((r, 3.0) for r in VISIBLE)])
def test_contrast(mode, behind, role, least):
    colours = theme.palette(mode)
    found = contrast(getattr(colours, role), getattr(colours, behind))
    assert round(found, 2) >= least, f"{mode}: {role} on {behind} is {found:.2f}"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("text", "behind", "least"), PAIRS)
def test_text_on_fills(mode, text, behind, least):
    colours = theme.palette(mode)
    assert contrast(getattr(colours, text), getattr(colours, behind)) >= least


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_colour_is_written_in_full_and_reaches_the_style_sheets(mode):
    colours, variables = theme.palette(mode), theme.css_variables(mode)
    assert len(variables) == len(fields(colours)) > 15
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in variables.values())
    assert variables["--sig-on-ink"] == colours.on_ink


def test_an_unknown_mode_is_light():
    assert theme.palette(None) is theme.palette("sepia") is theme.LIGHT
    assert theme.palette("dark") is theme.DARK != theme.LIGHT
