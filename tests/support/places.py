"""Owns where a walk over the screens goes: what can be chosen in a store, and places such that any two choices meet.

A place is a screen and its address. Nothing is written by hand but the names of the parameters: months, systems,
units, versions, topics and tabs are those of the definitions and the store that are walked.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from pages._kit.screens import screens
from sig_metrics.measure.comparison import MONTH, NOTHING, TARGET, YEAR
from sig_metrics.measure.crossed import crossable
from sig_metrics.measure.dataset import Dataset
from sig_metrics.measure.scope import horizon

PARTS = ("indicadores", "actividades", "seguimiento", "evidencia")
SECTIONS = {
    "carga": ("archivo", "formulario", "cierre", "historial"),
    "catalogo": ("fichas", "diccionario", "siglas", "legal", "responsabilidades", "etapas", "plazos"),
}


@dataclass(frozen=True)
class Place:
    """A screen with what its address says."""

    screen: str
    query: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.screen}?{'&'.join(f'{key}={value}' for key, value in self.query)}"


def place(screen: str, *given: dict[str, str]) -> Place:
    """What is left out of an address has no value in it."""
    return Place(screen, tuple((key, value) for each in given for key, value in each.items() if value))


def views(dataset: Dataset) -> dict[str, list[dict[str, str]]]:
    """{screen: what can be looked at in it}, the first as it opens: topics, tabs, sections, a list folded or whole."""
    catalog, found = dataset.catalog, {}
    for address, screen in screens(catalog).items():
        inside: list[dict[str, str]] = [{}]
        if screen.stage:
            topics = [topic.key for topic in catalog.screens.topics if topic.stage == screen.stage]
            inside += [{"calendario": "todo"}, *({"tema": key} for key in topics)]
        elif screen.system:
            inside += [{"parte": part} for part in PARTS]
        elif address == "plan":
            inside += [{"ver": "vencidos"}, {"tabla": "desfase.curva", "cambios": "0"}]
        elif address == "revision":
            inside += [{"lista": "todo"}, {"parte": "sesiones"}, {"parte": "convocar"}, {"sesion": "ACT-2021-04"}]
        elif address == "agenda":
            inside += [{"ver": part} for part in ("despues", "sin-fecha", "cumplido")]
        elif address == "resumen":
            inside += [{"tabla": "unidades", "cambios": "01"}]
        inside += [{"seccion": section} for section in SECTIONS.get(address, ())]
        found[address] = inside
    registers, fichas = list(catalog.registers), [each.code for each in catalog.indicators.values()]
    found["carga"] += [{"registro": name} for name in registers]
    found["catalogo"] += [{"registro": name} for name in registers] + [{"ficha": code} for code in fichas]
    found["indicadores"] += [{"ind": code} for code in fichas]
    found["explorador"] += [{"vista": "cruzar", "reg": name} for name in crossable(dataset)]
    found["catalogo"] += [{"buscar": text} for text in ("plazo", "zzzz")]
    return found


def filters(dataset: Dataset) -> dict[str, list[str]]:
    """{parameter: its values}, «» for what opens by itself."""
    available, words = horizon(dataset), dataset.catalog.vocabularies
    months = [f"{day:%Y-%m}" for day in available.offered()]
    return {
        "corte": months,
        "sistema": ["", *words["system"]],
        "unidad": ["", *(code for code in words["unit"] if code != "ALL")],
        "plan": ["", "ultima", *sorted({version.version for version in available.versions})],
        "comparar": [MONTH, YEAR, TARGET, NOTHING, months[0]],
    }


def covering(axes: dict[str, list], seed: int) -> Iterator[dict[str, object]]:
    """Choices of one value of each axis such that any two values of two axes meet in one of them: each is the best of
    some that begin with a pair that has not met."""
    chance, names = random.Random(seed), list(axes)
    left = {
        (one, a, other, b)
        for one, other in combinations(range(len(names)), 2)
        for a, b in product(range(len(axes[names[one]])), range(len(axes[names[other]])))
    }
    waiting = sorted(left)
    chance.shuffle(waiting)
    for pair in waiting:
        if pair in left:
            chosen = _completed(pair, [len(axes[name]) for name in names], left, chance)
            left -= _met(chosen)
            yield {name: axes[name][at] for name, at in zip(names, chosen)}


def _met(chosen: list[int]) -> set[tuple[int, int, int, int]]:
    return {(one, chosen[one], other, chosen[other]) for one, other in combinations(range(len(chosen)), 2)}


def _completed(pair: tuple, sizes: list[int], left: set, chance: random.Random) -> list[int]:
    """The pair with a value of every other axis: that which meets most of what has not met."""
    fixed = {pair[0]: pair[1], pair[2]: pair[3]}
    for axis in chance.sample(range(len(sizes)), len(sizes)):
        if axis not in fixed:
            values = chance.sample(range(sizes[axis]), sizes[axis])
            fixed[axis] = max(
                values, key=lambda value: sum(_pair(axis, value, *each) in left for each in fixed.items())
            )
    return [fixed[axis] for axis in range(len(sizes))]


def _pair(one: int, a: int, other: int, b: int) -> tuple[int, int, int, int]:
    return (one, a, other, b) if one < other else (other, b, one, a)


def sample(dataset: Dataset, seed: int = 2021) -> list[Place]:
    """Every screen with every filter, and every two filters, together, in some of the months: the first, the last ones
    and one of each five. What is looked at inside a screen takes turns until all of it has been seen."""
    inside, found, chosen_from = views(dataset), [], filters(dataset)
    turns, months = dict.fromkeys(inside, 0), chosen_from["corte"]
    chosen_from["corte"] = sorted({*months[::5], *months[-2:]})
    for chosen in covering({"screen": list(inside), **chosen_from}, seed):
        screen = chosen.pop("screen")
        found.append(place(screen, inside[screen][turns[screen] % len(inside[screen])], chosen))
        turns[screen] += 1
    for screen, turn in turns.items():  # what had no turn is seen as it opens
        found += [place(screen, each) for each in inside[screen][turn:]]
    return found


def whole(dataset: Dataset, screen: str, seed: int = 2021) -> Iterator[Place]:
    """Every cut-off × system × unit × version of a screen, of those that it honours, with what can be looked at
    inside, and the comparison, at random; then each thing inside it once more."""
    chance, inside, chosen = random.Random(seed), views(dataset)[screen], filters(dataset)
    honoured = screens(dataset.catalog)[screen].filters
    axes = [chosen[name] if name in honoured else [""] for name in ("corte", "plan", "sistema", "unidad")]
    for month, plan, system, unit in product(*axes):
        given = {"corte": month, "sistema": system, "unidad": unit, "plan": plan}
        compared = chance.choice(chosen["comparar"]) if "comparar" in honoured else ""
        yield place(screen, chance.choice(inside), given, {"comparar": compared})
    yield from (place(screen, each) for each in inside)


def opened_from(app, at: Place) -> list[Place]:
    """The drawers that the boards and the charts of a screen open, and the whole list of decisions."""
    asked: list[dict[str, str]] = [{"decisiones": "todas", "clase": "off_target"}, {"casos": "frase", "hoja": "2"}]
    asked += [{"casos": f"intime.{value}"} for key, value in at.query if key == "ind"]
    for element in app.get("bidi_component"):
        board = json.loads(element.proto.bytes)["board"]
        asked += _of_board(element.proto.component_name, board, element.key or "")
    return [place(at.screen, dict(at.query), each) for each in asked]


def _of_board(name: str, board: dict, key: str) -> Iterator[dict[str, str]]:
    if name == "sig_measures":
        yield from ({"ficha" if "-" in row["key"] else "casos": row["key"]} for row in board["rows"])
        yield from ({"regla": row["key"]} for row in board["rows"])
    elif name == "sig_decisions":
        yield from filter(None, (_decision(item["key"]) for item in board["items"]))
    elif name == "sig_matrix":
        cells = [cell for row in board["rows"] for cell in row["cells"]]
        yield from ({"casos": cell["rows"]} for cell in cells if cell.get("rows"))
        yield from ({"casos": cell["key"]} for cell in cells if (cell["key"] or "").startswith("revision."))
        yield from ({"decisiones": cell["signals"]["key"]} for cell in cells if cell["signals"])
    elif name == "sig_chart":
        yield {"casos": f"figura.{key.removeprefix('fig_')}"}
        points = [str(each) for trace in board["figure"]["data"] for each in trace.get("customdata") or []]
        yield from ({"casos": point} for point in points[-1:] if "." in point)
    elif name == "sig_plan_grid":
        cells = [cell["key"] for group in board["groups"] for row in group["rows"] for cell in row["cells"]]
        yield from filter(None, (_decision(key) for key in cells if key))


def _decision(key: str) -> dict[str, str] | None:
    kind, _, rest = key.partition(".")
    if kind in ("overdue", "term", "soon", "revision", "deber"):
        return {"casos": key}
    if kind in ("ficha", "rule"):
        return {"ficha" if kind == "ficha" else "regla": rest}
    if not kind.isdigit():
        return None
    month, _, year = rest.partition(".")
    return {"act": kind, **({"mes": month} if month else {}), **({"anio": year} if year else {})}
