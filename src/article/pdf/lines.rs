//! What are the lines of a page? Letters that follow one another on a baseline, with the spaces that only gaps show.

use super::direction::{is_from_right, is_mark, read_order};
use super::sheet::{Glyph, Sheet};

/// The gap that parts two words where the file has no spaces, in sizes of the letter.
const WORD_GAP: f32 = 0.16;

/// The gap that parts two words in a line that has spaces of its own.
const WIDE_GAP: f32 = 0.2;

/// The gaps of a document, in sizes of the letter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gaps {
    /// What parts two stretches of a line.
    pub(super) stretches: f32,
    /// What parts two cells of a table.
    pub(super) cells: f32,
}

/// Those of a document whose words are parted by gaps alone.
const WITHOUT_SPACES: Gaps = Gaps { stretches: 0.7, cells: 1.05 };

/// Those of a document that has spaces: where there is a gap without one, something else ends.
const WITH_SPACES: Gaps = Gaps { stretches: 0.25, cells: 0.22 };

/// How wide a space may become in a line that is spread to fill its column, in sizes.
const WIDEST_SPACE: f32 = 5.0;

/// A line of text: in a column, or a stretch of one that nothing is known of yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// Where it begins, from the left of the page.
    pub(super) left: f32,
    /// Where it ends.
    pub(super) right: f32,
    /// Where its second word begins: in an item, what its other lines stand under.
    pub(super) second: f32,
    /// How far its baseline is below the top of the page.
    pub(super) baseline: f32,
    /// The size of most of its letters.
    pub(super) size: f32,
    /// Whether all of it is bold.
    pub(super) bold: bool,
    /// Whether all of it leans.
    pub(super) italic: bool,
    /// Its words, in the order of reading.
    pub(super) text: String,
    /// The number or sign before it that is set high, as that of a note.
    pub(super) label: String,
    /// How it ends.
    pub(super) end: End,
    /// Whether something in it is set high, which moves it down from the line above.
    pub(super) has_raised: bool,
    /// The page it is on.
    pub(super) page: usize,
}

/// How a line ends, as far as it says whether a word goes on in the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// With a word, or a hyphen that may be either.
    #[default]
    Plain,
    /// With a hyphen that a program put there to break the word; it is not in the text.
    Broken,
}

/// Stretches of letters, each drawn one after another on a baseline, in the order in which they are drawn.
pub(super) fn stretches(glyphs: &[Glyph], gap: f32) -> Vec<Vec<Glyph>> {
    let mut stretches: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match stretches.last_mut() {
            Some(stretch) if stretch.last().is_some_and(|last| follows(last, glyph, stretch, gap)) => {
                stretch.push(*glyph);
            }
            _ => stretches.push(vec![*glyph]),
        }
    }
    stretches.retain(|stretch| !stretch.iter().all(Glyph::is_space));
    stretches
}

/// The gaps of a document.
pub(super) fn gaps(sheets: &[Sheet]) -> Gaps {
    let glyphs = || sheets.iter().flat_map(|sheet| &sheet.glyphs);
    let has_spaces = glyphs().filter(|glyph| glyph.is_space()).count() * 14 > glyphs().count();
    if has_spaces { WITH_SPACES } else { WITHOUT_SPACES }
}

/// Whether a letter goes on where the one before it ended, to either side.
fn follows(last: &Glyph, next: &Glyph, stretch: &[Glyph], gap: f32) -> bool {
    let size = last.size.max(next.size);
    let first = stretch.first().unwrap_or(last);
    // Beside a space that the file has, a gap is a part of it; without one it parts cells, columns, or words.
    let gap = if last.is_space() || next.is_space() { gap.max(WIDEST_SPACE) } else { gap };
    let is_level = on_one_baseline(last, next) || on_one_baseline(first, next);
    let to_right = next.left - last.right;
    let to_left = first.left.min(last.left) - next.right;
    // A mark has the place of its letter.
    let is_on_last = is_mark(next.letter) && next.left >= last.left && next.right <= last.right;
    is_level
        && (is_on_last || (-0.6 * size..gap * size).contains(&to_right) || (-0.3 * size..gap * size).contains(&to_left))
}

/// Whether two letters stand on a baseline, or one is set high or low beside the other.
fn on_one_baseline(one: &Glyph, other: &Glyph) -> bool {
    let (small, large) = (one.size.min(other.size), one.size.max(other.size));
    let most = if small < 0.86 * large { 0.6 } else { 0.45 };
    (one.baseline - other.baseline).abs() <= most * large
}

