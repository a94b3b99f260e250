"""Typed rows are judged by the rules of their register."""
