//! What has a search found so far? A thread goes through the article, and the window takes in what it sends.

use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::progress::Progress;
use crate::project::{Article, TextHash};
use crate::text::Span;
use crate::text::find::{self, Part, Pattern, Query, QueryError};

/// How many places are kept; what is more is only counted.
const KEPT: usize = 2_000_000;
/// How much before the place where someone is belongs to what they see, in bytes.
const SEEN: usize = 64 << 10;
/// So far from the beginning, in bytes, the search does not come at once.
const FAR: usize = 1 << 20;
/// How often the window hears of what has been found.
const PAUSE: Duration = Duration::from_millis(40);
/// How long the window waits for a search before it draws: a short article is done by then, and nothing flickers.
const PATIENCE: Duration = Duration::from_millis(8);

/// One search after another through one article.
///
/// What lies around the place where someone is comes first; the rest follows from the beginning:
///
/// ```text
/// ├── searched ──┤          ├─ near ─┤
/// └─ settled ───┘└ upto                    spans: the settled ones, then those near that lie behind them
/// ```
#[derive(Debug, Default)]
pub struct Search {
    query: Query,
    /// In which article.
    article: Option<TextHash>,
    running: Option<Running>,
    /// Sorted by place; none overlaps another.
    spans: Vec<Span>,
    /// How many of them are final, with all before them.
    settled: usize,
    /// All before this byte has been searched.
    upto: usize,
    near: Option<Part>,
    count: u64,
    error: Option<QueryError>,
    version: u64,
}

/// A thread at work; dropped, it is told to stop.
#[derive(Debug)]
struct Running {
    progress: Progress,
    receiver: Receiver<News>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// What the thread has to say.
enum News {
    /// There is no such pattern.
    Wrong(QueryError),
    /// This lies around the place where someone is.
    Near(Part),
    /// These come next; so many were found before the byte `upto`.
    Found { spans: Vec<Span>, count: u64, upto: usize },
}

/// Where the place is that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There.
    At(Span),
    /// It is not searched that far.
    NotYet,
    /// There is none.
    Nowhere,
}

impl Search {
    /// Searches `article` for what `query` says, unless it has or does already, first around the byte `from`.
    pub fn look_for(&mut self, ctx: &egui::Context, article: &Arc<Article>, query: &Query, from: usize) {
        // The beginning of an article becomes the whole of it while it is read.
        let article_hash = Some(article.hash());
        if self.query == *query && self.article == article_hash {
            return;
        }
        *self = Self { query: query.clone(), article: article_hash, version: self.version + 1, ..Self::default() };
        if query.words.is_empty() {
            return;
        }
        let (sender, receiver) = channel();
        let progress = Progress::default();
        self.running = Some(Running { progress: progress.clone(), receiver });
        let (ctx, article, query) = (ctx.clone(), Arc::clone(article), query.clone());
        std::thread::spawn(move || {
            run(article.text(), &query, from, &progress, |news| {
                // Whoever asked may be gone, or ask for something else by now.
                let _ = sender.send(news);
                ctx.request_repaint();
            });
            drop(sender);
            ctx.request_repaint();
        });
        self.take_in(PATIENCE);
    }

    /// Takes in what has been found since.
    pub fn take_news(&mut self) {
        self.take_in(Duration::ZERO);
    }

