#!/bin/sh
# Runs our solver for the shortest end beside others on this machine and prints a Markdown table; see README.md.
set -eu
cd "$(dirname "$0")/../../.."
mkdir -p target/peers
if [ ! -x target/peers/venv/bin/python ]; then
    python3 -m venv target/peers/venv
fi
target/peers/venv/bin/pip install --quiet ortools
cargo build --quiet --release --example solve --example generate_project
exec target/peers/venv/bin/python benches/peers/makespan/compare.py "$@"
