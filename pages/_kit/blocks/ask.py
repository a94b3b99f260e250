"""Owns the view «ask» of the Explorador."""

from pages._kit.shell import frame


def body(view: frame.View) -> None:
    """Draws it."""
