//! Which is the other half of a quotation that “she said” breaks in two?

use super::attribution::only_attributes;
use super::quotations::around;
use crate::text::Span;

/// The other half of the quotation `half`, in the same paragraph: `“…,” said X. “…”`. `half` may be given without its marks.
/// Where one stands on either side, the later. Nothing where the words between say more than who speaks.
///
/// ```
/// # use copydesk::{suggest, text::Span};
/// let text = "“We know,” she said, “but not all.”";
/// let [first, second] = suggest::quotations(text, 0..text.len())[..] else { panic!("two") };
/// assert_eq!(suggest::other_half(text, first), Some(second));
/// assert_eq!(suggest::other_half(text, second), Some(first));
/// ```
pub fn other_half(text: &str, half: Span) -> Option<Span> {
    if half.of(text).is_empty() {
        return None;
    }
    let (_, quotations) = around(text, half.start());
    let own = quotations.iter().position(|span| span.overlaps(half))?;
    // A stretch with several quotations is no half of one.
    if quotations.get(own + 1).is_some_and(|next| next.overlaps(half)) || !is_within(text, half, quotations[own]) {
        return None;
    }
    let joins = |first: usize| {
        let (a, b) = (quotations.get(first)?, quotations.get(first + 1)?);
        (goes_on(text, *a, *b) && only_attributes(text, a.end()..b.start())).then_some(first)
    };
    let next = joins(own).map(|_| quotations[own + 1]);
    next.or_else(|| own.checked_sub(1).and_then(joins).map(|first| quotations[first]))
}

/// Whether `half` has no words outside of the quotation `whole`.
fn is_within(text: &str, half: Span, whole: Span) -> bool {
    let outside = [half.start()..whole.start(), whole.end()..half.end()];
    !outside.into_iter().filter_map(|range| text.get(range)).any(|part| part.chars().any(char::is_alphanumeric))
}

/// Whether the quotation `a` is broken off before `b`: it ends with a comma, a question or a cry, or a comma follows.
fn goes_on(text: &str, a: Span, b: Span) -> bool {
    let is_mark = |char: char| {
        !char.is_alphanumeric() && !matches!(char, ',' | '?' | '!' | '…' | '—' | '–' | '-' | '.' | '،' | '؟' | '，')
    };
    let last = a.of(text).trim_end_matches(is_mark).chars().next_back();
    let broken = last.is_some_and(|char| matches!(char, ',' | '?' | '!' | '…' | '—' | '–' | '-' | '،' | '؟' | '，'));
    let between = text[a.end()..b.start()].trim_start();
    let behind = between.starts_with([',', '،', '，', '—', '–', '-']);
    broken || behind
}
