//! How do annotations from elsewhere become a project? Each is checked on its own; what does not hold is left out and told.

mod fragments;
mod held;
mod taking;

pub(super) use held::{article_of, check_articles, check_name, named_of};
use held::{located, moment, names_hold};

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::counting::{Counting, Decided, Places, Stated, decide, says};
use super::outgoing::Placing;
use super::seeking::seek;
use super::{Part, ReadError, Reading, edits};
use crate::project::{Article, Attributes, Given, Id, Moment};
use crate::text::{Fragments, Quote, Span, Unit};

/// How much of longer names the annotations of one article may repeat, in bytes.
const LONG_NAMES: usize = 64 << 20;

/// How much of an article is searched for text that does not stand where a file says, in bytes, for all its annotations.
const SEARCHED: usize = 256 << 20;

/// How much of an article is searched for annotations of which only the words are known, in bytes: some seconds.
const QUOTES_SEARCHED: usize = 8 << 30;

/// One article with what a file says of it; each annotation is held to the article when it comes, and what holds is kept in
/// 64 bytes and what it says beyond its place.
pub(super) struct Incoming {
    pub(super) id: String,
    /// The line at which the file begins to speak of it.
    pub(super) line: usize,
    /// Where it is not known, nothing of it comes in.
    pub(super) article: Option<Arc<Article>>,
    pub(super) fields: Vec<(String, String)>,
    /// How many annotations came.
    pub(super) said: usize,
    pub(super) relations: Vec<IncomingRelation>,
    placed: Vec<Placed>,
    names: Said,
    /// What was refused; told when it is known that the article is there.
    refused: Reading,
    /// How many bytes may still be searched to say where a text stands instead.
    search: usize,
    /// How many bytes of long names may still be repeated.
    long_names: usize,
    /// What positions count where that is not in doubt.
    unit: Unit,
    /// What waits until it is known what positions count; none where that cannot be in doubt.
    doubt: Option<Doubt>,
    /// Whether quoted words must stand in the text letter by letter, in code points and nothing else.
    is_strict: bool,
    /// Where the last annotation lay, near which the next one will.
    hints: [(usize, usize); 2],
    /// What is searched for by its words, if it does not stand where it says.
    quoted: Vec<(IncomingAnnotation<'static>, Vec<Quote>)>,
    /// How many bytes may still be searched for those.
    quote_search: usize,
}

/// What is not known yet of the positions of an article.
struct Doubt {
    native: Unit,
    has_mark: bool,
    /// The annotations whose words do not stand where they should in the native unit, and those that quote none. The others
    /// are placed already, and wait no more unless the unit turns out to be another.
    waiting: Vec<IncomingAnnotation<'static>>,
}

/// What a file says of one annotation; positions count what the article's do, code points unless that says otherwise.
#[derive(Default)]
pub(super) struct IncomingAnnotation<'a> {
    pub(super) line: usize,
    /// Empty: the next free one.
    pub(super) id: Cow<'a, str>,
    pub(super) label: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Empty: one fragment, from start to end.
    pub(super) fragments: Vec<(usize, usize)>,
    /// What the file says that it marks.
    pub(super) text: Option<Cow<'a, str>>,
    /// Whether that is only the beginning of it, or another name that a person gave: it helps to decide what positions count,
    /// and nothing is refused for it.
    pub(super) is_beginning: bool,
    pub(super) attributes: Attributes,
    pub(super) note: Cow<'a, str>,
    pub(super) by: Cow<'a, str>,
    /// RFC 3339, or empty.
    pub(super) at: Cow<'a, str>,
}

/// What a file says of one relation.
pub(super) struct IncomingRelation {
    pub(super) line: usize,
    pub(super) file: Part,
    /// Empty: the next free one.
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// An annotation whose place holds; without an id it waits for those that have one.
struct Placed {
    line: usize,
    id: Option<Id>,
    /// The places of its label and of its maker among the names.
    label: u32,
    by: u32,
    fragments: Fragments,
    at: Option<Moment>,
    details: Option<Box<Details>>,
}

/// What few annotations say.
#[derive(Default)]
struct Details {
    attributes: Attributes,
    note: String,
}

/// What the annotations of an article say again and again.
#[derive(Default)]
struct Said {
    labels: Names,
    makers: Names,
}

/// Names that come again and again, each kept once.
#[derive(Default)]
struct Names {
    list: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u32>,
}

impl Names {
    fn place_of(&mut self, name: &str) -> u32 {
        // Few names are looked for among a few at once.
        if let Some(place) = self.list.iter().take(8).position(|known| **known == *name) {
            return place as u32;
        }
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        // Each is that of another annotation, and of those there are never four thousand million.
        let (name, place): (Arc<str>, u32) = (name.into(), self.list.len() as u32);
        self.list.push(Arc::clone(&name));
        self.places.insert(name, place);
        place
    }

