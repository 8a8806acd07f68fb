//! What do the positions of a file from elsewhere count? It is decided by the words that it says stand there.
//!
//! A format has a unit of its own, and programs that write it another: code points become UTF-16 units in a browser and
//! bytes in C, a CRLF counts once where it was read as text and twice where only its line feed is left, a byte-order mark counts where it was not taken off, and a text
//! that was escaped once too often is longer than the one that was marked. Every way is tried, and the first that puts the
//! most of the quoted words in their places is taken, the format's own before all others; any but that one is told.

use std::borrow::Cow;
use std::sync::Arc;

use crate::project::Article;
use crate::text::{Finder, Span, SpanError, Unit};

/// So many annotations are tried, taken evenly from all: enough to tell, however many there are.
const TRIED: usize = 4096;

/// A way to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counting {
    pub(super) unit: Unit,
    /// Whether a CRLF is one.
    pub(super) joins_line_ends: bool,
    /// Whether a line feed is two: it was a CRLF before the text was taken in.
    pub(super) splits_line_ends: bool,
    /// Whether a byte-order mark, which is no part of the text, is one.
    pub(super) counts_mark: bool,
}

/// What was undone in a text that was escaped too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    None,
    Markup(u8),
    Backslash(u8),
}

/// Where positions that are counted in one way lie in a text.
pub(super) struct Places<'a> {
    article: &'a Article,
    counting: Counting,
    /// For the places where annotations begin and where they end: each ascends nearly always.
    finders: [Finder<'a>; 2],
    /// The byte of every position, where no index of the article knows it; the greatest inside a surrogate pair.
    table: Option<Vec<u32>>,
}

/// One annotation as a file states it: its ranges and the words that it says are there.
pub(super) struct Stated<'a> {
    pub(super) ranges: Cow<'a, [(usize, usize)]>,
    pub(super) words: Option<&'a str>,
    /// Whether the words are only the beginning of what is marked.
    pub(super) is_beginning: bool,
}

/// What was decided of one article.
pub(super) struct Decided {
    pub(super) article: Arc<Article>,
    pub(super) counting: Counting,
    /// What is worth telling of it; may be empty.
    pub(super) note: String,
}

impl Counting {
    /// The plain way to count in `unit`.
    pub(super) fn of(unit: Unit) -> Self {
        Self { unit, joins_line_ends: false, splits_line_ends: false, counts_mark: false }
    }

    /// All ways that could differ for `text`, the plain one in `native` first.
    fn all(native: Unit, text: &str, has_mark: bool) -> Vec<Self> {
        let others = [Unit::Chars, Unit::Utf16, Unit::Bytes].into_iter().filter(|unit| *unit != native);
        let units: Vec<Unit> = std::iter::once(native).chain(others).collect();
        let mut ways = Vec::new();
        for counts_mark in [false, true].into_iter().take(1 + usize::from(has_mark)) {
            for joins_line_ends in [false, true].into_iter().take(1 + usize::from(text.contains("\r\n"))) {
                ways.extend(units.iter().map(|&unit| Self { joins_line_ends, counts_mark, ..Self::of(unit) }));
            }
        }
        if text.contains('\n') && !text.contains('\r') {
            let split: Vec<Self> = ways.iter().map(|&way| Self { splits_line_ends: true, ..way }).collect();
            ways.extend(split);
        }
        ways
    }

    fn in_words(self) -> String {
        let Self { unit, joins_line_ends, splits_line_ends, counts_mark } = self;
        let mut words = match unit {
            Unit::Chars => "code points",
            other => other.name(),
        }
        .to_owned();
        if joins_line_ends {
            words.push_str(", a CRLF as one");
        }
        if splits_line_ends {
            words.push_str(", a line end as two");
        }
        if counts_mark {
            words.push_str(", the byte-order mark too");
        }
        words
    }
}

impl<'a> Places<'a> {
    pub(super) fn new(article: &'a Article, counting: Counting) -> Self {
        let is_plain = counting == Counting::of(counting.unit);
        let table = (!is_plain).then(|| table(article.text(), counting));
        let finder = article.finder(counting.unit);
        Self { article, counting, finders: [finder.clone(), finder], table }
    }

