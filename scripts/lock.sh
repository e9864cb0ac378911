#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml: every version pinned, every file hashed, no index address.
# One resolution serves Python 3.11 and later on x86_64 and aarch64 Linux. Needs uv (`pip install uv`).
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --no-annotate "$@"
}

compile pyproject.toml requirements/build.in --extra web --output-file requirements/run.txt
compile pyproject.toml requirements/build.in --extra web --extra dev --constraint requirements/run.txt \
    --output-file requirements/dev.txt
compile pyproject.toml requirements/build.in --extra web --extra bench --constraint requirements/run.txt \
    --output-file requirements/bench.txt
compile requirements/audit.in --constraint requirements/dev.txt --output-file requirements/audit.txt
compile requirements/node.in --output-file requirements/node.txt

if grep -rnE 'https?://|--(extra-)?index-url|--find-links|file:' requirements/; then
    echo "requirements/ names an address; remove it before committing." >&2
    exit 1
fi
