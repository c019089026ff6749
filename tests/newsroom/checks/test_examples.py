"""Each check finds the fault in its own example, and passes what only looks like one."""

import ast
import inspect

import pytest

from newsroom import checks
from newsroom.checks import CHECKS
from newsroom.checks.draft import SAMPLE

NAMES = [type(check).__name__ for check in CHECKS]


@pytest.mark.parametrize("check", CHECKS, ids=NAMES)
def test_a_check_finds_its_bad_example_and_nothing_in_the_good_one(check):
    found = list(check.examine(SAMPLE.but(**check.bad)))
    assert found, "the bad example passes"
    assert all(problem.sentence.strip() and problem.check == type(check).__name__ for problem in found)
    assert list(check.examine(SAMPLE.but(**check.good))) == []


def test_the_sample_has_no_faults():
    assert [problem for check in CHECKS for problem in check.examine(SAMPLE)] == []


def test_every_check_there_is_is_in_the_registry_once():
    written = set()
    for module in ("required", "media", "terms", "wording"):
        source = inspect.getsource(getattr(checks, module))
        written |= {node.name for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    assert written == set(NAMES)
    assert len(NAMES) == len(set(NAMES))
