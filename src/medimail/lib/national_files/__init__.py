"""The open files of the Annuaire Santé (ANS, Licence Ouverte 2): where they come from, their columns, their lines.

Text in UTF-8, `|` between columns, no quoting; the files of professionals have one more `|` at the end of each line.
"""