    fn take_in(&mut self, patience: Duration) {
        let until = Instant::now() + patience;
        while let Some(running) = &self.running {
            match running.receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(news) => self.take(news),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => self.finish(),
            }
        }
    }

    fn take(&mut self, news: News) {
        self.version += 1;
        match news {
            News::Wrong(error) => self.error = Some(error),
            News::Near(part) => {
                self.spans.truncate(self.settled);
                self.near = Some(part);
                self.add_near();
            }
            News::Found { spans, count, upto } => {
                self.spans.truncate(self.settled);
                self.spans.extend(spans);
                (self.settled, self.count, self.upto) = (self.spans.len(), count, upto);
                self.add_near();
            }
        }
    }

    fn add_near(&mut self) {
        let Some(near) = &self.near else { return };
        let free = self.spans.last().map_or(self.upto, |last| last.end().max(self.upto));
        let new = near.spans.partition_point(|span| span.start() < free);
        self.spans.extend(&near.spans[new..]);
    }

    fn finish(&mut self) {
        self.spans.truncate(self.settled);
        (self.running, self.near) = (None, None);
        self.version += 1;
    }

    /// Where it stands that has been found so far, sorted; of very many the first.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// How many places were found so far, also those that are not kept.
    pub fn count(&self) -> u64 {
        self.count.max(self.spans.len() as u64)
    }

    /// A number that grows whenever something changes.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What is wrong with the query.
    pub fn error(&self) -> Option<&QueryError> {
        self.error.as_ref()
    }

    /// How much of the article has been searched, 0 to 1; nothing when no search goes on.
    pub fn part(&self) -> Option<f32> {
        self.running.as_ref().map(|running| running.progress.part().unwrap_or(0.0))
    }

    /// The how-manieth of all it is, from 0, when `bytes` were found and all before them too.
    pub fn number_of(&self, bytes: &Range<usize>) -> Option<usize> {
        find::number_of(self.spans.get(..self.settled)?, bytes)
    }

    /// The first place that begins at or behind the byte `at`.
    pub fn first_from(&self, at: usize) -> Answer {
        let next = self.spans.get(self.spans.partition_point(|span| span.start() < at));
        match next {
            Some(&span) if self.knows(at, span.start()) => Answer::At(span),
            _ if self.running.is_some() => Answer::NotYet,
            Some(&span) => Answer::At(span),
            None => Answer::Nowhere,
        }
    }

    /// The last place that ends at or before the byte `at`.
    pub fn last_before(&self, at: usize) -> Answer {
        let before = self.spans.partition_point(|span| span.end() <= at).checked_sub(1);
        let before = before.and_then(|number| self.spans.get(number));
        match before {
            Some(&span) if self.knows(span.start(), at.saturating_sub(1)) => Answer::At(span),
            None if self.knows(0, at.saturating_sub(1)) => Answer::Nowhere,
            _ if self.running.is_some() => Answer::NotYet,
            Some(&span) => Answer::At(span),
            None => Answer::Nowhere,
        }
    }

    /// Whether all from the byte `start` to the byte `last` has been searched.
    fn knows(&self, start: usize, last: usize) -> bool {
        let near = self.near.as_ref().is_some_and(|near| near.bytes.start <= start && last < near.bytes.end);
        near || last < self.upto
    }
}

/// Goes through `text`: first around the byte `from`, then all of it.
fn run(text: &str, query: &Query, from: usize, progress: &Progress, mut tell: impl FnMut(News)) {
    let pattern = match Pattern::new(query) {
        Ok(pattern) => pattern,
        Err(error) => return tell(News::Wrong(error)),
    };
    if from > FAR {
        tell(News::Near(near(&pattern, text, from, progress)));
    }
    progress.begin(text.len() as u64);
    let (mut batch, mut kept, mut count) = (Vec::new(), 0, 0);
    let mut told: Option<Instant> = None;
    for part in pattern.parts(text, 0, progress) {
        count += part.spans.len() as u64;
        let room = KEPT - kept;
        kept += part.spans.len().min(room);
        batch.extend(part.spans.into_iter().take(room));
        let upto = part.bytes.end;
        if upto == text.len() || told.is_none_or(|told| told.elapsed() > PAUSE) {
            tell(News::Found { spans: std::mem::take(&mut batch), count, upto });
            told = Some(Instant::now());
        }
    }
}

