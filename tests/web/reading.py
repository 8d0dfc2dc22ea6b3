"""A page as its reader meets it: fields by their label, buttons and links by their words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.web.pages import Page

_EMPTY = {"input", "br", "img", "meta", "link", "hr", "wbr", "use", "path", "rect"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parts: list[str] = field(default_factory=list)
    label: "Element | None" = None

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).replace("\u00a0", " ").split())


class Reading(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        label = next((one for one in reversed(self._open) if one.tag == "label"), None)
        element = Element(tag, {name: value or "" for name, value in attrs}, label=label)
        self.elements.append(element)
        for one in self._open:
            one.parts.append(" ")
        if tag not in _EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self._open):
            return
        while self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.parts.append(data)

    def words(self, *tags: str) -> list[str]:
        return [one.attributes.get("aria-label") or one.text for one in self.elements if one.tag in tags]

    def control(self, label: str) -> Element | None:
        """The field of that label; one whose label goes on after those words will do."""
        found = [(self.label_of(one), one) for one in self.elements if one.tag in {"input", "select", "textarea"}]
        exact = [one for text, one in found if text.removesuffix("*").strip() == label]
        return next(iter(exact or [one for text, one in found if text.startswith(f"{label} ")]), None)

    def label_of(self, control: Element) -> str:
        """With its asterisk, as it is seen."""
        name = control.attributes.get("id")
        tied = (one for one in self.elements if one.tag == "label" and name and one.attributes.get("for") == name)
        label = next(tied, control.label)
        return label.text if label else control.attributes.get("aria-label", "")

    def help_of(self, control: Element) -> str:
        ids = control.attributes.get("aria-describedby", "").split()
        return " ".join(one.text for one in self.elements if one.attributes.get("id") in ids)

    def options_of(self, control: Element) -> list[str]:
        start = self.elements.index(control)
        options = []
        for one in self.elements[start + 1 :]:
            if one.tag not in {"option", "optgroup"}:
                break
            options.append(one.text)
        return options
