"""The ontology as others load it: within OWL 2 DL by the judgement of Protégé's OWL API, every name declared, labelled and defined."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import owl_api
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from aims_graph.exchange.writers import write
from aims_graph.formats.strangers import stranger_findings
from aims_graph.model import Library
from aims_graph.pack.names import FIXED
from aims_graph.pack.pack import shipped
from aims_graph.version import VERSION

FOLDER = shipped().root / "ontology"
FILES = sorted(FOLDER.glob("*.ttl"))
OURS = FIXED["aims"].removesuffix("ontology#")
DCTERMS, VANN = Namespace(FIXED["dcterms"]), Namespace("http://purl.org/vocab/vann/")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
#: One fault of each kind that ontologies are known for, and what the OWL API calls it.
FAULTS = {
    "undeclared": ("aims:x aims:neverDeclared aims:y .", "Use of undeclared annotation property"),
    "class": ("aims:Clause rdfs:subClassOf aims:Nowhere .", "Use of undeclared class"),
    "date": ("aims:on a owl:DatatypeProperty ; rdfs:range xsd:date .", "Use of undeclared datatype"),
    "simple": ("aims:implies a owl:TransitiveProperty, owl:IrreflexiveProperty .", "Use of non-simple property"),
    "two kinds": ("aims:word a owl:ObjectProperty .", "Cannot pun between properties"),
}


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory, library: Library) -> dict[str, dict[str, Any]]:
    """What the OWL API says: of each file of the ontology, of an export, and of files with a fault each; by name."""
    folder = tmp_path_factory.mktemp("owl")
    export = folder / "pair.owl"
    export.write_bytes(write(library, library.sets[0], "owl").data)
    files = [*FILES, export]
    for name, (fault, _) in FAULTS.items():
        files.append(folder / f"{name}.ttl")
        files[-1].write_text((FOLDER / "aims.ttl").read_text(encoding="utf-8") + fault, encoding="utf-8")
    files.append(folder / "half.ttl")
    files[-1].write_text(f"@prefix owl: <{OWL}> . <http://x.org/o> a owl:Ontology . [] a owl:AllDisjointClasses .")
    return owl_api.judged(files)


@pytest.mark.parametrize("name", [*(f.name for f in FILES), "pair.owl"])
def test_the_owl_api_reads_all_of_it_within_owl_2_dl(judged: dict[str, dict[str, Any]], name: str) -> None:
    said = judged[name]
    assert said["axioms"] > 50 and (said["violations"], said["left"], said["warnings"]) == ([], [], [])


@pytest.mark.parametrize("name", FAULTS)
def test_the_owl_api_sees_each_kind_of_fault(judged: dict[str, dict[str, Any]], name: str) -> None:
    violations = judged[f"{name}.ttl"]["violations"]
    assert violations and all(v.startswith(FAULTS[name][1]) for v in violations)


def test_what_the_owl_api_warns_of_is_kept(judged: dict[str, dict[str, Any]]) -> None:
    assert "in punning not allowed" in judged["two kinds.ttl"]["warnings"][0]


def test_what_is_no_owl_is_said(judged: dict[str, dict[str, Any]]) -> None:
    assert "AllDisjointClasses" in judged["half.ttl"]["left"][0]


def test_the_catalogue_says_where_each_import_lies() -> None:
    entries = {e.get("name"): e.get("uri") for e in ET.parse(FOLDER / "catalog-v001.xml").getroot()}
    headers = {f.name: Graph().parse(f).value(predicate=RDF.type, object=OWL.Ontology) for f in FILES}
    assert entries == {str(iri): name for name, iri in headers.items()}


def test_protege_may_leave_its_catalogue_in_a_folder_of_content(tmp_path: Path) -> None:
    pack = shipped()
    assert not [f for f in stranger_findings(pack, set(pack.files())) if "catalog" in f.file]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_each_file_says_what_it_is(file: Path) -> None:
    told = Graph().parse(file)
    (iri,) = told.subjects(RDF.type, OWL.Ontology)
    assert str(told.value(iri, OWL.versionInfo)) == VERSION
    assert told.value(iri, OWL.versionIRI) == URIRef(str(iri).replace(OURS, f"{OURS}{VERSION}/"))
    for said in (DCTERMS.title, DCTERMS.description):
        assert getattr(told.value(iri, said), "language", None) == "en"
    assert str(told.value(iri, DCTERMS.creator)) and str(told.value(iri, DCTERMS.license)).startswith("https://")
    spaces = list(map(str, told.objects(iri, VANN.preferredNamespaceUri)))
    assert spaces == ([f"{iri}#"] if file.stem in ("aims", "workspace") else [])
    main = URIRef(OURS + "ontology")
    assert list(told.objects(iri, OWL.imports)) == ([] if iri == main else [main])


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_name_is_labelled_and_defined(file: Path) -> None:
    told = Graph().parse(file)
    (iri,) = told.subjects(RDF.type, OWL.Ontology)
    ours = {s for s in told.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(OURS) and "#" in s}
    assert ours
    for name in ours:
        labels = [*told.objects(name, RDFS.label), *told.objects(name, SKOS.prefLabel)]
        words = list(told.objects(name, SKOS.definition))
        assert len(labels) == len(words) == 1, name
        assert all(isinstance(x, Literal) and x.language == "en" and x.strip() for x in (*labels, *words)), name
        assert str(words[0])[0].isupper() or str(words[0]).split()[0] in _SMALL, words[0]
        assert str(words[0]).endswith("."), words[0]
        if set(told.objects(name, RDF.type)) & set(KINDS):
            assert list(told.objects(name, RDFS.isDefinedBy)) == [iri], name


#: What a definition may begin with in small letters: words that stand so in the tables.
_SMALL = {"input,", "kept,"}
