class NumberTaken(Exception):
    """This national number was proved to be another account's. Whose is nobody's business."""
