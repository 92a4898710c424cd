"""`marsad serve`: the observatory on this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import tempfile
from pathlib import Path

import click

from marsad.cli.database import db_option

_ALERTS_EVERY_S = 30.0


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@click.command(short_help="Open the observatory in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8600, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--demo", is_flag=True, help="Show example data: in --db if given, else in a copy that is thrown away.")
@click.option(
    "--allow-host", multiple=True, metavar="NAME", help="A name under which the server is reached; repeatable."
)
@click.option(
    "--https", "is_https", is_flag=True, help="It is reached over TLS, through a proxy: cookies for TLS only."
)
@click.option("--tiles", metavar="ORIGIN", help="Server of map tiles that the page may load, as https://host.")
@click.option("--base", metavar="URL", help="Address under which others reach it, for links in alerts.")
@click.option("--smtp", envvar="MARSAD_SMTP", metavar="URL", help="Mail server: smtp://user:pw@host?from=a@b.")
@db_option
def serve(  # noqa: PLR0913 - its options
    *,
    host: str,
    port: int,
    demo: bool,
    allow_host: tuple[str, ...],
    is_https: bool,
    tiles: str | None,
    base: str | None,
    smtp: str | None,
    db: str | None,
) -> None:
    """Serve the observatory: the incidents of a store, and a page that codes what is pasted.

    Without accounts it listens on this machine only, and whoever opens it may do everything. `marsad user add NAME
    --role admin` makes the first account; from then on everybody signs in.
    """
    import uvicorn

    from marsad.store import open_store
    from marsad.store.accounts import has_users
    from marsad.web.app import Settings, make_app
    from marsad.web.demo.fill import demo_copy, fill_demo
    from marsad.web.guards import LOCAL_HOSTS
    from marsad.web.tell import parse_smtp

    try:
        mail = parse_smtp(smtp) if smtp else None
    except ValueError as error:
        raise click.UsageError(f"--smtp: {error}") from error
    with contextlib.ExitStack() as stack:
        if demo and db is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="marsad-demo-"))
            click.echo("Marsad: preparing example data (the first time some seconds)", err=True)
            db = str(demo_copy(Path(folder)))
        store = stack.enter_context(open_store(db))
        with store.reading() as connection:
            has_accounts = has_users(connection)
        if not has_accounts and not _is_loopback(host):
            raise click.UsageError(
                f"{host}: without accounts the observatory listens on this machine only; "
                "make the first account with `marsad user add NAME --role admin`"
            )
        if demo and store.is_empty():
            fill_demo(store)
        hosts = (*LOCAL_HOSTS, *allow_host) if _is_loopback(host) or allow_host else None
        settings = Settings(
            tiles=tiles,
            is_https=is_https,
            hosts=hosts,
            base=(base or f"http://{host}:{port}").rstrip("/"),
            smtp=mail,
            alerts_every_s=_ALERTS_EVERY_S,
        )
        click.echo(f"Marsad: http://{host}:{port}/ shows {store.name} (stop with Ctrl+C)", err=True)
        uvicorn.run(make_app(store, settings), host=host, port=port, log_level="warning", server_header=False)
