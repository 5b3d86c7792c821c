# Sourced by deploy/up and tests/run: each function makes sure of one thing, or says in one line what to do.

fail() { echo "$1" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo "$@"
  else return 1
  fi
}

# know_packages WHAT: fetches Debian's list of packages, once a run; WHAT is what the reader has to install where that cannot be done.
know_packages() {
  command -v apt-get >/dev/null 2>&1 || fail "Please install: $1 (this machine has no apt-get)."
  [ -z "${apt_updated:-}" ] || return 0
  echo "Fetching the list of packages …"
  as_root apt-get update -qq >/dev/null || fail "Please run as root, or install: $1"
  apt_updated=1
}

# install PACKAGE…: from Debian. A package must not start a service of its own: the platform runs private servers.
install() {
  know_packages "$*"
  echo "Installing $* …"
  local policy=/usr/sbin/policy-rc.d made=
  if [ "$(id -u)" = 0 ] && [ ! -e "$policy" ]; then printf '#!/bin/sh\nexit 101\n' > "$policy"; chmod +x "$policy"; made=1; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || { [ -z "$made" ] || rm -f "$policy"; fail "Please install: $*"; }
  [ -z "$made" ] || rm -f "$policy"
}

# need_package PACKAGE PROGRAM: the program may lie outside the path, as Debian's servers do.
need_package() {
  case "$2" in
    initdb) compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || [ -n "${PEERSUPPORT_DATABASE:-}" ] || install "$1" ;;
    rabbitmq-server) [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || [ -n "${PEERSUPPORT_RABBITMQ:-}" ] || install "$1" ;;
    *) command -v "$2" >/dev/null 2>&1 || install "$1" ;;
  esac
}

# ICU is what .NET normalises text with; without it not even the SDK starts. The package's name holds its version.
need_icu() {
  ldconfig -p 2>/dev/null | grep -q libicuuc && return 0
  know_packages "ICU (libicu72 in Debian 12)"
  install "$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)"
}

need_dotnet() {
  need_icu
  command -v dotnet >/dev/null 2>&1 && dotnet --version >/dev/null 2>&1 || fail "Please install the .NET 10 SDK (https://dotnet.microsoft.com/download)."
}

need_node() {
  local major
  major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/') || major=0
  if [ "${major:-0}" -lt 18 ] || ! command -v npm >/dev/null 2>&1; then install nodejs npm; fi
}

# build WHAT: in Release. Unchanged sources are not built again, because even a build that finds nothing to do takes its time: the names, times and sizes
# of everything that is built are compared with those of the last build that succeeded.
build() {
  local note=".local/built/$(basename "$1")" now
  now=$(find "$1" Directory.*.props global.json PeerSupport.sln .editorconfig services gateway deploy tests \( -name bin -o -name obj -o -name node_modules -o -name islands -o -name .local \) -prune \
    -o -type f -printf '%p %T@ %s\n' | sort | sha256sum)
  [ "$now" != "$(cat "$note" 2>/dev/null)" ] || [ ! -e deploy/local/bin/Release/net10.0/PeerSupport.Local.dll ] || return 0
  echo "Building $1 …"
  dotnet build "$1" --configuration Release --verbosity quiet --nologo -clp:ErrorsOnly
  mkdir -p "$(dirname "$note")"
  echo "$now" > "$note"
}
