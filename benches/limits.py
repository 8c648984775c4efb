"""Time and peak memory of `fundable check` on inputs that are made to exhaust both: python benches/limits.py PROGRAM

The program runs once for each input, in a folder that goes afterwards. Time is that of the processor (user and system), which
other work on the machine disturbs least; memory is the largest resident set (Linux: ru_maxrss in KiB).
"""

import os
import subprocess
import sys
import tempfile

REPOSITORY = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLE = os.path.join(REPOSITORY, "examples", "rubygems")

# In a small process of its own: a child counts the memory of the process that it was made from as its own.
MEASURE = """
import os, sys
null = os.open(os.devnull, os.O_RDWR)
child = os.posix_spawn(sys.argv[1], sys.argv[1:], {}, file_actions=[(os.POSIX_SPAWN_DUP2, null, n) for n in (0, 1, 2)])
_, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""


def text_of(name):
    with open(os.path.join(EXAMPLE, name), encoding="utf-8") as file:
        return file.read()


def bomb(levels, width):
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, levels)]
    return "\n".join(lines) + "\n"


def merge_bomb(levels):
    lines = ["a0: &a0 {a: x, b: x}"]
    lines += [f"a{level}: &a{level}\n  <<: [*a{level - 1}, *a{level - 1}]\n  k{level}: 1" for level in range(1, levels)]
    return "\n".join(lines) + "\n"


def inputs():
    good = text_of("assessment.yaml")
    head = good.split("capabilities:")[0] + "capabilities:\n"
    yield "nothing wrong, for comparison", good
    yield "aliases, 10^9 values written out", bomb(9, 10)
    yield "merge keys, 2^60 values written out", merge_bomb(60)
    yield "a text of 1 MB, 900 times by alias", "a: &a " + "x" * 1_000_000 + "\n" + "".join(f"k{i}: *a\n" for i in range(900))
    yield "10,000 deep", "[" * 10_000 + "]" * 10_000
    yield "2,000,000 brackets", "[" * 2_000_000
    yield "800,000 keys", "k: 1\n" * 800_000
    yield "45,000 unknown fields", "".join(f"k{i}: 1\n" for i in range(45_000))
    yield "45,000 times the same key", "a: 1\n" * 45_000
    yield "15,000 unknown capabilities", head + "".join(f"  k{i}:\n    status: missing\n" for i in range(15_000))
    yield "45,000 wrong items on one line", good.replace("assessed_by:", "assessed_by: [" + "[]," * 45_000 + "]\nx:")
    yield "a name of 3 MB", good.replace("authz-rbac:", '? "' + "z" * 3_000_000 + '"\n  :')
    yield "4 MB of zeros", "\0" * 4_000_000
    yield "20,000 merge conflicts", "<<<<<<< a\na: 1\n=======\na: 2\n>>>>>>> b\n" * 20_000
    yield "100 MB", "# nothing\n" * 10_485_760


def main():
    program = os.path.abspath(sys.argv[1])
    print("| Input | Exit code | Processor time | Peak memory |\n| --- | ---: | ---: | ---: |")
    rows = [(name, text, None) for name, text in inputs()] + [("`/dev/zero`", None, "/dev/zero")]
    for name, text, path in rows:
        with tempfile.TemporaryDirectory() as folder:
            assessment = path or os.path.join(folder, "assessment.yaml")
            if text is not None:
                with open(assessment, "w", encoding="utf-8") as file:
                    file.write(text)
            command = [program, "check", "--assessment", assessment, "--plan", os.path.join(EXAMPLE, "plan.yaml")]
            said = subprocess.run([sys.executable, "-c", MEASURE, *command], capture_output=True, text=True, check=True).stdout
        code, seconds, kibibytes = said.split()
        print(f"| {name} | {code} | {float(seconds):.2f} s | {float(kibibytes) / 1024:.0f} MiB |", flush=True)


if __name__ == "__main__":
    main()
