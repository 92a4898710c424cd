"""Telling others: a signed webhook that reaches public addresses only, and e-mail."""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpcore
import httpx

from marsad.errors import ReadError
from marsad.sources.guard import Deadline, GuardedTransport, Resolver, public_addresses
from marsad.web.atom import headline, lines

TIMEOUT_S = 10.0
SIGNATURE = "Marsad-Signature"


class TellError(Exception):
    """It could not be told; the message says why."""


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server.

    Args:
        sender: address that mails come from.
        is_tls: TLS from the first byte; else STARTTLS, but for a server on this machine.
    """

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_tls: bool = False


def parse_smtp(url: str) -> Smtp:
    """The mail server of an address: `smtp://user:password@host:587?from=desk@example.org`, or `smtps://…`.

    Raises:
        ValueError: when it is no such address.
    """
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or "@" not in sender:
        raise ValueError("a mail server is smtp://user:password@host:587?from=desk@example.org, or smtps://…")
    is_tls = parts.scheme == "smtps"
    port = parts.port or (465 if is_tls else 587)
    return Smtp(parts.hostname, port, sender, unquote(parts.username or ""), unquote(parts.password or ""), is_tls)


def signature(secret: str, moment: int, body: bytes) -> str:
    """What a receiver computes again: `t=moment,v1=` and the SHA-256 HMAC of `moment.body` in hex digits."""
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def post_webhook(
    url: str,
    secret: str,
    content: Any,
    *,
    resolver: Resolver = public_addresses,
    transport: httpx.BaseTransport | None = None,
) -> None:
    """Sends JSON with its signature. Redirects are not followed.

    Args:
        url: http or https.
        secret: that the receiver knows.
        content: plain JSON.
        resolver: which addresses of a host may be connected to; for tests.
        transport: instead of a connection; for tests.

    Raises:
        TellError: when it is not taken: the address is inside a private network, or answers with no success.
    """
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Marsad",
        SIGNATURE: signature(secret, int(time.time()), body),
    }
    made = transport or GuardedTransport(resolver, Deadline(TIMEOUT_S), url)
    try:
        with (
            httpx.Client(transport=made, trust_env=False, timeout=TIMEOUT_S) as client,
            client.stream("POST", url, content=body, headers=headers) as answer,
        ):
            if not answer.is_success:
                raise TellError(f"the server answers {answer.status_code}")
    except ReadError as error:
        raise TellError(error.reason) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise TellError(f"can't be reached: {error}") from error


def make_mail(sender: str, to: str, name: str, incidents: Sequence[dict[str, Any]], base: str) -> EmailMessage:
    """A mail that lists incidents.

    Raises:
        ValueError: when an address or the name can't stand in a header.
    """
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = to
    mail["Subject"] = f"Marsad: {' '.join(name.split())} ({len(incidents)})"
    blocks = ["\n".join([headline(data), *lines(data), f"{base}/incidents/{data['id']}"]) for data in incidents]
    mail.set_content("\n\n".join(blocks).encode("utf-8", "replace").decode())
    return mail


def send_mail(server: Smtp, mail: EmailMessage) -> None:
    """Gives the mail to the server.

    Raises:
        TellError: when it does not take it.
    """
    context = ssl.create_default_context()
    try:
        if server.is_tls:
            made: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
        else:
            made = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        with made as connection:
            if not server.is_tls and server.host not in ("localhost", "127.0.0.1", "::1"):
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:
        raise TellError(f"the mail server does not take it: {error}") from error
