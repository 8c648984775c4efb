#!/bin/sh
# Make one GitHub issue per file of this folder, in order: sh create-issues.sh --repo OWNER/NAME
# It needs gh (https://cli.github.com), logged in, and passes its options on. What was made is noted in created.txt, so
# that a second run goes on where the first one stopped; needs become links to the issues that were made before.
set -eu
cd "$(dirname "$0")"
made=created.txt
touch "$made"
for file in [0-9]*.md; do
    # The number may be another one when the list is made anew; the rest of the name stays.
    item=${file#*-}
    if grep -q "^$item " "$made"; then continue; fi
    title=$(sed -n '2{s/^title: "//;s/"$//;s/\\\(["\\]\)/\1/g;p;}' "$file")
    labels=$(sed -n '3s/^labels: //p' "$file")
    for label in $(echo "$labels" | tr , ' '); do
        # One that is there already is as good.
        gh label create "$label" "$@" >/dev/null 2>&1 || true
    done
    links=$(sed 's/\(.*\) \(.*\)/s|]([0-9]*-\1)|](\2)|/' "$made")
    url=$(sed 1,5d "$file" | sed "$links" | gh issue create "$@" --title "$title" --label "$labels" --body-file -)
    echo "$item $url" | tee -a "$made"
done
