"""Whole pages for readers who are not signed in, kept under the archive's version.

`PageCache` stands around Django's WSGI application, because entering Django costs more than a page that is
there already. `address` says which requests are for the same page, `doorkeeper` which pages are worth keeping,
`shelf` where they lie, `answer` how one is given out. docs/adr/0005-page-cache.md gives the reasons.
"""

from .wrapper import PageCache

__all__ = ["PageCache"]
