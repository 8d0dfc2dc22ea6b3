class RulesUnavailable(Exception):
    """Dovecot gave no clear answer: nothing was changed, try again later."""


class TooManyRules(Exception):
    """A box has `rules.MOST` at most."""
