#!/bin/sh
# enter.sh ROOT DATA COMMAND…: becomes COMMAND in ROOT, held as compose.yaml holds it: the image's user, no rights
# and no way to new ones, nothing to write to but /data and /tmp. Started under `unshare --mount --pid --fork`.
set -eu
root=$1 data=$2
shift 2

mount --bind "$root" "$root"
mount --bind "$data" "$root/data"
mount -t tmpfs -o mode=1777,nosuid,nodev,noexec tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -o remount,bind,ro "$root"

# A change of the user clears the wish to end with the parent; so it is said last.
exec chroot "$root" env --chdir=/app setpriv --reuid=10001 --regid=10001 --clear-groups \
    --inh-caps=-all --bounding-set=-all --no-new-privs --pdeathsig=KILL "$@"
