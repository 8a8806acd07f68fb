//! Where does a sentence end? Good enough for a tagger: at line ends, and after a full stop that no small letter follows.

use std::ops::Range;

/// Follows the tokens of a text and says which of them begin a sentence.
pub(super) struct Sentences<'a> {
    text: &'a str,
    /// Where the last token ended; nothing before the first.
    end: Option<usize>,
    state: State,
}

/// What the last tokens were.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Within,
    /// The end of a sentence, if a blank follows.
    AtStop,
    /// The end of a sentence in a script without blanks.
    AtWideStop,
}

impl<'a> Sentences<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, end: None, state: State::Within }
    }

    /// Whether a sentence ends before `token`, the next one of the text.
    pub(super) fn end_before(&mut self, token: &Range<usize>) -> bool {
        let words = &self.text[token.clone()];
        let Some(end) = self.end.replace(token.end) else {
            self.state = after(words).unwrap_or(State::Within);
            return false;
        };
        let gap = &self.text[end..token.start];
        let is_close = gap.is_empty();
        let goes_on = is_close && (is_closing(words) || after(words).is_some());
        let ends = match self.state {
            State::Within => false,
            State::AtStop => !is_close && !begins_small(words),
            State::AtWideStop => !goes_on && !begins_small(words),
        };
        self.state = match after(words) {
            Some(state) => state,
            None if is_close && is_closing(words) => self.state,
            None => State::Within,
        };
        ends || (gap != " " && gap.contains(is_line_end))
    }
}

/// The state after a token that may end a sentence.
fn after(words: &str) -> Option<State> {
    match words {
        "." | "!" | "?" | "…" | "؟" | "۔" | "।" => Some(State::AtStop),
        "。" | "！" | "？" => Some(State::AtWideStop),
        _ => None,
    }
}

fn is_closing(words: &str) -> bool {
    matches!(words, "”" | "’" | "»" | "›" | "\"" | "'" | ")" | "]" | "}" | "」" | "』" | "）" | "】" | "》" | "〉")
}

fn begins_small(words: &str) -> bool {
    words.chars().next().is_some_and(char::is_lowercase)
}

fn is_line_end(char: char) -> bool {
    matches!(char, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::tokens::tokens;

    #[test]
    fn sentences_end_where_a_reader_would_say_so() {
        let check = |text: &str, expected: &[&str]| {
            let (mut sentences, mut found) = (Sentences::of(text), vec![String::new()]);
            tokens(text, &[], |token| {
                if sentences.end_before(&token) {
                    found.push(String::new());
                }
                let last = found.len() - 1;
                found[last].push_str(&text[token]);
            });
            assert_eq!(found, expected, "{text}");
        };
        check("It rose. They fell.", &["Itrose.", "Theyfell."]);
        check("“It rose!” They fell… (It did.) Yes?", &["“Itrose!”", "Theyfell…", "(Itdid.)", "Yes?"]);
        check("He left. \"Yes,\" she said.", &["Heleft.", "\"Yes,\"shesaid."]);
        check("In the U.S. they rose, e.g. by 1.5 per cent...", &["IntheU.S.theyrose,e.g.by1.5percent..."]);
        check("A line\nand another\n\n\u{2028}third", &["Aline", "andanother", "third"]);
        check("値上げだ。「本当！」そうだ。", &["値上げだ。", "「本当！」", "そうだ。"]);
        check(" . A", &[".", "A"]);
        check("", &[""]);
    }
}
