"""Where a name comes from that is not there yet."""

import infotheory_helpers

IMPORTED = ("np", "plt")  # by the cell at the top of every lesson and sheet, besides names of the course


def where_from(name: str | None) -> str:
    """Name the cell that a missing name comes from."""
    if name in IMPORTED or name in infotheory_helpers.__all__:
        return "the import cell at the top"
    return f"the cell above that sets `{name}`"
