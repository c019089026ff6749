"""Searches with the releases that they should find first, and how near the search comes to that."""

from .corpus import generated
from .judge import Judged, Verdict, demo, judge, mean

__all__ = ["Judged", "Verdict", "demo", "generated", "judge", "mean"]
