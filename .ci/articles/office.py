"""Writes the articles as flat OpenDocument files — title style, running head, page number, two columns, footnotes, captions in
frames, tables, lists, quotations — and has LibreOffice make DOCX, ODT, RTF, PDF and EPUB of them."""
import base64
import html
import os
import re
import shutil
import struct
import subprocess
import zlib

from articles import caption, cells, groups, load

NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}"' for name, of in [
    ("office", "office:1.0"), ("style", "style:1.0"), ("text", "text:1.0"), ("table", "table:1.0"), ("draw", "drawing:1.0"),
    ("fo", "xsl-fo-compatible:1.0"), ("svg", "svg-compatible:1.0"), ("meta", "meta:1.0")]) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"')

LANGUAGES = dict(en=("en", "GB"), de=("de", "DE"), ar=("ar", "EG"), zh=("zh", "CN"))


def png(width=320, height=180, seed=0):
    """A picture: a sky, a line, some noise of a gradient."""
    rows = b""
    for y in range(height):
        rows += b"\0" + bytes(v for x in range(width) for v in ((90 + y // 2 + seed * 7) % 256, (120 + x // 4) % 256, 200 - y // 2))
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def span(text, notes):
    text = html.escape(text, quote=False)
    text = re.sub(r"\[\[(.+?)\]\]", r'<text:a xlink:type="simple" xlink:href="https://www.example.org/count">\1</text:a>', text)
    text = re.sub(r"(?<!\w)_(.+?)_(?!\w)", r'<text:span text:style-name="Slanted">\1</text:span>', text)

    def note(match):
        number = match.group(1)
        return (f'<text:note text:id="ftn{number}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
                f'<text:note-body><text:p text:style-name="Footnote">{html.escape(notes[number], quote=False)}</text:p></text:note-body></text:note>')

    return re.sub(r"\{(\d+)\}", note, text)


def flat(a, columns=1, hyphens=False):
    """The article as .fodt."""
    notes = dict(t.split(" ", 1) for k, t in a.blocks if k == "note")
    out, previous, count = [], "", 0
    for kind, texts in groups([b for b in a.blocks if b[0] not in ("note", "deck")]):
        made = [span(t, notes) for t in texts]
        if kind in ("p", "q", "quote", "h2", "h3"):
            style = {"p": "Text_20_body", "q": "Question", "quote": "Quotations"}.get(kind)
            out.append(f'<text:p text:style-name="{style}">{made[0]}</text:p>' if style else
                       f'<text:h text:style-name="Heading_20_{kind[1]}" text:outline-level="{kind[1]}">{made[0]}</text:h>')
        elif kind in ("li", "oli"):
            style = "Bullets" if kind == "li" else "Numbers"
            items = "".join(f'<text:list-item><text:p text:style-name="List_20_Contents">{m}</text:p></text:list-item>' for m in made)
            out.append(f'<text:list text:style-name="{style}">{items}</text:list>')
        elif kind == "ref":
            out += [f'<text:p text:style-name="Text_20_body">{m}</text:p>' for m in made]
        elif kind == "row":
            rows = "".join("<table:table-row>" + "".join(
                f'<table:table-cell table:style-name="Cell" office:value-type="string"><text:p text:style-name="Table_20_Contents">{c}</text:p></table:table-cell>'
                for c in cells(m)) + "</table:table-row>" for m in made)
            out.append(f'<table:table table:name="T{len(out)}" table:style-name="Table"><table:table-column table:number-columns-repeated="{len(cells(made[0]))}"/>{rows}</table:table>')
        elif kind == "caption":
            own, _ = caption(made[0])
            if previous == "row":
                out.append(f'<text:p text:style-name="Caption">{own}</text:p>')
            else:
                count += 1
                picture = base64.b64encode(png(seed=count)).decode()
                out.append(f'<text:p text:style-name="Text_20_body"><draw:frame draw:style-name="Frame" draw:name="Frame{count}" text:anchor-type="as-char" svg:width="7.4cm" draw:z-index="{count}">'
                           f'<draw:text-box fo:min-height="5cm"><text:p text:style-name="Caption"><draw:frame draw:style-name="Picture" draw:name="Picture{count}" text:anchor-type="as-char" svg:width="7.4cm" svg:height="4.16cm" draw:z-index="{count + 20}">'
                           f'<draw:image><office:binary-data>{picture}</office:binary-data></draw:image></draw:frame><text:line-break/>{own}</text:p></draw:text-box></draw:frame></text:p>')
        previous = kind
    deck = "".join(f'<text:p text:style-name="Subtitle">{span(t, notes)}</text:p>' for k, t in a.blocks if k == "deck")
    inner = "\n".join(out)
    if columns > 1:
        inner = f'<text:section text:style-name="Columns" text:name="Body">{inner}</text:section>'
    lang, country = LANGUAGES[a.lang]
    script = {"ar": 'style:writing-mode="rl-tb" fo:text-align="end"'}.get(a.lang, "")
    hyphen = 'fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"' if hyphens else ""
    justify = 'fo:text-align="justify"' if hyphens else ""
    e = html.escape
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{e(a.title)}</dc:title><meta:initial-creator>{e(a.byline)}</meta:initial-creator><dc:creator>{e(a.byline)}</dc:creator><meta:creation-date>{a.day}T08:00:00</meta:creation-date><dc:date>{a.day}T08:00:00</dc:date></office:meta>
<office:font-face-decls><style:font-face style:name="Serif" svg:font-family="'Noto Serif'"/><style:font-face style:name="CJK" svg:font-family="'Noto Serif CJK SC'"/><style:font-face style:name="Arabic" svg:font-family="'Noto Naskh Arabic'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties {script}/><style:text-properties style:font-name="Serif" style:font-name-asian="CJK" style:font-name-complex="Arabic" fo:font-size="11pt" style:font-size-asian="11pt" style:font-size-complex="12pt" fo:language="{lang if lang in ('en', 'de') else 'en'}" fo:country="{country if lang in ('en', 'de') else 'GB'}" style:language-asian="zh" style:country-asian="CN" style:language-complex="ar" style:country-complex="EG"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.2cm" fo:line-height="120%" {justify}/><style:text-properties {hyphen}/></style:style>
<style:style style:name="Question" style:family="paragraph" style:parent-style-name="Text_20_body"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold" style:font-weight-complex="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Heading" style:default-outline-level="2"><style:text-properties fo:font-size="14pt" style:font-size-asian="14pt" style:font-size-complex="15pt"/></style:style>
<style:style style:name="Heading_20_3" style:display-name="Heading 3" style:family="paragraph" style:parent-style-name="Heading" style:default-outline-level="3"><style:text-properties fo:font-size="12pt"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading"><style:text-properties fo:font-size="24pt" style:font-size-asian="24pt" style:font-size-complex="26pt"/></style:style>
<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.3cm"/><style:text-properties fo:font-size="14pt" style:font-size-asian="14pt" style:font-size-complex="15pt" fo:color="#444444"/></style:style>
<style:style style:name="Byline" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.4cm"/><style:text-properties fo:font-size="9pt" style:font-size-asian="9pt" style:font-size-complex="10pt"/></style:style>
<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-bottom="0.3cm"/><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="List_20_Contents" style:display-name="List Contents" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Table_20_Contents" style:display-name="Table Contents" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-top="0.1cm" fo:margin-bottom="0.3cm"/><style:text-properties fo:font-size="9pt" style:font-size-asian="9pt" style:font-size-complex="10pt" fo:font-style="italic"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:margin-left="0.4cm" fo:text-indent="-0.4cm"/><style:text-properties fo:font-size="9pt" style:font-size-asian="9pt" style:font-size-complex="10pt"/></style:style>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-size="8pt" style:font-size-asian="8pt" style:font-size-complex="9pt" fo:color="#666666"/></style:style>
<style:style style:name="Slanted" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Graphics" style:family="graphic"/>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>
<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.6cm"/></text:list-level-style-number></text:list-style>
<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm" {'style:writing-mode="rl-tb"' if a.lang == "ar" else ""}/><style:header-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-bottom="0.5cm"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
<style:style style:name="Columns" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.7cm"/></style:section-properties></style:style>
<style:style style:name="Frame" style:family="graphic" style:parent-style-name="Graphics"><style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline" fo:padding="0cm" fo:border="none"/></style:style>
<style:style style:name="Picture" style:family="graphic" style:parent-style-name="Graphics"><style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>
<style:style style:name="Table" style:family="table"><style:table-properties table:align="margins" fo:margin-bottom="0.3cm"/></style:style>
<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border="0.5pt solid #999999"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:header><text:p text:style-name="Header">{e(a.outlet)} — {e(a.title[:34])}</text:p></style:header><style:footer><text:p text:style-name="Header"><text:page-number text:select-page="current">1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>
<text:p text:style-name="Title">{e(a.title)}</text:p>
{deck}
<text:p text:style-name="Byline">{e(a.byline)}</text:p>
{inner}
</office:text></office:body></office:document>
"""


# Articles and how each is laid out: columns, hyphenation.
LAYOUTS = dict(ferry=(2, True), orchard=(1, False), levee=(1, True), interview=(1, False), science=(2, True), freibad=(2, True),
               wells=(1, False), bus=(1, False))
FILTERS = dict(docx="docx:MS Word 2007 XML", odt="odt:writer8", rtf="rtf:Rich Text Format", pdf="pdf:writer_pdf_Export", epub="epub:EPUB")


def make(folder, profile, say):
    """The files, as (path, kind, article)."""
    office = os.path.join(folder, "office")
    os.makedirs(office)
    sources = []
    for name, (columns, hyphens) in LAYOUTS.items():
        path = os.path.join(office, name + ".fodt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(flat(load(name), columns, hyphens))
        sources.append(path)
    made = []
    for kind, filter_name in FILTERS.items():
        say(f"{kind}, by LibreOffice")
        subprocess.run(["libreoffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", filter_name,
                        "--outdir", office] + sources, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        for name in LAYOUTS:
            path = os.path.join(office, f"{name}.{kind}")
            if os.path.exists(path):
                made.append((path, kind, load(name)))
            else:
                say(f"  LibreOffice made no {name}.{kind}")
    shutil.rmtree(profile, ignore_errors=True)
    return made
