"""Owns the review session: who may decide what and when, each act as a fact of the log, and what a session leaves in the
registers."""
