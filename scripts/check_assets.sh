#!/usr/bin/env bash
# Builds the desk's scripts, styles, icons and fonts from their locked sources and compares them with what is
# committed. Needs Node 20 or newer; where it is missing nothing is compared, and this is said.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/system.sh
. scripts/system.sh

if ! command -v npm >/dev/null || [ "$(node --version | tr -dc '0-9.' | cut -d. -f1)" -lt 20 ]; then
  say "Node 20 or newer is not installed: the assets of the desk were not built again and compared."
  exit 0
fi
# npm leaves this file when it has installed everything, and not before.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  npm ci --no-fund --no-audit --loglevel=error >/dev/null
fi
npm run --silent build
if [ -n "$(git status --porcelain -- src/passerelle/desk/static)" ]; then
  git --no-pager diff --stat -- src/passerelle/desk/static
  echo "The committed assets are not what the build makes: commit what it made now."
  exit 1
fi
echo "The committed assets are what the build makes."
