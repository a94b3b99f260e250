"""What tests share: makers of files, faults that are planted, readers of screens."""
