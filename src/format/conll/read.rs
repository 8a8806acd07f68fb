//! How do columns become projects? Each document is laid over its article token by token: only blanks lie between them. Where
//! one does not stand there, its sentence is left out, and the next one that stands not far behind goes on.

use std::ops::Range;

use memchr::memmem;

use super::START;
use super::texts::ByWords;
use crate::format::incoming::{Incoming, IncomingAnnotation, check_articles};
use crate::format::outgoing::is_blank;
use crate::format::{Part, ReadError, Reading, Source, shorten, utf8};
use crate::project::Article;
use crate::text::{Counter, Unit};

/// So far behind the place reached the next sentence is looked for, in bytes.
const LOOK_AHEAD: usize = 16 << 10;

/// A sentence that is looked for has so many bytes at least: shorter ones stand anywhere.
const DISTINCT: usize = 8;

/// So many bytes are searched for the sentences of one file, and so many times the file beside.
const SEARCHED: (usize, usize) = (16 << 20, 16);

/// What it costs to begin a search, in bytes that are searched meanwhile.
const SEARCH: usize = 64;

/// The projects in `source`, one for each of its documents.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let documents = documents(utf8(source.bytes)?)?;
    let mut reading = Reading::default();
    let mut texts = ByWords::of(source);
    let count = documents.len();
    let mut search = SEARCHED.0 + source.bytes.len().saturating_mul(SEARCHED.1);
    for (number, document) in (1..).zip(documents) {
        let words = document.rows().filter_map(|(_, row)| row.word());
        let is_empty = words.clone().next().is_none();
        let by_name = || {
            let article = source.texts.article(source.stem, count).filter(|_| count == 1 && !is_empty);
            article.map(|article| (source.stem, article))
        };
        match texts.take(words).or_else(by_name) {
            Some((id, article)) => {
                let mut incoming = Incoming::new(id, document.line, Some(article.clone()));
                Laying::over(&article).lay(&mut reading, &mut incoming, &document, &mut search);
                reading.take(incoming);
            }
            None if is_empty => reading.ignore(|| "documents without tokens".to_owned()),
            None => {
                let message = "has no text: no article that was given has its words";
                let hint = "give the article that it was made from as `--text FILE`, or a folder with all of them";
                let of = format!("document {number}");
                reading.refuse(document.line, Part::Main, of, ReadError::new(message, hint));
            }
        }
    }
    Ok(reading.sorted())
}

/// One document.
struct Document<'a> {
    /// Where it begins.
    line: usize,
    /// The number of the first of its lines.
    first: usize,
    lines: &'a str,
}

/// What a line says.
enum Row<'a> {
    /// A sentence ends.
    Break,
    Token(&'a str, Tag<'a>),
    /// One that is no token, or has a tag that is none; its word still stands in the text.
    Wrong(&'a str, ReadError),
}

/// What a token is part of.
enum Tag<'a> {
    None,
    /// The token begins an annotation.
    Begin(&'a str),
    /// It goes on with one; where none of the label goes before, it begins one.
    Inside(&'a str),
    /// It is the last of one.
    Last(&'a str),
    /// It is one by itself.
    Unit(&'a str),
}

/// The documents of a file; what stands before the first start of one is one too.
fn documents(text: &str) -> Result<Vec<Document<'_>>, ReadError> {
    let mut documents = Vec::new();
    let (mut line, mut first, mut start, mut at) = (1, 1, 0, 0);
    let is_one = |first: usize, lines: &str| first > 1 || !lines.trim().is_empty();
    for (number, words) in (1..).zip(text.split_inclusive('\n')) {
        let end = at + words.len();
        if words.starts_with(START) {
            let lines = &text[start..at];
            if is_one(first, lines) {
                documents.push(Document { line, first, lines });
                check_articles(documents.len())?;
            }
            (line, first, start) = (number, number + 1, end);
        }
        at = end;
    }
    let lines = &text[start..];
    documents.extend(is_one(first, lines).then_some(Document { line, first, lines }));
    Ok(documents)
}

impl<'a> Document<'a> {
    /// What its lines say, with their numbers; comments are passed over.
    fn rows(&self) -> impl Iterator<Item = (usize, Row<'a>)> + Clone + use<'a> {
        (self.first..).zip(self.lines.lines()).filter_map(|(line, words)| Some((line, Row::of(words)?)))
    }
}

impl<'a> Row<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let line = line.trim_end_matches([' ', '\t', '\r']).trim_start_matches(' ');
        if line.is_empty() {
            return Some(Self::Break);
        }
        let separator = if line.contains('\t') { '\t' } else { ' ' };
        let is_comment = || line.starts_with('#');
        let Some((before, last)) = line.rsplit_once(separator) else {
            let why =
                ReadError::new("has one column", "a line has a token first and its tag last, with a blank between");
            return (!is_comment()).then_some(Self::Wrong(line, why));
        };
        let word = before.split(separator).next().unwrap_or_default();
        match Tag::of(last) {
            Some(tag) => Some(Self::Token(word, tag)),
            None if is_comment() => None,
            None => {
                let message = format!("has the tag `{}`, which is none", shorten(last));
                Some(Self::Wrong(
                    word,
                    ReadError::new(message, "tags are O, and B-, I-, L-, E-, U- or S- with a label"),
                ))
            }
        }
    }

    /// The word that stands in the text.
    fn word(&self) -> Option<&'a str> {
        match self {
            Self::Break => None,
            Self::Token(word, _) | Self::Wrong(word, _) => Some(word),
        }
    }
}

