"""Makes what a student wrote passive: it can be read where it is shown, and does nothing there.

The graded notebook is read in Formgrader and becomes the student's page, with the rights of either. What a cell showed
is kept as text and as pictures of points alone (`outputs.py`); here is what is done to the text that a student wrote.
"""

import re
from collections.abc import Collection
from urllib.parse import unquote

# The begin of a tag, a comment or the like. With a space after it, "<" is a mere sign to a browser, and in a formula.
TAG = re.compile(r"<(?=[A-Za-z/!?])")
# What a page's program for formulas would take for more than a formula.
TEX = re.compile(r"\\(?=(?:href|url|require|cssId|class|style|html|data|unicode|def|let|newcommand|renewcommand)\b)")
PICTURE = re.compile(r"!(\[[^\]]*\])(\(attachment:([^)\s]*)\))?")
SCHEME = re.compile(r"\b(javascript|vbscript|data|file)(?=\s*:)|&(?=#|colon|newline|tab)", re.IGNORECASE)


def passive(text: str, pictures: Collection[str] = ()) -> str:
    r"""Give Markdown that shows what was written, and loads and runs nothing; of pictures, those that came with it.

    Examples
    --------
    >>> passive("If $p<q$, then <b>*why*</b>?")
    'If $p< q$, then < b>*why*< /b>?'
    >>> passive("![a picture](https://example.org/a.png) and ![mine](attachment:a.png)", pictures=["a.png"])
    '[a picture](https://example.org/a.png) and ![mine](attachment:a.png)'
    >>> passive(r"$\href{somewhere}{\frac12}$")
    '$\\ href{somewhere}{\\frac12}$'
    """

    def seen(found: re.Match[str]) -> str:
        return found[0] if found[3] and unquote(found[3]) in pictures else f"{found[1]}{found[2] or ''}"

    return SCHEME.sub(lambda found: found[0] + " ", PICTURE.sub(seen, TEX.sub(r"\\ ", TAG.sub("< ", text))))
