//! How do rows become a project? Row by row: a number that comes again goes on with its annotation.

mod layers;
mod sentences;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use self::layers::{Is, Kind, Layer, Origin, Role};
use self::sentences::Sentences;
use super::escapes::{plain, values};
use super::{CHAINS, FEATURES, FORMAT, RELATIONS, SPANS, TEXT};
use crate::format::incoming::{Incoming, IncomingAnnotation, IncomingRelation, check_name, named_of};
use crate::format::{Part, ReadError, Reading, Source, named, shorten, utf8};
use crate::text::Unit;

/// The most layers of a file: every row has cells of each.
const MOST_LAYERS: usize = 1000;

/// The project in `source`, with the text that was given, or else the one that its sentences make.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let text = utf8(source.bytes)?;
    if !text.starts_with(FORMAT) {
        let message =
            format!("it is no WebAnno TSV 3: it begins with `{}`", shorten(text.lines().next().unwrap_or("")));
        return Err(ReadError::new(message, "its first line is `#FORMAT=WebAnno TSV 3.3`; export it as that"));
    }
    let mut reading = Reading::default();
    let mut rows = Rows::default();
    for (line, words) in (1..).zip(text.lines()) {
        if let Err(why) = rows.hear(&mut reading, line, words) {
            reading.refuse(line, Part::Main, "the row", why);
        }
        if rows.layers.len() > MOST_LAYERS {
            let message = format!("it has more than {MOST_LAYERS} layers");
            return Err(ReadError::new(message, "export those that matter"));
        }
    }
    let Rows { layers, sentences, marks, places, relations, .. } = rows;
    let given = source.texts.article(source.stem, 1);
    // A byte-order mark may have been taken off that.
    let may_have_mark = given.is_some();
    let article = match given {
        Some(given) => given,
        None => {
            let rebuilt = sentences.article(text.len())?;
            let note = "its text is that of its sentences: blanks where lines begin and end may have been others";
            reading.notes.insert(format!("article {}: {note}; give the text to keep them", named(source.stem)));
            Arc::new(rebuilt)
        }
    };
    let mut incoming = Incoming::new(source.stem, 1, Some(article)).counting(Unit::Utf16, may_have_mark);
    let ids = ids(&layers, &marks);
    relate(&mut incoming, &mut reading, &layers, &Ends { places: &places, ids: &ids }, relations);
    for (mark, id) in marks.into_iter().zip(ids) {
        incoming.take(mark.annotation(&layers, id));
    }
    reading.take(incoming);
    Ok(reading.sorted())
}

/// What the rows of a file say.
#[derive(Default)]
struct Rows<'a> {
    layers: Vec<Layer<'a>>,
    sentences: Sentences<'a>,
    marks: Vec<Mark<'a>>,
    places: Places<'a>,
    relations: Vec<Joined<'a>>,
    has_relations: bool,
}

/// Where the marks are in their list.
#[derive(Default)]
struct Places<'a> {
    /// By layer and number.
    numbered: HashMap<(usize, u64), usize>,
    /// By layer and first token.
    addressed: HashMap<(usize, &'a str), usize>,
}

/// An annotation, from its first row to its last.
struct Mark<'a> {
    layer: usize,
    line: usize,
    start: usize,
    end: usize,
    words: Cow<'a, str>,
    cells: Vec<&'a str>,
}

/// A relation as it stands at the token where it leads to.
struct Joined<'a> {
    layer: usize,
    line: usize,
    to: &'a str,
    cells: Vec<&'a str>,
}

/// The first columns of a row.
struct Token<'a> {
    line: usize,
    address: &'a str,
    start: usize,
    end: usize,
    words: &'a str,
}

impl<'a> Rows<'a> {
    fn hear(&mut self, reading: &mut Reading, line: usize, words: &'a str) -> Result<(), ReadError> {
        if let Some(text) = words.strip_prefix(TEXT) {
            self.sentences.begin(text);
        } else if words.starts_with('#') {
            self.head(reading, line, words);
        } else if !words.trim().is_empty() {
            return self.row(line, words);
        }
        Ok(())
    }

