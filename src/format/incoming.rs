//! How do annotations from elsewhere become a project? Each is checked on its own; what does not hold is left out and told.

mod fragments;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::counting::{Counting, Decided, Places, Stated, decide, says};
use super::growth::Growth;
use super::outgoing::Placing;
use super::seeking::seek;
use super::{Part, ReadError, Reading, Refusal, bounded, edits, named, shorten};
use crate::project::{Article, Attributes, Edit, EditError, Given, Id, Moment, Project, Relation, Scheme, Series};
use crate::text::{Anchored, Fragments, Quote, Span, SpanError, Unit};

/// Room is made for so many annotations at once; for fewer it would be mostly empty.
const MANY: usize = 4096;

/// The longest id, label or other name that is taken in, in bytes: names are repeated wherever something has them.
const LONGEST_NAME: usize = 10_000;

/// A name of so many bytes costs nothing.
const USUAL_NAME: usize = 100;

/// How much of longer names the annotations of one article may repeat, in bytes.
const LONG_NAMES: usize = 64 << 20;

/// The most articles of one file: each becomes a project of its own, with a file of its own.
const MOST_ARTICLES: usize = 100_000;

/// So many refusals are listed one by one; a file that is wrong all over is not repeated.
const MOST_REFUSALS: usize = 1000;

