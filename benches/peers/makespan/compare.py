"""Ends made-up projects as early as can be, ours beside CP-SAT and TaskJuggler: compare.py [--seconds 2] [--sizes 30 60].

Prints a Markdown table. Gaps are those of the ends that were found to the best lower bound that anybody proved, so that
they say nothing of a solver's own bound; `own gap` is that to its own. A schedule that ends before somebody's bound is an
error, unless it is TaskJuggler's, which interrupts tasks and so answers an easier question.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys

import cp_sat
import taskjuggler

INTERRUPTS = "TaskJuggler, with interruptions"
BIN = "target/release/examples"
FOLDER = "target/peers/makespan"
# Needs of 100 activities; resource factor and strength in percent.
GRID = [(nc, rf, rs) for nc in (150, 180, 210) for rf in (25, 50, 75, 100) for rs in (20, 50, 70, 100)]


def make(size, seed, complexity, factor, strength):
    path = f"{FOLDER}/{size}_{complexity}_{factor}_{strength}.sm"
    command = [f"{BIN}/generate_project", str(size), "--network-complexity", str(complexity), "--resource-factor"]
    command += [str(factor), "--resource-strength", str(strength), "--seed", str(seed)]
    with open(path, "w", encoding="utf-8") as file:
        subprocess.run(command, check=True, stdout=file)
    return path


def ours(path, seconds):
    command = [f"{BIN}/solve", path, "--json", "--by-clock", "--time-limit", str(seconds)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    end, bound = int(answer["objective"]), int(answer["lower_bound"])
    return end, bound, end == bound, float(answer["time"].split()[0]) / 1_000


def by_tj3(path):
    end, took = taskjuggler.solve(path)
    return end, 0, False, took


def row(size, name, answers, best):
    n_proofs = sum(answer[2] for answer in answers)
    gap = statistics.mean((answer[0] - bound) / bound * 100 for answer, bound in zip(answers, best))
    own = [(answer[0] - answer[1]) / answer[1] * 100 for answer in answers if answer[1]]
    own_gap = f"{statistics.mean(own):.2f} %" if own else "none"
    seconds = sum(answer[3] for answer in answers)
    print(f"| {size} | {name} | {n_proofs}/{len(answers)} | {gap:.2f} % | {own_gap} | {seconds:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 60, 120])
    parser.add_argument("--every", type=int, default=1, help="take one of so many projects of the grid")
    parser.add_argument("--taskjuggler", action="store_true", help="ask TaskJuggler too, which takes minutes")
    args = parser.parse_args()
    os.makedirs(FOLDER, exist_ok=True)
    solvers = {
        "fundable": lambda path: ours(path, args.seconds),
        "CP-SAT, 1 worker": lambda path: cp_sat.solve(path, args.seconds, 1),
        "CP-SAT, 2 workers": lambda path: cp_sat.solve(path, args.seconds, 2),
    }
    if args.taskjuggler and shutil.which("tj3"):
        solvers[INTERRUPTS] = by_tj3
    print("| Activities | Solver | Proved | Mean gap | Own gap | Seconds in all |")
    print("| --- | --- | ---: | ---: | ---: | ---: |", flush=True)
    is_sound = True
    for size in args.sizes:
        grid = list(enumerate(GRID, start=1))[:: args.every]
        paths = [make(size, seed, *point) for seed, point in grid]
        answers = {name: [solve(path) for path in paths] for name, solve in solvers.items()}
        best = [max(answer[1] for answer in of_path) for of_path in zip(*answers.values())]
        sound = [of_solver for name, of_solver in answers.items() if name != INTERRUPTS]
        ends = [min(answer[0] for answer in of_path) for of_path in zip(*sound)]
        for path, bound, end in zip(paths, best, ends):
            if bound > end:
                print(f"{path}: somebody ends on day {end}, before a bound of {bound}", file=sys.stderr)
                is_sound = False
        for name in solvers:
            row(size, name, answers[name], best)
    return 0 if is_sound else 1


if __name__ == "__main__":
    sys.exit(main())
