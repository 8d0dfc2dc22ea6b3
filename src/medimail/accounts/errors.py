from medimail.lib.saml import metadata


class NumberTaken(Exception):
    """This national number was proved to be another account's. Whose is nobody's business."""


class AddressTaken(Exception):
    """Another account already signs in with this address."""


class IdentityTaken(Exception):
    """This outside identity opens another account, or this account is opened by another of the same provider."""


class LastWayIn(Exception):
    """Without it nobody could sign in to this account any more."""


class OtherNumber(Exception):
    """Pro Santé Connect proves another national number than this account's."""


class OtherBearer(Exception):
    """Pro Santé Connect names somebody else than this account, or somebody of another profession."""


class WrongPortal(Exception):
    """What was said of a portal cannot be. `word`: one of `WHY`."""

    WHY = {
        "slug": "a short name is made of small letters, digits and hyphens, and is not `psc`",
        "known": "another portal has this short name",
        "name": "it needs a name of at most 100 characters",
        "region": "this is no code of a region (TRE_R30)",
        "protocol": "it speaks `oidc` or `saml`, and an existing portal does not change that",
        "address": "its discovery address must begin with https://",
        "discovery": "its discovery address holds no /.well-known/",
        "client": "it needs the client id it gave us",
        "algorithm": "its signing algorithm is one of RS256, PS256, ES256",
        **metadata.WHY,
    }

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(self.WHY[word])
