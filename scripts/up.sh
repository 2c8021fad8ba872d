#!/bin/sh
# Makes the demonstration under data/demo, or finds it there, answers five questions about it, and serves it: the address of the console is
# printed last. Expects bin/tarn. The port is 8901, and those of TARN_LISTEN and TARN_CONSOLE, as in 127.0.0.1:9900, where they are given.
set -eu

cd "$(dirname "$0")/.."
logs=data/demo/logs
lake=data/demo/lake
tarn=bin/tarn

if ! grep -q '"complete": true' "$logs/truth.json" 2>/dev/null; then
	echo "Writing a demonstration organisation's CloudTrail logs to $logs"
	# It ends today, so that what is recent is so.
	"$tarn" demo "$logs" --end "$(date -u +%Y-%m-%d)"
fi
if [ ! -e "$lake/tarn.yaml" ]; then
	mkdir -p "$lake"
	# The address that the demonstration's people sign in from, and what they call their accounts.
	cat >"$lake/tarn.yaml" <<-'EOF'
		alerts:
		  parameters:
		    console_signin_not_allowed: {allowed_addresses: [203.0.113.10]}
		accounts:
		  "111122223333": miru-management
		  "222233334444": miru-log-archive
		  "333344445555": miru-production
		  "444455556666": miru-staging
		  "555566667777": miru-development
		  "666677778888": miru-security
	EOF
fi
echo "Importing $logs into $lake"
# The logs hold a forged record on purpose. It goes to quarantine, and the import says so with status 3.
"$tarn" --data "$lake" import "$logs" || [ $? -eq 3 ]

n=0
ask() { # ask QUESTION SQL
	n=$((n + 1))
	printf '\nDEMO %d. %s\n\n' "$n" "$1"
	printf '%s\n' "$2" | sed 's/^/    /'
	echo
	"$tarn" --data "$lake" query "$2"
}

ask 'What happens most often?' \
	'SELECT eventSource, eventName, count(*) AS events
FROM cloudtrail
GROUP BY eventSource, eventName
ORDER BY events DESC, eventName
LIMIT 10'

ask 'Where do failed console sign-ins come from?' \
	"SELECT sourceIPAddress, count(*) AS failed, max(eventTime) AS latest
FROM cloudtrail
WHERE eventName = 'ConsoleLogin' AND element_at(responseElements, 'ConsoleLogin') = 'Failure'
GROUP BY sourceIPAddress
ORDER BY failed DESC, sourceIPAddress"

ask 'What has root done?' \
	"SELECT eventTime, eventName, sourceIPAddress
FROM cloudtrail
WHERE userIdentity.type = 'Root'
ORDER BY eventTime"

ask 'Which errors are commonest?' \
	'SELECT errorCode, count(*) AS events
FROM cloudtrail
WHERE errorCode IS NOT NULL
GROUP BY errorCode
ORDER BY events DESC, errorCode
LIMIT 10'

ask 'Which roles did the address behind the failed sign-ins take on, one after another?' \
	"SELECT eventTime, userIdentity.arn AS caller, element_at(requestParameters, 'roleArn') AS role
FROM cloudtrail
WHERE eventName = 'AssumeRole' AND sourceIPAddress = '198.51.100.203' AND userIdentity.arn IS NOT NULL
ORDER BY eventTime"

cat <<-EOF

	These answers are about a made-up organisation, marked DEMO. To ask it more:

	    $tarn --data $lake query 'SELECT …'
	    $tarn --data $lake up                                 # the console, at the address that it prints

	To go on with your own bucket, which gets a data directory of its own:

	    $tarn source policy s3://my-trail-bucket/AWSLogs/    # the least permissions that reading it needs
	    $tarn import s3://my-trail-bucket/AWSLogs/ --dry-run # what there is to read, and what it would cost
	    $tarn import s3://my-trail-bucket/AWSLogs/
	    $tarn query "SELECT eventName, count(*) FROM cloudtrail GROUP BY 1 ORDER BY 2 DESC LIMIT 10"

	All commands: docs/commands.md. make install puts tarn on the path.
EOF

echo
exec "$tarn" --data "$lake" up ${TARN_LISTEN:+--listen "$TARN_LISTEN"} ${TARN_CONSOLE:+--console "$TARN_CONSOLE"}
