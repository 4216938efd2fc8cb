"""The nouns of this project as records: framework, requirement, mapping, law, evidence, link; and the library that holds them."""

from aims_graph.model.expression import Disjunct, Expression, Known
from aims_graph.model.framework import Framework, Requirement
from aims_graph.model.law import Applicability, Exclusion, Fact, Fine, Provision, Relief, Standing, Transition
from aims_graph.model.library import Library
from aims_graph.model.lists import (
    ABOUT_READINGS,
    CHANGES,
    MEMBER_MET,
    SECTIONS,
    About,
    Alike,
    Concept,
    Edition,
    Evidence,
    Group,
    Link,
    Membership,
    Misnumber,
    Option,
    Refusal,
    Statement,
    Succession,
    Topic,
    Trap,
)
from aims_graph.model.mapping import Combined, Joint, Mapping, MappingSet, Remainder
from aims_graph.model.reading import DECISIONS, Reading, Trial
from aims_graph.model.source import Source
from aims_graph.model.support import Support, SupportReading
from aims_graph.model.table import Cell, Number, Table

__all__ = [
    "ABOUT_READINGS",
    "CHANGES",
    "DECISIONS",
    "MEMBER_MET",
    "SECTIONS",
    "About",
    "Alike",
    "Applicability",
    "Cell",
    "Combined",
    "Concept",
    "Disjunct",
    "Edition",
    "Evidence",
    "Exclusion",
    "Expression",
    "Fact",
    "Fine",
    "Framework",
    "Group",
    "Joint",
    "Known",
    "Library",
    "Link",
    "Mapping",
    "MappingSet",
    "Membership",
    "Misnumber",
    "Number",
    "Option",
    "Provision",
    "Reading",
    "Refusal",
    "Relief",
    "Remainder",
    "Requirement",
    "Source",
    "Standing",
    "Statement",
    "Succession",
    "Support",
    "SupportReading",
    "Table",
    "Topic",
    "Transition",
    "Trap",
    "Trial",
]
