"""Our solvers beside others: the same instances, the same machine, one run. See README.md."""

import argparse
import heapq
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

import highspy
from ortools.sat.python import cp_model

BIN = "target/release/examples"
FOLDER = "target/peers"
# Name, number of jobs, needs of 100 jobs together.
ORDER = [
    ("random, 30 jobs", 30, 300),
    ("random, 100 jobs", 100, 300),
    ("random, 200 jobs", 200, 300),
    ("sparse, 194 jobs", 194, 150),
    ("sparse, 1,000 jobs", 1_000, 150),
    ("sparse, 10,000 jobs", 10_000, 150),
]
BUDGET = [("sparse, 194 items", 194, 150), ("sparse, 1,000 items", 1_000, 150)]
PERCENT = [10, 25, 50, 75]
HIGHS_ORDERS_UP_TO = 30


@dataclass
class Instance:
    path: str
    effort: list
    value: list
    needs: list

    def __len__(self):
        return len(self.effort)


@dataclass
class Result:
    name: str
    objective: int | None = None
    bound: int | None = None
    seconds: float | None = None
    note: str = ""

    @property
    def is_proved(self):
        return self.objective is not None and self.objective == self.bound


def make(n_jobs, needs_per_100):
    path = f"{FOLDER}/{n_jobs}-{needs_per_100}.txt"
    command = [f"{BIN}/generate", str(n_jobs), "--needs-per-100", str(needs_per_100)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    rows = [[int(word) for word in line.split()] for line in text.splitlines()[1:]]
    needs = [[need - 1 for need in row[2:]] for row in rows]
    return Instance(path, [row[0] for row in rows], [row[1] for row in rows], needs)


def ours(instance, *options):
    command = [f"{BIN}/solve", instance.path, "--json", *options]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    bound = answer.get("lower_bound", answer.get("upper_bound"))
    seconds = float(answer["time"].split()[0]) / 1_000
    return Result("fundable", int(answer["objective"]), int(bound), seconds)


# Order: simple rules.


def cost(instance, sequence):
    assert sorted(sequence) == list(range(len(instance)))
    place = {job: k for k, job in enumerate(sequence)}
    assert all(place[need] < place[job] for job in sequence for need in instance.needs[job])
    now = total = 0
    for job in sequence:
        now += instance.effort[job]
        total += instance.value[job] * now
    return total


def density(instance, job):
    return instance.value[job] / instance.effort[job]


def ready_by_density(instance):
    waiters = [[] for _ in instance.effort]
    n_open = [len(needs) for needs in instance.needs]
    for job, needs in enumerate(instance.needs):
        for need in needs:
            waiters[need].append(job)
    ready = [(-density(instance, job), job) for job in range(len(instance)) if n_open[job] == 0]
    heapq.heapify(ready)
    sequence = []
    while ready:
        _, done = heapq.heappop(ready)
        sequence.append(done)
        for job in waiters[done]:
            n_open[job] -= 1
            if n_open[job] == 0:
                heapq.heappush(ready, (-density(instance, job), job))
    return sequence


def by_level(instance):
    level = [0] * len(instance)
    # Jobs that can start first come before those that wait for them.
    for job in ready_by_density(instance):
        level[job] = max((level[need] + 1 for need in instance.needs[job]), default=0)
    return sorted(range(len(instance)), key=lambda job: (level[job], -density(instance, job), job))


def rule(name, sequence):
    def run(instance):
        start = time.perf_counter()
        order = sequence(instance)
        seconds = time.perf_counter() - start
        return Result(name, cost(instance, order), None, seconds)

    return run


# Order: solvers.


def cp_sat(model, workers, limit):
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = workers
    name = f"CP-SAT, {workers} worker{'s' if workers > 1 else ''}"
    start = time.perf_counter()
    status = solver.solve(model)
    seconds = time.perf_counter() - start
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Result(name, None, None, seconds, "no answer")
    objective = round(solver.objective_value)
    bound = objective if status == cp_model.OPTIMAL else round(solver.best_objective_bound)
    return Result(name, objective, bound, seconds)


def order_by_cp_sat(workers, limit):
    def run(instance):
        model = cp_model.CpModel()
        horizon = sum(instance.effort)
        starts = [model.new_int_var(0, horizon - effort, "") for effort in instance.effort]
        intervals = [
            model.new_fixed_size_interval_var(start, effort, "") for start, effort in zip(starts, instance.effort)
        ]
        model.add_no_overlap(intervals)
        for job, needs in enumerate(instance.needs):
            for need in needs:
                model.add(starts[need] + instance.effort[need] <= starts[job])
        now = 0
        for job in ready_by_density(instance):
            model.add_hint(starts[job], now)
            now += instance.effort[job]
        ends = [start + effort for start, effort in zip(starts, instance.effort)]
        model.minimize(sum(value * end for value, end in zip(instance.value, ends)))
        return cp_sat(model, workers, limit)

    return run


def highs(limit):
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", float(limit))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", 0.5)
    return solver


def highs_result(solver, start):
    seconds = time.perf_counter() - start
    info = solver.getInfo()
    if info.primal_solution_status != 2:
        return Result("HiGHS", None, None, seconds, "no answer")
    objective = round(info.objective_function_value)
    if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return Result("HiGHS", objective, objective, seconds)
    return Result("HiGHS", objective, round(info.mip_dual_bound), seconds)


