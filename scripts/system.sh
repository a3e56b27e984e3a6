# Read by the other scripts: how they speak, and how they ask Debian for what Python cannot bring.

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# True when the packages are there at the end. Only root on a Debian kind of system can make it so.
install_packages() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        say "Missing on this system: $*. As this user is not root (or there is no apt-get), nothing was installed."
        return 1
    fi
    say "Installing with apt: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt_quietly install --yes --no-install-recommends "$@" && return
    # The first try fails on a machine whose lists were never fetched.
    apt_quietly update && apt_quietly install --yes --no-install-recommends "$@"
}

apt_quietly() {
    apt-get -qq -o=Dpkg::Use-Pty=0 "$@" >/dev/null
}
