from medimail.enrolment.models.application import Application
from medimail.enrolment.models.change import ProfileChange
from medimail.enrolment.models.thread import Word

__all__ = ["Application", "ProfileChange", "Word"]
