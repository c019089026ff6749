"""Press contacts."""

from django.contrib import admin

from taxonomy.admin_input import CarefulAdmin

from ..models import Contact


@admin.register(Contact)
class ContactAdmin(CarefulAdmin):
    list_display = ["name", "role", "structure", "email", "phone"]
    list_select_related = ["structure"]
    search_fields = ["name", "role", "email", "structure__name_en"]
    autocomplete_fields = ["structure"]
    fields = [("name", "role"), "structure", ("email", "phone")]
