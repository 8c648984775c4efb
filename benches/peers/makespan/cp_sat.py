"""Ends a project (.sm) as early as can be with OR-Tools CP-SAT: python cp_sat.py SECONDS WORKERS FILE...

Prints one line per file: name, end, lower bound, whether it is proven, seconds.
"""

import sys
import time

from ortools.sat.python import cp_model

from psplib import read


def solve(path, seconds, n_workers):
    room, jobs = read(path)
    horizon = sum(job.days for job in jobs)
    model = cp_model.CpModel()
    starts = [model.new_int_var(0, horizon, "") for _ in jobs]
    spans = [model.new_fixed_size_interval_var(start, job.days, "") for start, job in zip(starts, jobs)]
    end = model.new_int_var(0, horizon, "end")
    for start, job in zip(starts, jobs):
        model.add(end >= start + job.days)
        for after in job.successors:
            model.add(starts[after] >= start + job.days)
    for resource, units in enumerate(room):
        users = [idx for idx, job in enumerate(jobs) if job.demand[resource] and job.days]
        model.add_cumulative([spans[idx] for idx in users], [jobs[idx].demand[resource] for idx in users], units)
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = n_workers
    begin = time.monotonic()
    status = solver.solve(model)
    took = time.monotonic() - begin
    is_found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    found = round(solver.objective_value) if is_found else horizon
    return found, round(solver.best_objective_bound), status == cp_model.OPTIMAL, took


if __name__ == "__main__":
    for path in sys.argv[3:]:
        end, bound, is_proven, took = solve(path, float(sys.argv[1]), int(sys.argv[2]))
        print(path, end, bound, int(is_proven), f"{took:.3f}", flush=True)
