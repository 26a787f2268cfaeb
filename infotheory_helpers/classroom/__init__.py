"""What passes between learner and instructor: sheets, grades, reports, evidence cards."""

import sys

# With this package jsonschema, which nbformat imports, can look whether an address is one by RFC 3987; a notebook's
# schema asks for none, and to import it takes longer than to grade ten submissions. A learner's kernel, which comes by
# for evidence cards, is left as it is.
if "ipykernel" not in sys.modules:
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
