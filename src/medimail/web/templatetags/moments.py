"""Dates in sentences."""

from django import template

from medimail.web import moments

register = template.Library()
register.filter("spoken", moments.spoken)
