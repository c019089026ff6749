"""Asks for an unpublished release over every public address, as somebody who is not signed in, and reports.

words      which words readers may not see, and how to find them in whatever is answered
addresses  the registry: every kind of public address, and where on it a release could show
asking     a request through the real application, page cache included, in this process
check      the verb: ask, compare, report
"""

from .addresses import ADDRESSES, public_names
from .check import Asked, Report, leak_check

__all__ = ["ADDRESSES", "Asked", "Report", "leak_check", "public_names"]
