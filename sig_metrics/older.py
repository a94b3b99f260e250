"""Owns the doubt of going back: a file older than what its register already has. It warns; it never refuses."""

import duckdb

from sig_metrics import words
from sig_metrics.definitions import Catalog
from sig_metrics.freshness import periods
from sig_metrics.incoming import Prepared
from sig_metrics.problems import Problem


def older(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    """A warning when this same file was loaded and then replaced («older_file»), or when the register has rows of later
    months than any of the file («older_data»); a single month of a register of events is a correction, not an old cut.
    To be asked before merging."""
    incoming = prepared.incoming
    loads = connection.execute("select load, loaded_at, sha256 from load_log where register = ? order by load", [incoming.register]).fetchall()
    before = [each for each in loads if each[2] == incoming.sha256]
    if before and before[-1] != loads[-1]:
        return [Problem("older_file", words.say("older_file", load=before[-1][0], when=words.moment(before[-1][1]), last=loads[-1][0],
                                                then=words.moment(loads[-1][1])))]  # fmt: skip
    return _later_months(connection, catalog, prepared)


def _later_months(connection: duckdb.DuckDBPyConnection, catalog: Catalog, prepared: Prepared) -> list[Problem]:
    register = catalog.register(prepared.incoming.register)
    if not register.dated_by or register.name not in prepared.parts:
        return []
    connection.register("arriving", prepared.parts[register.name])
    brought, months = connection.execute(f"select max(period), count(distinct period) from ({periods(register, 'arriving')})").fetchone()
    connection.unregister("arriving")
    held, load = connection.execute(f"select max(period), arg_max(more, period) from ({periods(register, register.name, '_load')})").fetchone()
    if not brought or not held or brought >= held or (months == 1 and not register.dense):
        return []
    return [Problem("older_data", words.say("older_data", file=words.month(brought), register=words.month(held), load=load))]
