"""Whether a text is one that was published, and if not, which one it resembles: the answer to forged releases.

pasted      a paste as words, without what mail programs put around them
candidates  which editions it may come from
furniture   what pages, PDFs and plain copies put around the words of an edition
alignment   which words of a paste are which of an edition
comparison  what a paste is beside one edition: all of it, a passage, a changed copy
findings    what the answer says of an edition, limited to what may be said
text        the question: from a text to a verdict
"""

from .findings import Finding, Nearest, Verdict, verify_digest
from .text import verify_text

__all__ = ["Finding", "Nearest", "Verdict", "verify_digest", "verify_text"]
