"""Makes NAME.spacy of the documents beside this script, for `spacy train`: python NAME.docbin.py [LANGUAGE]"""
import json, pathlib, spacy, sys
from spacy.tokens import Doc, DocBin

base = pathlib.Path(__file__).resolve().as_posix().removesuffix(".docbin.py")
nlp = spacy.blank(sys.argv[1] if len(sys.argv) > 1 else "xx")
file = next(path for end in (".jsonl", ".json", "") if (path := pathlib.Path(base + end)).is_file())
docs = DocBin(store_user_data=True)
for row in (json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line):
    doc = Doc(nlp.vocab).from_json(row, validate=True)
    doc.user_data.update((key, row[key]) for key in ("doc_id", "copydesk"))
    docs.add(doc)
docs.to_disk(base + ".spacy")
