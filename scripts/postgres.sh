#!/usr/bin/env bash
# Prints the directory that holds PostgreSQL's initdb and postgres.
# With --install, as root on Debian or Ubuntu, installs them first when they are missing; no cluster is
# created and no service started, because the tests start private servers of their own.
set -euo pipefail

find_binaries() {
    local found=
    if command -v initdb >/dev/null && command -v postgres >/dev/null; then
        found=$(dirname "$(command -v initdb)")
    else
        local initdb
        for initdb in $(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V); do
            [ -x "$initdb" ] && [ -x "$(dirname "$initdb")/postgres" ] && found=$(dirname "$initdb")
        done
    fi
    [ -n "$found" ] && echo "$found"
}

install_binaries() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends postgresql-common
    local conf=/etc/postgresql-common/createcluster.conf
    cp -p "$conf" "$conf.jianfu"
    # The machine's own setting comes back however this ends.
    trap 'mv -f /etc/postgresql-common/createcluster.conf.jianfu /etc/postgresql-common/createcluster.conf' EXIT
    echo 'create_main_cluster = false' >>"$conf"
    apt-get install -y -qq --no-install-recommends postgresql
}

find_binaries && exit 0

if [ "${1:-}" = --install ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing PostgreSQL's binaries for the tests …" >&2
    install_binaries >&2
    find_binaries && exit 0
fi
{
    echo "测试需要 PostgreSQL 的 initdb 和 postgres。Debian、Ubuntu 请以 root 安装软件包：postgresql"
    echo "The tests need PostgreSQL's initdb and postgres. As root: apt-get install postgresql"
} >&2
exit 1
