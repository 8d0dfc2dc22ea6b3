class UnderWay(Exception):
    """The rules of this box are being applied already."""


class NoRules(Exception):
    """There is no rule, or all are suspended."""
