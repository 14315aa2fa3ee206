"""The meeting's tables and matrix of states, as HTML read from across the room."""

from __future__ import annotations

from visa_data.figures.marked import legend, rows_left_out, short, text, tone_classes
from visa_data.meeting.pictures import MatrixPicture, TablePicture

NAME_LIMIT = 26
FIGURE = set("0123456789  \u00a0\u202f,.+-−<≥%–=()/")
WITHHELD = ("n.\u00a0c.", "non publié")
"""What stands for a figure, and is aligned as one."""


def matrix_html(picture: MatrixPicture) -> str:
    """Rows by columns: each cell has its state's colour, pattern and text; the legend under it."""
    tones = {category.key: category for category in picture.categories}
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in picture.columns)
    body = "".join(
        f'<tr data-ligne><th scope="row">{short(name, NAME_LIMIT)}</th>'
        + "".join(
            f'<td class="{tone_classes(tones[key].tone)}" title="{text(name)}, {text(column)} : '
            f'{text(tones[key].label)}"><b>{text(cell)}</b></td>'
            for column, key, cell in zip(picture.columns, keys, texts, strict=True)
        )
        + "</tr>"
        for name, keys, texts in zip(picture.rows, picture.cells, picture.texts, strict=True)
    )
    return (
        f'<div class="matrice"><div class="defile" data-lignes><table><thead><tr><td></td>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{rows_left_out('autre ligne', 'autres lignes')}"
        f"{legend(picture.categories)}</div>"
    )


def table_html(picture: TablePicture, *, whole: bool = False) -> str:
    """A table of texts, figures on the right. whole: the table behind a picture, that may scroll."""
    columns = range(len(picture.headers))
    numeric = [bool(picture.rows) and all(_is_figure(row[i]) for row in picture.rows) for i in columns]
    side = ['class="chiffre"' if right else "" for right in numeric]
    head = "".join(f'<th scope="col" {side[i]}>{text(picture.headers[i])}</th>' for i in columns)
    tones = picture.tones or (None,) * len(picture.rows)
    body = ""
    for row, tone in zip(picture.rows, tones, strict=True):
        mark = f'<i class="marque {tone_classes(tone)}"></i>' if tone is not None else ""
        cells = "".join(
            f"<td {side[i]}>{mark if i == 0 else ''}{text(value)}</td>" for i, value in enumerate(row)
        )
        body += f"<tr {'' if whole else 'data-ligne'}>{cells}</tr>"
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    if whole:
        return table
    return (
        f'<div class="tableau"><div class="defile" data-lignes>{table}</div>'
        f"{rows_left_out('autre ligne', 'autres lignes')}</div>"
    )


def _is_figure(cell: str) -> bool:
    return set(cell) <= FIGURE or cell in WITHHELD
