"""The screen of Carga, by parts: a file, the forms, the history, what went wrong."""
