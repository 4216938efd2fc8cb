"""What binds whom, when: scenarios worked out from the text of the Act as amended in 2026, before the program was asked.

Each line says who asks, of which system, on which day, with which answers; what must bind, what must bind if a question is
answered so, and what must not bind or not be spoken of. The words before it are the text it was derived from. More stand in
law-scenarios.tsv, worked out by somebody who saw no program; there "disputed" gives both readings:
what is disputed is not tested but for that the program says so of the provisions under "contested".
"""

import csv
from pathlib import Path

import pytest

from aims_graph.answers.law.binds import answers
from aims_graph.answers.law.fines import fines
from aims_graph.answers.law.reliefs import reliefs
from aims_graph.answers.law.situation import situation
from aims_graph.present.law import decided_by

HIGH, PRODUCT = "2027-12-02", "2028-08-02"  # Article 113, third paragraph, points (c)(i) and (c)(ii)


def asked(library, roles, systems, day, **known):
    found = answers(library, situation(library, roles, systems, **known), day)
    return {a.provision.id.removeprefix("aiact:"): a.value for a in found}


#: text, roles, kinds, day, answers; binds; binds if; does not bind.
SCENARIOS = [
    # Chapters I and II, Article 113(a)
    ("113(a): Chapter I from 2 February 2025; 4(1) speaks to providers and deployers", "provider", ["any"], "2025-02-02", {}, "art-4-1", "art-5-1-a", ""),
    ("113(a): not the day before", "provider", ["any"], "2025-02-01", {}, "", "", "art-4-1 art-5-1-a"),
    ("4(1) names neither importers nor distributors", ["importer", "distributor"], ["any"], "2026-11-24", {}, "", "art-5-1-a", "art-4-1"),
    ("113(a): 5(1)(ba), (bb), (1a) only from 2 December 2026", "provider", ["prohibited"], "2026-12-01", {}, "", "art-5-1-a", "art-5-1-ba art-5-1-bb art-5-1a-a-i"),
    ("113(a): and then they do", "provider", ["prohibited"], "2026-12-02", {}, "", "art-5-1-ba art-5-1-bb art-5-1a-a-i", ""),
    ("5(1)(f): not where intended for medical or safety reasons", "deployer", ["annex-iii-1-c"], HIGH, {"is_": ["emotions-at-work", "medical-or-safety"]}, "", "", "art-5-1-f"),
    ("5(1)(f) without that reason", "deployer", ["annex-iii-1-c"], HIGH, {"is_": ["emotions-at-work"], "is_not": ["medical-or-safety"]}, "art-5-1-f", "", ""),
    ("5(1a)(b): use is only prohibited for that purpose", "deployer", ["any"], "2027-01-01", {"is_": ["intimate-material"], "is_not": ["material-use"]}, "", "", "art-5-1-ba art-5-1a-b"),
    # Article 4a
    ("4a(2): providers of other systems, deployers of high-risk ones", "deployer", ["annex-iii-4"], HIGH, {"is_": ["bias-data"]}, "art-4a-2-a art-4a-2-b", "", "art-4a-1-a"),
    ("4a(1) is the provider's rule for its high-risk system, not (2)", "provider", ["annex-iii-4"], HIGH, {"is_": ["bias-data"]}, "art-4a-1-a art-4a-1-f", "", "art-4a-2-a art-4a-2-b"),
    ("4a(2): provider of another system", "provider", ["any"], "2026-11-24", {"is_": ["bias-data"]}, "art-4a-2-a", "", ""),
    ("4a(2): provider of a model", "gpai-provider", ["gpai-model"], "2026-11-24", {"is_": ["bias-data"]}, "art-4a-2-a", "", ""),
    ("4a(2)(b): before Article 10 applies the conditions of paragraph 1 hold all the same, in design", "provider", ["annex-iii-4"], "2026-12-01", {"is_": ["bias-data"]}, "art-4a-1-a art-4a-1-f", "", ""),
    ("2(8): 4a speaks of what is done in development, and would else be empty", "provider", ["annex-iii-4"], "2026-12-01", {"is_": ["bias-data", "pre-market-only"]}, "art-4a-1-a", "", "art-4-1"),
    ("4a(1): not before it was inserted", "provider", ["annex-iii-4"], "2026-07-26", {"is_": ["bias-data"]}, "", "", "art-4a-1-a art-4a-2-a"),
    ("4a(1): on the day", "provider", ["annex-i-a"], "2026-07-27", {"is_": ["bias-data"]}, "art-4a-1-a", "", "art-4a-2-a"),
    ("4a: who relies on it for an older system keeps its conditions, as with 4a(2)", "provider", ["annex-iii-4"], "2026-12-01", {"is_": ["bias-data"], "placed": "2026-05-01"}, "art-4a-1-a", "", ""),
    # Article 5, by whom
    ("2(1)(e), 5(1): a product manufacturer places on the market or puts into service too", "product-manufacturer", ["any"], "2025-02-02", {"is_": ["manipulation"]}, "art-5-1-a", "art-5-1-b", "art-4-1"),
    ("2(1)(e), 5(1a)(a): from 2 December 2026", "product-manufacturer", ["any"], "2026-12-02", {"is_": ["intimate-material", "material-intended"]}, "art-5-1-ba art-5-1a-a-i", "", "art-5-1a-b"),
    ("5(1)(h) forbids use: not the manufacturer's", "product-manufacturer", ["any"], "2026-12-02", {"is_": ["real-time-biometric"]}, "", "", "art-5-1-h"),
    ("6(1)(b): a medical device without third-party assessment is not high-risk for being one", "provider", ["any"], PRODUCT, {"is_": ["medical-device"]}, "art-4-1", "", "art-16-a art-43-3 art-73-10"),
    ("73(10): a high-risk one reports what concerns fundamental rights", "provider", ["annex-i-a"], PRODUCT, {"is_": ["medical-device"]}, "art-16-a art-73-10", "", ""),
    # High-risk, Article 113(c)
    ("113(c)(i): Sections 2 and 3 from 2 December 2027 under Annex III", "provider", ["annex-iii-5-b"], HIGH, {}, "art-9-1 art-16-a art-17-1 art-43-2 art-49-1 art-72-1", "art-22-1 art-73-1", ""),
    ("113(c)(i): not the day before, Articles 43, 49, 72 included, for nothing is high-risk yet", "provider", ["annex-iii-5-b"], "2027-12-01", {}, "", "", "art-9-1 art-16-a art-43-2 art-49-1 art-72-1"),
    ("113(c)(ii): under Annex I from 2 August 2028", "provider", ["annex-i-a"], "2028-08-01", {}, "", "", "art-16-a art-43-3"),
    ("113(c)(ii): and then", "provider", ["annex-i-a"], PRODUCT, {}, "art-16-a art-43-3 art-8-2", "", "art-49-1 art-43-2"),
    ("26 binds deployers", "deployer", ["annex-iii-4"], HIGH, {}, "art-26-1 art-26-2 art-26-5 art-26-12", "art-26-4 art-26-6 art-26-7", "art-9-1 art-27-4"),
    ("26(7): deployers who are employers", "deployer", ["annex-iii-4"], HIGH, {"is_": ["employer"]}, "art-26-7", "", ""),
    ("26(7): and no others", "deployer", ["annex-iii-4"], HIGH, {"is_not": ["employer"]}, "", "", "art-26-7"),
    ("23: importers; 24: distributors", ["importer"], ["annex-iii-4"], HIGH, {}, "art-23-1 art-23-3 art-23-5", "art-23-2 art-23-6", "art-24-1 art-26-1"),
    # Article 27
    ("27(1): every deployer for 5(b), private ones too", "deployer", ["annex-iii-5-b"], HIGH, {"is_not": ["public-body", "private-public-service", "union-body", "acts-for-public-body"]}, "art-27-1 art-27-3", "", "art-26-8 art-49-3"),
    ("27(1): elsewhere only public bodies and private entities with public services", "deployer", ["annex-iii-4"], HIGH, {"is_not": ["public-body", "private-public-service"]}, "", "", "art-27-1"),
    ("27(1): not for point 2", "deployer", ["annex-iii-2"], HIGH, {"is_": ["public-body"]}, "", "", "art-27-1"),
    ("26(8), 49(3): deployers that are public authorities", "deployer", ["annex-iii-5-a"], HIGH, {"is_": ["public-body"]}, "art-26-8 art-49-3 art-71-3 art-27-1", "", ""),
    ("49(4) is for the registration of 49(3): not for a private deployer", "deployer", ["annex-iii-1-a"], HIGH, {"is_": ["law-or-border-area"], "is_not": ["public-body", "union-body", "acts-for-public-body"]}, "", "", "art-49-4 art-49-4-c"),
    ("49(4)(a): without points 6, 8 and 9 of Section A in law enforcement", "provider", ["annex-iii-6-d"], HIGH, {}, "art-49-4 art-49-4-a", "", "anx-viii-sec-a-6 anx-viii-sec-a-12"),
    ("49(5): point 2 registers nationally, not in the database", "provider", ["annex-iii-2"], HIGH, {}, "art-49-5", "", "art-49-1"),
    # Article 6(3) and (4)
    ("6(4), 49(2): the exempt provider documents and registers, and has no Section 2", "provider", ["exempt-6-3"], HIGH, {}, "art-6-4 art-49-2 anx-viii-sec-b", "", "art-9-1 art-16-a"),
    ("6(4), 49(2): due before placing, so not for a system placed before they applied", "provider", ["exempt-6-3"], "2028-06-01", {"placed": "2027-01-15"}, "", "", "art-6-4 art-49-2"),
    # Article 43
    ("43(1): Annex III point 1 with standards applied: a choice", "provider", ["annex-iii-1"], HIGH, {"is_": ["standard-applied"]}, "art-43-1", "", "art-43-1-sub2-a art-43-1-sub2-b art-43-2"),
    ("43(1), second subparagraph, (a): no standards and no specifications: Annex VII", "provider", ["annex-iii-1"], HIGH, {"is_not": ["standard-exists", "specification-exists"]}, "art-43-1-sub2-a", "", "art-43-1 art-43-1-sub2-b art-43-1-sub2-c"),
    ("43(1), second subparagraph: who applied neither standard nor specification follows Annex VII, asked for or not", "provider", ["annex-iii-1-a"], HIGH, {"is_not": ["standard-applied", "specification-applied"], "is_": ["for-enforcement-or-union"]}, "anx-vii-3-3.1-a anx-vii-4-4.1 anx-vii-4-4.3 art-43-1-sub3", "", "art-43-1 art-43-1-a anx-vi-2"),
    ("43(1)(a): a standard applied leaves the choice, and internal control takes Annex VII out", "provider", ["annex-iii-1-a"], HIGH, {"is_": ["standard-applied", "internal-control", "for-enforcement-or-union"]}, "art-43-1 anx-vi-2", "", "anx-vii-3-3.1-a anx-vii-4-4.1 art-43-1-sub3"),
    ("43(1): and until the choice is made it is open", "provider", ["annex-iii-1-a"], HIGH, {"is_": ["standard-applied"]}, "art-43-1", "anx-vii-4-4.1 anx-vi-2", ""),
    ("43(3), fourth subparagraph: under both annexes the sectoral procedure, not 43(2) and Annex VI", "provider", ["annex-iii-4", "annex-i-a"], PRODUCT, {}, "art-43-3 art-9-1 art-49-1", "", "art-43-2 anx-vi-2"),
    # Article 2(2)
    ("2(2): Section B leaves 60a; neither 4, 5 nor 50", "provider", ["annex-i-b"], "2029-01-01", {"is_": ["interacts", "manipulation"]}, "", "art-60a-6", "art-4-1 art-5-1-a art-50-1 art-16-a"),
    # Article 2, the other exclusions
    ("2(6): solely for scientific research and development", "provider", ["annex-iii-4"], HIGH, {"is_": ["research-only"]}, "", "", "art-16-a art-4-1"),
    ("2(3): exclusively for defence", "deployer", ["annex-iii-4"], HIGH, {"is_": ["military-only"]}, "", "", "art-26-1 art-4-1"),
    ("2(8): before placing, but for real world testing", "provider", ["annex-iii-4"], HIGH, {"is_": ["pre-market-only", "testing-real-world"], "is_not": ["testing-without-consent"]}, "art-60-4-a art-61-2", "", "art-16-a art-9-1"),
    ("2(10): purely personal use", "deployer", ["annex-iii-4"], HIGH, {"is_": ["personal-use"]}, "", "", "art-26-1 art-4-1"),
    ("2(12): open source, neither high-risk nor under 5 or 50", "provider", ["any"], "2026-11-24", {"is_": ["open-source"], "is_not": ["prohibited", "transparency"]}, "", "", "art-4-1"),
    ("2(12): open source is in scope as a high-risk system", "provider", ["annex-iii-4"], HIGH, {"is_": ["open-source"]}, "art-4-1 art-16-a", "", ""),
    ("2(12): and as one under Article 50", "provider", ["transparency"], "2026-11-24", {"is_": ["open-source", "generates-content"], "is_not": ["assistive-editing"]}, "art-4-1 art-50-2", "", ""),
    ("2(1)(c): third country, neither the output nor the system in the Union", "deployer", ["annex-iii-4"], HIGH, {"is_": ["third-country"], "is_not": ["output-used-in-union"]}, "", "", "art-26-1"),
    ("2(1)(a): a third-country provider on the Union market stays in", "provider", ["annex-iii-4"], HIGH, {"is_": ["third-country"], "is_not": ["output-used-in-union"]}, "art-16-a art-22-1", "", ""),
    # Articles 22 and 54
    ("22(1): only providers established in third countries", "provider", ["annex-iii-4"], HIGH, {"is_not": ["third-country"]}, "", "", "art-22-1 art-22-2 art-22-3"),
    ("22(3), (4): their representatives", "authorised-representative", ["annex-iii-4"], HIGH, {}, "art-22-3 art-22-3-a art-22-3-b", "art-22-4 art-22-3-c", "art-22-1"),
    # Article 25
    ("25(2): the provider that is replaced keeps the duties of 25(2) alone", "provider", ["annex-iii-4"], HIGH, {"is_": ["initial-provider"], "is_not": ["change-excluded"]}, "art-25-2 art-25-2-a", "", "art-16-a art-9-1 art-4-1"),
    ("25(2), fourth subparagraph: not where a change was clearly excluded", "provider", ["annex-iii-4"], HIGH, {"is_": ["initial-provider", "change-excluded"]}, "", "", "art-25-2 art-16-a"),
    ("25(1)(a): the name on it makes the deployer the provider", "deployer", ["annex-iii-4"], HIGH, {"becomes": "name"}, "art-16-a art-26-1", "", "art-25-2"),
    ("25 applies with Section 3, not before", "deployer", ["annex-iii-4"], "2027-12-01", {"becomes": "name", "is_": ["interacts"]}, "", "", "art-16-a art-50-1"),
    ("25(3): the manufacturer of an Annex I Section A product is the provider", "product-manufacturer", ["annex-i-a"], PRODUCT, {}, "art-16-a art-17-1 art-43-3", "", ""),
    ("25(3) is about Section A alone", "product-manufacturer", ["annex-iii-4"], PRODUCT, {}, "", "", "art-16-a"),
    ("25(4): suppliers of components", "component-supplier", ["annex-iii-4"], HIGH, {"is_not": ["open-source-components"]}, "art-25-4", "", ""),
    ("25(4), last sentence: not of free and open-source tools", "component-supplier", ["annex-iii-4"], HIGH, {"is_": ["open-source-components"]}, "", "", "art-25-4"),
    ("25(4): suppliers of AI models too", "gpai-provider", ["gpai-model"], HIGH, {"is_": ["model-in-high-risk-system"]}, "art-25-4", "", ""),
    # Article 111
    ("111(2): held off without a significant change, Chapter I and II not", "provider", ["annex-iii-4"], "2029-01-01", {"placed": "2026-05-01", "is_not": ["for-public-authorities"], "is_": ["manipulation"]}, "art-4-1 art-5-1-a", "", "art-16-a art-9-1 art-49-1"),
    ("111(2): a change from that day on ends it", "provider", ["annex-iii-4"], "2029-01-15", {"placed": "2026-05-01", "changed": "2029-01-15"}, "art-16-a", "", ""),
    ("111(2): a change before does not", "provider", ["annex-iii-4"], "2029-01-15", {"placed": "2026-05-01", "changed": "2027-12-01", "is_not": ["for-public-authorities"]}, "", "", "art-16-a"),
    ("111(2): intended for public authorities, by 2 August 2030", "deployer", ["annex-iii-5-a"], "2030-08-02", {"placed": "2026-05-01", "is_": ["for-public-authorities"]}, "art-26-1", "", ""),
    ("111(2): and not before", "deployer", ["annex-iii-5-a"], "2030-08-01", {"placed": "2026-05-01", "is_": ["for-public-authorities"]}, "", "", "art-26-1"),
    ("111(2): whether it is intended for them decides from that day on", "provider", ["annex-iii-4"], "2030-08-02", {"placed": "2027-06-01"}, "", "art-16-a art-9-1", ""),
    ("111(2): and before it nothing hangs on that", "provider", ["annex-iii-4"], "2030-08-01", {"placed": "2027-06-01"}, "", "", "art-16-a art-9-1"),
    ("111(2): to be a public authority is another fact", "deployer", ["annex-iii-5-b"], "2031-01-01", {"placed": "2026-05-01", "is_": ["public-body"], "is_not": ["for-public-authorities"]}, "", "", "art-26-1"),
    ("111(2): for an importer the public rule is not written", "importer", ["annex-iii-5-a"], "2031-01-01", {"placed": "2026-05-01", "is_": ["for-public-authorities"]}, "", "", "art-23-1"),
    ("111(1): components of the systems of Annex X by the end of 2030", "provider", ["annex-iii-7"], "2030-12-30", {"placed": "2027-08-01", "is_": ["large-scale-it"]}, "", "", "art-16-a art-4-1"),
    ("111(1): and then", "provider", ["annex-iii-7"], "2030-12-31", {"placed": "2027-08-01", "is_": ["large-scale-it"]}, "art-16-a art-4-1", "", ""),
    ("111(3): models from before 2 August 2025 by 2 August 2027", "gpai-provider", ["gpai-model"], "2027-08-01", {"placed": "2025-08-01"}, "", "", "art-53-1-c art-53-3"),
    ("111(3): and then", "gpai-provider", ["gpai-model"], "2027-08-02", {"placed": "2025-08-01"}, "art-53-1-c", "", ""),
    ("111(4): marking, and marking alone, by 2 December 2026", "provider", ["any"], "2026-12-01", {"placed": "2026-08-01", "is_": ["generates-content", "interacts"], "is_not": ["assistive-editing", "obviously-ai"]}, "art-50-1", "", "art-50-2"),
    ("111(4): and then", "provider", ["any"], "2026-12-02", {"placed": "2026-08-01", "is_": ["generates-content"], "is_not": ["assistive-editing"]}, "art-50-2", "", ""),
    ("25(1)(a) stands in Section 3: by 113(c)(ii) nobody becomes the provider of a product's system before", "distributor", ["annex-i-a"], "2028-08-01", {"is_": ["own-name"]}, "", "", "art-4-1 art-16-a"),
    ("25(1)(a), 113(c)(ii): and then", "distributor", ["annex-i-a"], PRODUCT, {"is_": ["own-name"]}, "art-4-1 art-16-a", "", ""),
    ("25(1)(a), 113(c)(i): under Annex III it is the earlier day", "distributor", ["annex-iii-4"], HIGH, {"is_": ["own-name"]}, "art-4-1 art-16-a", "", ""),
    ("25(1)(c) starts from a system that was not high-risk: 111(2) does not shield it", "deployer", ["annex-iii-4"], "2028-06-01", {"placed": "2026-05-01", "becomes": "purpose"}, "art-16-a", "", ""),
    ("25(1)(b): a substantial modification that is asserted is a change", "deployer", ["annex-iii-4"], "2028-06-01", {"placed": "2026-05-01", "becomes": "modified"}, "art-16-a art-26-1", "", ""),
    ("25(1)(a): a name changes no design", "deployer", ["annex-iii-4"], "2028-06-01", {"placed": "2026-05-01", "becomes": "name", "is_not": ["for-public-authorities"]}, "", "", "art-16-a art-26-1"),
    # The days around each date, worked out once more from the text alone
    ("50(1) has no transition: 111(4) speaks of 50(2) alone", "provider", ["any"], "2026-08-02", {"placed": "2020-01-01", "is_": ["interacts"], "is_not": ["obviously-ai"]}, "art-50-1 art-50-5", "", ""),
    ("113, second paragraph: not the day before", "provider", ["any"], "2026-08-01", {"placed": "2020-01-01", "is_": ["interacts"], "is_not": ["obviously-ai"]}, "art-4-1", "", "art-50-1 art-50-5"),
    ("111(4): placed on 2 August 2026 is not before it", "provider", ["any"], "2026-08-02", {"placed": "2026-08-02", "is_": ["generates-content"], "is_not": ["assistive-editing"]}, "art-50-2", "", ""),
    ("111(4) spares providers, not deployers: 50(4) at once", "deployer", ["any"], "2026-08-02", {"placed": "2020-01-01", "is_": ["deep-fake"]}, "art-50-4 art-50-5", "", ""),
    ("50(4): not the day before", "deployer", ["any"], "2026-08-01", {"placed": "2020-01-01", "is_": ["deep-fake"]}, "", "", "art-50-4 art-50-5"),
    ("50(3): emotions already on 2 August 2026, Article 26 not before 2 December 2027", "deployer", ["annex-iii-1-c"], "2027-12-01", {}, "art-50-3", "", "art-26-1 art-86-1"),
    ("111(2): placed on the eve, unchanged", "provider", ["annex-iii-4"], HIGH, {"placed": "2027-12-01", "is_not": ["for-public-authorities"]}, "art-4-1", "", "art-16-a art-9-1 art-49-1"),
    ("111(2): changed on the day itself, 'as from that date'", "provider", ["annex-iii-4"], "2028-01-01", {"placed": "2027-12-01", "changed": "2027-12-02"}, "art-16-a art-9-1", "", ""),
    ("111(2): placed on the eve under Annex I", "provider", ["annex-i-a"], PRODUCT, {"placed": "2028-08-01", "is_not": ["for-public-authorities"]}, "", "", "art-16-a art-43-3"),
    ("111(2): placed on the day under Annex I", "provider", ["annex-i-a"], PRODUCT, {"placed": "2028-08-02"}, "art-16-a art-43-3", "", ""),
    ("111(1) ends on 1 August 2027: from then on 111(2), by 2 August 2030", "provider", ["annex-iii-7"], "2030-08-02", {"placed": "2027-08-02", "is_": ["large-scale-it", "for-public-authorities"]}, "art-16-a", "", ""),
    ("111(2): and not the day before", "provider", ["annex-iii-7"], "2030-08-01", {"placed": "2027-08-02", "is_": ["large-scale-it", "for-public-authorities"]}, "", "", "art-16-a"),
    ("111(2): the distributor's duties have no 2030", "distributor", ["annex-iii-5-a"], "2030-08-02", {"placed": "2027-11-01", "is_": ["for-public-authorities"]}, "", "", "art-24-1"),
    ("23: not before 2 August 2028 under Annex I", "importer", ["annex-i-a"], "2028-08-01", {}, "", "", "art-23-1 art-23-3"),
    ("23: and then", "importer", ["annex-i-a"], PRODUCT, {}, "art-23-1 art-23-3", "", ""),
    ("25(4): under Annex I from 2 August 2028", "component-supplier", ["annex-i-a"], "2028-08-01", {"is_not": ["open-source-components"]}, "", "", "art-25-4"),
    ("25(4): and then", "component-supplier", ["annex-i-a"], PRODUCT, {"is_not": ["open-source-components"]}, "art-25-4", "", ""),
    ("27, 49(3), 26(8), 26(11), 86 speak of Annex III alone: not a hospital's device", "deployer", ["annex-i-a"], PRODUCT, {"is_": ["public-body", "employer", "decides-about-people"]}, "art-26-1 art-26-7", "", "art-27-1 art-49-3 art-26-8 art-26-11 art-86-1"),
    ("26(11) has no exception for point 2, unlike 27, 49(3) and 86", "deployer", ["annex-iii-2"], HIGH, {"is_": ["public-body", "decides-about-people", "person-asks"]}, "art-26-11 art-26-1", "", "art-27-1 art-49-3 art-86-1 art-26-8"),
    ("6(3): its deployer has neither 26 nor 27 nor 86", "deployer", ["exempt-6-3"], HIGH, {"is_": ["public-body"]}, "art-4-1", "", "art-26-1 art-27-1 art-86-1"),
    ("113(b): a model placed on 2 August 2025 has no transition", "gpai-provider", ["gpai-model"], "2025-08-02", {"placed": "2025-08-02"}, "art-53-1-c art-53-3", "", ""),
    # Article 50
    ("50(1): systems intended to interact directly with people", "provider", ["any"], "2026-08-02", {"is_": ["interacts"], "is_not": ["obviously-ai"]}, "art-50-1 art-50-5", "", ""),
    ("50(1): not where it is obvious", "provider", ["any"], "2026-08-02", {"is_": ["interacts", "obviously-ai"], "is_not": ["generates-content"]}, "", "", "art-50-1 art-50-5"),
    ("50(1): authorised to fight crime, unless open to the public for reports", "provider", ["any"], "2026-08-02", {"is_": ["interacts", "crime-authorised", "crime-reporting"], "is_not": ["obviously-ai"]}, "art-50-1", "", "art-50-2"),
    ("50(2): not for assistive standard editing", "provider", ["any"], "2026-08-02", {"is_": ["generates-content", "assistive-editing"]}, "", "", "art-50-2"),
    ("50(3): emotion recognition is what point 1(c) is", "deployer", ["annex-iii-1-c"], "2026-08-02", {}, "art-50-3 art-50-5", "", "art-50-1"),
    ("50(4): text without human review or editorial control", "deployer", ["any"], "2026-08-02", {"is_": ["public-interest-text"], "is_not": ["editorial-control", "deep-fake"]}, "art-50-4", "", ""),
    ("50(4): and with it, no", "deployer", ["any"], "2026-08-02", {"is_": ["public-interest-text", "editorial-control"], "is_not": ["deep-fake"]}, "", "", "art-50-4"),
    # Models
    ("113(b): Chapter V from 2 August 2025", "gpai-provider", ["gpai-model"], "2025-08-01", {}, "", "", "art-53-1-a art-53-1-c"),
    ("53: and then; 53(1)(a) hangs on the licence", "gpai-provider", ["gpai-model"], "2025-08-02", {}, "art-53-1-c art-53-1-d art-53-3", "art-53-1-a art-54-1", "art-55-1-a art-52-1"),
    ("53(2), 54(6): open source takes out 53(1)(a), (b), Annexes XI and XII and 54", "gpai-provider", ["gpai-model"], "2026-01-01", {"is_": ["open-source", "third-country"]}, "art-53-1-c art-53-1-d", "", "art-53-1-a art-53-1-b art-54-1 anx-xi-sec-1-1-a anx-xii-1-a"),
    ("53(2), last sentence: not with systemic risk; 52(1) and 55", "gpai-provider-systemic", ["gpai-systemic"], "2026-01-01", {"is_": ["open-source", "third-country"]}, "art-53-1-a art-53-1-b art-54-1 art-52-1 art-55-1-a art-55-1-d anx-xi-sec-2-1", "", ""),
    ("54(5): the representative of a model provider", "authorised-representative", ["gpai-model"], "2026-01-01", {"is_not": ["open-source"]}, "art-54-3 art-54-3-a", "art-54-5", "art-54-1"),
    ("3(3): the provider of a model is its provider", "provider", ["gpai-model"], "2026-01-01", {"is_not": ["open-source"]}, "art-53-1-a", "", "art-4-1"),
    ("3(68): who provides the model and a system on it has both duties", "gpai-provider", ["annex-iii-4"], HIGH, {"is_not": ["open-source"]}, "art-53-1-a art-16-a art-4-1", "", ""),
    # Testing, incidents, authorities
    ("Chapter VI applies from 2 August 2026, before anything is placed", "provider", ["annex-iii-4"], "2026-08-02", {"is_": ["testing-real-world"], "is_not": ["testing-without-consent"]}, "art-60-4-a art-60-4-i anx-ix-1 art-61-2", "art-60-4-h", "art-16-a"),
    ("60(2): before placing on the market, so not for a system that is there", "provider", ["annex-iii-4"], "2026-12-01", {"placed": "2026-10-01"}, "", "", "art-60-4-a art-61-1"),
    ("61(1): not where consent would prevent a law enforcement test", "provider", ["annex-iii-6-d"], "2026-08-02", {"is_": ["testing-real-world", "testing-without-consent"]}, "art-60-4-i", "", "art-61-1"),
    ("73(4): death, not later than 10 days", "provider", ["annex-iii-4"], HIGH, {"is_": ["incident-death"], "is_not": ["ai-office-competence", "incident-two-days"]}, "art-73-1 art-73-4 art-73-6", "", "art-73-2 art-73-3"),
    ("73(1): systems placed on the Union market alone, not where only the output is used in it", "provider", ["annex-iii-4"], HIGH, {"is_": ["serious-incident", "third-country"], "is_not": ["on-union-market", "ai-office-competence"]}, "art-16-a", "", "art-73-1 art-73-2 art-73-6"),
    ("73(2): 15 days, where neither 73(3) nor (4) shortens them", "provider", ["annex-iii-4"], HIGH, {"is_": ["serious-incident"], "is_not": ["incident-two-days", "incident-death", "ai-office-competence"]}, "art-73-1 art-73-2 art-73-6", "", "art-73-3 art-73-4"),
    ("73 with Article 6: nothing is high-risk the day before", "provider", ["annex-iii-4"], "2027-12-01", {"is_": ["serious-incident"], "is_not": ["ai-office-competence"]}, "", "", "art-73-1 art-73-2 art-73-6"),
    ("49(4): real-time identification for law enforcement is registered in the secure section", "deployer", ["annex-iii-1-a"], HIGH, {"is_": ["real-time-biometric", "real-time-objective", "real-time-law", "public-body"]}, "art-5-2 art-5-3 art-27-1 art-49-3 art-49-4-c", "", "art-5-1-h"),
    ("75(1a): to the AI Office instead of 73(1)", "provider", ["annex-iii-4"], HIGH, {"is_": ["serious-incident", "ai-office-competence"]}, "art-75-1a art-73-6", "", "art-73-1"),
    ("74(12), (13), 79(2): access and cooperation when an authority asks", "provider", ["annex-iii-4"], HIGH, {"is_": ["surveillance-access", "source-code-request", "authority-evaluation"]}, "art-74-12 art-74-13 art-79-2", "", ""),
    ("74(4): where Section A law has equivalent procedures these apply", "provider", ["annex-i-a"], PRODUCT, {"is_": ["authority-evaluation", "sectoral-safeguard"]}, "", "", "art-79-2 art-79-4"),
    ("113(b): Section 4 from 2 August 2025", "notified-body", ["annex-iii"], "2025-08-02", {"is_": ["subcontracts"]}, "art-31-1 art-31-12 art-33-1 art-34-1", "", "art-45-1"),
    # Who and what Article 2 reaches
    ("2(12): high-risk under Annex I, Section B, is high-risk too", "provider", ["annex-i-b"], PRODUCT, {"is_": ["open-source-system", "testing-framework", "testing-real-world"]}, "art-60a-6", "", "art-4-1"),
    ("2(1)(a): a model that is not placed on the Union market; 2(1)(c) speaks of systems", "gpai-provider", ["gpai-model"], "2026-09-01", {"is_": ["third-country"], "is_not": ["on-union-market", "open-source"]}, "", "", "art-53-1-a art-53-1-c art-53-1-d art-54-1"),
    ("2(1)(a): wherever its provider is established, with systemic risk too", "gpai-provider-systemic", ["gpai-systemic"], "2026-09-01", {"is_not": ["on-union-market", "third-country"]}, "", "art-52-1", "art-53-1-a art-53-1-d art-55-1-a"),
    ("52(1): what is still to be placed is notified", "gpai-provider-systemic", ["gpai-systemic"], "2026-09-01", {"is_": ["not-yet-placed"], "is_not": ["on-union-market"]}, "art-52-1", "", "art-53-1-a art-55-1-a"),
    ("52(1): what was placed elsewhere is not", "gpai-provider-systemic", ["gpai-systemic"], "2026-09-01", {"placed": "2026-08-20", "is_not": ["on-union-market"]}, "", "", "art-52-1 art-53-1-a"),
    ("2(1)(a), (c): a provider in the Union that places nothing there, the output not used there either", "provider", ["annex-iii-4"], HIGH, {"is_not": ["third-country", "on-union-market", "output-used-in-union"]}, "", "", "art-4-1 art-16-a"),
    ("2(1)(b): a deployer in the Union is reached wherever the output is used", "deployer", ["annex-iii-4"], HIGH, {"is_not": ["third-country", "on-union-market", "output-used-in-union"]}, "art-4-1 art-26-1", "", ""),
    ("2(8), last sentence, 60(1): Article 5 holds in testing in real world conditions", "provider", ["annex-iii-4"], "2026-09-01", {"is_": ["pre-market-only", "testing-real-world", "manipulation"]}, "art-5-1-a art-60-4-a", "", "art-16-a"),
    ("2(8): and not in the laboratory", "provider", ["annex-iii-4"], "2026-09-01", {"is_": ["pre-market-only", "manipulation"], "is_not": ["testing-real-world"]}, "", "", "art-5-1-a art-60-4-a"),
    ("2(8): where it is not said whether there is such a test, Article 5 hangs on that", "provider", ["annex-iii-4"], "2026-09-01", {"is_": ["pre-market-only", "manipulation"]}, "", "art-5-1-a", "art-16-a"),
    # A risk is reported for itself: Article 82 knows systems that comply and present one.
    ("23(2), second sentence: a risk, be the system in conformity or not", "importer", ["annex-iii-4"], HIGH, {"is_": ["presents-risk"], "is_not": ["nonconformity", "falsified"]}, "art-23-2", "", ""),
    ("24(2) and (4), second sentences: likewise", "distributor", ["annex-iii-4"], HIGH, {"is_": ["presents-risk"], "is_not": ["nonconformity"]}, "art-24-2 art-24-4", "", ""),
    ("24(2), (4): neither the one nor the other", "distributor", ["annex-iii-4"], HIGH, {"is_not": ["presents-risk", "nonconformity"]}, "", "", "art-24-2 art-24-4"),
    # Article 111(1) speaks of systems, not of two of their operators: who imports or represents has what the provider has.
    ("111(1): the importer of a component, as its provider", "importer", ["annex-iii-7"], "2030-12-30", {"placed": "2027-08-01", "is_": ["large-scale-it"]}, "", "", "art-23-5 art-23-7"),
    ("111(1): and by the same day", "importer", ["annex-iii-7"], "2030-12-31", {"placed": "2027-08-01", "is_": ["large-scale-it"]}, "art-23-5 art-23-7", "", ""),
    ("111(1): the representative of its provider", "authorised-representative", ["annex-iii-7"], "2030-12-30", {"placed": "2027-08-01", "is_": ["large-scale-it"]}, "", "", "art-22-3-a"),
    ("111(1): the distributor", "distributor", ["annex-iii-7"], "2030-12-30", {"placed": "2027-08-01", "is_": ["large-scale-it"]}, "", "", "art-24-6"),
    ("111(1): the product manufacturer, where Article 79 holds for every operator", "product-manufacturer", ["annex-iii-7"], "2030-12-30", {"placed": "2027-08-01", "is_": ["large-scale-it", "risk-despite-compliance"]}, "", "", "art-82-2"),
    ("113, second paragraph: 43(3) and 45 from 2 August 2026", "notified-body", ["annex-i-a"], "2026-08-02", {"is_": ["sectoral-notified-body"]}, "art-45-1 art-43-3-sub2", "", ""),
    # What a notified body owes, beside its designation
    ("29(4), second subparagraph, was inserted: not before 27 July 2026", "notified-body", ["annex-i-a"], "2026-07-26", {"is_": ["sectoral-notified-body"]}, "art-29-1 art-29-4-sub3", "", "art-29-4-sub2"),
    ("29(4), second subparagraph: on the day", "notified-body", ["annex-i-a"], "2026-07-27", {"is_": ["sectoral-notified-body"]}, "art-29-4-sub2", "", ""),
    ("Annex XIV, point 4: its codes are used in the application", "notified-body", ["annex-iii-1"], "2026-07-27", {}, "anx-xiv", "", ""),
    ("Annex XIV: inserted too", "notified-body", ["annex-iii-1"], "2026-07-26", {}, "art-29-1", "", "anx-xiv"),
    ("36(3), third sentence: the body that takes over from one that ceases", "notified-body", ["annex-iii-1"], "2026-07-26", {"is_": ["takes-over-ceased"], "is_not": ["ceases-assessment", "takes-over-withdrawn"]}, "art-36-3", "", "art-36-9-sub3"),
    ("36(9), third subparagraph: the body that takes over from one whose designation was withdrawn", "notified-body", ["annex-iii-1"], "2026-07-26", {"is_": ["takes-over-withdrawn"], "is_not": ["ceases-assessment", "takes-over-ceased"]}, "art-36-9-sub3", "", "art-36-3"),
    ("36(3), first sentence: the body that ceases", "notified-body", ["annex-iii-1"], "2026-07-26", {"is_": ["ceases-assessment"], "is_not": ["takes-over-ceased", "takes-over-withdrawn"]}, "art-36-3", "", "art-36-9-sub3"),
    ("36(3), (9): none of these", "notified-body", ["annex-iii-1"], "2026-07-26", {"is_not": ["ceases-assessment", "takes-over-ceased", "takes-over-withdrawn"]}, "", "", "art-36-3 art-36-9-sub3"),
    # Duties that an order, a request or a decision of an authority gives: each under its question.
    ("60(6): information on the test when required", "provider", ["annex-iii-4"], "2026-08-02", {"is_": ["testing-inquiry"], "is_not": ["testing-order"]}, "art-60-6 art-60-4-a", "", "art-76-3-b"),
    ("76(3)(b): test modified when required, of both", ["deployer"], ["annex-iii-4"], "2026-08-02", {"is_": ["testing-order"]}, "art-76-3-b", "", "art-60-6"),
    ("76(3)(b): before anything is placed, as the test itself (2(8), last sentence)", "provider", ["annex-iii-4"], "2026-08-02", {"is_": ["testing-order", "pre-market-only"]}, "art-76-3-b", "", "art-77-1a"),
    ("113, second paragraph: not the day before", "provider", ["annex-iii-4"], "2026-08-01", {"is_": ["testing-order", "testing-inquiry", "rights-body-request"]}, "", "", "art-60-6 art-76-3-b art-77-1a"),
    ("77(1a): provider and deployer of any system", "deployer", ["any"], "2026-08-02", {"is_": ["rights-body-request"]}, "art-77-1a", "", ""),
    ("77(1a): open while nobody said", "provider", ["any"], "2026-08-02", {}, "", "art-77-1a", ""),
    ("83(1): a formal non-compliance is ended", "provider", ["annex-iii-4"], HIGH, {"is_": ["formal-noncompliance"]}, "art-83-1", "", ""),
    ("83(1): nothing is high-risk the day before, and only the provider is named", ["provider", "importer"], ["annex-iii-4"], "2027-12-01", {"is_": ["formal-noncompliance"]}, "", "", "art-83-1"),
    ("83(1), 74(4): not where Section A law has an equivalent procedure", "provider", ["annex-i-a"], PRODUCT, {"is_": ["formal-noncompliance", "sectoral-safeguard"]}, "", "", "art-83-1"),
    ("75a(3), (4), (6), 75b: by decision or order of the AI Office", "provider", ["any"], "2026-08-02", {"is_": ["ai-office-request", "access-order"], "is_not": ["retention-order"]}, "art-75a-3 art-75a-6-a", "art-75a-4 art-75b-par1", "art-75a-6-b"),
    ("75a, 75b: inspected, to keep data, bound by commitments", "deployer", ["any"], "2026-08-02", {"is_": ["ai-office-inspection", "retention-order", "commitments-binding"]}, "art-75a-4 art-75a-6-b art-75b-par1", "art-75a-3 art-75a-6-a", ""),
    ("75(1): not where the AI Office is not competent", "provider", ["any"], "2026-12-01", {"is_not": ["ai-office-competence"]}, "", "", "art-75a-3 art-75a-4 art-75a-6-a art-75a-6-b art-75b-par1"),
    ("75a was inserted, and Chapter IX applies from 2 August 2026", "provider", ["any"], "2026-08-01", {"is_": ["access-order", "commitments-binding"]}, "", "", "art-75a-6-a art-75b-par1"),
    ("93(1): measures requested of any model; 93(3) of one with systemic risk", "gpai-provider", ["gpai-model"], "2026-08-02", {"is_": ["measures-request"], "is_not": ["gpai-systemic"]}, "art-93-1", "", "art-93-3"),
    ("93(3): commitments made binding", "gpai-provider-systemic", ["gpai-systemic"], "2026-08-02", {"is_": ["model-commitments-binding"], "is_not": ["measures-request"]}, "art-93-3", "", "art-93-1"),
    ("93: Chapter IX not the day before", "gpai-provider-systemic", ["gpai-systemic"], "2026-08-01", {"is_": ["model-commitments-binding", "measures-request"]}, "", "", "art-93-1 art-93-3"),
    # Conditions of a permission
    ("59(1): all ten for whoever uses it, before anything is placed (57(5))", "provider", ["annex-iii-4"], "2026-08-02", {"is_": ["sandbox-personal-data", "pre-market-only"], "is_not": ["law-enforcement"]}, "art-59-1-a art-59-1-b art-59-1-c art-59-1-d art-59-1-e art-59-1-f art-59-1-g art-59-1-h art-59-1-i art-59-1-j", "", "art-59-2"),
    ("59(2): a specific law in law enforcement, and the same conditions", "provider", ["annex-iii-6-d"], "2026-08-02", {"is_": ["sandbox-personal-data", "law-enforcement"]}, "art-59-2 art-59-1-a art-59-1-j", "", ""),
    ("59(1): for nobody else", "provider", ["any"], "2026-08-02", {"is_not": ["sandbox-personal-data"]}, "", "", "art-59-1-a art-59-2"),
    ("59(1): open while nobody said; it names no deployers", "provider", ["any"], "2026-08-02", {}, "", "art-59-1-a art-59-1-j", ""),
    ("59: Chapter VI not before 2 August 2026", "provider", ["any"], "2026-08-01", {"is_": ["sandbox-personal-data"]}, "", "", "art-59-1-d"),
    ("2(2): Annex I, Section B, where its law has taken up the requirements", "provider", ["annex-i-b"], "2026-08-02", {"is_": ["sandbox-personal-data", "section-b-integrated"]}, "art-59-1-g", "", ""),
    ("2(2): and not where it has not", "provider", ["annex-i-b"], "2026-08-02", {"is_": ["sandbox-personal-data"], "is_not": ["section-b-integrated"]}, "", "", "art-59-1-g"),
    ("46(2): who used it in urgency requests the authorisation, and stops if it is refused", "deployer", ["annex-iii-6-a"], HIGH, {"is_": ["law-enforcement", "urgent-use"]}, "art-46-2", "", ""),
    ("46(2): urgency alone asks for nothing; nobody else may", ["deployer"], ["annex-iii-6-a"], HIGH, {"is_": ["law-enforcement", "urgent-need"], "is_not": ["urgent-use"]}, "", "", "art-46-2"),
    ("46(7): not under Annex I, Section A", "deployer", ["annex-iii-6-a", "annex-i-a"], PRODUCT, {"is_": ["law-enforcement", "urgent-use"]}, "", "", "art-46-2"),
    # Bodies that step in, certificates taken back, the simplified form
    ("36(8)(b): the body that steps in for a time", "notified-body", ["annex-iii-1"], "2025-08-02", {"is_": ["takes-over-suspended"], "is_not": ["takes-over-withdrawn", "takes-over-ceased"]}, "art-36-8", "", "art-36-9-b art-36-9-sub3 art-36-8-b"),
    ("36(9)(b): assessed within twelve months of the withdrawal", "notified-body", ["annex-iii-1"], "2025-08-02", {"is_": ["takes-over-withdrawn"], "is_not": ["takes-over-suspended"]}, "art-36-9-b art-36-9-sub3", "", "art-36-8"),
    ("36(7)(c): certificates unduly issued", "notified-body", ["annex-iii-1"], "2025-08-02", {"is_": ["certificates-recalled"]}, "art-36-7-c art-36-5", "", ""),
    ("36(7)(c): not where the designation stands", "notified-body", ["annex-iii-1"], "2025-08-02", {"is_not": ["designation-limited"]}, "", "", "art-36-7-c art-36-5"),
    ("113(b): Section 4 not the day before", "notified-body", ["annex-iii-1"], "2025-08-01", {"is_": ["certificates-recalled", "takes-over-suspended", "takes-over-withdrawn"]}, "", "", "art-36-7-c art-36-8 art-36-9-b"),
    ("11(1): the form of an SME or SMC is accepted", "notified-body", ["annex-iii-1"], HIGH, {"is_": ["simplified-form"]}, "art-11-1-sub2", "", ""),
    ("11(1): and of nobody else; not before Article 11 applies", "notified-body", ["annex-iii-1"], "2027-12-01", {"is_": ["simplified-form"]}, "", "", "art-11-1-sub2"),
    ("11(1): no form, no duty", "notified-body", ["annex-iii-1"], HIGH, {"is_not": ["simplified-form"]}, "", "", "art-11-1-sub2"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "roles", "systems", "day", "known", "binds", "opens", "not_"),
    SCENARIOS,
    ids=[f"{n}-{s[0].split(':')[0][:40]}" for n, s in enumerate(SCENARIOS)],
)
def test_the_text_says(library, text, roles, systems, day, known, binds, opens, not_):
    found = asked(library, roles, systems, day, **known)
    assert {i: found.get(i) for i in binds.split()} == dict.fromkeys(binds.split(), True)
    assert {i: found.get(i, False) for i in opens.split()} == dict.fromkeys(opens.split(), None)
    assert {i: found.get(i, False) for i in not_.split()} == dict.fromkeys(not_.split(), False)


