"""Who is in the class: class.csv, written by hand or as a learning platform exports it."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .sealed import MOST_TIMES

CLASS_LIST = Path("class.csv")
# What a column may be called, in any case: our own word first, then those of Canvas, Moodle, Blackboard and
# Gradescope, so that a list which was exported there can be used as it is.
COLUMNS = {
    "id": ("id", "identifier", "username", "sid", "student id", "id number"),
    "name": ("name", "student", "full name"),
    "first": ("first name", "firstname"),
    "last": ("last name", "lastname", "surname"),
    "email": ("e-mail", "email", "email address"),
    "section": ("section", "sections", "group", "groups"),
    "login": ("sis login id",),
    "sis": ("sis user id",),
    "extra time": ("extra time",),
    "due": ("due",),
}
NOBODY = ("points possible", "student, test")  # how lines begin that Canvas adds
PARTICIPANT = re.compile(r"^Participant\s*(?=\d+$)")  # how Moodle's worksheet writes a number
NO_FOLDER = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')  # what one system or another forbids in a name


class CannotUse(Exception):
    """Why a list or a file of rules cannot be used, as a sentence to an instructor."""


@dataclass(frozen=True)
class Person:
    """One line of the class list; what it does not say is empty.

    `extra_time` is how many times as long as others the person has, `due` their own due date.
    """

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    login: str = ""
    sis: str = ""
    extra_time: float = 1.0
    due: datetime | None = None

    @property
    def folder(self) -> str:
        """The name of their folders."""
        return folder_name(self.id)


def folder_name(text: str) -> str:
    """Give a name that every system takes for a folder.

    Examples
    --------
    >>> folder_name(" Ada/Lovelace: "), folder_name("..")
    ('Ada-Lovelace-', '--')
    """
    name = NO_FOLDER.sub("-", unicodedata.normalize("NFC", text).strip())
    return re.sub(r"^\.+|\.+$", lambda dots: "-" * len(dots[0]), name)[:100]


def folded(text: str) -> str:
    """Give a name as it is compared: without case, accents and signs, its words in alphabetical order.

    Examples
    --------
    >>> folded("Lovelace, Ada") == folded("ada LOVELACE"), folded("Łukasz Gödel")
    (True, 'godel łukasz')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(sorted(re.findall(r"\w+", letters.replace("_", " "))))


class Roster:
    """The class list, asked by id, by e-mail or by name.

    Parameters
    ----------
    people : sequence of Person
        Without any, everybody is welcome.
    """

    def __init__(self, people: Sequence[Person] = ()) -> None:
        self.people = {person.folder: person for person in people}
        keys = [(key, person) for person in people for key in (person.login, person.sis, person.id) if key]
        self._ids = {key.casefold(): person for key, person in keys}
        self._mails = {person.email.casefold(): person for person in people if person.email}
        self._names: dict[str, list[Person]] = {}
        for person in people:
            for key in dict.fromkeys((folded(person.name), squashed(person.name), squashed(_turned(person.name)))):
                self._names.setdefault(key, []).append(person)

    def __bool__(self) -> bool:
        return bool(self.people)

    def find(self, key: str = "", email: str = "", name: str = "") -> list[Person]:
        """Give who that may be: by id, else by e-mail (or its part before the @), else by name.

        More than one where several have the name, or where the id is one's and the name another's.

        Examples
        --------
        >>> roster = Roster([Person("7", "Lovelace, Ada", "ada@uni.example"), Person("8", "Alan Turing")])
        >>> [[one.id for one in roster.find(name=name)] for name in ("ada lovelace", "lovelaceada", "Ada")]
        [['7'], ['7'], []]
        >>> [one.id for one in roster.find("7", name="Ada King")], len(roster.find("7", name="Alan Turing"))
        (['7'], 2)
        """
        called = (self._names.get(folded(name)) or self._names.get(squashed(name)) or []) if name else []
        for known, said in ((self._ids, key), (self._mails, email), (self._mails, key)):
            if said and said.casefold() in known:
                one = known[said.casefold()]
                return [one] if one in called or not called else [one, *called]
        if key and (who := [one for mail, one in self._mails.items() if mail.split("@")[0] == key.casefold()]):
            return who
        return called

    def mentioned(self, text: str) -> list[Person]:
        """Give whose whole name, or whose id, is among the words of a file's name.

        Examples
        --------
        >>> [one.id for one in Roster([Person("7", "Ada Lovelace")]).mentioned("my sheet, Lovelace Ada, final")]
        ['7']
        """
        words = set(folded(text).split())
        names = [(person, set(folded(person.name).split())) for person in self.people.values()]
        ids = [person for person in self.people.values() if folded(person.id) in words]
        return ids or [person for person, name in names if name and name <= words]


