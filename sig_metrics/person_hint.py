"""Owns the expression that tells, over a whole column at once, which texts can hold personal data: no other is searched.

It is written for RE2, whose work grows as the text does, and is wider than the search: what it leaves out has nothing to be found
(a test). It sees texts as they were written, with accents, odd digits and spaces.
"""

from sig_metrics.person_names import BY, IDENTIFIED, KNOWN, TITLES

ACCENTED = {"a": "[aáàâäãå]", "e": "[eéèêë]", "i": "[iíìîï]", "o": "[oóòôöõ]", "u": "[uúùûü]", "n": "[nñ]", "c": "[cç]", "y": "[yýÿ]"}
D, GAP = r"\p{Nd}", r"[\pZ\s]"
PART = r"[\pZ\s\p{Pd}.,/_'·−]"
LABELS = r"telef|tel[fé.: ]|tlf|cel[u.: ]|cel[0-9]|celul|m[oó]vil|fono|fijo|wh?ats|ws?pp?[^\pL]|uasap|wasap|rpm|rpc|nextel|yape|plin|contacto|ll[aá]m|marcar|ubicar|escribir|comunicarse|identi|pasaporte|pas\.|ptp|cpp|c[eé]dula|brevete|licencia|cuspp|carn|d\.?\s?n\.?\s?i|c\.?e\.?[^\pL]|l\.\s?e"


def _spelled(words: frozenset[str]) -> str:
    return "|".join("".join(ACCENTED.get(letter, letter) for letter in word) for word in sorted(words))


NUMBERS = rf"{D}{{7}}|{D}{{2,3}}{PART}{{1,3}}{D}{{3}}{PART}{{1,3}}{D}{{3}}|9{D}{{0,5}}{PART}{D}{{2}}|(?:{D}{PART}){{7}}{D}|\+{D}|\(9?{D}{{1,3}}(?:[ -]{D})?\)|(?:^|[^\pL{D}-])0{D}{{1,2}}{PART}{D}{{2}}|{D}{{4}}{PART}{{1,3}}{D}{{4}}"
ODD = r"[\x{2070}-\x{209f}\x{2100}-\x{214f}\x{2460}-\x{24ff}\x{ff01}-\x{ffee}\x{1d400}-\x{1d7ff}\x{300}-\x{36f}]"
MAILS = r"@|arroba|[(\[{< ]\s?at\s?[)\]}> ]|[_-]at[_-]|&#64;|[(\[{<]\s?a\s?[)\]}>]|gmail|gmial|hotmail|outlook|yahoo|icloud|live|msn|protonmail"
HINT = rf"(?i){NUMBERS}|{ODD}|{MAILS}|(?:{LABELS})|(?:^|[^\pL])(?:{_spelled(KNOWN | TITLES | BY | IDENTIFIED)})(?:[^\pL]|$)"
