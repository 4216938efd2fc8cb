"""The explorer: a Streamlit app over aims_graph. ``aims-graph app`` starts it; ``main.py`` is the script Streamlit runs."""
