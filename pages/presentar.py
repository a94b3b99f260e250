"""Presentación: the slides of a session over the whole window, which a remote control or the keyboard turns."""

from pages._kit.presenting.page import page
from pages._kit.shell.start import show

show(page)