    fn get(&self, place: u32) -> &str {
        &self.list[place as usize]
    }
}

impl Incoming {
    /// An article of which nothing is said yet.
    pub(super) fn new(id: impl Into<String>, line: usize, article: Option<Arc<Article>>) -> Self {
        Self {
            id: id.into(),
            line,
            article,
            fields: Vec::new(),
            said: 0,
            relations: Vec::new(),
            placed: Vec::new(),
            names: Said::default(),
            refused: Reading::default(),
            search: SEARCHED,
            long_names: LONG_NAMES,
            unit: Unit::Chars,
            doubt: None,
            is_strict: true,
            hints: [(0, 0); 2],
            quoted: Vec::new(),
            quote_search: QUOTES_SEARCHED,
        }
    }

    /// This article, whose positions count `unit`, whatever the file quotes.
    pub(super) fn counted_in(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// This article, whose positions should count `native`, and may count something else: then the words that are quoted
    /// decide. `has_mark` says that a byte-order mark was taken off its text, which some programs count.
    pub(super) fn counting(mut self, native: Unit, has_mark: bool) -> Self {
        self.doubt = Some(Doubt { native, has_mark, waiting: Vec::new() });
        self.is_strict = false;
        self.settle_when_plain();
        self
    }

    /// Where all ways of counting are the same, nothing has to wait.
    fn settle_when_plain(&mut self) {
        let may_differ = |text: &str| !text.is_ascii() || text.contains(['\r', '&', '\\']);
        let article = self.article.as_ref();
        self.doubt.take_if(|doubt| !doubt.has_mark && article.is_some_and(|article| !may_differ(article.text())));
    }

    /// Gives the article that was not known before.
    pub(super) fn of_article(&mut self, article: Option<Arc<Article>>) {
        self.article = article;
    }

    /// Takes in what is said of one annotation, when it holds.
    pub(super) fn take(&mut self, annotation: IncomingAnnotation<'_>) {
        self.said += 1;
        let Some(article) = self.article.clone() else { return };
        let mut places = self.places(&article);
        let known = if self.is_strict { None } else { annotation.known_place(&article, &mut places) };
        match (&mut self.doubt, known) {
            (_, Some(span)) => self.take_in(annotation, |_, _| Ok(span.into())),
            // No words at all stand nowhere, whatever is counted: that need not wait to be refused.
            (Some(_), _) if annotation.text.as_deref() == Some("") && !annotation.is_beginning => {
                self.place(&article, &mut places, false, annotation);
            }
            (Some(doubt), _) if annotation.text.is_none() || !places.hold(&annotation.stated()) => {
                doubt.waiting.push(annotation.into_owned());
            }
            // Its words are known to stand there.
            (Some(_), _) => self.place(&article, &mut places, false, annotation.believed()),
            _ => self.place(&article, &mut places, self.is_strict, annotation),
        }
        self.hints = places.hints();
    }

    /// Takes in what is said of one annotation, each fragment of which is quoted: where its words do not stand at its
    /// place, or it has none, they are searched for.
    pub(super) fn take_quoted(&mut self, annotation: IncomingAnnotation<'_>, quotes: impl FnOnce() -> Vec<Quote>) {
        let Some(article) = self.article.clone().filter(|_| annotation.text.is_some()) else {
            return self.take(annotation);
        };
        let mut places = self.places(&article);
        self.said += 1;
        if places.hold(&annotation.stated()) {
            self.place(&article, &mut places, false, annotation.believed());
        } else {
            self.quoted.push((annotation.into_owned(), quotes()));
        }
        self.hints = places.hints();
    }

    /// Where positions lie in `article`, its own, as long as it is not known that they count something else.
    fn places<'a>(&self, article: &'a Article) -> Places<'a> {
        let native = self.doubt.as_ref().map_or(self.unit, |doubt| doubt.native);
        let mut places = Places::new(article, Counting::of(native));
        places.go_on(self.hints);
        places
    }

