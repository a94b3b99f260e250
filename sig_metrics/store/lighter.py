"""Owns that a query does not import pandas: DuckDB looks for it with every value that it is given, to know whether it is one
of its own, and where it is installed that takes longer than the first screen's queries. Whoever draws a table may have it."""

import sys

from sig_metrics.store import snapshot


class QueriesWithoutPandas:
    """Says that pandas is not there to whoever looks for it from a query of a snapshot; to anybody else, nothing."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name != "pandas":
            return
        frame = sys._getframe(1)
        while frame and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        if frame and frame.f_code.co_filename == snapshot.__file__:
            raise ModuleNotFoundError(name=name)
