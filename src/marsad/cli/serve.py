"""`marsad serve`: the observatory on this machine."""

from __future__ import annotations

import contextlib

import click


@click.command(short_help="Open the observatory in a browser.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8600, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--db", metavar="URL", help="Database; MARSAD_DB, else a file in the user's data folder.")
@click.option("--demo", is_flag=True, help="Show example data: in --db if given, else in a copy that is thrown away.")
def serve(host: str, port: int, db: str | None, demo: bool) -> None:
    """Serve the observatory: the incidents of a database, and a page that codes what is pasted."""
    import ipaddress
    import tempfile
    from pathlib import Path

    import uvicorn

    from marsad.store import open_store
    from marsad.web.app import make_app
    from marsad.web.demo.fill import demo_copy, fill_demo

    is_local = host == "localhost"
    if not is_local:
        try:
            is_local = ipaddress.ip_address(host).is_loopback
        except ValueError:
            is_local = False
    if not is_local:
        raise click.UsageError(f"{host}: without accounts the observatory listens on localhost only")
    with contextlib.ExitStack() as stack:
        if demo and db is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="marsad-demo-"))
            click.echo("Marsad: preparing example data (once, some seconds)", err=True)
            db = str(demo_copy(Path(folder)))
        store = stack.enter_context(open_store(db))
        if demo and store.is_empty():
            fill_demo(store)
        click.echo(f"Marsad: http://{host}:{port}/ shows {store.name} (stop with Ctrl+C)", err=True)
        uvicorn.run(make_app(store), host=host, port=port, log_level="warning")