impl<'a> Tag<'a> {
    fn of(words: &'a str) -> Option<Self> {
        if matches!(words, "O" | "_" | "-") {
            return Some(Self::None);
        }
        let (kind, label) = words.split_once('-').filter(|(_, label)| !label.is_empty())?;
        match kind {
            "B" => Some(Self::Begin(label)),
            "I" | "M" => Some(Self::Inside(label)),
            "L" | "E" => Some(Self::Last(label)),
            "U" | "S" | "W" => Some(Self::Unit(label)),
            _ => None,
        }
    }
}

/// An article and how far a document was laid over it.
struct Laying<'a> {
    text: &'a str,
    counter: Counter<'a>,
    /// The byte after the last token.
    at: usize,
    /// The annotation that may go on.
    open: Option<Open<'a>>,
}

/// An annotation from the byte `start` on.
struct Open<'a> {
    line: usize,
    label: &'a str,
    start: usize,
    end: usize,
}

impl<'a> Laying<'a> {
    fn over(article: &'a Article) -> Self {
        Self { text: article.text(), counter: article.counter(Unit::Chars), at: 0, open: None }
    }

    /// Lays a document over the article; a sentence that does not stand where the last one ended is left out, and the next
    /// one that stands behind goes on. `search` is how many bytes may be searched for such.
    fn lay<'d: 'a>(
        mut self,
        reading: &mut Reading,
        incoming: &mut Incoming,
        document: &Document<'d>,
        search: &mut usize,
    ) {
        let mut rows = document.rows();
        while let Some((line, row)) = rows.next() {
            match row.word().map(|word| self.next(word).ok_or(word)).transpose() {
                Ok(place) => self.take(reading, incoming, (line, row), place),
                Err(word) => {
                    self.close(incoming);
                    reading.refuse(line, Part::Main, "the token", self.lost(word));
                    rows.by_ref().find(|(_, row)| matches!(row, Row::Break));
                    self.find_next(reading, &mut rows, search);
                }
            }
        }
        self.close(incoming);
    }