    fn head(&mut self, reading: &mut Reading, line: usize, words: &'a str) {
        let layer = |prefix| words.strip_prefix(prefix);
        if let Some(spans) = layer(SPANS) {
            self.layers.push(Layer::of(Kind::Spans, spans));
        } else if let Some(relations) = layer(RELATIONS) {
            self.layers.push(Layer::of(Kind::Relations, relations));
            self.has_relations = true;
        } else if let Some(chains) = layer(CHAINS) {
            self.layers.push(Layer::of(Kind::Chains, chains));
        } else if line > 1 {
            let word = words.split('=').next().unwrap_or_default();
            return reading.ignore(|| format!("lines of `{}`", named(word)));
        }
        let Some(layer) = self.layers.last() else { return };
        if layer.kind == Kind::Chains {
            reading.ignore(|| format!("chains of `{}`", named(layer.name)));
        }
        for name in layer.ignored() {
            reading.ignore(|| format!("`{}` of `{}`", named(name), named(layer.name)));
        }
    }

    fn row(&mut self, line: usize, words: &'a str) -> Result<(), ReadError> {
        let wrong = || {
            let hint = "a row is `1-2`, `3-6`, the token, and a cell for each feature, with tabs between";
            ReadError::new(format!("is `{}`", shorten(words)), hint)
        };
        let mut cells = words.split('\t');
        let (address, range, own) =
            cells.next().zip(cells.next()).zip(cells.next()).map(|((a, b), c)| (a, b, c)).ok_or_else(wrong)?;
        let (start, end) = range.split_once('-').ok_or_else(wrong)?;
        let (Ok(start), Ok(end)) = (start.parse(), end.parse()) else { return Err(wrong()) };
        let token = Token { line, address, start, end, words: own };
        self.sentences.token(start, end);
        for layer in 0..self.layers.len() {
            let own: Vec<&str> = cells.by_ref().take(self.layers[layer].columns.len()).collect();
            if own.is_empty() {
                break;
            }
            if own.iter().any(|cell| *cell != "_") {
                match self.layers[layer].kind {
                    Kind::Spans => self.spans(layer, &token, &own)?,
                    Kind::Relations => self.related(layer, &token, &own)?,
                    Kind::Chains => {}
                }
            }
        }
        Ok(())
    }

    fn spans(&mut self, layer: usize, token: &Token<'a>, columns: &[&'a str]) -> Result<(), ReadError> {
        for (number, cells) in stacked(columns)? {
            let known = self.places.numbered.get(&(layer, number)).filter(|_| number > 0);
            if let Some(mark) = known.and_then(|&place| self.marks.get_mut(place)) {
                mark.go_on(token);
                continue;
            }
            let place = self.marks.len();
            let Token { line, start, end, words, .. } = *token;
            self.marks.push(Mark { layer, line, start, end, words: plain(words), cells });
            if number > 0 {
                self.places.numbered.insert((layer, number), place);
            }
            if self.has_relations {
                self.places.addressed.entry((layer, token.address)).or_insert(place);
            }
        }
        Ok(())
    }

    fn related(&mut self, layer: usize, token: &Token<'a>, columns: &[&'a str]) -> Result<(), ReadError> {
        let stacked = stacked(columns)?;
        let joined = |(_, cells)| Joined { layer, line: token.line, to: token.address, cells };
        self.relations.extend(stacked.into_iter().map(joined));
        Ok(())
    }
}

/// The values of annotations that stand in one row, each with its number.
fn stacked<'a>(columns: &[&'a str]) -> Result<Vec<(u64, Vec<&'a str>)>, ReadError> {
    let mut stacked: Vec<(u64, Vec<&str>)> = Vec::new();
    for (column, cell) in columns.iter().enumerate() {
        let mut count = 0;
        for (place, (value, number)) in values(cell).enumerate() {
            if column == 0 {
                stacked.push((number, Vec::with_capacity(columns.len().min(FEATURES.len()))));
            }
            if let Some((_, cells)) = stacked.get_mut(place) {
                cells.push(value);
            }
            count = place + 1;
        }
        if count != stacked.len() {
            let message = "has cells of one layer that do not say the same number of annotations";
            return Err(ReadError::new(message, "each annotation has a value or `*` in every cell of its layer"));
        }
    }
    Ok(stacked)
}

