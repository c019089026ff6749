"""Addresses of the site before this one: how each is written down once, and which are ours and so never theirs."""

from .key import MAX_KEY, address_of, decoded, key_of, keys_of
from .own import is_own

__all__ = ["MAX_KEY", "address_of", "decoded", "is_own", "key_of", "keys_of"]
