"""Invented national open files of the Annuaire Santé, at any size."""

from medimail.demo.nation.packing import pack
from medimail.demo.nation.shapes import Box, Person, Place
from medimail.demo.nation.spoiling import EACH, SPOILED
from medimail.demo.nation.writing import write

__all__ = ["EACH", "SPOILED", "Box", "Person", "Place", "pack", "write"]