    /// Where its finders are.
    pub(super) fn hints(&self) -> [(usize, usize); 2] {
        [0, 1].map(|which| self.finders[which].place())
    }

    /// Goes on from the hints of places in the same article that were counted alike.
    pub(super) fn go_on(&mut self, hints: [(usize, usize); 2]) {
        self.finders.iter_mut().zip(hints).for_each(|(finder, hint)| finder.go_on(hint));
    }

    /// The span of `start..end`, end exclusive.
    pub(super) fn span(&mut self, start: usize, end: usize) -> Result<Span, SpanError> {
        let unit = self.counting.unit;
        let Some(table) = &self.table else {
            let [first, last] = &mut self.finders;
            return match (start < end).then(|| first.byte(start).zip(last.byte(end))).flatten() {
                Some((start, end)) => Span::new(self.article.text(), start..end),
                // What is wrong with it, the index says.
                None => self.article.span_in(unit, start..end),
            };
        };
        let beyond = || SpanError::Beyond { start, end, length: table.len() - 1, unit };
        let byte = |at: usize| match table.get(at) {
            Some(&u32::MAX) => Err(SpanError::InsideCharacter { at, unit }),
            Some(&byte) => Ok(byte as usize),
            None => Err(beyond()),
        };
        match start.cmp(&end) {
            std::cmp::Ordering::Less => Span::new(self.article.text(), byte(start)?..byte(end)?),
            std::cmp::Ordering::Equal => Err(SpanError::Empty { at: start, unit }),
            std::cmp::Ordering::Greater => Err(SpanError::Backwards { start, end, unit }),
        }
    }

    /// Whether the words that `stated` says stand at its place.
    pub(super) fn hold(&mut self, stated: &Stated<'_>) -> bool {
        let Some(words) = stated.words else { return false };
        let spans = stated.ranges.iter().map(|&(start, end)| self.span(start, end));
        spans
            .collect::<Result<Vec<Span>, _>>()
            .is_ok_and(|spans| says(self.article.text(), &spans, words, stated.is_beginning))
    }
}

/// The byte of every position that `counting` counts, and of the end.
fn table(text: &str, counting: Counting) -> Vec<u32> {
    let Counting { unit, joins_line_ends, splits_line_ends, counts_mark } = counting;
    // A text is never longer than 4 GiB.
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut table = Vec::new();
    if counts_mark {
        let width = if unit == Unit::Bytes { '\u{feff}'.len_utf8() } else { 1 };
        table.extend(std::iter::repeat_n(0, width));
    }
    let mut before = '\0';
    for (at, char) in text.char_indices() {
        if !(joins_line_ends && before == '\r' && char == '\n') {
            let width = match unit {
                Unit::Bytes => char.len_utf8(),
                Unit::Chars => 1,
                Unit::Utf16 => char.len_utf16(),
            };
            // Where a carriage return was, the line feed begins too.
            table.extend(std::iter::repeat_n(narrow(at), 1 + usize::from(splits_line_ends && char == '\n')));
            table.extend(std::iter::repeat_n(u32::MAX, width - 1));
        }
        before = char;
    }
    table.push(narrow(text.len()));
    table
}

/// Whether `words` are what `spans` mark, joined by a space each, or all from the first to the last of them. Programs write
/// blanks and line ends as they like, and escape: such differences say nothing of the place.
pub(super) fn says(text: &str, spans: &[Span], words: &str, is_beginning: bool) -> bool {
    let hull = spans.iter().copied().reduce(Span::cover);
    says_joined(text, spans, words, is_beginning)
        || spans.len() > 1 && hull.is_some_and(|hull| says_joined(text, &[hull], words, is_beginning))
}

