"""Secrets kept in the database: a copy of it alone opens nothing."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class Sealed:
    def __init__(self, key: str) -> None:
        """`key`: a secret file of the house, at least 32 random bytes in any writing."""
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))

    def seal(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """Raises `ValueError` when altered, or sealed by another house."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise ValueError("sealed with another key, or altered") from None
