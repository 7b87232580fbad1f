#!/bin/sh
# Installs speed-kings for the user who runs it: downloads the archive of one release, checks it against SHA256SUMS, and copies the
# program into a folder. Needs neither root nor anything that must be installed first.
set -eu

REPOSITORY=https://github.com/speed-kings/speed-kings

usage() {
  cat <<EOF
Installs speed-kings into a folder of yours.

  install.sh                    the latest release, into ~/.local/bin
  install.sh --version 0.1.0    this release
  install.sh --dir FOLDER       into this folder
  install.sh --target NAME      for another system than the one found (such as linux-x64-baseline)

SPEED_KINGS_RELEASES names a mirror of ${REPOSITORY}/releases.
EOF
}

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "install.sh: $*"
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }

version=
folder=
target=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help)
      usage
      exit 0
      ;;
    --version | --dir | --target)
      [ $# -ge 2 ] && [ -n "$2" ] || fail "$1 needs a value; see --help"
      case $1 in
        --version) version=${2#v} ;;
        --dir) folder=$2 ;;
        --target) target=$2 ;;
      esac
      shift 2
      ;;
    *) fail "unknown argument $1; see --help" ;;
  esac
done
[ -n "$folder" ] || folder=${HOME:?is not set: name a folder with --dir}/.local/bin
releases=${SPEED_KINGS_RELEASES:-$REPOSITORY/releases}

# Prints what is at an address, to standard output or into the file $2.
download() {
  case $1 in
    https://* | http://127.0.0.1[:/]* | http://localhost[:/]*) ;;
    *) fail "$1 is not https" ;;
  esac
  if has curl; then
    curl -fsSL --retry 2 -o "${2:--}" "$1"
  elif has wget; then
    wget -q -O "${2:--}" "$1"
  else
    fail "there is neither curl nor wget"
  fi
}

# Where the page of the latest release leads to ends with its tag.
latest_version() {
  if has curl; then
    address=$(curl -fsSLI -o /dev/null -w '%{url_effective}' "$releases/latest") || return 1
  else
    address=$(wget -S --spider "$releases/latest" 2>&1 | sed -n 's/^ *[Ll]ocation: *\([^ ]*\).*/\1/p' | tail -n 1)
  fi
  case $address in
    */tag/v*) printf '%s\n' "${address##*/tag/v}" ;;
    *) return 1 ;;
  esac
}

is_musl() {
  for loader in /lib/ld-musl-*; do
    # A machine with glibc may have a musl loader beside it.
    [ -e "$loader" ] && ! [ -e /lib64/ld-linux-x86-64.so.2 ] && ! [ -e /lib/ld-linux-aarch64.so.1 ] && return 0
  done
  return 1
}

find_target() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) fail "no program for $(uname -s) here; on Windows see $REPOSITORY/blob/main/docs/install.md" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) cpu=x64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) fail "there is no program for the processor $(uname -m)" ;;
  esac
  # A shell under Rosetta says that the machine is an Intel one.
  if [ "$os-$cpu" = darwin-x64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then
    cpu=arm64
  fi
  if [ "$os" = linux ] && is_musl; then
    printf '%s\n' "linux-$cpu-musl"
  elif [ "$os-$cpu" = linux-x64 ] && [ -r /proc/cpuinfo ] && ! grep -qw avx2 /proc/cpuinfo; then
    printf '%s\n' linux-x64-baseline
  else
    printf '%s\n' "$os-$cpu"
  fi
}

check_sum() {
  wanted=$(awk -v name="$2" '$2 == name { print $1 }' "$1/SHA256SUMS")
  [ -n "$wanted" ] || fail "SHA256SUMS does not name $2"
  if has sha256sum; then
    found=$(sha256sum "$1/$2")
  elif has shasum; then
    found=$(shasum -a 256 "$1/$2")
  else
    fail "there is neither sha256sum nor shasum, so the download cannot be checked"
  fi
  [ "${found%% *}" = "$wanted" ] || fail "$2 has the wrong checksum: nothing was installed"
}

[ -n "$target" ] || target=$(find_target)
[ -n "$version" ] || version=$(latest_version) || fail "cannot find the latest release at $releases: name one with --version"
case $version in
  *[!0-9A-Za-z.+-]*) fail "$version is not a version" ;;
esac
case $target in
  *[!0-9a-z-]* | windows-*) fail "$target is no system that this script installs for" ;;
esac

name=speed-kings-$version-$target
say "Downloading $name.tar.gz from $releases"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
for file in SHA256SUMS "$name.tar.gz"; do
  download "$releases/download/v$version/$file" "$work/$file" || fail "cannot download $file of version $version"
done
check_sum "$work" "$name.tar.gz"
say "The checksum is right."
tar -xzf "$work/$name.tar.gz" -C "$work"

mkdir -p "$folder" || fail "cannot make $folder: name another with --dir"
# First beside the old one, then over it: a program that runs is not disturbed, and there is always a whole one.
cp "$work/$name/speed-kings" "$folder/.speed-kings.new" || fail "cannot write to $folder: name another with --dir"
chmod 755 "$folder/.speed-kings.new"
mv -f "$folder/.speed-kings.new" "$folder/speed-kings"

if ! "$folder/speed-kings" --version >&2; then
  case $target in
    *-musl) say "It is there, but does not start. It needs libstdc++: apk add libstdc++" ;;
    *) say "It is there, but does not start: is $target the right system? See --target" ;;
  esac
  exit 1
fi
say "Installed $folder/speed-kings. Try: speed-kings demo"
case :${PATH:-}: in
  *":$folder:"*) ;;
  *) say "$folder is not in your PATH. Add this line to the start-up file of your shell: export PATH=\"$folder:\$PATH\"" ;;
esac
