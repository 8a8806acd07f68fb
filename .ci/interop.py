"""Makes what .ci/interop gives to the checkers: projects, and the gold that their consumers must find.

interop.py gold NAME LINES.jsonl OUT [--hull]   gold and project lines of a file in Copydesk's jsonl format
interop.py table RESULTS                        the table of all results

The checkers' gold knows contiguous spans only. So an annotation in fragments is split into one span a fragment, each with a
relation `next_fragment` from the one before, which is what a format without fragments does; with --hull it stays one span from
its first character to its last, which is what a table with a column of fragments shows.
"""

import json
import sys
from pathlib import Path


def pieces(record, hull):
    """The annotations and relations of a record as contiguous spans."""
    spans, relations = [], []
    for span in record["spans"]:
        fragments = [[span["start"], span["end"]]] if hull else span["fragments"]
        before = None
        for number, (start, end) in enumerate(fragments):
            id = span["id"] if number == 0 else f"{span['id']}/{number + 1}"
            spans.append({**span, "id": id, "start": start, "end": end, "fragments": [[start, end]],
                          "text": record["text"][start:end], "is_first": number == 0})
            if before:
                relations.append({"id": f"n{id}", "type": "next_fragment", "from": before, "to": id})
            before = id
    return spans, relations + record["relations"]


def gold(name, source, out, hull):
    documents, lines = [], []
    for line in Path(source).read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        record = json.loads(line)
        for span in record["spans"]:
            # brat's checker knows no suffix for two labels that are one in letters, digits and `_`.
            span["label"] = "third" if span["label"] == "two_words" else span["label"]
        spans, relations = pieces(record, hull)
        documents.append({
            "id": record["id"], "text": record["text"],
            "annotations": [{"id": s["id"], "start": s["start"], "end": s["end"], "label": s["label"],
                             "attributes": s["attributes"] if s["is_first"] else {},
                             "note": s["note"] if s["is_first"] else ""} for s in spans],
            "relations": [{"id": r["id"], "type": r["type"], "from": r["from"], "to": r["to"]} for r in relations],
        })
        plain = [{**{k: v for k, v in s.items() if k != "is_first"},
                  **({} if s["is_first"] else {"attributes": {}, "note": ""})} for s in spans]
        # As it stands for formats that split by themselves; split before for those whose own fragments the gold cannot show.
        lines.append((record, {**record, "spans": plain, "relations": relations}))
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.gold.json").write_text(json.dumps({"documents": documents}, ensure_ascii=False), encoding="utf-8")
    for which, ending in ((0, "whole"), (1, "split")):
        text = "".join(json.dumps(pair[which], ensure_ascii=False) + "\n" for pair in lines)
        (out / f"{name}.{ending}.jsonl").write_text(text, encoding="utf-8")


def table(results):
    rows = [line.split("\t") for line in Path(results).read_text(encoding="utf-8").splitlines()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["gold", name, source, out, *rest]:
            gold(name, source, out, rest == ["--hull"])
        case ["table", results]:
            table(results)
        case _:
            sys.exit(__doc__)
