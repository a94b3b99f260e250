"""Seguimiento: the activities of the stage by line of action, and how they go."""

from pages._kit.stage import stage_page

stage_page("monitoring")
