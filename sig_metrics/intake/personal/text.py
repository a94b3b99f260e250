"""Owns how a written text is looked at when persons are searched in it: letter by letter, small, without accents, with
plain digits.

Every character becomes one, so that a place in the plain text is the same place in what was written. It also tells
what a number is said to be: of a document, an amount, or of somebody. Refuses nothing."""

import re
import unicodedata

DOCUMENTS = frozenset(
    """informe informes memorandum memorandos memorando memo oficio oficios resolucion resoluciones rde rd rm rj carta cartas expediente
expedientes exp acta actas hoja ruta hr tramite tramites siaf factura facturas orden ordenes contrato contratos convenio proveido cut ticket tickets
cargo guia guias comprobante comprobantes cheque cheques boleta boletas recibo recibos cuenta cuentas ley decreto version cui snip oc os op pedido
requerimiento requerimientos solicitud solicitudes serie series patrimonial ubigeo lote codigo cod registro nota folio asiento partida poliza proforma constancia
certificado operacion transaccion voucher suministro medidor serial build id identificador equipo placa activo inventario modular correlativo incidente caso
reclamo queja alerta sku oficina proceso licitacion adjudicacion norma directiva meta clasificador secuencia token imagen img archivo tabla conformidad pecosa nit nis cci cta""".split()
)
AMOUNTS = frozenset(
    """monto montos hora horas hombre importe importes presupuesto pia pim devengado devengada devengados certificado comprometido girado girada total
totales suma saldo valor asciende ascendente ejecuto ejecutado transfirio pago soles dolares us costo gasto ingreso ingresos poblacion cantidad acumulado acumulada aprox aproximadamente promedio""".split()
)
FILLERS = frozenset(
    """n nro no num numero numeros nros de del la el los las es a al e y o s multiple circular simple virtual directoral compra servicio interno
externo con por administrativo""".split()
)
SOMEBODY = frozenset(
    """dni usuario usuaria titular madre padre persona hogar beneficiario beneficiaria ciudadano ciudadana reclamante denunciante denunciado
denunciada quejoso quejosa gestor gestora servidor servidora trabajador trabajadora hijo hija esposo esposa conyuge conviviente menor paciente victima identidad
apoderado apoderada representante facilitador facilitadora vecino vecina testigo solicitante administrado administrada""".split()
)
UNITS = re.compile(
    r"\s{0,3}(?:soles|dolares|hogares|personas|familias|registros|casos|transferencias|horas|beneficiari[oa]s|usuari[oa]s|abonos|"
    r"bytes|kb|mb|gb|km|%|visitas|filas|operaciones|transacciones|millones|mil|unidades|kits|raciones|kilos|metros)(?![a-z])"
)
WORD = re.compile(r"[a-z]+")
BACK = 48  # characters before a number in which what it is is said


class _Plain(dict):
    """{code of a character: its plain form}; what comes by for the first time is added."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kind = unicodedata.category(char)
        if kind == "Nd":
            plain = str(unicodedata.digit(char))
        elif kind[0] == "Z":
            plain = " "
        elif kind == "Pd" or char == "−":
            plain = "-"
        else:
            plain = "°" if char in "ºª˚" else unicodedata.normalize("NFKD", char)[0].lower()[0]
        self[code] = plain
        return plain


PLAIN = _Plain()


def plain(text: str) -> str:
    """A text of the same length in small plain letters and digits."""
    return text.lower() if text.isascii() else text.translate(PLAIN)


def words_before(low: str, at: int) -> list[str]:
    """The words just before a place, the nearest first, up to the number before them."""
    window = low[max(0, at - BACK) : at]
    cut = next((n + 1 for n in range(len(window) - 1, -1, -1) if window[n].isdigit()), 0)
    return WORD.findall(window, cut)[::-1]


def is_of_a_document(low: str, start: int, end: int) -> bool:
    """Whether what is before a number, or after it, says that it is of a document, a thing or an amount."""
    if UNITS.match(low, end):
        return True
    window = low[max(0, start - BACK) : start].rstrip(" :=.#°-")
    if window.endswith(("s/", "$", "o/s", "o/c")):
        return True
    said = [word for word in words_before(low, start)[:7] if word not in FILLERS][:2]
    if not said or said[0] in SOMEBODY:
        return False
    return any(word in DOCUMENTS or word in AMOUNTS for word in said)