/// So many things that were added or passed over are listed, of each kind.
const MOST_NOTES: usize = 100;

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

    /// Decides what positions count, and takes in what has waited for that; returns what is worth telling.
    fn settle(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        let Some(mut article) = self.article.clone() else { return told };
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
        self.article = Some(article);
        told
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
        let words: Vec<String> = placed.iter().map(|placed| placed.fragments.text(article.text())).collect();
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

impl Reading {
    /// Takes one article in, with all of it that holds.
    pub(super) fn take(&mut self, mut incoming: Incoming) {
        for told in incoming.settle() {
            note(&mut self.notes, || bounded(format!("article {}: {told}", named(&incoming.id))));
        }
        let Incoming { id, line, article, fields, mut relations, mut placed, names, refused, .. } = incoming;
        let Some(article) = article else { return };
        fragments::join(&mut placed, &mut relations);
        refused.refused.into_iter().for_each(|refusal| self.list(refusal));
        self.count_unlisted(refused.unlisted);
        let scheme = self.grown_scheme(&placed, &names.labels, &relations);
        let project = match Project::new(article, scheme) {
            Ok(project) => project.called(&id),
            Err(error) => return self.refuse(line, Part::Main, named_of("article", &id, ""), refusal(&error, "")),
        };
        let mut taking = Taking { reading: self, project, article: id, last: [0; 2] };
        taking.annotate(placed, &names);
        taking.relate(relations);
        for (name, value) in fields {
            // A field takes any name and value.
            let _ = taking.project.apply(Edit::Field { name, value });
        }
        let project = taking.project;
        self.projects.push(project);
    }

    /// Notes what was left out, and why.
    pub(super) fn refuse(&mut self, line: usize, file: Part, of: impl Into<String>, why: ReadError) {
        self.list(Refusal { line, file, of: bounded(of.into()), message: why.message, hint: why.hint });
    }

    fn list(&mut self, refusal: Refusal) {
        if self.refused.len() < MOST_REFUSALS {
            self.refused.push(refusal);
        } else {
            self.count_unlisted(Some((refusal.file, refusal.line, 1)));
        }
    }

    fn count_unlisted(&mut self, more: Option<(Part, usize, usize)>) {
        self.unlisted = match (self.unlisted, more) {
            (Some((file, line, count)), Some((_, _, more))) => Some((file, line, count + more)),
            (known, more) => known.or(more),
        };
    }

    /// Notes that something was decided.
    pub(super) fn note(&mut self, what: impl FnOnce() -> String) {
        note(&mut self.notes, what);
    }

    /// Notes that something was passed over.
    pub(super) fn ignore(&mut self, what: impl FnOnce() -> String) {
        note(&mut self.ignored, what);
    }

    /// Puts the refusals in the order of the files; those that are not listed stand last, as one.
    pub(super) fn sorted(mut self) -> Self {
        self.refused.sort_by_key(|refusal| (refusal.file, refusal.line));
        if let Some((file, line, count)) = self.unlisted {
            let message = format!("this and {count} more are left out, and not listed one by one");
            let hint = "correct those that are listed and import it again".to_owned();
            self.refused.push(Refusal { line, file, of: String::new(), message, hint });
        }
        self
    }

    /// The default scheme with what the annotations and relations need beside it.
    fn grown_scheme(&mut self, placed: &[Placed], labels: &Names, relations: &[IncomingRelation]) -> Arc<Scheme> {
        let mut growth = Growth::new();
        let none = Attributes::new();
        let mut known = vec![false; labels.list.len()];
        for Placed { label, details, .. } in placed {
            let attributes = details.as_ref().map_or(&none, |details| &details.attributes);
            if !std::mem::replace(&mut known[*label as usize], true) || !attributes.is_empty() {
                growth.for_annotation(labels.get(*label), attributes);
            }
        }
        let is_new = |relation: &IncomingRelation| growth.scheme.relation_kind(&relation.kind).is_none();
        let relations: Vec<&IncomingRelation> = relations.iter().filter(|relation| is_new(relation)).collect();
        let there: HashSet<&Id> = if relations.is_empty() {
            HashSet::new()
        } else {
            placed.iter().filter_map(|placed| placed.id.as_ref()).collect()
        };
        let is_there = |id: &str| Id::new(id).is_some_and(|id| there.contains(&id));
        // A relation that will be refused adds nothing.
        let joins = |relation: &&&IncomingRelation| {
            let IncomingRelation { kind, from, to, .. } = relation;
            is_there(from) && is_there(to) && from != to && !kind.is_empty()
        };
        relations.iter().filter(joins).for_each(|relation| growth.for_relation(&relation.kind));
        growth.added.into_iter().for_each(|added| note(&mut self.added, || added));
        growth.scheme
    }
}

/// Notes one thing more, unless there are enough.
fn note(notes: &mut BTreeSet<String>, what: impl FnOnce() -> String) {
    match notes.len() {
        MOST_NOTES.. => {}
        _ if notes.len() == MOST_NOTES - 1 => drop(notes.insert("…".to_owned())),
        _ => drop(notes.insert(what())),
    }
}

/// A project that is being filled.
struct Taking<'a> {
    reading: &'a mut Reading,
    project: Project,
    article: String,
    /// The last numbers that were given, of annotations and of relations.
    last: [u32; 2],
}

