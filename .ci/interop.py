"""Makes what .ci/interop gives to the checkers: projects, and the gold that their consumers must find.

interop.py gold NAME LINES.jsonl OUT    gold and project lines of a file in Copydesk's jsonl format
interop.py table RESULTS                the table of all results

The checkers' gold knows contiguous spans only, so there are three:

whole   an annotation in fragments is one span a fragment, with a relation `next_fragment` to each from the one before: what a
        format without fragments makes of the project as it is
hull    it is one span from its first character to its last: what a table with a column of fragments shows beside that
split   it is made an annotation a fragment before, for formats whose own fragments the gold cannot show
inked   as split, without marks on blanks alone: brat refuses those, and its checker still wants their notes
"""

import json
import sys
from pathlib import Path


def pieces(record, kind):
    """The annotations and relations of a record as contiguous spans."""
    spans, relations = [], []
    for span in record["spans"]:
        fragments = [[span["start"], span["end"]]] if kind == "hull" else span["fragments"]
        before = None
        for number, (start, end) in enumerate(fragments):
            id = span["id"] if number == 0 else f"{span['id']}/{number + 1}"
            # Only the first says what is said of all of them.
            said = {} if number == 0 else {"attributes": {}, "note": ""}
            spans.append({**span, **said, "id": id, "start": start, "end": end, "fragments": [[start, end]],
                          "text": record["text"][start:end]})
            if before:
                type = "next_fragment" if kind == "whole" else "goes_on"
                relations.append({"id": f"n{id}", "type": type, "from": before, "to": id})
            before = id
    relations += record["relations"]
    if kind == "inked":
        spans = [span for span in spans if span["text"].strip()]
        ids = {span["id"] for span in spans}
        relations = [r for r in relations if r["from"] in ids and r["to"] in ids]
    return spans, relations


def gold(name, source, out):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    records = [json.loads(line) for line in Path(source).read_text(encoding="utf-8").split("\n") if line.strip()]
    for record in records:
        for span in record["spans"]:
            # brat's checker knows no suffix for two labels that are one in letters, digits and `_`.
            span["label"] = "third" if span["label"] == "two_words" else span["label"]
            # cassis has a `type` of its own in every structure.
            span["attributes"] = {"kind" if k == "type" else k: v for k, v in span["attributes"].items()}
    for kind in ("whole", "hull", "split", "inked"):
        documents, lines = [], []
        for record in records:
            spans, relations = pieces(record, kind)
            keys = ("id", "start", "end", "label", "attributes", "note")
            documents.append({"id": record["id"], "text": record["text"],
                              "annotations": [{key: span[key] for key in keys} for span in spans],
                              "relations": [{key: r[key] for key in ("id", "type", "from", "to")} for r in relations]})
            lines.append({**record, "spans": spans, "relations": relations} if kind in ("split", "inked") else record)
        gold = json.dumps({"documents": documents}, ensure_ascii=False)
        (out / f"{name}.{kind}.gold.json").write_text(gold, encoding="utf-8")
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (out / f"{name}.{kind}.jsonl").write_text(text, encoding="utf-8")


def table(results):
    rows = [line.split("\t") for line in Path(results).read_text(encoding="utf-8").splitlines()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["gold", name, source, out]:
            gold(name, source, out)
        case ["table", results]:
            table(results)
        case _:
            sys.exit(__doc__)
