"""From a line to a JSON object with a key: what it takes to see whether it has been imported already."""

import hashlib
import json
from typing import Any, NamedTuple

from .garbled import mend, note
from .lines import MAX_LINE, Line
from .rejects import Unusable

MAX_LEGACY_ID = 50


class Entry(NamedTuple):
    """An object of the file. `digest` is the same for lines that say the same, however they are written."""

    line: Line
    legacy_id: str
    digest: str
    data: dict[str, Any]
    notes: list[str]  # of texts that look garbled


def read_entry(line: Line, repair: bool = False) -> Entry:
    """Parse `line`, and mend what is garbled where asked to `repair` it.

    Raises Unusable where it is no JSON object of text that can be kept, with a legacy_id.
    """
    if line.too_long:
        raise Unusable(f"The line is longer than {MAX_LINE:,} bytes.")
    try:
        text = line.content.decode()
    except UnicodeDecodeError as error:
        raise Unusable(f"The line is not UTF-8: byte {error.start + 1} cannot be read.") from error
    data, canonical = _parse(text)
    # Escaped as JSON escapes it; a text may also speak of "\u0000", hence the closer look.
    if b"\\u0000" in canonical and _holds_nul(data):
        raise Unusable("The line contains a NUL character (\\u0000).")
    sound = mend(data)
    notes = [note(key, data[key], after, repair) for key, after in sound.items()]
    if sound and repair:
        data |= sound
        canonical += b"\nrepaired"  # another text than the one that the line by itself gives
    return Entry(line, _legacy_id(data), hashlib.sha256(canonical).hexdigest(), data, notes)


def _parse(text: str) -> tuple[dict[str, Any], bytes]:
    """Return the object in `text` and its one canonical form: keys sorted, no white space, UTF-8."""
    try:
        data = json.loads(text)
        if not isinstance(data, dict):
            raise Unusable(f"The line is not a JSON object but {_article(data)}.")
        canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    except json.JSONDecodeError as error:
        raise Unusable(f"The line is not JSON: {error.msg} at character {error.pos + 1}.") from error
    except UnicodeEncodeError as error:
        raise Unusable("The line contains half a character, a lone surrogate such as \\ud800.") from error
    except RecursionError as error:
        raise Unusable("The line is not a release: it is nested too deeply.") from error
    except ValueError as error:
        raise Unusable("The line contains a number that is too long.") from error
    return data, canonical


def _article(value: object) -> str:
    names = {list: "a list", str: "a text", int: "a number", float: "a number", bool: "true or false"}
    return names.get(type(value), "null")


def _holds_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_holds_nul(part) for part in value)


def _legacy_id(data: dict[str, Any]) -> str:
    value = data.get("legacy_id")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str | None):
        raise Unusable("legacy_id must be a text or a whole number.")
    value = (value or "").strip()
    if not value:
        raise Unusable("legacy_id is missing.")
    if len(value) > MAX_LEGACY_ID:
        raise Unusable(f"legacy_id has {len(value)} characters; at most {MAX_LEGACY_ID} can be kept.")
    return value
