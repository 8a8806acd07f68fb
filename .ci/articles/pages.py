"""Web pages of many shapes, each with one known article inside the surroundings that real pages have, and four without any.

`PAGES` lists them: `page.name`, `page.make()` → (bytes, article or None). Most shapes come with a second article too. What is rendered and what is known come of the same
blocks, so that the known text is exact. Shapes are modelled on how content systems write their pages; every word is invented.
"""
import html
import json
import re

from articles import Article, caption, cells, groups, inline, language, load, plain
from surroundings import Surroundings

PAGES = []


class Page:
    def __init__(self, name, function, source, without, encoding, told, refs):
        self.name, self.function, self.source, self.without = name, function, source, without
        self.encoding, self.told, self.refs = encoding, told, refs

    def make(self):
        seed = sum(map(ord, self.name))
        if self.source is None:
            return self.function(None, Surroundings("en", seed)).encode("utf-8"), None
        article = (of_language(self.source[5:]) if self.source.startswith("lang:") else load(self.source)).only(self.without)
        text = self.function(article, Surroundings(article.lang, seed))
        return text.encode(self.encoding, "xmlcharrefreplace"), article

    def url(self, article):
        return address(article) if article else f"https://www.brannock-tide.example/{self.name}"


def page(name, source, without=(), encoding="utf-8", told="title author published outlet", refs=False):
    """Registers a shape. `told`: the metadata that the page tells; `refs`: a list of literature may be left out."""
    def register(function):
        PAGES.append(Page(name, function, source, without, encoding, told.split(), refs))
        return function
    return register


def of_language(name):
    paragraphs = language(name).strip().split("\n\n")
    title, byline = {"japanese": ("銭湯がパン屋に、壁絵はそのまま", "浜野織江"),
                     "french": ("Le four ne s’est pas éteint", "Clotilde Vannier"),
                     "russian": ("Книги вернулись под зелёную крышу", "Тимур Лагунов")}[name]
    lang = {"japanese": "ja", "french": "en", "russian": "en"}[name]
    return Article(dict(title=title, byline=byline, outlet="潮見新報" if lang == "ja" else "La Dépêche de Vesle", lang=lang,
                        date="2026-02-03T10:00:00+09:00"), [("p", text) for text in paragraphs])


def address(a):
    host = {"en": re.sub(r"[^a-z]+", "-", a.outlet.lower()), "de": "lahrbacher-anzeiger", "ar": "almarfa", "zh": "linjiang", "ja": "shiomi"}[a.lang]
    slug = re.sub(r"[^a-z0-9]+", "-", a.title.lower()).strip("-")[:60] or "a-20260115-7"
    return f"https://www.{host}.example/{a.day.replace('-', '/')}/{slug}.html"


e = html.escape


# Pieces.

