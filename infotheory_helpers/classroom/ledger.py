"""What is known of each submission besides its files: from which platform it came, under which name, and when."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from .memory import replace


@dataclass(frozen=True)
class Entry:
    """One student's submission, as a platform handed it out.

    `path` is that of the notebook there; `id` and `name` are the platform's, as is `file`, Canvas's number of it.
    """

    platform: str
    path: str
    id: str = ""
    name: str = ""
    email: str = ""
    file: str = ""
    time: str = ""  # as ISO 8601, with its zone; empty where the platform does not say
    late: bool | None = None  # what the platform says

    @property
    def when(self) -> datetime | None:
        """When it was handed in."""
        return datetime.fromisoformat(self.time) if self.time else None


def ledger_at(grades: Path) -> Path:
    """Say where the ledger of a sheet is, in its folder of grades."""
    return grades / "collected.json"


def read_ledger(grades: Path) -> dict[str, Entry]:
    """Give what is known, by the name of a student's folder; nothing where nothing was collected."""
    path = ledger_at(grades)
    if not path.exists():
        return {}
    return {folder: Entry(**said) for folder, said in json.loads(path.read_text(encoding="utf-8")).items()}


def write_ledger(grades: Path, ledger: dict[str, Entry]) -> None:
    """Keep it."""
    told = {folder: asdict(entry) for folder, entry in sorted(ledger.items())}
    replace(ledger_at(grades), json.dumps(told, indent=1))
