#!/bin/sh
# The load of the last minute: load.sh WARNING CRITICAL
warn=${1:?a limit for WARNING is needed} crit=${2:?a limit for CRITICAL is needed}
read -r load _ < /proc/loadavg || { echo "the load cannot be read"; exit 3; }
above() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -g | tail -n 1)" = "$1" ] && [ "$1" != "$2" ]; }
echo "load $load|load=$load;$warn;$crit;0"
above "$load" "$crit" && exit 2
above "$load" "$warn" && exit 1
exit 0
