#!/usr/bin/env bash
# Prints the path of LibreOffice's soffice, with which .doc, .wps, .rtf and .odt are read.
# With --install, as root on Debian or Ubuntu, installs its writer without a desktop first when it is missing.
# Tests that need it are skipped where there is none.
set -euo pipefail

find_office() { command -v soffice || command -v libreoffice; }

find_office && exit 0

if [ "${1:-}" = --install ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing LibreOffice's writer for the tests …" >&2
    export DEBIAN_FRONTEND=noninteractive
    {
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui
    } >&2
    find_office && exit 0
fi
{
    echo "没有 LibreOffice，.doc、.wps、.rtf、.odt 读不了，有关测试跳过。Debian、Ubuntu 请以 root 安装软件包：libreoffice-writer-nogui"
    echo "Without LibreOffice .doc, .wps, .rtf and .odt are not read, and their tests are skipped. As root: apt-get install libreoffice-writer-nogui"
} >&2
exit 1
