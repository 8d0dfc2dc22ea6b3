def trace_number(text: str) -> int:
    """Where a page begins; anything else is the first page."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
