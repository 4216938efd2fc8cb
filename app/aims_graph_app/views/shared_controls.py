"""Stub."""

import streamlit as st

st.title("Shared controls")
