//! Where do clusters, words and sentences begin and end? By UAX #29, and what its sentences miss in news prose.
//!
//! Places are bytes of the text. No function reads more than the line it is asked about, nor more than [`WINDOW`] bytes
//! before the place, so a paragraph of ten megabytes costs what a page costs.

use std::ops::Range;

use icu_segmenter::{
    GraphemeClusterSegmenter, SentenceSegmenter, WordSegmenter,
    options::{SentenceBreakInvariantOptions, WordBreakInvariantOptions},
};

/// How far back a boundary is looked for, in bytes. A sentence or word longer than this is cut there.
pub const WINDOW: usize = 16 * 1024;

/// The end of the grapheme cluster that begins at or contains `at`; the text's end at its end.
pub fn cluster_after(text: &str, at: usize) -> usize {
    let start = cluster_at_or_before(text, at);
    GraphemeClusterSegmenter::new().segment_str(&text[start..]).nth(1).map_or(text.len(), |length| start + length)
}

/// The beginning of the cluster before `at`; 0 at the beginning.
pub fn cluster_before(text: &str, at: usize) -> usize {
    match floor(text, at).checked_sub(1) {
        Some(inside) => cluster_at_or_before(text, inside),
        None => 0,
    }
}

/// `at` itself when a cluster begins or the text ends there, else the beginning of the cluster it lies in.
pub fn cluster_at_or_before(text: &str, at: usize) -> usize {
    let mut at = floor(text, at);
    let earliest = floor(text, at.saturating_sub(WINDOW));
    while at > earliest && at < text.len() && !is_plain(text.as_bytes(), at) {
        let start = certain_start(text, earliest, at);
        let boundaries = GraphemeClusterSegmenter::new().segment_str(&text[start..]).map(|length| start + length);
        let last = boundaries.take_while(|&boundary| boundary <= at).last().unwrap_or(at);
        // The start itself may join what stands before it, as the third of a family does.
        if last > start {
            return last;
        }
        at = start;
    }
    at
}

/// Whether the byte `at` stands between two ASCII characters that nothing joins.
fn is_plain(bytes: &[u8], at: usize) -> bool {
    bytes[at - 1].is_ascii() && bytes[at].is_ascii() && bytes[at - 1] != b'\r'
}

/// Where to begin reading for a cluster boundary at `at`: at the nearest character that needs none before it to tell what
/// joins it. Flags are told apart only from the first of a row of them.
fn certain_start(text: &str, earliest: usize, at: usize) -> usize {
    let mut before = text[earliest..at].char_indices().rev();
    before.find(|(_, char)| !clings(*char)).map_or(earliest, |(start, _)| earliest + start)
}

/// Whether a character joins whatever stands before it, or may do so by what stands there.
fn clings(char: char) -> bool {
    if char < '\u{300}' {
        return false;
    }
    if matches!(char, '\u{1f1e6}'..='\u{1f1ff}') {
        return true;
    }
    let mut pair = [b'a'; 5];
    let length = 1 + char.encode_utf8(&mut pair[1..]).len();
    let pair = std::str::from_utf8(&pair[..length]).unwrap_or_default();
    GraphemeClusterSegmenter::new().segment_str(pair).nth(1) == Some(length)
}

/// The words of `range` (no blanks, no punctuation), in order.
pub fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    segments(text, range).filter_map(|(segment, is_word)| is_word.then_some(segment))
}

/// All of `range`, cut where words begin and end: words, blanks and punctuation marks alike.
pub fn word_parts(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    segments(text, range).map(|(segment, _)| segment)
}

/// The word at `at`, or the word that ends there; between words the blanks or the punctuation mark.
pub fn word_around(text: &str, at: usize) -> Range<usize> {
    let line = line_around(text, at);
    let mut ends_here = None;
    for (segment, is_word) in segments(text, line) {
        if segment.end == at && is_word {
            ends_here = Some(segment);
        } else if segment.contains(&at) {
            return if is_word { segment } else { ends_here.unwrap_or(segment) };
        }
    }
    ends_here.unwrap_or(at..at)
}

