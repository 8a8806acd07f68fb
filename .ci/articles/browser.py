"""Has Chromium print the pages to PDF and save them: as MHTML, as the document it holds after its scripts ran, and as a complete
page with its folder. It is driven over a pipe, and every address goes to a server of our own in this process."""
import base64
import http.server
import json
import os
import re
import shutil
import subprocess
import threading

from articles import load
from office import png
from pages import PAGES, body, deck, head, document
from surroundings import Surroundings

# Which pages are saved how.
MHTML = ["semantic", "utility", "wordpress", "medium", "tabloid", "lazy", "components", "arabic", "chinese", "windows-1252", "no-home"]
DUMPED = ["modules", "broken", "letter", "invisible", "scripts", "amp", "bare"]
COMPLETE = ["paywall", "blogspot", "report", "shift-jis", "government", "recipe"]
PRINTED = ["ferry", "orchard", "levee", "interview", "freibad", "wells", "bus"]

PRINT_CSS = {
    "": "body{font:12pt/1.45 'Noto Serif','Noto Naskh Arabic','Noto Serif CJK SC',serif}h1{font-size:26pt;line-height:1.1}.standfirst{font-size:14pt;color:#444}figcaption{font-size:9pt}img{width:100%;height:auto}td,th{border:1px solid #999;padding:2pt 6pt}table{border-collapse:collapse}.footnotes{font-size:9pt;border-top:1px solid #999}blockquote{font-style:italic}.credit{display:none}",
    "columns": "h1,.standfirst,.by{column-span:all}.text{columns:2;column-gap:18pt;text-align:justify;hyphens:auto}figure,table{break-inside:avoid;margin:0 0 8pt}table{width:100%;font-size:9pt}td,th{padding:1pt 3pt}",
}


def printed(name):
    """A page as a reader would print it: the article alone."""
    a = load(name)
    s = Surroundings(a.lang, 1)
    css = PRINT_CSS[""] + (PRINT_CSS["columns"] if name in ("levee", "freibad") else "")
    return a, document(a, head(a, s, css=css), f'<h1>{a.title}</h1>{deck(a)}<p class="by">{a.byline}</p><div class="text">{body(a, s)}</div>')


class Server:
    def __init__(self):
        self.pages, picture = {}, png()
        pages = self.pages

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                kind, content = pages.get((self.headers["Host"].split(":")[0], self.path), ("image/png", picture) if self.path.startswith("/img/") else (None, b""))
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def add(self, url, content, kind="text/html"):
        host, _, path = url.split("//", 1)[1].partition("/")
        self.pages[(host, "/" + path)] = (kind, content)
        return url.replace("https://", "http://")


