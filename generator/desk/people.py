"""Who may use the desk: names, passwords, roles, and who is logged in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256
from time import time
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from generator.desk.history import Entered, enter
from generator.desk.schema import attempt, person, session
from generator.errors import fault

ROLES = ("reporter", "editor", "admin")
"""Each may do what the one before may: change copy; decide on it; say who may."""

SHORTEST = 12
"""Characters of a password, as NIST SP 800-63B asks at least where it stands alone (15, or 8)."""
_LONGEST = 200
_IDLE = 12 * 3600.0
"""Seconds after which who does nothing is logged out."""
_WINDOW = 15 * 60.0
_BY_NAME, _BY_ADDRESS = 5, 30
"""Failures within the window after which a name, or an address, must wait."""

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_hex(16))
"""Verified where there is no such name, so that the time does not tell."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in."""

    id: int
    name: str
    role: str

    def may(self, role: str) -> bool:
        """Whether their role is this one or includes it."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in: whose, and the token that its forms must bear."""

    person: Person
    csrf: str


class WaitError(Exception):
    """Too many log-ins failed; ``minutes`` is how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


def add(connection: Connection, name: str, password: str, role: str, by: str = "") -> int:
    """A new person's id.

    Raises:
        StringerError: the name, the role or the password will not do.
    """
    name = " ".join(name.split())
    if not 1 <= len(name) <= 80 or not name.isprintable():
        raise fault("name", "must have 1 to 80 characters that can be printed.")
    if role not in ROLES:
        raise fault("role", f"“{role}” is none.", f"Say {', '.join(ROLES)}.")
    _refuse(password)
    if find(connection, name):
        raise fault("name", f"“{name}” is taken.", "Choose another, or reset-password.")
    row = {"name": name, "role": role, "password": _hasher.hash(password), "active": True}
    made = connection.execute(insert(person).values(**row, created=time()))
    key = int(made.inserted_primary_key[0])  # type: ignore[index]
    enter(connection, Entered("user added", f"{name}, {role}", who=by or "command line"))
    return key


def set_password(connection: Connection, name: str, password: str, by: str = "") -> None:
    """Another password; whoever is logged in under that name is logged out.

    Raises:
        StringerError: there is no such name, or the password will not do.
    """
    _refuse(password)
    found = find(connection, name)
    if found is None:
        raise fault("name", f"“{name}” is nobody’s.", "See the names: stringer desk users.")
    values = {"password": _hasher.hash(password)}
    connection.execute(update(person).where(person.c.id == found.id).values(**values))
    connection.execute(delete(session).where(session.c.person_id == found.id))
    enter(connection, Entered("password reset", found.name, who=by or "command line"))


def set_role(connection: Connection, key: int, role: str, *, active: bool, by: Person) -> None:
    """Another role, or none at all; who is removed is logged out at once.

    Raises:
        StringerError: there would be no administrator left.
    """
    found = connection.execute(select(person).where(person.c.id == key)).one_or_none()
    if found is None or role not in ROLES:
        raise fault("person", "there is no such person or role.")
    admins = select(func.count()).where(
        person.c.role == "admin", person.c.active, person.c.id != key
    )
    if (role != "admin" or not active) and not connection.execute(admins).scalar_one():
        raise fault("role", "somebody must stay administrator.", "Make another one first.")
    connection.execute(update(person).where(person.c.id == key).values(role=role, active=active))
    if not active:
        connection.execute(delete(session).where(session.c.person_id == key))
    said = f"{found.name}: {role if active else 'removed'}"
    enter(connection, Entered("user changed", said, by))


def everybody(connection: Connection) -> list[Row[Any]]:
    """All people, by name."""
    columns = person.c.id, person.c.name, person.c.role, person.c.active, person.c.created
    return list(connection.execute(select(*columns).order_by(person.c.name)))


def name_of(connection: Connection, key: int | None) -> str:
    """What somebody is called; "" for nobody."""
    query = select(person.c.name).where(person.c.id == key)
    return str(connection.execute(query).scalar_one_or_none() or "")


def find(connection: Connection, name: str) -> Row[Any] | None:
    """The person of a name, in capitals or not.

    People are few, and databases differ in what they know of capitals: ``Ü``, ``Ø``.
    """
    wanted = _folded(name)
    return next((p for p in connection.execute(select(person)) if _folded(p.name) == wanted), None)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def log_in(connection: Connection, name: str, password: str, address: str) -> str | None:
    """The token for the cookie; None where name and password do not go together.

    Raises:
        WaitError: too many log-ins failed under this name or from this address.
    """
    now = time()
    connection.execute(delete(attempt).where(attempt.c.at < now - _WINDOW))
    tried_as = _folded(name)[:80]
    for column, value, most in (
        (attempt.c.name, tried_as, _BY_NAME),
        (attempt.c.address, address, _BY_ADDRESS),
    ):
        tried = select(func.count(), func.min(attempt.c.at)).where(column == value)
        number, first = connection.execute(tried).one()
        if number >= most:
            raise WaitError(int((first + _WINDOW - now) // 60) + 1)
    found = find(connection, name)
    good = _fits(found.password if found else _NOBODY, password[:_LONGEST])
    if not found or not found.active or not good:
        row = {"name": tried_as, "address": address[:80], "at": now}
        connection.execute(insert(attempt).values(**row))
        return None
    token = secrets.token_urlsafe(32)
    connection.execute(delete(session).where(session.c.seen < now - _IDLE))
    row = {"token": _digest(token), "person_id": found.id, "csrf": secrets.token_urlsafe(32)}
    connection.execute(insert(session).values(**row, seen=now))
    return token


def session_of(connection: Connection, token: str) -> tuple[Session, float] | None:
    """Whose cookie holds a token, and when it was seen last; None where nobody is logged in."""
    if not token:
        return None
    query = (
        select(session.c.csrf, session.c.seen, person.c.id, person.c.name, person.c.role)
        .join(person)
        .where(session.c.token == _digest(token), person.c.active)
    )
    row = connection.execute(query).one_or_none()
    if row is None or row.seen < time() - _IDLE:
        return None
    return Session(Person(row.id, row.name, row.role), row.csrf), row.seen


def touch(connection: Connection, token: str) -> None:
    """Note that a session is in use."""
    connection.execute(update(session).where(session.c.token == _digest(token)).values(seen=time()))


def log_out(connection: Connection, token: str) -> None:
    """End a session."""
    connection.execute(delete(session).where(session.c.token == _digest(token)))


def _refuse(password: str) -> None:
    if not SHORTEST <= len(password) <= _LONGEST:
        raise fault("password", f"must have {SHORTEST} to {_LONGEST} characters.")


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
