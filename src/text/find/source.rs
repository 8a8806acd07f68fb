//! What does a query mean as a regular expression? Words in all the ways they are written, and never a line end.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_segmenter::GraphemeClusterSegmenter;
use regex_syntax::hir::{Capture, Class, ClassBytesRange, ClassUnicodeRange, Hir, HirKind, Literal, Look, Repetition};
use regex_syntax::hir::{ClassBytes, ClassUnicode};
use regex_syntax::{ParserBuilder, escape};

use super::{Case, QueryError};

/// An expression that matches nothing.
pub const NEVER: &str = "[a&&b]";

/// What may follow the last letter of what was typed and belongs to it, though nobody sees it.
const UNSEEN: [char; 4] = ['\u{200c}', '\u{200d}', '\u{fe0e}', '\u{fe0f}'];

/// The expression for words just as they stand there.
pub fn literal(words: &str) -> String {
    let mut source = String::new();
    let mut start = 0;
    for end in GraphemeClusterSegmenter::new().segment_str(words).skip(1) {
        source.push_str(&written(&words[start..end]));
        start = end;
    }
    if !source.is_empty() && !words.ends_with(UNSEEN) {
        source.push('[');
        source.extend(UNSEEN);
        source.push_str("]?");
    }
    source
}

/// The expression for one character as it is seen, in all the ways in which it is written.
fn written(cluster: &str) -> String {
    match cluster {
        "\"" => "[\"„“”«»]".into(),
        "'" => "['‚‘’‹›]".into(),
        " " | "\u{a0}" | "\u{202f}" => r"\p{Zs}".into(),
        ascii if ascii.is_ascii() => escape(ascii),
        _ => {
            let composed = ComposingNormalizerBorrowed::new_nfc().normalize(cluster);
            let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(cluster);
            let mut ways = vec![composed.as_ref()];
            ways.extend([decomposed.as_ref(), cluster].into_iter().filter(|way| *way != composed));
            ways.dedup();
            // Emoji keyboards put the selector of the coloured picture or leave it out.
            let ways: Vec<String> = ways.iter().map(|way| escape(way).replace('\u{fe0f}', "\u{fe0f}?")).collect();
            if ways.len() == 1 { ways.concat() } else { format!("(?:{})", ways.join("|")) }
        }
    }
}

/// The meaning of an expression, in which `^` and `$` are the ends of a line.
pub fn parse(source: &str, case: Case) -> Result<Hir, QueryError> {
    let mut parser = ParserBuilder::new().multi_line(true).case_insensitive(case == Case::Ignored).build();
    parser.parse(source).map_err(|error| QueryError::syntax(&error))
}

/// Whether nothing at all is matched.
pub fn is_never(hir: &Hir) -> bool {
    hir.properties().minimum_len().is_none()
}

/// The same expression without a line end in anything it matches. So searching many lines at once finds what searching
/// each alone would, and no search runs over the end of its line.
pub fn within_lines(hir: Hir) -> Hir {
    match hir.into_kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(Literal(bytes)) if bytes.contains(&b'\n') => Hir::fail(),
        HirKind::Literal(Literal(bytes)) => Hir::literal(bytes),
        HirKind::Class(class) => Hir::class(without_line_end(class)),
        HirKind::Look(look) => Hir::look(of_the_line(look)),
        HirKind::Repetition(repetition) => repeated(repetition),
        HirKind::Capture(capture) => within_lines(*capture.sub),
        HirKind::Concat(all) => {
            let all: Vec<Hir> = all.into_iter().map(within_lines).collect();
            if all.iter().any(is_never) { Hir::fail() } else { Hir::concat(all) }
        }
        HirKind::Alternation(all) => {
            Hir::alternation(all.into_iter().map(within_lines).filter(|hir| !is_never(hir)).collect())
        }
    }
}

fn without_line_end(class: Class) -> Class {
    match class {
        Class::Unicode(mut class) => {
            class.difference(&ClassUnicode::new([ClassUnicodeRange::new('\n', '\n')]));
            Class::Unicode(class)
        }
        Class::Bytes(mut class) => {
            class.difference(&ClassBytes::new([ClassBytesRange::new(b'\n', b'\n')]));
            Class::Bytes(class)
        }
    }
}

fn of_the_line(look: Look) -> Look {
    match look {
        Look::Start | Look::StartCRLF => Look::StartLF,
        Look::End | Look::EndCRLF => Look::EndLF,
        other => other,
    }
}

fn repeated(repetition: Repetition) -> Hir {
    let sub = within_lines(*repetition.sub);
    if is_never(&sub) {
        return if repetition.min == 0 { Hir::empty() } else { Hir::fail() };
    }
    // Written out without brackets, `(?:a+)?` would be the reluctant `a+?`.
    let bare = matches!(sub.kind(), HirKind::Repetition(_));
    let sub = if bare { Hir::capture(Capture { index: 1, name: None, sub: Box::new(sub) }) } else { sub };
    Hir::repetition(Repetition { sub: Box::new(sub), ..repetition })
}
