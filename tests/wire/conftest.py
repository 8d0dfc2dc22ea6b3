from tests.house_fixture import house

__all__ = ["house"]
