"""Measure --site-key on five made sites: how much of their furniture is left, and whether any text is lost.

    python bench/sites.py

Each site has the furniture of one page of `tests/pages`, of which each document shows most, and a banner and an appeal
in its text that no pattern knows; its articles are those of the other pages, their lines told apart by the document.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from boilerplate import PAGES

from vncorpus import Document, Pipeline, site_lines

SITES = ("01-news-national", "03-news-provincial", "09-news-tech", "17-blog-travel", "37-wiki")
DOCUMENTS = 30
OWN = [
    ("Sông Nước Cuối Tuần", "Mời bạn nghe bản đọc của bài này ở quán quen"),
    ("Góc Phố Online", "Bấm chuông để không bỏ lỡ câu chuyện ngày mai"),
    ("Trạm Công Nghệ", "Bạn có mẹo hay hơn? Viết cho chúng tôi"),
    ("Nhật ký trên yên xe", "Ghé gian hàng nhỏ của mình ở cuối hẻm nha"),
    ("Từ điển Làng Xã", "Bài này còn sơ khai, bạn viết thêm được"),
]


def rows(path: Path) -> list[tuple[str, str]]:
    """Return mark and text of each line of a labelled page."""
    return [(line[:1], line[1:]) for line in path.read_text(encoding="utf-8").splitlines() if line[1:].strip()]


def corpus() -> tuple[list[dict[str, str]], list[set[str]], list[set[str]]]:
    """Return the records, and of each the lines of its article and those of its site."""
    rng = random.Random(1)
    articles = [
        [text for mark, text in rows(path) if mark == "+"]
        for path in sorted(PAGES.glob("*.page"))
        if path.stem not in SITES and "clean" not in path.stem
    ]
    articles = [article for article in articles if 4 <= len(article) <= 40]
    records, texts, furniture = [], [], []
    for site, (banner, appeal) in zip(SITES, OWN, strict=True):
        around = [text for mark, text in rows(PAGES / f"{site}.page") if mark == "-"]
        half = len(around) // 2
        for number in range(DOCUMENTS):
            body = [f"{text} ({number})" if len(text) > 60 else text for text in articles[number % len(articles)]]
            middle = len(body) // 2
            above = [text for text in around[:half] if rng.random() < 0.8]
            under = [text for text in around[half:] if rng.random() < 0.8]
            lines = [banner, *above, *body[:middle], appeal, *body[middle:], *under]
            records.append({"source": site, "text": "\n".join(lines)})
            texts.append(set(body))
            furniture.append({banner, appeal, *around} - set(body))
    return records, texts, furniture


def main() -> None:
    """Print a row without and a row with the second look."""
    records, texts, furniture = corpus()
    began = time.process_time()
    found = site_lines(records, "source")
    counting = time.process_time() - began
    size = sum(len(record["text"].encode()) for record in records) / 1e6
    print(f"{len(records)} documents, {size:.2f} MB; counted at {size / counting:.1f} MB/s")
    for name, given in (("without", None), ("with", found)):
        pipeline = Pipeline(["boilerplate"], site_lines=given)
        began = time.process_time()
        out = [
            set(pipeline.run(Document(record["text"], {"source": record["source"]})).text.split("\n"))
            for record in records
        ]
        took = time.process_time() - began
        left = sum(len(line) for kept, lines in zip(out, furniture, strict=True) for line in kept & lines)
        all_ = sum(
            len(line)
            for record, lines in zip(records, furniture, strict=True)
            for line in set(record["text"].split("\n")) & lines
        )
        lost = sum(len(line) for kept, lines in zip(out, texts, strict=True) for line in lines - kept)
        mass = sum(len(line) for lines in texts for line in lines)
        print(f"{name:8} furniture left {left / all_:6.2%}  text lost {lost / mass:6.2%}  {size / took:.1f} MB/s")


if __name__ == "__main__":
    main()
