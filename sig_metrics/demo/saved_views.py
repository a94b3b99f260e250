"""Owns the saved views of the demonstration: a few questions that a committee would keep, one of them in two versions."""

SAVED = (
    ("QRD por motivo", 1, "2021-03-31", "UCI", "explorador?por=reason&cada=-"),
    ("QRD por motivo", 2, "2021-09-30", "UCI", "explorador?por=reason&y=channel&cada=-"),
    ("Reclamos por UT", 1, "2021-06-30", "CT", "explorador?por=ut&cada=-&si=kind:claim"),
    (
        "Días hasta notificar",
        1,
        "2021-06-30",
        "UCI",
        "explorador?mide=median&de=registered_on&a=notified_on&cada=quarter",
    ),
    ("Vulnerabilidades por severidad", 1, "2021-08-31", "UTI", "explorador?reg=vulnerability&forma=apiladas"),
)


def registers() -> dict[str, list[dict]]:
    """{register: rows} of this chapter."""
    names = ("name", "version", "saved_on", "unit", "address")
    return {"saved_view": [{**dict(zip(names, row)), "note": "Sintético"} for row in SAVED]}
