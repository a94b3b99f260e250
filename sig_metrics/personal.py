"""Owns the search of personal data in a written text: DNI, e-mail, telephone, and a probable name of a person.

No register has a column for them (Ley 29733), so finding one in a free text is a fault. It looks at the form only and
keeps nothing: numbers of documents, amounts, codes with letters or hyphens and dates are none. A name needs a title or
a label before it («la señora María Quispe»), or an identity document after it: capitals alone tell nothing.
"""

import re
from dataclasses import dataclass

MASK = "••••"
NUMBER = r"(?:\s*(?:n\s*\.?\s*[°º.]|nro\.?|n[uú]m(?:ero|\.)?))?"
DOCUMENTS = (r"informe|memor[aá]ndum|memorando|memo|oficio|resoluci[oó]n|rde|carta|expediente|exp|acta|hoja|ruta|tr[aá]mite|siaf|factura|"
             r"orden|contrato|convenio|proveído|cut|ticket|documento|cargo|gu[ií]a|comprobante|cheque|boleta|cuenta|ley|decreto|versi[oó]n|cui|o/?[sc]|pedido|requerimiento|solicitud|serie|patrimonial|ubigeo|lote")  # fmt: skip
AMOUNTS = (r"monto|horas(?:-hombre)?|importe|presupuesto|pia|pim|devengad[oa]s?|certificad[oa]s?|comprometid[oa]s?|girad[oa]s?|total|suma|saldo|valor|"
           r"ascendente a|asciende a|meta|ejecut[oó]|transfiri[oó]|pag[oó]|us\$|\$|s/\.?")  # fmt: skip
UNITS = (r"soles|d[oó]lares|hogares|personas|familias|registros|casos|transferencias|horas|beneficiari[oa]s|usuari[oa]s|abonos|"
         r"bytes|kb|mb|gb|km|%|visitas|filas|operaciones|transacciones|millones|mil")  # fmt: skip
BEFORE = re.compile(rf"(?:(?<!\w)(?:{DOCUMENTS})(?:\s+(?:m[uú]ltiple|circular|simple|virtual|directoral|de\s+\w+))?\.?{NUMBER}\s*[:#]?\s*|"
                    rf"(?<!\w)(?:{AMOUNTS})\s*(?:total\s+)?(?:de\s+|:\s*|=\s*|es\s+|a\s+)?(?:s/\.?\s*)?)$", re.I)  # fmt: skip
AFTER = re.compile(rf"\s*(?:{UNITS})(?!\w)", re.I)
DIGITS = re.compile(r"(?<![\w./=,+-])(\d{8})(?:\.0)?(?!\w|-\d{2}|-[A-Z]{2}|/[A-Z]|/\d{4}(?!\d)|[.,]\d)")
DAY = re.compile(r"20[0-4]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])20[0-4]\d")
IDENTITY = r"(?:dni|d\.\s?n\.\s?i\.?|documento\s+(?:nacional\s+)?de\s+identidad|doc\.?\s+(?:de\s+)?identidad|identificad[oa]s?\s+con)"
LABELLED = re.compile(rf"(?<!\w){IDENTITY}{NUMBER}\s*[:=#_-]?\s*(?:{IDENTITY}{NUMBER}\s*[:=#_-]?\s*)?(?:es\s+)?"
                      r"(\d{8}|\d{2}[. ,]\d{3}[. ,]\d{3}|\d{7})(?!\d)", re.I)  # fmt: skip
OWN_TAX_NUMBER = re.compile(r"(?<!\w)ruc\W{0,3}(?:n\W{0,2})?(10\d{9})(?!\d)", re.I)  # 10 + DNI + a check digit
FOREIGNER = re.compile(r"(?<!\w)(?:carn[eé]t?\s+de\s+extranjer[ií]a|pasaporte|ptp|cpp)\W{0,3}(?:n\W{0,2}|nro\W{0,2})?([a-z]?\d{7,9})(?!\d)", re.I)
EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
MOBILE = re.compile(r"(?<![\w./=,+-])(?:\(?\+?51\)?[ .-]?)?9\d{2}(?:([ .-]?)\d{3}\1\d{3}|[ .-]\d{6}|(?:[ .-]\d{2}){3})(?![\w/]|[.,-]\d)")
ABROAD = re.compile(r"\+51[ .-]?\(?\d{1,2}\)?(?:[ .-]?\d){6,8}(?!\d)")
PHONE = re.compile(r"(?<!\w)(?:tel[eé]fonos?|tel[f.]?|telf|celular(?:es)?|cel|fono|fijo|tlf|whatsapp|ll[aá]m(?:ar|e|elo|ela)\s+al)\W{0,3}"
                   r"(?:(?:es|n[°º]|nro|n[uú]mero)\W{0,3})?(\(?\d[\d() .-]{4,14}\d)", re.I)  # fmt: skip
