//! What does a page say its article is, by title and by the text once more for machines, and what on the page is that?

use std::collections::HashSet;
use std::ops::Range;

use super::passages::Passages;

/// How many letters are compared at a time.
const WINDOW: usize = 24;

/// The longest text for machines that is compared, in letters.
const LONGEST: usize = 400_000;

/// What a page says its article is.
#[derive(Debug, Default)]
pub(super) struct Claim {
    titles: Vec<String>,
    authors: Vec<String>,
    /// The windows of the text for machines, each as a number.
    windows: HashSet<u64>,
    /// How many letters it has.
    letters: usize,
}

impl Claim {
    /// The claim of a page with these titles and authors, and the text that it has for machines; that may be empty.
    pub(super) fn new(titles: &[&str], authors: &[&str], text: &str) -> Self {
        let letters: Vec<char> = letters(text).take(LONGEST).collect();
        let windows =
            if letters.len() < 10 * WINDOW { HashSet::new() } else { letters.windows(WINDOW).map(number).collect() };
        let plain = |words: &[&str]| {
            words
                .iter()
                .map(|words| self::letters(words).collect())
                .filter(|words: &String| !words.is_empty())
                .collect()
        };
        Self { titles: plain(titles), authors: plain(authors), windows, letters: letters.len() }
    }

    /// How many letters the text for machines has.
    pub(super) fn letters(&self) -> usize {
        self.letters
    }

    /// Whether the words are the article's title, perhaps with a few words around it.
    pub(super) fn is_title(&self, words: &str) -> bool {
        if words.len() > 1000 {
            return false;
        }
        let words: String = letters(words).collect();
        let is_around = |title: &String| {
            title.len() > 20 && words.len() < 2 * title.len() && (words.ends_with(title) || words.starts_with(title))
        };
        self.titles.iter().any(|title| *title == words || is_around(title))
    }

    /// Whether the words are the article's title and nothing else.
    pub(super) fn is_only_title(&self, words: &str) -> bool {
        let words: String = letters(words).take(400).collect();
        self.titles.contains(&words)
    }

    /// Whether the words are the name of an author, perhaps with a word before it.
    pub(super) fn is_author(&self, words: &str) -> bool {
        let words: String = letters(words).take(200).collect();
        self.authors.iter().any(|author| words.ends_with(author) && words.len() <= author.len() + 20)
    }

    /// Whether the words stand in the text for machines; nothing when they are too few to tell.
    pub(super) fn holds(&self, words: &str) -> Option<bool> {
        let letters: Vec<char> = letters(words).take(LONGEST).collect();
        let (first, last) = (letters.first_chunk::<WINDOW>()?, letters.last_chunk::<WINDOW>()?);
        Some(self.windows.contains(&number(first)) || self.windows.contains(&number(last)))
    }

    /// The passages from the first to the last that stand in the text for machines, if that is most of it.
    pub(super) fn range(&self, passages: &Passages) -> Option<Range<usize>> {
        if self.windows.is_empty() {
            return None;
        }
        let held =
            |at: &usize| passages.all.get(*at).is_some_and(|passage| self.holds(passages.words(passage)) == Some(true));
        let held: Vec<usize> = (0..passages.all.len()).filter(held).collect();
        let found: usize = held
            .iter()
            .filter_map(|&at| passages.all.get(at))
            .map(|passage| letters(passages.words(passage)).count())
            .sum();
        let (first, last) = (*held.first()?, *held.last()?);
        (found * 100 >= self.letters * 80 && found <= self.letters * 2).then_some(first..last + 1)
    }
}

/// The letters and digits of a text, small.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn number(letters: &[char]) -> u64 {
    letters
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, &letter| (sum ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3))
}
