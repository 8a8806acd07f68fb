//! What was the text? Its sentences, each at its place, with line ends where nothing is said.

use std::borrow::Cow;

use crate::format::ReadError;
use crate::format::webanno_tsv::escapes::plain;
use crate::project::Article;

/// The sentences of a file.
#[derive(Default)]
pub(super) struct Sentences<'a> {
    list: Vec<Sentence<'a>>,
}

struct Sentence<'a> {
    text: Cow<'a, str>,
    /// Where its first token begins and its last ends; none before its first row.
    place: Option<(usize, usize)>,
}

impl Sentence<'_> {
    fn length(&self, is_wide: bool) -> usize {
        if is_wide { self.text.encode_utf16().count() } else { self.text.chars().count() }
    }
}

impl<'a> Sentences<'a> {
    /// Takes in a line of the text; several before one row are one sentence.
    pub(super) fn begin(&mut self, text: &'a str) {
        match self.list.last_mut().filter(|last| last.place.is_none()) {
            Some(last) => {
                let own = last.text.to_mut();
                own.push('\n');
                own.push_str(&plain(text));
            }
            None => self.list.push(Sentence { text: plain(text), place: None }),
        }
    }

    /// Takes in where a token lies.
    pub(super) fn token(&mut self, start: usize, end: usize) {
        if let Some(last) = self.list.last_mut() {
            let (first, before) = last.place.unwrap_or((start, end));
            last.place = Some((first, before.max(end)));
        }
    }

    /// The text that they make, which is not much longer than the file, of `size` bytes.
    pub(super) fn article(self, size: usize) -> Result<Article, ReadError> {
        let fitting = |is_wide| {
            let fits = |sentence: &&Sentence<'_>| {
                sentence.place.is_some_and(|(start, end)| end.checked_sub(start) == Some(sentence.length(is_wide)))
            };
            self.list.iter().filter(fits).count()
        };
        // Positions should count UTF-16 units; some programs count characters.
        let is_wide = fitting(true) >= fitting(false);
        let (mut text, mut at) = (String::new(), 0);
        for sentence in &self.list {
            let start = sentence.place.map_or(at, |(start, _)| start);
            let gap = start.saturating_sub(at);
            if gap > size {
                let message = "the text is not in the file: its sentences lie farther apart than they are long";
                return Err(ReadError::new(message, "give the text, as `--text FILE`"));
            }
            text.extend(std::iter::repeat_n('\n', gap));
            text.push_str(&sentence.text);
            at = at.max(start) + sentence.length(is_wide);
            if text.len() > size.saturating_mul(2) {
                let message = "the text is not in the file: its sentences lie farther apart than they are long";
                return Err(ReadError::new(message, "give the text, as `--text FILE`"));
            }
        }
        Article::new(text).map_err(|error| ReadError::new(error.to_string(), "split it"))
    }
}