TITLES = (r"sr|sra|srta|sres|se[ñn]or(?:a|ita|es)?|don|do[ñn]a|dr|dra|ing|lic|mg|mag|abog|eco|econ|cpc|prof|profesora?|"
          r"doctora?|hermano|hermana|usuari[oa]|titular|denunciantes?|denunciad[oa]|quejos[oa]|reclamante|ciudadan[oa]|madre|padre|"
          r"menor|ni[ñn][oa]|servidora?|trabajadora?|gestora?(?:\s+local)?|paciente|v[ií]ctima|hij[oa]|espos[oa]|promotora?|"
          r"nombres?(?:\s+y\s+apellidos)?|apellidos(?:\s+y\s+nombres)?|a\s+nombre\s+de|llamad[oa]|identificad[oa]\s+como|"
          r"beneficiari[oa]|enfermer[oa]|alcalde|alcaldesa|madre\s+l[ií]der|facilitadora?|coordinadora?|jefe|jefa|atte|atentamente|"
          r"(?:firmad[oa]|suscrit[oa]|remitid[oa]|atendid[oa]|registrad[oa])\s+por")  # fmt: skip
WORD = r"[A-ZÁÉÍÓÚÑÜ](?:[a-záéíóúñü'’]+|[A-ZÁÉÍÓÚÑÜ'’]+)(?:-[A-ZÁÉÍÓÚÑÜ]\w+)?"
NAME = rf"{WORD}(?:,?\s+(?:(?:de|del|la|las|los|y|DE|DEL|LA|LOS)\s+){{0,2}}{WORD}){{1,4}}"
TITLED = re.compile(rf"(?<!\w)(?i:{TITLES})(?:\s*\([ao]\))?(?:\s+(?i:se\s+llama|es|de\s+nombre|llamad[oa]))?\s*[.:,]?\s*({NAME})(?!\w)")
DOCUMENTED = re.compile(rf"(?<!\w)({NAME}),?\s*\(?(?:(?i:identificad[oa])|(?i:con\s+dni)|(?i:dni)|(?i:d\.n\.i))(?!\w)")
NO_NAMES = frozenset("""unidad territorial territoriales programa direccion ejecutiva ejecutivo director directora oficina ministerio comite
sistema gestion municipalidad gobierno banco nacion sede central coordinacion jefatura jefe jefa tecnica tecnico plan proyecto politica
proceso procedimiento informe resolucion recursos humanos tecnologias informacion planeamiento presupuesto modernizacion comunicacion imagen
asesoria juridica defensoria pueblo contraloria general republica secretaria consejo ministros centro salud poblado distrito provincia
departamento region instituto nacional juntos sig midis servir indeci sgc sgas sgsi sgsst iso norma ley decreto libro reclamaciones hogar
hogares usuario usuaria usuarios comunidad campesina nativa institucion educativa puesto hospital agencia cajero lima peru
civil social colegiado comunitario demanda final interno ministro ministra economia zonal regional local windows server oracle database
linux red sql virtual fisico judicial milagros asuncion calidad seguridad antisoborno integridad auditoria interna externa control alta transparencia vigilancia ciudadana digital
""".split())
FOLDED = str.maketrans("áéíóúüñ", "aeiouun")
HINT = (r"@|[0-9]{7}|[0-9]{2}[. ,][0-9]{3}[. ,][0-9]{3}|9[0-9]{2}[ .-][0-9]{2}|\+51|(?i:\btel|\btlf|\bcel|\bfono|\bfijo|whatsapp|\bll[aá]m|identi|d\.?\s?n\.?\s?i)"
        rf"|(?i:\b(?:{TITLES}))(?:[\s.:,(]|$)")  # RE2 finds these texts quickly: no other can hold anything  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One piece of personal data: «dni», «email», «phone» or «name», and where it is."""

    kind: str
    start: int
    end: int


def _excused(text: str, found: re.Match) -> bool:
    """The number of a document, or an amount."""
    return bool(BEFORE.search(text[: found.start()][-60:]) or AFTER.match(text, found.end()))


def _is_name(found: re.Match) -> bool:
    """Two words at least that are of no office, place or standard."""
    words = [word for word in re.findall(WORD, found[1])]
    return len(words) > 1 and not any(word.casefold().translate(FOLDED) in NO_NAMES for word in words[:2])


def find(text: str) -> list[Finding]:
    """What looks like personal data in a text, in order of place; overlapping findings count once."""
    found = [Finding("dni", *m.span(1)) for shape in (LABELLED, OWN_TAX_NUMBER, FOREIGNER) for m in shape.finditer(text)]
    found += [Finding("dni", *m.span()) for m in DIGITS.finditer(text) if not DAY.fullmatch(m[1]) and not _excused(text, m)]
    found += [Finding("email", *m.span()) for m in EMAIL.finditer(text)]
    found += [Finding("phone", *m.span(1)) for m in PHONE.finditer(text) if 6 <= sum(c.isdigit() for c in m[1]) <= 11]
    found += [Finding("phone", *m.span()) for m in ABROAD.finditer(text)]
    found += [Finding("phone", *m.span()) for m in MOBILE.finditer(text) if not _excused(text, m)]
    found += [Finding("name", *m.span(1)) for shape in (TITLED, DOCUMENTED) for m in shape.finditer(text) if _is_name(m)]
    kept: list[Finding] = []
    for each in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def masked(text: str) -> str:
    """The text with «••••» where there is personal data."""
    for each in reversed(find(text)):
        text = text[: each.start] + MASK + text[each.end :]
    return text
