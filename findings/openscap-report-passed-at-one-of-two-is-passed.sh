#!/usr/bin/env bash
# Package: openscap-report 1.0.0 (PyPI)
#
# One would guess: a report of XCCDF results tells each of them. XCCDF 1.2 (NISTIR 7275 r4) lets a rule with multiple="true" have one rule-result for
# each instance, which the instance element names, and puts the value that was in force in the place of sub in a title.
# What happens: of the results of a rule the last one is left. A rule that failed at the first system and passed at the second is "pass"; the other way round
# it is "fail"; the instances are not named. Of the title "Logs kept for 12 months" is left "Logs kept for ". No warning of it, exit code 0.
# Why it matters: the report is what an auditor is handed. Whether a control is met depends on which system was looked at last.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv venv
venv/bin/pip install -qq --no-compile openscap-report==1.0.0

result() { echo "<rule-result idref=\"xccdf_org.example_rule_logs\" severity=\"high\" weight=\"1.0\" time=\"2026-08-02T10:01:00Z\"><result>$2</result>
 <instance context=\"system\">$1</instance></rule-result>"; }
results() { cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="xccdf_org.example_benchmark_logs" resolved="1">
<status date="2026-08-02">accepted</status><title>Logs</title><version>1</version>
<Profile id="xccdf_org.example_profile_high"><title>High risk</title><select idref="xccdf_org.example_rule_logs" selected="true"/></Profile>
<Value id="xccdf_org.example_value_months" type="number"><title>Months</title><value>6</value></Value>
<Rule id="xccdf_org.example_rule_logs" selected="true" severity="high" multiple="true">
 <title>Logs kept for <sub idref="xccdf_org.example_value_months" use="value"/> months</title><description>Logs.</description></Rule>
<TestResult id="xccdf_org.example_testresult_logs" start-time="2026-08-02T10:00:00Z" end-time="2026-08-02T10:05:00Z" version="1">
<benchmark href="logs.xml" id="xccdf_org.example_benchmark_logs"/><title>Logs</title><profile idref="xccdf_org.example_profile_high"/><target>two systems</target>
<set-value idref="xccdf_org.example_value_months">12</set-value>
$(result "$1" "$2") $(result "$3" "$4")
<score system="urn:xccdf:scoring:default" maximum="100">50</score></TestResult></Benchmark>
XML
}
results A fail B pass > first.xml
results B pass A fail > second.xml
cat > probe.py <<'PY'
import json
from importlib.metadata import version

print("openscap-report", version("openscap-report"))
for title, name in (("A fails, B passes", "first"), ("B passes, A fails", "second")):
    for rule in json.load(open(f"{name}.json"))["rules"].values():
        print(f"  {title}: {rule['result']}, title {rule['title']!r}")
PY
for name in first second; do venv/bin/oscap-report -f JSON -o "$name.json" "$name.xml" 2>/dev/null || echo "exit code $?"; done
venv/bin/python probe.py | tee seen.txt
diff seen.txt - <<'EXPECTED'
openscap-report 1.0.0
  A fails, B passes: pass, title 'Logs kept for '
  B passes, A fails: fail, title 'Logs kept for '
EXPECTED
echo "as recorded: the last instance decides"