def head(a, s, og=True, meta=True, jsonld=False, css="", title=None, extra="", charset="utf-8", body_in_jsonld=False):
    out = [f'<meta charset="{charset}">', f"<title>{e(title or a.title + ' | ' + a.outlet)}</title>",
           '<meta name="viewport" content="width=device-width, initial-scale=1">']
    if meta:
        out += [f'<meta name="author" content="{e(a.byline)}">', f'<meta name="description" content="{e(plain(a.blocks[0][1]))}">']
    if og:
        out += [f'<meta property="og:title" content="{e(a.title)}">', f'<meta property="og:site_name" content="{e(a.outlet)}">',
                '<meta property="og:type" content="article">', f'<meta property="og:url" content="{address(a)}">',
                f'<meta property="og:description" content="{e(plain(a.blocks[0][1]))}">',
                f'<meta property="article:published_time" content="{a.date}">', f'<link rel="canonical" href="{address(a)}">']
    if jsonld:
        data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": a.title, "datePublished": a.date,
                "author": [{"@type": "Person", "name": a.byline}], "publisher": {"@type": "Organization", "name": a.outlet,
                "logo": {"@type": "ImageObject", "url": "/logo.svg"}}, "mainEntityOfPage": address(a), "isAccessibleForFree": True}
        if body_in_jsonld:
            data["articleBody"] = " ".join(plain(t) for k, t in a.blocks if k in ("p", "quote", "h2"))
        out.append(f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>')
    if css:
        out.append(f"<style>{css}</style>")
    return "<head>" + "\n".join(out) + extra + "</head>"


def links(words, item="<li><a href=\"/s/{n}\">{w}</a></li>", join="\n"):
    return join.join(item.replace("{w}", e(w)).replace("{n}", str(n)) for n, w in enumerate(words))


def nav(s, count=12):
    return '<nav><ul>' + links(s.some("nav", count)) + "</ul></nav>"


def pull(a, which=2):
    """A sentence that the text has already, set large."""
    quotes = [plain(t) for k, t in a.blocks if k == "p" and len(t) > 200]
    sentences = re.split(r"(?<=[.!?。])\s*", quotes[which % len(quotes)])
    return max(sentences[:3], key=len)


def cards(s, count, item='<li><a href="/story/{n}"><img src="/img/{n}.jpg" alt=""><h3>{h}</h3></a><p>{t}</p></li>'):
    out = []
    for n in range(count):
        title, text = s.teaser()
        out.append(item.replace("{n}", str(4100 + n)).replace("{h}", e(title)).replace("{t}", e(text)))
    return "\n".join(out)


def comments(s, count, item='<div class="comment"><b>{w}</b> <span>{n} hours ago</span><p>{t}</p><a href="#">Reply</a> <a href="#">Like ({n})</a></div>'):
    out = []
    for n in range(count):
        who, text = s.comments[n % len(s.comments)]
        out.append(item.replace("{w}", e(who)).replace("{t}", e(text)).replace("{n}", str(n * 3 + 2)))
    return "\n".join(out)


PLAIN = dict(deck='<p class="standfirst">{}</p>', p="<p>{}</p>", h2="<h2>{}</h2>", h3="<h3>{}</h3>", q="<p><strong>{}</strong></p>",
             ul="<ul>{}</ul>", ol="<ol>{}</ol>", li="<li>{}</li>", quote="<blockquote><p>{}</p></blockquote>",
             table="<table>{}</table>", tr="<tr>{}</tr>", td="<td>{}</td>", th="<th>{}</th>", tablecaption='<p class="table-caption">{}</p>',
             figure='<figure><img src="/img/{n}.jpg" alt="{alt}" width="640" height="360"><figcaption>{caption} <span class="credit">{credit}</span></figcaption></figure>',
             notes='<section class="footnotes"><ol>{}</ol></section>', note='<li id="note{n}">{} <a href="#ref{n}">↩</a></li>',
             refs='<div class="references">{}</div>', ref="<p>{}</p>", join="\n")


def body(a, s, style=None, inserts=(), skip=("deck",), **text):
    """The blocks as HTML, with `inserts` — (after how many paragraphs, what) — between them."""
    st = dict(PLAIN, **(style or {}))
    out, count, previous, waiting = [], 0, "", dict(inserts)
    for kind, texts in groups([b for b in a.blocks if b[0] not in skip]):
        made = [inline(t, **text) for t in texts]
        if kind in ("li", "oli"):
            out.append(st["ul" if kind == "li" else "ol"].format("".join(st["li"].format(m) for m in made)))
        elif kind == "row":
            rows = []
            for number, row in enumerate(made):
                cell = st["th" if number == 0 else "td"]
                rows.append(st["tr"].format("".join(cell.format(c) for c in cells(row))))
            out.append(st["table"].format("".join(rows)))
        elif kind == "caption":
            own, credit = caption(made[0])
            out.append(st["tablecaption"].format(own) if previous == "row" else st["figure"].replace("{n}", str(len(own))).replace(
                "{alt}", "Picture").replace("{caption}", own).replace("{credit}", credit))
        elif kind == "note":
            items = [m.split(" ", 1) for m in made]
            out.append(st["notes"].format("".join(st["note"].replace("{n}", n).replace("{}", t) for n, t in items)))
        elif kind == "ref":
            out.append(st["refs"].format("".join(st["ref"].format(m) for m in made)))
        else:
            out.append(st[kind].replace("{}", made[0]))
        previous = kind
        if kind in ("p", "quote"):
            count += 1
            if count in waiting:
                out.append(waiting.pop(count))
    return st["join"].join(out)


def deck(a, tag='<p class="standfirst">{}</p>'):
    return "".join(tag.format(inline(t)) for k, t in a.blocks if k == "deck")


def document(a, head, inner, attributes=""):
    direction = ' dir="rtl"' if a.lang == "ar" else ""
    return f'<!DOCTYPE html>\n<html lang="{a.lang}"{direction}{attributes}>\n{head}\n<body>\n{inner}\n</body>\n</html>\n'


NEWS_CSS = """body{font:17px/1.5 Georgia,serif;margin:0;color:#222}header,footer{background:#123;color:#eee;padding:1em}header a,footer a{color:#cde}
nav ul{display:flex;gap:1em;list-style:none;padding:0;flex-wrap:wrap}main{max-width:1100px;margin:auto;display:grid;grid-template-columns:2fr 1fr;gap:2em}
.standfirst{font-size:1.2em;color:#555}figure{margin:0}figcaption{font-size:.8em;color:#666}aside{font-size:.85em;border-left:1px solid #ccc;padding-left:1em}
blockquote{border-left:4px solid #c33;margin-left:0;padding-left:1em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .7em}
.cookie{position:fixed;bottom:0;left:0;right:0;background:#fff;border-top:2px solid #123;padding:1em;font-size:.8em}.share{list-style:none;display:flex;gap:1em;padding:0;font-size:.8em}
.box{background:#f3f1ea;padding:1em;margin:1em 0;font-size:.9em}.pullquote{font-size:1.6em;color:#c33;text-align:center}.related li{list-style:none}img{max-width:100%;background:#ddd}"""


# Shapes.

@page("semantic", "ferry")
def semantic(a, s):
    inserts = [(2, f'<aside class="box"><h4>{s.most[6]}</h4><ul>{cards(s, 2, "<li><a href=#>{h}</a></li>")}</ul></aside>'),
               (4, f'<div class="ad"><span>{s.ads[0]}</span></div>'), (6, f'<aside class="pullquote">{e(pull(a))}</aside>'),
               (8, f'<form class="box"><label>{s.newsletter}</label><input type="email"><button>Sign up</button></form>')]
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""
<a class="skip" href="#content">Skip to content</a>
<header><div class="logo">{a.outlet}</div>{nav(s)}<ul>{links(s.user)}</ul></header>
<div class="cookie" role="dialog"><p>{s.cookie}</p><button>Accept all</button><button>Reject all</button><button>Settings</button></div>
<main id="content"><article><header style="background:none;color:#222"><nav aria-label="Breadcrumb"><ol>{links(["Home", "News", "Harbour"])}</ol></nav>
<h1>{e(a.title)}</h1>{deck(a)}<p class="byline">By <a rel="author" href="/staff/7">{a.byline}</a>, local government reporter</p>
<time datetime="{a.date}">{a.day}, 7.45 am</time><ul class="share">{links(s.share)}</ul></header>
{body(a, s, inserts=inserts)}
<footer style="background:none;color:#222"><p class="correction">{s.correction}</p><ul class="tags">{links(s.tags)}</ul>
<div class="author-bio"><img src="/img/3.jpg" alt=""><p>{a.byline} {s.bio}</p></div></footer></article>
<aside><h2>{s.most[0]}</h2><ol>{cards(s, 5, "<li><a href=#>{h}</a></li>")}</ol><h2>{s.most[3]}</h2><ul class="related">{cards(s, 3)}</ul></aside></main>
<section class="comments"><h2>{len(s.comments)} comments</h2>{comments(s, 5)}</section>
<footer><ul>{links(s.footer)}</ul><p>© 2026 {a.outlet}. {s.legal}</p></footer>""")


@page("utility", "orchard")
def utility(a, s):
    st = dict(p='<div class="mt-6 text-lg leading-8 text-slate-800">{}</div>', h2='<div class="mt-10 text-2xl font-bold tracking-tight">{}</div>',
              quote='<div class="my-8 border-l-4 pl-6 italic text-xl">{}</div>', ol='<div class="mt-4 space-y-2">{}</div>',
              li='<div class="flex gap-2"><div class="h-2 w-2 rounded-full bg-rose-500"></div><div>{}</div></div>',
              figure='<div class="my-8"><div class="aspect-video bg-slate-200"><img src="/img/{n}.jpg" class="w-full" alt=""></div><div class="mt-2 flex justify-between text-xs text-slate-500"><div>{caption}</div><div class="uppercase tracking-wide">{credit}</div></div></div>')
    card = '<div class="rounded-xl shadow p-4"><div class="text-sm font-semibold">{h}</div><div class="text-xs text-slate-500 line-clamp-3">{t}</div><div class="text-xs">3 min</div></div>'
    inserts = [(3, f'<div class="my-8 rounded-xl bg-slate-100 p-6"><div class="font-semibold">Read more</div>{cards(s, 1, card)}</div>'),
               (5, f'<div class="my-8 text-center text-3xl font-serif">{e(pull(a, 3))}</div>'),
               (7, f'<div class="my-8 h-64 bg-slate-50 text-center text-xs text-slate-400">{s.ads[1]}</div>'),
               (9, f'<div class="my-8 rounded-xl bg-rose-50 p-6 text-sm">{s.newsletter}</div>')]
    css = """body{margin:0;font:16px/1.5 system-ui,sans-serif}.flex{display:flex}.gap-2{gap:.5rem}.gap-6{gap:1.5rem}.mt-6{margin-top:1.5rem}.text-2xl{font-size:1.5rem}.text-xl{font-size:1.25rem}.text-lg{font-size:1.125rem}.text-3xl{font-size:1.9rem}
.text-xs{font-size:.75rem}.text-sm{font-size:.875rem}.font-bold{font-weight:700}.max-w-2xl{max-width:42rem}.mx-auto{margin-left:auto;margin-right:auto}.grid{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem}.p-4{padding:1rem}.p-6{padding:1.5rem}
.shadow{box-shadow:0 1px 4px #0003}.bg-slate-100{background:#f1f5f9}.bg-rose-50{background:#fff1f2}.my-8{margin:2rem 0}.border-l-4{border-left:4px solid #e11d48}.pl-6{padding-left:1.5rem}.italic{font-style:italic}.aspect-video{height:320px;background:#e2e8f0}.text-slate-500{color:#64748b}.h-2{height:.5rem}.w-2{width:.5rem}.bg-rose-500{background:#f43f5e}.text-5xl{font-size:2.6rem;font-weight:800}"""
    return document(a, head(a, s, css=css), f"""<div id="root"><div class="min-h-screen flex-col">
<div class="sticky top-0 flex gap-6 p-4 shadow">{links(s.some("nav", 8), '<a class="text-sm" href="#">{w}</a>')}{links(s.user[:4], '<button class="text-sm">{w}</button>')}</div>
<div class="mx-auto max-w-2xl p-4"><div class="text-xs text-slate-500">{links(["Home", "Features", "Food"], "<span>{w}</span>", " / ")}</div>
<div class="text-5xl">{e(a.title)}</div>{deck(a, '<div class="mt-6 text-xl text-slate-500">{}</div>')}
<div class="flex gap-2 mt-6 text-sm"><img class="rounded-full" src="/img/9.jpg" width="40" alt=""><div><div>{a.byline}</div><div class="text-xs text-slate-500">4 October 2025 · 6 min read</div></div></div>
<div class="flex gap-2 text-xs">{links(s.share[:6], "<button>{w}</button>")}</div>
<div class="prose-none">{body(a, s, st, inserts)}</div>
<div class="flex gap-2 mt-6">{links(s.tags, '<div class="rounded-full bg-slate-100 p-4 text-xs">{w}</div>')}</div>
<div class="mt-6 bg-slate-100 p-6 text-sm">{a.byline} {s.bio}</div></div>
<div class="mx-auto p-6"><div class="text-2xl font-bold">{s.most[5]}</div><div class="grid">{cards(s, 9, card)}</div></div>
<div class="bg-slate-100 p-6"><div class="text-xl">Join the conversation</div>{comments(s, 6, '<div class="p-4"><div class="font-bold text-sm">{w}</div><div class="text-sm">{t}</div></div>')}</div>
<div class="p-6 text-xs text-slate-500">{links(s.footer, "<a href=#>{w}</a>", " ")}<div>{s.legal}</div></div></div></div>
<div class="fixed bottom-0 p-6 shadow text-xs"><div>{s.cookie}</div><button>Accept</button><button>Manage</button></div>""")


@page("modules", "levee")
def modules(a, s):
    st = dict(p='<p class="sc-1xq8n3f-0 kJbWnE"><span data-key="{}">'.replace("{}", "t") + '{}</span></p>', h2='<h2 class="sc-9b1c7d-2 fQzTyr"><span>{}</span></h2>', h3='<h3 class="sc-9b1c7d-3 hJkLmp">{}</h3>',
              ul='<ul class="sc-5d0a9-0 ePqRs">{}</ul>', li='<li class="sc-5d0a9-1 bGhUi"><span class="sc-5d0a9-2"></span><div>{}</div></li>', ol='<ol class="sc-5d0a9-4">{}</ol>',
              quote='<div class="sc-77ae-0 dVbNm"><svg viewBox="0 0 8 8"><path d="M0 0h8"/></svg><div class="sc-77ae-1">{}</div></div>',
              table='<div class="sc-tb-0"><table class="sc-tb-1"><tbody>{}</tbody></table></div>', td='<td class="sc-tb-2"><div>{}</div></td>', th='<th class="sc-tb-3"><div>{}</div></th>',
              tablecaption='<div class="sc-tb-5 lKjHg">{}</div>', notes='<div class="sc-fn-0">{}</div>', note='<div class="sc-fn-1" id="note{n}"><span>{n}</span><div>{}</div></div>')
    box = f'<div class="sc-re-0 mNbVc" data-testid="promo"><div class="sc-re-1">{s.most[8]}</div>{cards(s, 2, "<a class=sc-re-2 href=#><div>{h}</div><div>{t}</div></a>")}</div>'
    inserts = [(3, box), (5, f'<div class="sc-ad-0"><div class="sc-ad-1">{s.ads[3]}</div></div>'), (7, f'<div class="sc-nl-0"><div>{s.newsletter}</div><input><button>Sign up</button></div>')]
    return document(a, head(a, s, meta=False, jsonld=True, css=NEWS_CSS), f"""<div id="__next"><div class="sc-a0-0 gHtYu">
<div class="sc-hd-0">{links(s.some("nav", 14), '<div class="sc-hd-3"><a href="#">{w}</a></div>')}</div>
<div class="sc-mn-0"><div class="sc-mn-1"><div class="sc-tt-0"><h1 class="sc-tt-1">{e(a.title)}</h1></div>{deck(a, '<div class="sc-tt-2 oPlKi"><p>{}</p></div>')}
<div class="sc-by-0"><div><span>By</span> <a href="#">{a.byline}</a></div><div>19 January 2026</div>{links(s.share[:7], "<button class=sc-sh-1>{w}</button>")}</div>
<div class="sc-bd-0 wErTy">{body(a, s, st, inserts)}</div>
<div class="sc-tg-0">{links(s.tags, "<a class=sc-tg-1 href=#>{w}</a>")}</div><div class="sc-pr-0">{s.promo[2]}</div></div>
<div class="sc-sd-0">{"".join(f'<div class="sc-sd-1"><div class="sc-sd-2">{w}</div>{cards(s, 4, "<div class=sc-sd-3><a href=#>{h}</a><p>{t}</p></div>")}</div>' for w in (s.most[0], s.most[5]))}</div></div>
<div class="sc-ft-0">{links(s.footer, "<a href=#>{w}</a>")}<p>{s.legal}</p></div></div></div>
<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"title": a.title, "body": [plain(t) for k, t in a.blocks][:5]}}, ensure_ascii=False).replace("<", "")}</script>""")


@page("tables", "freibad", without=("note",), told="title")
def tables(a, s):
    left = links(s.nav, '<tr><td bgcolor="#eeeecc"><a href="#"><font size="2">{w}</font></a></td></tr>')
    right = cards(s, 4, '<tr><td><b><font size="2">{h}</font></b><br><font size="1">{t}</font><br><a href="#">mehr</a><hr></td></tr>')
    st = dict(p='<p align="justify"><font face="Verdana" size="2">{}</font></p>', h2='<p><b><font face="Verdana" size="3">{}</font></b></p>',
              quote='<table align="center" width="70%" cellpadding="8"><tr><td><i><font face="Verdana" size="2">{}</font></i></td></tr></table>',
              table='<table border="1" cellspacing="0">{}</table>',
              figure='<table align="right" width="240"><tr><td><img src="/img/{n}.jpg" width="240" height="160"></td></tr><tr><td><font size="1">{caption}<br><i>{credit}</i></font></td></tr></table>')
    return f"""<html><head><title>{a.outlet} - {e(a.title)}</title><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>
<body bgcolor="#ffffff" link="#003366"><table width="960" align="center" cellpadding="0" cellspacing="0">
<tr><td colspan="3" bgcolor="#003366" height="70"><font color="#ffffff" size="6" face="Times">{a.outlet}</font></td></tr>
<tr><td colspan="3" bgcolor="#cccc99"><font size="1">{links(s.user, '<a href="#">{w}</a>', " | ")} | Mittwoch, 6. Mai 2026</font></td></tr>
<tr><td width="150" valign="top"><table width="100%">{left}</table></td>
<td valign="top" width="610"><table cellpadding="10" width="100%"><tr><td><font size="1"><a href="#">Startseite</a> &gt; <a href="#">Lokales</a> &gt; Lahrbach</font></td></tr>
<tr><td><h1><font face="Times">{e(a.title)}</font></h1>{deck(a, '<p><b><font face="Verdana" size="2">{}</font></b></p>')}<font size="1">Von {a.byline}</font>
{body(a, s, st)}
<p><font size="1"><a href="#">Seite drucken</a> | <a href="#">Artikel versenden</a> | <a href="#">zurück zur Übersicht</a></font></p></td></tr></table></td>
<td width="200" valign="top"><table width="100%" cellpadding="6"><tr><td bgcolor="#cccc99"><b>{s.most[3]}</b></td></tr>{right}</table></td></tr>
<tr><td colspan="3" align="center"><hr><font size="1">{links(s.footer, '<a href="#">{w}</a>', " | ")}<br>{s.legal}</font></td></tr></table></body></html>"""


@page("font-br", "interview", told="title")
def font_br(a, s):
    st = dict(p="{}<br><br>", q="<b>{}</b><br><br>", join="\n")
    return f"""<HTML><HEAD><TITLE>{e(a.title)}</TITLE><META CHARSET=utf-8></HEAD><BODY BGCOLOR=white TEXT=black>
<CENTER><FONT SIZE=6 COLOR=navy>{a.outlet}</FONT><BR>{links(s.some("nav", 10), "<A HREF='#'>{w}</A>", " * ")}</CENTER><HR>
<FONT FACE="Arial" SIZE=2><FONT SIZE=5><B>{e(a.title)}</B></FONT><BR><BR>{deck(a, "<I>{}</I><BR><BR>")}by {a.byline}<BR><BR>
{body(a, s, st, [(4, f'<CENTER><FONT SIZE=1>- {s.ads[0]} -</FONT></CENTER><BR><BR>')])}
</FONT><HR><FONT SIZE=1>{links(s.footer, "<A HREF='#'>{w}</A>", " | ")}<BR>{s.legal}<BR>You are visitor number 004771. Best viewed at 800x600. Last updated 20-Feb-2026.</FONT></BODY></HTML>"""


@page("wordpress", "levee")
def wordpress(a, s):
    st = dict(p="<p>{}</p>", h2='<h2 class="wp-block-heading">{}</h2>', h3='<h3 class="wp-block-heading">{}</h3>', ul='<ul class="wp-block-list">{}</ul>', quote='<blockquote class="wp-block-quote is-layout-flow"><p>{}</p></blockquote>',
              table='<figure class="wp-block-table"><table class="has-fixed-layout"><tbody>{}</tbody></table></figure>', tablecaption='<p class="wp-caption-text">{}</p>',
              notes='<ol class="wp-block-footnotes">{}</ol>')
    inserts = [(2, '<div id="toc_container" class="no_bullets"><p class="toc_title">Contents</p><ul>' + links([plain(t) for k, t in a.blocks if k == "h2"]) + "</ul></div>"),
               (4, f'<figure class="wp-block-pullquote"><blockquote><p>{e(pull(a, 1))}</p></blockquote></figure>'),
               (6, f'<div class="code-block code-block-2" style="margin:8px 0"><span>{s.ads[0]}</span><ins class="adsbygoogle"></ins></div>')]
    widgets = "".join(f'<section id="w{n}" class="widget widget_recent_entries"><h2 class="widget-title">{w}</h2><ul>{cards(s, 5, "<li><a href=#>{h}</a></li>")}</ul></section>' for n, w in enumerate(s.most[:3]))
    return document(a, head(a, s, css=NEWS_CSS, extra='<meta name="generator" content="WordPress 6.4">'), f"""<div id="page" class="site"><a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="/">{a.outlet}</a></p><p class="site-description">What the water tells, and who writes it down</p><nav id="site-navigation" class="main-navigation"><ul id="primary-menu" class="menu">{links(s.some("nav", 9), '<li class="menu-item menu-item-{n}"><a href="#">{w}</a></li>')}</ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main"><article id="post-4411" class="post-4411 post type-post status-publish hentry category-rivers">
<header class="entry-header"><h1 class="entry-title">{e(a.title)}</h1><div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published" datetime="{a.date}">January 19, 2026</time></span><span class="byline"> by <span class="author vcard"><a href="#">{a.byline}</a></span></span> <span class="comments-link"><a href="#c">9 Comments</a></span></div></header>
<div class="entry-content">{deck(a, '<p class="has-medium-font-size"><strong>{}</strong></p>')}{body(a, s, st, inserts)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><div class="sd-content"><ul>{links(s.share[:6])}</ul></div></div><div class="sharedaddy sd-like"><h3 class="sd-title">Like this:</h3><span class="button">Like</span> <span class="loading">Loading...</span></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Related</em></h3>{cards(s, 3, '<div class="jp-relatedposts-post"><h4><a href="#">{h}</a></h4><p>{t}</p><span>March 3, 2025</span><p>In "Rivers"</p></div>')}</div></div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="#">Rivers</a></span><span class="tags-links">Tagged {links(s.tags, "<a href=#>{w}</a>", ", ")}</span></footer></article>
<nav class="navigation post-navigation"><h2 class="screen-reader-text">Post navigation</h2><div class="nav-previous"><a href="#">Previous: How to read a gauge</a></div><div class="nav-next"><a href="#">Next: The pumps of Varn</a></div></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">9 thoughts on “{e(a.title)}”</h2><ol class="comment-list">{comments(s, 9, '<li class="comment even thread-even depth-1"><article class="comment-body"><footer class="comment-meta"><b class="fn">{w}</b> <span class="says">says:</span> <a href="#">January {n}, 2026 at 9:0{n} am</a></footer><div class="comment-content"><p>{t}</p></div><div class="reply"><a href="#">Reply</a></div></article></li>')}</ol>
<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><p>Your email address will not be published. Required fields are marked *</p><label>Comment *</label><textarea></textarea><label>Name *</label><input><label>Save my name, email, and website in this browser for the next time I comment.</label><button>Post Comment</button></form></div></div></main></div>
<aside id="secondary" class="widget-area">{widgets}<section class="widget widget_text"><h2>About this blog</h2><div class="textwidget"><p>{s.promo[2]}</p></div></section></aside></div>
<footer id="colophon" class="site-footer"><div class="site-info"><a href="#">Proudly powered by WordPress</a> | Theme: Levee by Sandbag.</div></footer></div>""")


@page("blogspot", "orchard", told="title author")
def blogspot(a, s):
    st = dict(p="{}<br /><br />", h2="<b>{}</b><br /><br />", quote="<blockquote>{}</blockquote>", join="",
              figure='<table align="center" cellpadding="0" cellspacing="0" class="tr-caption-container"><tbody><tr><td style="text-align:center"><a href="/img/{n}.jpg"><img border="0" height="240" src="/img/{n}.jpg" width="320" /></a></td></tr><tr><td class="tr-caption" style="text-align:center">{caption}</td></tr></tbody></table><br />')
    return document(a, head(a, s, og=False, meta=False, title=a.outlet + ": " + a.title, css="body{font:14px Arial;background:#e9d9b9}.main-outer{width:900px;margin:auto;background:#fff;padding:1em;display:flex}.column-right-outer{width:260px;font-size:12px}"), f"""
<div class="navbar section" id="navbar"><iframe src="about:blank"></iframe></div><div class="body-fauxcolumns"></div><div class="content"><header><div class="Header"><h1 class="title"><a href="/">{a.outlet}</a></h1><p class="description"><span>Notes from a valley without a railway</span></p></div><div class="tabs-inner"><ul>{links(["Home", "About me", "Recipes", "Contact"])}</ul></div></header>
<div class="main-outer"><div class="column-center-outer"><div class="main section" id="main"><div class="widget Blog" id="Blog1"><div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>Saturday, October 4, 2025</span></h2>
<div class="date-posts"><div class="post-outer"><div class="post hentry uncustomized-post-template"><a name="5511"></a><h3 class="post-title entry-title">{e(a.title)}</h3><div class="post-header"></div>
<div class="post-body entry-content" id="post-body-5511"><div dir="ltr" style="text-align: left;" trbidi="on">{deck(a, "<i>{}</i><br /><br />")}{body(a, s, st)}</div><div style="clear: both;"></div></div>
<div class="post-footer"><div class="post-footer-line"><span class="post-author vcard">Posted by <span class="fn" itemprop="author"><a href="#" rel="author"><span itemprop="name">{a.byline}</span></a></span></span> <span class="post-timestamp">at <a class="timestamp-link" href="#"><abbr class="published" title="{a.date}">9:14 AM</abbr></a></span> <span class="post-icons">Email This BlogThis! Share to X Share to Facebook Share to Pinterest</span></div><div><span class="post-labels">Labels: {links(["apples", "people", "valley"], "<a href=#>{w}</a>", ", ")}</span></div></div></div>
<div class="comments" id="comments"><h4>5 comments:</h4><div class="comments-content">{comments(s, 5, '<div class="comment-block"><div class="comment-header"><cite class="user">{w}</cite><span class="datetime">October {n}, 2025 at 8:1{n} PM</span></div><p class="comment-content">{t}</p><span class="comment-actions">Reply Delete</span></div>')}</div><p class="comment-footer"><a href="#">Post a Comment</a></p></div></div></div></div></div>
<div class="blog-pager"><a href="#">Newer Post</a> <a href="#">Older Post</a> <a href="/">Home</a></div><div class="post-feeds">Subscribe to: Post Comments (Atom)</div></div></div></div>
<div class="column-right-outer"><aside><div class="widget BlogSearch"><h2>Search This Blog</h2></div><div class="widget PopularPosts"><h2>Popular Posts</h2><ul>{cards(s, 5, '<li><div class="item-title"><a href="#">{h}</a></div><div class="item-snippet">{t}</div></li>')}</ul></div><div class="widget BlogArchive"><h2>Blog Archive</h2><ul>{links(["▼ 2025 (31)", "▼ October (4)", a.title, "Wasps", "Ladders and what they cost", "► September (7)", "► 2024 (40)", "► 2023 (52)"])}</ul></div><div class="widget Profile"><h2>About Me</h2><dl><dt>{a.byline}</dt><dd>I write about what grows on other people’s walls. View my complete profile</dd></dl></div></aside></div></div>
<footer>Simple theme. Powered by Blogger.</footer></div>""")


@page("wiki", "levee", without=("deck",), told="title")
def wiki(a, s):
    edit = '<span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="#">edit</a><span class="mw-editsection-bracket">]</span></span>'
    st = dict(h2='<div class="mw-heading mw-heading2"><h2>{}</h2>' + edit + "</div>", h3='<div class="mw-heading mw-heading3"><h3>{}</h3>' + edit + "</div>", table='<table class="wikitable sortable"><tbody>{}</tbody></table>',
              quote='<blockquote class="templatequote"><p>{}</p></blockquote>', tablecaption="<p><small>{}</small></p>",
              notes='<div class="mw-references-wrap"><ol class="references">{}</ol></div>', note='<li id="cite_note-{n}"><span class="mw-cite-backlink"><b><a href="#cite_ref-{n}">^</a></b></span> <span class="reference-text">{}</span></li>')
    toc = '<div id="toc" class="toc"><div class="toctitle"><h2>Contents</h2><span class="toctogglespan"><label>hide</label></span></div><ul>' + "".join(f'<li class="toclevel-1"><a href="#"><span class="tocnumber">{n}</span> <span class="toctext">{plain(t)}</span></a></li>' for n, (k, t) in enumerate([b for b in a.blocks if b[0] == "h2"], 1)) + "</ul></div>"
    return document(a, head(a, s, og=False, meta=False, title=a.title + " – Riverwiki", css="body{font:14px sans-serif;margin:0 0 0 11em}.mw-body{padding:1em 2em;border:1px solid #a7d7f9}#mw-panel{position:absolute;left:0;top:160px;width:10em;font-size:12px}h1,h2{font-family:Georgia;font-weight:400;border-bottom:1px solid #aaa}.wikitable td,.wikitable th{border:1px solid #aaa;padding:.3em}.toc{background:#f8f9fa;border:1px solid #aaa;padding:.5em;display:table}"), f"""<div id="mw-page-base"></div><div id="content" class="mw-body" role="main"><a id="top"></a><div id="siteNotice"><div>The spring photo contest is open until Sunday. <a href="#">Take part</a> [dismiss]</div></div>
<h1 id="firstHeading" class="firstHeading"><span class="mw-page-title-main">{e(a.title)}</span></h1><div id="bodyContent"><div id="siteSub">From Riverwiki, the encyclopedia of running water</div><div id="contentSub"></div><div id="jump-to-nav"></div><a class="mw-jump-link" href="#p">Jump to navigation</a><a class="mw-jump-link" href="#s">Jump to search</a>
<div id="mw-content-text" class="mw-body-content mw-content-ltr"><div class="mw-parser-output">
<div class="hatnote navigation-not-searchable" role="note">For the river itself, see <a href="#">Oster (river)</a>. For the dish, see <a href="#">Levee pie</a>.</div>
<table class="box-More_citations plainlinks metadata ambox ambox-content" role="presentation"><tbody><tr><td class="mbox-image"></td><td class="mbox-text"><div class="mbox-text-span">This article <b>needs additional citations</b>. Please help improve it by adding references to reliable sources. <small>(February 2026)</small></div></td></tr></tbody></table>
{body(a, s, st, [(2, toc)], call='<sup id="cite_ref-{n}" class="reference"><a href="#cite_note-{n}"><span>[</span>{n}<span>]</span></a></sup>')}
<div role="navigation" class="navbox"><table class="nowraplinks navbox-inner"><tbody><tr><th colspan="2"><div>Floods of the Oster basin</div></th></tr><tr><td><ul>{links(["1784", "1845", "1909", "1926", "1962", "1995", "2013", "2024"])}</ul></td></tr></tbody></table></div></div>
<div class="printfooter">Retrieved from "https://riverwiki.example/index.php?title=Oster_levee&amp;oldid=88123"</div></div><div id="catlinks" class="catlinks"><div class="mw-normal-catlinks"><a href="#">Categories</a>: <ul>{links(["Levees", "Floods in 2024", "Lower Varn", "Articles needing additional references"])}</ul></div></div></div></div>
<div id="mw-navigation"><h2>Navigation menu</h2><div id="p-personal"><ul>{links(["Not logged in", "Talk", "Contributions", "Create account", "Log in"])}</ul></div><div id="p-views"><ul>{links(["Article", "Talk", "Read", "Edit", "View history"])}</ul></div>
<div id="mw-panel"><h3>Navigation</h3><ul>{links(["Main page", "Contents", "Current events", "Random article", "Donate"])}</ul><h3>Tools</h3><ul>{links(["What links here", "Related changes", "Permanent link", "Cite this page", "Printable version"])}</ul></div></div>
<footer id="footer"><ul><li id="footer-info-lastmod"> This page was last edited on 19 January 2026, at 21:04.</li><li>Text is available under a licence that permits sharing; additional terms may apply.</li></ul></footer>""")


@page("medium", "orchard")
def medium(a, s):
    st = dict(p='<p id="b{n}" class="pw-post-body-paragraph ml mm fr mn b mo">{}</p>'.replace("{n}", "a1"), h2='<h1 id="c3" class="nq nr fr be ns">{}</h1>', quote='<blockquote class="oi oj ok"><p class="ml mm ol mn b">{}</p></blockquote>',
              figure='<figure class="no np"><div role="button" tabindex="0" class="nz oa"><picture><source srcset="/img/{n}.webp"><img alt="" src="/img/{n}.jpg" width="700" height="467" loading="eager"></picture></div><figcaption class="og oh ee">{caption} {credit}</figcaption></figure>',
              ol='<ol class="">{}</ol>', li='<li class="ml mm fr mn b mo oq or">{}</li>')
    st["figure"] = st["figure"].replace(" {credit}", "")
    buttons = '<div class="am co"><div class="speechify-ignore"><button aria-label="clap"></button><p class="be b">412</p><button aria-label="responses"><p><span class="pw-responses-count">7</span></p></button><button>Listen</button><button>Share</button><button>More</button></div></div>'
    return document(a, head(a, s, jsonld=True, css="body{font:20px/1.6 Georgia;margin:0}.ab{max-width:680px;margin:auto}.be{font:14px sans-serif}"), f"""<div id="root"><div class="a b c"><div class="d e f"><a href="#">Open in app</a><button>Sign up</button><a href="#">Sign in</a><div>Search</div><a href="#">Write</a></div>
<div class="fh"><div class="ab"><div><article><div class="l"><div class="fr fs"><section><div><div class="ab"><div><h1 id="a0" class="pw-post-title fv fw">{e(a.title)}</h1></div>{deck(a, '<div><h2 id="a00" class="pw-subtitle-paragraph hb">{}</h2></div>')}
<div class="speechify-ignore ab cn"><div><img alt="{a.byline}" src="/img/4.jpg" width="44" height="44"><a class="be" href="#">{a.byline}</a><span>·</span><button>Follow</button></div><div>Published in <a href="#">{a.outlet}</a><span>·</span><span>6 min read</span><span>·</span><span data-testid="storyPublishDate">Oct 4, 2025</span></div></div>{buttons}
{body(a, s, st, [(5, '<div class="am"><p class="be b">Get ' + a.byline + '’s stories in your inbox</p><p class="be">Join the others who read along, for free.</p><button>Subscribe</button></div>')])}</div></div></section></div></div></article></div>
<div class="ab">{links(["Apples", "Memory", "Wales", "Post Office"], '<a class="be" href="#"><div>{w}</div></a>')}{buttons}</div>
<div class="ab"><h2 class="be">Written by {a.byline}</h2><span>2.1K followers</span><p class="be">{s.bio}</p><button>Follow</button></div><div class="ab"><h2 class="be">Responses (7)</h2>{comments(s, 4, '<div><div class="be">{w}</div><pre class="be"><div>{t}</div></pre><p>{n}</p></div>')}</div>
<div><h2 class="be">Recommended from {a.outlet}</h2>{cards(s, 6, '<article data-testid="post-preview"><div><a href="#"><h2 class="be">{h}</h2><div><h3 class="be">{t}</h3></div></a></div><span>Sep 11, 2025</span><span>1.2K</span></article>')}</div>
<div class="be">{links(["Help", "Status", "About", "Careers", "Press", "Blog", "Privacy", "Rules", "Terms", "Text to speech"], '<a href="#"><p class="be">{w}</p></a>')}</div></div></div></div></div>""")


@page("letter", "interview")
def letter(a, s):
    sub = '<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">The Weirside Courier is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.</p></div><form><input type="email" placeholder="Type your email…"><input type="submit" value="Subscribe"></form></div></div>'
    button = '<p class="button-wrapper" data-component-name="ButtonCreateButton"><a class="button primary" href="#"><span>Share</span></a></p>'
    quote = f'<div class="pullquote"><p>{e(pull(a, 3))}</p></div>'
    return document(a, head(a, s, jsonld=True, css="body{font:18px/1.6 Spectral,Georgia;margin:0}.single-post{max-width:720px;margin:auto}.subscription-widget{border:1px solid #ddd;padding:1em;text-align:center;color:#777}"), f"""<div id="entry"><div id="main" class="main"><div class="topbar"><a href="/">{a.outlet}</a><button>Subscribe</button><button>Sign in</button></div>
<div class="single-post-container"><div class="container"><div class="single-post"><article class="typography newsletter-post post"><div class="post-header" role="region"><h1 class="post-title published">{e(a.title)}</h1>{deck(a, '<h3 class="subtitle">{}</h3>')}
<div class="pencraft meta"><div><a href="#">{a.byline}</a></div><div>Feb 20, 2026</div></div><div class="post-ufi"><a class="like-button">88</a><a>12</a><a>9</a><a>Share</a></div></div>
<div class="available-content"><div dir="auto" class="body markup">{body(a, s, None, [(3, sub), (6, button), (7, quote)])}<div><hr></div>{sub}<p class="button-wrapper"><a class="button" href="#"><span>Leave a comment</span></a></p></div></div>
<div class="post-footer"><a class="like-button">88 Likes</a><span>∙</span><a>9 Restacks</a></div></article></div></div>
<div class="container"><div class="comments-page"><h4>Discussion about this post</h4><div>{links(["Comments", "Restacks"], "<button>{w}</button>")}</div>{comments(s, 8, '<div class="comment"><div class="profile-hover"><a href="#">{w}</a><span>{n}h</span></div><div class="comment-body"><p>{t}</p></div><div>Like ({n}) Reply Share</div></div>')}</div>
<div class="portable-archive"><div>{links(["Top", "Latest", "Discussions"], "<button>{w}</button>")}</div>{cards(s, 5, '<div class="post-preview"><a class="post-preview-title" href="#">{h}</a><div class="post-preview-description">{t}</div><div>Jan 3 • {n}</div></div>')}<a>See all</a></div><div class="publication-footer"><p>Ready for more?</p>{sub}</div></div></div>
<div class="footer"><div>© 2026 {a.byline} · Privacy ∙ Terms ∙ Collection notice</div><div>Start writing. Get the app. This site requires JavaScript to run correctly. Please turn on JavaScript or unblock scripts.</div></div></div></div>""")


@page("amp", "ferry")
def amp(a, s):
    st = dict(figure='<amp-img src="/img/{n}.jpg" width="640" height="360" layout="responsive"><noscript><img src="/img/{n}.jpg"></noscript></amp-img><div class="caption">{caption} <small>{credit}</small></div>', notes='<div class="notes">{}</div>', note='<p id="note{n}">[{n}] {}</p>',
              tablecaption='<div class="caption">{}</div>')
    ad = '<div class="adwrap"><span>Advertisement</span><amp-ad width="300" height="250" type="doubleclick"><div placeholder>Loading</div></amp-ad></div>'
    return document(a, head(a, s, jsonld=True, css="body{font:17px/1.5 Roboto,sans-serif}.caption{font-size:13px;color:#666}", extra="<style amp-boilerplate>body{visibility:visible}</style>"), f"""<amp-sidebar id="sb" layout="nodisplay" side="left"><ul>{links(s.nav)}</ul></amp-sidebar>
<amp-consent id="consent" layout="nodisplay"><div id="ui"><h2>Your choice</h2><p>{s.cookie}</p><button on="tap:consent.accept">Accept</button></div></amp-consent>
<header class="top"><button on="tap:sb.toggle">☰</button><a href="/">{a.outlet}</a><a href="#">Subscribe</a></header>
<main><h1>{e(a.title)}</h1>{deck(a, '<h2 class="lead">{}</h2>')}<div class="by">{a.byline}</div><div class="dt">11 March 2026 07:45</div><amp-social-share type="twitter"></amp-social-share><amp-social-share type="email"></amp-social-share>
{body(a, s, st, [(2, ad), (5, ad), (7, f'<amp-list><div class="inline-related"><b>Read also:</b> {cards(s, 1, "<a href=#>{h}</a>")}</div></amp-list>')], call="<sup>[{n}]</sup>")}</main>
<section class="rel"><h3>{s.most[4]}</h3>{cards(s, 6, '<a class="card" href="#"><amp-img src="/img/{n}.jpg" width="120" height="80"></amp-img><div><b>{h}</b><p>{t}</p></div></a>')}</section>
<footer><p>{s.legal}</p>{links(s.footer, "<a href=#>{w}</a>", " ")}</footer>""", " amp")


@page("government", "levee", told="title")
def government(a, s):
    st = dict(table='<div class="table-responsive"><table class="table table-striped"><tbody>{}</tbody></table></div>', quote='<blockquote class="blockquote">{}</blockquote>')
    field = '<div class="field field--name-{} field--type-text-with-summary field--label-hidden field__item">'
    return document(a, head(a, s, og=False, meta=False, css=NEWS_CSS, title=a.title + " | River District of Varn", extra='<meta name="Generator" content="Drupal 10">'), f"""<div class="dialog-off-canvas-main-canvas"><div class="usa-banner"><p>An official website of the River District of Varn. Here is how you know: official websites end in .example and use a secure connection. Share sensitive information only on official websites.</p></div>
<header role="banner"><div class="region region-header"><div class="block block-system-branding-block"><a href="/">River District of Varn</a></div><nav role="navigation" class="block block-menu navigation menu--main"><h2 class="visually-hidden">Main navigation</h2><ul class="nav navbar-nav">{links(["Services", "Permits", "Water levels", "Publications", "Committees", "Vacancies", "News and events", "Contact"])}</ul></nav></div></header>
<div class="region region-breadcrumb"><nav aria-labelledby="system-breadcrumb"><h2 class="visually-hidden">Breadcrumb</h2><ol class="breadcrumb">{links(["Home", "Publications", "Reviews", "2026"])}</ol></nav></div>
<main role="main"><div class="layout-content"><div class="region region-highlighted"><div class="alert alert-info"><p>The counter in Mill Street is closed on Friday afternoon. Permits can be applied for online at any time.</p></div></div>
<div class="region region-content"><h1 class="page-header"><span class="field field--name-title">{e(a.title)}</span></h1><article class="node node--type-publication node--view-mode-full"><div class="node__content clearfix">{field.format("field-intro")}{deck(a, "<p>{}</p>")}</div>
<div class="field field--name-field-date field__item"><div class="field__label">Date</div><time datetime="{a.date}">19 January 2026</time></div><div class="field field--name-field-topic"><div class="field__label">Topics</div><div class="field__items"><div class="field__item">Levees</div><div class="field__item">Supervision</div></div></div>
{field.format("body")}{body(a, s, st)}</div><div class="field field--name-field-files"><div class="field__label">Downloads</div><span class="file file--mime-application-pdf"><a href="#">review-2026.pdf</a> (2.14 MB)</span><span class="file"><a href="#">sheets-2016-2024.csv</a> (88 KB)</span></div></div></article>
<div class="block block-feedback"><h2>Was this page helpful?</h2><form><label>Yes</label><label>No</label><label>What were you looking for? Please do not include personal data such as your name or your account number.</label></form></div><div class="page-info"><p>Page last reviewed: 20 January 2026</p></div></div></div>
<aside class="layout-sidebar-second"><div class="region"><h2>Related publications</h2><ul>{links(["Annual report of the dike reeve 2025", "Map of pumping stations", "What to do when the siren sounds", "Who pays for a levee?"])}</ul><h2>Contact</h2><p>Department of Flood Protection, Mill Street 4, Varn. Telephone 555 0142, Monday to Thursday from 9 am to 4 pm.</p></div></aside></main>
<footer><div class="region region-footer"><ul>{links(["Accessibility statement", "Privacy", "Freedom of information", "Budget", "Open data", "Report a fault"])}</ul><p>© River District of Varn. Content may be reused with attribution unless stated otherwise.</p></div></footer></div>""")


@page("wire", "ferry", without=("deck", "note", "caption"), told="title")
def wire(a, s):
    st = dict(table='<table class="prngen" cellspacing="0">{}</table>', td='<td class="gen2"><p><span>{}</span></p></td>', th='<td class="gen1"><p><span><b>{}</b></span></p></td>')
    inner = body(a, s, st).replace("<p>", '<p><span class="legendSpanClass">BRANNOCK</span>, <span class="legendSpanClass">11 March 2026</span> /QuayWire/ -- ', 1)
    return document(a, head(a, s, meta=False, css=NEWS_CSS), f"""<div class="navbar">{links(["Journalists", "GDPR", "Log in", "Sign up", "Send a release", "News", "Products", "Contact"], "<a href=#>{w}</a>")}</div>
<main><article class="news-release"><header class="container"><div class="row"><div class="col"><h1>{e(a.title)}</h1><a href="#"><strong>News provided by</strong></a> <a href="#"><strong>Brannock Harbour Commission</strong></a><p class="mb-no">11 March, 2026, 07:45 GMT</p></div><div class="social"><p>Share this article</p>{links(s.share[:6], "<a href=#>{w}</a>")}</div></div></header>
<section class="release-body container"><div class="row"><div class="col-lg-10">{inner}
<p><b>About the Brannock Harbour Commission</b></p><p>The Brannock Harbour Commission administers 14 kilometres of quays, two slipways and one bell. Founded in 1871, it employs 39 people and is a member of the league of small harbours. For more information, visit www.harbour.brannock.example.</p>
<p>This release contains forward-looking statements that involve risks and uncertainties. Actual results may differ materially, and nobody is obliged to update them.</p><p>Media contact: Juno Hallworth, press office, +000 555 0199, press@harbour.brannock.example</p><p>SOURCE Brannock Harbour Commission</p></div></div></section>
<section class="more-from"><h2>More releases from this source</h2><div>{cards(s, 2, '<div class="card"><h3>{h}</h3><p>{t}</p></div>')}</div></section><section><h2>Explore</h2><ul>{links(["Transportation, trucking and railroad", "Maritime and shipbuilding", "Public safety", "Economic news, trends, analysis"])}</ul></section></article></main>
<footer><h3>Contact QuayWire</h3><p>555 0100 from 8 AM to 10 PM</p><ul>{links(["Terms of use", "Privacy policy", "Information security policy", "Site map", "RSS", "Cookie settings"])}</ul></footer>""")


@page("university", "science", without=("ref", "row"), told="title published")
def university(a, s):
    side = '<div class="fact-box"><h3>At a glance</h3><ul><li>Department of Field Ecology</li><li>Funded by the Dawn Foundation, grant 2023-118</li><li>Open data available on request</li></ul></div>'
    return document(a, head(a, s, meta=False, css=NEWS_CSS, title=a.title + " – News – University of Ostrava Minor"), f"""<div class="c-header"><a href="/">University of Ostrava Minor</a><div class="c-nav">{links(["Study", "Research", "Alumni", "Library", "Staff", "Students", "Apply"], "<div class=c-nav__item><a href=#>{w}</a></div>")}</div><form role="search"><input placeholder="Search people, courses, news"></form></div>
<div class="l-page"><div class="c-hero"><div class="c-hero__kicker">News</div><div class="c-hero__title">{e(a.title)}</div><div class="c-hero__meta">Published on <time datetime="{a.date}">30 June 2025</time> | Communications Office</div></div>
<div class="l-main"><div class="c-rte" id="main-content">{body(a, s, None, [(1, side), (4, f'<div class="c-cta"><p>Interested in birds? Our open day is on 12 September.</p><a class="btn" href="#">Register now</a></div>')])}</div>
<div class="c-contact"><h2>Contact for media enquiries</h2><p>Communications Office, room 2.14, telephone 555 0133. Photographs in print quality can be requested. Please send us a copy.</p><h2>Original publication</h2><p>{a.byline}: {e(a.title)}. {a.outlet} 9 (2025).</p></div></div>
<div class="c-teasers"><h2>More news</h2>{cards(s, 4, '<div class="c-teaser"><div class="c-teaser__date">18 June 2025</div><div class="c-teaser__title"><a href="#">{h}</a></div><div class="c-teaser__text">{t}</div><a href="#">Read more</a></div>')}</div></div>
<div class="c-footer"><div>{links(["Campus map", "Emergency", "Equality", "Imprint", "Privacy"], "<a href=#>{w}</a>", " · ")}</div><p>Follow us. Accredited institution. Main building, Cathedral Square 1.</p></div>""")


@page("report", "levee")
def report(a, s):
    parts, current = [], []
    for block in a.blocks:
        if block[0] == "h2" and current:
            parts.append(current)
            current = []
        current.append(block)
    parts.append(current)
    toc = "<ul>" + links([plain(t) for k, t in a.blocks if k == "h2"], '<li><a href="#s{n}">{w}</a></li>') + "</ul>"
    made = "\n".join(f'<section id="s{n}" class="report-section"><div class="report-section__inner">{body(Article(a.meta, p), s)}</div></section>' + ('<div class="report-tools"><button>Copy link to section</button><button>Back to top</button></div>' if n else "") for n, p in enumerate(parts))
    return document(a, head(a, s, meta=False, css=NEWS_CSS), f"""<header class="site"><a href="/">Open Floodplain Project</a>{nav(s, 6)}<a class="donate" href="#">Donate</a></header>
<div class="report-hero"><p class="kicker">Report</p><h1>{e(a.title)}</h1>{deck(a, '<div class="report-hero__summary"><p>{}</p></div>')}<p class="date">January 19, 2026</p><p>Available in <a href="#">English</a> <a href="#">Deutsch</a> <a href="#">Nederlands</a></p></div>
<div class="report-layout"><nav class="report-toc"><h2>Table of contents</h2>{toc}<a class="btn" href="#">Download the full report (PDF, 61 pages)</a></nav><div class="report-content">{made}
<section class="report-acknowledgments"><h2>Acknowledgments</h2><p>This report was researched and written by staff of the Open Floodplain Project and reviewed by our legal adviser. We thank everyone who gave us their time.</p></section></div></div>
<section class="donate-band"><h2>Your gift keeps the sheets coming</h2><p>{s.promo[2]}</p><button>Give €10</button><button>Give €50</button></section>
<section class="related"><h2>Related content</h2>{cards(s, 3, '<div class="media-block"><span>News release</span><h3>{h}</h3><p>{t}</p></div>')}</section><footer><p>The Open Floodplain Project is a registered charity. {s.legal}</p><ul>{links(s.footer)}</ul></footer>""")


@page("paywall", "freibad")
def paywall(a, s):
    wall = f'<div class="paywall" id="paywall"><h3>Sie haben noch einen freien Artikel</h3><p>{s.paywall}</p><button>Jetzt testen</button></div>'
    inserts = [(2, f'<div class="ad-slot">{s.ads[2]}</div>'), (4, f'<div class="inline-teaser"><span>{s.most[2]}</span>{cards(s, 1, "<a href=#><b>{h}</b><p>{t}</p></a>")}</div>'), (5, wall)]
    st = dict(p='<p class="article__paragraph">{}</p>', h2='<h2 class="article__subheadline">{}</h2>')
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""<div class="page-header">{nav(s)}<div>{links(s.user, "<a href=#>{w}</a>", " ")}</div></div><div class="ticker"><b>Eilmeldung</b> {cards(s, 3, "<a href=#>{h}</a>")}</div>
<div class="page-content"><div class="article article--plus"><div class="article__header"><span class="article__kicker">Freizeit</span><h1 class="article__headline">{e(a.title)}</h1>{deck(a, '<p class="article__teaser">{}</p>')}<div class="article__author">Von <a href="#">{a.byline}</a></div><div class="article__date">06.05.2026, 05:30 Uhr</div><div class="article__tools">{links(s.share, "<span>{w}</span>")}</div></div>
<div class="article__body">{body(a, s, st, inserts)}</div><div class="article__author-box"><p>{a.byline} {s.bio}</p></div></div>
<div class="sidebar"><h3>{s.most[0]}</h3>{cards(s, 5, '<div class="teaser"><h4>{h}</h4><p>{t}</p></div>')}</div></div><div class="comments"><h3>Kommentare</h3>{comments(s, 3)}<p>Bitte beachten Sie unsere Netiquette. Die Kommentarfunktion wird nach 24 Stunden geschlossen.</p></div>
<div class="newsletter">{s.newsletter}</div><div class="page-footer">{links(s.footer, "<a href=#>{w}</a>", " | ")}<p>{s.legal}</p></div><div id="cmp" class="cmp-overlay"><p>{s.cookie}</p></div>""")


@page("tabloid", "ferry", without=("note",))
def tabloid(a, s):
    embed = lambda n: f'<div class="mol-embed"><div class="mol-related"><h4>RELATED ARTICLES</h4><ul>{cards(s, 2, "<li><a href=#><span>{h}</span></a></li>")}</ul></div><div class="mol-share"><span>Share this article</span><span>{n} shares</span></div></div>'
    post = f'<blockquote class="social-post"><p>Just seen the queue at the fish quay. It goes round the ice house and back!! #SaveBrenda</p>— Lenn Traffic (@lenntraffic) <a href="#">March 9, 2026</a></blockquote><div class="embed-note">This post is loaded from another site and may use cookies. <button>Show once</button></div>'
    video = '<div class="video-player"><div>Video loading</div><div>Video unavailable</div><ul><li>Current Time 0:00</li><li>Duration Time 1:14</li><li>Fullscreen</li><li>Mute</li></ul><p>WATCH: Bell rings as vote ends in chaos</p><p>Click here to resize this module</p></div>'
    poll = '<div class="poll"><h4>POLL</h4><p>Should the ferry be saved at any price?</p><ul><li>Yes 61%</li><li>No 22%</li><li>What ferry? 17%</li></ul><p>8,114 votes. Results are not representative.</p></div>'
    inserts = [(1, embed(71)), (2, video), (3, f'<div class="billboard">{s.ads[3]}</div>'), (4, post), (5, embed(72)), (6, poll), (7, f'<div class="puff"><b>MUST READ</b>{cards(s, 1, "<p><a href=#>{h}</a> {t}</p>")}</div>'), (8, f'<div class="newsletter-inline">{s.newsletter}</div>'), (9, f'<div class="fact-pull">‘{e(pull(a, 1))}’</div>')]
    st = dict(p='<p class="mol-para-with-font">{}</p>', figure='<div class="artSplitter mol-img-group"><div class="mol-img"><img src="/img/{n}.jpg" class="blkBorder"><div class="image-wrap"><span class="copyright">{credit}</span></div></div><div class="clear"></div><p class="imageCaption">{caption}</p></div>')
    bullets = "<ul class=\"mol-bullets-with-font\">" + "".join(f"<li><strong>{inline(t)}</strong></li>" for k, t in a.blocks if k == "deck") + "</ul>"
    return document(a, head(a, s, css=NEWS_CSS), f"""<div class="page-header bdrcc"><a href="/">TIDE online</a><ul class="nav-primary">{links(s.nav)}</ul><ul class="nav-secondary">{links(["Latest Headlines", "Brannock", "Lenn", "Kilmoyle", "Wires", "Boats for sale", "Horoscopes", "Bingo"])}</ul></div>
<div id="content"><div class="beta"><h3>DON’T MISS</h3><ul>{cards(s, 12, "<li><a href=#><img src=/img/{n}.jpg><span class=pufftext><strong>{h}</strong> {t}</span></a></li>")}</ul></div>
<div class="alpha"><div id="js-article-text" itemprop="articleBody"><h1>{e(a.title)}</h1>{bullets}<p class="author-section byline-plain">By <a class="author" rel="nofollow">{a.byline} for Tide Online</a></p><p class="byline-section"><span class="article-timestamp">Published: <time datetime="{a.date}">07:45 GMT, 11 March 2026</time></span> | <span>Updated: 09:12 GMT</span></p><div class="shareArticles">{links(s.share[:5], "<span>{w}</span>")}<span>1.4k shares</span><span>233 View comments</span></div>
{body(a, s, st, inserts)}<div class="column-content">{links(s.tags, "<a class=tag href=#>{w}</a>")}</div></div>
<div id="reader-comments"><h3>Comments 233</h3><p>The comments below have not been moderated.</p>{comments(s, 8)}</div></div></div><div class="page-footer">{links(s.footer, "<a href=#>{w}</a>", " ")}<p>{s.legal}</p></div>""")


@page("liveblog", "liveblog")
def liveblog(a, s):
    times = ["09:20", "10:05", "11:58", "12:40", "15:10", "19:30"]
    entries, current = [], []
    for block in a.blocks:
        if block[0] == "deck":
            continue
        if block[0] == "h2" and current:
            entries.append(current)
            current = []
        current.append(block)
    entries.append(current)
    made = "\n".join(f'<div class="lb-entry" id="e{i}"><div class="lb-time"><time datetime="2026-02-17T{t}:00Z">{t}</time></div><div class="lb-content">{body(Article(a.meta, b), s)}</div><div class="lb-share"><a href="#">Share</a> <a href="#">Link to this entry</a></div></div>' + (f'<div class="lb-ad">{s.ads[0]}</div>' if i == 2 else "") for i, (t, b) in enumerate(zip(times, entries)))
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""<div class="top">{nav(s)}</div><main><div class="story"><span class="live-badge">Ended</span><h1>{e(a.title)}</h1>{deck(a, '<p class="lead">{}</p>')}<p class="by">{a.byline}</p><p class="updated">First published 17 Feb 2026 06.00, last updated 19.31</p>
<div class="key-events"><h2>Key events</h2><ol>{links(["9.20 " + entries[0][0][1], "12.40 Highest gust so far", "19.30 We are closing this page"])}</ol></div><div class="lb-controls"><button>Newest first</button><button>Oldest first</button><label><input type="checkbox">Show key events only</label><label>Notify me</label></div>
<div class="lb-stream">{made}</div><button>Load older entries</button></div><aside><h3>{s.most[4]}</h3>{cards(s, 6, '<div class="t"><a href="#">{h}</a><p>{t}</p></div>')}<h3>Weather now</h3><table><tr><td>Brannock</td><td>7°</td></tr><tr><td>Lenn</td><td>6°</td></tr></table></aside></main><footer>{links(s.footer, "<a href=#>{w}</a>", " ")}<p>{s.legal}</p></footer>""")


@page("interview", "interview")
def interview(a, s):
    st = dict(q='<div class="qa qa--q"><strong>{}</strong></div>', p='<div class="qa qa--a"><p>{}</p></div>')
    box = '<aside class="person"><h3>Marit Oyelaran</h3><p>Born in a lock-keeper’s house, she studied in two countries and has been with the county since 1996. She lives in Ebley with a daughter who visits and a heron that does not.</p></aside>'
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""<header>{nav(s, 8)}</header><main><div class="interview" role="article"><div class="interview-head"><p class="rubric">The Saturday talk</p><h1>{e(a.title)}</h1>{deck(a, '<div class="interview-lead">{}</div>')}<p class="interview-by">Interview: {a.byline}</p><p class="interview-photo-by">Photographs: Linnea Obi</p></div>
<div class="interview-text">{body(a, s, st, [(3, box), (5, f'<div class="quote-big" aria-hidden="true">{e(pull(a, 4))}</div>'), (8, f'<div class="promo">{s.promo[0]}</div>')])}</div></div><aside>{cards(s, 4)}</aside></main><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer>""")


@page("listicle", "orchard", without=("deck",))
def listicle(a, s):
    item = '<section class="list-item"><div class="list-count"><span>{}</span> of 4</div>'
    n, out = 0, []
    for piece in re.split(r"(?=<h2>)", body(a, s, inserts=[(4, f'<div class="affiliate"><p>Apple peeler, stainless steel</p><a href="#">€19.90 at a shop</a><p>When you buy through links on our site, we may earn a commission.</p></div>'), (8, f'<div class="ad">{s.ads[0]}</div>')])):
        if piece.startswith("<h2>"):
            n += 1
            out.append(item.format(n) + piece + "</section>")
        else:
            out.append(f'<div class="list-intro">{piece}</div>')
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""<div class="hdr">{links(s.nav, "<a href=#>{w}</a>", " ")}</div><div class="wrap"><div class="buzz"><h1>{e(a.title)}</h1><div class="by">by <span>{a.byline}</span> <span>{a.outlet} Staff</span></div><div class="date">Posted on Oct 4, 2025</div><div class="reactions">{links(["LOL 31", "win 204", "aww 88", "yum 12"], "<span>{w}</span>")}</div>
<div class="subbuzzes">{"".join(out)}</div><div class="sb-share">{links(s.share, "<a href=#>{w}</a>", " ")}</div><div class="topics"><b>Topics in this article</b>{links(s.tags, "<a href=#>{w}</a>", " ")}</div></div>
<div class="trending"><h3>Hot topics</h3>{cards(s, 10, '<div class="feed-card"><a href="#"><h4>{h}</h4></a><p>{t}</p><span>Buzz · Oct 3</span></div>')}</div></div><div class="ftr">{links(s.footer, "<a href=#>{w}</a>", " ")} {s.legal}</div>""")


