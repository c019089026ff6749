"""Who holds on to a term. Texts name terms by slug: only the apps that keep texts can say which."""

from collections.abc import Callable

from .models.term import Term

#: Functions of a term; each returns sentences that say why it must stay, or nothing.
HOLDERS: list[Callable[[Term], list[str]]] = []


def reasons_to_stay(term: Term) -> list[str]:
    """Sentences for somebody who wants to delete `term`; empty where nothing holds on to it."""
    return [reason for holder in HOLDERS for reason in holder(term)]
