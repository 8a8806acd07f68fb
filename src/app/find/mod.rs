//! Where in the article are the words that someone looks for? The find bar, its search, and going from place to place.

pub mod bar;
mod go;
pub mod search;

use std::ops::Range;

use egui::Context;

use crate::session::{Selection, Session};
use crate::text::Span;
use crate::text::find::{Mode, Query, escaped};
use search::{Answer, Search};

/// A selection longer than this, in bytes, is not what someone looks for next.
const LONGEST_SELECTION: usize = 400;

/// What is looked for in one article, whether the bar is open or not.
#[derive(Debug, Default)]
pub struct Find {
    query: Query,
    search: Search,
    bar: Option<Bar>,
    want: Option<(Want, Selection)>,
    /// How often the bar was opened or closed.
    turns: u64,
}

/// The bar while it is open.
#[derive(Debug)]
struct Bar {
    /// What was selected when the keyboard went to the field: typing shows the first place from here.
    origin: Selection,
    /// Whether the field shall get the keyboard.
    keyboard: Keyboard,
}

/// Whether the field shall get the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keyboard {
    /// Whoever has it keeps it.
    Left,
    /// As it was before.
    Wanted,
    /// With all its words selected, so that typing replaces them.
    WantedForNewWords,
}

/// Which place to go to, as soon as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// The first from where typing began.
    First,
    /// The one after the selection.
    Next,
    /// The one before the selection.
    Previous,
}

/// Somewhere to go.
#[derive(Debug, PartialEq)]
pub struct Step {
    /// What to select.
    pub selection: Selection,
    /// A sentence for the person.
    pub said: Option<String>,
}

/// What the article's pane shows of a search.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hits<'a> {
    /// Every place, sorted.
    pub spans: &'a [Span],
    /// The place that is selected.
    pub current: Option<Span>,
}

impl Find {
    /// Opens the bar, or goes back to it; words that are selected are looked for.
    pub fn open(&mut self, session: &Session) {
        if self.bar.is_none() {
            self.turns += 1;
        }
        let selected = session.selection().bytes();
        let words = session.project().text().get(selected.clone()).unwrap_or_default();
        let is_new = self.current(session).is_none() && !words.trim().is_empty();
        if is_new && words.len() <= LONGEST_SELECTION && !words.contains('\n') {
            self.query.words = if self.query.mode == Mode::Regex { escaped(words) } else { words.to_owned() };
        }
        self.bar = Some(Bar { origin: session.selection(), keyboard: Keyboard::WantedForNewWords });
        self.want = None;
    }

    /// Closes the bar. What was looked for can still be gone on to.
    pub fn close(&mut self) {
        if self.bar.take().is_some() {
            self.turns += 1;
        }
    }

    /// Whether the bar is open.
    pub fn is_open(&self) -> bool {
        self.bar.is_some()
    }

    /// The places to be shown, sorted; of very many the first. None while the bar is closed.
    pub fn hits(&self) -> &[Span] {
        if self.is_open() { self.search.spans() } else { &[] }
    }

    /// A number that grows whenever [`hits`](Self::hits) may have changed.
    pub fn version(&self) -> u64 {
        self.search.version() + self.turns
    }

