"""Is the text of a literal one that its datatype has? Of those of XML Schema that ontologies and shapes use; of any other nobody asks."""

from __future__ import annotations

import re
from datetime import date

from aims_graph.pack.names import FIXED

_XSD = FIXED["xsd"]
_ZONE = r"(?:Z|[+-]\d{2}:\d{2})?"
_DAY, _TIME = r"-?\d{4,}-\d{2}-\d{2}", r"\d{2}:\d{2}:\d{2}(?:\.\d+)?"
_WHOLE = (
    *("integer", "long", "int", "short", "byte", "nonPositiveInteger", "negativeInteger"),
    *("nonNegativeInteger", "positiveInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
)
_FORMS = {
    **{_XSD + name: re.compile(r"[+-]?[0-9]+") for name in _WHOLE},
    _XSD + "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    **{
        _XSD + name: re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN")
        for name in ("double", "float")
    },
    _XSD + "boolean": re.compile("true|false|1|0"),
    _XSD + "date": re.compile(_DAY + _ZONE, re.ASCII),
    _XSD + "dateTime": re.compile(f"{_DAY}T{_TIME}{_ZONE}", re.ASCII),
    _XSD + "time": re.compile(_TIME + _ZONE, re.ASCII),
    _XSD + "gYear": re.compile(rf"-?\d{{4,}}{_ZONE}", re.ASCII),
    _XSD + "gYearMonth": re.compile(rf"-?\d{{4,}}-\d{{2}}{_ZONE}", re.ASCII),
    _XSD + "duration": re.compile(r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII),
    _XSD + "hexBinary": re.compile("([0-9a-fA-F]{2})*"),
    _XSD + "base64Binary": re.compile("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
}


def is_of(text: str, datatype: str) -> bool:
    """Tell whether a text is one of a datatype's.

    >>> is_of("7", _XSD + "integer"), is_of("x", _XSD + "integer"), is_of("2026-02-30", _XSD + "date")
    (True, False, False)
    """
    form = _FORMS.get(datatype)
    if form is None:
        return True
    if not form.fullmatch(text.strip(" \t\n\r")):
        return False
    day = re.match(r"\s*(\d{4}-\d{2}-\d{2})", text)
    if day and datatype in (_XSD + "date", _XSD + "dateTime"):
        try:
            date.fromisoformat(day[1])
        except ValueError:
            return False
    return True
