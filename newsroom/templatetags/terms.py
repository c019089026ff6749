"""Numbers and dates as pages of terms write them."""

from django import template
from django.utils.formats import number_format

from taxonomy.partial_date import written_out

register = template.Library()
register.filter("written_out", written_out)


@register.filter
def grouped(number: int) -> str:
    """A number with its thousands set apart, as the active language does."""
    return number_format(number, force_grouping=True)
