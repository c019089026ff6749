"""What an edition vouches for: its record in canonical form, and the SHA-256 of that (docs/adr/0013)."""

from .canonical import beginning, canonical, finished, record_of, seal

__all__ = ["beginning", "canonical", "finished", "record_of", "seal"]
