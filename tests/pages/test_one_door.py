"""Pages give Streamlit literals, or texts made plain: nothing else may hold Markdown, anywhere in their sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared_data import ROOT

SOURCES = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]
DOOR = {"plain", "marked", "joined"}
LABEL = (0, "label")
READ = {
    **dict.fromkeys(("markdown", "caption", "title", "header", "subheader"), (0, "body")),
    **dict.fromkeys(("info", "warning", "error", "success", "toast"), (0, "body")),
    **dict.fromkeys(("button", "download_button", "form_submit_button", "link_button", "popover"), LABEL),
    **dict.fromkeys(("checkbox", "toggle", "radio", "selectbox", "multiselect", "pills"), LABEL),
    **dict.fromkeys(("segmented_control", "slider", "select_slider", "text_input", "text_area"), LABEL),
    **dict.fromkeys(("number_input", "date_input", "time_input", "file_uploader", "data_editor"), LABEL),
    **dict.fromkeys(("expander", "status", "feedback", "color_picker", "camera_input"), LABEL),
    "tabs": (0, "tabs"),
    "dialog": (0, "title"),
    "Page": (1, "title"),
    "spinner": (0, "text"),
    "progress": (1, "text"),
    "page_link": (1, "label"),
    "metric": LABEL,
}
"""What Streamlit 1.67 reads as Markdown: method → place and name of its text."""
ALSO_READ = {"help", "label", "delta", "description", "captions", "text", "title"}
"""Arguments by name that are read as Markdown, whatever the method among those above."""
MARKDOWN_OPTIONS = {"radio", "pills", "segmented_control"}
"""Widgets whose options are Markdown too; those of selectbox and multiselect are plain text."""
NEVER = {
    "write",
    "write_stream",
    "latex",
    "code",
    "text",
    "table",
    "json",
    "chat_message",
    "image",
    "exception",
}
"""Ways that this project does not take: they guess what they are given, or read Markdown in a table."""
NOT_STREAMLIT = {
    ("archive", "write"),
    ("base", "text"),
    ("figure", "text"),
    ("rank.figure", "text"),
    ("network", "table"),
}


def called(node: ast.Call) -> tuple[str, str]:
    """(what it is asked of, the name of the method): `left.button(…)` → ("left", "button")."""
    if isinstance(node.func, ast.Attribute):
        return ast.unparse(node.func.value), node.func.attr
    return "", ""


def is_literal(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, str))


def is_trusted(node: ast.expr, constants: set[str]) -> bool:
    """Whether a text is written in the page, or went through the door."""
    if is_literal(node) or (isinstance(node, ast.Name) and node.id in constants):
        return True
    if isinstance(node, ast.IfExp):
        return is_trusted(node.body, constants) and is_trusted(node.orelse, constants)
    if isinstance(node, ast.List | ast.Tuple):
        return all(is_trusted(one, constants) for one in node.elts)
    if isinstance(node, ast.ListComp):
        return is_trusted(node.elt, constants)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DOOR:
        return node.func.id == "plain" or (bool(node.args) and is_template(node.args[0], constants))
    return False


def is_template(node: ast.expr, constants: set[str]) -> bool:
    return is_literal(node) or (isinstance(node, ast.Name) and node.id in constants)


def literal_constants(tree: ast.Module) -> set[str]:
    """Names given a literal text at the top of the module."""
    return {
        target.id
        for line in tree.body
        if isinstance(line, ast.Assign) and is_literal(line.value)
        for target in line.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    }


def texts_of(node: ast.Call, method: str) -> Iterator[ast.expr]:
    """The arguments of a call that are read as Markdown."""
    place, name = READ[method]
    if len(node.args) > place:
        yield node.args[place]
    for keyword in node.keywords:
        if keyword.arg == name or keyword.arg in ALSO_READ:
            yield keyword.value
    if method == "metric":
        yield next((k.value for k in node.keywords if k.arg == "value"), None) or node.args[1]
    if method in MARKDOWN_OPTIONS:
        shown = next((k.value for k in node.keywords if k.arg == "format_func"), None)
        if shown is None:
            yield next((k.value for k in node.keywords if k.arg == "options"), None) or node.args[1]
        else:
            yield shown.body if isinstance(shown, ast.Lambda) else shown


def open_texts(source: str) -> list[str]:
    """« line: text » of each text given to Streamlit otherwise than as a literal or through the door."""
    tree = ast.parse(source)
    constants = literal_constants(tree)
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "bound":
            node = ast.Call(node.args[0], node.args[1:], node.keywords, lineno=node.lineno)
        asked, method = called(node)
        if method.endswith("Column") and asked.endswith("column_config"):
            texts = [k.value for k in node.keywords if k.arg == "help"]
        elif (
            method in NEVER
            and (asked, method) not in NOT_STREAMLIT
            and not asked.startswith(("FORMS", "DIGESTS"))
        ):
            found.append(f"{node.lineno}: {method}")
            continue
        elif method in READ:
            texts = list(texts_of(node, method))
        else:
            continue
        if any(k.arg == "unsafe_allow_html" for k in node.keywords):
            found.append(f"{node.lineno}: unsafe_allow_html")
        found += [
            f"{text.lineno}: {method} {ast.unparse(text)}"
            for text in texts
            if not is_trusted(text, constants)
        ]
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_text_goes_through_the_door(path: Path) -> None:
    assert open_texts(path.read_text(encoding="utf-8")) == []


def test_templates_are_literals() -> None:
    """`marked` and `joined` trust their first argument: nobody gives them a composed one."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = literal_constants(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in DOOR - {"plain"}
            ):
                assert is_template(node.args[0], constants), f"{path.name}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Marked":
                assert path.name == "plain.py", f"{path.name}:{node.lineno}: only the door marks a text"


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown(f'**{name}**')",
        "left.button(name)",
        "st.caption('a' + name)",
        "st.metric('Appels', '3', delta=name)",
        "st.metric('Appels', name)",
        "st.radio('Quoi', names)",
        "st.pills('Quoi', codes, format_func=lambda code: names[code])",
        "st.tabs([name, 'Autre'])",
        "st.selectbox('Zone', codes, help=name)",
        "st.column_config.Column('Zone', help=name)",
        "st.info(marked(f'**{name}**'))",
        "st.write(name)",
        "bound(st.pills, 'Quoi', names, key='quoi')",
        "st.markdown('<b>', unsafe_allow_html=True)",
        "bar.progress(0.5, name)",
    ],
)
def test_a_text_that_goes_round_is_seen(line: str) -> None:
    assert len(open_texts(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown('**Colonnes**')",
        "st.markdown(marked('**{}** zones', count) if count else 'Aucune')",
        "st.selectbox('Zone', codes, format_func=lambda code: names[code])",
        "st.radio('Quoi', names, format_func=lambda name: plain(name))",
        "st.tabs([plain(name), 'Autre'])",
    ],
)
def test_a_text_through_the_door_is_left_alone(line: str) -> None:
    assert open_texts(line) == []