@page("recipe", "recipe", told="title author")
def recipe(a, s):
    cut = next(n for n, b in enumerate(a.blocks) if b[0] == "h2")
    intro, rest = Article(a.meta, a.blocks[:cut]), Article(a.meta, a.blocks[cut:])
    st = dict(ul='<ul class="wprm-recipe-ingredients">{}</ul>', li='<li class="wprm-recipe-ingredient"><span class="wprm-checkbox"><input type="checkbox" aria-label="done"></span> {}</li>', h2='<h3 class="wprm-header">{}</h3>')
    return document(a, head(a, s, og=True, css=NEWS_CSS), f"""<header><a href="/">{a.outlet}</a>{links(["Recipes", "Stews", "Seasons", "Books", "About", "Work with me"], "<a href=#>{w}</a>", " ")}</header><div class="content-sidebar-wrap"><main class="content"><article class="entry"><header class="entry-header" style="background:none;color:#222"><h1 class="entry-title">{e(a.title)}</h1><p class="entry-meta">{a.byline} · 41 Comments</p><p class="disclosure">This post may contain affiliate links. Please read our disclosure policy.</p></header>
<div class="entry-content"><div class="jump"><a href="#r">Jump to Recipe</a> <a href="#">Print Recipe</a> <a href="#">Pin</a></div>{body(intro, s, inserts=[(1, f'<div class="mv-ad">{s.ads[0]}</div>')])}
<div id="r" class="wprm-recipe-container"><div class="wprm-recipe"><div class="wprm-rating">★★★★★ <span>4.87</span> from <span>112</span> votes</div><div class="wprm-actions"><a>Print</a><a>Pin</a><a>Rate</a></div><div class="wprm-servings">{links(["1x", "2x", "3x"], "<button>{w}</button>")}</div>{body(rest, s, st)}
<div class="wprm-call-to-action"><span>Tried this recipe?</span> <span>Mention @saltandspoon or tag #lighthousebeans!</span></div></div></div></div>
<footer class="entry-footer"><p>Filed under: {links(["Stews", "Winter", "Beans"], "<a href=#>{w}</a>", ", ")}</p></footer></article><div class="adjacent">« <a href="#">Pickled plums</a> <a href="#">Toast, properly</a> »</div><section class="comments"><h2>Reader Interactions</h2><h3>Comments</h3>{comments(s, 6, '<article class="comment"><p class="comment-author">{w} says</p><p>{t}</p><p>★★★★★</p><a>Reply</a></article>')}</section></main>
<aside class="sidebar"><h3>Hi, I’m Oona!</h3><p>I cook what keeps. On this site you find 300 recipes that can stand on the stove while you look for your glasses.</p><h3>Popular right now</h3>{links(["Winter slaw", "Tin-lid flatbread", "Three-onion soup", "Cake without scales"], "<div><a href=#>{w}</a></div>")}</aside></div><footer><p>Copyright © 2025 {a.outlet}. Privacy. Back to top.</p></footer>""")


