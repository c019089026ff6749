"""Which names of terms are kept in all six languages, each in a column of its own."""

from modeltranslation.translator import TranslationOptions, translator

from .models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure


class TermNames(TranslationOptions):
    fields = ("name",)
    required_languages = ("en",)


class StructureNames(TranslationOptions):
    fields = ("name", "formal_name")
    required_languages = {"en": ("name",)}


translator.register([Country, FieldOfWork, MeetingSeries, PartnerGroup, Project], TermNames)
translator.register(Structure, StructureNames)
