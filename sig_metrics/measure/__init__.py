"""A snapshot becomes numbers, states and sentences."""