/// What lies around the byte `from`, up to the first place behind it.
fn near(pattern: &Pattern, text: &str, from: usize, progress: &Progress) -> Part {
    let earliest = text.floor_char_boundary(from.saturating_sub(SEEN));
    let line = memchr::memchr(b'\n', &text.as_bytes()[earliest..from.min(text.len())]);
    let start = line.map_or(earliest, |newline| earliest + newline + 1);
    let mut near = Part { bytes: start..start, spans: Vec::new() };
    for part in pattern.parts(text, start, progress) {
        near.bytes.end = part.bytes.end;
        near.spans.extend(part.spans);
        if near.spans.last().is_some_and(|last| last.start() >= from) {
            break;
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(text: &str, words: &str, from: usize) -> (Search, Vec<(usize, Answer)>) {
        let article = Arc::new(Article::new(text.into()).expect("an article"));
        let mut search = Search::default();
        search.look_for(&egui::Context::default(), &article, &Query::words(words), from);
        let mut seen = Vec::new();
        while search.running.is_some() {
            search.take_in(Duration::from_millis(50));
            assert!(search.spans().is_sorted() && search.settled <= search.spans().len());
            seen.push((search.spans().len(), search.first_from(from)));
        }
        (search, seen)
    }

    #[test]
    fn all_is_found_in_order_and_what_is_near_first() {
        let text = "some words on a line\n".repeat(400_000);
        let from = text.len() / 2;
        let (search, seen) = done(&text, "WORDS", from);
        assert_eq!((search.spans().len(), search.count()), (400_000, 400_000));
        assert!(search.spans().windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        let there = search.first_from(from);
        assert!(seen.iter().all(|(_, answer)| [there, Answer::NotYet].contains(answer)), "never a later one");
        let Answer::At(span) = there else { panic!("nowhere") };
        assert!((from..from + 40).contains(&span.start()));
        assert_eq!(search.number_of(&span.bytes()), Some(search.spans().partition_point(|other| *other < span)));
    }

    #[test]
    fn the_place_before_and_the_place_behind_are_told() {
        let (search, _) = done("a b a", "a", 0);
        let spans = search.spans();
        assert_eq!((search.first_from(0), search.first_from(1)), (Answer::At(spans[0]), Answer::At(spans[1])));
        assert_eq!((search.first_from(5), search.last_before(0)), (Answer::Nowhere, Answer::Nowhere));
        assert_eq!((search.last_before(5), search.last_before(4)), (Answer::At(spans[1]), Answer::At(spans[0])));
    }

    #[test]
    fn what_is_found_near_is_known_before_the_rest() {
        let spans: Vec<Span> = [0, 40, 60].map(|at| Span::new(&"a".repeat(99), at..at + 2).expect("there")).to_vec();
        let (_sender, receiver) = channel();
        let running = Some(Running { progress: Progress::default(), receiver });
        let mut search = Search { running, ..Search::default() };
        search.take(News::Near(Part { bytes: 30..70, spans: spans[1..].to_vec() }));
        assert_eq!((search.first_from(35), search.first_from(61)), (Answer::At(spans[1]), Answer::NotYet));
        assert_eq!((search.first_from(0), search.last_before(60)), (Answer::NotYet, Answer::At(spans[1])));
        assert_eq!(search.last_before(40), Answer::NotYet, "something may stand before it");
        search.take(News::Found { spans: vec![spans[0]], count: 1, upto: 45 });
        assert_eq!(search.spans(), [spans[0], spans[2]], "what lies near is found again");
        search.take(News::Found { spans: spans[1..2].to_vec(), count: 2, upto: 50 });
        assert_eq!((search.spans(), search.number_of(&(60..62))), (&spans[..], None));
    }

    #[test]
    fn a_new_search_stops_the_one_before() {
        let (mut search, _) = done("a b", "a", 0);
        let (_sender, receiver) = channel();
        let progress = Progress::default();
        search.running = Some(Running { progress: progress.clone(), receiver });
        let version = search.version();
        let article = Arc::new(Article::new("b".into()).expect("an article"));
        search.look_for(&egui::Context::default(), &article, &Query::words(""), 0);
        assert!(progress.is_cancelled() && search.spans().is_empty() && search.version() > version);
    }
}
