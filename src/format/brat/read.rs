//! How do brat's lines become a project? What is said of marks is gathered first, since it may stand anywhere; then the marks
//! come in, line by line.

mod said;

use std::sync::Arc;

use self::said::Said;
use super::{MORE, TEXT};
use crate::format::counting::says;
use crate::format::incoming::{Incoming, IncomingAnnotation, named_of};
use crate::format::{Part, ReadError, Reading, Source, named, shorten, utf8};
use crate::project::Article;
use crate::text::{Span, Unit};

/// So many marks say whether the byte-order mark before a text counts.
const TRIED: usize = 4096;

/// The project in `source`, with the text that lies beside it.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let mut files = vec![(Part::Main, utf8(source.bytes)?)];
    if let Some(bytes) = source.beside(MORE) {
        files.push((Part::Beside(MORE), utf8(bytes)?));
    }
    let lines = || files.iter().flat_map(|&(part, text)| lines(text).map(move |(line, words)| (part, line, words)));
    let (article, has_mark) = article(source, lines().map(|(_, _, words)| words))?;
    let mut reading = Reading::default();
    let mut said = Said::default();
    for (part, line, words) in lines() {
        if let Err(why) = said.hear(&mut reading, (part, line), words) {
            reading.refuse(line, part, "the line", why);
        }
    }
    said.move_from_events(&mut reading);
    let mut incoming = Incoming::new(source.stem, 1, Some(article)).counting(Unit::Chars, has_mark);
    for (part, line, words) in lines().filter(|(_, _, words)| words.starts_with('T')) {
        match Mark::of(words) {
            Ok(mark) => incoming.take(said.annotation(line, mark)),
            Err(why) => {
                let id = words.split('\t').next().unwrap_or_default();
                reading.refuse(line, part, named_of("annotation", id, source.stem), why);
            }
        }
    }
    said.relate(&mut incoming, &mut reading, lines().map(|(_, _, words)| words));
    reading.take(incoming);
    Ok(reading.sorted())
}

/// The lines of a file that are not blank, with their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = Some(text);
    let lines = std::iter::from_fn(move || {
        let (line, behind) = match (rest?, memchr::memchr(b'\n', rest?.as_bytes())) {
            (text, Some(end)) => (&text[..end], Some(&text[end + 1..])),
            (text, None) => (text, None),
        };
        rest = behind;
        Some(line.strip_suffix('\r').unwrap_or(line))
    });
    (1..).zip(lines).filter(|(_, line)| !line.trim_start().is_empty())
}

/// What stands before the first `at`, a character of one byte, and what behind it.
fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let end = memchr::memchr(at, text.as_bytes())?;
    Some((&text[..end], &text[end + 1..]))
}

/// The text beside the file, or else the one that was given; and whether a byte-order mark was taken off that may count.
fn article<'a>(source: &Source<'_>, lines: impl Iterator<Item = &'a str>) -> Result<(Arc<Article>, bool), ReadError> {
    let Some(bytes) = source.beside(TEXT) else {
        let stem = named(source.stem);
        let message = format!("the text of {stem} is not there: brat has it in {stem}.txt beside this file");
        let hint = format!("put it there, or give it as `--text {stem}.txt`");
        let given = source.texts.article(source.stem, 1);
        return given.map(|article| (article, false)).ok_or_else(|| ReadError::new(message, hint));
    };
    let wrong = |why: ReadError| ReadError::new(format!("the text beside it: {}", why.message), why.hint);
    let taken = |text: &str| {
        let article = Article::new(text.to_owned()).map_err(|error| ReadError::new(error.to_string(), "split it"));
        article.map(Arc::new).map_err(wrong)
    };
    let text = utf8(bytes).map_err(wrong)?;
    let article = taken(text)?;
    if text.len() == bytes.len() {
        return Ok((article, false));
    }
    // brat counts the mark as a character of the text: so it is one, where the marks lie so.
    let with_mark = taken(&format!("\u{feff}{text}"))?;
    let marks: Vec<Mark<'_>> = lines.filter_map(|line| Mark::of(line).ok()).take(TRIED).collect();
    let holding = |article: &Article| marks.iter().filter(|mark| mark.holds(article)).count();
    let counting_it = holding(&with_mark);
    if counting_it > 0 && counting_it >= holding(&article) { Ok((with_mark, false)) } else { Ok((article, true)) }
}

/// What a line says of a text: `T1<TAB>type 0 5;9 12<TAB>words`.
struct Mark<'a> {
    id: &'a str,
    label: &'a str,
    start: usize,
    end: usize,
    /// Where there are several.
    fragments: Vec<(usize, usize)>,
    words: Option<&'a str>,
}

impl<'a> Mark<'a> {
    fn of(line: &'a str) -> Result<Self, ReadError> {
        let wrong = || {
            let message = format!("is `{}`, which is no mark", shorten(line));
            ReadError::new(message, "a mark is a line of three parts with tabs between: T1, TYPE START END, the words")
        };
        let (id, rest) = cut(line, b'\t').filter(|(id, _)| id.starts_with('T')).ok_or_else(wrong)?;
        let (what, words) = cut(rest, b'\t').unwrap_or((rest, ""));
        let words = Some(words).filter(|words| !words.is_empty());
        let (label, places) = cut(what.trim_end(), b' ').ok_or_else(wrong)?;
        // Nearly all are in one part, with a blank between its numbers.
        if let Some((Ok(start), Ok(end))) = cut(places, b' ').map(|(start, end)| (start.parse(), end.parse())) {
            return Ok(Self { id, label, start, end, fragments: Vec::new(), words });
        }
        let (mut start, mut end, mut fragments) = (usize::MAX, 0, Vec::new());
        let is_one = !places.contains(';');
        for place in places.split(';') {
            let mut numbers = place.split(' ').filter(|number| !number.is_empty()).map(str::parse);
            let (Some(Ok(from)), Some(Ok(to)), None) = (numbers.next(), numbers.next(), numbers.next()) else {
                return Err(wrong());
            };
            (start, end) = (start.min(from), end.max(to));
            if !is_one {
                fragments.push((from, to));
            }
        }
        Ok(Self { id, label, start, end, fragments, words })
    }

    /// Whether its words stand at its place in `article`.
    fn holds(&self, article: &Article) -> bool {
        let whole = [(self.start, self.end)];
        let ranges = if self.fragments.is_empty() { &whole[..] } else { &self.fragments };
        let spans: Result<Vec<Span>, _> =
            ranges.iter().map(|&(start, end)| article.span_in(Unit::Chars, start..end)).collect();
        self.words.is_some_and(|words| spans.is_ok_and(|spans| says(article.text(), &spans, words, false)))
    }

    fn annotation(self) -> IncomingAnnotation<'a> {
        let Self { label, start, end, fragments, words, .. } = self;
        let text = words.map(Into::into);
        IncomingAnnotation { label: label.into(), start, end, fragments, text, ..IncomingAnnotation::default() }
    }
}
