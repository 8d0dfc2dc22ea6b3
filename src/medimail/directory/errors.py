class ImportRefused(Exception):
    """The whole file is refused and the last good state stays. `problem` is one of the words below."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.detail = detail
