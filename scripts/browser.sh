#!/usr/bin/env bash
# Prints the path of Chromium, which the browser tests drive.
# With --install, as root on Debian or Ubuntu, installs it and a Chinese font first when they are missing.
set -euo pipefail

find_browser() {
    local name
    for name in chromium chromium-browser google-chrome-stable google-chrome; do
        command -v "$name" && return 0
    done
    return 1
}

find_browser && exit 0

if [ "${1:-}" = --install ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the tests …" >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >&2
    find_browser && exit 0
fi
{
    echo "浏览器测试需要 Chromium。Debian 请以 root 安装软件包：chromium fonts-noto-cjk"
    echo "The browser tests need Chromium. As root on Debian: apt-get install chromium fonts-noto-cjk"
} >&2
exit 1