@page("print-view", "ferry", told="title")
def print_view(a, s):
    return document(a, head(a, s, og=False, meta=False, css="body{font:12pt/1.45 Georgia;max-width:17cm;margin:2cm auto}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .6em}figure{margin:1em 0}figcaption{font-size:10pt}@media print{.noprint{display:none}}"), f"""<p class="noprint"><a href="javascript:print()">Print this page</a> | <a href="javascript:close()">Close window</a></p><p><b>{a.outlet}</b></p><h1>{e(a.title)}</h1>{deck(a)}<p><small>{a.byline}, 11 March 2026</small></p>{body(a, s)}<hr><p><small>Printed from {address(a)}</small><br><small>© {a.outlet}. For personal use only.</small></p>""")


@page("mobile", "bus")
def mobile(a, s):
    st = dict(p='<div class="para">　　{}</div>', h2='<div class="para"><b>{}</b></div>', quote='<div class="para quote">　　{}</div>',
              figure='<div class="pic"><img data-src="/img/{n}.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><div class="pic-txt">{caption}</div></div>', note='<div id="note{n}">注{n}：{}</div>', notes='<div class="notes">{}</div>')
    st["note"] = '<div id="note{n}"><sup>{n}</sup> {}</div>'
    return document(a, head(a, s, css="body{font:17px/1.7 sans-serif;max-width:420px;margin:auto}.bar{background:#c00;color:#fff;padding:.6em}.para{margin:.8em 0}"), f"""<div class="bar">打开客户端，体验更流畅 <a href="#">立即打开</a></div><div class="m-nav">{links(s.nav, "<a href=#>{w}</a>", " ")}</div><div class="m-main"><h1>{e(a.title)}</h1><div class="info"><span>{a.outlet}</span> <span>{a.byline}</span> <span>04-02 08:00</span> <a>关注</a></div>
{deck(a, '<div class="summary">{}</div>')}<div class="content" id="artibody">{body(a, s, st, [(4, f'<div class="ad-txt">{s.ads[1]}</div>')])}</div><div class="open-more"><a href="#">打开客户端阅读全文</a></div><div class="editor">责任编辑：周小满</div><div class="statement">特别声明：以上内容仅代表作者本人的观点，不代表本平台的立场。{s.legal}</div></div>
<div class="rec"><h2>{s.most[2]}</h2>{cards(s, 5, '<a class="item" href="#"><h3>{h}</h3><p>{t}</p><span>评论 {n}</span></a>')}</div><div class="cmt"><h2>网友评论</h2>{comments(s, 3, '<div class="c"><b>{w}</b><p>{t}</p><span>赞 {n}</span></div>')}</div><div class="foot">{links(s.footer, "<a href=#>{w}</a>", " ")}</div>""")


