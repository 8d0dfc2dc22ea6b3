"""Dates in sentences."""

from django import template

from medimail.web import moments

register = template.Library()
register.filter("spoken", moments.spoken)
register.filter("promised", moments.promised)
register.filter("lasting", moments.lasting)
register.filter("spoken_day", moments.spoken_day)
register.filter("spoken_date", moments.spoken_date)
register.filter("spoken_hour", moments.spoken_hour)
register.filter("full_date", moments.spoken_full_date)
