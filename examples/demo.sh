#!/bin/sh
# What `make demo` shows: plan, apply and plan again, on a sandbox of its own.
set -eu
wa_sync=$1
examples=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp "$examples/templates.yaml" .

say() { printf '\n\033[1m$ wa-sync %s\033[0m\n' "$*"; }

say plan --sandbox templates.yaml
"$wa_sync" plan --sandbox templates.yaml
say apply --sandbox --yes templates.yaml
"$wa_sync" apply --sandbox --yes --output json=report.json templates.yaml
say plan --sandbox --detailed-exitcode templates.yaml
"$wa_sync" plan --sandbox --detailed-exitcode templates.yaml
