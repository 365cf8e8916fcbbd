"""Runs a check over the files of a folder and sums up as the test runners of Rust do, so that `cargo xtask` counts it."""

import subprocess
import sys
from pathlib import Path


def each_file(pattern, check):
    """Runs `check` on each file of this pattern in the folder that is the program's only argument, and exits with 1 where
    one fails or there is none. What `check` returns is printed, what it raises is the finding."""
    files = sorted(Path(sys.argv[1]).glob(pattern))
    failed = 0
    for path in files:
        try:
            said = check(path)
            print(f"{path.name} ... ok" + (f": {said}" if said else ""))
        except Exception as fault:  # whatever a reader stumbles over is a fault of the file
            failed += 1
            print(f"{path.name} ... FAILED\n{type(fault).__name__}: {fault}")
    if not files:
        print(f"{sys.argv[1]} has no {pattern}")
    outcome = "ok" if files and not failed else "FAILED"
    print(f"test result: {outcome}. {len(files) - failed} passed; {failed} failed; 0 ignored")
    sys.exit(outcome != "ok")


def said_by(*command):
    """What a program prints on both its outputs; the second value is its exit status."""
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8", "replace"), done.returncode
