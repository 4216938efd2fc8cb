"""How requirements are read and rows are judged, in a few sentences; the whole of it is docs/reading.md."""

METHOD = (
    (
        "A requirement",
        "stands for the set of elementary demands an auditor would look for (activity, outcome, record), within one integrated management system.",
    ),
    (
        "Met",
        "whoever does all that the other side demands has met this side: all (nothing an auditor would sample is missing), most (more than half), some, none.",
    ),
    (
        "Relations",
        "set relations of NIST IR 8477, rationale semantic: equal, subset of (the other demands more), superset of, intersects, no relationship.",
    ),
    (
        "Still to do",
        "is judged against the other framework held whole; the 'only' phrases of single rows speak of one counterpart and never add up to a gap.",
    ),
    (
        "Confidence",
        "0.9: in the wording of both sides; 0.8: one demand read from guidance, or close counting; 0.7: an auditor could argue the neighbouring value; 0.6: could argue nothing or everything is shared.",
    ),
    ("How it came about", "rows are drafted with a large language model; no accredited auditor has reviewed them."),
    (
        "What this is not",
        "no legal advice. ISO/IEC 42001 gives no presumption of conformity with the AI Act. The text of the ISO standards must be bought; nothing here replaces it.",
    ),
    ("Licence", "content CC BY 4.0, code Apache-2.0. Only the Official Journal of the European Union is authentic."),
)