@page("forum", "orchard", without=("caption",), told="title")
def forum(a, s):
    post = '<tr class="post" id="p{n}"><td class="author" valign="top"><b>{w}</b><br><small>Regular member</small><br><img src="/img/{n}.jpg" width="80" height="80"><br><small>Posts: 1{n}4<br>Joined: 12 May 2017<br>Location: under a tree</small></td><td class="message"><div class="posthead">Post #{n} <a href="#">Quote</a> <a href="#">Report</a></div><div class="postbody">{t}</div><div class="signature">__________<br>An apple a day is a start.</div></td></tr>'
    first = post.replace("{n}", "1").replace("{w}", a.byline).replace("{t}", deck(a, "<b>{}</b><br><br>") + body(a, s, dict(p="{}<br><br>", h2="<b>{}</b><br><br>", quote='<div class="quote">{}</div><br>')))
    return document(a, head(a, s, og=False, meta=False, title=f"{a.title} - Fruit talk - Orchard Forums", css="body{font:13px Verdana}table{width:100%;border-collapse:collapse}td{border:1px solid #9ab;padding:6px}td.author{width:140px;background:#eef}"), f"""<div id="header">Orchard Forums</div><div class="menu">{links(["Forum index", "FAQ", "Search", "Members", "Register", "Login"], "<a href=#>{w}</a>", " | ")}</div><div class="crumbs">Forum index » Apples and pears » Fruit talk</div><h2>{e(a.title)}</h2><div class="pagination">Page 1 of 2 [ 17 posts ] <a href="#">Next</a></div>
<table class="thread">{first}{comments(s, 8, post)}</table><div class="online">Who is online: Users browsing this forum: old_salt and 3 guests</div><div class="perm">You cannot post new topics in this forum. You cannot reply to topics in this forum. You cannot edit your posts in this forum.</div><div class="jump">Jump to: <select><option>Apples and pears</option><option>Stone fruit</option></select></div><div id="foot">Powered by a board that has seen everything. All times are UTC + 1 hour.</div>""")


