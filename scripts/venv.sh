#!/usr/bin/env bash
# Makes the virtual environment named by $1 with a Python of at least 3.11, or says what is missing.
# PYTHON=/path/to/python chooses the interpreter.
set -euo pipefail
target=$1

recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if recent "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    {
        echo "jianfu 需要 Python 3.11 或更高版本；本机 python3 是：$(python3 --version 2>&1 || true)"
        echo "jianfu needs Python 3.11 or later. Debian 12, Ubuntu 24.04: apt-get install python3 python3-venv"
        echo "With another interpreter: make PYTHON=/path/to/python3.11 …"
    } >&2
    exit 1
fi

version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    {
        echo "Python $version 缺少 venv 模块，请安装软件包：python$version-venv"
        echo "Python $version lacks its venv module. As root: apt-get install python$version-venv"
    } >&2
    exit 1
fi

# A half-made environment would look finished to make.
"$python" -m venv "$target" || { rm -rf "$target"; exit 1; }
