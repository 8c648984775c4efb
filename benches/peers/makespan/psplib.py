"""Reads a project in the format of PSPLIB (.sm)."""

from dataclasses import dataclass


@dataclass
class Job:
    """Days of work, units per resource, and indices of those that wait for it."""

    days: int
    demand: list[int]
    successors: list[int]


def rows(lines, heading):
    """Rows of numbers under a heading, up to the next line of stars."""
    at = next(idx for idx, line in enumerate(lines) if line.startswith(heading))
    for line in lines[at + 1 :]:
        if line.startswith("*"):
            return
        words = line.split()
        if words and words[0].isdigit():
            yield [int(word) for word in words]


def read(path):
    """Units per resource, and jobs."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    successors = [[number - 1 for number in row[3:]] for row in rows(lines, "PRECEDENCE RELATIONS")]
    work = [(row[2], row[3:]) for row in rows(lines, "REQUESTS/DURATIONS")]
    room = next(rows(lines, "RESOURCEAVAILABILITIES"))
    return room, [Job(days, demand, after) for (days, demand), after in zip(work, successors)]
