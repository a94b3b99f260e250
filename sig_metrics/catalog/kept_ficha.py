"""Owns what a register must say of what is kept of its files, and of the protected tables that it admits.

Refuses, naming the file and the key: a reserved register whose files would be kept as they came, or whose tables are
not declared; a rewriting without its reason, or of what cannot be written again without doubt; a table of words that
do not exist."""

from sig_metrics.catalog.model import ARCHIVES, ORIGINAL_WHY, CatalogError, Code, Register
from sig_metrics.language.nearest import nearest


def check_kept(made: Register, file: str, vocabularies: dict[str, dict[str, Code]]) -> None:
    """Raises CatalogError on the first thing that is not said, or that cannot be."""
    if made.archive not in ARCHIVES:
        raise CatalogError(f"{file}: archive: «{made.archive}»{nearest(made.archive, ARCHIVES)}")
    if made.reserved and not made.rewritten:
        raise CatalogError(
            f'{file}: reserved: exige archive = "rewrite": de un registro reservado no se guarda el archivo que llegó'
        )
    if made.reserved and made.disclosure is None:
        raise CatalogError(f"{file}: reserved: exige «disclosure»: qué tablas protegidas admite")
    if made.rewritten == (made.archive_why == ORIGINAL_WHY):
        raise CatalogError(
            f"{file}: archive_why: "
            + ('archive = "rewrite" exige su motivo' if made.rewritten else 'con archive = "original" sobra')
        )
    doubtful = [
        column
        for column in made.columns
        if column.type == "decimal" or column.type == "text" and column.name in made.key
    ]
    # «1.234» is read in two ways, and a key may be stored in another dress
    if made.rewritten and (made.layout != "table" or doubtful):
        raise CatalogError(
            f"{file}: archive: «rewrite» es de registros de tabla, sin columnas decimales ni textos en su clave"
        )
    if made.disclosure:
        _tables(made, file, vocabularies)


def _tables(made: Register, file: str, vocabularies: dict[str, dict[str, Code]]) -> None:
    """Refuses a table, period or category that its column does not have, and a table of the vocabulary that no rule
    admits."""
    asked = made.disclosure
    columns = {column.name: column for column in made.columns}
    for name in (asked.year, asked.period, asked.table, asked.category, *asked.counts):
        if name not in columns:
            raise CatalogError(f"{file}: disclosure: columna «{name}» no declarada{nearest(name, columns)}")
    for each in asked.tables:
        for name, words in (
            (asked.table, (each.table,)),
            (asked.period, each.periods),
            (asked.category, each.categories),
        ):
            known = vocabularies[columns[name].vocabulary]
            for word in words:
                if word not in known:
                    raise CatalogError(f"{file}: disclosure: «{word}» no es de «{name}»{nearest(word, known)}")
    if lacking := set(vocabularies[columns[asked.table].vocabulary]) ^ {each.table for each in asked.tables}:
        raise CatalogError(f"{file}: disclosure: falta decir cuándo se admite «{min(lacking)}»")
    if asked.total not in {each.table for each in asked.tables}:
        raise CatalogError(f"{file}: disclosure: total: «{asked.total}» no es una de sus tablas")
