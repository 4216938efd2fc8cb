"""Valid uses of every command, to which a test gives one text of any kind more, or content of one's own."""

import tempfile
from pathlib import Path

import tiny

#: A crosswalk that can be read, and a place for what may be written.
CROSSWALK = str(Path(__file__).parents[1] / "mappings" / "iso-42001--iso-9001.sssom.tsv")

SOMEWHERE = str(Path(tempfile.mkdtemp()) / "written.csv")

#: A valid use of each command, to which one text of any kind is given.
VALID = {
    "import": [CROSSWALK, "--into", "mine"],
    "export": ["42001", "9001", "--format", "sssom"],
    "template": ["framework", "--output", SOMEWHERE, "--force"],
    "lint": [CROSSWALK, "--at-least", "error"],
    "suggest": ["9001", "--towards", "42001"],
    "mcp": ["--http"],
    "search": ["audit"],
    "supports": ["42001 4.1"],
    "before": ["42001 4.1"],
    "topics": ["logging"],
    "groups": ["serious incidents"],
    "show": ["42001 4.1"],
    "map": ["42001 4.1"],
    "frameworks": [],
    "editions": ["27001:2013"],
    "migrate": [],
    "given": ["27001"],
    "controls": ["42001", "27001"],
    "itinerary": ["42001", "27001"],
    "documents": ["42001", "27001"],
    "matrix": [],
    "explain": ["42001 4.1", "27001 4.1"],
    "retract": ["42001 9.2.1", "9001 9.2.1"],
    "closure": ["--stated-by", "nobody"],
    "binds": ["--role", "deployer", "--system", "annex-iii"],
    "plan": ["--role", "deployer", "--system", "annex-iii"],
    "fines": ["--role", "deployer", "--system", "annex-iii"],
    "facts": [],
    "query": ["what-maps-to", "--param", "requirement=iso42001:4.1"],
    "check": ["--no-shapes"],
    "format": [],
    "agreement": [],
    "app": [],
    "serve": [],
    "publish": ["http://127.0.0.1:9/"],
    "workspace init": ["made", "--organisation", "Anyone", "--person", "Ada"],
    "workspace demo": ["made"],
    "workspace status": [],
    "workspace set": ["42001 4.1", "status=planned"],
    "workspace show": ["answer"],
    "workspace history": [],
    "workspace duties": [],
    "workspace export": ["42001", "--output", "a.xlsx"],
    "workspace import": ["a.xlsx"],
    "workspace migrate": ["27001:2013"],
    "workspace backup": ["nowhere", "b.zip"],
    "workspace restore": ["b.zip", "nowhere"],
    "workspace upgrade": ["nowhere"],
    "gap": ["42001"],
    "tasks": [],
    "evidence list": [],
    "evidence add": ["title=x", "kind=policy", "link=https://example.org/"],
    "evidence check": [],
    "risks": [],
    "soa show": [],
    "soa approve": ["1.0"],
    "soa compare": ["1.0"],
    "soa proof": ["42001", "--output", "p.json"],
    "verify": ["p.json"],
    "audit programme": [],
    "audit plan": ["AUD-1"],
    "audit findings": [],
    "audit readiness": [],
    "audit review": [],
    "certify stage1": [],
    "certify stage2": [],
    "certify body": [],
    "certify days": [],
    "document": ["soa", "42001"],
}

#: Of the commands that go through all content for each answer, such a use of the small content of ``tiny.py``: whatever a text may do there,
#: it does before, or to each row alike.
SMALL = {
    "import": [tiny.PAIR, "--into", "mine"],
    "lint": [tiny.PAIR, "--at-least", "error"],
    "suggest": ["a", "--towards", "b"],
    "search": ["logging"],
    "matrix": [],
    "retract": ["a 1.1", "b 1.1"],
    "closure": ["--stated-by", "nobody"],
    "query": ["what-maps-to", "--param", "requirement=a:1.1"],
    "agreement": [],
    "publish": ["http://127.0.0.1:9/"],
}
