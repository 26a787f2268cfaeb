"""Asks one library, in its own environment: runs the calls that come on standard input, and prints what they return.

It knows nothing of the course and needs nothing but Python, so that any environment can run it.
"""

import json
import sys
import warnings
from typing import Any


def main() -> None:
    """Run each call on its inputs, after the setup of its library."""
    asked = json.load(sys.stdin)
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(asked["setup"], names)
    answers = [answer(call["call"], {**names, **call["inputs"]}) for call in asked["rows"]]
    print("\n" + json.dumps(answers))


def answer(call: str, names: dict[str, Any]) -> dict[str, Any]:
    """Give the result of a call to ten digits, and its first warning or its error."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            result = digits(eval(call, names))
        except Exception as error:  # whatever a library refuses with
            return {"result": None, "says": said(type(error), error)}
    return {"result": result, "says": said(heard[0].category, heard[0].message) if heard else ""}


def digits(value: Any) -> Any:
    """Write numbers with ten digits; what is infinite or no number as a word, for JSON has none."""
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, list | tuple):
        return [digits(one) for one in value]
    number = float(f"{float(value):.10g}")
    return number if abs(number) < float("inf") else str(number)


def said(kind: type, message: object) -> str:
    """Write a warning or an error as Python does, but its first line alone."""
    lines = str(message).strip().splitlines() or [""]
    return f"{kind.__name__}: {lines[0].strip()}"[:200]


if __name__ == "__main__":
    main()
