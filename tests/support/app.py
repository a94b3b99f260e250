"""Goes to a screen of the application under test by its address: screens of stages and systems have no file of their
own."""

from streamlit.navigation.page import calc_hash
from streamlit.testing.v1 import AppTest


def go(app: AppTest, address: str) -> AppTest:
    """The same application, which will run at another address."""
    app._page_hash = calc_hash("" if address == "resumen" else address)
    return app
