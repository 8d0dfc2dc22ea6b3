class NoDomain(Exception):
    """This operator hosts no domain for the person's region and profession."""
