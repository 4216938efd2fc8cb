"""Stub."""

import streamlit as st

st.title("Control matrix")
