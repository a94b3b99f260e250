"""Owns the merged cells of a sheet: the value of a block stands in each of its rows."""

from sig_metrics.intake.files.grid import Sheet


def unmerge(sheet: Sheet, start: int, whole: bool) -> int:
    """Writes the value of each merged block in its first column, or in all its cells, from row `start` on; how many
    blocks."""
    done = 0
    for top, left, bottom, right in sheet.merges:
        if top < start or right - left > 6:  # a wide block is a title row, not a cell of a column
            continue
        done += top < len(sheet.grid) and left < len(sheet.grid[top]) and bool(sheet.grid[top][left])
        for row in range(top, min(bottom + 1, len(sheet.grid))):
            for index in range(left, min((right if whole else left) + 1, len(sheet.grid[row]))):
                sheet.copy(top, left, row, index)
    return done


def spread(sheet: Sheet, kept: list[int]) -> int:
    """Writes the value of each merged block along its rows of data, which a note over several columns is not; how
    many blocks."""
    done, data = 0, set(kept) if sheet.merges else set()
    for top, left, bottom, right in sheet.merges:
        rows = [
            row for row in range(top, bottom + 1) if row in data and right - left <= 6 and left < len(sheet.grid[row])
        ]
        done += bool(rows and sheet.grid[rows[0]][left])
        for row in rows:
            for index in range(left, min(right + 1, len(sheet.grid[row]))):
                sheet.copy(row, left, row, index)
    return done
