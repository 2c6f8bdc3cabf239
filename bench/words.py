"""Measure word segmentation on UD Vietnamese-VTB: ours, underthesea's, pyvi's, VnCoreNLP's; one table.

    python bench/words.py [--half odd|even] [--rules] [--sentences N] [--folds N]

The trees are tokenised; scoring is on natural text, so the white space that tokenising put before and after marks is
taken out first. A word counts where both its ends are right. `--rules` measures each rule by leaving it out. `--folds`
trains ours anew without the sentences that it is measured on, in N of five folds, and measures all of them on natural
and on tokenised text. Speed is CPU time over the same sentences in one run, first with nothing remembered, then again;
memory is what a process of its own holds. pyvi is measured where it is installed, VnCoreNLP where VNCORENLP names the
folder of its jar and models.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from train import gold, scores
from train.peers import placed, pyvi
from vncorpus.document import Span
from vncorpus.stages.words import rules, tagger

Segment = Callable[[list[str]], list[list[Span]]]


def sentences(name: str, half: str = "") -> Iterator[tuple[str, list[Span]]]:
    """Yield each sentence of a treebank as natural text, with the spans of its words."""
    for number, words in enumerate(gold.forms(name)):
        if not half or (number % 2 == 1) == (half == "odd"):
            yield gold.natural(words)


def ours(model: str, without: frozenset[str] = frozenset()) -> Segment:
    """Return our segmenter, with all rules, none (`underthesea`), or all but some."""
    return tagger.segment if model == "underthesea" else partial(rules.segment, without=without)


def underthesea(texts: list[str]) -> list[list[Span]]:
    """Segment by the installed underthesea."""
    from underthesea import word_tokenize

    return [placed(text, word_tokenize(text)) for text in texts]


def vncorenlp(texts: list[str]) -> list[list[Span]]:
    """Segment by VnCoreNLP's jar, which takes and gives files: a token a line, its second column the word."""
    folder = Path(os.environ["VNCORENLP"])
    jar = next(folder.glob("VnCoreNLP*.jar"))
    with tempfile.TemporaryDirectory() as place:
        given, made = Path(place, "in.txt"), Path(place, "out.txt")
        given.write_text("\n".join(texts), "utf-8")
        files = ["-fin", str(given), "-fout", str(made)]
        command = ["java", "-Xmx2g", "-jar", jar.name, *files, "-annotators", "wseg"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        output = made.read_text("utf-8")
    rows = [block.split("\n") for block in output.strip().split("\n\n")]
    words = [row.split("\t")[1].replace("_", " ") for block in rows for row in block if "\t" in row]
    found, at = [], 0
    for text in texts:
        size, mine = len("".join(text.split())), []
        while at < len(words) and size > 0:
            mine.append(words[at])
            size -= len("".join(words[at].split()))
            at += 1
        found.append(placed(text, mine))
    return found


def f1(pairs: list[tuple[str, list[Span]]], segment: Segment) -> float:
    """Return the F1 of words."""
    return scores.f1(scores.counted([right for _, right in pairs], segment([text for text, _ in pairs])))


def seconds(segment: Segment, texts: list[str]) -> float:
    """Return the CPU time over the texts, ten at a time, as a document has them."""
    begun = time.process_time()
    for at in range(0, len(texts), 10):
        segment(texts[at : at + 10])
    return time.process_time() - begun


def memory(name: str) -> tuple[float, float]:
    """Return the megabytes and the CPU seconds of a process that segments one sentence."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nimport words, resource\n"
        f"words.TOOLS[{name!r}](['Học sinh học sinh học.'])\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"  # its ru_maxrss is that of the parent where that is larger
        "peak = next(row.split()[1] for row in open('/proc/self/status') if row.startswith('VmHWM'))\n"
        "print(int(peak) / 1024, used.ru_utime + used.ru_stime)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    megabytes, cpu = done.stdout.split()[-2:]
    return float(megabytes), float(cpu)


def folded(number: int) -> Iterator[tuple[str, list[float]]]:
    """Yield each tool and its F1 on sentences that ours was not trained on, natural and tokenised.

    Ours is the model that CRFsuite runs, with our rules over it; the last part of dev is left out.
    """
    from train import crf  # here, so that the start of a tool is not measured with it

    rest, _ = gold.parts()
    counts: dict[str, list[scores.Counts]] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "words.crfsuite")
        for at in range(number):
            some, others = gold.fold(rest, at, 5)
            evidence = crf.fit(some, place)
            for form, them in enumerate((others, [gold.tokenised(one) for one in others])):
                texts = [one.text for one in them]
                ours = [
                    rules.over(one.text, gold.spans(one, inside))
                    for one, inside in zip(them, crf.tagged(place, them, evidence), strict=True)
                ]
                for name, found in (
                    ("vncorpus", ours),
                    *((name, TOOLS[name](texts)) for name in ("underthesea", "pyvi")),
                ):
                    counts.setdefault(name, [[], []])[form] += scores.counted([one.words for one in them], found)
    for name, both in counts.items():
        yield name, [scores.f1(one) for one in both]


TOOLS: dict[str, Segment] = {
    "vncorpus": ours("vncorpus"),
    "vncorpus --model underthesea": ours("underthesea"),
    "underthesea": underthesea,
    "pyvi": pyvi,
    "VnCoreNLP": vncorenlp,
}


def main() -> int:
    """Print the table and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--half", choices=("odd", "even"), default="", help="only these sentences; rules saw the odd")
    parser.add_argument("--rules", action="store_true", help="the effect of each rule instead")
    parser.add_argument("--sentences", type=int, default=1500, help="sentences of dev that speed is measured on")
    parser.add_argument("--folds", type=int, default=0, help="train ours without what it is measured on")
    chosen = parser.parse_args()
    if not (gold.DATA / "words").is_dir():
        print(f"not here: {gold.DATA / 'words'}")
        return 0
    sets = {name: list(sentences(name, chosen.half)) for name in ("dev", "train")}
    if chosen.folds:
        print(f"| {chosen.folds} of five folds | F1, natural | F1, tokenised |\n|---|---|---|")
        for name, (natural_text, tokenised) in folded(chosen.folds):
            print(f"| {name} | {natural_text * 100:.2f} | {tokenised * 100:.2f} |")
        return 0
    if chosen.rules:
        whole = {name: f1(pairs, ours("vncorpus")) for name, pairs in sets.items()}
        print("| rule | UD dev | UD train |\n|---|---|---|")
        for rule in sorted(rules.names()):
            effect = [whole[name] - f1(pairs, ours("vncorpus", frozenset([rule]))) for name, pairs in sets.items()]
            print(f"| {rule} | {effect[0] * 100:+.3f} | {effect[1] * 100:+.3f} |", flush=True)
        return 0
    texts = [text for text, _ in sets["dev"][: chosen.sentences]]
    size = len("\n".join(texts).encode()) / 1e6
    underthesea(texts[:1])  # its model is loaded before any clock runs
    print("| | F1, UD dev | F1, UD train | MB/s, first time | again | memory, MB | start, s of CPU |")
    print("|---|---|---|---|---|---|---|")
    for name, segment in TOOLS.items():
        try:
            segment(["Học sinh học."])
        except (ImportError, KeyError) as error:
            print(f"| {name} | not here: {re.sub('[|]', '', str(error))} | | | | | |")
            continue
        times = [seconds(segment, texts) for _ in range(2)]
        scores = [f1(pairs, segment) for pairs in sets.values()]
        megabytes, cpu = memory(name)
        print(
            f"| {name} | {scores[0] * 100:.2f} | {scores[1] * 100:.2f} | {size / times[0]:.2f} | {size / times[1]:.2f} "
            f"| {megabytes:.0f} | {cpu:.2f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
