//! How do lines become a paragraph? Words broken at a line's end are joined, and letters that are only a look come apart.

use std::collections::HashMap;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::direction::with_brackets;
use super::lines::{End, Line, joins_wide};

/// First parts of words that keep their hyphen: "well-known", "twenty-one".
const KEEPS_HYPHEN: [&str; 52] = [
    "well", "self", "half", "long", "short", "high", "low", "non", "anti", "ex", "all", "cross", "two", "three",
    "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty", "ninety", "part", "full", "first", "second", "third", "so", "one", "single", "multi", "pro", "post",
    "mid", "year", "old", "far", "hard", "ill", "large", "small", "state", "open", "closed", "decision",
];

/// The words of an article, which say how one that is broken is written elsewhere.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
    /// The words of these lines, but for those that a line's end breaks.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a Line>) -> Self {
        let mut words = HashMap::new();
        for line in lines {
            let ends_broken = line.end == End::Broken || line.text.ends_with('-');
            let mut pieces = line.text.split_whitespace().peekable();
            while let Some(piece) = pieces.next() {
                if pieces.peek().is_some() || !ends_broken {
                    let word = piece.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
                    *words.entry(word).or_insert(0) += 1;
                }
            }
        }
        Self(words)
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// The cells of a row whose words are whole again where a narrow cell broke them without a hyphen: neither part is a word
    /// of the article, but both together are.
    pub(super) fn mended(&self, row: &str) -> String {
        let mut mended = String::with_capacity(row.len());
        let mut last = "";
        for piece in row.split_inclusive([' ', '\t']) {
            let word = piece.trim_end();
            let follows = mended.ends_with(' ') && word.starts_with(char::is_lowercase);
            if follows && self.is_once(last) && self.is_once(word) && self.has(&format!("{last}{word}").to_lowercase())
            {
                mended.pop();
            }
            mended.push_str(piece);
            last = word;
        }
        mended
    }

    fn is_once(&self, word: &str) -> bool {
        self.0.get(&word.to_lowercase()) == Some(&1)
    }

    /// Whether a word whose first part ends a line with a hyphen keeps it.
    fn keeps_hyphen(&self, first: &str, second: &str) -> bool {
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        if self.has(&format!("{first}-{second}")) {
            return true;
        }
        if self.has(&format!("{first}{second}")) {
            return false;
        }
        first.contains('-')
            || (KEEPS_HYPHEN.contains(&first.as_str()) && second.chars().count() > 2)
            || (first.len() > 3 && second.len() > 3 && self.has(&first) && self.has(&second))
    }
}

/// The text of a paragraph's lines.
pub(super) fn joined<'a>(lines: impl IntoIterator<Item = &'a Line>, vocabulary: &Vocabulary) -> String {
    let mut text = String::new();
    let mut end = End::Plain;
    for line in lines {
        join(&mut text, end, &line.text, vocabulary);
        end = line.end;
    }
    if end == End::Broken {
        text.push('-');
    }
    with_brackets(text)
}

/// Adds a line behind a text that ends so.
fn join(text: &mut String, end: End, line: &str, vocabulary: &Vocabulary) {
    let (Some(last), Some(next)) = (text.chars().last(), line.chars().next()) else {
        text.push_str(line);
        return;
    };
    if end == End::Broken {
        if !next.is_alphabetic() {
            text.push('-');
        }
    } else if last == '-' && is_within_word(text) {
        if next.is_lowercase() && !vocabulary.keeps_hyphen(last_word(text), first_word(line)) {
            text.pop();
        } else if !next.is_alphanumeric() || ["and", "or", "und", "oder"].contains(&first_word(line)) {
            text.push(' ');
        }
    } else if !(joins_wide(last, next) || last == '—' && !text.ends_with(" —") || is_address(text, next)) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether a text ends with a hyphen that a letter or digit stands before.
fn is_within_word(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(char::is_alphanumeric)
}

/// Whether a text ends within the address of a page on the web.
fn is_address(text: &str, next: char) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_address = word.contains("://") || word.starts_with("www.");
    is_address && word.ends_with(['/', '-', '_', '=', '&', '?', '.']) && !next.is_uppercase()
}

/// The word that a hyphen at the end of a text belongs to, without that hyphen.
fn last_word(text: &str) -> &str {
    let text = text.strip_suffix('-').unwrap_or(text);
    let start = text
        .rfind(|letter: char| !letter.is_alphanumeric() && letter != '-')
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    &text[start..]
}

fn first_word(line: &str) -> &str {
    let end = line.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(line.len());
    &line[..end]
}

/// Letters without what is only their look: ligatures and Arabic forms come apart, soft hyphens and control signs go.
pub(super) fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{FB00}'..='\u{FB06}'
            | '\u{FB13}'..='\u{FB17}'
            | '\u{FB1D}'..='\u{FB4F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}'
            | '\u{2F00}'..='\u{2FDF}' => {
                let compatible = ComposingNormalizerBorrowed::new_nfkc();
                plain.extend(compatible.normalize_iter(std::iter::once(letter)));
            }
            '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => {}
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' => plain.push('•'),
            '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => plain.push(' '),
            letter if letter.is_control() => {}
            letter => plain.push(letter),
        }
    }
    // Accents that stand by themselves become part of their letter, as everybody types them.
    ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], text: &str) {
        let lines: Vec<Line> = lines
            .iter()
            .map(|line| match line.strip_suffix('~') {
                Some(broken) => Line { text: broken.into(), end: End::Broken, ..Line::default() },
                None => Line { text: (*line).into(), ..Line::default() },
            })
            .collect();
        assert_eq!(joined(&lines, &Vocabulary::of(lines.iter())), text);
    }

    #[test]
    fn words_broken_at_a_lines_end_are_joined_and_compounds_keep_their_hyphen() {
        check(&["The rents", "rose."], "The rents rose.");
        check(&["an apart-", "ment"], "an apartment");
        check(&["a well-", "known city"], "a well-known city");
        check(&["rent-controlled flats, rent-", "controlled"], "rent-controlled flats, rent-controlled");
        check(&["state-of-the-", "art"], "state-of-the-art");
        check(&["Anglo-", "Saxon, COVID-", "19"], "Anglo-Saxon, COVID-19");
        check(&["short- and long-", "and mid-term"], "short- and long- and mid-term");
        check(&["a well~", "known city"], "a wellknown city");
        check(&["1990 –", "2000"], "1990 – 2000");
    }

    #[test]
    fn a_word_that_a_narrow_cell_broke_is_whole_again() {
        let lines = ["the unchanged lamps of the old town", "Unchang ed\told lamps\t4"];
        let lines = lines.map(|text| Line { text: text.into(), ..Line::default() });
        let vocabulary = Vocabulary::of(lines.iter());
        assert_eq!(vocabulary.mended("Unchang ed\told lamps\t4"), "Unchanged\told lamps\t4");
    }

    #[test]
    fn lines_of_chinese_join_without_a_space_and_addresses_too() {
        check(&["房租上涨了", "百分之十二。"], "房租上涨了百分之十二。");
        check(&["他说。", "“可是”"], "他说。“可是”");
        check(&["see https://example.org/", "rents today"], "see https://example.org/rents today");
    }

    #[test]
    fn letters_that_are_only_a_look_come_apart() {
        assert_eq!(plain_letters("ﬁnd the oﬃce in the co\u{AD}re"), "find the office in the core");
        assert_eq!(plain_letters("e\u{301}\u{A0}ﻻ"), "é\u{a0}لا".replace('\u{a0}', " "));
    }
}