/// The end of the first word that ends after `at`; the text's end when there is none.
pub fn word_after(text: &str, at: usize) -> usize {
    lines_from(text, at)
        .find_map(|line| words(text, line).map(|word| word.end).find(|&end| end > at))
        .unwrap_or(text.len())
}

/// The beginning of the last word that begins before `at`; 0 when there is none.
pub fn word_before(text: &str, at: usize) -> usize {
    lines_back(text, at)
        .find_map(|line| words(text, line).map(|word| word.start).take_while(|&start| start < at).last())
        .unwrap_or(0)
}

/// The sentence at `at`, without the blanks around it; the one before when `at` lies in blanks after it. Empty in an
/// empty line.
pub fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let line = line_around(text, at);
    let mut before = at..at;
    for sentence in sentences(text, line) {
        if at < sentence.start {
            return if before.is_empty() { sentence } else { before };
        }
        before = sentence;
        if at < before.end {
            break;
        }
    }
    before
}

/// The end of the first sentence that ends after `at`; the text's end when there is none.
pub fn sentence_after(text: &str, at: usize) -> usize {
    lines_from(text, at)
        .find_map(|line| sentences(text, line).into_iter().map(|sentence| sentence.end).find(|&end| end > at))
        .unwrap_or(text.len())
}

/// The beginning of the last sentence that begins before `at`; 0 when there is none.
pub fn sentence_before(text: &str, at: usize) -> usize {
    lines_back(text, at)
        .find_map(|line| {
            sentences(text, line).into_iter().map(|sentence| sentence.start).take_while(|&start| start < at).last()
        })
        .unwrap_or(0)
}

/// The line around `at`, or as much of a long one as is read at a time, and where UAX #29 breaks it, ends included.
pub(super) fn word_breaks_around(text: &str, at: usize) -> (Range<usize>, Vec<usize>) {
    let line = line_around(text, at);
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let breaks = segmenter.segment_str(&text[line.clone()]).map(|length| line.start + length).collect();
    (line, breaks)
}

/// What UAX #29 cuts `range` into, and whether each piece is a word.
pub(super) fn segments(text: &str, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, bool)> + '_ {
    let start = range.start;
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let mut last = start;
    segmenter.segment_str(&text[range]).iter_with_word_type().skip(1).map(move |(length, kind)| {
        let segment = last..start + length;
        last = segment.end;
        (segment, kind.is_word_like())
    })
}

/// The sentences of `line`, without the blanks between them.
fn sentences(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let boundaries: Vec<usize> = segmenter.segment_str(&text[line.clone()]).map(|length| line.start + length).collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for pair in boundaries.windows(2) {
        let trimmed = trim(text, pair[0]..pair[1]);
        match found.last_mut() {
            Some(last) if goes_on(&text[last.clone()], &text[trimmed.clone()]) => last.end = trimmed.end,
            _ if trimmed.is_empty() => {}
            _ => found.push(trimmed),
        }
    }
    found
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start.max(range.start + part.trim_end().len())
}

/// Whether `next` belongs to the sentence `before` although UAX #29 breaks there: after an abbreviation, after an
/// initial, and where the next word begins small (“What?” he asked).
fn goes_on(before: &str, next: &str) -> bool {
    let opening = |char: char| !char.is_alphanumeric();
    let first_word = next.trim_start_matches(opening).split(|char: char| !char.is_alphanumeric()).next();
    let Some(first_word) = first_word.filter(|word| !word.is_empty()) else { return false };
    if first_word.chars().next().is_some_and(char::is_lowercase) {
        return true;
    }
    let last_word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let Some(stem) = last_word.trim_start_matches(opening).strip_suffix('.') else { return false };
    let dotted = stem.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    if dotted && stem.contains('.') {
        return !SENTENCE_OPENERS.contains(&first_word);
    }
    (dotted && stem.chars().all(char::is_uppercase)) || ABBREVIATIONS.contains(&stem)
}

