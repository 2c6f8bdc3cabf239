"""Open the page of a run in a real browser: charts, filters, keys, themes, a phone; hostile text must stay text."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLES, Run

sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright: `pip install --group browser`")
#: Debian's browser: the ones of playwright come from a place of their own.
CHROMIUM = os.environ.get("VNCORPUS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="no browser: `apt-get install chromium`, or VNCORPUS_CHROMIUM=PATH"
)

HOSTILE = (
    "</script><script>window.hacked = 1</script> <img src=x onerror='window.hacked = 2'> <!-- <script> --> "
    "&lt;b&gt; {{title}} ${alert(1)} javascript:alert(1) \u2028\u2029 \x00\x1b[31m \u202egnud \ud800 "
    "<a href='https://example.com/track'>x</a> <style>*{display:none}</style> https://example.com/pixel.png"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def made(vncorpus: Run, tmp_path: Path) -> Path:
    """Return a page of the samples, of hostile text in every place that a page shows, and of one that is calm."""
    rows = [json.loads((sample / "0-raw.jsonl").read_text()) for sample in SAMPLES]
    rows += [
        {
            "id": HOSTILE,
            "text": f"Ｔrời sắp mưa\u00a0rồi {HOSTILE} hãy dùng卷积 nhé。",
            "metadata": {"encoding": HOSTILE},
        },
        {"text": "Trời sắp mưa rồi, về thôi."},
        {"id": 0, "text": ""},
    ]
    lines = [json.dumps(row) for row in rows]
    lines += [
        f'{{"text": "{"a" * 9}"',
        json.dumps({"text": HOSTILE, "id": "twice"}),
        json.dumps({"text": HOSTILE, "id": "twice"}),
    ]
    (tmp_path / "</script><b>in.jsonl").parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    done = vncorpus("clean", "-q", "in.jsonl", "-o", "out.jsonl", "--trace", "t.jsonl", "--report", "run.json")
    assert done.returncode == 3
    return tmp_path


class Opened:
    """Hold an open page, and all that it asked for or complained of."""

    def __init__(self, browser: Any, path: Path, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("request", lambda request: self._asked(request.url, path))
        self.page.goto(path.as_uri())
        assert self.page.evaluate("document.documentElement.dataset.ready") == "yes"

    def _asked(self, url: str, path: Path) -> None:
        if url not in (path.as_uri(), "data:,"):
            self.wrong.append(f"request: {url}")

    def drawn(self, canvas: str) -> int:
        """Count the colours of a canvas."""
        script = """id => { const c = document.getElementById(id), seen = new Set();
            const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
            for (let i = 0; i < d.length; i += 4) if (d[i + 3]) seen.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]);
            return seen.size; }"""
        found: int = self.page.evaluate(script, canvas)
        return found

    def end(self) -> None:
        self.context.close()
        assert self.wrong == []


def report(run: Run, place: Path, *options: str) -> Path:
    done = run("report", "run.json", "-o", "page.html", *options)
    assert done.returncode == 0, done.stderr
    return place / "page.html"


def test_charts_filters_and_numbers(browser: Any, vncorpus: Run, made: Path) -> None:
    opened = Opened(browser, report(vncorpus, made), viewport={"width": 1280, "height": 900})
    page = opened.page
    for canvas in ("flow-chart", "rules-chart", "lengths-chart"):
        assert opened.drawn(canvas) > 20, canvas
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("#list li").count() == 8
    # Sums of the flow are those of the texts, in the form of the language.
    data = json.loads(page.locator("#data").text_content())
    step_out = data["flow"]["steps"][-1]["out"]
    assert data["unmatched"] == 0
    assert data["flow"]["out"] == step_out == data["stats"]["texts"]["characters"]["total"]
    assert f"{step_out:,}".replace(",", ".") in page.locator("#flow-table").text_content()
    # A stage chosen among the rules hides those of the others.
    stages = "[...new Set([...document.querySelectorAll('#rule-list .name small:first-of-type')].map(one => one.textContent.trim()))]"
    assert len(page.evaluate(stages)) == 3
    page.locator("#rule-stages button", has_text="Chữ Hán").click()
    assert page.evaluate(stages) == ["Chữ Hán"]
    page.locator("#rule-search").fill("glossary:卷积")
    assert page.locator("#rule-list details").count() == 1
    page.locator("#rule-list summary").click()
    assert "tích chập" in page.locator("#rule-list .example ins").first.text_content()
    # From the rule to the documents that it changed, and only those changes stand out.
    page.get_by_role("button", name="Xem các văn bản có quy tắc này").click()
    assert page.locator("#list li").count() == 2
    assert page.locator("#text .hit ins").first.text_content().strip() == "tích chập"
    assert page.locator("#text .dim").count() > 0
    page.locator("#rule").select_option("")
    page.locator("#stage").select_option("")
    page.locator("#search").fill("THÍCH TRẢ LỜI")
    assert page.locator("#list li").count() == 1
    page.locator("#search").fill("no document holds this")
    assert page.locator("#list li").count() == 0
    page.locator("#search").fill("")
    page.locator("#changed").check()
    assert page.locator("#list li").count() < 8
    opened.end()


def test_the_difference_is_the_text_before_and_after(browser: Any, vncorpus: Run, made: Path) -> None:
    opened = Opened(browser, report(vncorpus, made))
    raw = json.loads((SAMPLES[0] / "0-raw.jsonl").read_text())
    script = """tag => { const text = document.getElementById('text').cloneNode(true);
        text.querySelectorAll(tag + ', .label').forEach(one => one.remove()); return text.textContent; }"""
    opened.page.locator("#list li").first.click()
    shown = [opened.page.evaluate(script, tag) for tag in ("ins", "del")]
    after = json.loads((made / "out.jsonl").read_text().split("\n")[0])["text"]
    # White space that changed is shown by signs; all else is the text itself.
    plain = [text.translate(dict.fromkeys(map(ord, "␣↵⇥⍽ \n\t\u00a0"))) for text in (raw["text"], after)]
    assert [text.translate(dict.fromkeys(map(ord, "␣↵⇥⍽ \n\t\u00a0"))) for text in shown] == plain
    opened.end()


def test_hostile_text_is_inert(browser: Any, vncorpus: Run, made: Path) -> None:
    opened = Opened(browser, report(vncorpus, made, "--lang", "en"))
    page = opened.page
    page.locator("#labels").check()
    for item in page.locator("#list li").all():
        item.click()
    for rule in page.locator("#rule-list details").all():
        rule.locator("summary").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main script, main style, main iframe, main a[href^='http'], #text a").count() == 0
    assert page.locator("script").count() == 4
    page.locator("#search").fill("window.hacked = 2")
    page.locator("#list li").first.click()
    assert "<img src=x onerror='window.hacked = 2'>" in page.locator("#text").text_content()
    policy = page.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    # The policy itself holds: what a page was tricked into would not run, nor be fetched.
    page.evaluate("""() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 3';
        document.body.append(s); fetch('https://example.com/').catch(() => { window.refused = true }); }""")
    page.wait_for_function("window.refused")
    assert page.evaluate("window.hacked") is None
    opened.wrong = [one for one in opened.wrong if "Content Security Policy" not in one]
    opened.end()


def test_keys(browser: Any, vncorpus: Run, made: Path) -> None:
    opened = Opened(browser, report(vncorpus, made), viewport={"width": 1280, "height": 900})
    page = opened.page
    focused = (
        "document.activeElement.id || document.activeElement.className || document.activeElement.getAttribute('href')"
    )
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "skip"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    walked = []
    for _ in range(60):
        page.keyboard.press("Tab")
        walked.append(page.evaluate(focused))
        assert page.evaluate(outline) != "none" or walked[-1] in (None, ""), walked[-1]
    for name in ("#overview", "theme", "rule-search", "search", "stage", "rule", "list"):
        assert name in walked, name
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate(focused) == "search"
    page.keyboard.type("j/n")
    assert page.locator("#search").input_value() == "j/n"
    page.locator("#search").fill("")
    page.keyboard.press("Escape")
    chosen = "document.querySelector('#list [aria-selected=true]').id"
    assert page.evaluate(chosen) == "document-0"
    page.keyboard.press("j")
    assert page.evaluate(chosen) == "document-1"
    page.keyboard.press("k")
    page.locator("#list").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(chosen) == "document-2"
    assert page.locator("#list").get_attribute("aria-activedescendant") == "document-2"
    page.keyboard.press("n")
    first = page.evaluate("document.activeElement.title")
    assert first and first.split(": ")[1] in page.locator("#why").text_content()
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.title") == first
    page.locator("#rule-stages button").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#rule-stages [aria-checked=true]").text_content() == "Mã chữ"
    opened.end()


def test_a_phone_needs_no_scrolling_aside(browser: Any, vncorpus: Run, made: Path) -> None:
    for width in (320, 390):
        opened = Opened(browser, report(vncorpus, made), viewport={"width": width, "height": 800}, is_mobile=True)
        page = opened.page
        for item in page.locator("#list li").all()[:4]:
            item.click()
        page.locator("#rule-list summary").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        cut = """width => [...document.querySelectorAll('main *')].filter(one => !one.closest('.wide, .example, .text, option')
            && one.getBoundingClientRect().right > width + 1).map(one => one.outerHTML.slice(0, 80))"""
        assert page.evaluate(cut, width) == []
        assert opened.drawn("rules-chart") > 20
        opened.end()


def test_themes_and_paper(browser: Any, vncorpus: Run, made: Path) -> None:
    path = report(vncorpus, made)
    ground = "getComputedStyle(document.body).backgroundColor"
    grounds = []
    for scheme in ("light", "dark"):
        opened = Opened(browser, path, color_scheme=scheme)
        grounds.append(opened.page.evaluate(ground))
        opened.page.locator("#theme").click()
        grounds.append(opened.page.evaluate(ground))
        assert opened.drawn("flow-chart") > 20
        if scheme == "light":
            pdf = opened.page.pdf(print_background=True)
            assert pdf.startswith(b"%PDF") and len(pdf) > 20_000
            assert opened.page.evaluate(ground) == grounds[1]  # what was chosen is back after printing
        opened.end()
    assert grounds[0] == grounds[3] != grounds[1] == grounds[2]


def test_the_page_of_a_run_without_a_trace_says_so(browser: Any, vncorpus: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text":"Ｔrời sắp mưa rồi, hãy dùng卷积 nhé。"}\n')
    vncorpus("clean", "-q", "a.jsonl", "-o", "b.jsonl")
    assert vncorpus("report", "b.jsonl", "-o", "page.html", "--lang", "en").returncode == 0
    opened = Opened(browser, tmp_path / "page.html")
    assert "Without a trace" in opened.page.locator("#notices").text_content()
    assert opened.page.locator("#flow").is_hidden()
    assert "tích chập" in opened.page.locator("#text").text_content()
    assert "fullwidth" in opened.page.locator("#rule-list").text_content()
    opened.end()
