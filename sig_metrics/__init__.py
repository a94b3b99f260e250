"""The cuadro de mando of the SIG: files become typed rows, an immutable snapshot, and numbers to show."""

__version__ = "0.1.0"