    /// Decides what positions count, and takes in what has waited for that. Gives the article as it is then,
    /// and what is worth telling; nothing where no text is known.
    fn settle(&mut self) -> Option<(Arc<Article>, Vec<String>)> {
        let mut article = self.article.clone()?;
        let mut told = Vec::new();
        let mut counting = Counting::of(self.unit);
        let quoted = std::mem::take(&mut self.quoted);
        let doubt = self.doubt.take().filter(|doubt| !doubt.waiting.is_empty() || !quoted.is_empty());
        if let Some(Doubt { native, has_mark, waiting }) = doubt {
            let all = waiting.iter().chain(quoted.iter().map(|(annotation, _)| annotation));
            let decided = self.decide(&article, all, (native, has_mark));
            (article, counting) = (decided.article, decided.counting);
            told.extend(Some(decided.note).filter(|note| !note.is_empty()));
            let mut places = Places::new(&article, counting);
            waiting.into_iter().for_each(|annotation| self.place(&article, &mut places, false, annotation));
        }
        let mut places = Places::new(&article, counting);
        let moved = quoted.into_iter().filter_map(|quoted| self.place_quoted(&article, &mut places, quoted)).count();
        if moved > 0 {
            told.push(format!("annotations that are where their words stand, not at their positions: {moved}"));
        }
        Some((article, told))
    }

    /// Decides by the words of those that wait and of those that are placed already, which go where their positions lie then.
    fn decide<'a>(
        &mut self,
        article: &Arc<Article>,
        waiting: impl Iterator<Item = &'a IncomingAnnotation<'static>>,
        (native, has_mark): (Unit, bool),
    ) -> Decided {
        // What is placed already fits the native unit, and its words are those that stand there.
        let placed = std::mem::take(&mut self.placed);
        let mut placing = Placing::new(article, native);
        let mut ranges = |placed: &Placed| placed.fragments.spans().iter().map(|&span| placing.range(span)).collect();
        let ranges: Vec<Vec<(usize, usize)>> = placed.iter().map(&mut ranges).collect();
        // Many marks may reach over all of a long text: their words are not copied.
        let words = placed.iter().map(|placed| match placed.fragments.spans() {
            [span] => Cow::Borrowed(span.of(article.text())),
            _ => Cow::Owned(placed.fragments.text(article.text())),
        });
        let words: Vec<Cow<'_, str>> = words.collect();
        let as_placed = ranges.iter().zip(&words).map(|(ranges, words)| Stated {
            ranges: Cow::Borrowed(ranges),
            words: Some(words),
            is_beginning: false,
        });
        let mut stated: Vec<Stated<'_>> = Vec::with_capacity(placed.len());
        for annotation in waiting {
            stated.push(annotation.stated());
        }
        stated.extend(as_placed);
        let decided = decide(article, &stated, native, has_mark);
        let mut places = Places::new(&decided.article, decided.counting);
        for ((mut placed, ranges), words) in placed.into_iter().zip(&ranges).zip(&words) {
            let spans = ranges.iter().map(|&(start, end)| places.span(start, end)).collect::<Result<Vec<Span>, _>>();
            let moved = spans.ok().and_then(|spans| Fragments::new(spans).ok());
            // A file may count in two ways: what held where it was stays there.
            match moved.filter(|moved| says(decided.article.text(), moved.spans(), words, false)) {
                Some(fragments) => placed.fragments = fragments,
                // Its words stand where they stood, in a text that is the same.
                None if Arc::ptr_eq(article, &decided.article) => {}
                None => {
                    let why = ReadError::new("does not lie in the text without its escapes", "correct its position");
                    self.refused.refuse(placed.line, Part::Main, named_of("annotation", "", &self.id), why);
                    continue;
                }
            }
            self.placed.push(placed);
        }
        decided
    }

    /// Takes in an annotation at its place or, where its words do not stand there, where they do; returns whether it was
    /// moved.
    fn place_quoted(
        &mut self,
        article: &Article,
        places: &mut Places<'_>,
        (mut annotation, quotes): (IncomingAnnotation<'static>, Vec<Quote>),
    ) -> Option<()> {
        let is_placed = annotation.end > 0;
        if is_placed && located(article, places, false, &annotation, &mut 0).is_ok() {
            self.place(article, places, false, annotation);
            return None;
        }
        match seek(article, &quotes, &mut self.quote_search) {
            Ok(fragments) => {
                annotation.fragments = edits::ranges(article, &fragments);
                let hull = article.char_range(fragments.hull());
                (annotation.start, annotation.end) = (hull.start, hull.end);
                self.place(article, &mut Places::new(article, Counting::of(Unit::Chars)), false, annotation);
                is_placed.then_some(())
            }
            Err(why) => {
                let of = named_of("annotation", &annotation.id, &self.id);
                self.refused.refuse(annotation.line, Part::Main, of, why);
                None
            }
        }
    }

    fn place(
        &mut self,
        article: &Article,
        places: &mut Places<'_>,
        is_strict: bool,
        annotation: IncomingAnnotation<'_>,
    ) {
        self.take_in(annotation, |annotation, search| located(article, places, is_strict, annotation, search));
    }

    /// Takes in an annotation that lies where `locate` finds it, when all else of it holds.
    fn take_in<'a>(
        &mut self,
        annotation: IncomingAnnotation<'a>,
        locate: impl FnOnce(&IncomingAnnotation<'a>, &mut usize) -> Result<Fragments, ReadError>,
    ) {
        let line = annotation.line;
        let of = || named_of("annotation", &annotation.id, &self.id);
        let held = names_hold(&annotation, &mut self.long_names)
            .and_then(|()| locate(&annotation, &mut self.search))
            .and_then(|fragments| Ok((fragments, moment(&annotation.at)?)));
        match held {
            Ok((fragments, at)) => {
                let IncomingAnnotation { id, label, attributes, note, by, .. } = annotation;
                let (label, by) = (self.names.labels.place_of(&label), self.names.makers.place_of(&by));
                let plain = attributes.is_empty() && note.is_empty();
                let details = (!plain).then(|| Box::new(Details { attributes, note: note.into_owned() }));
                self.placed.push(Placed { line, id: Id::new(&id), label, by, fragments, at, details });
            }
            Err(why) => {
                let of = of();
                self.refused.refuse(line, Part::Main, of, why);
            }
        }
    }
}

