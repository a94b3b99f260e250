"""The presentation of a session: its slides, the way to the live figure of each and back, and how they are arranged."""

SESSION, SLIDE, SPEAKER = "sesion", "lamina", "orador"  # of the address
