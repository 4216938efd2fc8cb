"""The slots of SSSOM, https://mapping-commons.github.io/sssom/Mapping/ and …/MappingSet/ (1.0, and the row slots that 1.1 adds)."""

from __future__ import annotations

#: Slots of a row.
ROW_SLOTS = frozenset(
    """
    author_id author_label cardinality_scope comment confidence creator_id creator_label curation_rule curation_rule_text derived_from
    issue_tracker_item license mapping_cardinality mapping_date mapping_id mapping_justification mapping_provider mapping_source
    mapping_tool mapping_tool_id mapping_tool_version match_string object_category object_id object_label object_match_field
    object_preprocessing object_source object_source_version object_type other predicate_id predicate_label predicate_modifier
    predicate_type publication_date record_id review_date reviewer_agreement reviewer_id reviewer_label see_also similarity_measure similarity_score
    subject_category subject_id subject_label subject_match_field subject_preprocessing subject_source subject_source_version
    subject_type
    """.split()
)
#: Slots of the set that hold for each of its rows, unless one of them has its own.
PROPAGATED = frozenset(
    """
    cardinality_scope curation_rule curation_rule_text mapping_date mapping_provider mapping_tool mapping_tool_id
    mapping_tool_version object_match_field object_preprocessing object_source object_source_version object_type
    predicate_type similarity_measure subject_match_field subject_preprocessing subject_source subject_source_version
    subject_type
    """.split()
)
#: Slots that hold several values, in TSV separated by ``|``.
MULTIVALUED = frozenset(
    """
    author_id author_label cardinality_scope creator_id creator_label curation_rule curation_rule_text derived_from
    mapping_set_source match_string object_match_field object_preprocessing reviewer_id reviewer_label see_also subject_match_field subject_preprocessing
    """.split()
)
#: What a side that is no entity is: its label stands in place of an id.
LITERAL = "rdfs literal"
