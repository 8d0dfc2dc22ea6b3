"""Asking for a transfer, bringing its file, stopping it, taking it along."""

from medimail.transfers.actions.bringing import begin_import, bring, read_import
from medimail.transfers.actions.standing import forget, go_on, noted_download, stop
from medimail.transfers.actions.taking import ask_export

__all__ = ["ask_export", "begin_import", "bring", "forget", "go_on", "noted_download", "read_import", "stop"]
