"""The nouns of this project as records: framework, requirement, mapping, law, evidence, link; and the library that holds them."""

from aims_graph.model.framework import Framework, Requirement
from aims_graph.model.law import Applicability, Provision, Transition
from aims_graph.model.library import Library
from aims_graph.model.lists import Concept, Edition, Evidence, Link
from aims_graph.model.mapping import Mapping, MappingSet, Remainder
from aims_graph.model.reading import DECISIONS, Reading, Trial
from aims_graph.model.source import Source
from aims_graph.model.table import Cell, Number, Table

__all__ = [
    "DECISIONS",
    "Applicability",
    "Cell",
    "Concept",
    "Edition",
    "Evidence",
    "Framework",
    "Library",
    "Link",
    "Mapping",
    "MappingSet",
    "Number",
    "Provision",
    "Reading",
    "Remainder",
    "Requirement",
    "Source",
    "Table",
    "Transition",
    "Trial",
]