impl Taking<'_> {
    fn annotate(&mut self, mut placed: Vec<Placed>, names: &Said) {
        if placed.len() > MANY {
            self.project.reserve(placed.len());
        }
        // Those with an id go first, so that none is given to another before.
        for has_id in [true, false] {
            for placed in placed.iter_mut().filter(|placed| placed.id.is_some() == has_id) {
                let id = placed.id.clone().unwrap_or_else(|| self.free_id(Series::Annotations));
                let added = self.project.add(placed.given(id.clone(), names));
                self.hold(placed.line, Part::Main, ("annotation", Some(&id)), added);
            }
        }
    }

    fn relate(&mut self, relations: Vec<IncomingRelation>) {
        let (named, nameless): (Vec<_>, Vec<_>) = relations.into_iter().partition(|relation| !relation.id.is_empty());
        for IncomingRelation { line, file, id, kind, from, to } in named.into_iter().chain(nameless) {
            let own = Id::new(&id);
            let names = [("id", &id), ("type", &kind)].into_iter().try_for_each(|(what, name)| check_name(what, name));
            if let Err(why) = names {
                let of = self.of("relation", own.as_ref());
                self.reading.refuse(line, file, of, why);
                continue;
            }
            let id = own.clone().unwrap_or_else(|| self.free_id(Series::Relations));
            match (Id::new(&from), Id::new(&to)) {
                (Some(from), Some(to)) => {
                    let taken = self.project.apply(Edit::Relate(Relation { id, kind, from, to }));
                    self.hold(line, file, ("relation", own.as_ref()), taken.map(drop));
                }
                _ => {
                    let why =
                        ReadError::new("does not say what it joins", "give it `from` and `to`, the ids of annotations");
                    let of = self.of("relation", own.as_ref());
                    self.reading.refuse(line, file, of, why);
                }
            }
        }
    }

    /// The next free id; those that were given are not tried again, though a file may have used up the highest numbers.
    fn free_id(&mut self, series: Series) -> Id {
        let place = usize::from(series == Series::Relations);
        let next = Id::counted(series, self.last[place].saturating_add(1));
        let is_free = self.project.annotations().get(&next).is_none() && self.project.relations().get(&next).is_none();
        let id = if self.last[place] > 0 && is_free { next } else { self.project.free_id(series) };
        self.last[place] = id.number_in(series).unwrap_or_default();
        id
    }

    fn of(&self, what: &str, id: Option<&Id>) -> String {
        named_of(what, &id.map(ToString::to_string).unwrap_or_default(), &self.article)
    }

    /// Refuses what the project did not take.
    fn hold(&mut self, line: usize, file: Part, (what, id): (&str, Option<&Id>), taken: Result<(), EditError>) {
        if let Err(error) = taken {
            let hint = match &error {
                EditError::UsedId(_) => "give each an id of its own, or none".to_owned(),
                EditError::UnknownId(_) => "it names an annotation that is not in the file, or was left out".to_owned(),
                _ => error.hint(),
            };
            let of = self.of(what, id);
            self.reading.refuse(line, file, of, refusal(&error, &hint));
        }
    }
}

fn refusal(error: &impl ToString, hint: &str) -> ReadError {
    ReadError::new(format!("is refused: {}", error.to_string()), hint)
}

/// What a record is called in messages.
pub(super) fn named_of(what: &str, id: &str, article: &str) -> String {
    let (id, article) = (named(id), named(article));
    match (&*id, &*article) {
        ("", "") => format!("the {what}"),
        (id, "") => format!("{what} {id}"),
        ("", _) if what.starts_with('a') => format!("an {what} of {article}"),
        ("", _) => format!("a {what} of {article}"),
        _ => format!("{what} {id} of {article}"),
    }
}

/// Refuses what is called a name and is a text.
pub(super) fn check_name(what: &str, name: &str) -> Result<(), ReadError> {
    if name.len() <= LONGEST_NAME {
        return Ok(());
    }
    let message = format!("has `{}` for {what}, which is no name but a text", shorten(name));
    Err(ReadError::new(message, "write a short name"))
}

/// Refuses a file of more articles than can each be a project.
pub(super) fn check_articles(count: usize) -> Result<(), ReadError> {
    if count <= MOST_ARTICLES {
        return Ok(());
    }
    let message = format!("a file of more than {MOST_ARTICLES} articles is refused");
    Err(ReadError::new(message, "split the file, a part of its lines each"))
}

/// Refuses an annotation that is called what is no name, or has no label.
fn names_hold(annotation: &IncomingAnnotation<'_>, long_names: &mut usize) -> Result<(), ReadError> {
    let IncomingAnnotation { label, attributes, .. } = annotation;
    if label.is_empty() {
        return Err(ReadError::new("has no label", "give it one"));
    }
    check_name("id", &annotation.id)?;
    check_name("label", label)?;
    check_name("maker", &annotation.by)?;
    attributes.keys().try_for_each(|name| check_name("attribute", name))?;
    if attributes.contains_key("") {
        return Err(ReadError::new("has an attribute without a name", "give it one, or leave it out"));
    }
    // A table has the names of its columns once, and each annotation has them again.
    let long: usize = attributes.keys().map(|name| name.len().saturating_sub(USUAL_NAME)).sum();
    *long_names = long_names.checked_sub(long).ok_or_else(|| {
        ReadError::new("has attributes with long names, which too many others have too", "shorten them")
    })?;
    Ok(())
}

