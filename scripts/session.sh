#!/bin/sh
# Runs README.md's first session in a folder of its own and puts what is printed between the session marks, so that the README
# shows what the program really says. Expects bin/tarn.
set -eu

cd "$(dirname "$0")/.."
root=$PWD
home=$(mktemp -d)
out=$(mktemp)
trap 'rm -rf "$home" "$out"' EXIT

export PATH="$root/bin:$PATH" HOME="$home" COLUMNS=110
unset XDG_DATA_HOME TARN_DATA TARN_CONFIG TARN_SERVER 2>/dev/null || true
cd "$home"

# type COMMAND runs it as a person would have typed it.
type() {
	printf '$ %s\n' "$1" >>"$out"
	sh -c "$1" >"$home/.said" 2>&1 || true
	sed "s|$home|/home/you|g; s/[[:space:]]*\$//" "$home/.said" >>"$out"
	rm "$home/.said"
	echo >>"$out"
}

type 'tarn demo logs'
type 'tarn import logs'
type 'tarn import logs'
type "tarn query \"SELECT eventName, count(*) AS events FROM cloudtrail GROUP BY eventName ORDER BY events DESC LIMIT 5\""
type "tarn query \"SELECT sourceIPAddress, count(*) AS failed, max(eventTime) AS latest FROM cloudtrail
  WHERE eventName = 'ConsoleLogin' AND element_at(responseElements, 'ConsoleLogin') = 'Failure'
  GROUP BY sourceIPAddress ORDER BY failed DESC\""
type 'tarn quarantine list'
type 'tarn store list'
type 'tarn verify'

cd "$root"
awk -v said="$out" '
	/^<!-- session -->/ {
		print; print "```console"
		while ((getline line < said) > 0) lines[++n] = line
		while (n > 0 && lines[n] == "") n--
		for (i = 1; i <= n; i++) print lines[i]
		print "```"; skip = 1; next
	}
	/^<!-- \/session -->/ { skip = 0 }
	!skip { print }
' README.md >"$home/README.md"
cat "$home/README.md" >README.md
