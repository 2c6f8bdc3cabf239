"""Write what was gathered of a run as one page that needs nothing but a browser.

The page is put together from `assets`: its form, its style and its scripts, and Chart.js with its Sankey diagram, as
they were published. Text of the corpus goes in as JSON alone, and into the page as text alone; a policy in the page's
head lets no script run but these, and nothing be loaded from anywhere.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from vncorpus.run.records import dumps
from vncorpus.tables import TABLES, Row, read

Language = Literal["vi", "en"]
ASSETS = Path(__file__).parent / "assets"
#: Each is a script of its own, in this order.
LIBRARIES = ("chart.umd.min.js", "chartjs-chart-sankey.min.js")
SCRIPTS = ("page.js", "charts.js", "rules.js", "documents.js", "start.js")
#: What would end the element, or the string, that holds the data.
_UNSAFE = re.compile("[<>&\u2028\u2029]")
_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_WORD = re.compile(r"\{\{([\w.]+)\}\}")


def strings(language: Language) -> dict[str, str]:
    """Return the words of the page in a language.

    >>> strings("vi")["rules"], strings("en")["rules"]
    ('Quy tắc', 'Rules')
    """

    def parse(row: Row) -> tuple[str, str]:
        if not row[language]:
            raise ValueError(f"{row['key']} has no words in {language}")
        return row["key"], row[language]

    return dict(read(TABLES / "report_strings.tsv", ("key", "vi", "en"), parse))


def page(row: dict[str, Any], language: Language) -> bytes:
    """Return the page for what `Gathered.row` returned, and what the run said of itself as `run`."""
    words = strings(language)
    data = {**row, "language": language, "strings": words}
    scripts = [_MAP.sub("", _asset(name)) for name in LIBRARIES]
    scripts.append("(() => {\n" + "\n".join(map(_asset, SCRIPTS)) + "\n})();\n")
    style = _asset("page.css")
    policy = (
        f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {
        "language": language,
        "policy": policy,
        "style": f"<style>{style}</style>",
        "data": f'<script type="application/json" id="data">{escaped(data)}</script>',
        "scripts": "".join(f"<script>{script}</script>\n" for script in scripts),
    }
    made = _WORD.sub(lambda found: parts.get(found[1]) or html.escape(words[found[1]]), _asset("page.html"))
    return made.encode("utf-8", "replace")


def escaped(data: Any) -> str:
    r"""Return JSON that can stand inside a script element, whatever strings it holds.

    >>> print(escaped(["</script><!--"]))
    ["\u003c/script\u003e\u003c!--"]
    """
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", dumps(data).decode("utf-8"))


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """Return how a policy names a script or style that stands in the page."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
