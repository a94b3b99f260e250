"""Proves the Peruvian form of numbers, shares, dates and lists."""

import string
import tomllib
from datetime import date, datetime

import pytest

from conftest import ROOT
from sig_metrics.language import words


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234.5, 1, "1,234.5"),
        (0, 0, "0"),
        (-1234567.891, 2, "-1,234,567.89"),
        (12, 0, "12"),
        # a half goes away from zero
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (0.125, 2, "0.13"),
        (2.675, 2, "2.68"),
        (-0.4, 0, "0"),
        (None, 0, "sin dato"),
        (float("nan"), 0, "sin dato"),
        (float("inf"), 1, "sin dato"),
    ],
)
def test_numbers(value, decimals, shown):
    assert words.number(value, decimals) == shown


@pytest.mark.parametrize(
    ("ratio", "decimals", "shown"),
    [
        (0.933, 1, "93.3 %"),
        (0.92, 1, "92.0 %"),
        (1, 1, "100 %"),
        (0, 1, "0 %"),
        (1.08, 1, "108.0 %"),
        (0.9999, 1, "99.9 %"),
        (0.999999, 0, "99 %"),
        (0.99999, 2, "99.99 %"),
        (5 / 8, 0, "63 %"),
        (17 / 40, 0, "43 %"),
        (23 / 40, 0, "58 %"),
        (0.0125, 1, "1.3 %"),
        (1.125, 1, "112.5 %"),
        (0.0001, 1, "0.1 %"),
        (0.004, 0, "1 %"),
        (None, 1, "sin dato"),
        (float("nan"), 1, "sin dato"),
    ],
)
def test_percentages(ratio, decimals, shown):
    assert words.percent(ratio, decimals) == shown


@pytest.mark.parametrize("whole", [7, 85, 1_000, 123_457])
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_an_incomplete_share_never_says_100_nor_a_started_one_0(whole, decimals):
    assert words.percent((whole - 1) / whole, decimals) != "100 %"
    assert words.percent(1 / whole, decimals) != "0 %"


def test_amounts_and_counts():
    assert words.amount(0.5, "percent") == "50.0 %"
    assert words.amount(1500, "count", 0) == "1,500"
    assert words.money(60000) == "S/ 60,000.00" and words.money(1.005) == "S/ 1.01" and words.money(None) == "sin dato"
    assert words.count(1, "vencido", "vencidos") == "1 vencido"
    assert words.count(0, "vencido", "vencidos") == "0 vencidos"
    assert words.count(1200, "fila", "filas") == "1,200 filas"


def test_dates_day_first_and_setiembre():
    assert words.day(date(2021, 9, 5)) == "05/09/2021" and words.day(None) == "sin dato"
    assert words.long_day(date(2021, 9, 5)) == "5 de setiembre de 2021"
    assert words.month(date(2021, 9, 30)) == "setiembre de 2021"
    assert len(words.MONTHS) == len(words.SHORT_MONTHS) == 12
    assert "septiembre" not in words.MONTHS


def test_an_instant_is_read_in_lima():
    assert words.moment(datetime(2021, 12, 3, 15, 32)) == "03/12/2021 10:32"
    assert words.moment(datetime(2022, 1, 1, 4, 59)) == "31/12/2021 23:59"


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ([], ""),
        (["UTI"], "UTI"),
        (["URH", "UTI"], "URH y UTI"),
        (["a", "b", "c"], "a, b y c"),
        (["calidad", "integridad"], "calidad e integridad"),
        (["datos", "historia"], "datos e historia"),
    ],
)
def test_listing(items, shown):
    assert words.listing(items) == shown


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        ([], ""),
        ([(2021, 2)], "Feb 21"),
        ([(2020, 7), (2021, 2), (2021, 3)], "Jul 20, Feb 21 y Mar 21"),
        ([(2020, 7), (2020, 11), (2020, 12), (2021, 1)], "Jul 20 y Nov 20 a Ene 21"),
        ([(2019, month) for month in range(1, 13)], "Ene 19 a Dic 19"),
    ],
)
def test_months_that_follow_one_another_are_said_together(months, shown):
    assert words.short_months([date(*month, 28) for month in months]) == shown


def test_short_cuts_at_a_word():
    assert words.short("uno dos", 10) == "uno dos"
    cut = words.short("Informe de revisión, actualización y difusión", 22)
    assert cut == "Informe de revisión…" and len(cut) <= 22


def test_every_message_is_a_sentence_with_named_blanks():
    messages = tomllib.loads((ROOT / "sig_metrics" / "language" / "messages.toml").read_text(encoding="utf-8"))
    assert len(messages) > 30
    for code, text in messages.items():
        blanks = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        assert all(blank.isidentifier() for blank in blanks), code
        assert words.say(code, **dict.fromkeys(blanks, "x"))
    with pytest.raises(KeyError):
        words.say("no_such_code")
