"""Says it in Spanish: sentences, problems, text made comparable or literal."""
