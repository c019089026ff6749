"""The words of the generated releases: real ones where they matter, made-up ones below them, by rank."""

import itertools
import random
from collections.abc import Iterable, Sequence

#: What English text mostly consists of; full text search passes over nearly all of it.
FUNCTION = """
the of and to in a for on with that by is as at from are was be this which it an were have has not or
their its also will who but they all more can other been our we had into between than these there such
over after during through would about when if so no out up under while both each very same own here only
""".split()

#: Ranks 1 to some 300 below those: what such an organisation writes about, each in many releases.
SUBJECTS = """
osce participants meeting support countries work national international state new local people held public
authorities discussed security region co-operation event organized today government efforts project training years
representatives rights human office mission first ambassador part development process including institutions
stressed dialogue said country important officials police role political head participating implementation
week council members community law democratic society experts media ensure number strengthen issues
challenges women civil elections civic minority conference groups topic practices need joint
activities based young visited exchange report programme addressed workshop parliament measures border legal
trust level areas organizations further focused justice conflict situation access minister commitments views
education environmental economic freedom journalists violence participation provided regional strategy capacity
framework information co-ordinator progress delegation agreement peace reform effective deputy gender trafficking
students prevention standards current university monitoring trial court courts judges prosecutors lawyers victims
assistance independent equality inclusive chairperson secretary general adopted draft legislation observers
mayors municipalities school teachers youth voters ballot candidates campaign observation commission mandate
crime corruption terrorism extremism cyber digital networks online platform safety weapons ammunition control
verification transparency confidence military forces ceasefire line checkpoint patrol armoured vehicles village
residents damage shelling disengagement water energy climate trade transport roads rivers disaster reduction
risk waste industry business investment migration refugees displaced returns housing property documents
language languages integration identity culture religion tolerance discrimination hate roma sinti holocaust
remembrance mediation negotiation talks round settlement parties humanitarian aid volunteers camp academy course
curriculum graduates officers customs inspectors laboratory forensic evidence detention prison torture
ombudsperson petition constitution referendum turnout broadcaster editors newspaper website handbook guide study
tour exhibition award competition festival anniversary budget audit staff recruitment vacancy leadership seminar
lecture roundtable consultation coalition partnership neighbours stability resilience recovery reconciliation
""".split()

#: Each in about one release of a hundred, each independently of the others: a pair in one of ten thousand.
UNCOMMON = """
zandorel kivrasto belumira trosknal vandegor mirolak drosvanti kelpunara sorvitek galumbri plenzova tarmidok
nuvrasel hestokal brimavor lodvenka sarpitol vekundra jomrasti filkudon
""".split()
#: Each in about one of ten thousand.
SCARCE = "quorvendal zibratuk ylmosker pexanorid vrokulmet xandrimol gwestilok tzarvonel uklobrant ombrizek".split()

#: A word that nearly half of all English releases hold, and its place among those of its frequency.
COMMON = "security"
VOCABULARY = 14_000
_EXPONENT, _SHIFT = 1.02, 2.7


def zipf(count: int, exponent: float = 1.0, shift: float = 0.0) -> list[float]:
    """Cumulative weights of `count` things in order of frequency, as random.choices takes them."""
    return list(itertools.accumulate(1 / (rank + shift) ** exponent for rank in range(1, count + 1)))


def invented(rng: random.Random, count: int, taken: Iterable[str] = ()) -> list[str]:
    """`count` different words that could be spoken, none of them `taken`."""
    seen = set(taken)
    made: list[str] = []
    while len(made) < count:
        syllables = (rng.choice("bcdfghklmnprstvz") + rng.choice("aeiou") for _ in range(rng.choice((2, 3, 3, 4))))
        word = "".join(syllables) + rng.choice(("", "", "n", "r", "s", "l", "t"))
        if word not in seen:
            seen.add(word)
            made.append(word)
    return made


def in_cyrillic(words: Sequence[str]) -> list[str]:
    """The same words in Cyrillic letters."""
    letters = str.maketrans("abcdefghiklmnoprstuvwz-", "абцдефгхиклмнопрстувшз-")
    return [word.translate(letters) for word in words]


class Stream:
    """A long run of words in Zipf's proportions, from which sentences are cut: fast, and the same for a seed."""

    LENGTH = 1_000_000

    def __init__(self, rng: random.Random, words: Sequence[str], exponent: float = _EXPONENT, shift: float = _SHIFT):
        weights = zipf(len(words), exponent, shift)
        self._run = rng.choices(words, cum_weights=weights, k=self.LENGTH)

    def cut(self, rng: random.Random, count: int) -> str:
        """`count` words, from anywhere."""
        start = int(rng.random() * (self.LENGTH - count))
        return " ".join(self._run[start : start + count])


def english(rng: random.Random) -> list[str]:
    """The English vocabulary, the most frequent words first."""
    known = list(dict.fromkeys(FUNCTION + SUBJECTS))
    return known + invented(rng, VOCABULARY - len(known), known + UNCOMMON + SCARCE)