    /// The places to be shown, and the one that is selected.
    pub fn shown(&self, session: &Session) -> Hits<'_> {
        let current = if self.is_open() { self.current(session) } else { None };
        Hits { spans: self.hits(), current }
    }

    /// Goes to a place in one of the next frames. Returns whether anything is looked for.
    pub fn go(&mut self, want: Want, session: &Session) -> bool {
        self.want = Some((want, session.selection()));
        !self.query.words.is_empty()
    }

    /// Takes in what the thread has found.
    pub fn take_news(&mut self) {
        self.search.take_news();
    }

    /// Whether nothing goes on and nowhere is to be gone to.
    #[cfg(test)]
    pub fn is_at_rest(&self) -> bool {
        self.search.part().is_none() && self.want.is_none()
    }

    /// Looks for what is typed now, and says where to go when that is known.
    pub fn follow(&mut self, ctx: &Context, session: &Session) -> Option<Step> {
        if self.is_open() || self.want.is_some() {
            let from = self.bar.as_ref().map_or(session.selection(), |bar| bar.origin).bytes().start;
            self.search.look_for(ctx, session.project().article(), &self.query, from);
        }
        let (want, selected) = self.want?;
        if want != Want::First && selected != session.selection() {
            // Whoever has gone elsewhere meanwhile stays there.
            self.want = None;
            return None;
        }
        let (answer, turned) = self.answer(want, session);
        if answer == Answer::NotYet {
            return None;
        }
        self.want = None;
        Some(self.step(want, answer, turned, session)).filter(|step| step.selection != selected || step.said.is_some())
    }

    /// Where `want` is, and what to say when the search has turned round at an end.
    fn answer(&self, want: Want, session: &Session) -> (Answer, Option<&'static str>) {
        let selected = session.selection().bytes();
        let (answer, from_the_other_end, said) = match want {
            Want::First => (self.search.first_from(self.origin(session).bytes().start), Want::Next, None),
            Want::Next => (self.search.first_from(selected.end), Want::Next, Some("Went on from the beginning")),
            Want::Previous => (self.search.last_before(selected.start), Want::Previous, Some("Went on from the end")),
        };
        match (answer, from_the_other_end) {
            (Answer::Nowhere, Want::Previous) => (self.search.last_before(usize::MAX), said),
            (Answer::Nowhere, _) => (self.search.first_from(0), said),
            (answer, _) => (answer, None),
        }
    }

    fn step(&mut self, want: Want, answer: Answer, turned: Option<&'static str>, session: &Session) -> Step {
        let Answer::At(span) = answer else {
            let said = (want != Want::First).then(|| match self.search.error() {
                Some(error) => error.message.clone(),
                None => "Not in the article".to_owned(),
            });
            // What no longer fits is not left selected, as if it did.
            let selection = if want == Want::First { self.origin(session) } else { session.selection() };
            return Step { selection, said };
        };
        let selection = Selection { anchor: span.start(), head: span.end() };
        if let Some(bar) = self.bar.as_mut().filter(|_| want != Want::First) {
            bar.origin = selection;
        }
        let turned = turned.map(|turned| if self.search.count() == 1 { "There is only this one" } else { turned });
        let place = || (!self.is_open() && want != Want::First).then(|| self.place(&span.bytes()));
        Step { selection, said: turned.map(str::to_owned).or_else(place) }
    }

    fn origin(&self, session: &Session) -> Selection {
        self.bar.as_ref().map_or(session.selection(), |bar| bar.origin)
    }

    /// The place that is selected, when it is one.
    fn current(&self, session: &Session) -> Option<Span> {
        let selected = session.selection().bytes();
        let spans = self.search.spans();
        let number = spans.binary_search_by_key(&selected.start, |span| span.start()).ok()?;
        Some(spans[number]).filter(|span| span.end() == selected.end)
    }

    /// The how-manieth of how many the place `bytes` is, e.g. "3 of 1,204".
    fn place(&self, bytes: &Range<usize>) -> String {
        let more = if self.search.part().is_some() { "…" } else { "" };
        match (self.search.number_of(bytes), self.search.count()) {
            (_, 0) if more.is_empty() => "None".to_owned(),
            (_, 0) => more.to_owned(),
            (Some(number), count) => format!("{} of {}{more}", grouped(number as u64 + 1), grouped(count)),
            (None, count) => format!("{}{more}", grouped(count)),
        }
    }
}

/// A number with a comma before each three digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read() {
        assert_eq!([0, 999, 1204, 1_234_567].map(grouped), ["0", "999", "1,204", "1,234,567"]);
    }
}
