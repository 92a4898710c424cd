"""`marsad user`: the observatory's accounts."""

from __future__ import annotations

import sys

import click

from marsad.cli.database import db_option

ROLES = ("viewer", "coder", "reviewer", "admin")


@click.group(short_help="Accounts of the observatory.")
def user() -> None:
    """Make and change accounts of the observatory. The first one is an admin's."""


def _asked(given: str | None) -> str:
    """What is kept of the password; it is asked for where it is not given."""
    from marsad.web.passwords import hash_password

    if given is None:
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    try:
        return hash_password(given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _first_line(from_stdin: bool) -> str | None:
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else None


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What the person may do.")
@click.option("--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input.")
@db_option
def add(name: str, role: str, from_stdin: bool, db: str | None) -> None:
    """Make an account; asks for the password."""
    from pydantic import TypeAdapter, ValidationError

    from marsad.store import open_store
    from marsad.store.accounts import add_user
    from marsad.store.audit import write_audit
    from marsad.web.api.users import AccountName

    try:
        TypeAdapter(AccountName).validate_python(name)
    except ValidationError as error:
        raise click.UsageError(f"{name!r} is no name for an account: letters, digits, and . @ + - inside") from error
    kept = _asked(_first_line(from_stdin))
    with open_store(db) as store, store.writing() as connection:
        add_user(connection, name, role, kept)
        write_audit(connection, "command line", "user.add", name, role)
    click.echo(f"{name}: {role}")


@user.command("list")
@db_option
def show(db: str | None) -> None:
    """List the accounts."""
    from marsad.store import open_store
    from marsad.store.accounts import read_users

    with open_store(db) as store, store.reading() as connection:
        for one in read_users(connection):
            click.echo(f"{one.name}\t{one.role}{chr(9) + 'disabled' if one.is_disabled else ''}")


@user.command("disable")
@click.argument("name")
@click.option("--enable", is_flag=True, help="Let the account sign in again.")
@db_option
def disable(name: str, enable: bool, db: str | None) -> None:
    """Keep an account from signing in; ends its sessions."""
    from marsad.store import open_store
    from marsad.store.accounts import change_user
    from marsad.store.audit import write_audit

    with open_store(db) as store, store.writing() as connection:
        change_user(connection, name, is_disabled=not enable)
        write_audit(connection, "command line", "user.change", name, f"is_disabled={not enable}")
    click.echo(f"{name}: {'enabled' if enable else 'disabled'}")


@user.command("password")
@click.argument("name")
@click.option("--password-stdin", "from_stdin", is_flag=True, help="Read the password from standard input.")
@db_option
def set_password(name: str, from_stdin: bool, db: str | None) -> None:
    """Set an account's password; ends its sessions."""
    from marsad.store import open_store
    from marsad.store.accounts import change_user
    from marsad.store.audit import write_audit

    kept = _asked(_first_line(from_stdin))
    with open_store(db) as store, store.writing() as connection:
        change_user(connection, name, password_hash=kept)
        write_audit(connection, "command line", "user.password", name)
    click.echo(f"{name}: password changed")
