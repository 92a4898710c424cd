"""Web archives of any size, made of invented reports at real places."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import random
from pathlib import Path

import pytest

PLACES = "سراقب أريحا كفرنبل الرستن تلبيسة دوما حرستا داعل نوى جاسم الحولة منبج الباب عفرين تادف بزاعة".split()
ACTS = (
    "قصفت قوات النظام بالمدفعية الثقيلة بلدة {place} أمس، ما أدى إلى مقتل {dead} مدنيين وإصابة {hurt} آخرين",
    "شن الطيران الحربي غارات على أطراف مدينة {place} أمس، ما أسفر عن مقتل {dead} مدنيين وجرح {hurt} آخرين",
    "انفجرت سيارة مفخخة في سوق {place} أمس، ما أدى إلى مقتل {dead} أشخاص وإصابة {hurt} بجروح",
    "اندلعت اشتباكات عنيفة على محاور {place} أمس بين فصائل المعارضة وقوات النظام وسقط {dead} قتلى من الطرفين",
)
AROUND = (
    "وقال الدفاع المدني إن فرق الإسعاف نقلت المصابين إلى مشفى {place} الميداني",
    "وأفاد ناشطون بأن حركة النزوح من {place} مستمرة منذ يومين",
    "وذكر سكان في {place} أن الكهرباء ما زالت مقطوعة عن الأحياء الشرقية",
    "وأضاف المجلس المحلي في {place} أن الأضرار المادية كبيرة في المنازل والمحال",
    "ولم يصدر حتى الآن أي تعليق رسمي على ما جرى في محيط {place}",
    "وكانت طرق {place} قد أغلقت قبل ذلك بساعات بسبب الأمطار",
)


class Archive:
    """Makes web archives; the same arguments give the same bytes."""

    def report(self, seed: int) -> str:
        """The paragraphs of an invented report."""
        choose = random.Random(seed)  # noqa: S311 - the same reports each time, no secrets
        lines = [choose.choice(ACTS), *choose.sample(AROUND, 4)]
        numbers = {"dead": choose.randint(3, 9), "hurt": choose.randint(11, 60)}
        return "\n".join(line.format(place=choose.choice(PLACES), **numbers) + "." for line in lines)

    def arabic(self, seed: int) -> bytes:
        """A page with a report."""
        paragraphs = "".join(f"<p>{line}</p>" for line in self.report(seed).split("\n"))
        day = dt.date(2019, 12, 1) + dt.timedelta(days=seed % 11)
        return (
            f'<html lang="ar"><head><title>تطورات {seed}</title><meta property="article:published_time" '
            f'content="{day}"></head><body><h1>تطورات {seed}</h1>{paragraphs}</body></html>'
        ).encode()

    def english(self, seed: int) -> bytes:
        """A page in another language, of letters that no compressor shortens much."""
        noise = hashlib.sha256(str(seed).encode()).hexdigest()
        return f"<html><body><p>{'Rain fell on the hills again. ' * 20}{noise * 4}</p></body></html>".encode()

    def record(self, url: str, body: bytes) -> bytes:
        """The answer with which a page came."""
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{url}>\r\nWARC-Target-URI: {url}\r\n"
            "WARC-Date: 2019-12-13T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        return head.encode() + http + b"\r\n\r\n"

    def members(self, seeds: range, *, every: int = 1) -> list[bytes]:
        """Packed records; of `every` pages one is Arabic, the others English."""
        pages = ((seed, self.english(seed) if seed % every else self.arabic(seed)) for seed in seeds)
        return [gzip.compress(self.record(f"https://news.example/{seed}", body), 1) for seed, body in pages]

    def write(self, path: Path, seeds: range, *, every: int = 1) -> Path:
        """An archive of such records."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(self.members(seeds, every=every)))
        return path


@pytest.fixture(scope="session")
def archive() -> Archive:
    """Makes web archives."""
    return Archive()
