"""An HTML file as it is read: its tags, its attributes, its words."""

from __future__ import annotations

from html.parser import HTMLParser


class HtmlRead(HTMLParser):
    """Fed a file, holds its tags and attributes in their order, and all that it says."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.said += data
