"""Skeletons of what may be added: files to fill that the catalogue, the tests and `check` refuse until they are
filled."""

from sig_metrics.catalog.skeleton.code import SCREEN_TABLE, new_chart, new_screen, screen_line
from sig_metrics.catalog.skeleton.definition import new_check, new_register
from sig_metrics.catalog.skeleton.files import BLANK
from sig_metrics.catalog.skeleton.indicator import KINDS, new_indicator
from sig_metrics.catalog.skeleton.paper import new_paper

__all__ = [
    "BLANK",
    "KINDS",
    "SCREEN_TABLE",
    "new_chart",
    "new_check",
    "new_indicator",
    "new_paper",
    "new_register",
    "new_screen",
    "screen_line",
]
