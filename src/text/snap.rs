//! What would a careful person mark who drags over a stretch? Whole words, no blanks and no stray marks at its ends.

mod pairs;

use std::ops::Range;

use super::segment::segments;
use super::{cluster_after, cluster_at_or_before, cluster_before, line_around, sentence_around};
use pairs::{Role, closers, is_pair, opener_in, partner_in, role};

/// How often an end may move again because of what the other end did: mark by mark, in rows of brackets without an end.
const ROUNDS: usize = 3 * MOST_MARKS;

/// A row of more marks at an end than this is no slip of the hand: then all stay.
const MOST_MARKS: usize = 32;

/// `range` as a careful person would mark it.
///
/// - An end within a word moves out to the word's edge. Hyphens and apostrophes within a word, and the currency, per cent, degree
///   and plus or minus signs right beside a number, are of the word. An end at a word's edge takes no further word.
/// - Blanks at the ends go, and so do commas and their like, and what closes at the front or opens at the back. A final mark of
///   a sentence stays only if it was dragged over and the sentence's beginning was too.
/// - Of a pair of quotation marks or brackets with one in the range the other is taken too if it stands right beside, be it
///   behind `,` or `.`; if it does not, one at an end is dropped.
/// - Where that would leave nothing, only the blanks go.
///
/// ```
/// let text = "He paid “only $3.5 million,” she said.";
/// let quoted = text.find('“').expect("there");
/// let dragged = |until: &str| quoted..text.find(until).expect("there");
/// assert_eq!(&text[copydesk::text::snap(text, dragged(".5"))], "only $3.5");
/// assert_eq!(&text[copydesk::text::snap(text, dragged(",”"))], "“only $3.5 million,”");
/// ```
pub fn snap(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = without_blanks(text, whole_clusters(text, range));
    for _ in 0..ROUNDS {
        let next = once(text, range.clone());
        if next == range {
            break;
        }
        range = next;
    }
    range
}

fn whole_clusters(text: &str, range: Range<usize>) -> Range<usize> {
    let (start, end) = (range.start.min(text.len()), range.end.min(text.len()));
    let start = cluster_at_or_before(text, start);
    let cut = cluster_at_or_before(text, end);
    let end = if cut == text.floor_char_boundary(end) && cut == end { end } else { cluster_after(text, cut) };
    start..end.max(start)
}

fn without_blanks(text: &str, mut range: Range<usize>) -> Range<usize> {
    while let Some(next) = first(text, &range).filter(|next| is_blank(&text[range.start..*next])) {
        range.start = next;
    }
    while let Some(back) = last(text, &range).filter(|back| is_blank(&text[*back..range.end])) {
        range.end = back;
    }
    range
}

fn is_blank(cluster: &str) -> bool {
    cluster.chars().all(char::is_whitespace)
}

/// Where the first character of `range`, as it is seen, ends.
fn first(text: &str, range: &Range<usize>) -> Option<usize> {
    (!range.is_empty()).then(|| cluster_after(text, range.start)).filter(|next| *next <= range.end)
}

/// Where the last character of `range`, as it is seen, begins.
fn last(text: &str, range: &Range<usize>) -> Option<usize> {
    (!range.is_empty()).then(|| cluster_before(text, range.end)).filter(|back| *back >= range.start)
}

fn once(text: &str, range: Range<usize>) -> Range<usize> {
    if range.is_empty() {
        return range;
    }
    let (fronts, backs) = (words_around(text, range.start), words_around(text, range.end));
    let inside =
        |words: &[Range<usize>], at: usize| words.iter().find(|word| word.start < at && at < word.end).cloned();
    let start = inside(&fronts, range.start).map_or(range.start, |word| word.start);
    let end = inside(&backs, range.end).map_or(range.end, |word| word.end);
    // A sign that is seen as one with a word is none of it by UAX #29.
    let wide = whole_clusters(text, start..end);
    let bare = trim_front(text, wide.clone(), &fronts).and_then(|range| trim_back(text, range, &backs));
    match bare.filter(|bare| !bare.is_empty()) {
        Some(bare) => with_partners(text, bare),
        None => wide,
    }
}

