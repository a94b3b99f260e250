"""Owns the screens of a review session: the list, convening, who attends, the session in course, its end and its papers.

A screen asks the library for a session and hands its acts over; it decides nothing. What is looked at is in the address:
`sesion`, `paso`, `punto`, `acuerdo`."""
