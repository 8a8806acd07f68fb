"""Markdown in three manners, subtitles in five, and plain text in every encoding."""
import os
import re
import subprocess
import textwrap

from articles import caption, cells, groups, language, load

ENCODINGS = [("polish", "WINDOWS-1250"), ("russian", "WINDOWS-1251"), ("french", "WINDOWS-1252"), ("greek", "WINDOWS-1253"), ("turkish", "WINDOWS-1254"),
             ("hebrew", "WINDOWS-1255"), ("arabic", "WINDOWS-1256"), ("lithuanian", "WINDOWS-1257"), ("vietnamese", "WINDOWS-1258"),
             ("french", "ISO-8859-1"), ("polish", "ISO-8859-2"), ("russian", "ISO-8859-5"), ("greek", "ISO-8859-7"), ("hebrew", "ISO-8859-8"),
             ("turkish", "ISO-8859-9"), ("french", "ISO-8859-15"), ("japanese", "SHIFT_JIS"), ("chinese", "GB18030"), ("taiwanese", "BIG5"),
             ("korean", "EUC-KR"), ("japanese", "EUC-JP"), ("russian", "KOI8-R")]
UNICODE = ["utf-8", "utf-8-bom", "utf-16le", "utf-16be"]
SIMPLER = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "œ": "oe", "Œ": "OE", "€": "EUR"}


def encode(text, encoding):
    """The text's bytes, by iconv, and the text that they say: a typewriter's quotation marks where the encoding has no better."""
    def by_iconv(t):
        return subprocess.run(["iconv", "-f", "UTF-8", "-t", encoding], input=t.encode(), capture_output=True)
    done = by_iconv(text)
    if done.returncode:
        for sign, simple in SIMPLER.items():
            if by_iconv(sign).returncode:
                text = text.replace(sign, simple)
        done = by_iconv(text)
    assert done.returncode == 0, (encoding, done.stderr)
    return done.stdout, text


def texts(folder):
    """(path, the text it says) for each language and encoding."""
    made, names = [], sorted(set(name for name, _ in ENCODINGS))
    for name, encoding in ENCODINGS:
        data, text = encode(language(name), encoding)
        made.append((f"{name}.{encoding.lower()}.txt", data, text))
    for number, name in enumerate(names):
        text = language(name)
        lines = text.replace("\n", "\r\n") if number % 3 == 1 else text
        for encoding in UNICODE:
            data = {"utf-8": lines.encode(), "utf-8-bom": b"\xef\xbb\xbf" + lines.encode(), "utf-16le": b"\xff\xfe" + lines.encode("utf-16-le"),
                    "utf-16be": b"\xfe\xff" + lines.encode("utf-16-be")}[encoding]
            made.append((f"{name}.{encoding}.txt", data, text))
    return [(write(folder, name, data), text) for name, data, text in made]


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data if isinstance(data, bytes) else data.encode())
    return path


def markdown(a, manner):
    """front: front matter, ATX headings, long lines. title: a `# Title`, lines wrapped. setext: underlined, CRLF, reference links."""
    references, out, previous = [], [], ""

    def line(text):
        def link(match):
            references.append(f"[r{len(references) + 1}]: https://www.example.org/{len(references) + 1} \"A source\"")
            return f"[{match.group(1)}][r{len(references)}]" if manner == "setext" else f"[{match.group(1)}](https://www.example.org/topic)"
        text = re.sub(r"\{(\d+)\}", r"[^\1]", text)
        text = re.sub(r"\[\[(.+?)\]\]", link, text)
        if manner == "setext":
            text = re.sub(r"(?<!\w)_(.+?)_(?!\w)", r"*\1*", text)
        return text

    def wrapped(text, first="", rest=None):
        if manner == "front" or a.lang == "zh":
            return first + text
        return "\n".join(textwrap.wrap(text, 72, initial_indent=first, subsequent_indent=first if rest is None else rest, break_long_words=False, break_on_hyphens=False))

    for kind, texts_ in groups(a.blocks):
        made = [line(t) for t in texts_]
        if kind == "deck":
            out.append(wrapped(f"**{made[0]}**" if manner != "front" else f"*{made[0]}*"))
        elif kind in ("h2", "h3"):
            out.append(f"{made[0]}\n{'-' * 40}" if manner == "setext" and kind == "h2" else f"{'#' * int(kind[1])} {made[0]}" + (" ##" if manner == "title" and kind == "h2" else ""))
        elif kind == "q":
            out.append(wrapped(f"**{made[0]}**"))
        elif kind == "li":
            out.append("\n".join(wrapped(m, "- " if manner != "setext" else "* ", "  ") for m in made))
        elif kind == "oli":
            out.append("\n".join(wrapped(m, f"{n}. ", "   ") for n, m in enumerate(made, 1)))
        elif kind == "quote":
            out.append(wrapped(made[0], "> ", "> "))
        elif kind == "row":
            rows = ["| " + " | ".join(cells(m)) + " |" for m in made]
            rows.insert(1, "|" + " --- |" * len(cells(made[0])))
            out.append("\n".join(rows))
        elif kind == "caption":
            own, _ = caption(made[0])
            if previous != "row":
                out.append("![A picture](pictures/one.jpg)")
            out.append(wrapped(f"*{own}*" if "*" not in own and "_" not in own else own))
        elif kind == "note":
            out.append("\n\n".join(f"[^{m.split(' ', 1)[0]}]: {m.split(' ', 1)[1]}" for m in made))
        else:
            out.append(wrapped(re.sub(r"^(\d+)\. ", r"\1\\. ", made[0]) if kind == "ref" else made[0]))
            for m in made[1:]:
                out.append(wrapped(re.sub(r"^(\d+)\. ", r"\1\\. ", m)))
        previous = kind
    body = "\n\n".join(out + (["\n".join(references)] if manner == "setext" and references else []))
    if manner == "front":
        quoted = a.title.replace('"', '\\"')
        return f'---\ntitle: "{quoted}"\nauthor: {a.byline}\ndate: {a.day}\nlang: {a.lang}\ntags: [local, long-read]\ndraft: false\n---\n\n{body}\n'
    if manner == "title":
        return f"# {a.title}\n\n<!-- checked against the print edition -->\n\n{body}\n"
    return f"{a.title}\n{'=' * 60}\n\n{body}\n".replace("\n", "\r\n")


