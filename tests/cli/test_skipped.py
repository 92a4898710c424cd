"""What an export or archive holds besides reports is said once, and fails nothing."""

from __future__ import annotations

import json

from marsad.cli.main import run


def test_what_is_left_aside_is_named(tmp_path, capsys):
    message = {"id": 1, "type": "message", "date": "2023-05-01T10:00:00", "text": "قتل مدني بقصف مدفعي على بلدة سرمين"}
    service = {"id": 2, "type": "service", "date": "2023-05-01T10:00:00", "text": ""}
    chat = {"name": "قناة", "type": "public_channel", "id": 7, "messages": [message, service]}
    path = tmp_path / "result.json"
    path.write_text(json.dumps(chat), encoding="utf-8")
    assert run(["code", "--format", "jsonl", str(path)]) == 0
    written = capsys.readouterr()
    assert json.loads(written.out)["id"] == "telegram-7-1"
    assert f"marsad: note: {path}: left aside: 1 service messages" in written.err