def order_by_highs(limit):
    def run(instance):
        n = len(instance)
        if n > HIGHS_ORDERS_UP_TO:
            return Result("HiGHS", note=f"not asked: {n * (n - 1) * (n - 2) // 3:,} rows")
        solver = highs(limit)
        before = {}
        constant = sum(effort * value for effort, value in zip(instance.effort, instance.value))
        for i in range(n):
            for k in range(i + 1, n):
                first = instance.effort[i] * instance.value[k]
                second = instance.effort[k] * instance.value[i]
                before[i, k] = solver.addBinary(obj=first - second)
                constant += second
                if i in instance.needs[k] or k in instance.needs[i]:
                    solver.addConstr(before[i, k] == (1 if i in instance.needs[k] else 0))
        for i in range(n):
            for k in range(i + 1, n):
                for m in range(k + 1, n):
                    around = before[i, k] + before[k, m] - before[i, m]
                    solver.addConstr(around >= 0)
                    solver.addConstr(around <= 1)
        solver.changeObjectiveOffset(constant)
        start = time.perf_counter()
        solver.run()
        return highs_result(solver, start)

    return run


# Budget: solvers.


def budget_by_cp_sat(instance, total, workers, limit):
    model = cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in instance.effort]
    for item, needs in enumerate(instance.needs):
        for need in needs:
            model.add_implication(chosen[item], chosen[need])
    model.add(sum(effort * x for effort, x in zip(instance.effort, chosen)) <= total)
    model.maximize(sum(value * x for value, x in zip(instance.value, chosen)))
    return cp_sat(model, workers, limit)


def budget_by_highs(instance, total, limit):
    solver = highs(limit)
    chosen = [solver.addBinary(obj=-value) for value in instance.value]
    for item, needs in enumerate(instance.needs):
        for need in needs:
            solver.addConstr(chosen[item] - chosen[need] <= 0)
    solver.addConstr(sum(effort * x for effort, x in zip(instance.effort, chosen)) <= total)
    start = time.perf_counter()
    solver.run()
    result = highs_result(solver, start)
    if result.objective is not None:
        result.objective, result.bound = -result.objective, -result.bound
    return result


# Tables.


def shown(seconds):
    if seconds is None:
        return ""
    return f"{seconds * 1_000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def proof(result):
    if result.objective is None:
        return result.note
    if result.bound is None:
        return "none"
    if result.is_proved:
        return "optimal"
    # Of the answer, as the others print it.
    gap = abs(result.objective - result.bound) / max(result.objective, 1)
    return f"gap {gap:.1%}"


def disagree(results, is_least):
    proved = {result.objective for result in results if result.is_proved}
    answers = [result.objective for result in results if result.objective is not None]
    own = results[0].bound
    beaten = any(answer < own for answer in answers) if is_least else any(answer > own for answer in answers)
    return len(proved) > 1 or beaten


def order(limit):
    print(f"\n### Order: Σ value × completion time (others: at most {limit} s)\n")
    print("| Instance | Solver | Above our lower bound | Proof | Time |")
    print("| --- | --- | ---: | --- | ---: |")
    solvers = [
        ours,
        rule("value per effort (WSJF)", ready_by_density),
        rule("level by level", by_level),
        order_by_cp_sat(1, limit),
        order_by_cp_sat(2, limit),
        order_by_highs(limit),
    ]
    is_wrong = False
    for name, n_jobs, needs_per_100 in ORDER:
        instance = make(n_jobs, needs_per_100)
        results = [solver(instance) for solver in solvers]
        low = results[0].bound
        for result in results:
            above = "" if result.objective is None else f"{result.objective / low - 1:.3%}"
            print(f"| {name} | {result.name} | {above} | {proof(result)} | {shown(result.seconds)} |", flush=True)
        is_wrong |= disagree(results, True)
    return is_wrong


def budget(limit):
    print(f"\n### Budget: most value for a sum (others: at most {limit} s)\n")
    print("| Instance | Sum | Solver | Value | Proof | Time |")
    print("| --- | ---: | --- | ---: | --- | ---: |")
    is_wrong = False
    for name, n_items, needs_per_100 in BUDGET:
        instance = make(n_items, needs_per_100)
        for percent in PERCENT:
            total = sum(instance.effort) * percent // 100
            results = [
                ours(instance, "--budget", str(total)),
                budget_by_cp_sat(instance, total, 1, limit),
                budget_by_cp_sat(instance, total, 2, limit),
                budget_by_highs(instance, total, limit),
            ]
            for result in results:
                value = "" if result.objective is None else f"{result.objective:,}"
                row = [name, f"{percent} %", result.name, value, proof(result), shown(result.seconds)]
                print(f"| {' | '.join(row)} |", flush=True)
            is_wrong |= disagree(results, False)
    return is_wrong


# A question about dates (makespan under capacity, beside `tj3`) gets its function here.
QUESTIONS = {"order": order, "budget": budget}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="*", help="order, budget; all when none is named")
    parser.add_argument("--seconds", type=int, default=10, help="time limit of each other solver")
    args = parser.parse_args()
    os.makedirs(FOLDER, exist_ok=True)
    # HiGHS prints its name once per process; let that come before the tables.
    highs(1).run()
    wrong = [name for name in args.questions or QUESTIONS if QUESTIONS[name](args.seconds)]
    if wrong:
        sys.exit(f"error: solvers disagree: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
