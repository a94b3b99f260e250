"""SGC: scope, activities, indicators and clauses of its system."""

from pages._kit.system import system_page

system_page("SGC")
