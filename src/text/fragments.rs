//! Which stretches make one annotation? One span, or several with other text between them.

use std::fmt;

use super::Span;

/// One or more spans of one annotation, in the order of the text, none touching the next.
///
/// ```text
/// “We would rather close it once,” said Mara Lindqvist, “than patch it.”
/// ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^                      ^^^^^^^^^^^^^^^^   one quote, two fragments
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fragments(Parts);

// A single span, as nearly all are, lies in place: 16 bytes in either case.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Parts {
    One(Span),
    /// At least two.
    Several(Box<[Span]>),
}

/// Why some spans are no fragments of one annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FragmentsError {
    /// No span at all.
    None,
    /// Two of them share text, or one begins where the other ends.
    Touching(Span, Span),
}

impl Fragments {
    /// The given spans, in any order; an error when there is none or when two of them touch.
    pub fn new(mut spans: Vec<Span>) -> Result<Self, FragmentsError> {
        spans.sort_unstable();
        if let Some(&[a, b]) = spans.array_windows().find(|[a, b]| a.touches(*b)) {
            return Err(FragmentsError::Touching(a, b));
        }
        match spans[..] {
            [] => Err(FragmentsError::None),
            [one] => Ok(Self(Parts::One(one))),
            _ => Ok(Self(Parts::Several(spans.into_boxed_slice()))),
        }
    }

    /// These with `span` added; what it touches becomes one fragment with it.
    #[must_use]
    pub fn with(&self, span: Span) -> Self {
        let (joined, mut apart): (Vec<Span>, Vec<Span>) = self.spans().iter().partition(|own| own.touches(span));
        apart.push(joined.into_iter().fold(span, Span::cover));
        Self::new(apart).unwrap_or_else(|_| span.into())
    }

    /// These less `span`, each cut where it overlaps; nothing when nothing is left. `text` is the text they mark.
    pub fn without(&self, span: Span, text: &str) -> Option<Self> {
        let left = self
            .spans()
            .iter()
            .flat_map(|own| [own.start()..own.end().min(span.start()), own.start().max(span.end())..own.end()]);
        Self::new(left.filter_map(|bytes| Span::new(text, bytes).ok()).collect()).ok()
    }

    /// The spans, in the order of the text; at least one.
    pub fn spans(&self) -> &[Span] {
        match &self.0 {
            Parts::One(span) => std::slice::from_ref(span),
            Parts::Several(spans) => spans,
        }
    }

    /// From the first byte of the first to the last byte of the last.
    pub fn hull(&self) -> Span {
        match &self.0 {
            Parts::One(span) => *span,
            Parts::Several(spans) => spans.iter().copied().reduce(Span::cover).unwrap_or(spans[0]),
        }
    }

    /// Whether one of them overlaps `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        self.spans().iter().any(|own| own.overlaps(span))
    }

    /// Whether the byte `at` lies in one of them.
    pub fn contains_byte(&self, at: usize) -> bool {
        self.spans().iter().any(|own| own.contains_byte(at))
    }

    /// Their text, joined by one space each.
    pub fn text(&self, text: &str) -> String {
        let parts: Vec<&str> = self.spans().iter().map(|span| span.of(text)).collect();
        parts.join(" ")
    }
}

impl From<Span> for Fragments {
    fn from(span: Span) -> Self {
        Self(Parts::One(span))
    }
}

impl fmt::Debug for Fragments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.spans()).finish()
    }
}

impl fmt::Display for FragmentsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => write!(f, "an annotation needs at least one range"),
            Self::Touching(..) => write!(f, "two of its ranges overlap or touch"),
        }
    }
}

impl FragmentsError {
    /// What would cure it.
    pub fn hint(self) -> &'static str {
        match self {
            Self::None => "give a range as START..END",
            Self::Touching(..) => "write ranges that touch as one range",
        }
    }
}

impl std::error::Error for FragmentsError {}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "abcdefghijklmnop";

    fn fragments(ranges: &[(usize, usize)]) -> Result<Fragments, FragmentsError> {
        Fragments::new(ranges.iter().map(|&(start, end)| Span::new(TEXT, start..end).expect("in the text")).collect())
    }

    fn check(ranges: &[(usize, usize)]) -> Fragments {
        fragments(ranges).expect("fragments")
    }

    #[test]
    fn fragments_are_sorted_and_never_touch() {
        assert_eq!(check(&[(5, 7), (0, 2)]), check(&[(0, 2), (5, 7)]));
        assert!(matches!(fragments(&[(0, 3), (3, 5)]), Err(FragmentsError::Touching(..))));
        assert_eq!(fragments(&[]), Err(FragmentsError::None));
        assert_eq!(FragmentsError::None.hint(), "give a range as START..END");
        assert_eq!(size_of::<Fragments>(), 16);
    }

    #[test]
    fn an_added_span_joins_what_it_touches() {
        let span = Span::new(TEXT, 2..5).expect("in the text");
        assert_eq!(check(&[(0, 2), (5, 7), (9, 10)]).with(span), check(&[(0, 7), (9, 10)]));
        assert_eq!(check(&[(0, 7)]).without(span, TEXT), Some(check(&[(0, 2), (5, 7)])));
        assert_eq!(check(&[(2, 5)]).without(span, TEXT), None);
    }

    #[test]
    fn the_text_of_fragments_is_joined_by_one_space() {
        let both = check(&[(0, 2), (5, 7)]);
        assert_eq!(both.text(TEXT), "ab fg");
        assert_eq!(both.hull().bytes(), 0..7);
        assert!(both.contains_byte(6) && !both.contains_byte(3));
        let overlaps = |start, end| both.overlaps(Span::new(TEXT, start..end).expect("in the text"));
        assert!(overlaps(1, 3) && overlaps(6, 9) && !overlaps(2, 5), "what lies between them is not theirs");
    }
}
