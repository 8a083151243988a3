#!/bin/sh
# For any other CI: plan on a change, apply what was planned on the main branch.
#
#   plain.sh plan  OUT          save the plan, and show it
#   plain.sh apply OUT DIGEST   apply the plan in OUT, if it has this digest
#   plain.sh drift OUT          fail where live differs from the files
#   plain.sh fork OUT           compare with the base alone: no token, no network
#
# OUT is a folder that your CI keeps from the first job to the second. Let one apply an
# account run at a time (your CI's lock or queue), give only that job the token that
# may write, and put a person before it. wa-sync reads its options from WA_SYNC_*
# (WA_SYNC_ACCOUNT, WA_SYNC_DIRECTORY …) and its token from MATON_API_KEY.
set -eu

command=${1:?plan, apply, drift or fork}
out=${2:?a folder for the plan}
mkdir -p "$out"

# options may be relative to another folder
out=$(cd "$out" && pwd)

case $command in
  plan)
    # clone with the history: causes are told from where the change starts
    exec wa-sync plan --out "$out/plan.json" -o text -o "markdown=$out/plan.md"
    ;;
  apply)
    digest=${3:?the digest that was reviewed}
    exec wa-sync apply --yes --expect-digest "$digest" \
      -o text -o "json=$out/report.json" --events "$out/events.ndjson" "$out/plan.json"
    ;;
  drift)
    exec wa-sync drift -o text -o "json=$out/drift.json"
    ;;
  fork)
    exec wa-sync plan --offline -o text -o "markdown=$out/plan.md"
    ;;
  *)
    echo "plain.sh: there is no command $command" >&2
    exit 64
    ;;
esac