impl IncomingAnnotation<'_> {
    /// It, of which the words are known to stand in its ranges as these follow each other.
    fn believed(self) -> Self {
        let text = self.text.filter(|_| !self.fragments.is_sorted());
        Self { text, ..self }
    }

    fn into_owned(self) -> IncomingAnnotation<'static> {
        let own = |words: Cow<'_, str>| Cow::Owned(words.into_owned());
        let Self { line, id, label, start, end, fragments, text, is_beginning, attributes, note, by, at } = self;
        let [id, label, note, by, at] = [id, label, note, by, at].map(own);
        IncomingAnnotation {
            line,
            id,
            label,
            start,
            end,
            fragments,
            text: text.map(own),
            is_beginning,
            attributes,
            note,
            by,
            at,
        }
    }

    /// Its one fragment, where the words that the file quotes stand there.
    fn known_place(&self, article: &Article, places: &mut Places<'_>) -> Option<Span> {
        let words = self.text.as_ref()?;
        let is_one = self.fragments.is_empty() || self.fragments[..] == [(self.start, self.end)];
        let span = places.span(self.start, self.end).ok().filter(|_| is_one)?;
        says(article.text(), &[span], words, self.is_beginning).then_some(span)
    }

    fn stated(&self) -> Stated<'_> {
        let hull = || Cow::Owned(vec![(self.start, self.end)]);
        Stated {
            ranges: if self.fragments.is_empty() { hull() } else { Cow::Borrowed(&self.fragments) },
            words: self.text.as_deref(),
            is_beginning: self.is_beginning,
        }
    }
}

impl Placed {
    /// Takes over what was said of a fragment alone; what it says itself comes first.
    fn say_also(&mut self, details: Option<Box<Details>>) {
        let Some(details) = details else { return };
        let own = self.details.get_or_insert_default();
        for (name, value) in details.attributes {
            own.attributes.entry(name).or_insert(value);
        }
        let between = if own.note.is_empty() || details.note.is_empty() { "" } else { "\n" };
        own.note.push_str(between);
        own.note.push_str(&details.note);
    }

    /// The annotation that it becomes, called `id`.
    fn given<'a>(&mut self, id: Id, names: &'a Said) -> Given<'a> {
        let Details { attributes, note } = self.details.take().map_or_else(Details::default, |details| *details);
        let (label, by) = (names.labels.get(self.label), names.makers.get(self.by));
        Given { id, label, fragments: self.fragments.clone(), attributes, note, by, at: self.at }
    }
}
