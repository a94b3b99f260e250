"""Holds the code to name nothing that only JUNTOS has: its registers, indicators, stages and systems are content."""

import ast
import re

from conftest import ROOT
from sig_metrics.catalog.reader import load_catalog

# The plan and the law, which every institution has, and what the program itself keeps; the skeletons of new definitions are texts of definitions.
OF_EVERYBODY = re.compile(
    r"plan|plan_\w+|activity_\w+|deliverable|organizational_unit|territorial_unit|system_scope|legal_\w+|parameter|calendar_\w+"
    # what is kept of the reading itself: limits decided, what is noted, and views
    r"|process_decision|annotation|saved_view"
    # what the program itself writes of a session that is held in it
    r"|committee_member|minutes|session_attendance|agenda_item|agreement|vote"
)
# registers whose name is a word of the code too: a key of a table, a kind of point
ALSO_WORDS = {"definition", "document", "responsibility", "risk"}
NOT_READ = ("sig_metrics/demo/", "sig_metrics/definitions/", "sig_metrics/catalog/skeleton.py")


def texts() -> dict[str, set[str]]:
    """{word: the files that say it} of every text of the code that is not a docstring."""
    found: dict[str, set[str]] = {}
    for path in [*(ROOT / "sig_metrics").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "dashboard.py"]:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(NOT_READ):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                for word in re.findall(r"[A-Za-z_][\w-]*", node.value):
                    found.setdefault(word, set()).add(name)
    return found


def test_no_code_names_what_is_content():
    catalog, said = load_catalog(), texts()
    own = {name for name in catalog.registers if not OF_EVERYBODY.fullmatch(name)} - ALSO_WORDS
    own |= {*catalog.indicators, *(each.code for each in catalog.indicators.values()), *catalog.vocabularies["system"]}
    own |= set(catalog.vocabularies["stage"]) - {"improvement"}  # a role of the palette too
    assert {word: files for word, files in said.items() if word in own} == {}


def test_a_name_of_content_would_be_found():
    said = texts()
    assert "deliverable" in said and "corte" in said and len(said) > 2000
    assert {"qrd", "SEG-07", "SGSI", "maintenance"} <= {
        *load_catalog().registers,
        *(each.code for each in load_catalog().indicators.values()),
        *load_catalog().vocabularies["system"],
        *load_catalog().vocabularies["stage"],
    }