def squashed(name: str) -> str:
    """Give a name as Canvas writes it into files: letters and digits alone, in small letters.

    Examples
    --------
    >>> squashed("O'Neil, Ada M.")
    'oneiladam'
    """
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", name).casefold())


def _turned(name: str) -> str:
    # Canvas writes the last name first.
    if "," in name:
        last, _, first = name.partition(",")
        return f"{first} {last}"
    *first_names, last = name.split() or [""]
    return " ".join([last, *first_names])


def read_roster(path: Path = CLASS_LIST) -> Roster:
    """Read a class list; where there is none, a roster without anybody.

    Raises
    ------
    CannotUse
        If it is no such table, a line has no id, two have the same, or a number or date is none.
    """
    if not path.exists():
        return Roster()
    text = _decoded(path.read_bytes(), path)
    sign = max(",;\t", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    heading = [word.strip().casefold() for word in rows[0]] if rows else []
    places = {
        ours: heading.index(word) for ours, words in COLUMNS.items() for word in reversed(words) if word in heading
    }
    if "id" not in places:
        raise CannotUse(f"{path}: its first line names no column `id` (or {', '.join(COLUMNS['id'][1:])}).")
    people = list(_people(path, rows[1:], places))
    if not people:
        raise CannotUse(f"{path}: nobody is in it.")
    for what, keys in (("id", [one.id for one in people]), ("folder", [one.folder.casefold() for one in people])):
        if twice := [key for key, count in Counter(keys).items() if count > 1]:
            raise CannotUse(f"{path}: the {what} {twice[0]} stands there more than once; each needs its own.")
    return Roster(people)


def _decoded(content: bytes, path: Path) -> str:
    # A spreadsheet saves in UTF-8 with or without a mark, or in UTF-16; whatever else it is, names would be wrong.
    code = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(code)
    except UnicodeDecodeError:
        raise CannotUse(f"{path} is not in UTF-8: save it once more as «CSV UTF-8».") from None


def _people(path: Path, rows: Sequence[Sequence[str]], places: Mapping[str, int]) -> Iterator[Person]:
    for number, row in enumerate(rows, 2):
        said = {ours: row[place].strip() for ours, place in places.items() if place < len(row)}
        name = said.get("name") or " ".join(filter(None, (said.get("first"), said.get("last"))))
        if not any(said.values()) or name.casefold().startswith(NOBODY):
            continue
        key = PARTICIPANT.sub("", said.get("id", "")) or said.get("login", "") or said.get("email", "")
        if not folder_name(key):
            raise CannotUse(f"{path}, line {number}: {name or 'somebody'} has no id.")
        yield Person(
            key,
            name,
            said.get("email", ""),
            said.get("section", ""),
            said.get("login", ""),
            said.get("sis", ""),
            _times(said.get("extra time", ""), f"{path}, line {number}"),
            _date(said.get("due", ""), f"{path}, line {number}"),
        )


def _times(text: str, where: str) -> float:
    try:
        times = float(text.replace(",", ".") or 1)
    except ValueError:
        times = 0
    if not 1 <= times <= MOST_TIMES:
        raise CannotUse(
            f"{where}: the extra time is {text!r}; say a number from 1 to {MOST_TIMES} (1.5: half as long again)."
        )
    return times


def _date(text: str, where: str) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        raise CannotUse(f"{where}: the due date is {text!r}; write it like 2026-12-01 23:59.") from None
