#!/usr/bin/env bash
# The body of the GitHub Action (action.yml). All that it is told comes from the environment.
set -uo pipefail

folder="${REPORT_FOLDER:?}"
mkdir -p "$folder"
report="$folder/report.json"
words=("${COMMAND:-benchmark}")
while IFS= read -r line; do
  [[ -n $line ]] && words+=("$line")
done <<<"${ARGUMENTS:-}"
while IFS= read -r line; do
  [[ -n $line ]] && words+=(--fail-if "$line")
done <<<"${FAIL_IF:-}"

speed-kings "${words[@]}" --no-progress --export "$report,$folder/report.md,$folder/report.html"
status=$?
[[ -s $folder/report.md ]] && cat "$folder/report.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
[[ -s $report ]] && echo "report=$report" >>"${GITHUB_OUTPUT:-/dev/null}"

if [[ -n ${BASELINE:-} && -s $report ]]; then
  gates=()
  while IFS= read -r line; do
    [[ -n $line ]] && gates+=(--fail-if "$line")
  done <<<"${COMPARE_FAIL_IF:-}"
  # Writes the job summary and annotations itself.
  speed-kings compare "$BASELINE" "$report" ${gates[@]+"${gates[@]}"} --github
  compared=$?
  [[ $status -eq 0 ]] && status=$compared
fi
exit "$status"
