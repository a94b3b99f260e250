"""Numbers become figures, workbooks and documents."""
