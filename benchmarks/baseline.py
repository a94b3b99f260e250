"""The application to compare with: the same screens from constants (see constants.py), in pages that have the same boards."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

if __name__ == "baseline":  # the server imports it once; every run of a session is of the script
    import streamlit as st

    from pages._kit.shell.guard import guards

    app = st.App(__file__, middleware=guards())
else:
    from benchmarks.constants import main

    main()