impl Line {
    /// The line of these letters, in whatever order they were drawn.
    pub(super) fn of(glyphs: &[Glyph], page: usize) -> Self {
        let mut glyphs = glyphs.to_vec();
        if glyphs.windows(2).any(|pair| pair[1].left < pair[0].left) {
            glyphs = from_the_left(&glyphs);
        }
        drop_shadows(&mut glyphs);
        let size = usual_size(&glyphs);
        let baseline = usual_baseline(&glyphs, size);
        let words = glyphs.iter().filter(|glyph| !glyph.is_space());
        let left = words.clone().map(|glyph| glyph.left).fold(f32::INFINITY, f32::min);
        let right = words.clone().map(|glyph| glyph.right).fold(f32::NEG_INFINITY, f32::max);
        let bold = words.clone().filter(|glyph| glyph.letter.is_alphanumeric()).all(|glyph| glyph.style.bold);
        let italic = words.clone().filter(|glyph| glyph.letter.is_alphabetic()).all(|glyph| glyph.style.italic);
        let has_raised = words.clone().any(|glyph| is_raised(glyph, size, baseline));
        let (label, rest) = label_and_rest(&glyphs, size, baseline);
        let end = end_of(&rest);
        let mut text = spaced(&rest, size, baseline);
        if end == End::Broken {
            text.truncate(text.trim_end().len());
            text.pop();
        }
        let second = second_word(&rest, size).unwrap_or(left);
        Self { left, right, second, baseline, size, bold, italic, text, label, end, has_raised, page }
    }
}

/// The letters as they are seen from the left.
fn from_the_left(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut placed: Vec<(f32, Glyph)> = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        let left = match placed.last() {
            Some((left, last)) if is_on_top(last, glyph) => *left,
            _ => glyph.left,
        };
        placed.push((left, *glyph));
    }
    placed.sort_by(|one, other| one.0.total_cmp(&other.0));
    placed.into_iter().map(|(_, glyph)| glyph).collect()
}

/// Whether a letter is drawn in one place with the one before it, as the parts of an Arabic ligature are; their order is then
/// that in which they are drawn, whatever a hair's breadth says.
fn is_on_top(last: &Glyph, next: &Glyph) -> bool {
    is_from_right(last.letter)
        && is_from_right(next.letter)
        && (next.left - last.left).abs() < 0.06 * next.size
        && next.right > last.left + 0.1 * next.size
}

/// Where the second word of a line begins.
fn second_word(glyphs: &[Glyph], size: f32) -> Option<f32> {
    let words = glyphs.iter().position(|glyph| !glyph.is_space())?;
    let pairs = glyphs.get(words..)?.windows(2);
    let parts =
        |pair: &&[Glyph]| !pair[1].is_space() && (pair[0].is_space() || pair[1].left - pair[0].right > WIDE_GAP * size);
    pairs.into_iter().find(parts).map(|pair| pair[1].left)
}

/// Leaves out letters that are drawn twice to look bold.
fn drop_shadows(glyphs: &mut Vec<Glyph>) {
    glyphs.dedup_by(|next, last| {
        next.letter == last.letter
            && !next.is_space()
            && (next.left - last.left).abs() < 0.07 * last.size
            && (next.right - last.right).abs() < 0.07 * last.size
            && next.right - next.left > 0.1 * next.size
            && (next.baseline - last.baseline).abs() < 0.07 * last.size
    });
}

/// The size that most letters have.
fn usual_size(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.size).collect();
    if sizes.is_empty() {
        sizes = glyphs.iter().map(|glyph| glyph.size).collect();
    }
    median(&mut sizes)
}

/// The baseline of the letters of the usual size.
fn usual_baseline(glyphs: &[Glyph], size: f32) -> f32 {
    let mut baselines: Vec<f32> =
        glyphs.iter().filter(|glyph| (glyph.size - size).abs() < 0.1 * size).map(|glyph| glyph.baseline).collect();
    median(&mut baselines)
}

/// The middle one of some numbers; nought when there are none.
pub(super) fn median(numbers: &mut [f32]) -> f32 {
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}

fn is_raised(glyph: &Glyph, size: f32, baseline: f32) -> bool {
    baseline - glyph.baseline > if glyph.size < 0.86 * size { 0.12 } else { 0.25 } * size
}

fn is_note_sign(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '*' | '†' | '‡' | '§' | '¶' | ',' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁰')
}

