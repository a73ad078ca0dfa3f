#!/bin/sh
# OK while a process of this name runs: process.sh NAME
name=${1:?a name is needed}
pids=$(pidof "$name") || { echo "$name is not running|processes=0"; exit 2; }
set -- $pids
echo "$name is running, pid $1|processes=$#"
