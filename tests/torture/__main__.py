"""`python -m tests.torture --kills 100 --seed 7`: a siege of the books, told again by its seed."""

import argparse
import secrets
import sys
import time

from tests.torture.siege import besiege


def main() -> None:
    """Besiege the books, say what was found, and fail if anything was."""
    parser = argparse.ArgumentParser(description="Kill application and database while four processes post.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=None, help="tell the same siege again")
    options = parser.parse_args()
    seed = secrets.randbelow(1_000_000) if options.seed is None else options.seed
    print(f"seed {seed}: {options.kills} kills", flush=True)
    started = time.monotonic()
    verdict = besiege(kills=options.kills, seed=seed)
    seconds = time.monotonic() - started
    print(f"{verdict.posted} sales stand in the books, {verdict.acknowledged} were acknowledged, in {seconds:.0f} s")
    for fault in verdict.faults[:20]:
        print(f"✗ {fault}")
    if verdict.faults:
        print(f"tell it again: python -m tests.torture --kills {options.kills} --seed {seed}")
        sys.exit(1)
    print("✓ nothing lost, nothing doubled, no drift, no gap")


if __name__ == "__main__":
    main()
