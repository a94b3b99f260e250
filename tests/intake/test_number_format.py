"""What a number of a workbook looks like, typed by hand from what Excel shows."""

import pytest

from sig_metrics.intake.files.number_format import changes, hides, is_percent, percent, settled, shown_as

SHOWN = [
    ("8.1", "0.00", "8.10"),
    ("8.1", "General", "8.1"),
    ("12", '"R-2021-"0000', "R-2021-0012"),
    ("12345", "00000", "12345"),
    ("7", "000", "007"),
    ("20211234", "0000-0000", "2021-1234"),
    ("8.1", "0.00##", "8.10"),
    ("8.1", "0.0###", "8.1"),
    ("8", "0.##", "8"),
    ("3", '0"%"', "3%"),
    ("-7", "000", "-007"),
    ("8.1", "0.0_);(0.0)", "8.1"),
    ("5", "dd/mm/yyyy", "5"),
    ("8.1", "@", "8.1"),
    ("1234567", "#,##0", "1234567"),
    ("9", '"R"\\-00', "R-09"),
    ("1500", "0,", "1500"),
    ("0.5", "# ?/?", "0.5"),
    ("15", "0.00E+00", "15"),
]


@pytest.mark.parametrize("text, code, shown", SHOWN)
def test_a_number_reads_as_its_cell_shows_it(text, code, shown):
    assert shown_as(text, code) == shown


@pytest.mark.parametrize(
    "kept, shown",
    [
        (13.000000000000002, 13.0),
        (12.999999999999998, 13.0),
        (80.300000000000011, 80.3),
        (0.30000000000000004, 0.3),
        (-1234.5600000000002, -1234.56),
        (100.00000000000001, 100.0),
        # as many digits as these are their own
        (11420.333333333334, 11420.333333333334),
        (0.1234567890123456, 0.1234567890123456),
        (2 / 3, 0.6666666666666666),
        (13.00000001, 13.00000001),
        (1e22, 1e22),
        (1.5, 1.5),
    ],
)
def test_what_a_sum_leaves_beyond_the_digits_that_excel_shows_is_nothing(kept, shown):
    assert settled(kept) == shown
    assert settled(settled(kept)) == settled(kept)


def test_nor_in_a_percentage():
    assert [percent(value) for value in (1.0000000000000002, 0.80300000000000016)] == ["100%", "80.3%"]


def test_a_percentage_is_a_hundred_times_what_is_stored():
    assert [percent(value) for value in (0.804, 1.0, 0.0, 0.733, 1e-05, 0.57)] == [
        "80.4%",
        "100%",
        "0%",
        "73.3%",
        "0.001%",
        "57%",
    ]
    assert is_percent("0%") and is_percent("0.00 %") and is_percent("[Red]0%;-0%")
    assert not is_percent('0"%"') and not is_percent("0\\%") and not is_percent("General")
    assert (
        changes("0%")
        and changes("0.00")
        and changes("000")
        and not changes("General")
        and not changes("0")
        and not changes("#,##0")
    )


@pytest.mark.parametrize(
    "code, part",
    [
        ("mmm-yy", "day"),
        ("mmm\\-yy", "day"),
        ("[$-C0A]mmmm\\ yyyy", "day"),
        ('mmmm" de "yyyy;@', "day"),
        ("yyyy-mm", "day"),
        ("d-mmm", "part"),
        ("dd/mm", "part"),
        ("dd/mm h:mm", "part"),
        ("mmmm", "part"),
        ("yyyy", "part"),
        ("dd/mm/yyyy", ""),
        ("d-mmm-yy", ""),
        ('[$-280A]dddd, d" de "mmmm" de "yyyy', ""),
        ("yyyy-mm-dd h:mm:ss", ""),
        ("[h]:mm", ""),
        ("mm:ss", ""),
        ("h:mm AM/PM", ""),
        ("General", ""),
        ("0.00", ""),
        ('"d m"0', ""),
        ("@", ""),
    ],
)
def test_a_format_of_dates_that_does_not_show_the_whole_day(code, part):
    assert hides(code) == part and changes(code) == (part != "" or code in ("0.00", '"d m"0'))
