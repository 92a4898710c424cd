"""`marsad serve` and `marsad user`: who may come in, and from where."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from marsad.cli.main import run
from marsad.cli.serve import serve
from marsad.cli.user import user

PASSWORD = "a long enough one"


@pytest.fixture
def db(tmp_path):
    return str(tmp_path / "store.db")


@pytest.fixture
def served(monkeypatch):
    """What would have been served, instead of serving it."""
    calls = []
    monkeypatch.setattr("uvicorn.run", lambda app, **options: calls.append((app, options)))
    return calls


def ask(command, *args, given=""):
    return CliRunner().invoke(command, [str(arg) for arg in args], input=given)


def test_accounts_are_made_listed_and_changed(db):
    assert ask(user, "add", "amal", "--role", "coder", "--password-stdin", "--db", db, given=PASSWORD).exit_code == 1
    assert ask(user, "add", "amal", "--role", "admin", "--db", db, given=f"{PASSWORD}\n{PASSWORD}\n").exit_code == 0
    assert (
        ask(user, "add", "sami", "--role", "coder", "--password-stdin", "--db", db, given=f"{PASSWORD}\n").exit_code
        == 0
    )
    assert ask(user, "disable", "sami", "--db", db).exit_code == 0
    assert ask(user, "list", "--db", db).output == "amal\tadmin\nsami\tcoder\tdisabled\n"
    assert ask(user, "disable", "sami", "--enable", "--db", db).exit_code == 0
    assert ask(user, "password", "sami", "--password-stdin", "--db", db, given="another long one\n").exit_code == 0
    assert "disabled" not in ask(user, "list", "--db", db).output


@pytest.mark.parametrize(
    ("args", "given", "said"),
    [
        (("add", "x", "--role", "admin", "--password-stdin"), "short", "10 to 512 characters"),
        (("add", "<b>", "--role", "admin", "--password-stdin"), PASSWORD, "is no name"),
        (("add", "x", "--role", "king", "--password-stdin"), PASSWORD, "king"),
    ],
)
def test_what_can_not_be_is_wrong_usage(db, args, given, said):
    result = ask(user, *args, "--db", db, given=given)
    assert (result.exit_code, said in result.output) == (2, True)


def test_an_unknown_account_is_named(db, capsys):
    ask(user, "add", "amal", "--role", "admin", "--password-stdin", "--db", db, given=PASSWORD)
    assert run(["user", "disable", "nobody", "--db", db]) == 1
    assert "there is no account 'nobody'" in capsys.readouterr().err
    assert run(["user", "disable", "amal", "--db", db]) == 1
    assert "no admin would be left" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org"])  # noqa: S104
def test_without_accounts_it_listens_on_this_machine_only(db, served, host):
    result = ask(serve, "--host", host, "--db", db)
    assert (result.exit_code, "marsad user add" in result.output, served) == (2, True, [])
    ask(user, "add", "amal", "--role", "admin", "--password-stdin", "--db", db, given=PASSWORD)
    assert ask(serve, "--host", host, "--db", db, "--https").exit_code == 0
    ((app, options),) = served
    assert (options["host"], app.state.settings.hosts, app.state.settings.is_https) == (host, None, True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_on_this_machine_it_answers_under_its_own_names_only(db, served, host):
    assert ask(serve, "--host", host, "--db", db, "--allow-host", "desk.example").exit_code == 0
    ((app, _options),) = served
    assert app.state.settings.hosts == ("localhost", "127.0.0.1", "[::1]", "desk.example")


def test_a_wrong_mail_server_is_wrong_usage(db, served):
    assert ask(serve, "--smtp", "mail.example", "--db", db).exit_code == 2
    assert served == []
