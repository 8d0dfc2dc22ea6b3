from django import template

from medimail.lib import national_numbers, phones

register = template.Library()


@register.filter
def national_number(number: str) -> str:
    return national_numbers.grouped(number)


@register.filter
def phone(number: str) -> str:
    return phones.grouped(number).replace(" ", "\N{NO-BREAK SPACE}")