fn says_joined(text: &str, spans: &[Span], words: &str, is_beginning: bool) -> bool {
    let joined = || spans.iter().flat_map(|span| [" ", span.of(text)]).skip(1);
    let mut spaced = std::iter::once("").chain(std::iter::repeat(" ")).zip(spans);
    let behind = spaced.try_fold(words, |rest, (space, span)| rest.strip_prefix(space)?.strip_prefix(span.of(text)));
    if behind == Some("") || matches!(spans, [span] if is_beginning && span.of(text).starts_with(words)) {
        return true;
    }
    // What is far longer than the words cannot be them, and is not read.
    let bytes: usize = joined().map(str::len).sum();
    if (!is_beginning && bytes > words.len().saturating_mul(6) + 64) || words.len() > bytes.saturating_mul(6) + 64 {
        return false;
    }
    if !is_beginning {
        let are_same = spans.iter().flat_map(|span| parts(span.of(text))).eq(parts(words));
        if are_same || !words.contains(['&', '\\']) {
            return are_same;
        }
    }
    let marked = joined().take(2 * spans.len()).flat_map(str::chars).take(words.len().saturating_mul(2) + 64);
    let marked: String = if is_beginning { marked.collect() } else { joined().collect() };
    let same = |a: &str, b: &str| if is_beginning { a.starts_with(b.trim_end()) } else { a == b };
    let eased_marked = eased(&marked);
    let as_it_is = eased(words);
    same(&eased_marked, &as_it_is)
        || [Escape::Markup(1), Escape::Markup(2), Escape::Backslash(1), Escape::Backslash(2)]
            .into_iter()
            .any(|escape| unescaped(words, escape).is_some_and(|words| same(&eased_marked, &eased(&words))))
}

/// `words` with every row of blanks and controls as one space, and none at the ends.
fn eased(words: &str) -> String {
    parts(words).collect::<Vec<_>>().join(" ")
}

/// What stands between blanks and controls.
fn parts(words: &str) -> impl Iterator<Item = &str> {
    let is_blank = |char: char| char.is_whitespace() || char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}');
    words.split(is_blank).filter(|part| !part.is_empty())
}

/// `text` without what `escape` names; nothing where that changes nothing.
fn unescaped(text: &str, escape: Escape) -> Option<String> {
    let (once, times): (fn(&str) -> String, u8) = match escape {
        Escape::None => return None,
        Escape::Markup(times) if text.contains('&') => (without_entities, times),
        Escape::Backslash(times) if text.contains('\\') => (without_backslashes, times),
        _ => return None,
    };
    let plain = (0..times).fold(text.to_owned(), |text, _| once(&text));
    (plain != text).then_some(plain)
}