def test_what_is_asked_of_no_operator_does_not_wait_for_article_6(library):
    """2(13)(a), (b): conditions of acts due by 2 August 2027; 75(1)(a)(i) to (iv): who supervises what Articles 4, 5 and 50 ask, too."""
    days = {
        i: {a.effective for a in library.requirements[f"aiact:{i}"].provision.applies}
        for i in ("art-2-13-a", "art-2-13-b", *(f"art-75-1-a-{n}" for n in ("i", "ii", "iii", "iv")))
    }
    assert days.pop("art-2-13-a") == days.pop("art-2-13-b") == {"2026-07-27"}
    assert all(day == {"2026-08-02"} for day in days.values())


# --- the table

LINES = Path(__file__).with_name("law-scenarios.tsv").read_text(encoding="utf-8").splitlines()
TABLE = list(csv.DictReader((x for x in LINES if not x.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))
LISTS = {x for x in TABLE[0] if x not in ("id", "on", "placed", "changed", "breach", "disputed", "why")}
PROVISIONS = LISTS - {"roles", "kinds", "yes", "no"}


@pytest.mark.parametrize("line", TABLE, ids=[x["id"] for x in TABLE])
def test_the_table_says(library, line):
    said = {column: [x for x in line[column].split("|") if x] for column in LISTS}
    known = {i.partition(":")[2] for i in library.requirements}
    assert not {x for column in PROVISIONS for x in said[column]} - known
    days = {"placed": line["placed"], "changed": line["changed"]}
    asked = situation(library, said["roles"], said["kinds"], is_=said["yes"], is_not=said["no"], **days)
    found = {a.provision.id.removeprefix("aiact:"): a for a in answers(library, asked, line["on"])}
    fined = punished(library, asked, line["on"], line["breach"], found)

    def value(provision):
        """Of a heading, what is said of the part that binds soonest; of a rule of standing, whether it gives the role."""
        gives = [
            a.value
            for a in found.values()
            if a.standing and a.standing.becomes and under(a.standing.provision, provision)
        ]
        parts = [a.value for a in found.values() if under(a.provision.id, provision)]
        every = [found[provision].value] if provision in found else parts + gives
        return True if True in every else None if None in every else False

    def under(inner, outer):
        return f"aiact:{outer}" in {inner, *library.above(inner)}

    for column, expected in (("binds", True), ("binds_if", None), ("binds_not", False)):
        assert {x: value(x) for x in said[column]} == dict.fromkeys(said[column], expected)
    reasons = {x: decided_by(library, asked, found[x], line["on"]) for x in said["contested"]}
    assert {x: why for x, why in reasons.items() if "disputed" not in why} == {}
    softened = [library.requirements[i] for i in fined] + [a.provision for a in found.values() if a.value is not False]
    given = {s.relief.provision for r in softened for s in reliefs(library, r, asked) if s.value}
    possible = {s.relief.provision for r in softened for s in reliefs(library, r, asked)}
    assert {f"aiact:{x}" for x in said["reliefs"]} <= given
    assert not {f"aiact:{x}" for x in said["no_reliefs"]} & possible
    assert {x for x in said["fines"] if not any(under(i, x) for i in fined)} == set()
    assert {x for x in said["no_fines"] if any(under(i, x) for i in fined)} == set()


def punished(library, asked, day, breach, found):
    """The provisions of the fines that can be imposed on that day, if a breach is named for that one."""
    live = {m.fine.provision: m.fine.breaches for m in fines(library, asked, day) if m.begins <= day}
    if not breach:
        return set(live)
    place = {f"aiact:{breach}", *library.above(f"aiact:{breach}"), *library.below(f"aiact:{breach}")}
    if not any(a.value is not False for a in found.values() if a.provision.id in place):
        return set()
    own = {i for i, breaches in live.items() if place & set(breaches)}
    return own or {i for i, breaches in live.items() if not breaches}
