"""The forecast of benches/forecast.rs as one would write it with NumPy: `python benches/peers/forecast.py`.

Same plan, same model: beta-PERT efforts with a common normal factor, drawn for all runs at once, and a serial list
schedule per run over one array of load per role. Draws invert each task's beta distribution by a table of 1,025
quantiles, as fundable does; NumPy has no inverse of its own. Nothing is said about sensitivity. Needs NumPy.
"""

import math
import sys
import time

import numpy as np

UNITS_PER_WEEK = 6_000_000
CAPACITY = np.array([150, 100, 50, 75, 200])
N_RUNS, CORRELATION, N_ENTRIES = 10_000, 0.3, 1_025


def plan(n_tasks):
    """The tasks of benches/forecast.rs: points, roles with shares, lag in days, needs."""
    state = 1

    def below(n):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % n

    tasks = []
    for idx in range(n_tasks):
        low = 50 + below(400)
        likely = low + 1 + below(600)
        high = likely + 1 + below(1_500)
        first = below(5)
        direct = below(1_000_000)
        lag = 20 if below(5) == 0 else 0
        after = [below(idx) for _ in range(below(3)) if idx > 0]
        lines = [(first, 60), ((first + 1) % 5, 30), ((first + 3) % 5, 10)]
        points = [point * UNITS_PER_WEEK // 100 for point in (low, likely, high)]
        tasks.append((points, lines, direct, lag, after))
    return tasks


def draw(tasks, rng):
    """Efforts in units, a row per run."""
    grid = np.linspace(0.0, 1.0, 20_001)
    middles = (grid[1:] + grid[:-1]) / 2
    z_of_entry = np.linspace(-8.0, 8.0, N_ENTRIES)
    p_of_entry = np.array([0.5 * math.erfc(-z / math.sqrt(2)) for z in z_of_entry])
    common = rng.standard_normal(N_RUNS)
    z = math.sqrt(CORRELATION) * common[:, None] + math.sqrt(1 - CORRELATION) * rng.standard_normal((N_RUNS, len(tasks)))
    efforts = np.empty((N_RUNS, len(tasks)), dtype=np.int64)
    for idx, ((low, likely, high), *_) in enumerate(tasks):
        skew = (likely - low) / (high - low)
        density = middles ** (4 * skew) * (1 - middles) ** (4 - 4 * skew)
        probability = np.concatenate(([0.0], np.cumsum(density))) / density.sum()
        quantiles = np.interp(p_of_entry, probability, grid)
        efforts[:, idx] = low + (high - low) * np.interp(z[:, idx], z_of_entry, quantiles)
    return efforts


def schedule(tasks, efforts, room, room_for_one):
    """The end of one run: each task, in the order given, as early as its needs are done and its roles have room."""
    load = np.zeros((len(room), 20_000), dtype=np.int64)
    ready, last = [], 0
    for (_, lines, _, lag, after), effort in zip(tasks, efforts):
        parts = [(role, effort * share // 100) for role, share in lines]
        n_days = max(1, max(-(-part // room_for_one[role]) for role, part in parts))
        start = max((ready[before] for before in after), default=0)
        roles = [role for role, _ in parts]
        units = np.array([-(-part // n_days) for _, part in parts])
        limit = room[roles] - units
        is_busy = (load[roles, start : max(start, last) + n_days] > limit[:, None]).any(axis=0)
        # Days until each day that are busy; a start fits where the count stays the same for as long as the work takes.
        n_busy = np.concatenate(([0], np.cumsum(is_busy)))
        start += int(np.argmax(n_busy[n_days:] == n_busy[:-n_days]))
        load[roles, start : start + n_days] += units[:, None]
        last = max(last, start + n_days)
        ready.append(start + n_days + lag)
    return max(ready)


def main(n_tasks, n_scheduled):
    tasks = plan(n_tasks)
    room = UNITS_PER_WEEK * CAPACITY // 100 // 5
    room_for_one = [UNITS_PER_WEEK * min(int(capacity), 100) // 100 // 5 for capacity in CAPACITY]
    start = time.perf_counter()
    efforts = draw(tasks, np.random.default_rng(1))
    direct = sum(direct for _, _, direct, _, _ in tasks)
    cost = (efforts.sum(axis=1) * 550_000 / UNITS_PER_WEEK + direct) * 1.12
    drawn = time.perf_counter()
    rows = efforts[:n_scheduled].tolist()
    ends = [schedule(tasks, row, room, room_for_one) for row in rows]
    done = time.perf_counter()
    p50, p80 = np.percentile(ends, [50, 80])
    per_run = (done - drawn) / n_scheduled
    print(f"{n_tasks} tasks: draws and costs of {N_RUNS} runs {drawn - start:.2f} s, P80 of the cost {np.percentile(cost, 80):.0f}")
    print(f"  schedule {per_run * 1e3:.2f} ms a run (of {n_scheduled}), P50 of the end {p50:.0f}, P80 {p80:.0f} days")
    print(f"  {N_RUNS} runs: {drawn - start + per_run * N_RUNS:.1f} s")


if __name__ == "__main__":
    n_scheduled = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    for n_tasks in (32, 194):
        main(n_tasks, n_scheduled)
