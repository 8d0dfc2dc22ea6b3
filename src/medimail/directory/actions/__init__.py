from medimail.directory.actions.own import show

__all__ = ["show"]
