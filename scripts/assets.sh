#!/usr/bin/env bash
# Brings what the pages take from others (htmx, ECharts; axe-core for the tests) by package-lock.json and lays
# it where Django finds it. Uses the machine's npm, else the one of requirements/node.txt in the environment $1.
# Without them the site works too: htmx only saves loading whole pages, and charts stand beside their tables.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1
target=src/jianfu/web/project/static/vendor

npm=$(command -v npm || true)
if [ -z "$npm" ]; then
    "$venv/bin/python" -m pip --disable-pip-version-check install --quiet \
        --only-binary :all: --require-hashes -r requirements/node.txt
    npm=$venv/bin/npm
    PATH=$(cd "$venv/bin" && pwd):$PATH
fi

"$npm" ci --silent
mkdir -p "$target"
cp node_modules/htmx.org/dist/htmx.min.js "$target/"
cp node_modules/htmx.org/LICENSE "$target/htmx.LICENSE"
cp node_modules/echarts/dist/echarts.min.js "$target/"
cp node_modules/echarts/LICENSE "$target/echarts.LICENSE"
cp node_modules/echarts/NOTICE "$target/echarts.NOTICE"
