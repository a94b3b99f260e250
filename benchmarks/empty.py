"""The smallest Streamlit application, to compare the start with."""

import streamlit as st

st.title("Empty")
