class FileRefused(Exception):
    """The whole file cannot be used. `problem` is a word that the reader of a report finds in the documentation."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}" if detail else problem)
        self.problem = problem
        self.detail = detail
