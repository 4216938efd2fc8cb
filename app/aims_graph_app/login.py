"""Who may see anything: on one's own machine whoever sits at it; on a server only people of the workspace who have logged in.

The login is Streamlit's own (OpenID Connect). Every run of every page begins here, so nothing is drawn, and no file is made, for a stranger.
"""

from __future__ import annotations

import streamlit as st

from aims_graph.errors import AimsError
from aims_graph_app.guard import plain
from aims_graph_app.work import me, serves_others, workspace


def ask_for_login() -> None:
    """Let a stranger see the login and nothing else; end the run for whoever is not of the workspace."""
    if not serves_others():
        return
    if not st.user.is_logged_in:
        st.title("Log in")
        st.write("This explorer is for the people of its workspace.")
        st.button("Log in", type="primary", on_click=st.login)
        st.stop()
    if _is_of_the_workspace():
        with st.sidebar:
            st.button("Log out", on_click=st.logout)
        return
    st.title("Not for you yet")
    st.write(
        plain(
            f"{st.user.get('email', 'You')} is nobody in this workspace. An owner adds you, with this address as the login."
        )
    )
    st.button("Log out", on_click=st.logout)
    st.stop()


def _is_of_the_workspace() -> bool:
    try:
        place = workspace()
    except AimsError:
        return False
    return place is not None and me(place.state()) is not None
