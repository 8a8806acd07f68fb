//! Which articles were named together, how far is each, and which is on the desk? A list that stays while one is worked on.
//!
//! How far each is, a thread finds out, one after the other: a frame takes in what it has found and reads nothing itself.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::desk::Desk;
use super::find::grouped;
use super::looking::{News, look};
use super::scroll::Anchor;
use crate::progress::Progress;
use crate::project::Status;
use crate::store::{Found, Listed};

/// The articles of a list.
#[derive(Debug)]
pub struct Articles {
    entries: Vec<Entry>,
    done: usize,
    /// The entry that was opened last, from which one goes on.
    place: Option<usize>,
    /// The entry that is shown, and the number of the desk that shows it; another one when that could not be opened.
    shown: Option<(usize, u64)>,
    /// The entry that is about to be opened.
    going: Option<usize>,
    news: (Sender<News>, Receiver<News>),
    /// How many entries were put in between by what the thread has found.
    inserted: usize,
    is_looking: bool,
    /// Ends the thread.
    stop: Progress,
    ctx: egui::Context,
    /// The entry that a person wants opened.
    wished: Option<usize>,
    /// What to say when the next article is there.
    farewell: Option<String>,
    /// How the list is scrolled.
    pub anchor: Anchor<usize>,
    /// Whether the list shall show the entry on the desk.
    pub follow: bool,
}

/// One article of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its project, if there is one, else its own file.
    pub listed: Listed,
    /// How far it is.
    pub state: State,
    /// Whether a project of the same name is of another article.
    is_apart: bool,
}

/// How far an article of the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has looked yet.
    NotSeen,
    /// It cannot be known before it is opened.
    Unknown,
    /// That far.
    Is(Status),
}

/// Which way to go in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the next.
    On,
    /// To the one before.
    Back,
}

impl State {
    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSeen => "…",
            Self::Unknown => "unknown",
            Self::Is(status) => status.name(),
        }
    }

    fn of(found: &Found) -> Self {
        found.status.map_or(Self::Unknown, Self::Is)
    }
}

impl Entry {
    fn new(listed: Listed) -> Self {
        Self { listed, state: State::NotSeen, is_apart: false }
    }

    /// Its name on screen.
    pub fn name(&self) -> String {
        let path = &self.listed.path;
        let name = if self.is_apart { path.file_name() } else { path.file_stem() };
        name.unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
    }
}

impl Articles {
    /// The list of these, which a thread begins to look at.
    pub fn new(ctx: &egui::Context, listed: Vec<Listed>) -> Self {
        let articles = Self {
            entries: listed.iter().cloned().map(Entry::new).collect(),
            done: 0,
            place: None,
            shown: None,
            going: None,
            news: channel(),
            inserted: 0,
            is_looking: true,
            stop: Progress::default(),
            ctx: ctx.clone(),
            wished: None,
            farewell: None,
            anchor: Anchor::default(),
            follow: false,
        };
        let (sender, stop, ctx) = (articles.news.0.clone(), articles.stop.clone(), ctx.clone());
        std::thread::spawn(move || look(listed.into_iter().enumerate(), &sender, &stop, &ctx));
        articles
    }

    /// All of them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The path of the entry numbered `place`.
    pub fn path(&self, place: usize) -> Option<&Path> {
        self.entries.get(place).map(|entry| entry.listed.path.as_path())
    }

    /// How many are done, in words.
    pub fn totals(&self) -> String {
        let still = if self.is_looking { ", still looking" } else { "" };
        format!("{} of {} done{still}", grouped(self.done as u64), grouped(self.entries.len() as u64))
    }

    /// The number of the entry that the desk numbered `desk` shows.
    pub fn shown_by(&self, desk: u64) -> Option<usize> {
        self.shown.filter(|(_, by)| *by == desk).map(|(place, _)| place)
    }

    /// The entry that lies that way; nothing at the end.
    pub fn beside(&self, way: Way) -> Option<usize> {
        let place = match (self.going.or(self.place), way) {
            (None, Way::On) => 0,
            (None, Way::Back) => return None,
            (Some(place), Way::On) => place + 1,
            (Some(place), Way::Back) => place.checked_sub(1)?,
        };
        (place < self.entries.len()).then_some(place)
    }

    /// Wants the entry numbered `place` opened.
    pub fn wish(&mut self, place: usize) {
        self.wished = Some(place);
    }

    /// The entry that a person wants opened, once.
    pub fn take_wish(&mut self) -> Option<usize> {
        self.wished.take()
    }

    /// Notes that the entry numbered `place` is about to be opened; returns its path.
    pub fn go_to(&mut self, place: usize) -> Option<PathBuf> {
        let path = self.path(place)?.to_owned();
        self.going = Some(place);
        Some(path)
    }

    /// Whether the article at `path` is about to be opened from the list.
    pub fn is_going_to(&self, path: &Path) -> bool {
        self.going.and_then(|place| self.path(place)) == Some(path)
    }

