"""Holds the finding of a piece of source to its words."""

from support.planting import places, planted


def test_a_piece_is_found_however_it_is_laid_out():
    assert planted('x = f(\n    a,\n    "b",\n)\n', "f(a, 'b')", "None") == "x = None\n"
    assert planted("if a:\n    b = 1\n    c\n", "    b = 1\n", "    b = 2\n") == "if a:\n    b = 2\n    c\n"
    assert len(places("a == b\na==b\n", "a == b")) == 2


def test_other_words_are_another_piece():
    assert places("ab = 1", "a b = 1") == [] and places("f(a, b)", "f(a)") == [] and places("f(a)", "f(a, )") == []
    assert places("select  1", "select 1", python=False) == []
