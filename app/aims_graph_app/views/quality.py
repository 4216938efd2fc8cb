"""Stub."""

import streamlit as st

st.title("Quality and about")
