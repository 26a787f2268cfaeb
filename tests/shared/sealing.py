"""What the tests of sealed grading need of the machine; where it is missing, each of them says so."""

import functools

import pytest

from infotheory_helpers.classroom.sealed.sandbox import CannotSeal, Sandbox


@functools.cache
def why_not() -> str:
    """Why nothing can be sealed here, or nothing."""
    try:
        with Sandbox():
            return ""
    except CannotSeal as why:
        return str(why)


needs_bwrap = pytest.mark.skipif("__import__('sealing').why_not()", reason="NOT SEALED: bubblewrap does not work here")
