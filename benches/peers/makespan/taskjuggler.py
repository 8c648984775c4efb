"""Ends a project (.sm) early with TaskJuggler: python taskjuggler.py FILE...

TaskJuggler places tasks one after the other by a priority of its own, and proves nothing. It knows no resource with
units: each unit becomes a resource of its own, and a task allocates as many of them as it demands, all of them or none
(`mandatory`). A day of the file is an hour of a calendar without nights and weekends.

Its answer is to an easier question: it interrupts tasks for others and takes them up again, which these projects do not
allow. Its ends are therefore no proof of anything, and may in principle lie before the earliest possible.

Prints one line per file: name, end, 0, 0, seconds.
"""

import csv
import datetime
import os
import subprocess
import sys
import tempfile
import time

from psplib import read

START = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)


def project(room, jobs):
    lines = ['project p "p" 2030-01-01 +12m { timezone "UTC" timingresolution 60min dailyworkinghours 24',
             "  workinghours mon - sun 0:00 - 24:00 }"]
    for resource, units in enumerate(room):
        lines += [f'resource r{resource}_{unit} "u"' for unit in range(units)]
    before = [[] for _ in jobs]
    for idx, job in enumerate(jobs):
        for after in job.successors:
            before[after].append(idx)
    for idx, job in enumerate(jobs):
        lines.append(f'task t{idx} "t{idx}" {{')
        needs = ", ".join(f"!t{need}" for need in before[idx])
        lines.append(f"  depends {needs}" if needs else "  start 2030-01-01")
        if job.days:
            n_units = sum(job.demand)
            if n_units:
                lines.append(f"  effort {job.days * n_units}h")
            else:
                lines.append(f"  duration {job.days}h")
            for resource, units in enumerate(job.demand):
                for unit in range(units):
                    others = ", ".join(f"r{resource}_{other}" for other in range(room[resource]) if other != unit)
                    alternative = f" {{ alternative {others} persistent mandatory }}" if others else " { mandatory }"
                    lines.append(f"  allocate r{resource}_{unit}{alternative}")
        else:
            lines.append("  milestone")
        lines.append("}")
    lines.append('taskreport "out" { formats csv columns id, start, end timeformat "%Y-%m-%dT%H:%M" }')
    return "\n".join(lines) + "\n"


def hours(text):
    when = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=datetime.timezone.utc)
    return round((when - START).total_seconds() / 3600)


def solve(path):
    room, jobs = read(path)
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "p.tjp")
        with open(source, "w", encoding="utf-8") as file:
            file.write(project(room, jobs))
        begin = time.monotonic()
        subprocess.run(["tj3", "--silent", "--output-dir", folder, source], check=True, capture_output=True)
        took = time.monotonic() - begin
        with open(os.path.join(folder, "out.csv"), encoding="utf-8") as file:
            table = {row["Id"]: row for row in csv.DictReader(file, delimiter=";")}
    spans = [(hours(table[f"t{idx}"]["Start"]), hours(table[f"t{idx}"]["End"])) for idx in range(len(jobs))]
    for (_, end), job in zip(spans, jobs):
        assert all(spans[after][0] >= end for after in job.successors), "a job starts before one that it waits for ends"
    return max(end for _, end in spans), took


if __name__ == "__main__":
    for path in sys.argv[1:]:
        end, took = solve(path)
        print(path, end, 0, 0, f"{took:.3f}", flush=True)