    /// Takes in a row whose word stands at `place`.
    fn take(
        &mut self,
        reading: &mut Reading,
        incoming: &mut Incoming,
        (line, row): (usize, Row<'a>),
        place: Option<Range<usize>>,
    ) {
        let place = place.unwrap_or(self.at..self.at);
        self.at = place.end;
        match row {
            Row::Break | Row::Token(_, Tag::None) => self.close(incoming),
            Row::Token(_, tag) => self.tagged(incoming, line, &tag, place),
            Row::Wrong(_, why) => {
                self.close(incoming);
                reading.refuse(line, Part::Main, "the token", why);
            }
        }
    }

    /// Goes to the next sentence of `rows` that stands in the article behind the place reached, and to where it does; those
    /// before it are refused.
    fn find_next<R>(&mut self, reading: &mut Reading, rows: &mut R, search: &mut usize)
    where
        R: Iterator<Item = (usize, Row<'a>)> + Clone,
    {
        loop {
            let mut ahead = rows.clone();
            let Some((line, row)) = ahead.next() else { return };
            if let Some(word) = row.word() {
                let words = rows.clone().map_while(|(_, row)| row.word());
                if let Some(start) = self.seek(&words, search) {
                    self.at = start;
                    return;
                }
                let message = format!("from `{}` on is not what the article says next", shorten(word));
                let hint = "a document has all words of its article in their order";
                reading.refuse(line, Part::Main, "the sentence", ReadError::new(message, hint));
                ahead.find(|(_, row)| matches!(row, Row::Break));
            }
            *rows = ahead;
        }
    }

    /// Where a sentence of these words begins, not far behind the place reached.
    fn seek<'w>(&self, words: &(impl Iterator<Item = &'w str> + Clone), search: &mut usize) -> Option<usize> {
        let is_distinct = words.clone().map(str::len).sum::<usize>() >= DISTINCT;
        let first = words.clone().next().filter(|first| is_distinct && !first.is_empty())?;
        let first = unescaped(first).unwrap_or(first);
        let end = self.text.floor_char_boundary(self.at.saturating_add(LOOK_AHEAD));
        let mut from = self.at;
        while *search > 0 {
            let found = memmem::find(&self.text.as_bytes()[from..end], first.as_bytes());
            *search = search.saturating_sub(found.unwrap_or(end - from) + SEARCH);
            let start = from + found?;
            let stands = words.clone().try_fold(start, |at, word| {
                let start = self.behind_blanks(at);
                *search = search.saturating_sub(start - at + word.len() + 1);
                self.place(start, word).map(|place| place.end)
            });
            let is_within =
                self.text[..start].ends_with(char::is_alphanumeric) && first.starts_with(char::is_alphanumeric);
            if stands.is_some() && !is_within {
                return Some(start);
            }
            from = start + first.len();
        }
        None
    }

    /// Where `word` stands next; only blanks may lie before it.
    fn next(&self, word: &str) -> Option<Range<usize>> {
        self.place(self.behind_blanks(self.at), word)
    }

    fn behind_blanks(&self, at: usize) -> usize {
        self.text.len() - self.text[at..].trim_start_matches(is_blank).len()
    }

    /// The place of `word` at `start`, if it stands there.
    fn place(&self, start: usize, word: &str) -> Option<Range<usize>> {
        let stands = |word: &str| self.text[start..].starts_with(word).then(|| start..start + word.len());
        stands(word).or_else(|| unescaped(word).and_then(stands))
    }

    fn tagged(&mut self, incoming: &mut Incoming, line: usize, tag: &Tag<'a>, place: Range<usize>) {
        let (label, begins, ends) = match *tag {
            Tag::None => return,
            Tag::Begin(label) => (label, true, false),
            Tag::Inside(label) => (label, false, false),
            Tag::Last(label) => (label, false, true),
            Tag::Unit(label) => (label, true, true),
        };
        match &mut self.open {
            Some(open) if !begins && open.label == label => open.end = place.end,
            _ => {
                self.close(incoming);
                self.open = Some(Open { line, label, start: place.start, end: place.end });
            }
        }
        if ends {
            self.close(incoming);
        }
    }

    fn close(&mut self, incoming: &mut Incoming) {
        if let Some(Open { line, label, start, end }) = self.open.take() {
            let (start, end) = (self.counter.at(start), self.counter.at(end));
            incoming.take(IncomingAnnotation {
                line,
                label: label.into(),
                start,
                end,
                ..IncomingAnnotation::default()
            });
        }
    }

    /// Why a sentence cannot be laid on.
    fn lost(&self, word: &str) -> ReadError {
        let rest = self.text[self.at..].trim_start_matches(is_blank);
        let goes_on: String = rest.chars().take(20).collect();
        let message = format!(
            "is `{}`, but the article goes on with `{}`: the rest of its sentence is left out",
            shorten(word),
            shorten(&goes_on)
        );
        ReadError::new(message, "a document has all words of its article in their order: give the one it was made from")
    }
}

/// What the tokens of older corpora have for brackets and quotation marks.
fn unescaped(word: &str) -> Option<&'static str> {
    match word {
        "-LRB-" => Some("("),
        "-RRB-" => Some(")"),
        "-LSB-" => Some("["),
        "-RSB-" => Some("]"),
        "-LCB-" => Some("{"),
        "-RCB-" => Some("}"),
        "``" | "''" => Some("\""),
        _ => None,
    }
}
