#!/usr/bin/env python3
"""A false copydesk, to tell whether the measurement measures. It knows the corpus (CORPUS) and answers as MANNER says:

    known   prints the known text: every figure is 1
    joined  prints it with every second paragraph joined to the one before: the words are right, the breaks fall
    strip   takes the tags off a web page and prints all that is left: recall is high, precision low
    whole   has the known text and the menus before it: precision falls a little
"""
import html
import json
import os
import re
import sys

folder, manner, words = os.environ["CORPUS"], os.environ.get("MANNER", "known"), sys.argv[1:]
if words[0] == "export":
    print(open(words[1], encoding="utf-8").read())
    sys.exit()
path = next(word for word in words[1:] if os.path.exists(word) and not word.endswith(".ron"))
one = next(e for e in json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8")) if e["path"] == os.path.relpath(path, folder))
if "-o" in words:
    json.dump({"text": "", "meta": {key: value[0] if isinstance(value, list) else value for key, value in one["meta"].items()}}, open(words[words.index("-o") + 1], "w", encoding="utf-8"), ensure_ascii=False)
    sys.exit()
if not one["article"] and manner != "strip":
    print("the article was not found with confidence", file=sys.stderr)
    sys.exit()
if manner == "strip":
    data = open(path, "rb").read()
    charset = re.search(rb'charset="?([\w-]+)', data[:2000])
    text = data.decode("cp932" if charset and b"JIS" in charset.group(1) else charset.group(1).decode() if charset else "utf-8", "replace")
    text = re.sub(r"(?s)<(script|style|head|template)\b.*?</\1>", "", text)
    text = re.sub(r"</td>|</th>", " ", text) if "<tr" in text else text
    print("\n\n".join(line.strip() for line in re.sub(r"</?(?:em|strong|a|b|i|span|sup|font)\b[^>]*>", "", html.unescape(re.sub(r"<(?!/?(?:em|strong|a|b|i|span|sup|font)\b)[^>]+>", "\n", text))).splitlines() if line.strip()))
    sys.exit()
if one["exact"] is not None and manner == "known":
    print(one["exact"], end="")
    sys.exit()
paragraphs = one["known"][0]
if manner == "joined":
    paragraphs = [" ".join(paragraphs[n:n + 2]) for n in range(0, len(paragraphs), 2)]
if manner == "whole":
    paragraphs = ["Home News Politics Business Sport Culture Opinion Weather Traffic Obituaries Jobs Property"] + paragraphs
print("\n\n".join(paragraphs))
