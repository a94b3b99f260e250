"""Owns what is forgotten in a folder of the project: what was added and lacks its other part, each in a sentence.

Only files are looked at, and nothing of the project is run. A program installed without its tests has nothing to say.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from sig_metrics.catalog.build import read_toml
from sig_metrics.catalog.skeleton.files import BLANK
from sig_metrics.language import words

CHARTS, PAGES, DEMO = Path("sig_metrics/present/charts"), Path("pages"), Path("data/demo")
# Where a text to fill may be left: what skeletons write.
FILLED = (
    "sig_metrics/definitions/*/*.toml",
    "sig_metrics/definitions/*/*.sql",
    "sig_metrics/present/charts/*.py",
    "pages/*.py",
    "tests/screens/*.md",
)
DEFINED = (
    "registers/*.toml",
    "indicators/*.toml",
    "indicators/*.sql",
    "checks/*.toml",
    "checks/*.sql",
    "papers/*.toml",
)


def forgotten(project: Path) -> list[str]:
    """What lacks something, in Spanish, in a folder of the project; [] when it has no tests."""
    definitions = project / "sig_metrics" / "definitions"
    if not (project / "tests").is_dir() or not definitions.is_dir():
        return []
    defined = (each(project, definitions) for each in (_indicators, _checks, _screens, _demonstration))
    return [sentence for found in (*defined, _charts(project), _blanks(project, FILLED)) for sentence in found]


def unfilled(root: Path) -> frozenset[Path]:
    """The files of a folder of definitions that a skeleton left to fill, with their other half."""
    left = _left(root, DEFINED)
    return frozenset(half for path in left for half in path.parent.glob(f"{path.name.partition('.')[0]}.*"))


def told_unfilled(root: Path) -> list[str]:
    """The same in Spanish, a sentence a file with something to fill."""
    return list(_blanks(root, DEFINED))


def _indicators(project: Path, definitions: Path) -> Iterator[str]:
    """A golden case for each indicator, with rows."""
    for path in sorted((definitions / "indicators").glob("*.toml")):
        case = project / "tests" / "golden" / path.stem / "expected.csv"
        if not case.is_file():
            yield words.say("forgotten_golden", name=path.stem)
        elif len(case.read_text(encoding="utf-8").split()) < 2:
            yield words.say("forgotten_golden_empty", name=path.stem)


def _checks(project: Path, definitions: Path) -> Iterator[str]:
    """A case for each rule, in the table of the cases."""
    cases = _texts(_tree(project / "tests" / "support" / "check_cases.py"))
    yield from (
        words.say("forgotten_check", name=path.stem)
        for path in sorted((definitions / "checks").glob("*.toml"))
        if path.stem not in cases
    )


def _charts(project: Path) -> Iterator[str]:
    """A test that calls each form, and a line in the list of forms: a form is a function of the folder of charts
    that gives a figure."""
    tested = {
        name for path in sorted((project / "tests" / "present").glob("test_*.py")) for name in _names(_tree(path))
    }
    listed = _names(_tree(project / CHARTS / "__init__.py"))
    for path in sorted((project / CHARTS).glob("*.py")):
        for form in _forms(_tree(path)):
            if form not in tested:
                yield words.say("forgotten_chart", form=form, file=f"{CHARTS.as_posix()}/{path.name}")
            if form not in listed:
                yield words.say("forgotten_chart_list", form=form, file=f"{CHARTS.as_posix()}/{path.name}")


def _screens(project: Path, definitions: Path) -> Iterator[str]:
    """A file that says what each screen must say: those with a page of their own, and those of the stages and
    systems that are defined."""
    shown = read_toml(definitions / "screens.toml") if (definitions / "screens.toml").is_file() else {}
    own = sorted(path.stem for path in (project / PAGES).glob("*.py") if path.stem != "__init__")
    for name in [*own, *(place["address"] for kind in ("stages", "systems") for place in shown.get(kind, {}).values())]:
        if not (project / "tests" / "screens" / f"{name}.md").is_file():
            yield words.say("forgotten_screen", name=name)


def _demonstration(project: Path, definitions: Path) -> Iterator[str]:
    """Rows of each register in the demonstration, and what writes the synthetic ones. The law comes with the
    program."""
    made = {
        text
        for path in sorted((project / "sig_metrics" / "demo").glob("*.py"))
        for each in _functions(_tree(path))
        if each.name == "registers"
        for text in _texts(each)
    }
    given = {path.stem for path in (project / "data").glob("*/*.csv")} | {
        path.stem for path in (project / "data" / "plan").glob("*/*.csv")
    }
    registers = {path.stem: read_toml(path) for path in sorted((definitions / "registers").glob("*.toml"))}
    for name, each in registers.items():
        if each.get("layout", "table") == "table" and not each.get("law") and name not in given:
            yield words.say("forgotten_demo_file", name=name)
        elif (project / DEMO / f"{name}.csv").is_file() and name not in made:
            yield words.say("forgotten_demo_maker", name=name)
    yield from (
        words.say("forgotten_demo_register", name=path.stem)
        for path in sorted((project / DEMO).glob("*.csv"))
        if path.stem not in registers
    )


def _blanks(project: Path, patterns: Iterable[str]) -> Iterator[str]:
    """No text that a skeleton left to fill."""
    for path, lines in _left(project, patterns).items():
        file, times = path.relative_to(project).as_posix(), words.count(lines, "línea", "líneas")
        yield words.say("forgotten_blank", file=file, times=times)


def _left(root: Path, patterns: Iterable[str]) -> dict[Path, int]:
    """{file: its lines to fill} of those that have some."""
    paths = sorted(path for pattern in patterns for path in root.glob(pattern))
    found = {path: path.read_text(encoding="utf-8", errors="replace").splitlines() for path in paths}
    return {path: times for path, lines in found.items() if (times := sum(BLANK in line for line in lines))}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8") if path.is_file() else "")


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]


def _forms(tree: ast.Module) -> list[str]:
    """The functions of a module that anybody may call and that say that they give a figure."""
    return [
        each.name
        for each in _functions(tree)
        if not each.name.startswith("_") and each.returns and ast.unparse(each.returns).endswith("Figure")
    ]


def _names(tree: ast.Module) -> set[str]:
    """Every name that a module uses or brings."""
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
        node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    return found | {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


def _texts(tree: ast.AST) -> set[str]:
    """Every text that is written in a piece of code."""
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
