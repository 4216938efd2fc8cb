"""Cells taller than Excel can show."""

from aims_graph.answers.matrix.matrix import Line
from aims_graph.present.matrix_workbook import _fitting


def test_no_line_is_lost_not_even_one_taller_than_a_row():
    lines = [Line("beyond", "a", "x" * 9000), Line("beyond", "b", "y"), Line("beyond", "c", "z" * 9000)]
    parts = list(_fitting([lines, [Line("todo", "d", "")]]))
    assert [line for part in parts for line in part[0]] == lines
    assert [line.lead for part in parts for line in part[1]] == ["d"]
