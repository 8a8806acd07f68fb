"""How much of an article Copydesk gets out of the files that real producers make, and how little else.

    python3 measure.py COPYDESK FOLDER [--json FILE] [--only KIND,…] [--no-meta] [--keep]

For each file of FOLDER/manifest.json (made by make.py): the text that `COPYDESK new --text FILE` prints beside the known text, as
words (precision, recall, F1 of the multisets; a Chinese or Japanese sign is a word) and as paragraphs (how many known ones are
exactly one of the printed ones); and title, author and date of the project it makes beside what the file tells. A row a file, a
line a kind with median and worst beside the goal. Exit code 1 when a median misses its goal, an encoding is not exact, or a page
without an article is taken for one, or a file is refused.
"""
import argparse
import concurrent.futures
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter

from articles import paragraph, tokens

GOALS = dict(docx=.99, odt=.99, rtf=.99, epub=.99, md=.99, srt=.99, vtt=.99, pdf=.97, page=.97, mhtml=.97, saved=.97)
ORDER = ["docx", "odt", "rtf", "epub", "pdf", "md", "srt", "vtt", "vtt-rolling", "encoding", "page", "mhtml", "saved", "no article"]
SECONDS = 60


def run(command, **more):
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, **more)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        return None, "", f"not done after {SECONDS} s"


def compare(known, printed):
    """precision, recall, F1, paragraphs found, paragraphs known"""
    want, got = Counter(tokens("\n".join(known))), Counter(tokens(printed))
    both = sum((want & got).values())
    precision = both / max(1, sum(got.values()))
    recall = both / max(1, sum(want.values()))
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    blank_separated = Counter(map(paragraph, printed.replace("\r\n", "\n").split("\n\n")))
    lines = Counter(map(paragraph, printed.splitlines()))
    found = 0
    for one in map(paragraph, known):
        for pieces in (blank_separated, lines):
            if pieces[one] > 0:
                pieces[one] -= 1
                found += 1
                break
    return precision, recall, f1, found, len(known)


def same(text):
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip("\ufeff \n")


def metadata(copydesk, path, told):
    """Which of the told title, author and date the project has."""
    with tempfile.TemporaryDirectory() as folder:
        project = os.path.join(folder, "article.ron")
        code, _, error = run([copydesk, "new", path, "-o", project])
        if code == 0:
            code, out, error = run([copydesk, "export", project, "--to", "jsonl"])
        try:
            meta = json.loads(out.splitlines()[0])["meta"] if code == 0 else {}
        except (ValueError, KeyError, IndexError):
            meta = {}
    plain = lambda value: " ".join(unicodedata.normalize("NFC", str(value)).split())
    right = {key: plain(meta.get(key, "")) in map(plain, value if isinstance(value, list) else [value]) for key, value in told.items()}
    if "published" in told:
        right["published"] = plain(meta.get("published", "")).startswith(told["published"])
    if "author" in told:
        # Several authors may be joined by another sign.
        names = lambda value: sorted(part.strip() for part in plain(value).replace(" and ", ";").replace(",", ";").replace("؛", ";").split(";") if part.strip())
        right["author"] = names(told["author"]) == names(meta.get("author", ""))
    return right, {key: meta.get(key, "") for key in told}


def measure(copydesk, folder, one, with_meta):
    path = os.path.join(folder, one["path"])
    began = time.monotonic()
    code, printed, error = run([copydesk, "new", "--text", path])
    row = dict(path=one["path"], kind=one["kind"], code=code, seconds=round(time.monotonic() - began, 3), doubted="confidence" in error)
    row["said"] = error.replace(folder + os.sep, "").strip()[:300]
    if not one["article"]:
        row.update(right=row["doubted"])
        return row
    best = max((compare(known, printed) for known in one["known"]), key=lambda r: (round(r[2], 3), r[3] / max(1, r[4])))
    row.update(zip(("precision", "recall", "f1", "found", "known"), best))
    if one["exact"] is not None:
        row["exact"] = same(printed) == same(one["exact"])
    if with_meta and one["meta"]:
        row["meta"], row["meta_said"] = metadata(copydesk, path, one["meta"])
    return row


