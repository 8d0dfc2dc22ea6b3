"""Typed readers of the environment. A value that is present but wrong stops the start, with its name."""

import os
from pathlib import Path


class SettingError(ValueError):
    """An environment variable or secret file cannot be used as it is."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "yes" if default else "no")
    if value not in {"yes", "no"}:
        raise SettingError(f"{name} must be yes or no, not {value!r}")
    return value == "yes"


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise SettingError(f"{name} must be a whole number, not {value!r}")
    return int(value)


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    value = os.environ.get(name, default)
    if value not in allowed:
        raise SettingError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def endpoint(name: str, default: str) -> tuple[str, int]:
    """`host:port`."""
    host, _, port = os.environ.get(name, default).rpartition(":")
    if not host or not port.isdecimal():
        raise SettingError(f"{name} must be host:port")
    return host, int(port)


def optional_endpoint(name: str) -> str:
    """`host:port`, or empty."""
    if text(name):
        endpoint(name, "")
    return text(name)


def address(name: str, default: str) -> str:
    """`https://…`; without encryption only on this machine."""
    value = os.environ.get(name, default)
    if not value.startswith(("https://", "http://127.0.0.1:")):
        raise SettingError(f"{name} must begin with https://")
    return value


def secret(folder: Path, name: str) -> str:
    """A secret generated at the first start; an empty or missing file is an error, never a default."""
    try:
        value = (folder / name).read_text().strip()
    except OSError as error:
        raise SettingError(f"secret {name} cannot be read in {folder}: {error.strerror}") from error
    if not value:
        raise SettingError(f"secret {name} is empty")
    return value


def header(folder: Path, name: str) -> str:
    """A secret that others gave us, to be sent as a header; the error never holds it."""
    value = secret(folder, name)
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingError(f"secret {name} must be one word of plain characters")
    return value
