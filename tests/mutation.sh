#!/usr/bin/env bash
# Measures whether the unit tests notice faults. Stryker builds the faults into the client, and a program then switches them on, one by one.
# Usage: mutation.sh [folder...] measures all folders or some of them; mutation.sh --go-on finishes a run that was ended.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/StrykerOutput/mutation
export DOTNET_NOLOGO=1 RunAnalyzers=false

if [ "${1:-}" != --go-on ]; then
  rm -rf "$work" && mkdir -p "$work"
  folders=()
  for folder in "$@"; do folders+=(--mutate "$folder/**/*.cs"); done
  dotnet tool restore
  dotnet publish tests/PartnerCenter.Referrals.Mutation -c Debug -o "$work/program" -v quiet
  # The project then has one test, which keeps the assembly with the faults.
  (cd tests/PartnerCenter.Referrals.Tests &&
    MutationTests=true MUTANTS="$work/PartnerCenter.Referrals.dll" dotnet stryker -O "$work" "${folders[@]}")
  cp "$work/PartnerCenter.Referrals.dll" "$work/program/"
fi

"$work/program/PartnerCenter.Referrals.Mutation" measure "$work/reports/mutation-report.json" "$work"