/// Titles and small words that news prose shortens and that are always followed by more of the sentence.
const ABBREVIATIONS: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Capt", "Maj", "Cmdr",
    "Adm", "Rev", "Hon", "St", "Mt", "No", "Nos", "Art", "Fig", "vs", "cf", "approx", "Jan", "Feb", "Aug", "Sept",
    "Oct", "Nov", "Dec", "Nr", "Hr", "Fr", "bzw", "ca", "Mme", "Mlle",
];

/// What begins a sentence far more often than a name: after “U.S.” the sentence ends before one of these.
const SENTENCE_OPENERS: &[&str] = &[
    "The", "A", "An", "This", "That", "These", "Those", "It", "He", "She", "They", "We", "I", "You", "But", "And",
    "In", "On", "At", "For", "After", "Before", "When", "While", "There", "His", "Her", "Their", "However", "Some",
    "Many",
];

/// The line that `at` lies in, without its line feed; of a long one what lies within [`WINDOW`] bytes on either side, cut at a
/// blank where there is one.
pub fn line_around(text: &str, at: usize) -> Range<usize> {
    let at = floor(text, at);
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
    let end = floor(text, end.min(at.saturating_add(WINDOW)));
    window_start(text, at)..end
}

fn lines_from(text: &str, at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let next =
        |line: &Range<usize>| (line.end < text.len()).then(|| line_around(text, line.end + next_char(text, line.end)));
    std::iter::successors(Some(line_around(text, at)), next)
}

fn lines_back(text: &str, at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let back = |line: &Range<usize>| line.start.checked_sub(1).map(|before| line_around(text, before));
    std::iter::successors(Some(line_around(text, at)), back)
}

/// How many bytes the line end at `at` takes; none where a line was cut at the window.
fn next_char(text: &str, at: usize) -> usize {
    usize::from(text.as_bytes().get(at) == Some(&b'\n'))
}