@page("journal", "science", told="title published outlet", refs=True)
def journal(a, s):
    st = dict(h2='<h2 class="c-article-section__title js-section-title">{}</h2>', refs='<ol class="c-article-references">{}</ol>', ref='<li class="c-article-references__item"><p class="c-article-references__text">{}</p><p class="c-article-references__links"><a>Article</a> <a>Google Scholar</a></p></li>',
              table='<div class="c-article-table"><table class="data last-table"><tbody>{}</tbody></table></div>', tablecaption='<div class="c-article-table__caption"><b>{}</b></div><a class="c-article__pill-button">Full size table</a>')
    authors = links(a.byline.split("; "), '<li class="c-article-author-list__item"><a href="#">{w}</a><sup>{n}</sup></li>')
    metas = "".join(f'<meta name="citation_author" content="{e(n)}">' for n in a.byline.split("; ")) + f'<meta name="citation_title" content="{e(a.title)}"><meta name="citation_journal_title" content="{a.outlet}"><meta name="citation_publication_date" content="2025/06/30"><meta name="dc.date" content="2025-06-30">'
    return document(a, head(a, s, meta=False, css=NEWS_CSS, extra=metas), f"""<header><a href="/">{a.outlet}</a><ul>{links(["View all journals", "Search", "Log in", "Explore content", "About the journal", "Publish with us", "Sign up for alerts"])}</ul></header><nav class="c-breadcrumbs"><ol>{links(["journals", "annals", "articles", "article"])}</ol></nav>
<div class="u-container"><main class="c-article-main-column" id="content"><article><div class="c-article-header"><ul class="c-article-identifiers"><li>Article</li><li>Open access</li><li>Published: <time datetime="2025-06-30">30 June 2025</time></li></ul><h1 class="c-article-title">{e(a.title)}</h1><ul class="c-article-author-list">{authors}</ul><p class="c-article-info-details"><i>{a.outlet}</i> <b>9</b>, Article number: 118 (2025)</p><div class="c-article-metrics-bar"><p>4114 Accesses</p><p>3 Citations</p><p>212 Altmetric</p><p>Metrics details</p></div></div>
<div class="c-article-body">{body(a, s, st, call="<sup>{n}</sup>")}</div><section><h2>Author information</h2><h3>Authors and Affiliations</h3><ol><li><p>Department of Field Ecology, University of Ostrava Minor</p></li></ol><h3>Corresponding author</h3><p>Correspondence to L. Achebe-Moran.</p></section><section><h2>Ethics declarations</h2><h3>Competing interests</h3><p>The authors declare no competing interests.</p></section><section><h2>Rights and permissions</h2><p>This article is licensed under a licence that permits use, sharing and reproduction in any medium, as long as you give appropriate credit. Reprints and permissions.</p></section><section><h2>About this article</h2><h3>Cite this article</h3><p>Achebe-Moran, L. et al. Ann Urban Field Ecol 9, 118 (2025).</p><ul><li>Received 2 December 2024</li><li>Accepted 4 June 2025</li><li>Published 30 June 2025</li></ul></section></article></main>
<aside class="c-article-extras"><a href="#">Download PDF</a><h3>Associated content</h3>{cards(s, 2, "<div><a href=#>{h}</a><p>{t}</p></div>")}<h3>Sections</h3><ul>{links([plain(t) for k, t in a.blocks if k == "h2"])}</ul><div class="ad">{s.ads[0]}</div></aside></div><footer><p>{a.outlet} ISSN 0000-0118 (online)</p><ul>{links(s.footer)}</ul></footer>""")


@page("jsonld-body", "ferry", without=("row", "note"))
def jsonld_body(a, s):
    st = dict(p='<div class="ArticleParagraph_root__4mszW"><div class="RichText">{}</div></div>', h2='<div class="Subhead_root">{}</div>')
    return document(a, head(a, s, jsonld=True, body_in_jsonld=True, css=NEWS_CSS), f"""<div id="app"><div class="Masthead">{links(s.nav, "<a href=#>{w}</a>", " ")}</div><div class="Layout"><div class="Col1">{cards(s, 3, '<div class="Tile"><b>{h}</b><p>{t}</p></div>')}</div><div class="Col2"><h1>{e(a.title)}</h1>{deck(a, '<div class="Dek">{}</div>')}<div class="Meta">{a.byline} • Mar 11, 2026</div>
{body(a, s, st, [(3, f'<div class="Inline"><b>Read more:</b> {cards(s, 1, "<a href=#>{h}</a>")}</div>'), (6, f'<div class="Slot">{s.ads[1]}</div>')])}<div class="Tags">{links(s.tags, "<a href=#>{w}</a>", " ")}</div></div><div class="Col3"><b>{s.most[1]}</b>{cards(s, 6, '<div class="Tile"><b>{h}</b><p>{t}</p></div>')}</div></div><div class="Foot">{links(s.footer, "<a href=#>{w}</a>", " ")}<p>{s.legal}</p></div></div>""")


@page("bare", "interview", told="title")
def bare(a, s):
    return f"""<h1>{e(a.title)}</h1><p><i>Jonas Tremaine, February 2026</i></p>{deck(a)}{body(a, s)}<p>[ <a href="index.html">back to the index</a> | <a href="p31.html">next page</a> | <a href="mailto:web@weir.example">write to us</a> ]</p>"""


@page("h1-outside", "orchard")
def h1_outside(a, s):
    return document(a, head(a, s, css=NEWS_CSS), f"""<header>{nav(s)}</header><div class="hero" style="background:#345;color:#fff;padding:3em"><span>Long read</span><h1>{e(a.title)}</h1>{deck(a, '<p class="hero-sub">{}</p>')}<p>Words by {a.byline}. Pictures by Piet Oduya. 4 October 2025</p></div>
<div class="two"><div class="rail"><p>Share</p>{links(s.share[:5], "<a href=#>{w}</a>")}</div><div class="text">{body(a, s, None, [(4, f'<div class="drop">{e(pull(a, 1))}</div>'), (8, f'<div class="support">{s.promo[2]} <a href="#">Support us</a></div>')])}</div></div><div class="next"><h2>{s.most[3]}</h2>{cards(s, 3, '<article><h3><a href="#">{h}</a></h3><p>{t}</p></article>')}</div><footer><p>{s.legal}</p></footer>""")


@page("split", "levee")
def split(a, s):
    parts, size = [], 6
    blocks = [b for b in a.blocks if b[0] != "deck"]
    cuts = [0] + [n for n in range(size, len(blocks)) if blocks[n][0] in ("p", "h2") and blocks[n - 1][0] == "p" and n % 4 == 0] + [len(blocks)]
    for begin, end in zip(cuts, cuts[1:]):
        parts.append(f'<section class="storyText"><div class="col-a">{body(Article(a.meta, blocks[begin:end]), s, skip=())}</div></section>')
    between = iter([f'<div class="AdWrap"><p>{s.ads[0]}</p></div>', f'<section class="promoList"><h4>{s.most[2]}</h4>{cards(s, 2, "<p><a href=#>{h}</a></p>")}</section>', f'<section class="supportBox"><h4>Stand with us</h4><p>{s.promo[2]}</p></section>'] * 5)
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""<header>{nav(s)}</header><div class="storyTop"><h1>{e(a.title)}</h1>{deck(a, "<h2>{}</h2>")}<p>{a.byline} | 19 January 2026</p></div><div class="storyBody">{"".join(p + next(between) for p in parts)}</div><section class="storyAfter"><h2>{s.most[7]}</h2>{cards(s, 8, "<div class=recirc><h3>{h}</h3><p>{t}</p></div>")}</section><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer>""")


@page("standfirst", "freibad", without=("row",))
def standfirst(a, s):
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""<header>{nav(s)}</header><main><div class="headline-wrapper"><h1>{e(a.title)}</h1></div><div class="standfirst-wrapper" data-gu-name="standfirst">{deck(a, "<div><p>{}</p></div>")}</div><div class="meta-wrapper" data-gu-name="meta"><address>{a.byline}</address><details><summary>Mi., 6. Mai 2026</summary>Zuletzt geändert um 9.14 Uhr</details>{links(s.share, "<a href=#>{w}</a>")}</div>
<div class="media-wrapper"><figure><img src="/img/88.jpg" alt=""></figure></div><div class="body-wrapper" data-gu-name="body"><div id="maincontent" class="article-body-viewer"><p>{body(a, s, None, [(3, f'<figure class="rich-link"><div><span>{s.most[2]}</span> {cards(s, 1, "<a href=#>{h}</a>")} <span>Weiterlesen</span></div></figure>'), (6, f'<gu-island name="Newsletter"><div><h3>Der Morgen</h3><p>{s.newsletter}</p></div></gu-island>')])[3:]}</div>
<div class="submeta"><p>Themen dieses Artikels</p><ul>{links(s.tags)}</ul></div></div></main><section>{cards(s, 5)}</section><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer>""")


