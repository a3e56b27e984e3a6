#!/usr/bin/env bash
# Bring what the test suite drives and Python cannot install: a real PostgreSQL, a real browser, a reader of
# letters, and the tool that ends a node at a chosen system call. Quick when all are there. Refuses, rather than letting the suite skip the half it cannot run.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/system.sh
. scripts/system.sh

have_postgresql() {
    command -v postgres >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null
}

have_browser() {
    command -v chromium >/dev/null || command -v google-chrome >/dev/null
}

# The suite starts its own server on loopback as an ordinary user: Debian's automatic cluster is not wanted.
install_postgresql() {
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    install_packages postgresql
}

have_postgresql || { [ "$(id -u)" -eq 0 ] && install_postgresql; } || fail \
    "The tests run on PostgreSQL as well as on SQLite, and no server was found." \
    "Ask an administrator for: apt-get install postgresql"
# The same browser without its own windows takes half the time; the whole one does where it is not to be had.
command -v chromium-headless-shell >/dev/null || install_packages chromium-headless-shell || have_browser ||
    install_packages chromium || fail \
    "The screens are tested in a real browser, and none was found." \
    "Ask an administrator for: apt-get install chromium-headless-shell"
command -v tesseract >/dev/null || install_packages tesseract-ocr || fail \
    "Zones are read from photographs with Tesseract, and it was not found." \
    "Ask an administrator for: apt-get install tesseract-ocr"
[ -e /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf ] || install_packages fonts-dejavu-core || fail \
    "The photographs of the tests are drawn with DejaVu Sans Mono, and it was not found." \
    "Ask an administrator for: apt-get install fonts-dejavu-core"
command -v strace >/dev/null || install_packages strace || fail \
    "Nodes are ended at each of their system calls to see that nothing is lost, and strace was not found." \
    "Ask an administrator for: apt-get install strace"