def table(rows):
    print(f"{'file':44} {'kind':11} {'F1':>6} {'prec.':>6} {'recall':>6} {'breaks':>9}  {'meta':9} s")
    for row in rows:
        if "f1" not in row:
            print(f"{row['path']:44} {row['kind']:11} {'doubted' if row['right'] else 'TAKEN FOR AN ARTICLE'}")
            continue
        meta = " ".join(key[0] if right else "-" for key, right in row.get("meta", {}).items())
        notes = ("" if row["code"] == 0 else f" exit {row['code']}: {row['said'][:80]}") + (" doubted" if row["doubted"] else "") + ("" if row.get("exact", True) else " NOT EXACT")
        print(f"{row['path']:44} {row['kind']:11} {row['f1']:6.3f} {row['precision']:6.3f} {row['recall']:6.3f} {row['found']:4}/{row['known']:<4}  {meta:9} {row['seconds']:.2f}{notes}")


def summary(rows):
    """A line a kind; the kinds that miss."""
    missed = []
    print(f"\n{'kind':11} {'files':>5} {'median F1':>9} {'worst':>6} {'goal':>5} {'precision':>9} {'recall':>6} {'breaks':>7}  title/author/date right  below the goal")
    for kind in [k for k in ORDER if any(r["kind"] == k for r in rows)]:
        of = [r for r in rows if r["kind"] == kind]
        if kind == "no article":
            right = sum(r["right"] for r in of)
            print(f"{kind:11} {len(of):5} {right} of {len(of)} said that no article was found with confidence" + ("" if right == len(of) else "   MISSED"))
            missed += [kind] if right < len(of) else []
            continue
        f1 = [r["f1"] for r in of]
        median, goal = statistics.median(f1), GOALS.get(kind)
        breaks = sum(r["found"] for r in of) / max(1, sum(r["known"] for r in of))
        meta = []
        for key in ("title", "author", "published"):
            asked = [r["meta"][key] for r in of if key in r.get("meta", {})]
            meta.append(f"{sum(asked)}/{len(asked)}" if asked else "–")
        below = [os.path.basename(r["path"]) for r in sorted(of, key=lambda r: r["f1"]) if goal and r["f1"] < goal]
        miss = goal is not None and median < goal
        if kind == "encoding":
            exact = sum(r["exact"] for r in of)
            below, miss = [os.path.basename(r["path"]) for r in of if not r["exact"]], exact < len(of)
            meta = [f"{exact} of {len(of)} exact"]
        shown = "exact" if kind == "encoding" else f"{goal:.2f}" if goal else "–"
        print(f"{kind:11} {len(of):5} {median:9.3f} {min(f1):6.3f} {shown:>5} {statistics.mean(r['precision'] for r in of):9.3f} {statistics.mean(r['recall'] for r in of):6.3f} {breaks:7.1%}  {' '.join(meta):23}  "
              + (f"{len(below)}: {' '.join(below[:6])}{' …' if len(below) > 6 else ''}" if below else "none") + ("   MISSED" if miss else ""))
        missed += [kind] if miss else []
    doubted = [r["path"] for r in rows if "f1" in r and r["doubted"]]
    print(f"\ndoubted although there is an article: {len(doubted)}" + (f" ({', '.join(doubted[:8])})" if doubted else ""))
    failed = [r["path"] for r in rows if "f1" in r and r["code"] != 0]
    print(f"refused or not done: {len(failed)}" + (f" ({', '.join(failed[:8])}{' …' if len(failed) > 8 else ''})" if failed else ""))
    return missed + (["refused"] if failed else [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("copydesk")
    parser.add_argument("folder")
    parser.add_argument("--json")
    parser.add_argument("--only", default="")
    parser.add_argument("--no-meta", action="store_true")
    asked = parser.parse_args()
    with open(os.path.join(asked.folder, "manifest.json"), encoding="utf-8") as file:
        entries = json.load(file)
    if asked.only:
        entries = [e for e in entries if e["kind"] in asked.only.split(",")]
    copydesk = os.path.abspath(asked.copydesk)
    state = tempfile.TemporaryDirectory()
    os.environ.update(XDG_STATE_HOME=state.name, COPYDESK_ANNOTATOR="tester")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(lambda e: measure(copydesk, asked.folder, e, not asked.no_meta), entries))
    rows.sort(key=lambda r: (ORDER.index(r["kind"]), r["path"]))
    table(rows)
    missed = summary(rows)
    if asked.json:
        with open(asked.json, "w", encoding="utf-8") as file:
            json.dump(dict(rows=rows, goals=GOALS, missed=missed), file, ensure_ascii=False, indent=1)
    print("every goal met" if not missed else "missed: " + ", ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