/// `range` less the marks that go in front; nothing when there is no end of them.
fn trim_front(text: &str, mut range: Range<usize>, words: &[Range<usize>]) -> Option<Range<usize>> {
    for _ in 0..MOST_MARKS {
        let Some(next) = first(text, &range) else { return Some(range) };
        let begins_word = words.iter().any(|word| word.start == range.start);
        if begins_word || !goes_in_front(text, &range, &text[range.start..next]) {
            return Some(range);
        }
        range = without_blanks(text, next..range.end);
    }
    None
}

fn goes_in_front(text: &str, range: &Range<usize>, cluster: &str) -> bool {
    let Some(mark) = only_char(cluster) else { return is_blank(cluster) };
    if !is_pair(mark) {
        return mark.is_whitespace() || is_separator(mark) || is_final(mark);
    }
    let closes = role(text, range.start, mark) == Role::Closing;
    let behind = range.start + mark.len_utf8();
    closes || (partner_in(text, behind..range.end, mark).is_none() && closing_beside(text, range, mark).is_none())
}

/// `range` less the marks that go at its end; nothing when there is no end of them.
fn trim_back(text: &str, mut range: Range<usize>, words: &[Range<usize>]) -> Option<Range<usize>> {
    for _ in 0..MOST_MARKS {
        let Some(back) = last(text, &range) else { return Some(range) };
        let ends_word = words.iter().any(|word| word.end == range.end);
        if ends_word || !goes_behind(text, &range, back) {
            return Some(range);
        }
        range = without_blanks(text, range.start..back);
    }
    None
}

fn goes_behind(text: &str, range: &Range<usize>, back: usize) -> bool {
    let cluster = &text[back..range.end];
    let Some(mark) = only_char(cluster) else { return is_blank(cluster) };
    if is_final(mark) {
        return !(begins_sentence(text, range.start) || belongs_to_word(text, back, mark));
    }
    if !is_pair(mark) {
        return mark.is_whitespace() || is_separator(mark) || matches!(mark, '¿' | '¡');
    }
    if role(text, back, mark) == Role::Opening {
        return true;
    }
    let alone = opener_in(text, range.start..back, mark).is_none() && opening_beside(text, range.start, mark).is_none();
    alone && !is_possessive(text, back, mark)
}

