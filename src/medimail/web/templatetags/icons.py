"""`{% icon "star" %}`: written once, as a page draws thirty of them."""

from django import template

from medimail.web.rows import icon

register = template.Library()
register.simple_tag(icon, name="icon")
