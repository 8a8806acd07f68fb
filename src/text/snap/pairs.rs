//! Which quotation marks and brackets belong together? By their kind, and by what stands beside those that do both.

use std::ops::Range;

use super::{is_final, is_separator};
use crate::text::WINDOW;

pub(super) fn is_pair(char: char) -> bool {
    !closers(char).is_empty() || matches!(char, ')' | ']' | '}' | '」' | '』' | '》' | '）' | '】' | '⟩')
}

/// What closes the stretch that `opening` opens; nothing for what opens none.
pub(super) fn closers(opening: char) -> &'static [char] {
    match opening {
        '(' => &[')'],
        '[' => &[']'],
        '{' => &['}'],
        '“' => &['”', '“'],
        '”' => &['”', '“'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '‘' => &['’'],
        '’' => &['’'],
        '‚' => &['‘', '’'],
        '"' => &['"'],
        '\'' => &['\''],
        '「' => &['」'],
        '『' => &['』'],
        '《' => &['》'],
        '（' => &['）'],
        '【' => &['】'],
        '⟨' => &['⟩'],
        _ => &[],
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Opening,
    Closing,
}

/// Whether the mark at `at` opens or closes: by its kind, and for one that does both by what stands beside it.
pub(super) fn role(text: &str, at: usize, mark: char) -> Role {
    match mark {
        '(' | '[' | '{' | '„' | '‚' | '「' | '『' | '《' | '（' | '【' | '⟨' => return Role::Opening,
        ')' | ']' | '}' | '」' | '』' | '》' | '）' | '】' | '⟩' => return Role::Closing,
        _ => {}
    }
    let before = text[..at].chars().next_back();
    let after = text[at + mark.len_utf8()..].chars().next();
    let leads = before
        .is_none_or(|char| char.is_whitespace() || matches!(char, '(' | '[' | '—' | '–' | '-' | '“' | '„' | '«' | '‘'));
    let trails = after.is_none_or(|char| {
        char.is_whitespace() || is_separator(char) || is_final(char) || matches!(char, ')' | ']' | '”' | '»' | '’')
    });
    match (leads, trails, mark) {
        (true, false, _) => Role::Opening,
        (false, true, _) => Role::Closing,
        (_, _, '“' | '«' | '‹' | '‘') => Role::Opening,
        (true, true, '"' | '\'') if before.is_none() => Role::Opening,
        _ => Role::Closing,
    }
}

/// At most a window of `range` at its beginning.
fn beginning(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..text.floor_char_boundary(range.end.min(range.start + WINDOW)).max(range.start)
}

/// Where in `range`, right behind `opening`, it is closed.
pub(super) fn partner_in(text: &str, range: Range<usize>, opening: char) -> Option<usize> {
    let range = beginning(text, range);
    let mut depth = 0_usize;
    for (at, char) in text[range.clone()].char_indices().map(|(at, char)| (range.start + at, char)) {
        if closers(opening).contains(&char) && role(text, at, char) == Role::Closing {
            match depth {
                0 => return Some(at),
                _ => depth -= 1,
            }
        } else if char == opening && role(text, at, char) == Role::Opening {
            depth += 1;
        }
    }
    None
}

/// Where in `range` something opens that `closing`, right behind it, closes.
pub(super) fn opener_in(text: &str, range: Range<usize>, closing: char) -> Option<usize> {
    let from = text.ceil_char_boundary(range.end.saturating_sub(WINDOW).max(range.start));
    let mut depth = 0_usize;
    for (at, char) in text[from..range.end].char_indices().rev().map(|(at, char)| (from + at, char)) {
        if closers(char).contains(&closing) && role(text, at, char) == Role::Opening {
            match depth {
                0 => return Some(at),
                _ => depth -= 1,
            }
        } else if char == closing && role(text, at, char) == Role::Closing {
            depth += 1;
        }
    }
    None
}
