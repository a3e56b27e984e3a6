#!/usr/bin/env bash
# Build the wheel, the source archive and the CycloneDX bill of materials into dist/.
# Two builds of one commit must be the same bytes: a release that cannot be repeated is not published.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/system.sh
. scripts/system.sh

[ -z "$(git status --porcelain)" ] || fail "There are changes that are not committed. Commit or put them aside first."
uv="$(command -v uv || compgen -G '.tools/uv-*/bin/uv' | tail -n 1)" || fail "uv is missing: run make install first."
SOURCE_DATE_EPOCH="$(git log -1 --format=%ct)"
export SOURCE_DATE_EPOCH

again="$(mktemp -d)"
trap 'rm -rf "$again"' EXIT
rm -rf dist
"$uv" build --quiet --out-dir dist
"$uv" build --quiet --out-dir "$again"
for file in dist/*.whl dist/*.tar.gz; do
    cmp --silent "$file" "$again/$(basename "$file")" ||
        fail "$file differs between two builds of the same commit; nothing should be published."
done
"$uv" export --quiet --locked --no-default-groups --format cyclonedx1.5 --output-file dist/passerelle.cdx.json
(cd dist && sha256sum -- *.whl *.tar.gz *.json >SHA256SUMS && cat SHA256SUMS)