/// The time that `text` says: RFC 3339 or, as many programs write it, without a zone, which is taken as UTC.
fn moment(text: &str) -> Result<Option<Moment>, ReadError> {
    edits::moment(text).or_else(|why| edits::moment(&format!("{text}Z")).map_err(|_| why))
}

/// Where an annotation lies, when what a file says of that holds.
fn located(
    article: &Article,
    places: &mut Places<'_>,
    is_strict: bool,
    annotation: &IncomingAnnotation<'_>,
    search: &mut usize,
) -> Result<Fragments, ReadError> {
    let IncomingAnnotation { start, end, fragments, text, is_beginning, .. } = annotation;
    let fragments = place(places, *start, *end, fragments)?;
    if let Some(text) = text
        && !is_beginning
        && (is_strict || !says(article.text(), fragments.spans(), text, false))
    {
        check_words(article, &fragments, text, search)?;
    }
    Ok(fragments)
}

fn place(places: &mut Places<'_>, start: usize, end: usize, ranges: &[(usize, usize)]) -> Result<Fragments, ReadError> {
    let spanned = |error: SpanError| ReadError::new(error.to_string(), error.hint());
    let hull = Fragments::from(places.span(start, end).map_err(spanned)?);
    if ranges.is_empty() {
        return Ok(hull);
    }
    let spans = ranges.iter().map(|&(start, end)| places.span(start, end)).collect::<Result<Vec<Span>, _>>();
    let fragments = Fragments::new(spans.map_err(spanned)?);
    let fragments = fragments.map_err(|error| ReadError::new(error.to_string(), error.hint()))?;
    if fragments.hull() == hull.hull() {
        return Ok(fragments);
    }
    let hint = "`start` is where the first fragment begins, `end` where the last one ends";
    Err(ReadError::new(format!("says {start}..{end}, but its fragments reach otherwise"), hint))
}

/// Refuses a place where the words that the file says do not stand.
fn check_words(article: &Article, fragments: &Fragments, said: &str, search: &mut usize) -> Result<(), ReadError> {
    let text = article.text();
    // A file may mark all of a long article many times, and say little.
    let spans = fragments.spans();
    let bytes = spans.iter().map(|span| span.end() - span.start()).sum::<usize>() + spans.len() - 1;
    if bytes == said.len() && fragments.text(text) == said {
        return Ok(());
    }
    let words: String =
        spans.iter().flat_map(|span| [" ", span.of(text)]).flat_map(str::chars).skip(1).take(50).collect();
    let budget = *search;
    *search = search.saturating_sub(text.len());
    let chars = article.char_range(fragments.hull());
    let message = format!("says `{}`, but {}..{} is `{}`", shorten(said), chars.start, chars.end, shorten(&words));
    if said.is_empty() {
        return Err(ReadError::new(message, "leave `text` out, or say what is marked"));
    }
    if budget == 0 {
        return Err(ReadError::new(message, "correct its position or its text"));
    }
    let hint = match Quote::of_words(said).anchor(text, fragments.hull().bytes()) {
        Anchored::Moved(span) => {
            let chars = article.char_range(span);
            format!("that text stands at {}..{}; positions count Unicode code points", chars.start, chars.end)
        }
        Anchored::Ambiguous(places) => {
            format!("that text stands in {} places; positions count code points", places.len())
        }
        _ => "that text does not stand in the article".to_owned(),
    };
    Err(ReadError::new(message, hint))
}
