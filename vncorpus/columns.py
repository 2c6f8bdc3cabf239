"""Take a batch of columns apart into records, and put records together as columns.

Libraries on Arrow (datasets, Ray Data) hand over columns and want the same ones back from every batch, each of one
type. The account in `vncorpus` has other keys in each record, so it travels as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

#: The account of a record, and what the annotators add.
ACCOUNT = "vncorpus"
SPANS = ("sentences", "words")


def rows(columns: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the records of a batch; what is empty in the columns that `joined` makes is no field of them.

    >>> list(rows({"text": ["a", "b"], "vncorpus": ["", '{"v": 1}']}))
    [{'text': 'a'}, {'text': 'b', 'vncorpus': {'v': 1}}]
    """
    lists = {name: _plain(column) for name, column in columns.items()}
    for values in zip(*lists.values(), strict=True):
        record = dict(zip(lists, values, strict=True))
        account = record.get(ACCOUNT)
        if isinstance(account, str):
            if account:
                record[ACCOUNT] = json.loads(account)
            else:
                del record[ACCOUNT]
        for name in SPANS:
            if name in record and record[name] is None:
                del record[name]
            elif name in record:
                record[name] = [[int(end) for end in span] for span in record[name]]
        yield record


def joined(records: Iterable[Mapping[str, Any]], before: Mapping[str, Any], made: Sequence[str]) -> dict[str, Any]:
    """Return records as columns: those that were there `before`, those that are `made`, and the account.

    A column that no stage has to do with is passed on as it is.
    """
    kept = list(records)
    columns: dict[str, Any] = {}
    for name in dict.fromkeys([*before, *made, ACCOUNT]):
        if name == ACCOUNT:
            columns[name] = [_account(record) for record in kept]
        elif name in ("text", *SPANS, *made):
            empty = None if name in SPANS else ""
            columns[name] = [record.get(name, empty) for record in kept]
        else:
            columns[name] = before[name]
    return columns


def _plain(column: Any) -> Any:
    return column.tolist() if hasattr(column, "tolist") else column


def _account(record: Mapping[str, Any]) -> str:
    account = record.get(ACCOUNT)
    return "" if account is None else json.dumps(account, ensure_ascii=False, separators=(",", ":"))
