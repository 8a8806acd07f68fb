"""Makes every file of the corpus in a folder, with `manifest.json`: for each file its kind, what is known of it and what it tells.

    python3 make.py FOLDER [--without office,browser]
"""
import json
import os
import shutil
import sys

import articles
import browser
import office
import pages
import plain


def say(text):
    print(text, file=sys.stderr, flush=True)


def told(article, keys):
    values = dict(title=article.title, author=article.byline, published=article.day, outlet=article.outlet)
    return {key: values[key] for key in keys if values[key]}


def entry(folder, path, kind, known, meta=None, article=True, exact=None):
    return dict(path=os.path.relpath(path, folder), kind=kind, known=known, meta=meta or {}, article=article, exact=exact)


def of_page(folder, path, kind, page):
    _, article = page.make()
    if article is None:
        return entry(folder, path, kind, [], article=False)
    known = [article.known()]
    if page.refs:
        known.append([p for p, (k, t) in zip(article.known(), article.blocks) if k != "ref" and t != "References"])
    keys = [key for key in page.told if key != "outlet"]
    return entry(folder, path, kind, known, told(article, keys))


def make(folder, without=()):
    folder = os.path.abspath(folder)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    entries = []
    for sub in ("pages", "markdown", "subtitles", "encodings"):
        os.makedirs(os.path.join(folder, sub))
    say("pages")
    for page in pages.PAGES:
        content, article = page.make()
        path = plain.write(os.path.join(folder, "pages"), page.name + ".html", content)
        entries.append(of_page(folder, path, "page" if article else "no article", page))
    say("Markdown, subtitles, encodings")
    for name, manner in plain.MARKDOWN:
        article = articles.load(name)
        path = plain.write(os.path.join(folder, "markdown"), f"{name}-{manner}.md", plain.markdown(article, manner))
        entries.append(entry(folder, path, "md", [article.known()], told(article, ["title", "author", "published"] if manner == "front" else ["title"])))
    for name, kind, text in plain.subtitles():
        path = plain.write(os.path.join(folder, "subtitles"), name, text)
        entries.append(entry(folder, path, kind, plain.transcript_known()))
    for path, text in plain.texts(os.path.join(folder, "encodings")):
        entries.append(entry(folder, path, "encoding", [[p for p in text.split("\n\n") if p.strip()]], exact=text))
    if "office" not in without:
        for path, kind, article in office.make(folder, os.path.join(folder, ".office-profile"), say):
            entries.append(entry(folder, path, kind, [article.known()], told(article, ["title", "author"])))
    if "browser" not in without:
        for path, kind, thing in browser.make(folder, os.path.join(folder, ".browser-profile"), say):
            if isinstance(thing, pages.Page):
                entries.append(of_page(folder, path, kind, thing))
            else:
                # The title that a browser writes into a PDF is the window's.
                titles = [thing.title, f"{thing.title} | {thing.outlet}"]
                entries.append(entry(folder, path, kind, [thing.known()], dict(title=titles)))
    for one in entries:
        if not one["article"]:
            one["kind"] = "no article"
    with open(os.path.join(folder, "manifest.json"), "w", encoding="utf-8") as file:
        json.dump(entries, file, ensure_ascii=False, indent=1)
    return entries


if __name__ == "__main__":
    skipped = sys.argv[sys.argv.index("--without") + 1].split(",") if "--without" in sys.argv else ()
    say(f"{len(make(sys.argv[1], skipped))} files")
