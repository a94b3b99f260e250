"""Seguimiento: the activities of the stage by line of action, and how they go."""

from pages._kit.stage import stage_page
from pages._kit.start import show

show(stage_page, "monitoring")
