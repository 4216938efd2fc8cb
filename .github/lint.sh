#!/usr/bin/env bash
# Runs aims-graph lint on the files of action.yml: FILES (patterns, one a line), AT_LEAST, SARIF; AIMS_GRAPH_CONTENT is read by aims-graph itself.
set -uo pipefail
shopt -s globstar nullglob
run="${AIMS_GRAPH:-$RUNNER_TEMP/aims-graph/bin/aims-graph}"

files=()
while IFS= read -r pattern; do
  pattern="${pattern#"${pattern%%[![:space:]]*}"}"
  pattern="${pattern%"${pattern##*[![:space:]]}"}"
  [ -z "$pattern" ] && continue
  if [ -e "$pattern" ]; then
    files+=("$pattern")
    continue
  fi
  found=()
  while IFS= read -r name; do found+=("$name"); done < <(compgen -G "$pattern")
  if [ ${#found[@]} -eq 0 ]; then
    echo "::error::No file is called '$pattern'."
    exit 2
  fi
  files+=("${found[@]}")
done <<<"$FILES"
if [ ${#files[@]} -eq 0 ]; then
  echo "::error::No file is named: write one a line under 'files'."
  exit 2
fi

"$run" lint "${files[@]}" --at-least "$AT_LEAST" --output "$SARIF"
code=$?
if [ -f "$SARIF" ]; then echo "sarif=$SARIF" >>"$GITHUB_OUTPUT"; fi
echo "exit-code=$code" >>"$GITHUB_OUTPUT"
# The log is for the code host, the lines for whoever reads the job.
[ "$code" -eq 0 ] || "$run" lint "${files[@]}" --at-least "$AT_LEAST"
exit "$code"