class Chromium:
    """One page of a headless Chromium, by its protocol over a pipe."""

    def __init__(self, profile, port):
        shutil.rmtree(profile, ignore_errors=True)
        os.makedirs(profile)
        self.profile = profile
        there, self.out = os.pipe()
        self.read_end, back = os.pipe()
        # The protocol is on descriptors 3 and 4 of the child; the shell puts them there.
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                   "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--window-size=1280,1600", f"--user-data-dir={profile}",
                   f"--host-resolver-rules=MAP * 127.0.0.1:{port}", "--remote-debugging-pipe", "about:blank"]
        self.process = subprocess.Popen(["sh", "-c", f'exec "$@" 3<&{there} 4>&{back}', "sh"] + command, pass_fds=(there, back),
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(there)
        os.close(back)
        self.input, self.count, self.events, self.session = os.fdopen(self.read_end, "rb"), 0, [], None
        self.buffer = b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")

    def message(self):
        while b"\0" not in self.buffer:
            more = self.input.read1(1 << 16)
            if not more:
                raise RuntimeError("Chromium has ended")
            self.buffer += more
        one, _, self.buffer = self.buffer.partition(b"\0")
        return json.loads(one)

    def call(self, method, **parameters):
        self.count += 1
        request = dict(id=self.count, method=method, params=parameters)
        if self.session:
            request["sessionId"] = self.session
        os.write(self.out, json.dumps(request).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.count:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message.get("method"))

    def open(self, url):
        self.events.clear()
        self.call("Page.navigate", url=url)
        while "Page.loadEventFired" not in self.events:
            self.events.append(self.message().get("method"))

    def evaluate(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def document(self):
        return self.evaluate("(document.doctype ? '<!DOCTYPE html>\\n' : '') + document.documentElement.outerHTML")

    def close(self):
        try:
            self.call("Browser.close")
        except (RuntimeError, OSError):
            pass
        self.process.wait(20)
        shutil.rmtree(self.profile, ignore_errors=True)


def complete(chromium, url, path, flavour):
    """The page and its folder, as a browser's “save as, complete” writes them."""
    text = chromium.document()
    folder = path[:-5] + "_files"
    os.makedirs(folder)
    names = {}
    for number, source in enumerate(dict.fromkeys(re.findall(r'(?:src)="(/img/[^"]+)"', text))):
        names[source] = os.path.basename(source)
        with open(os.path.join(folder, names[source]), "wb") as file:
            file.write(png(seed=number))
    beside = "./" + os.path.basename(folder) + "/"
    text = re.sub(r'src="(/img/[^"]+)"', lambda m: f'src="{beside}{names[m.group(1)]}"', text)
    origin = re.match(r"https?://[^/]+", url).group(0)
    text = re.sub(r'(href|action)="(/[^"]*)"', rf'\1="{origin}\2"', text)
    text = re.sub(r"<style>(.*?)</style>", f'<link rel="stylesheet" href="{beside}style.css">', text, count=1, flags=re.S)
    with open(os.path.join(folder, "style.css"), "w") as file:
        file.write("body{margin:0}")
    with open(os.path.join(folder, "saved_resource.html"), "w") as file:
        file.write("<html><body><p>An advertisement that stood in a frame, with a good many words about mattresses.</p></body></html>")
    text = re.sub(r'<meta (?:charset="[^"]*"|http-equiv="Content-Type"[^>]*)>', "", text, flags=re.I)
    text = text.replace("<head>", '<head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">', 1)
    if flavour == "chromium":
        mark = f"<!-- saved from url=({len(url):04d}){url} -->\n"
        text = text.replace("<html", mark + "<html", 1)
    text = text.replace("</body>", f'<iframe src="{beside}saved_resource.html"></iframe></body>')
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make(folder, profile, say):
    """The files, as (path, kind, page or article)."""
    saved, pdf = os.path.join(folder, "saved"), os.path.join(folder, "printed")
    os.makedirs(saved)
    os.makedirs(pdf)
    server, pages, made = Server(), {page.name: page for page in PAGES}, []
    chromium = Chromium(profile, server.port)
    try:
        say("PDF, by Chromium")
        for name in PRINTED:
            article, text = printed(name)
            chromium.open(server.add(f"https://www.reader.example/print/{name}", text.encode(), "text/html; charset=utf-8"))
            data = chromium.call("Page.printToPDF", displayHeaderFooter=True, paperWidth=8.27, paperHeight=11.69)["data"]
            path = os.path.join(pdf, name + ".pdf")
            with open(path, "wb") as file:
                file.write(base64.b64decode(data))
            made.append((path, "pdf", article))
        say("saved pages, by Chromium")
        for name in MHTML + DUMPED + COMPLETE:
            content, article = pages[name].make()
            url = pages[name].url(article)
            chromium.open(server.add(url, content, f"text/html; charset={pages[name].encoding}"))
            if name in MHTML:
                path = os.path.join(saved, name + ".mhtml")
                data = chromium.call("Page.captureSnapshot", format="mhtml")["data"]
                with open(path, "w", encoding="utf-8", newline="") as file:
                    file.write(data)
                made.append((path, "mhtml", pages[name]))
                continue
            path = os.path.join(saved, name + ".html")
            if name in DUMPED:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(chromium.document())
            else:
                complete(chromium, url, path, "chromium" if COMPLETE.index(name) % 2 == 0 else "firefox")
            made.append((path, "saved", pages[name]))
    finally:
        chromium.close()
    return made


def pictures(folder, names, profile):
    """Screenshots of some pages, to look at."""
    os.makedirs(folder, exist_ok=True)
    server, pages = Server(), {page.name: page for page in PAGES}
    chromium = Chromium(profile, server.port)
    try:
        for name in names:
            content, article = pages[name].make()
            chromium.open(server.add(pages[name].url(article), content, f"text/html; charset={pages[name].encoding}"))
            data = chromium.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=dict(x=0, y=0, width=1280, height=2200, scale=0.5))["data"]
            with open(os.path.join(folder, name + ".png"), "wb") as file:
                file.write(base64.b64decode(data))
    finally:
        chromium.close()