MARKDOWN = [("ferry", "front"), ("orchard", "title"), ("levee", "setext"), ("interview", "front"), ("recipe", "title"), ("science", "setext"),
            ("freibad", "title"), ("wells", "front"), ("bus", "title"), ("short", "setext")]


def turns():
    return [tuple(part.strip() for part in text.split(" | ", 1)) for kind, text in load("transcript").blocks if kind == "turn"]


def stamp(seconds, sign):
    return f"{int(seconds // 3600):02d}:{int(seconds // 60) % 60:02d}:{int(seconds) % 60:02d}{sign}{int(seconds * 1000) % 1000:03d}"


def cues():
    """(begin, end, speaker, lines, first of its turn)"""
    clock, out = 1.2, []
    for speaker, text in turns():
        lines = textwrap.wrap(text, 38)
        for n in range(0, len(lines), 2):
            length = 0.4 + 0.055 * len(" ".join(lines[n:n + 2]))
            out.append((clock, clock + length, speaker, lines[n:n + 2], n == 0))
            clock += length + 0.04
        clock += 2.4
    return out


def subtitles():
    """(name, bytes)"""
    named = "\n".join(f"{n}\n{stamp(b, ',')} --> {stamp(e, ',')}\n" + "\n".join(([f"{who}: {ls[0]}"] + ls[1:]) if first else ls) + "\n" for n, (b, e, who, ls, first) in enumerate(cues(), 1))
    styled = "\n".join(f"{n}\n{stamp(b, ',')} --> {stamp(e, ',')}\n" + ("{\\an8}" if n % 5 == 0 else "") + ("<i>" + "\n".join(ls) + "</i>" if n % 3 == 0 else '<font color="#ffff00">' + "\n".join(ls) + "</font>" if n % 3 == 1 else "\n".join(ls)) + "\n" for n, (b, e, who, ls, first) in enumerate(cues(), 1))
    esc = lambda t: t.replace("&", "&amp;").replace("<", "&lt;")
    voices = "WEBVTT - The weather in the cellar\nKind: captions\nLanguage: en\n\nSTYLE\n::cue(v[voice=\"Petra Nakamura\"]) { color: lime }\n\nNOTE\nChecked on 8 January\nby the night shift\n\n" + "\n".join(
        f"{n}\n{stamp(b, '.')} --> {stamp(e, '.')} align:start position:10%\n<v {who}>{esc(chr(10).join(ls))}</v>\n" for n, (b, e, who, ls, first) in enumerate(cues(), 1))
    classes = "\ufeffWEBVTT\n\n" + "\n".join(
        f"{stamp(b, '.')[3:]} --> {stamp(e, '.')[3:]} line:85%\n<v.loud {who}><c.yellow.bg_black>{esc(ls[0])}</c>" + "".join(f"\n<{stamp(b + .7, '.')[3:]}><i>{esc(x)}</i>" for x in ls[1:]) + "\n" for b, e, who, ls, first in cues())
    lines = [(b + (e - b) * n / len(ls), b + (e - b) * (n + 1) / len(ls), line) for b, e, who, ls, first in cues() for n, line in enumerate(ls)]
    rolling, before = "WEBVTT\nKind: captions\nLanguage: en\n\n", " "
    for b, e, line in lines:
        words = line.split(" ")
        timed = words[0] + "".join(f"<{stamp(b + (e - b) * n / len(words), '.')}><c> {w}</c>" for n, w in enumerate(words[1:], 1))
        rolling += f"{stamp(b, '.')} --> {stamp(e, '.')} align:start position:0%\n{before}\n{timed}\n\n{stamp(e, '.')} --> {stamp(e + .01, '.')} align:start position:0%\n{line}\n \n\n"
        before = line
    return [("named.srt", "srt", named), ("styled.srt", "srt", "\ufeff" + styled.replace("\n", "\r\n")), ("voices.vtt", "vtt", voices),
            ("classes.vtt", "vtt", classes), ("rolling.vtt", "vtt-rolling", rolling)]


def transcript_known():
    """The transcript may be told with its speakers or without, a paragraph a turn or a speaker."""
    merged = []
    for who, text in turns():
        if merged and merged[-1][0] == who:
            merged[-1] = (who, merged[-1][1] + " " + text)
        else:
            merged.append((who, text))
    return [[text for _, text in turns()], [f"{who}: {text}" for who, text in turns()], [text for _, text in merged], [f"{who}: {text}" for who, text in merged]]
