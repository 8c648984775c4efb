"""Many workspaces, and catalogs of many capabilities: python benches/scale.py PROGRAM

Everything is made in a folder that goes afterwards. Seconds are those of the clock and, in brackets, of the processor (user and
system), which other work on the machine disturbs least; memory is the largest resident set (Linux: ru_maxrss in KiB). Starting Python is part of the seconds of the clock, some 20 ms.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from limits import MEASURE  # noqa: E402

EXAMPLES = ["homebrew", "npm", "pypi", "rubygems", "rust-crates"]
WORKSPACES = 1000
CATALOGS = [1000, 10000]


def read(*path):
    with open(os.path.join(REPOSITORY, *path), encoding="utf-8") as file:
        return file.read()


def write(text, *path):
    path = os.path.join(*path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def workspaces(folder, n_workspaces):
    for idx in range(n_workspaces):
        own = os.path.join(folder, f"w{idx:05}")
        os.makedirs(own)
        for name in ["assessment.yaml", "plan.yaml"]:
            shutil.copy(os.path.join(REPOSITORY, "examples", EXAMPLES[idx % len(EXAMPLES)], name), own)


def catalog(folder, n_capabilities):
    """The built-in catalog and copies of one capability; each copy but the first needs an earlier one, at most 97 before it."""
    text = read("catalog", "capabilities", "gen-unpublish-policy.yaml")
    missing = ""
    for idx in range(n_capabilities - 32):
        need = f"cap-{idx - idx * 31 % min(idx, 97) - 1:05}" if idx else None
        needs = f"\n  - capability: {need}\n    strength: hard\n    because: It builds on that.\n    sources: [prin]" if need else " []"
        copy = text.replace("id: gen-unpublish-policy", f"id: cap-{idx:05}", 1)
        copy = copy.replace("number: G2.1", f"number: X2.{idx + 1}", 1)
        copy = copy.replace("title: Make published versions permanent", f"title: Piece of work {idx}", 1)
        write(copy.replace("needs: []", f"needs:{needs}", 1), folder, "catalog", "capabilities", f"cap-{idx:05}.yaml")
        missing += f"  cap-{idx:05}: {{status: missing}}\n"
    assessment = read("examples", "npm", "assessment.yaml")
    head, rest = assessment.split("\ncapabilities:\n", 1)
    write(f"{head}\ncapabilities:\n{missing}{rest}", folder, "assessment.yaml")
    write(read("examples", "npm", "plan.yaml"), folder, "plan.yaml")


def row(what, program, *args, n_cores=None):
    cores = os.sched_getaffinity(0)
    if n_cores:
        os.sched_setaffinity(0, sorted(cores)[:n_cores])
    begun = time.monotonic()
    measured = subprocess.run([sys.executable, "-c", MEASURE, program, *args], capture_output=True, text=True, check=True)
    wall = time.monotonic() - begun
    code, seconds, kib = measured.stdout.split()
    os.sched_setaffinity(0, cores)
    print(f"| {what} | {code} | {wall:.2f} ({float(seconds):.2f}) | {float(kib) / 1024:.0f} MiB |", flush=True)


def main():
    program = os.path.abspath(sys.argv[1])
    print("| Input | Exit code | Seconds | Memory |\n| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        workspaces(folder, WORKSPACES)
        for n_cores in [1, 2]:
            name = f"`plan --all`, {WORKSPACES:,} workspaces, cores: {n_cores}"
            row(name, program, "plan", "--all", folder, "--format", "csv", n_cores=n_cores)
    for n_capabilities in CATALOGS:
        with tempfile.TemporaryDirectory() as folder:
            catalog(folder, n_capabilities)
            for command in ["check", "plan"]:
                row(f"`{command}`, {n_capabilities:,} capabilities", program, command, folder,
                    "--catalog", os.path.join(folder, "catalog"))


if __name__ == "__main__":
    main()
