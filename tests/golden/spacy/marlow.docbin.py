"""Makes NAME.spacy of the documents beside this script, for `spacy train`: python NAME.docbin.py [LANGUAGE]"""
import json, pathlib, spacy, sys
from spacy.tokens import Doc, DocBin

base = pathlib.Path(__file__).resolve().as_posix().removesuffix(".docbin.py")
nlp = spacy.blank(sys.argv[1] if len(sys.argv) > 1 else "xx")
file = next(path for end in (".jsonl", ".json", "") if (path := pathlib.Path(base + end)).is_file())
lines = file.read_text(encoding="utf-8").split("\n")
docs = [Doc(nlp.vocab).from_json(json.loads(line), validate=True) for line in lines if line.strip()]
DocBin(docs=docs, store_user_data=True).to_disk(base + ".spacy")
