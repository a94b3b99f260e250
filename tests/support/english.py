"""Owns the English that no screen says: words that no Spanish text of this house has."""

import re
from collections.abc import Iterator

# «May» is a month in both languages; «error» is Spanish too; «sum» is of the SQL.
ENGLISH = frozenset(
    """the of and to is are was for with your this that these not select selected search close open opened clear choose
    column columns row rows cell cells file files upload download copy sort hide show pin unpin date day days month months
    year years time next previous empty loading running stop press enter page pages found server connection table tables
    result results match matches scroll use key keys option options value values average range count minimum maximum
    yes true false none null undefined nan nat untitled chart image button link list item items text input label click drag
    drop here browse limit per only more less view edit add remove delete cancel save apply submit reset rerun settings
    print help about theme light dark home navigate main sidebar skip content expand collapse fullscreen toggle dropdown
    dialog dismiss out back forward zoom pan box camera today week january february march april june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday aug dec loaded please wait reload
    warning traceback exception unknown network failed request required type""".split()
)


def english_in(text: str) -> Iterator[str]:
    """The English words of a text, as they are written in it; «FOR-011» is a code, and the name of a file is its own."""
    text = re.sub(r"[\w-]+\.(?:csv|xlsx|parquet)\b", "", text)
    return (word for word in re.findall(r"[^\W\d_]++(?!-\d)", text) if word.lower() in ENGLISH and word != "May")
