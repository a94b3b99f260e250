"""SGAS: scope, activities, indicators and clauses of its system."""

from pages._kit.start import show
from pages._kit.system import system_page

show(system_page, "SGAS")
