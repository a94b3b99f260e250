"""Anexo 01, as offices keep it, becomes the plan."""
