from .chairpersonship import Chairpersonship
from .country import Country, PartnerGroup
from .field_of_work import FieldOfWork
from .meeting import MeetingSeries
from .project import Project
from .structure import Structure
from .term import Term

#: Every kind of term, in the order in which a release lists them.
TERM_MODELS: tuple[type[Term], ...] = (Country, Structure, FieldOfWork, PartnerGroup, MeetingSeries, Project)

__all__ = [
    "TERM_MODELS",
    "Chairpersonship",
    "Country",
    "FieldOfWork",
    "MeetingSeries",
    "PartnerGroup",
    "Project",
    "Structure",
    "Term",
]
