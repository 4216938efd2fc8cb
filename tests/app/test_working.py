"""What takes long says in place how far it is, is kept for all visitors, and leaves nothing behind."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from aims_graph_app import working


def page() -> None:
    import streamlit as st

    from aims_graph.progress import each
    from aims_graph_app import working

    def work() -> list[str]:
        done = []
        for thing in each(range(4), 4, "Comparing"):
            if st.session_state.get("stops") and thing == 2:
                raise ValueError("stopped")
            done.append(str(thing))
        st.session_state["times"] = st.session_state.get("times", 0) + 1
        return done

    st.write("".join(working.kept(work, "test", st.session_state["key"])))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What stands in the place of progress, as it comes."""
    from streamlit.delta_generator import DeltaGenerator

    said: list[str] = []
    monkeypatch.setattr("aims_graph_app.working.PATIENCE", -1.0)
    monkeypatch.setattr("aims_graph_app.working.LOOK", -1.0)
    draw = DeltaGenerator.progress
    monkeypatch.setattr(
        DeltaGenerator, "progress", lambda self, value, text: said.append(text) or draw(self, value, text)
    )
    return said


def test_it_is_told_once_and_kept(told: list[str]) -> None:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["key"] = "kept"
    app.run()
    assert not app.exception and app.markdown[0].value == "0123"
    assert [line.partition("\\,")[0].replace("\\", "") for line in told][:2] == [
        "Comparing: 0 of 4",
        "Comparing: 1 of 4, about 1 seconds left",
    ]
    assert not app.get("progress"), "it goes away"
    count = len(told)
    app.run()
    assert len(told) == count and app.session_state["times"] == 1


def test_what_is_stopped_is_done_anew(told: list[str]) -> None:
    app = AppTest.from_function(page, default_timeout=30)
    app.session_state["key"], app.session_state["stops"] = "stopped", True
    app.run()
    assert app.exception and not app.get("progress")
    app.session_state["stops"] = False
    app.run()
    assert not app.exception and app.markdown[0].value == "0123"


def test_it_is_done_once_for_two_who_come_at_once() -> None:
    done, begun = [], Event()

    def work() -> str:
        begun.set()
        time.sleep(0.5)
        done.append(1)
        return "made"

    with ThreadPoolExecutor(2) as visitors:
        first = visitors.submit(working.kept, work, "test", "two")
        assert begun.wait(5)
        second = visitors.submit(working.kept, work, "test", "two")
        assert (first.result(), second.result(), len(done)) == ("made", "made", 1)