@page("thread", "interview", without=("deck",))
def thread(a, s):
    return document(a, head(a, s, css=NEWS_CSS), f"""<div class="nav">{links(s.nav, "<a href=#>{w}</a>", " ")}</div><div class="columns"><section class="left"><h1>{e(a.title)}</h1><p class="by">{a.byline}, 20 February 2026</p>{body(a, s)}</section>
<section class="right"><h2>What you say</h2>{comments(s, 13, '<div class="entry"><p class="who">{w}</p><p>{t}</p></div>')}{comments(s, 9, '<div class="entry reply"><p class="who">{w} <span>(again)</span></p><p>{t}</p></div>')}</section></div><div class="foot">{s.legal}</div>""")


@page("consent", "orchard")
def consent(a, s):
    wall = "".join(f"<p>{t}</p>" for t in s.cookie_long)
    vendors = "".join(f"<li><h4>{n} Media Ltd.</h4><p>Purposes: store and access information, select basic ads, measure performance. Retention: {90 + i * 30} days. Legitimate interest: yes.</p></li>" for i, n in enumerate(["Adlark", "Bidwell", "Clickstone", "Dataferry", "Eyebright", "Funnelweb"]))
    return document(a, head(a, s, css=NEWS_CSS), f"""<div class="qc-cmp2-container"><div class="qc-cmp2-main" role="dialog" aria-modal="true"><h2>Before you continue</h2>{wall}<ul>{vendors}</ul><button>Accept all</button><button>Reject all</button><button>Settings</button></div></div><div class="site"><div class="bar">{links(s.nav, "<a href=#>{w}</a>", " ")}</div>
<div class="article-wrap"><h1>{e(a.title)}</h1>{deck(a)}<div class="credit-line">{a.byline} — 4 October 2025</div><div class="story">{body(a, s, None, [(6, f'<div class="box">{s.newsletter}</div>')])}</div></div><div class="foot">{links(s.footer, "<a href=#>{w}</a>", " ")} {s.legal}</div></div>""")


@page("short", "short")
def short(a, s):
    return document(a, head(a, s, css=NEWS_CSS), f"""<header>{nav(s)}</header><div class="grid"><div class="hero-teasers">{cards(s, 3, '<div class="teaser"><h2>{h}</h2><p>{t}</p></div>')}</div><div class="item"><h1>{e(a.title)}</h1><span class="date">10 March 2026, 12.20</span>{body(a, s)}<span class="abbr">(bt)</span></div><div class="more"><h3>{s.most[10]}</h3>{cards(s, 12, '<div class="teaser"><h3>{h}</h3><p>{t}</p></div>')}</div></div><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer>""")


@page("arabic", "wells")
def arabic(a, s):
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS + "body{direction:rtl}"), f"""<header>{nav(s)}<div>{links(s.user, "<a href=#>{w}</a>", " ")}</div></header><div class="cookie"><p>{s.cookie}</p></div><main><article><h1>{e(a.title)}</h1>{deck(a)}<div class="byline">{a.byline}</div><time datetime="{a.date}">15 كانون الثاني 2026</time><ul class="share">{links(s.share)}</ul>
{body(a, s, None, [(3, f'<div class="box"><b>{s.most[2]}</b>{cards(s, 1, "<a href=#>{h}</a>")}</div>'), (6, f'<div class="ad">{s.ads[1]}</div>')])}<ul class="tags">{links(s.tags)}</ul></article><aside><h2>{s.most[0]}</h2>{cards(s, 4)}</aside></main><section class="comments">{comments(s, 2, "<div><b>{w}</b><p>{t}</p></div>")}</section><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer>""")


@page("arabic-divs", "wells", without=("note",), told="title")
def arabic_divs(a, s):
    st = dict(p='<div class="wysiwyg"><span dir="rtl" lang="AR-SA" style="font-size:14.0pt">{}</span></div>', h2='<div class="wysiwyg"><b><span dir="rtl">{}</span></b></div>', quote='<div class="qt"><span>{}</span></div>')
    return document(a, head(a, s, og=False, meta=False, css="body{font:16px Tahoma}"), f"""<div id="mn">{links(s.nav, "<a href=#>{w}</a>", " | ")}</div><div id="rt">{cards(s, 4, '<div class="nw"><a href="#">{h}</a><div>{t}</div></div>')}</div><div id="dt"><div class="ttl">{e(a.title)}</div><div class="dt1">الخميس، 15 كانون الثاني 2026 - {a.byline}</div>{deck(a, '<div class="sm">{}</div>')}<div class="img"><img src="/img/2.jpg"></div>
{body(a, s, st)}<div class="sh">{links(s.share, "<span>{w}</span>", " ")}</div></div><div id="ft">{links(s.footer, "<a href=#>{w}</a>", " | ")}<br>{s.legal}</div>""")


@page("chinese", "bus", without=("deck",))
def chinese(a, s):
    st = dict(p="<p>　　{}</p>", h2="<p>　　<strong>{}</strong></p>", quote="<p>　　{}</p>", figure='<p align="center"><img src="/img/{n}.jpg"></p><p align="center" class="pic-desc">{caption}</p>')
    return document(a, head(a, s, og=False, css=NEWS_CSS, extra=f'<meta property="og:title" content="{a.title}"><meta property="article:published_time" content="{a.date}"><meta property="og:site_name" content="{a.outlet}">'), f"""<div class="top-nav">{links(s.nav, "<a href=#>{w}</a>", " ")}</div><div class="path">首页 &gt; 本地 &gt; 正文</div><div class="main-content w1240"><h1 class="main-title">{e(a.title)}</h1><div class="top-bar"><div class="date-source"><span class="date">2026年04月02日 08:00</span> <a class="source" href="#">{a.outlet}</a></div><div class="page-tools">{links(s.share, "<span>{w}</span>")}</div></div>
<div class="article-content clearfix"><div class="article-content-left"><div class="article" id="article">{body(a, s, st, [(5, f'<div class="otherContent">{s.ads[0]}</div>')])}<p class="show_author">责任编辑：{a.byline}</p></div><div class="keywords"><span>文章关键词：</span>{links(s.tags, "<a href=#>{w}</a>")}</div><div class="article-notice">我要反馈 保存网页 {s.legal}</div></div><div class="article-content-right">{cards(s, 5, '<div class="blk"><a href="#">{h}</a><p>{t}</p></div>')}</div></div></div><div class="footer">{links(s.footer, "<a href=#>{w}</a>", " | ")}</div>""")


@page("windows-1252", "freibad", encoding="windows-1252", told="title")
def windows_1252(a, s):
    return document(a, head(a, s, og=False, meta=False, charset="windows-1252", css=NEWS_CSS), f"""<div id="navi"><ul>{links(s.nav)}</ul></div><div id="inhalt"><div class="artikel"><p class="dachzeile">Lahrbach</p><h1>{e(a.title)}</h1>{deck(a, '<p class="vorspann">{}</p>')}<p class="autor">von {a.byline}</p>{body(a, s)}<p class="seitenfuss"><a href="#">nach oben</a></p></div></div><div id="rechts"><h4>{s.most[3]}</h4>{cards(s, 4, "<p><b>{h}</b><br>{t}</p>")}</div><div id="fuss">{links(s.footer, "<a href=#>{w}</a>", " | ")}<br>{s.legal}</div>""")


@page("shift-jis", "lang:japanese", encoding="cp932", told="title")
def shift_jis(a, s):
    return document(a, head(a, s, og=False, meta=False, charset="Shift_JIS", css=NEWS_CSS), f"""<div id="gnavi"><ul>{links(s.nav)}</ul></div><div id="topicpath">ホーム &gt; 地域 &gt; 記事</div><div id="main"><h1 class="midashi">{e(a.title)}</h1><p class="hiduke">2026年2月3日 10時00分 {a.byline}</p><div class="honbun">{body(a, s, dict(p="<p>　{}</p>"))}</div><div class="tools">{links(s.share, "<a href=#>{w}</a>", " ")}</div></div><div id="side"><h2>{s.most[0]}</h2>{cards(s, 3, "<dl><dt><a href=#>{h}</a></dt><dd>{t}</dd></dl>")}</div><div id="footer">{links(s.footer, "<a href=#>{w}</a>", " | ")}<p>{s.legal}</p></div>""")


@page("koi8-r", "lang:russian", encoding="koi8-r", told="title")
def koi8_r(a, s):
    a.meta["outlet"] = "Журавлинские вести"
    return f"""<html><head><title>{a.title}</title><meta http-equiv="content-type" content="text/html; charset=koi8-r"></head><body><div class="menu"><a href="#">Главная</a> <a href="#">Новости</a> <a href="#">Район</a> <a href="#">Объявления</a> <a href="#">Контакты</a></div><div class="news"><h2>{a.title}</h2><div class="d">03.02.2026 | просмотров: 118</div><div class="txt">{body(a, s)}</div><div class="src">Текст: {a.byline}</div></div><div class="other"><b>Читайте также</b><ul><li><a href="#">Паром встал на ремонт до мая</a></li><li><a href="#">В школе открыли кружок радио</a></li><li><a href="#">Снегоуборщик застрял в снегу</a></li></ul></div><div class="copy">Все права защищены. При перепечатке ссылка обязательна.</div></body></html>"""


@page("lazy", "ferry")
def lazy(a, s):
    st = dict(figure='<figure class="lazy-figure"><div class="lazy-ph" data-src="/img/{n}.jpg"></div><noscript><img src="/img/{n}.jpg" alt="The boat at the quay in the evening"><p>Picture: {credit}</p></noscript><figcaption>{caption}<cite>{credit}</cite></figcaption></figure>')
    ph = '<div class="skeleton" aria-busy="true">Loading…</div><noscript><div class="fallback"><p>{}</p></div></noscript>'
    inserts = [(2, ph.format("To see this map, please turn on JavaScript in your browser or open the page in our app.")), (4, ph.format(s.ads[1])), (7, ph.format(s.newsletter))]
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS, extra="<noscript><style>.skeleton{display:none}</style></noscript>"), f"""<noscript><div class="nojs">This page works better with JavaScript. Some functions, such as comments, maps and sharing, are not available without it.</div><img height="1" width="1" src="/pixel.gif"></noscript><header>{nav(s)}</header><main><article class="a"><h1>{e(a.title)}</h1>{deck(a)}<p class="byline">{a.byline}</p>
<div class="a-body">{body(a, s, st, inserts)}</div></article><aside data-lazy="true"><noscript>{cards(s, 4)}</noscript></aside></main><div id="comments" data-lazy><noscript><p>Please enable JavaScript to view the comments.</p></noscript></div><footer><p>{s.legal}</p></footer>""")


@page("components", "orchard")
def components(a, s):
    st = dict(p="<ds-paragraph><p>{}</p></ds-paragraph>", h2='<ds-heading level="2"><h2>{}</h2></ds-heading>', quote="<ds-quote><p>{}</p></ds-quote>", figure='<ds-figure><img slot="media" src="/img/{n}.jpg"><span slot="caption">{caption}</span><span slot="credit">{credit}</span></ds-figure>')
    shadow = '<template shadowrootmode="open"><style>:host{display:block}</style><slot name="media"></slot><slot></slot><div class="label">Open in gallery</div></template>'
    return document(a, head(a, s, jsonld=True, css="body{font:18px Georgia;margin:0}"), f"""<ds-app><ds-masthead>{links(s.nav, "<ds-link href=#>{w}</ds-link>", " ")}</ds-masthead><ds-page><ds-hero><h1 slot="title">{e(a.title)}</h1>{deck(a, '<ds-text slot="intro">{}</ds-text>')}<ds-byline slot="meta">{a.byline}</ds-byline></ds-hero>
<ds-story>{body(a, s, st, [(3, f'<ds-recirc><ds-card>{cards(s, 1, "<b>{h}</b><span>{t}</span>")}</ds-card></ds-recirc>'), (7, f'<ds-ad label="{s.ads[0]}"><span>{s.ads[0]}</span></ds-ad>')]).replace("<ds-figure>", "<ds-figure>" + shadow)}</ds-story><ds-author-card><p>{a.byline} {s.bio}</p></ds-author-card><ds-carousel>{cards(s, 6, "<ds-card><h3>{h}</h3><p>{t}</p></ds-card>")}</ds-carousel></ds-page><ds-footer><p>{s.legal}</p></ds-footer></ds-app>""")


