"""`{% icon "star" %}`, as a page draws thirty of them, and `{% jinja "x.jinja" name=value %}`, a part in Jinja."""

from django import template

from medimail.web.rows import icon, rendered

register = template.Library()
register.simple_tag(icon, name="icon")
register.simple_tag(rendered, name="jinja")
