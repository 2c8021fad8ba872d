#!/bin/sh
# Tests the console's pages in a browser, over the demonstration. Expects bin/tarn, Node 20 and Chromium.
set -eu

cd "$(dirname "$0")/.."
if ! command -v node >/dev/null; then
	echo "The tests of the console's pages need Node 20 or newer: apt-get install nodejs npm" >&2
	exit 1
fi
cd web
[ -d node_modules/playwright-core ] || npm ci --no-fund --no-audit
exec nice -n 15 node --test --test-reporter=spec test/browser.test.mjs
