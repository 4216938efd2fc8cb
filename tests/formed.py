"""Faults planted in the small content, and what check says of them."""

import tiny

from aims_graph.check.content import report

A, PAIR, LAW, AIMS = tiny.CATALOGUE, tiny.PAIR, "ontology/law.ttl", "ontology/aims.ttl"


def planted(folder, place, old, new, count=1):
    """Write the small content with one text replaced by another."""
    packs = tiny.write(folder)
    text = (folder / place).read_bytes()
    assert old.encode() in text
    (folder / place).write_bytes(text.replace(old.encode(), new.encode("utf-8", "surrogatepass"), count))
    return packs


def findings(packs):
    return [str(f) for f in report(packs, shapes=False).findings]
