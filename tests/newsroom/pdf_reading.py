"""Reads PDFs as far as tests need: their objects, and their words."""

import re
import shutil
import subprocess
import zlib

import pytest


def objects(content: bytes) -> str:
    """All of a PDF that is text: what stands in it openly, and its compressed streams."""
    parts = [content]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            pass  # a picture, which is JPEG
    return b"\n".join(parts).decode("latin-1")


def words(content: bytes) -> str:
    """Its words in the order of reading, on one line."""
    return " ".join(lines(content).split())


def lines(content: bytes) -> str:
    """Its words in the order of reading. Skips the test where there is no pdftotext."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext on this machine: install poppler-utils")
    done = subprocess.run([program, "-q", "-", "-"], input=content, capture_output=True, check=True)
    return done.stdout.decode()
