from django import template

from medimail.web.deliveries import sentences

register = template.Library()
register.filter("look", sentences.look_of)
register.filter("said", sentences.said_of)