/// The only character of a cluster that has no more.
fn only_char(cluster: &str) -> Option<char> {
    let mut chars = cluster.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Takes the other mark of a pair of which one is inside, when it stands right beside.
fn with_partners(text: &str, mut range: Range<usize>) -> Range<usize> {
    if let Some((end, mark)) = any_closing_beside(text, range.end)
        && opener_in(text, range.clone(), mark).is_some()
    {
        range.end = end;
    }
    if let Some((start, mark)) = any_opening_beside(text, range.start)
        && partner_in(text, range.clone(), mark).is_some()
    {
        range.start = start;
    }
    range
}

fn is_separator(char: char) -> bool {
    matches!(
        char,
        ',' | ';'
            | ':'
            | '،'
            | '؛'
            | '、'
            | '，'
            | '；'
            | '：'
            | '-'
            | '‐'
            | '‑'
            | '–'
            | '—'
            | '―'
            | '·'
            | '•'
            | '|'
            | '/'
    )
}

fn is_final(char: char) -> bool {
    matches!(char, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔')
}

/// The end and the sign of a closing mark at `end`, perhaps behind marks of the sentence, or behind a blank as in French.
fn any_closing_beside(text: &str, end: usize) -> Option<(usize, char)> {
    let marks = |char: char| is_final(char) || matches!(char, ',' | '،' | '，');
    let mut at = end;
    for char in text[end..].chars().take(4) {
        let after = at + char.len_utf8();
        if is_pair(char) && role(text, at, char) == Role::Closing {
            return (cluster_at_or_before(text, after) == after).then_some((after, char));
        }
        let french = is_thin(char) && text[after..].starts_with(['»', '›']);
        if !marks(char) && !french {
            return None;
        }
        at = after;
    }
    None
}

/// The beginning and the sign of an opening mark that ends at `start`, or before a blank as in French.
fn any_opening_beside(text: &str, start: usize) -> Option<(usize, char)> {
    let mut chars = text[..start].char_indices().rev();
    let (mut at, mut char) = chars.next()?;
    if is_thin(char) {
        (at, char) = chars.next().filter(|(_, char)| matches!(char, '«' | '‹'))?;
    }
    let opens = is_pair(char) && role(text, at, char) == Role::Opening;
    (opens && cluster_at_or_before(text, at) == at).then_some((at, char))
}

fn is_thin(char: char) -> bool {
    matches!(char, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Whether what closes `opening` stands beside the end of `range`, once its last marks are gone.
fn closing_beside(text: &str, range: &Range<usize>, opening: char) -> Option<usize> {
    let mut end = range.end;
    for _ in 0..MOST_MARKS {
        let Some(back) = last(text, &(range.start..end)) else { break };
        let goes = only_char(&text[back..end])
            .is_some_and(|char| char.is_whitespace() || is_separator(char) || is_final(char));
        if !goes {
            break;
        }
        end = back;
    }
    any_closing_beside(text, end).filter(|(_, closing)| closers(opening).contains(closing)).map(|(end, _)| end)
}

fn opening_beside(text: &str, start: usize, closing: char) -> Option<usize> {
    any_opening_beside(text, start).filter(|(_, opening)| closers(*opening).contains(&closing)).map(|(start, _)| start)
}

/// Whether a sentence begins at `start`, but for marks that open.
fn begins_sentence(text: &str, start: usize) -> bool {
    let begin = sentence_around(text, start).start;
    begin <= start && !text[begin..start].contains(char::is_alphanumeric)
}

/// Whether the dot at `at` is of an abbreviation: U.S., p.m., and whatever a word written small follows.
fn belongs_to_word(text: &str, at: usize, mark: char) -> bool {
    let line = line_around(text, at);
    let word = text[line.start..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|char: char| !char.is_alphanumeric());
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let after = &text[at + mark.len_utf8()..line.end.max(at + mark.len_utf8())];
    let small = after.starts_with(' ') && after.trim_start().starts_with(char::is_lowercase);
    mark == '.' && word.chars().any(char::is_alphabetic) && (dotted || small)
}

/// Whether the mark at `at` is that of `the workers’` and no single quotation is open.
fn is_possessive(text: &str, at: usize, mark: char) -> bool {
    let line = line_around(text, at);
    matches!(mark, '’' | '\'') && text[..at].ends_with('s') && !text[line.start..at].contains(['‘', '‚'])
}

/// The words of the line around `at`, each with the hyphens, apostrophes and signs that belong to it.
fn words_around(text: &str, at: usize) -> Vec<Range<usize>> {
    let line = line_around(text, at);
    let segments: Vec<Segment<'_>> =
        segments(text, line).map(|(range, is_word)| Segment { words: &text[range.clone()], range, is_word }).collect();
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut joined = false;
    for (index, segment) in segments.iter().enumerate() {
        let joins = joins_next(&segments, index);
        match words.last_mut() {
            Some(word) if joined => word.end = segment.range.end,
            _ if segment.is_word || joins => words.push(segment.range.clone()),
            _ => {}
        }
        joined = joins;
    }
    words
}

/// A piece of a line as UAX #29 cuts it.
struct Segment<'t> {
    words: &'t str,
    range: Range<usize>,
    is_word: bool,
}

impl Segment<'_> {
    fn is_number(&self) -> bool {
        self.is_word && self.words.chars().next().is_some_and(char::is_numeric)
    }

    fn is_mark(&self, such: impl Fn(char) -> bool) -> bool {
        only_char(self.words).is_some_and(such)
    }
}

/// Whether the segment at `index` and the next one are of one word.
fn joins_next(segments: &[Segment<'_>], index: usize) -> bool {
    let get = |index: usize| segments.get(index);
    let before = index.checked_sub(1).and_then(get);
    let (Some(own), Some(next)) = (get(index), get(index + 1)) else { return false };
    let is_joint = |segment: &Segment<'_>| segment.is_mark(|char| matches!(char, '-' | '‐' | '‑' | '\'' | '’'));
    let is_word = |segment: Option<&Segment<'_>>| segment.is_some_and(|segment| segment.is_word);
    let is_number = |segment: Option<&Segment<'_>>| segment.is_some_and(Segment::is_number);
    let ends_in_digit = |segment: &Segment<'_>| segment.is_number() && segment.words.ends_with(char::is_numeric);
    let within =
        own.is_word && is_joint(next) && is_word(get(index + 2)) || is_joint(own) && is_word(before) && next.is_word;
    let money = own.is_mark(is_currency) && next.is_number()
        || own.is_word && next.is_mark(|char| char == '$') && is_number(get(index + 2));
    let behind = ends_in_digit(own)
        && next.is_mark(|char| is_currency(char) || matches!(char, '%' | '‰' | '٪' | '％' | '°' | '℃' | '℉'));
    let degrees = own.is_mark(|char| char == '°') && is_number(before) && matches!(next.words, "C" | "F");
    let signed = own.is_mark(|char| matches!(char, '+' | '-' | '−' | '±'))
        && before.is_none_or(|before| !before.is_word && !before.is_mark(char::is_alphanumeric))
        && (next.is_number() || next.is_mark(is_currency) && is_number(get(index + 2)));
    let elided =
        is_joint(own) && own.words != "-" && before.is_none_or(|before| is_blank(before.words)) && next.is_number();
    within || money || behind || degrees || signed || elided
}

fn is_currency(char: char) -> bool {
    matches!(char, '$' | '¢' | '£' | '¥' | '₩' | '₪' | '€' | '₹' | '₽' | '₺' | '₴')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text without the drawing's marks, what was dragged over (`⟦…⟧`) and what is to be marked (`{…}`).
    fn drawn(drawing: &str) -> (String, Range<usize>, Range<usize>) {
        let is_sign = |char: char| matches!(char, '⟦' | '⟧' | '⟨' | '⟩');
        let place = |sign: char| {
            let at = drawing.find(sign).unwrap_or_else(|| panic!("{sign} in {drawing}"));
            drawing[..at].chars().filter(|char| !is_sign(*char)).map(char::len_utf8).sum::<usize>()
        };
        let ranges = (place('⟦')..place('⟧'), place('⟨')..place('⟩'));
        (drawing.replace(is_sign, ""), ranges.0, ranges.1)
    }

    /// Each drawing has what is dragged over in `⟦⟧` and what is to be marked in `⟨⟩`.
    fn check(drawings: &[&str]) {
        let mut wrong = Vec::new();
        for drawing in drawings {
            let (text, dragged, expected) = drawn(drawing);
            let found = snap(&text, dragged);
            if found != expected {
                wrong.push(format!("{drawing}: {}", &text[found]));
            }
        }
        assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    }

    #[test]
    fn an_end_within_a_word_moves_to_its_edge_and_blanks_go() {
        check(&[
            "The ⟨may⟦or sa⟧id⟩ no.",
            "The⟦ ⟨mayor⟩ ⟧said no.",
            "The ⟦⟨mayor⟩⟧ said",
            "A ⟨load-bea⟦ring wa⟧ll⟩ fell",
            "We ⟨do⟦n’t kn⟧ow⟩ it",
            "It cost ⟨$3⟦.5 milli⟧on⟩ then",
            "It fell ⟨1⟦2⟧%⟩ then",
            "At ⟨−⟦4⟧°C⟩ it froze",
            "At ⟨−4 ⟦°⟧C⟩ it froze".replace("⟨−4 ⟦°⟧C⟩", "−4 ⟨⟦°C⟧⟩").as_str(),
            "It cost ⟨US$⟦4⟧0⟩ then",
            "The ⟨’9⟦0⟧s⟩ were",
            "über ⟨di⟦e Stra⟧ße⟩ hin",
            "قالت ⟨نا⟦دية⟧⟩ ذلك",
            "a ⟨⟦👩‍👩‍👧‍👦⟧⟩ b",
            "one⟦\r\n⟨two⟩\r\n⟧three",
        ]);
    }

    #[test]
    fn stray_marks_at_the_ends_go() {
        check(&[
            "He came⟦, ⟨she went⟩,⟧ we stayed",
            "He came ⟦⟨and went⟩ –⟧ we stayed",
            "He came ⟦– ⟨and went⟩; ⟧we stayed",
            "so he ⟦⟨said it⟩.⟧ And",
            "⟦⟨So he said it.⟩ ⟧And",
            "⟦⟨So he said it⟩⟧. And",
            "in ⟦⟨the U.S.⟩⟧ and",
            "at ⟦⟨7 p.m.⟩⟧ they",
            "“⟦⟨So he said it.⟩⟧” And",
            "so ⟦⟨what⟩?⟧ And",
            "⟦⟨So what?⟩⟧ And",
            "قال ⟦⟨نعم⟩،⟧ ثم",
            "他说⟦，⟨我们⟩。⟧好",
            "a ⟦⟨—⟩⟧ b",
            "a⟦ ⟨—⟩ ⟧b",
        ]);
    }

    #[test]
    fn quotation_marks_and_brackets_come_in_pairs() {
        check(&[
            "⟨⟦“We will rebuild⟧,”⟩ he said",
            "⟨⟦“We will rebuild,⟧”⟩ he said",
            "⟨“⟦We will rebuild,”⟧⟩ he said",
            "⟨⟦“We will⟧”⟩, he said",
            "“⟦⟨We will⟩⟧ go,” he said",
            "⟦“⟨We will⟩⟧ go,” he said",
            "“We will ⟦⟨go⟩,”⟧ he said",
            "He ⟦⟨said “never⟧”⟩ again",
            "He came ⟦(⟨in May⟩⟧ or so)",
            "He came ⟨⟦(in May⟧)⟩ or so",
            "He came ⟦⟨(in May)⟩⟧ or so",
            "⟨⟦\"We will⟧\"⟩ he said",
            "⟨⟦« Nous venons⟧ »⟩, dit-il",
            "⟨„⟦Wir kommen“⟧⟩, sagte er",
            "⟨⟦„Wir kommen⟧“⟩, sagte er",
            "彼は⟨⟦「行く⟧」⟩と",
            "قال ⟨⟦«سنعود⟧»⟩.",
            "⟦⟨the workers’⟩⟧ rights",
            "and ⟦⟨he left⟩ (⟧in May)",
            "⟦⟨“We will,” he said.⟩⟧ So",
        ]);
    }

    #[test]
    fn what_is_empty_or_beyond_stays_so() {
        assert_eq!(snap("one two", 3..3), 3..3);
        assert_eq!(snap("one   two", 4..6), 6..6);
        assert_eq!(snap("one", 9..99), 3..3);
        assert_eq!(snap("", 0..0), 0..0);
    }

    #[test]
    fn a_huge_line_costs_a_window() {
        let text = "“word (” ".repeat(200_000);
        let middle = text.floor_char_boundary(text.len() / 2);
        assert!(snap(&text, middle - 100_000..middle).len() > 99_000);
        for row in ["“ ", "”", ", ", "\"", "…", "'", "(", "«\u{a0}", "-1"] {
            let text = row.repeat(400_000);
            let snapped = snap(&text, 0..text.len());
            assert_eq!(snap(&text, snapped.clone()), snapped, "{row}");
        }
    }

    proptest! {
        #[test]
        fn what_is_snapped_is_sound_and_stays(
            text in "([a-z]|[A-Z]|[ .,;:!?…()“”„«»‘’\"'$%°0-9-]|[\r\n]|[नमस्तेقال中文é\u{301}\u{200d}👩🏽👧🇵🇸「」–—])\
                {0,40}",
            places in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (edges[places.0.index(edges.len())], edges[places.1.index(edges.len())]);
            let range = a.min(b)..a.max(b);
            let snapped = snap(&text, range.clone());
            prop_assert!(snapped.start <= snapped.end && snapped.end <= text.len());
            for at in [snapped.start, snapped.end] {
                prop_assert!(cluster_at_or_before(&text, at) == at, "cuts no cluster");
            }
            prop_assert_eq!(snap(&text, snapped.clone()), snapped.clone(), "is snapped already");
            if !snapped.is_empty() {
                let first = &text[snapped.start..cluster_after(&text, snapped.start)];
                let last = &text[cluster_before(&text, snapped.end)..snapped.end];
                prop_assert!(!is_blank(first) && !is_blank(last));
            }
            let dragged = whole_clusters(&text, range);
            prop_assert!(!snapped.is_empty() || is_blank(&text[dragged]));
        }
    }
}
