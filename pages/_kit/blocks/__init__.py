"""What screens are made of: figures with their evidence, drawers, parts."""