@page("scripts", "levee", without=("row",))
def scripts(a, s):
    svg = '<svg viewBox="0 0 600 200" role="img"><title>Gauge at Oster Bridge</title><desc>A line that climbs from left to right</desc><text x="10" y="20">Metres above zero of the gauge</text><text x="10" y="190">28 November</text><text x="500" y="190">2 December</text><path d="M10 180L590 30" stroke="#06c" fill="none"/></svg>'
    state = json.dumps({"articles": {str(n): {"headline": h, "summary": t, "paragraphs": [t] * 6} for n, (h, t) in enumerate(s.teasers)}})
    return document(a, head(a, s, css=NEWS_CSS, extra="<script>window.dataLayer=[];function gtag(){dataLayer.push(arguments)}</script>"), f"""<script>window.__STATE__={state}</script><header>{nav(s)}</header><div class="frame"><h1>{e(a.title)}</h1>{deck(a)}<p class="byline">{a.byline}</p><div class="flow">{body(a, s, None, [(2, "<div class='graphic'>" + svg + "</div><script>document.write('<!-- ' + 'chart' + ' -->')</script>"), (5, "<style>.x:after{content:'This is not text'}</style><script type='text/template'><div><h3>{{title}}</h3><p>{{teaser}} and many more words that nobody should ever see in an article</p></div></script>")])}</div></div>
<script>var tpl="<p>The quick brown text inside of a script, which ends soon.</p>";if(a<b&&c>d){{}}</script><footer><p>{s.legal}</p></footer><iframe srcdoc="&lt;p&gt;An advertisement in a frame&lt;/p&gt;"></iframe>""")


@page("broken", "interview", told="title")
def broken(a, s):
    st = dict(p="<p>{}", q="<p><b>{}</b>")
    return f"""<html><title>{e(a.title)}</title><body><div id=top><ul>{links(s.some("nav", 8), "<li><a href=x{n}.html>{w}</a>")}</ul></div></div><div id=c><h1>{e(a.title)}</h2>{deck(a, "<p><i>{}</i>")}<p>Interview: {a.byline}
<div class=txt>{body(a, s, st, [(4, f"<p align=center><font size=1>{s.ads[0]}</center></font>"), (7, "</span><!-- end of first column ->-->")])}</div></article><div class=bottom><h4>{s.most[4]}<ul>{cards(s, 4, "<li><a href=#>{h}<br><small>{t}")}</ul><table><tr><td>{links(s.footer, "<a href=#>{w}", " | ")}<tr><td>{s.legal}</table>"""


@page("invisible", "ferry")
def invisible(a, s):
    c = lambda n: s.comments[n][1]
    hidden = f'<div style="display: none"><p>{c(4)}</p><p>{c(6)}</p><p>{s.cookie_long[1]}</p></div>'
    inserts = [(2, f'<div hidden><p>{s.teasers[0][1]}</p><p>{s.teasers[1][1]}</p></div>'), (4, f'<div aria-hidden="true" style="visibility:hidden;height:0"><p>{s.paywall}</p></div>'), (6, f'<p class="visually-hidden" style="position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden">End of the advertisement. The article goes on here.</p>'), (7, f"<template><p>{s.cookie_long[2]}</p></template>")]
    return document(a, head(a, s, css=NEWS_CSS + ".sr{display:none}"), f"""{hidden}<dialog><h2>Log in to save</h2><p>{s.promo[1]}</p></dialog><header>{nav(s)}<div class="mega" style="display:none">{cards(s, 8)}</div></header><main><article><h1>{e(a.title)}</h1>{deck(a)}<p class="byline">{a.byline}</p><div class="content">{body(a, s, None, inserts)}</div></article><aside hidden>{cards(s, 6)}</aside></main><footer><details><summary>Legal</summary><p>{s.legal}</p></details></footer>""")


@page("sidenotes", "levee")
def sidenotes(a, s):
    st = dict(notes='<div class="endnotes" role="doc-endnotes"><hr><ol>{}</ol></div>', note='<li id="fn:{n}" role="doc-endnote"><p>{} <a href="#fnref:{n}" class="footnote-backref" role="doc-backlink">↩︎</a></p></li>')
    return document(a, head(a, s, css="body{font:18px/1.5 et-book,Palatino;max-width:60em;margin:auto}p{max-width:38em}"), f"""<header class="site-head"><a href="/">Open Floodplain Project</a> · <a href="#">Notes</a> · <a href="#">About</a> · <a href="#">Feed</a></header><main class="post"><h1>{e(a.title)}</h1>{deck(a, '<p class="subtitle">{}</p>')}<p class="post-meta">19 Jan 2026 · {a.byline} · 1,100 words</p>{body(a, s, st, call='<sup id="fnref:{n}" role="doc-noteref"><a href="#fn:{n}" class="footnote-ref">{n}</a></sup>')}<p class="tags">#rivers #inspection</p></main><nav class="pn"><a href="#">← Older: {s.teaser()[0]}</a> <a href="#">Newer: {s.teaser()[0]} →</a></nav><footer>Built with a static site generator. Text under a free licence.</footer>""")


@page("definitions", "interview")
def definitions(a, s):
    st = dict(q="<dt>{}</dt>", p="<dd>{}</dd>")
    inner = body(a, s, st).replace("<dd>", '<p class="intro">', 1).replace("</dd>", "</p><dl>", 1)
    return document(a, head(a, s, css=NEWS_CSS), f"""<header>{nav(s)}</header><main><div class="entry"><h1>{e(a.title)}</h1>{deck(a)}<p class="byline">Questions: {a.byline}</p>{inner}</dl></div><aside><dl class="facts"><dt>Opening hours</dt><dd>Monday to Friday, 9 to 5</dd><dt>Telephone</dt><dd>555 0117</dd><dt>Parking</dt><dd>Behind the weir, if you are early</dd></dl>{cards(s, 3)}</aside></main><footer><p>{s.legal}</p></footer>""")


@page("nested-lists", "levee", without=("row",))
def nested_lists(a, s):
    made = body(a, s)
    def nest(match):
        items = re.findall(r"<li>(.*?)</li>", match.group(2), re.S)
        return f"<{match.group(1)}><li>{items[0]}<ul><li>{items[1]}</li>" + "".join(f"<li>{i}</li>" for i in items[2:]) + f"</ul></li></{match.group(1)}>"
    made = re.sub(r"<(ul|ol)>((?:<li>(?:(?!</li>).)*</li>)+)</\1>", nest, made, flags=re.S, count=2)
    return document(a, head(a, s, css=NEWS_CSS), f"""<header><ul>{"".join(f"<li><a href=#>{w}</a><ul>{cards(s, 2, '<li><a href=#>{h}</a></li>')}</ul></li>" for w in s.nav[:6])}</ul></header><div class="doc"><h1>{e(a.title)}</h1>{deck(a)}<p class="byline">{a.byline}</p>{made}</div><div class="seealso"><h3>See also</h3><ul><li><a href="#">Rivers</a><ul><li><a href="#">Oster</a></li><li><a href="#">Varn</a></li></ul></li></ul></div><footer><p>{s.legal}</p></footer>""")


@page("figures", "orchard")
def figures(a, s):
    st = dict(figure='<figure class="gallery"><div class="slide"><picture><img src="/img/{n}.jpg" alt="An old man under an apple tree"></picture></div><button>Previous</button><span>1 / 5</span><button>Next</button><figcaption><span class="caption-text">{caption}</span> <span class="photographer"><span class="label">Images:</span> <span class="name">Piet Oduya / Lantern Pictures</span></span> <button class="buy">Buy this picture</button></figcaption></figure>')
    extra = '<figure class="wide"><img src="/img/{}.jpg" alt=""><figcaption><small class="credit">Piet Oduya / Lantern Pictures</small></figcaption></figure>'
    return document(a, head(a, s, css=NEWS_CSS), f"""<header>{nav(s)}</header><main><article><h1>{e(a.title)}</h1>{deck(a)}<p class="byline">{a.byline}</p>{body(a, s, st, [(4, extra.format(7)), (6, extra.format(8)), (9, '<figure class="media-video"><div class="poster"></div><figcaption>Video: <span>2:14</span> <span class="credit">Lantern TV</span></figcaption></figure>')])}</article></main><div class="lightbox"><figure><img src="/img/1.jpg"><figcaption>© Piet Oduya 2025. All rights reserved.</figcaption></figure></div><aside>{cards(s, 4, '<figure class="teaser"><img src="/img/{n}.jpg"><figcaption><h4>{h}</h4><p>{t}</p></figcaption></figure>')}</aside><footer><p>{s.legal}</p></footer>""")


@page("next-story", "ferry", without=("note",))
def next_story(a, s):
    other = load("short")
    return document(a, head(a, s, jsonld=True, css=NEWS_CSS), f"""<header>{nav(s)}</header><main><div class="infinite"><article class="story current" data-url="{address(a)}"><h1>{e(a.title)}</h1>{deck(a)}<p class="byline">{a.byline}</p><div class="story-body">{body(a, s, None, [(5, f'<div class="ad">{s.ads[0]}</div>')])}</div></article><div class="divider">Up next</div>
<article class="story" data-url="/2026/03/10/lost-swan.html"><h1>{e(other.title)}</h1><p class="byline">{other.byline}</p><div class="story-body">{body(other, s)}</div></article><article class="story teaser-only">{cards(s, 1, "<h1>{h}</h1><p>{t}</p>")}<button>Read on</button></article></div></main><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer>""")


@page("reader-text", "orchard", without=("caption", "deck"), told="title")
def reader_text(a, s):
    lines = body(a, s, dict(p="{}\n", h2="{}\n", quote="{}\n", ol="{}", li="{}\n"), link='<a href="/t/{n}">')
    return document(a, head(a, s, og=False, meta=False, css=NEWS_CSS + ".pre{white-space:pre-wrap}"), f"""<div class="tabs">{links(["Search", "Browse", "My folder (0)", "Alerts", "Sign out"], "<a href=#>{w}</a>", " | ")}</div><div class="hits">Result 3 of 118 <a href="#">Previous</a> <a href="#">Next</a> <a href="#">Back to results</a></div><table class="fields"><tr><th>Source</th><td>{a.outlet}</td></tr><tr><th>Date</th><td>4 October 2025</td></tr><tr><th>Section</th><td>Features, page 14</td></tr></table><h2>{e(a.title)}</h2><div class="pre">{lines}</div><div class="cite">Cite | E-mail | Print | Save to folder | Copyright of the publisher. May not be copied or e-mailed to multiple sites without permission.</div><div class="facets"><b>Subjects</b> {links(["APPLES", "POSTAL SERVICE", "VALLEYS"], "<a href=#>{w}</a>", "; ")}</div>""")


# Without an article.

@page("no-home", None)
def no_home(a, s):
    blocks = "".join(f'<section><h2>{w}</h2>{cards(s, 5, "<article><h3><a href=#>{h}</a></h3><p>{t}</p></article>")}</section>' for w in s.nav[1:7])
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Brannock Tide | News from the coast</title><meta property="og:type" content="website"><style>{NEWS_CSS}</style></head><body><header>{nav(s, 20)}</header><main>{blocks}<aside><h2>{s.most[0]}</h2><ol>{cards(s, 8, "<li><a href=#>{h}</a></li>")}</ol></aside></main><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer></body></html>"""


@page("no-search", None)
def no_search(a, s):
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Search results for “ferry” | Brannock Tide</title><style>{NEWS_CSS}</style></head><body><header>{nav(s)}</header><main><div><form><input value="ferry"><button>Search</button></form><p>214 results for ferry, sorted by date</p><ul>{links(["All", "Articles", "Pictures", "Videos"])}</ul>{cards(s, 10, '<div class="result"><h3><a href="#">{h}</a></h3><p>11 March 2026 … {t} …</p><cite>brannock-tide.example/{n}</cite></div>')}<div class="pages">{links("1 2 3 4 5 Next".split(), "<a href=#>{w}</a>", " ")}</div></div></main><footer><p>{s.legal}</p></footer></body></html>"""


@page("no-login", None)
def no_login(a, s):
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Sign in | Brannock Tide</title><style>{NEWS_CSS}</style></head><body><header><a href="/">Brannock Tide</a></header><main><form><h1>Sign in to continue reading</h1><label>E-mail <input></label><label>Password <input type="password"></label><button>Sign in</button><a href="#">Forgot your password?</a><p>No account yet? Register in a minute and read three articles a month for nothing.</p></form><div class="offer"><h2>Or choose a subscription</h2><ul><li>Digital: €11.90 a month</li><li>Weekend: €19.90 a month</li><li>All: €34.90 a month</li></ul><p>{s.paywall}</p></div></main><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer></body></html>"""


@page("no-404", None)
def no_404(a, s):
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Page not found | Brannock Tide</title><style>{NEWS_CSS}</style></head><body><header>{nav(s)}</header><main><div><h1>404</h1><p>The page you are looking for has sailed. It may have been moved, renamed or withdrawn.</p><form><input placeholder="Search"></form><h2>{s.most[0]}</h2><ul>{cards(s, 6, "<li><a href=#>{h}</a></li>")}</ul></div></main><footer><ul>{links(s.footer)}</ul><p>{s.legal}</p></footer></body></html>"""


# Most shapes once more with another article and other surroundings, so that none is met by accident.
OTHER = dict(ferry="orchard", orchard="levee", levee="ferry")
QUESTIONS = ("bare", "font-br", "broken", "thread")
for one in PAGES[:]:
    if one.source in OTHER or one.name in QUESTIONS:
        PAGES.append(Page(one.name + "-2", one.function, OTHER.get(one.source, "ferry"), one.without, one.encoding, one.told, one.refs))
