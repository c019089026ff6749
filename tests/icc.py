"""ICC profiles (ICC.1:2022) built for tests: small, valid, and so unusual that ignoring one shows."""

import struct
from collections.abc import Callable
from itertools import product

_D50 = (0.9642, 1.0, 0.8249)
P3_RED, P3_GREEN, P3_BLUE = (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)


def rgb_profile(red=P3_RED, green=P3_GREEN, blue=P3_BLUE, gamma: float = 2.2) -> bytes:
    """A profile of a screen with these primaries (XYZ); those of Display P3 by default."""
    curves = {tag: _curve(gamma) for tag in (b"rTRC", b"gTRC", b"bTRC")}
    primaries = {b"rXYZ": _xyz(*red), b"gXYZ": _xyz(*green), b"bXYZ": _xyz(*blue)}
    return _profile(b"mntr", b"RGB ", b"XYZ ", {b"wtpt": _xyz(*_D50), **primaries, **curves})


def grey_profile(gamma: float) -> bytes:
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"wtpt": _xyz(*_D50), b"kTRC": _curve(gamma)})


def cmyk_profile(lab: Callable[[int, int, int, int], tuple[int, int, int]]) -> bytes:
    """A profile of a press; `lab` says which colour each mixture of full inks (0 or 1) prints, as L*, a* and b*."""
    identity = bytes(range(256))
    grid = b""
    for inks in product((0, 1), repeat=4):
        lightness, a, b = lab(*inks)
        grid += bytes((round(lightness * 2.55), a + 128, b + 128))
    matrix = b"".join(_fixed(1.0 if row == column else 0.0) for row in range(3) for column in range(3))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + matrix + identity * 4 + grid + identity * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"wtpt": _xyz(*_D50), b"A2B0": table})


def _profile(device: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    name = b"made for a test\0"
    ascii_name = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78)
    table, data = b"", b""
    tags = {b"desc": ascii_name, b"cprt": b"text\0\0\0\0none\0", **tags}
    for tag, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += tag + struct.pack(">II", 132 + 12 * len(tags) + len(data), len(content))
        data += padded
    body = struct.pack(">I", len(tags)) + table + data
    head = struct.pack(">I4sI4s4s4s", 128 + len(body), b"lcms", 0x02400000, device, space, connection)
    return head + bytes(12) + b"acsp" + bytes(28) + b"".join(map(_fixed, _D50)) + bytes(48) + body


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(x: float, y: float, z: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(x) + _fixed(y) + _fixed(z)


def _curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
