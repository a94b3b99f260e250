"""Owns how counts and days of decisions are put into a sentence."""

from sig_metrics.language import words


def named(nouns: str) -> tuple[str, str, str]:
    """(one, many, «el más antiguo») of «reclamo|reclamos» or, when they are feminine, of «alerta|alertas|a»."""
    one, many, *feminine = nouns.split("|")
    return one, many, "la más antigua" if feminine else "el más antiguo"


def capital(said: str) -> str:
    """What begins a sentence, when the cases are of no unit."""
    return said[:1].upper() + said[1:]


def verbs(n: int) -> dict[str, str]:
    return {"passed": "pasó" if n == 1 else "pasaron", "due": "vence" if n == 1 else "vencen"}


def past(days: int) -> str:
    return f"venció hace {words.count(days, 'día', 'días')}" if days else "venció el día del corte"


def late(days: int) -> str:
    return f"vencido hace {words.count(days, 'día', 'días')}" if days else "venció el día del corte"


def waiting(days: int) -> str:
    """The same for a column of days."""
    return words.count(days, "día", "días") if days else words.say("decision_today")
