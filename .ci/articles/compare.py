"""How well known extractors do on the same web pages, to see whether the pages are as hard as real ones: the F1 a page of
trafilatura and readability-lxml, as measure.py counts it. Needs both packages; FOLDER is what make.py made.

    python3 compare.py FOLDER
"""
import html
import json
import os
import re
import statistics
import sys

import trafilatura
from readability import Document

from measure import compare

folder = sys.argv[1]
entries = [e for e in json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8")) if e["kind"] in ("page", "saved")]


def by_readability(data):
    text = Document(data).summary()
    text = re.sub(r"</(?:p|div|li|h\d|tr|blockquote|figcaption|section|dt|dd)>|<br */?>", "\n\n", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</t[dh]>", " ", text)))


def by_trafilatura(data):
    return (trafilatura.extract(data, include_comments=False, include_tables=True) or "").replace("\n", "\n\n")


names = dict(trafilatura=by_trafilatura, readability=by_readability)
scores = {name: [] for name in names}
print(f"{'page':32}" + "".join(f"{name:>22}" for name in names) + "   F1 (precision recall) breaks")
for one in entries:
    data = open(os.path.join(folder, one["path"]), "rb").read()
    cells = ""
    for name, extract in names.items():
        try:
            printed = extract(data)
        except Exception:  # a tool that gives up scores nothing
            printed = ""
        precision, recall, f1, found, known = max((compare(k, printed) for k in one["known"]), key=lambda r: r[2])
        scores[name].append(f1)
        cells += f"   {f1:.3f} ({precision:.2f} {recall:.2f}) {found:2}/{known:<2}"
    print(f"{one['path']:32}{cells}")
for name, of in scores.items():
    print(f"{name}: mean {statistics.mean(of):.3f}, median {statistics.median(of):.3f}, worst {min(of):.3f}, at least 0.97 on {sum(f >= .97 for f in of)} of {len(of)}")
