"""Letters as they are kept, compared and searched: the one place that says which characters are the same.

Three steps, each on top of the one before:

* tidy() makes what may be stored of what was typed, pasted or imported;
* plain() makes one typography of many, to compare texts letter by letter;
* fold() makes one spelling of many, to compare names and words.
"""

import re
import unicodedata

APOSTROPHES = "'’‘‛ʼʻʽˈ`´ʹ′＇ʿʾ"
QUOTES = '"“”„‟«»‹›″＂〝〞'
DASHES = "-‐‑‒–—―−﹘﹣－⁃"

# Bytes 80 to 9F are Windows-1252 on the web, whatever a document says (WHATWG Encoding 4.2, HTML 13.2.5.80).
_C1 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
#: Line breaks that only some programs know, and Symbol's bullet from Word.
_KNOWN = {0x0B: "\n", 0x0C: "\n", 0x2028: "\n", 0x2029: "\n", 0xF0B7: "•"}
# Controls, which XML 1.0 (2.2) forbids in feeds; soft hyphens; marks of joining, direction and byte order.
_ODD = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\uf0b7\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]"
)
_JOINERS = "\u200c\u200d"
#: What joiners change the look of: Arabic and Indic letters, emoji.
_JOINED = re.compile("[\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufefc\ufe0f\u2600-\u27bf\U0001f000-\U0001faff]")
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RUNS_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def tidy(text: str) -> str:
    """`text` as it may be stored: composed (NFC), without controls and without characters that show nothing.

    Joiners stay where they shape a letter, marks of direction where the text holds letters from right to left.

    >>> tidy("walla\\u200bbyteam said \\x93yes\\x94")
    'wallabyteam said “yes”'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() or not _ODD.search(text):
        return text
    return unicodedata.normalize("NFC", _ODD.sub(_kept, text))  # a mark may now follow its letter


def _kept(found: re.Match[str]) -> str:
    character, text, at = found[0], found.string, found.start()
    if character in _JOINERS:
        return character if at and _JOINED.match(text[at - 1]) and text[at + 1 : at + 2].strip() else ""
    if character in _DIRECTIONS:
        return character if _RUNS_LEFT.search(text) else ""
    code = ord(character)
    return _KNOWN.get(code) or _C1.get(code, "")


_TYPOGRAPHY = str.maketrans(
    dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(QUOTES, '"')
    | dict.fromkeys(DASHES, "-")
    | dict.fromkeys(_JOINERS + _DIRECTIONS, "")
)


def plain(text: str) -> str:
    """`text` with one form of each quotation mark, apostrophe and dash, and single blanks for white space.

    Compatibility characters are resolved (NFKC, Unicode Annex 15): a ligature is its letters, "…" is three dots, a
    raised figure is a figure. Case, accents and all other punctuation stay.

    >>> plain("„Kosovo’s  office” – 2021")
    '"Kosovo\\'s office" - 2021'
    """
    return " ".join(unicodedata.normalize("NFKC", tidy(text).translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY).split())


#: Letters that Unicode does not take apart, as they are commonly typed without their stroke.
_PLAINER = {
    "ı": "i", "đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ə": "e", "ɛ": "e", "ɔ": "o", "ƒ": "f", "ѐ": "е", "ё": "е", "ѝ": "и", "ـ": "",
}  # fmt: skip
#: A raised figure is a note or an exponent, never the last figure of the number before it.
_RAISED = re.compile(r"(?<=\w)(?=[⁰¹²³⁴⁵⁶⁷⁸⁹])(?<![⁰¹²³⁴⁵⁶⁷⁸⁹])")


class _Folded(dict[int, str]):
    """Code of a folded letter's origin → what it is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    @staticmethod
    def _fold(letter: str) -> str:
        if letter in _PLAINER:
            return _PLAINER[letter]
        if "\u0400" <= letter <= "\u052f":  # й, ў and ї are letters, not и, у and і with a mark
            return letter
        apart = unicodedata.normalize("NFKD", letter)
        return "".join(_PLAINER.get(part, part) for part in apart if not unicodedata.combining(part))


_LETTERS = _Folded()


def fold(text: str) -> str:
    """`text` in one spelling for all that readers may type for it: no case, no accents, one apostrophe, one dash.

    All kinds of i are one (Turkish and Azerbaijani have two), ё is е, and strokes through letters are left out.

    >>> fold("Đakovica, İSTANBUL, Королёв, Łódź, Ș, n°1, п’ять, COVID–19")
    "dakovica, istanbul, королев, lodz, s, n°1, п'ять, covid-19"
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    return " ".join(plain(_RAISED.sub(" ", tidy(text))).casefold().translate(_LETTERS).split())
