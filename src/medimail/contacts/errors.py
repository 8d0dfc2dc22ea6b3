class Full(Exception):
    """The book or the group holds as many as it may; nothing was added. `most` says how many that is."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NameTaken(Exception):
    """Another group of this book has that name."""