    /// Nothing is about to be opened any more.
    pub fn stay(&mut self) {
        self.going = None;
    }

    /// One is back at the entry numbered `place`, and goes on from there.
    pub fn back_at(&mut self, place: usize) {
        self.stay();
        self.place = Some(place);
    }

    /// The entry that was about to be opened cannot be: one goes on from there all the same.
    pub fn failed(&mut self) {
        if let Some(place) = self.going.take() {
            self.set_state(place, State::Unknown);
            self.place = Some(place);
        }
    }

    /// Notes that the desk numbered `desk` shows what was opened from `path`.
    pub fn opened(&mut self, path: &Path, desk: u64) {
        let going = self.going.take().filter(|place| self.path(*place) == Some(path));
        let place = going.or_else(|| {
            let is_it = |entry: &Entry| entry.listed.path == path || entry.listed.article.as_deref() == Some(path);
            self.entries.iter().position(is_it)
        });
        if let Some(place) = place {
            (self.place, self.shown, self.follow) = (Some(place), Some((place, desk)), true);
        }
    }

    /// Notes that the article on the desk numbered `desk`, which had no project, was saved as one at `path`.
    pub fn saved_as(&mut self, desk: u64, path: &Path) {
        let Some(entry) = self.shown_by(desk).and_then(|place| self.entries.get_mut(place)) else { return };
        let article = std::mem::replace(&mut entry.listed.path, path.to_owned());
        entry.listed.article = Some(article);
        entry.is_apart = false;
    }

    /// What to say when the next article is there.
    pub fn say_then(&mut self, words: String) {
        self.farewell = Some(words);
    }

    /// What was to be said when the next article is there.
    pub fn take_farewell(&mut self) -> Option<String> {
        self.farewell.take()
    }

    /// Takes in what the thread has found, and how far the article on the desk is.
    pub fn follow(&mut self, desk: Option<&Desk>) {
        while let Ok(news) = self.news.1.try_recv() {
            match news {
                News::Found(found) => self.take_in(&found),
                News::End => self.is_looking = false,
            }
        }
        if let Some((desk, place)) = desk.and_then(|desk| Some((desk, self.shown_by(desk.number)?)))
            && desk.reading.is_none()
        {
            self.set_state(place, State::Is(desk.session.project().status()));
        }
    }

    /// Looks again at the entry that the desk numbered `desk` shows: what was marked there may not have been saved.
    pub fn look_again(&self, desk: u64) {
        let Some((place, entry)) = self.shown_by(desk).and_then(|place| Some((place, self.entries.get(place)?))) else {
            return;
        };
        let one = std::iter::once((place - self.inserted.min(place), entry.listed.clone()));
        let (sender, stop, ctx) = (self.news.0.clone(), self.stop.clone(), self.ctx.clone());
        std::thread::spawn(move || look(one, &sender, &stop, &ctx));
    }

    fn set_state(&mut self, place: usize, state: State) {
        let Some(entry) = self.entries.get_mut(place) else { return };
        let is_done = |state| usize::from(state == State::Is(Status::Done));
        self.done = self.done + is_done(state) - is_done(entry.state);
        entry.state = state;
    }

    fn take_in(&mut self, found: &[(usize, Listed, Found)]) {
        let mut apart = Vec::new();
        for (number, listed, found) in found {
            let Some(place) = self.place_of(*number, listed) else { continue };
            self.set_state(place, State::of(found));
            if found.is_apart {
                apart.push(place);
            }
        }
        if !apart.is_empty() {
            self.set_apart(&apart);
        }
    }

    /// Where the entry stands by now that was numbered so when the list was made.
    fn place_of(&self, number: usize, listed: &Listed) -> Option<usize> {
        let place = number + self.inserted;
        if self.entries.get(place).is_some_and(|entry| entry.listed == *listed) {
            return Some(place);
        }
        self.entries.iter().position(|entry| entry.listed == *listed)
    }

    /// Lists the articles beside the projects at these places, in order, by themselves.
    fn set_apart(&mut self, places: &[usize]) {
        let moved = |place: usize| place + places.iter().filter(|apart| **apart < place).count();
        let (place, going) = (self.place.map(moved), self.going.map(moved));
        let shown = self.shown.map(|(place, desk)| (moved(place), desk));
        let before = self.entries.len();
        let mut apart = places.iter().peekable();
        let mut entries = Vec::with_capacity(self.entries.len() + places.len());
        for (number, mut entry) in std::mem::take(&mut self.entries).into_iter().enumerate() {
            let is_apart = apart.next_if_eq(&&number).is_some();
            let article = if is_apart { entry.listed.article.take() } else { None };
            entries.push(entry);
            // It was read to tell it from the project, and has none.
            let state = State::Is(Status::Untouched);
            let alone = |path| Entry { is_apart: true, state, ..Entry::new(Listed::alone(path)) };
            entries.extend(article.map(alone));
        }
        self.inserted += entries.len() - before;
        (self.entries, self.place, self.going, self.shown) = (entries, place, going, shown);
    }
}

impl Drop for Articles {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
