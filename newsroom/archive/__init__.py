"""The index of all live editions: which, how many, and how many per facet value, for any selection.

order     which edition stands at which position, oldest first
values    of one facet: a compressed bitmap of positions (CRoaring) for every value
index     the archive: a selection is unions and intersections of bitmaps, a count the size of one
reading   from the tables to an archive
changes   from an archive to the next one, where few editions have changed
current   the one archive of this process, always as of now
pace      how long reading all takes, and who waits for it
watch     a thread that keeps it up to date while no reader asks
cursor    a place in that order, for the addresses of pages of a feed
"""

from .current import archive_for, current_archive
from .index import Archive, Around, Related, Result
from .pace import seconds_behind
from .reading import read_archive
from .watch import Watch

__all__ = [
    "Archive",
    "Around",
    "Related",
    "Result",
    "Watch",
    "archive_for",
    "current_archive",
    "read_archive",
    "seconds_behind",
]
