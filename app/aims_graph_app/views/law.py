"""Stub."""

import streamlit as st

st.title("AI Act: what binds")