/// The sign of a note that a line begins with, and the letters after it without the signs that refer to notes.
fn label_and_rest(glyphs: &[Glyph], size: f32, baseline: f32) -> (String, Vec<Glyph>) {
    let is_sign = |glyph: &Glyph| is_note_sign(glyph.letter) && is_raised(glyph, size, baseline);
    let start = glyphs.iter().position(|glyph| !glyph.is_space() && !is_sign(glyph)).unwrap_or(glyphs.len());
    let begins_with_sign = glyphs[..start].iter().any(is_sign);
    let start = if begins_with_sign { start } else { 0 };
    let label = glyphs[..start].iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.letter).collect();
    let mut rest: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut at = start;
    while let Some(glyph) = glyphs.get(at) {
        let len = glyphs[at..].iter().take_while(|glyph| is_sign(glyph)).count();
        if len == 0 || is_power(&rest) {
            rest.push(*glyph);
            at += 1;
        } else {
            // The gap that the sign leaves is none between words.
            let to = glyphs[at + len - 1].right;
            if let Some(last) = rest.last_mut() {
                last.right = to;
            }
            at += len;
        }
    }
    (label, rest)
}

/// Whether what is set high behind these letters is a power: it follows a number or a unit, not a word or its full stop.
fn is_power(before: &[Glyph]) -> bool {
    let word: Vec<char> =
        before.iter().rev().take_while(|glyph| !glyph.is_space()).take(4).map(|glyph| glyph.letter).collect();
    let is_unit = matches!(word[..], ['m'] | ['m', 'k' | 'c' | 'm' | 'd']);
    word.first().is_some_and(char::is_ascii_digit) || is_unit
}

fn end_of(glyphs: &[Glyph]) -> End {
    let mut behind = glyphs.iter().rev().skip_while(|glyph| glyph.is_space());
    let (last, before) = (behind.next(), behind.next());
    let is_hyphen = last.is_some_and(|last| match last.letter {
        '\u{AD}' | '\u{2010}' => true,
        '-' => last.style.alone,
        _ => false,
    });
    if is_hyphen && before.is_some_and(|before| before.letter.is_alphabetic()) { End::Broken } else { End::Plain }
}

/// The words of a line, with a space where the file has one or a gap shows one, in the order of reading.
fn spaced(glyphs: &[Glyph], size: f32, baseline: f32) -> String {
    let has_spaces = glyphs.iter().any(Glyph::is_space);
    let gap = if has_spaces { WIDE_GAP } else { WORD_GAP + usual_gap(glyphs, size) };
    let mut seen: Vec<char> = Vec::with_capacity(glyphs.len() + 16);
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        let is_gap = last.is_some_and(|last| {
            let needed = if joins_wide(last.letter, glyph.letter) { 1.2 } else { gap };
            glyph.left - last.right > needed * size.min(last.size.max(glyph.size)) && !is_mark(glyph.letter)
        });
        if (glyph.is_space() || is_gap) && seen.last().is_some_and(|last| *last != ' ') {
            seen.push(' ');
        }
        if !glyph.is_space() {
            seen.push(glyph.letter);
        }
        last = Some(glyph);
    }
    let _ = baseline;
    let read = read_order(&seen).into_iter().collect::<String>();
    super::words::plain_letters(read.trim())
}

/// The gap that is usual between the letters of a line, in sizes: more than nothing where it is spaced out.
fn usual_gap(glyphs: &[Glyph], size: f32) -> f32 {
    let mut gaps: Vec<f32> = glyphs.windows(2).map(|pair| pair[1].left - pair[0].right).collect();
    gaps.sort_by(f32::total_cmp);
    let low = gaps.get(gaps.len() / 3).copied().unwrap_or(0.0);
    if size > 0.0 { (low / size).clamp(0.0, 0.6) } else { 0.0 }
}

/// Whether a letter is one of those that stand without spaces: Chinese and Japanese.
pub(super) fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{33FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether two letters stand beside one another without a space: both wide, or one of them and a mark that both kinds of
/// script have.
pub(super) fn joins_wide(last: char, next: char) -> bool {
    let is_shared = |letter| matches!(letter, '“' | '”' | '‘' | '’' | '…' | '—' | '·');
    (is_wide(last) && (is_wide(next) || is_shared(next))) || (is_shared(last) && is_wide(next))
}

/// Whether a line runs from the right.
pub(super) fn is_line_from_right(line: &Line) -> bool {
    line.text.chars().any(is_from_right) && super::direction::runs_from_right(line.text.chars())
}
