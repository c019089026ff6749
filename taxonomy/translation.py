"""Which names of terms are kept in all six languages, each in a column of its own."""
from modeltranslation.translator import TranslationOptions, translator

from .models import Country, FieldOfWork, MeetingSeries, PartnerGroup, Project, Structure


class NameInSixLanguages(TranslationOptions):
    fields: tuple[str, ...] = ("name",)
    required_languages: tuple[str, ...] | dict[str, tuple[str, ...]] = ("en",)


class StructureNames(NameInSixLanguages):
    fields = ("name", "formal_name")
    required_languages = {"en": ("name",)}


translator.register([Country, FieldOfWork, MeetingSeries, PartnerGroup, Project], NameInSixLanguages)
translator.register(Structure, StructureNames)
