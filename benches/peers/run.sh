#!/bin/sh
# Runs our solvers beside others on this machine and prints Markdown tables; see README.md.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p target/peers
if [ ! -x target/peers/venv/bin/python ]; then
    python3 -m venv target/peers/venv
fi
# The environment may have been made for another comparison, with less in it.
target/peers/venv/bin/pip install --quiet ortools highspy
cargo build --quiet --release --example solve --example generate
exec target/peers/venv/bin/python benches/peers/peers.py "$@"
