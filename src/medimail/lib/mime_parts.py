"""Which parts of a message are read, and which are files."""

from dataclasses import dataclass, field

from medimail.lib.mime_tree import Node

_WORDS = {"text/plain", "text/html"}
# The same words once more, for programs of another kind.
_TWINS = {"text/x-amp-html", "text/watch-html", "text/enriched"}


@dataclass(slots=True)
class Parts:
    """`page`: what is read, in order, with its looks; `words`: the same as plain text where the sender wrote it."""

    page: list[Node] = field(default_factory=list)
    words: list[Node] = field(default_factory=list)
    files: list[tuple[int, Node]] = field(default_factory=list)
    """With their number among the leaves, from 1."""

    @property
    def has_html(self) -> bool:
        return any(node.kind == "text/html" for node in self.page)

    @property
    def pictures(self) -> list[tuple[int, Node]]:
        """Those the page may show in its place."""
        return [
            (number, node)
            for number, node in self.files
            if node.content_id and node.kind.startswith("image/") and node.disposition != "attachment"
        ]

    @property
    def invitation(self) -> Node | None:
        return next((node for _, node in self.files if node.kind == "text/calendar"), None)


def sorted_out(root: Node) -> Parts:
    parts = Parts()
    numbers = {leaf.section: number for number, leaf in enumerate(root.leaves(), 1)}
    parts.page, parts.words = _read(root, parts, numbers)
    return parts


def _read(node: Node, parts: Parts, numbers: dict[str, int]) -> tuple[list[Node], list[Node]]:
    if not node.is_multipart:
        return _leaf(node, parts, numbers)
    choices = [_read(child, parts, numbers) for child in node.children]
    if node.kind == "multipart/alternative":
        return _preferred(choices)
    return [leaf for page, _ in choices for leaf in page], [leaf for _, words in choices for leaf in words]


def _leaf(node: Node, parts: Parts, numbers: dict[str, int]) -> tuple[list[Node], list[Node]]:
    if node.kind in _WORDS and node.disposition != "attachment" and not node.filename:
        return ([node], [node]) if node.octets else ([], [])
    if node.kind not in _TWINS or node.disposition == "attachment" or node.filename:
        parts.files.append((numbers[node.section], node))
    return [], []


def _preferred(choices: list[tuple[list[Node], list[Node]]]) -> tuple[list[Node], list[Node]]:
    """RFC 2046, 5.1.4: the last one is the richest; the first is the plainest."""
    pages = [page for page, _ in choices if page]
    texts = [words for _, words in choices if words]
    rich = next((page for page in reversed(pages) if any(leaf.kind == "text/html" for leaf in page)), None)
    plain = next((words for words in texts if all(leaf.kind == "text/plain" for leaf in words)), None)
    return rich or (pages[-1] if pages else []), plain or (texts[0] if texts else [])
