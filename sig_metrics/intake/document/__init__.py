"""A document with the plan in it becomes a grid that a person confirms."""
