"""Strip page furniture from pasted pages: the article and nothing but the article."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vncorpus.document import Document, Edit
from vncorpus.errors import UsageError
from vncorpus.stage import Stage, option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from vncorpus.stages.boilerplate.line.lines import Line
    from vncorpus.stages.boilerplate.site import SiteLines

NAME = "boilerplate"


@dataclass(frozen=True)
class Options:
    """Hold the options of the stage."""

    level: str = option(
        "article",
        "only lines that a pattern knows, the article by its place too, or of that no furniture inside it either",
        ("lines", "article", "strict"),
    )
    captions: str = option("drop", "what is done with captions of pictures", ("drop", "keep"))
    listing: str = option(
        "flag", "what is done with a page that lists articles and holds none", ("keep", "flag", "empty")
    )
    patterns: Path | None = option(None, "a table of your own, as tables/boilerplate.tsv; its rules come first")
    max_drop: float = option(0.9, "leave a text as it is, and mark it, where more than this share would go")
    site_lines: SiteLines | None = option(None, "the lines that sites repeat, as `site_lines` finds them", made=True)


def run(document: Document, options: Options) -> Document:
    r"""Strip page furniture: menus, bylines, captions, share bars, comments, related stories, footers.

    A line goes because a pattern of the table knows it, or because it stands outside the article in a region
    that has enough known furniture in it. Text without such evidence stays: losing a paragraph is worse than
    keeping a menu. Bullets join their text, a title or a line that is doubled stands once. What dropped lines say of
    the article (author, date, source, section, tags, publisher) goes into `metadata` where the record has none of it.

    >>> print(run(Document("Mưa lớn ở Huế\nThứ 4, 22/01/2025 12:09\nNước dâng nhanh.\nBình luận (0)"), Options()).text)
    Mưa lớn ở Huế
    Nước dâng nhanh.
    """
    # Here, so that a start does not pay for it.
    from vncorpus.stages.boilerplate import clear, markdown
    from vncorpus.stages.boilerplate.line.lines import classified as by_themselves
    from vncorpus.stages.boilerplate.line.seen import seen

    text = document.text
    lines = text.split("\n")
    view = seen(text, lines)
    texts = view.texts
    copied = markdown.plain(texts) if options.level != "lines" else None
    given = options.site_lines
    found = by_themselves(texts, options.patterns, plain=view.plain)
    if not given and copied is None and clear.is_clear(texts, found):
        return document
    alone = [*found]
    found = beside(found, texts, options)
    repeated: list[int] = []
    if given:
        from vncorpus.stages.boilerplate.site import repeated as lines_of_site

        repeated = lines_of_site([lines[at] for at in view.places], found, document.fields, given)
    if not repeated and ((copied is None and clear.is_plain(texts, found)) or markdown.is_document(texts)):
        return document
    from vncorpus.stages.boilerplate import listing, mend, metadata, reading, site  # and clean text not for these
    from vncorpus.stages.boilerplate.article import around

    read, said = None, texts
    if copied is not None:
        bare = classified(copied, options)
        copy = reading.read(copied, bare, options)
        if copy.paged:
            read, found, said = copy, bare, copied
        elif not repeated and clear.is_plain(texts, found):
            return document
    told = options.level == "lines" or options.listing == "keep" or (read is not None and markdown.is_headed(texts))
    told = told or around.is_bare(found, around.ALONE)
    if not told and listing.is_listing(found, said):
        new, rule = (text, "flag:listing") if options.listing == "flag" else ("", "listing:page")
        return document.edited(NAME, [Edit(0, len(text), new, rule)])
    if read:
        markdown.keep(texts, said, found, read.rules)
    else:
        read = reading.read(texts, found, options)
    rules, title, paged, framed = read.rules, read.title, read.paged, read.framed
    for index in markdown.menu(texts) if copied is not None and options.level != "lines" else ():
        rules[index] = rules[index] or "nav:links-over-title"
    for index in markdown.front(texts):
        rules[index] = None
    edits = mend.edits(lines, *view.spread(len(lines), found, rules))
    gone = sum(edit.end - edit.start for edit in edits if not edit.new)
    doubted, whole = (gone, len(text.strip())) if not paged else _doubted(texts, found, rules, framed)
    if doubted > options.max_drop * whole > 0:
        return document.edited(NAME, [Edit(0, len(text), text, "flag:max-drop")])
    if repeated:
        titles = site.title_of(texts, found, repeated, title, document.fields)
        title = next(iter(titles), title)
        more = [
            site.RULE if not rule and at in repeated and at not in titles else rule for at, rule in enumerate(rules)
        ]
        mended = mend.edits(lines, *view.spread(len(lines), found, more))
        if sum(edit.end - edit.start for edit in mended if not edit.new) <= options.max_drop * len(text.strip()):
            edits, rules = mended, more
        else:
            at = sum(len(line) + 1 for line in lines[: view.places[repeated[0]]])
            edits.append(Edit(at, at, "", site.FLAG))
        gone = sum(edit.end - edit.start for edit in edits if not edit.new)
    after = document.edited(NAME, edits)
    if not gone:
        return after
    known = metadata.found(said, found, rules, title, sure=read.titled)
    values = metadata.merged(document.fields.get("metadata"), known)
    if values:
        after = after.annotated(metadata.marks(document.fields.get("metadata"), known), metadata=values)
    removed = not given and copied is None and len(texts) == len(lines) and not any(edit.new for edit in edits)
    return after.settled() if removed and clear.is_left(texts, alone, rules) else after


def classified(texts: list[str], options: Options) -> list[Line]:
    """Return what each line is by itself, and by those beside it where they say that it is text."""
    from vncorpus.stages.boilerplate.line import lines

    return beside(lines.classified(texts, options.patterns), texts, options)


def beside(found: list[Line], texts: list[str], options: Options) -> list[Line]:
    """Return what lines are by those beside them."""
    from vncorpus.stages.boilerplate.find import asked, broken, labels, posts, quoted, unframed, wrapped

    found = labels.joined(broken.joined(wrapped.joined(found, texts), texts), texts, options.patterns)
    found = asked.described(found, texts)
    return unframed.cleared(posts.voted(posts.headed(quoted.cleared(found, texts), texts), texts), texts)


def _doubted(
    texts: Sequence[str], found: Sequence[Line], rules: Sequence[str | None], framed: set[int]
) -> tuple[int, int]:
    """Return the characters of a page that go by their place alone, and those and all that stay.

    A post of two lines may stand among two hundred that patterns, buttons, menus and cards tell: what is known to be
    furniture is no text that could be lost.
    """
    stays = sum(len(text) for text, rule in zip(texts, rules, strict=True) if not rule)
    goes = sum(
        len(text)
        for at, (text, line, rule) in enumerate(zip(texts, found, rules, strict=True))
        if rule and not line.known and at not in framed
    )
    return goes, goes + stays


def check(options: Options) -> None:
    """Read the user's patterns, so that a bad row is told before any input is read."""
    if not 0 <= options.max_drop <= 1:
        raise UsageError(f"--max-drop is a share from 0 to 1, not {options.max_drop:g}")
    if options.patterns:
        from vncorpus.stages.boilerplate.line import rules

        rules.own_rules(options.patterns)


STAGE = Stage(NAME, "1", run, Options, check=check)
