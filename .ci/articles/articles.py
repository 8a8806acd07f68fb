"""What an article of the corpus is: how a file of sources/ is read, and which of its words count as the article's.

A source has a head of `key: value` lines, a blank line, and a block a line: `kind| text`. Kinds: deck (the standfirst), h2, h3, p,
q (a question in an interview), li, oli (numbered), quote, caption (`text || credit`), row (`cell | cell`), note (`number text`),
ref, turn (`speaker | text`). Within a text: _emphasis_, **bold**, [[link]], {1} for the call of footnote 1.

The article's words are those of all blocks. Title, byline, date, credits and the calls of footnotes are not.
"""
import html
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))


class Article:
    def __init__(self, meta, blocks):
        self.meta, self.blocks = meta, blocks

    def __getattr__(self, key):
        if key in ("meta", "blocks"):
            raise AttributeError(key)
        return self.meta.get(key, "")

    def only(self, without=()):
        """The article without the blocks of some kinds (a table's caption goes with its table)."""
        blocks, kept_before, last = [], True, ""
        for kind, text in self.blocks:
            kept = kind not in without and not (kind == "caption" and not kept_before and last == "row")
            if kept:
                blocks.append((kind, drop_calls(text) if "note" in without else text))
            kept_before, last = kept, kind
        return Article(self.meta, blocks)

    def known(self):
        """The article's paragraphs, as exact strings."""
        return [known_of(kind, text) for kind, text in self.blocks]

    @property
    def day(self):
        return self.date[:10]


def drop_calls(text):
    return re.sub(r"\{\d+\}", "", text)


def plain(text):
    text = drop_calls(text)
    text = re.sub(r"\[\[(.+?)\]\]", r"\1", text)
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    return re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"\1", text)


def known_of(kind, text):
    if kind == "caption":
        text = text.split(" || ")[0]
    if kind == "row":
        text = " ".join(cells(text))
    if kind == "note":
        text = text.split(" ", 1)[1]
    if kind == "turn":
        text = text.split(" | ")[1]
    return plain(text)


def cells(text):
    return [cell.strip() for cell in text.split(" | ")]


def caption(text):
    """The caption's own text and its credit."""
    own, _, credit = text.partition(" || ")
    return own, credit


def inline(text, link='<a href="/topic/{n}">', emphasis="em", bold="strong",
           call='<sup id="ref{n}"><a href="#note{n}">{n}</a></sup>'):
    """The text as HTML."""
    count = [100]

    def anchor(match):
        count[0] += 7
        return link.replace("{n}", str(count[0])) + match.group(1) + "</a>"

    text = html.escape(text, quote=False)
    text = re.sub(r"\[\[(.+?)\]\]", anchor, text)
    text = re.sub(r"\*\*(.+?)\*\*", rf"<{bold}>\1</{bold}>", text)
    text = re.sub(r"(?<!\w)_(.+?)_(?!\w)", rf"<{emphasis}>\1</{emphasis}>", text)
    return re.sub(r"\{(\d+)\}", lambda m: call.replace("{n}", m.group(1)), text)


def groups(blocks):
    """The blocks with list items and rows that follow each other put together: (kind, [texts])."""
    together = []
    for kind, text in blocks:
        if kind in ("li", "oli", "row", "note", "ref") and together and together[-1][0] == kind:
            together[-1][1].append(text)
        else:
            together.append((kind, [text]))
    return together


def load(name):
    meta, blocks = {}, []
    with open(os.path.join(HERE, "sources", name + ".txt"), encoding="utf-8") as file:
        head, _, body = file.read().partition("\n\n")
    for line in head.splitlines():
        key, _, value = line.partition(": ")
        meta[key] = value
    for line in body.splitlines():
        kind, _, text = line.partition("| ")
        assert kind in ("deck h2 h3 p q li oli quote caption row note ref turn").split(), (name, line)
        blocks.append((kind, text))
    return Article(meta, blocks)


def language(name):
    with open(os.path.join(HERE, "sources", "languages", name + ".txt"), encoding="utf-8") as file:
        return file.read()


# How two texts are compared.

HAN = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
TOKEN = re.compile(HAN + r"|(?:(?!" + HAN + r")\w)+")
MARKER = re.compile(r"^\s*(?:[•◦▪‣●○■·–-]\s+|(?:\[\^?\d{1,2}\]:?|\(\d{1,2}\)|\d{1,2}[.):]|\d(?=\s)|[¹²³⁴⁵⁶⁷⁸⁹]+)\s+)")
CALL = re.compile(r"\s?\[\^?\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]+|↩\ufe0e?|\u2060")


def without_signs(line):
    """A line without the marks of list items and the calls of footnotes, which a reader may print or not."""
    return CALL.sub("", MARKER.sub("", unicodedata.normalize("NFC", line)))


def tokens(text):
    return [token.lower() for line in text.splitlines() for token in TOKEN.findall(without_signs(line))]


def paragraph(text):
    text = unicodedata.normalize("NFC", text.replace("\u00ad", "").replace("\u00a0", " "))
    text = without_signs(re.sub(r"\s*[|\t]\s*", " ", text.strip().strip("|")))
    return re.sub(r"\s+", " ", text).strip()
