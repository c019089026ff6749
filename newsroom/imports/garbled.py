"""Text in UTF-8 that somebody read as another encoding and saved: "Itâ€™s" for "It’s". Found and mended by ftfy.

ftfy weighs what looks garbled against what could be meant, which takes milliseconds for a long text: it is asked only
where letters stand together that hardly any language has.
"""

import re
from typing import Any

import ftfy

#: What byte 80 to BF of UTF-8 becomes when it is read as Windows-1252, Latin-1 or Windows-1250; or as Windows-1251.
_LATIN = "\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€ŚŤŹśťźˇ˘ŁĄ˛łąşŞĽ˝ľżŻ"
_CYRILLIC = "\u00a0¤¦§©«¬®°±µ¶·»ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџЎўЈҐЁЄЇІіґё№єјЅѕї"
#: How garbled letters begin, each with what must follow for a text to be suspect. To look for a letter takes a
#: fiftieth of what looking for such a pattern does, and few texts have any.
_LEADS = [chr(code) for code in range(0xC2, 0xF5)] + ["Ă", "Ĺ"]
_PAIR = re.compile(f"[\u00c2-\u00df\u0102\u0139][{_LATIN}]|[\u00e0-\u00ef][{_LATIN}]{{2}}|\u00f0[{_LATIN}]{{3}}|â€")
_CYRILLIC_PAIRS = re.compile(f"[РС][{_CYRILLIC}][РС][{_CYRILLIC}]")
#: Punctuation read as Windows-1251, and what Mac OS Roman makes of punctuation and of é.
_SIGNS = ("вЂ", "‚Ä", "√©")
#: The closing quotation mark, of which Windows-1252 has no last byte, and many programs dropped it.
_CUT = re.compile(r"â€(?=[\s<.,;:!?)]|\Z)")
#: The encoding alone: quotation marks, ligatures, entities and widths of letters stay as they are.
_ONLY_THE_ENCODING = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_c1_controls=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)
#: The keys of a line that hold what people wrote.
_TEXTS = ("title", "summary", "place", "body_html", "tags")
#: Characters of a garbled text that its note shows.
_SHOWN = 40


def mended(text: str) -> str:
    """`text` as it was before it was read in the wrong encoding; itself where it looks sound."""
    if not _is_suspect(text):
        return text
    return ftfy.fix_encoding(_CUT.sub("â€\x9d", text), _ONLY_THE_ENCODING)


def _is_suspect(text: str) -> bool:
    if text.isascii():
        return False
    if any(lead in text for lead in _LEADS) and _PAIR.search(text):
        return True
    if ("Р" in text or "С" in text) and _CYRILLIC_PAIRS.search(text):
        return True
    return any(sign in text for sign in _SIGNS)


def mend(data: dict[str, Any]) -> dict[str, Any]:
    """Those texts of a line that are garbled, mended."""
    if not _is_suspect(" ".join(_words(data.get(key)) for key in _TEXTS)):
        return {}
    pairs = {key: (data[key], _mended(data[key])) for key in _TEXTS if key in data}
    return {key: after for key, (before, after) in pairs.items() if after != before}


def _words(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return mended(value)
    return [_mended(part) if isinstance(part, str) else part for part in value] if isinstance(value, list) else value


def note(key: str, before: Any, after: Any, repair: bool) -> str:
    """The note about a garbled text: where it begins to differ."""
    garbled, sound = (" ".join(value) if isinstance(value, list) else value for value in (before, after))
    at = next((at for at, pair in enumerate(zip(garbled, sound, strict=False)) if pair[0] != pair[1]), len(sound))
    start = max(0, at - _SHOWN // 2)
    shown = " ".join(garbled[start : start + _SHOWN].split())
    if repair:
        return f"{key} was garbled and has been repaired: “{shown}”."
    return f"{key} looks garbled: “{shown}”. Import with --repair to mend it."
