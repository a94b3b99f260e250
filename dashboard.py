"""The router: navigation from the table of screens; and, for the server that imports it, the application that it
serves."""

import streamlit as st

if __name__ == "dashboard":  # the server imports it once; every run of a session is of the script
    from pages._kit.shell import warm
    from pages._kit.shell.feed import feeds
    from pages._kit.shell.guard import guards

    warm.begin()
    app = st.App(__file__, middleware=guards(), routes=feeds())
else:
    from pages._kit.shell.start import logo, navigate, run

    logo()
    if page := navigate():
        run(page)
