#!/usr/bin/env bash
# Builds the desk's scripts, styles, icons and fonts from their locked sources and compares them with what is
# committed. Needs Node 20 or newer; a fresh machine that only runs the desk needs neither.
set -euo pipefail
cd "$(dirname "$0")/.."
npm ci --no-fund --no-audit --loglevel=error
npm run --silent build
if [ -n "$(git status --porcelain -- src/passerelle/desk/static)" ]; then
  git --no-pager diff --stat -- src/passerelle/desk/static
  echo "The committed assets are not what the build makes: commit what it made now."
  exit 1
fi
echo "The committed assets are what the build makes."
