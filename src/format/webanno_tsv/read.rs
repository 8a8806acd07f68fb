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

/// The longest name of a layer, in bytes: what has no label is called so.
const LONGEST_NAME: usize = 1000;

/// So many times the file may be copied into its marks, whose words and names can be the same again and again.
const MOST_COPIES: usize = 8;

/// And so many bytes, however short the file is.
const FEW: usize = 1 << 20;

/// So many bytes of words and names count as nothing.
const BEGINNING: usize = 64;

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
        if rows.layers.last().is_some_and(|layer| layer.name.len() > LONGEST_NAME) {
            return Err(ReadError::new(
                format!("the layer in line {line} has no name but a text"),
                "write a short name",
            ));
        }
    }
    let Rows { layers, sentences, marks, tokens, places, relations, .. } = rows;
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
    let mut copies = Copies { tokens, left: text.len().saturating_mul(MOST_COPIES).max(FEW), is_spent: false };
    for (mark, id) in marks.into_iter().zip(ids) {
        let (line, of) = (mark.line, named_of("annotation", &id, source.stem));
        match mark.annotation(&layers, &mut copies, id) {
            Ok(annotation) => incoming.take(annotation),
            Err(why) => reading.refuse(line, Part::Main, of, why),
        }
    }
    if copies.is_spent {
        reading.note(|| "marks of long words: only how they begin was held to the text".to_owned());
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
    /// Those that are marked.
    tokens: Vec<Words<'a>>,
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
    /// The first of its tokens, and the others.
    first: usize,
    others: Vec<u32>,
    cells: Vec<&'a str>,
}

/// What a token is, and where.
struct Words<'a> {
    start: usize,
    end: usize,
    words: &'a str,
}

/// What marks may still copy of what stands in the file once.
struct Copies<'a> {
    tokens: Vec<Words<'a>>,
    left: usize,
    /// Whether there was a mark whose words were more.
    is_spent: bool,
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
        let stacked = stacked(columns)?;
        let Token { line, start, end, words, .. } = *token;
        let first = self.tokens.len();
        self.tokens.push(Words { start, end, words });
        for (number, cells) in stacked {
            let known = self.places.numbered.get(&(layer, number)).filter(|_| number > 0);
            if let Some(mark) = known.and_then(|&place| self.marks.get_mut(place)) {
                mark.go_on(token, first);
                continue;
            }
            let place = self.marks.len();
            self.marks.push(Mark { layer, line, start, end, first, others: Vec::new(), cells });
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
    fn go_on(&mut self, token: &Token<'a>, place: usize) {
        // A file never has four thousand million rows.
        self.others.extend(u32::try_from(place));
        (self.start, self.end) = (self.start.min(token.start), self.end.max(token.end));
    }

    fn annotation(
        self,
        layers: &[Layer<'a>],
        copies: &mut Copies<'a>,
        id: String,
    ) -> Result<IncomingAnnotation<'a>, ReadError> {
        let layer = &layers[self.layer];
        let (words, is_beginning) = copies.words(&self);
        let mut annotation = IncomingAnnotation {
            line: self.line,
            id: id.into(),
            start: self.start,
            end: self.end,
            text: Some(words),
            is_beginning,
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
                    copies.name(name)?;
                    annotation.attributes.insert((*name).to_owned(), value.into_owned());
                }
                Role::Is(Is::Id) | Role::Base(_) | Role::Ignored(_) => {}
            }
        }
        if annotation.label.is_empty() {
            annotation.label = layer.short_name().into();
        }
        Ok(annotation)
    }
}

impl<'a> Copies<'a> {
    /// The words of a mark; when there were too many already, their beginning.
    fn words(&mut self, mark: &Mark<'a>) -> (Cow<'a, str>, bool) {
        let places = std::iter::once(mark.first).chain(mark.others.iter().map(|&place| place as usize));
        let mut tokens = places.filter_map(|place| self.tokens.get(place));
        let Some(first) = tokens.next() else { return (Cow::Borrowed(""), true) };
        let (mut words, mut end) = (Cow::Borrowed(first.words), first.end);
        let most = self.left.max(BEGINNING);
        let mut is_beginning = words.len() > most;
        if is_beginning {
            words = first.words[..first.words.floor_char_boundary(BEGINNING)].trim_end_matches('\\').into();
        }
        if words.contains('\\') {
            words = plain(&words).into_owned().into();
        }
        for Words { start, end: own, words: next } in tokens {
            is_beginning |= words.len() + next.len() > most;
            if is_beginning {
                break;
            }
            let words = words.to_mut();
            if *start > end {
                words.push(' ');
            }
            words.push_str(&plain(next));
            end = end.max(*own);
        }
        self.left = self.left.saturating_sub(words.len());
        self.is_spent |= is_beginning;
        (words, is_beginning)
    }

    /// Counts the name of an attribute, which each mark that has it repeats; short ones are no matter.
    fn name(&mut self, name: &str) -> Result<(), ReadError> {
        if name.len() <= BEGINNING {
            return Ok(());
        }
        let lacks = || ReadError::new("has an attribute with a name too long for so many", "give it a short name");
        self.left = self.left.checked_sub(name.len()).ok_or_else(lacks)?;
        Ok(())
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
