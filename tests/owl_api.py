"""Protégé's own reader, the OWL API, over files of ours: what it warns of, and what keeps them outside OWL 2 DL.

``python tests/owl_api.py FILE...`` prints one line of JSON a file: {"file", "axioms", "violations", "left", "warnings"}. ``violations`` are those of the
OWL API's profile of OWL 2 DL over the file with what it imports, ``left`` what it could not read as OWL: statements it did not parse, and names
whose kind it had to guess; ``warnings`` the lines that it logs. Imports are found by ``catalog-v001.xml`` beside the file, as Protégé finds them,
and nowhere else: without the network. Needs Java and Debian's libowlapi-java; a process of its own, for a Java machine takes over signals.
"""

from __future__ import annotations

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

JARS = Path("/usr/share/java")
#: The OWL API in one, and what it calls at run time.
LIBRARY = JARS / "owlapi-osgidistribution.jar"
_NEEDED = (
    *("slf4j-api", "slf4j-simple", "xz", "commons-logging", "commons-rdf-api", "commons-rdf-simple", "commons-io"),
    *("commons-codec", "guava", "caffeine", "hppcrt", "atinject-jsr330-api", "rdf4j-*"),
)


def start() -> None:
    """Start Java with the OWL API; a short run wants no second compiler and no second collector."""
    import jpype
    import jpype.imports

    jars = [LIBRARY, *(path for name in _NEEDED for path in JARS.glob(f"{name}.jar"))]
    options = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
    jpype.startJVM(*options, classpath=[str(j) for j in jars])


def looked_at(file: Path) -> dict[str, Any]:
    """Return what the OWL API says of one file."""
    from java.io import ByteArrayOutputStream, File, PrintStream  # type: ignore[import-not-found]
    from java.lang import System  # type: ignore[import-not-found]
    from org.semanticweb.owlapi.apibinding import OWLManager  # type: ignore[import-not-found]
    from org.semanticweb.owlapi.model import IRI  # type: ignore[import-not-found]
    from org.semanticweb.owlapi.profiles import OWL2DLProfile  # type: ignore[import-not-found]
    from org.semanticweb.owlapi.util import SimpleIRIMapper  # type: ignore[import-not-found]

    logged = ByteArrayOutputStream()
    System.setErr(PrintStream(logged))
    manager = OWLManager.createOWLOntologyManager()
    catalog = file.with_name("catalog-v001.xml")
    for entry in ET.parse(catalog).getroot() if catalog.exists() else ():
        place = IRI.create(File(str(catalog.with_name(str(entry.get("uri"))))))
        manager.getIRIMappers().add(SimpleIRIMapper(IRI.create(entry.get("name")), place))
    ontology = manager.loadOntologyFromOntologyDocument(File(str(file)))
    read = ontology.getFormat().getOntologyLoaderMetaData().get()
    left = [str(t) for t in list(read.getUnparsedTriples().iterator())]
    left += [f"guessed: {name}" for name in read.getGuessedDeclarations().keySet()]
    violations = sorted(str(v) for v in OWL2DLProfile().checkOntology(ontology).getViolations())
    axioms, warnings = int(ontology.getAxiomCount()), str(logged.toString()).splitlines()
    return {"file": file.name, "axioms": axioms, "violations": violations, "left": left, "warnings": warnings}


if __name__ == "__main__":
    start()
    for name in sys.argv[1:]:
        print(json.dumps(looked_at(Path(name).resolve())))
