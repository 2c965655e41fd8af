"""What a first answer takes, as a whole process: `python -m tests.benchmarks.first_answer [ROUNDS]`.

In every round, one after another: `sanfang ask` on a data directory where it never ran, the same again, and a process that
only makes jieba ready. Prints a Markdown table of seconds, minimum and median. Modules are compiled beforehand, as after
any installation.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence

ASK = (sys.executable, "-m", "bot", "ask", "什么是三方通话？")
JIEBA = (sys.executable, "-W", "ignore", "-c", "import jieba; jieba.initialize()")


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a process takes from its start to its end."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - began


def measure(rounds: int, folder: str) -> dict[str, list[float]]:
    """The seconds of every round, by what was run."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": f"{folder}/compiled", "SANFANG_HOME": f"{folder}/first", "TMPDIR": folder}
    seconds(ASK, environment)
    seconds(JIEBA, environment)
    taken: dict[str, list[float]] = {"sanfang ask, first on a machine": [], "sanfang ask": [], "jieba alone": []}
    first, again, jieba = taken.values()
    for number in range(rounds):
        home = environment | {"SANFANG_HOME": f"{folder}/{number}"}
        first.append(seconds(ASK, home))
        again.append(seconds(ASK, home))
        jieba.append(seconds(JIEBA, environment))
    return taken


def main(arguments: Sequence[str]) -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        taken = measure(int(arguments[0]) if arguments else 15, folder)
    sys.stdout.write("| whole process | min s | median s |\n|---|---:|---:|\n")
    for name, times in taken.items():
        sys.stdout.write(f"| {name} | {min(times):.2f} | {statistics.median(times):.2f} |\n")


if __name__ == "__main__":
    main(sys.argv[1:])
