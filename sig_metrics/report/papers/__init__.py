"""Owns the papers of a session, each made of the session, its corte and its data: what they say and who signs them. The
format is the writers'. Refuses a paper of what has not happened yet, and minutes that lack something."""
