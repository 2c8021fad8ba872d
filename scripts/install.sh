#!/bin/sh
# Installs bin/tarn with its completions, licences and, on Linux, its systemd unit. PREFIX is where it will run from, DESTDIR is
# put before every path, as packagers expect.
set -eu

cd "$(dirname "$0")/.."
prefix=${PREFIX:-/usr/local}
root=${DESTDIR:-}$prefix

put() { # put MODE FROM TO
	mkdir -p "$(dirname "$3")"
	install -m "$1" "$2" "$3"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

put 755 bin/tarn "$root/bin/tarn"
put 644 LICENSE "$root/share/licenses/tarn/LICENSE"
put 644 NOTICE "$root/share/licenses/tarn/NOTICE"
bin/tarn completion bash >"$work/bash"
bin/tarn completion zsh >"$work/zsh"
bin/tarn completion fish >"$work/fish"
put 644 "$work/bash" "$root/share/bash-completion/completions/tarn"
put 644 "$work/zsh" "$root/share/zsh/site-functions/_tarn"
put 644 "$work/fish" "$root/share/fish/vendor_completions.d/tarn.fish"
if [ "$(uname -s)" = Linux ]; then
	sed "s|/usr/local/bin/|$prefix/bin/|" packaging/tarn.service >"$work/unit"
	put 644 "$work/unit" "$root/lib/systemd/system/tarn.service"
	put 644 packaging/tarn.sysusers "$root/lib/sysusers.d/tarn.conf"
fi
echo "installed $root/bin/tarn"