/// `text` with the entities of XML and numbered ones as their characters; what is none stays.
fn without_entities(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = memchr::memchr(b'&', rest.as_bytes()) {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = rest[1..].find(';').filter(|length| *length <= 8).map(|length| &rest[1..=length]);
        match name.and_then(|name| Some((name, entity(name)?))) {
            Some((name, char)) => {
                plain.push(char);
                rest = &rest[name.len() + 2..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain + rest
}

fn entity(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix('#')? {
            digits if digits.starts_with(['x', 'X']) => number(&digits[1..], 16),
            digits => number(digits, 10),
        },
    }
}

/// `text` with the escapes of JSON as their characters; what is none stays.
fn without_backslashes(text: &str) -> String {
    let quoted = format!("\"{}\"", text.replace('\n', "\\n").replace('\r', "\\r").replace('\t', "\\t"));
    if let Ok(plain) = serde_json::from_str(&quoted) {
        return plain;
    }
    // Quotation marks that are not escaped, or a backslash that is only one: the commonest escapes alone.
    text.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").replace("\\\"", "\"").replace("\\/", "/")
}

/// Decides how the positions of `stated` are counted in `article`, and whether its text was escaped too often.
pub(super) fn decide(article: &Arc<Article>, stated: &[Stated<'_>], native: Unit, has_mark: bool) -> Decided {
    let quoted: Vec<&Stated<'_>> =
        stated.iter().filter(|stated| stated.words.is_some_and(|words| !words.is_empty())).collect();
    let tried: Vec<&Stated<'_>> = quoted.iter().step_by(quoted.len() / TRIED + 1).copied().collect();
    let mut best = Decided { article: Arc::clone(article), counting: Counting::of(native), note: String::new() };
    if tried.is_empty() {
        if !stated.is_empty() && article.total(Unit::Utf16) != article.total(Unit::Chars) {
            let unit = best.counting.in_words();
            best.note =
                format!("no words say what its positions count: they are taken as {unit}, as the format has them");
        }
        return best;
    }
    let mut most: Option<(usize, Counting, Escape)> = None;
    'search: for escape in
        [Escape::None, Escape::Markup(1), Escape::Markup(2), Escape::Backslash(1), Escape::Backslash(2)]
    {
        let plain = match unescaped(article.text(), escape).map(Article::new) {
            Some(Ok(plain)) => Arc::new(plain),
            _ if escape == Escape::None => Arc::clone(article),
            _ => continue,
        };
        for counting in Counting::all(native, plain.text(), has_mark) {
            let mut places = Places::new(&plain, counting);
            let fit = tried.iter().filter(|stated| places.hold(stated)).count();
            if most.is_none_or(|(most, ..)| fit > most) {
                most = Some((fit, counting, escape));
                best.article = Arc::clone(&plain);
                best.counting = counting;
            }
            if fit == tried.len() {
                break 'search;
            }
        }
    }
    let are_names = tried.iter().all(|stated| stated.is_beginning);
    if are_names && most.is_some_and(|(fit, ..)| fit < tried.len().div_ceil(2)) {
        // What people call their marks says nothing of where they lie.
        let mut note = String::new();
        if article.total(Unit::Utf16) != article.total(Unit::Chars) {
            let unit = Counting::of(native).in_words();
            note = format!("no words say what its positions count: they are taken as {unit}, as the format has them");
        }
        best = Decided { article: Arc::clone(article), counting: Counting::of(native), note };
    } else if let Some((fit, counting, escape)) = most {
        best.note = note(fit, tried.len(), counting, escape, native);
    }
    best
}

/// What is said of a way that is not the plain one.
fn note(fit: usize, of: usize, counting: Counting, escape: Escape, native: Unit) -> String {
    let mut notes = Vec::new();
    if counting != Counting::of(native) {
        let plain = Counting::of(native).in_words();
        notes.push(format!(
            "positions count {}, not {plain}: {fit} of {of} quoted texts stand there so",
            counting.in_words()
        ));
    }
    match escape {
        Escape::None => {}
        Escape::Markup(_) => {
            notes.push("its text was escaped as markup once too often, and is taken without that".into());
        }
        Escape::Backslash(_) => {
            notes.push("its text was escaped as JSON once too often, and is taken without that".into());
        }
    }
    notes.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is decided of `text` when each of `quoted` (start, end, words) is said of it.
    fn decided(text: &str, native: Unit, has_mark: bool, quoted: &[(usize, usize, &str)]) -> Decided {
        let article = Arc::new(Article::new(text.into()).expect("an article"));
        let stated = |&(start, end, words)| Stated {
            ranges: Cow::Owned(vec![(start, end)]),
            words: Some(words),
            is_beginning: false,
        };
        decide(&article, &quoted.iter().map(stated).collect::<Vec<_>>(), native, has_mark)
    }

    #[test]
    fn the_words_say_what_positions_count() {
        let text = "😀 é says 12% and 😀 14%";
        let check = |native, quoted: &[(usize, usize, &str)], unit| {
            let decided = decided(text, native, false, quoted);
            assert_eq!(decided.counting, Counting::of(unit));
            assert_eq!(decided.note.is_empty(), unit == native, "{}", decided.note);
        };
        check(Unit::Chars, &[(9, 12, "12%"), (19, 22, "14%")], Unit::Chars);
        check(Unit::Chars, &[(10, 13, "12%"), (21, 24, "14%")], Unit::Utf16);
        check(Unit::Chars, &[(13, 16, "12%"), (26, 29, "14%")], Unit::Bytes);
        check(Unit::Utf16, &[(9, 12, "12%"), (19, 22, "14%")], Unit::Chars);
        check(Unit::Utf16, &[(10, 13, "12%"), (21, 24, "14%")], Unit::Utf16);
        check(Unit::Chars, &[(1, 2, "nothing of it")], Unit::Chars);
    }

    #[test]
    fn one_wrong_annotation_changes_nothing_for_the_others() {
        let decided = decided("😀 12% 13% 14%", Unit::Chars, false, &[(2, 5, "12%"), (6, 9, "13%"), (11, 14, "14%")]);
        assert_eq!((decided.counting, decided.note.as_str()), (Counting::of(Unit::Chars), ""));
    }

    #[test]
    fn names_that_are_no_words_decide_nothing() {
        let text = "😀 é says 12% and 😀 14%";
        let article = Arc::new(Article::new(text.into()).expect("an article"));
        let decided = |names: [&'static str; 3]| {
            let ranges = [(10, 13), (21, 24), (10, 13)].map(|range| Cow::Owned(vec![range]));
            let stated = ranges.into_iter().zip(names);
            let stated = stated.map(|(ranges, name)| Stated { ranges, words: Some(name), is_beginning: true });
            decide(&article, &stated.collect::<Vec<_>>(), Unit::Chars, false)
        };
        assert_eq!(decided(["12%", "14%", "renamed"]).counting, Counting::of(Unit::Utf16));
        let named = decided(["one", "14%", "three"]);
        assert_eq!(named.counting, Counting::of(Unit::Chars));
        assert!(named.note.starts_with("no words say what its positions count"), "{}", named.note);
    }

    #[test]
    fn line_ends_and_marks_are_counted_as_the_words_say() {
        let joined = decided("a\r\nb\r\n12%", Unit::Chars, false, &[(2, 3, "b"), (4, 7, "12%")]);
        assert!(joined.counting.joins_line_ends && joined.note.contains("a CRLF as one"), "{}", joined.note);
        let marked = decided("a b 12%", Unit::Chars, true, &[(3, 4, "b"), (5, 8, "12%")]);
        assert!(marked.counting.counts_mark && marked.note.contains("the byte-order mark too"));
        let split = decided("a\nb\n12%", Unit::Chars, false, &[(3, 4, "b"), (6, 9, "12%"), (0, 4, "a\r\nb")]);
        assert!(split.counting.splits_line_ends && split.note.contains("a line end as two"), "{}", split.note);
        let split = decided("é\nb\n12%", Unit::Chars, true, &[(7, 8, "b"), (10, 13, "12%")]);
        assert!(split.counting.splits_line_ends && split.counting.counts_mark && split.counting.unit == Unit::Bytes);
        let plain = decided("a\nb\n12%", Unit::Chars, true, &[(2, 3, "b"), (4, 7, "12%")]);
        assert_eq!((plain.counting, plain.note.as_str()), (Counting::of(Unit::Chars), ""));
        let both = decided("e\r\nb\r\n12%", Unit::Utf16, true, &[(3, 4, "b"), (5, 8, "12%")]);
        assert!(both.counting.counts_mark && both.counting.joins_line_ends);
    }

    #[test]
    fn a_text_that_was_escaped_too_often_is_taken_without() {
        let check = |text: &str, plain: &str, quoted: &[(usize, usize, &str)]| {
            let decided = decided(text, Unit::Chars, false, quoted);
            assert_eq!(decided.article.text(), plain);
            assert_eq!(decided.note.is_empty(), text == plain);
        };
        check("A &amp; B said 12%", "A & B said 12%", &[(0, 5, "A & B"), (11, 14, "12%")]);
        check("A &amp;amp; B said 12%", "A & B said 12%", &[(0, 5, "A & B"), (11, 14, "12%")]);
        check("one\\ntwo \\u00e9 12%", "one\ntwo é 12%", &[(4, 7, "two"), (10, 13, "12%")]);
        check("A &amp; B said 12%", "A &amp; B said 12%", &[(0, 9, "A & B"), (15, 18, "12%")]);
        check("A &lt; 12% &unknown; &#x1F600;", "A < 12% &unknown; 😀", &[(4, 7, "12%"), (18, 19, "😀")]);
    }

    #[test]
    fn words_are_the_same_whatever_their_blanks() {
        let text = "one\u{2028}two  three &";
        let span = |start, end| Span::new(text, start..end).expect("a span");
        assert!(says(text, &[span(0, 9)], "one two", false));
        assert!(says(text, &[span(0, 3), span(11, 18)], "one three &amp;", false));
        assert!(says(text, &[span(0, 3), span(11, 18)], "one two three &", false), "from the first to the last");
        assert!(says(text, &[span(0, 18)], "one two th", true));
        assert!(!says(text, &[span(0, 3)], "two", false) && !says(text, &[span(0, 3)], "on", false));
    }
}
