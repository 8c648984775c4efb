#!/usr/bin/env bash
# Check a workspace, and report what has changed in it since a commit. Everything comes by the environment, and nothing of it
# is ever run as a command:
#
#   WORKSPACE            folder with assessment.yaml and plan.yaml
#   BASE                 commit to report against; empty: only check
#   PROGRAM              the fundable program; empty: the one that the action has built
#   GITHUB_STEP_SUMMARY  file to which Markdown is added
#
# Ends with the exit code of `fundable check`, else with that of `fundable report`.
set -uo pipefail

workspace=${WORKSPACE:-.}
program=${PROGRAM:-${RUNNER_TEMP:-/tmp}/fundable/bin/fundable}
summary=${GITHUB_STEP_SUMMARY:-/dev/stdout}

# As code, so that nothing in it is taken for Markdown.
as_code() {
    sed 's/^/    /'
}

said=$("$program" check --color never -- "$workspace" 2>&1)
code=$?
printf '%s\n' "$said"
{
    printf '## Check\n\n'
    printf '%s\n' "$said" | as_code
    printf '\n'
} >>"$summary"
[ "$code" -eq 0 ] || exit "$code"
[ -n "${BASE:-}" ] || exit 0

before=$(mktemp)
trap 'rm -f "$before"' EXIT
# `./` makes the path one of the folder, whatever the root of the repository is.
if ! git -C "$workspace" cat-file blob "$BASE:./assessment.yaml" >"$before" 2>/dev/null; then
    printf '## Report\n\nThe base of this change has no assessment that could be compared.\n' >>"$summary"
    exit 0
fi
if cmp -s "$before" "$workspace/assessment.yaml"; then
    printf '## Report\n\nThe assessment is as it was.\n' >>"$summary"
    exit 0
fi
said=$("$program" report --quiet --color never --before "$before" --format md --out - -- "$workspace" 2>&1)
code=$?
if [ "$code" -eq 0 ]; then
    printf '%s\n' "$said" >>"$summary"
else
    printf '%s\n' "$said"
    {
        printf '## Report\n\n'
        printf '%s\n' "$said" | as_code
    } >>"$summary"
fi
exit "$code"
