"""Runs the benchmarks and prints a Markdown table of ratios: `python benchmarks/run.py [name …]`."""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def benchmarks() -> dict:
    from benchmarks import (
        browser,
        cases,
        corte,
        cube,
        explore,
        ledger,
        load,
        loading,
        papers,
        screens,
        slide,
        spc,
        start,
        status,
    )

    return {
        "rerun": screens.rerun,
        "sessions": screens.sessions,
        "start": start.start,
        "change": browser.change,
        "status": status.status,
        "load": load.load,
        "loading": loading.loading,
        "cases": cases.cases,
        "cube": cube.cube,
        "corte": corte.corte,
        "papers": papers.papers,
        "explore": explore.explore,
        "spc": spc.spc,
        "ledger": ledger.ledger,
        "slide": slide.slide,
        "memory": screens.memory,
    }


def line(row: dict) -> str:
    other = f"{row['other']:.2f}" if "other" in row else ""
    return f"| {row['what']} | {row['ratio']:.2f} | {other} | {row['n']} | {row['raw']} |"


def main() -> None:
    known = benchmarks()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*known, []], help=" ".join(known))
    names = parser.parse_args().name or list(known)
    print("| what | ratio | second ratio | N | raw medians |\n|---|--:|--:|--:|---|", flush=True)
    for name in names:
        began = time.perf_counter()
        for row in known[name]():
            print(line(row), flush=True)
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
