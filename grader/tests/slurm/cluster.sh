#!/usr/bin/env bash
# A Slurm of its own for the tests: one node, two processors, everything in FOLDER and on loopback.
#
#   cluster.sh FOLDER [PROCESSORS]
#
# Prints "ready" when jobs can be submitted (with SLURM_CONF=FOLDER/slurm.conf), or "cannot start: REASON". Lives until its standard
# input ends, then stops what it started, by process id. Exit status: 0 it ran, 77 it could not start.
set -u
folder=$(realpath "$1")
processors=${2:-2}
pids=()
said=

stop_all() {
  trap - EXIT TERM INT HUP
  [ -e "$folder/ready" ] && timeout 20 scancel --quiet --user="$(id -un)" >/dev/null 2>&1
  # The node first, then the controller, then the keys that both need.
  for ((i = ${#pids[@]} - 1; i >= 0; --i)); do
    kill "${pids[i]}" 2>/dev/null
    for _ in {1..100}; do kill -0 "${pids[i]}" 2>/dev/null || break; sleep 0.1; done
    kill -9 "${pids[i]}" 2>/dev/null
    wait "${pids[i]}" 2>/dev/null
  done
}
give_up() {
  echo "cannot start: $1"
  stop_all
  exit 77
}
trap 'stop_all; exit 0' TERM INT HUP
trap stop_all EXIT

[ "$(id -u)" -eq 0 ] || give_up "a node runs jobs of others, so this needs root"
for program in munged slurmctld slurmd sbatch squeue scancel sinfo; do
  command -v "$program" >/dev/null || give_up "$program is not installed (packages slurm-wlm and munge)"
done

# A port that nobody listens on.
free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
host=$(hostname -s)
# munged wants its socket's folder to be passable for everybody.
chmod 711 "$folder"
mkdir -p "$folder"/{controller,node}
(umask 077 && head -c 128 /dev/urandom >"$folder/munge.key")
cat >"$folder/slurm.conf" <<CONF
ClusterName=grader_tests
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/controller
SlurmdSpoolDir=$folder/node
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
# The kinds that need no control groups: containers and small machines have none to give.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
ReturnToService=2
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$processors State=UNKNOWN
PartitionName=tests Nodes=$host Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF=$folder/slurm.conf

# start NAME COMMAND...: in the background, its words kept.
start() {
  local name=$1
  shift
  "$@" >"$folder/$name.out" 2>&1 </dev/null &
  pids+=($!)
}
# Tries a command for a minute, as long as the daemon started last lives.
works() {
  for _ in {1..300}; do
    "$@" >/dev/null 2>&1 && return
    kill -0 "${pids[-1]}" 2>/dev/null || return 1
    sleep 0.2
  done
  return 1
}
# What a daemon complained of.
complaint() { echo "$1: $(grep -hiE 'error|fatal' "$folder/$1.out" | tail -n 3 | tr '\n' ' ')"; }
node_is_idle() { [ "$(sinfo --noheader --format=%t)" = idle ]; }

start munged munged --foreground --socket="$folder/munge.socket" --key-file="$folder/munge.key" \
  --pid-file="$folder/munged.pid" --seed-file="$folder/munged.seed" --log-file="$folder/munged.log"
works test -S "$folder/munge.socket" || give_up "$(complaint munged)"
start slurmctld slurmctld -D -i -f "$SLURM_CONF"
works scontrol ping || give_up "$(complaint slurmctld)"
# slurmd asks for control groups even where nothing uses them: releases from 23.02 on can be told not to, older ones take what is mounted.
for groups in disabled cgroup/v1 cgroup/v2; do
  echo "CgroupPlugin=$groups" >"$folder/cgroup.conf"
  start slurmd slurmd -D -f "$SLURM_CONF"
  works node_is_idle && break
  kill -0 "${pids[-1]}" 2>/dev/null && break
  wait "${pids[-1]}"
  unset "pids[-1]"
  said+=" $(complaint slurmd)"
done
node_is_idle || give_up "${said:-slurmd is up, but its node is not idle: $(sinfo --noheader --format='%t %E')}"
touch "$folder/ready"
echo ready
while read -r _; do :; done