/// Where to begin reading for a boundary at `at`: the line's beginning, or a blank not too far back.
fn window_start(text: &str, at: usize) -> usize {
    let earliest = floor(text, at.saturating_sub(WINDOW));
    let before = &text.as_bytes()[earliest..at];
    match memchr::memrchr(b'\n', before) {
        Some(newline) => earliest + newline + 1,
        None if earliest == 0 => 0,
        None => memchr::memchr(b' ', before).map_or(earliest, |blank| earliest + blank + 1),
    }
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

/// Whether `char` is a letter of Chinese or Japanese, which are written without blanks.
pub fn is_unspaced(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sentences of `text`, found by stepping through it.
    fn steps(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let end = sentence_after(text, at);
            let sentence = sentence_around(text, end - 1);
            if sentence.end > at && !sentence.is_empty() {
                assert_eq!(sentence_around(text, sentence.start), sentence);
                assert_eq!(sentence_before(text, sentence.end), sentence.start);
                found.push(&text[sentence]);
            }
            at = end;
        }
        found
    }

    #[test]
    fn a_sentence_goes_on_after_an_abbreviation_and_a_quoted_question() {
        assert_eq!(steps("Mr. Obi met J. Smith. They left."), ["Mr. Obi met J. Smith.", "They left."]);
        assert_eq!(steps("“What?” he asked. “No!”"), ["“What?” he asked.", "“No!”"]);
        assert_eq!(
            steps("The U.S. Senate met. It left the U.S. The end."),
            ["The U.S. Senate met.", "It left the U.S.", "The end."]
        );
        assert_eq!(steps("Rents rose 4.2 per cent.\nHomes, too."), ["Rents rose 4.2 per cent.", "Homes, too."]);
        assert_eq!(
            steps("It left the EU. See example.org. Rents rose."),
            ["It left the EU.", "See example.org.", "Rents rose."]
        );
        assert_eq!(steps("a headline\n  of two lines"), ["a headline", "of two lines"], "a line is a sentence's end");
        assert_eq!(steps("桥将关闭。何时？"), ["桥将关闭。", "何时？"]);
        assert_eq!(steps("قالت نادية. غادر الوزير؟"), ["قالت نادية.", "غادر الوزير؟"]);
    }

    #[test]
    fn blanks_are_no_sentence_and_no_word() {
        let text = "  \n\n One.\n  ";
        assert_eq!((sentence_after(text, 0), sentence_before(text, text.len())), (9, 5));
        assert_eq!((word_after(text, 0), word_before(text, text.len())), (8, 5));
    }

    #[test]
    fn far_from_the_beginning_all_is_as_near_to_it() {
        let text = "Rents rosé.\n".repeat(3000);
        let line = "Rents rosé.\n".len();
        for start in (0..text.len()).step_by(line).skip(1).step_by(97) {
            assert_eq!((sentence_before(&text, start), sentence_after(&text, start)), (start - line, start + line - 1));
            assert_eq!((word_before(&text, start), word_after(&text, start)), (start - 7, start + 5));
        }
        let text = "éé ".repeat(10_000);
        for at in (0..text.len()).step_by(5).skip(1).flat_map(|start| [start, start + 2]).step_by(79) {
            assert_eq!(word_around(&text, at), at / 5 * 5..at / 5 * 5 + 4);
            assert_eq!((cluster_before(&text, at + 2), cluster_after(&text, at)), (at, at + 2));
        }
    }

    #[test]
    fn words_are_found_from_within_and_from_behind() {
        let text = "Israel’s 4.2% café (x)";
        assert_eq!(&text[word_around(text, 3)], "Israel’s");
        assert_eq!(&text[word_around(text, "Israel’s".len())], "Israel’s");
        assert_eq!(&text[word_around(text, "Israel’s 4".len())], "4.2");
        assert_eq!(&text[word_around(text, text.len() - 1)], "x");
        assert_eq!(word_after(text, 0), "Israel’s".len());
        assert_eq!(word_before(text, text.len()), text.len() - 2);
        assert_eq!((word_before("", 0), word_after("", 0), word_around("", 0)), (0, 0, 0..0));
        let thai = "ภาษาไทย";
        assert!(word_after(thai, 0) < thai.len(), "Thai words are told apart by a dictionary");
    }

    #[test]
    fn clusters_are_never_cut() {
        for cluster in ["é", "e\u{301}", "👩‍👩‍👧‍👦", "🇵🇸", "3️⃣", "क्षि", "\r\n"] {
            let text = format!("a{cluster}b");
            let end = 1 + cluster.len();
            assert_eq!((cluster_after(&text, 1), cluster_before(&text, end)), (end, 1), "{cluster}");
            assert!((1..end).all(|at| cluster_at_or_before(&text, at) == 1), "{cluster}");
        }
        assert_eq!((cluster_after("", 0), cluster_before("", 0)), (0, 0));
    }

    proptest! {
        #[test]
        fn a_cluster_is_found_without_reading_its_line(
            text in "(\\PC|[\u{300}-\u{36f}\u{1f1e6}-\u{1f1ff}\u{200d}\u{600}क्षिก\u{e33}각각👩🏽\r\n]){0,40}",
        ) {
            let boundaries: Vec<usize> = GraphemeClusterSegmenter::new().segment_str(&text).collect();
            for (at, _) in text.char_indices() {
                let expected = boundaries[boundaries.partition_point(|&boundary| boundary <= at) - 1];
                prop_assert_eq!(cluster_at_or_before(&text, at), expected);
            }
        }
    }

    #[test]
    fn a_huge_line_costs_a_window() {
        let text = "word ".repeat(1_000_000);
        let at = text.len() / 2;
        assert_eq!(word_after(&text, at), at + 4);
        assert_eq!(word_before(&text, at), at - 5);
        assert!(!sentence_around(&text, at).is_empty());
    }
}
