"""What only a real process shows: closed streams, broken pipes, full disks, encodings. Every one ends in a message or in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run

COMMAND = f"{sys.executable} -m aims_graph.cli.main"


def shell(script: str, **environment: str) -> tuple[int, str, str]:
    """Run a bash script, ``AG`` in it being the command; return its exit code, what it printed and what it said."""
    done = subprocess.run(
        ["bash", "-c", "set -o pipefail; " + script.replace("AG", COMMAND)],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )
    printed, said = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in said and "Exception ignored" not in said
    return done.returncode, printed, said


CLOSED = "The answer cannot be printed: standard output is closed.\n  Name a file with --output.\n"
FULL = "The answer cannot be printed: No space left on device.\n  Name a file with --output.\n"


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("AG frameworks >&-", 2, CLOSED),
        ("AG show nothing-such 2>&-", 2, ""),
        ("AG --version <&- >&- 2>&-", 2, ""),
        ("AG --help >&-", 0, ""),
        ("AG --version >/dev/full", 2, FULL),
        ("AG --help >/dev/full", 2, "It failed: No space left on device.\n"),
        ("AG --version 2>/dev/full >/dev/null", 0, ""),
        ("AG show nothing-such 2>/dev/full", 2, ""),
        ("AG --version | true", 0, ""),
        ("AG frameworks -f csv -o /dev/stdout | true", 0, ""),
        ("AG --help | true", 0, ""),
    ],
)
def test_streams_that_are_closed_full_or_gone(script: str, code: int, said: str) -> None:
    assert shell(script) == (code, "", said)


def test_a_dash_is_standard_output_for_text_and_for_bytes(tmp_path: Path) -> None:
    """As other programs have it; on a screen nothing acts, and a file that is called so is named with its folder."""
    kept = f"cd {tmp_path}; AG frameworks -f csv"
    assert shell(f"{kept} -o -") == shell(kept)
    done = subprocess.run(
        ["bash", "-c", f"cd {tmp_path}; {COMMAND} template mapping -o ./x.xlsx && {COMMAND} frameworks -f xlsx -o -"],
        capture_output=True,
        check=True,
    )
    assert done.stdout.startswith(b"PK\x03\x04") and [p.name for p in tmp_path.iterdir()] == ["x.xlsx"]
    assert shell(f"{kept} -o {tmp_path}/-")[0] == 0 and (tmp_path / "-").is_file()
    seen = run("frameworks", "-f", "xlsx", "-o", "-", screen=True)
    assert (seen.returncode, seen.stdout) == (2, "") and seen.stderr.startswith("This is no text for the screen.")


def test_all_streams_closed_and_the_file_is_whole(tmp_path: Path) -> None:
    for file in ("a.csv", "b.csv"):
        closed = " <&- >&- 2>&-" if file == "a.csv" else ""
        assert shell(f"AG frameworks -o {tmp_path}/{file}{closed}")[0] == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_reader_that_has_gone_does_not_change_the_verdict(copy: Path) -> None:
    path = copy / "mappings" / "iso-42001--iso-27001.sssom.tsv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("iso27001:A.8.15\t", "iso27001:A.8.99\t", 1), encoding="utf-8")
    assert shell(f"AG check --no-shapes --content {copy} --alone | true")[0] == 1


def test_a_terminal_without_signs_gets_their_numbers() -> None:
    code, printed, _ = shell("AG show 'Art. 26(5)'", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert code == 0 and printed.isascii()


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    code, printed, said = shell("AG show $'42001 \\xff'")
    assert (code, printed) == (2, "") and "\\udcff" in said
    assert shell(f"cd {tmp_path}; AG frameworks -o $'\\xff.csv'")[0] == 0
    assert [bytes(p.name, "utf-8", "surrogateescape") for p in tmp_path.iterdir()] == [b"\xff.csv"]


def test_control_signs_in_an_argument_do_not_reach_the_terminal() -> None:
    _, printed, said = shell("AG show $'\\e[31mred\\u202e'")
    assert (printed, said.partition("\n")[0]) == ("", "No requirement is called '\\x1b[31mred\\u202e'.")
    for command in ("search", "query", "map", "no-such-command", "given", "controls", "matrix --lead", "binds --role"):
        done = run(*command.split(), "\x1b[31mred\u202e")
        assert "\x1b" not in done.stdout + done.stderr and "\u202e" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind is of Unix")
@pytest.mark.parametrize(
    "command",
    ["binds --role deployer --system annex-iii --on 2027-12-02", "given 27001 --towards 42001", "explain '27001 10.2' '9001 10'", "agreement", "fines --role provider --turnover 20000000"],
)  # fmt: skip
def test_lines_end_at_a_word_on_a_screen_of_80_columns(command: str) -> None:
    """Titles, notes and prose ran on to where the screen broke them, in the middle of a word; a pipe still gets them whole."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        ["bash", "-c", f"stty cols 80 && {COMMAND} {command}"], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")},
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.wait(60) == 0
    screen = seen.decode().replace("\r", "").split("\n")
    assert len(screen) > 8 and max(map(len, screen)) <= 80
    code, piped, _ = shell(f"AG {command}")
    assert code == 0 and max(map(len, piped.split("\n"))) > 80
    assert "".join(piped.split()) == "".join("\n".join(screen).split())
