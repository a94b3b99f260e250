"""Owns single entries: a filled form becomes the same kind of file that an upload is, by the same way."""

import csv
import io

from sig_metrics.catalog.model import Register
from sig_metrics.publish.load import Incoming


def entry(register: Register, values: dict[str, object]) -> Incoming:
    """One row as a CSV file of `register`; missing columns are empty. The original is kept like any other."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in register.columns)
    writer.writerow("" if values.get(column.name) is None else str(values[column.name]) for column in register.columns)
    return Incoming(register.name, f"formulario-{register.name}.csv", out.getvalue().encode("utf-8"))
