#!/bin/sh
# Checks that Go and a C++ toolchain are there: DuckDB is linked as a static library that needs libstdc++. If something is
# missing, it prints what, and the one command that installs it on this system, and exits with 1.
set -eu

cd "$(dirname "$0")/.."
PATH=$PATH:/usr/local/go/bin # where go.dev's archive goes; the Makefile looks there, too

want=$(sed -n 's/^go //p' go.mod) # as in 1.26.0
system=$(uname -s)
machine=$(uname -m)

# at_least A B: whether version A is B or newer, by its first two numbers.
at_least() {
	a1=${1%%.*} a2=${1#*.} b1=${2%%.*} b2=${2#*.}
	a2=${a2%%[!0-9]*} b2=${b2%%[!0-9]*}
	[ "$a1" -gt "$b1" ] || { [ "$a1" -eq "$b1" ] && [ "${a2:-0}" -ge "${b2:-0}" ]; }
}

# go_suffices: Go from 1.21 on fetches the toolchain that go.mod asks for, so the answer is go's own.
go_suffices() {
	command -v go >/dev/null 2>&1 || return 1
	version=$(go version 2>/dev/null) || return 1
	version=${version#go version go}
	version=${version%% *}
	case $version in [0-9]*) ;; *) return 0 ;; esac # a development version
	at_least "$version" "$want" || return 1
}

cxx_suffices() {
	for compiler in ${CXX:-} c++ g++ clang++; do
		command -v "$compiler" >/dev/null 2>&1 || continue
		work=$(mktemp -d)
		printf '#include <string>\nint main() { return std::string("tarn").empty(); }\n' >"$work/t.cc"
		if "$compiler" -o "$work/t" "$work/t.cc" >/dev/null 2>&1; then
			rm -r "$work"
			return 0
		fi
		rm -r "$work"
	done
	return 1
}

# go calls the C compiler by the name that it was built with, which is not always there.
cc_suffices() {
	[ -n "${CC:-}" ] || command -v gcc >/dev/null 2>&1 || command -v cc >/dev/null 2>&1 || command -v clang >/dev/null 2>&1
}

if [ "$system" = Linux ] && ls /lib/ld-musl-* >/dev/null 2>&1 && ! ls /lib*/ld-linux-* >/dev/null 2>&1; then
	cat >&2 <<-EOF
		Tarn cannot be built on this system: DuckDB's static libraries need glibc, and this system has musl.
		Build it on a glibc system, or in a container: docker build -f packaging/Dockerfile .
	EOF
	exit 1
fi

need_go= need_cxx=
go_suffices || need_go=yes
{ cxx_suffices && cc_suffices; } || need_cxx=yes
[ -n "$need_go$need_cxx" ] || exit 0

missing=
if [ -n "$need_go" ]; then
	missing="Go $want or newer"
	if [ -n "${version:-}" ]; then
		missing="$missing (this is Go $version)"
	fi
fi
if [ -n "$need_cxx" ]; then
	missing="${missing:+$missing, and }a C++ compiler with its standard library (DuckDB needs libstdc++)"
fi

sudo=
[ "$(id -u)" = 0 ] || sudo='sudo '

# from_go_dev is the command that installs Go where the system's own packages are too old, or there are none.
from_go_dev() {
	case $machine in
	x86_64 | amd64) arch=amd64 ;;
	aarch64 | arm64) arch=arm64 ;;
	*) arch=$machine ;;
	esac
	os=$(echo "$system" | tr '[:upper:]' '[:lower:]')
	if [ -d /usr/local/go ]; then printf '%srm -rf /usr/local/go && ' "$sudo"; fi
	printf 'curl -fsSL https://go.dev/dl/go%s.%s-%s.tar.gz | %star -C /usr/local -xz' "$want" "$os" "$arch" "$sudo"
	# An older Go elsewhere must not be found first; /usr/local/go/bin is looked into last.
	# shellcheck disable=SC2016 # for the reader's shell
	if command -v go >/dev/null 2>&1; then printf ' && export PATH=/usr/local/go/bin:$PATH'; fi
}

# offered VERSION: whether the system's package of Go suffices.
offered() { [ -n "$1" ] && at_least "$1" "$want"; }

join() { if [ -n "$1" ] && [ -n "$2" ]; then printf '%s && %s' "$1" "$2"; else printf '%s' "$1$2"; fi; }

packages= rest=
if [ "$system" = Darwin ]; then
	if [ -n "$need_cxx" ]; then rest='xcode-select --install'; fi
	if [ -n "$need_go" ]; then
		if command -v brew >/dev/null 2>&1; then rest=$(join "$rest" 'brew install go'); else rest=$(join "$rest" "$(from_go_dev)"); fi
	fi
	command=$rest
elif command -v apt-get >/dev/null 2>&1; then
	if [ -n "$need_cxx" ]; then packages='g++'; fi
	if [ -n "$need_go" ]; then
		if offered "$(apt-cache show golang-go 2>/dev/null | sed -n 's/^Version: [0-9]*:*\([0-9.]*\).*/\1/p' | head -n 1)"; then
			packages="golang-go${packages:+ $packages}"
		else
			command -v curl >/dev/null 2>&1 || packages="ca-certificates curl${packages:+ $packages}"
			rest=$(from_go_dev)
		fi
	fi
	command=$(join "${packages:+${sudo}apt-get update && ${sudo}apt-get install -y $packages}" "$rest")
elif command -v dnf >/dev/null 2>&1; then
	if [ -n "$need_cxx" ]; then packages='gcc-c++'; fi
	if [ -n "$need_go" ]; then
		if offered "$(dnf -q info golang 2>/dev/null | sed -n 's/^Version *: //p' | tail -n 1)"; then
			packages="golang${packages:+ $packages}"
		else
			rest=$(from_go_dev)
		fi
	fi
	command=$(join "${packages:+${sudo}dnf install -y $packages}" "$rest")
elif command -v pacman >/dev/null 2>&1; then
	command="${sudo}pacman -Sy --needed ${need_go:+go }${need_cxx:+gcc}"
elif command -v brew >/dev/null 2>&1; then
	command="brew install ${need_go:+go }${need_cxx:+gcc}"
elif command -v apk >/dev/null 2>&1; then
	command="${sudo}apk add ${need_go:+go }${need_cxx:+g++}"
else
	if [ -n "$need_go" ]; then command=$(from_go_dev); else command="your system's package manager, for the package g++ or clang"; fi
fi

{
	echo "Tarn is built from source and needs $missing."
	echo "This installs what is missing:"
	echo
	echo "    $command"
	echo
} >&2
exit 1