impl<'a> Mark<'a> {
    fn go_on(&mut self, token: &Token<'a>) {
        let words = self.words.to_mut();
        if token.start > self.end {
            words.push(' ');
        }
        words.push_str(&plain(token.words));
        (self.start, self.end) = (self.start.min(token.start), self.end.max(token.end));
    }

    fn annotation(self, layers: &[Layer<'a>], id: String) -> IncomingAnnotation<'a> {
        let layer = &layers[self.layer];
        let mut annotation = IncomingAnnotation {
            line: self.line,
            id: id.into(),
            start: self.start,
            end: self.end,
            text: Some(self.words),
            ..IncomingAnnotation::default()
        };
        for (role, cell) in layer.columns.iter().zip(self.cells).filter(|(_, cell)| !matches!(*cell, "*" | "_")) {
            let value = plain(cell);
            match role {
                Role::Is(Is::Label) => annotation.label = value,
                Role::Is(Is::Note) => annotation.note = value,
                Role::Is(Is::By) => annotation.by = value,
                Role::Is(Is::At) => annotation.at = value,
                Role::Attribute(name) => {
                    annotation.attributes.insert((*name).to_owned(), value.into_owned());
                }
                Role::Is(Is::Id) | Role::Base(_) | Role::Ignored(_) => {}
            }
        }
        if annotation.label.is_empty() {
            annotation.label = layer.short_name().into();
        }
        annotation
    }
}

/// What each mark is called: as its layer says, or the next free number.
fn ids(layers: &[Layer<'_>], marks: &[Mark<'_>]) -> Vec<String> {
    let own = |mark: &Mark<'_>| layers[mark.layer].id(&mark.cells).map(|id| plain(id).into_owned());
    let mut ids: Vec<String> = marks.iter().map(|mark| own(mark).unwrap_or_default()).collect();
    if ids.iter().any(String::is_empty) {
        let taken: HashSet<String> = ids.iter().filter(|id| !id.is_empty()).cloned().collect();
        let mut free = (1..).map(|number: usize| format!("a{number}")).filter(|id| !taken.contains(id));
        for id in ids.iter_mut().filter(|id| id.is_empty()) {
            *id = free.next().unwrap_or_default();
        }
    }
    ids
}

/// What relations lead from and to.
struct Ends<'r, 'a> {
    places: &'r Places<'a>,
    ids: &'r [String],
}

impl<'a> Ends<'_, 'a> {
    /// What the mark of a layer is called that has a number, or else begins at a token.
    fn id(&self, layer: usize, number: u64, address: &'a str) -> Option<String> {
        let numbered = self.places.numbered.get(&(layer, number)).filter(|_| number > 0);
        let place = numbered.or_else(|| self.places.addressed.get(&(layer, address)))?;
        self.ids.get(*place).cloned()
    }
}

fn relate<'a>(
    incoming: &mut Incoming,
    reading: &mut Reading,
    layers: &[Layer<'a>],
    ends: &Ends<'_, 'a>,
    relations: Vec<Joined<'a>>,
) {
    for Joined { layer: own, line, to, cells } in relations {
        let layer = &layers[own];
        let value = |cell: Option<&str>| cell.map(|cell| plain(cell).into_owned());
        let id = value(layer.id(&cells)).unwrap_or_default();
        let joined = layer.origin(&cells).and_then(|Origin { layer: base, address, numbers: (from, own) }| {
            let base = layers.iter().position(|layer| layer.kind == Kind::Spans && layer.name == base)?;
            Some((ends.id(base, from, address)?, ends.id(base, own, to)?))
        });
        match joined {
            Some((from, to)) => {
                let kind = value(layer.label(&cells)).unwrap_or_else(|| layer.short_name().to_owned());
                incoming.relations.push(IncomingRelation { line, file: Part::Main, id, kind, from, to });
            }
            None => {
                let message = "comes from an annotation that is not in the file";
                let hint = "its last cell is the token where that begins, as `1-3[2_5]` where annotations have numbers";
                let id = if check_name("id", &id).is_ok() { id } else { String::new() };
                let of = named_of("relation", &id, &incoming.id);
                reading.refuse(line, Part::Main, of, ReadError::new(message, hint));
            }
        }
    }
}
