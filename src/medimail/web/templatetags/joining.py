from django import template

from medimail.web.providers import psc_start

register = template.Library()
register.simple_tag(psc_start)
