"""Passwords: argon2id, and what a password has to be."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 512  # characters


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the parameters of RFC 9106 for small memory


@lru_cache(maxsize=1)
def _nobodys() -> str:
    return _hasher().hash("the password of an account that is not there")


def hash_password(password: str) -> str:
    """What is kept of a password.

    Raises:
        ValueError: when it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _hasher().hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Whether it is the password; takes as long when there is no account (`kept` None)."""
    if len(password) > LONGEST:
        return False
    try:
        _hasher().verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None
