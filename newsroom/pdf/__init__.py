"""The PDF of an edition: tagged for screen readers (PDF/UA-1), made once, kept in the storage.

installed  whether this machine can make one
document   an edition as the folder that is printed: HTML, style sheet, pictures
printing   the program that prints such a folder, in a process of its own; no part of the site
keeping    the verb: the PDF that is there, or one made now, by one maker at a time
"""

from .keeping import Busy, Failed, kept, make

__all__ = ["Busy", "Failed", "kept", "make"]
