#!/usr/bin/env bash
# Make .venv hold exactly what uv.lock says.
#   scripts/install.sh runtime   the product alone, with the extras for analysis, papers and photographs
#   scripts/install.sh test      the product, the tools of the builders, and the peers of the tests where they build
# Safe to run again at any moment. Needs Python 3.11 or newer; asks apt for the rest when it is root.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/system.sh
. scripts/system.sh

purpose="${1:?runtime or test}"
uv_version=0.13.9

main() {
    local python uv
    python="$(find_python)"
    uv="$(find_uv "$python")"
    export UV_PYTHON_DOWNLOADS=never
    case "$purpose" in
        runtime)
            # Eight nodes that each compile the same modules at start would be slow the first time.
            sync "$uv" "$python" --no-default-groups --extra analysis --extra paper --extra photograph --inexact --compile-bytecode
            .venv/bin/python -m compileall -q src
            ;;
        test)
            if peers_can_build; then
                sync "$uv" "$python" --extra analysis --extra paper --extra photograph --group peers
            else
                say "The library of FollowTheMoney is not installed: its ICU binding is built from source and needs" \
                    "g++, pkg-config and libicu-dev. The tests that compare with it will be skipped."
                sync "$uv" "$python" --extra analysis --extra paper --extra photograph
            fi
            ;;
        *) fail "scripts/install.sh takes runtime or test, not $purpose." ;;
    esac
}

find_python() {
    local candidate
    # The environment that is there is kept: another Python would make uv build it anew.
    for candidate in "${PYTHON:-}" .venv/bin/python python3 python3.13 python3.12 python3.11; do
        [ -n "$candidate" ] || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        command -v "$candidate"
        return
    done
    fail "No Python 3.11 or newer was found. Install one (on Debian 12: apt-get install python3)," \
        "or name it: make install PYTHON=/path/to/python3."
}

# uv reads uv.lock and is pinned, because another version may understand the file differently. The one on PATH
# serves when it is as new; otherwise the pinned one goes into .tools, beside the product and never inside it.
find_uv() {
    local python="$1" found
    if found="$(command -v uv)" && at_least "$uv_version" "$(uv --version | cut -d' ' -f2)"; then
        echo "$found"
        return
    fi
    local tools=".tools/uv-$uv_version"
    if [ ! -x "$tools/bin/uv" ]; then
        say "Installing uv $uv_version into $tools."
        make_environment "$python" "$tools"
        "$tools/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$uv_version" >&2
    fi
    echo "$tools/bin/uv"
}

make_environment() {
    local python="$1" folder="$2"
    rm -rf "$folder"
    mkdir -p "$(dirname "$folder")"
    # Debian ships venv without ensurepip until python3-venv is installed.
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "$("$python" -c 'import sys; print(f"python3.{sys.version_info.minor}-venv")')" ||
            fail "$python cannot make a virtual environment. Ask an administrator for: apt-get install python3-venv"
    fi
    "$python" -m venv "$folder"
}

at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort --version-sort | head -n 1)" = "$1" ]
}

peers_can_build() {
    have_peers_tools || install_packages g++ pkg-config libicu-dev python3-dev && have_peers_tools
}

have_peers_tools() {
    command -v g++ >/dev/null && command -v pkg-config >/dev/null && pkg-config --exists icu-i18n
}

sync() {
    local uv="$1" python="$2"
    shift 2
    "$uv" sync --quiet --locked --python "$python" "$@" ||
        fail "The packages of uv.lock could not be installed; what was there before is still usable." \
            "The lines above name the package. Check the network and run the same command again."
}

main
