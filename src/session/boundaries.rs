//! Where does an edge get to? By word, by character, to the end of the sentence or the clause.

use std::ops::Range;

use super::{Edge, Step};
use crate::suggest::{clause_end, sentence_end};
use crate::text::{WINDOW, cluster_after, cluster_before, sentence_before, snap, word_after, word_before};

/// The stretch `bytes` of `text` with one edge moved; nothing when it cannot go that way or when nothing would be left.
///
/// ```text
/// rents [rose] 12%, she said.      E (end, word out)     rents [rose 12%], she said.
/// rents [rose 12%], she said.      Shift+E (word in)     rents [rose] 12%, she said.
/// ```
pub fn moved(text: &str, bytes: Range<usize>, edge: Edge, step: Step) -> Option<Range<usize>> {
    let reached = reached(text, bytes.clone(), edge, step)?;
    let to = if edge == Edge::End { bytes.start..reached } else { reached..bytes.end };
    (to.start < to.end && to != bytes).then_some(to)
}

/// Where the edge of `bytes` gets to; nothing when it cannot go that way.
pub fn reached(text: &str, bytes: Range<usize>, edge: Edge, step: Step) -> Option<usize> {
    match edge {
        Edge::End => end(text, &bytes, step),
        Edge::Beginning => beginning(text, &bytes, step),
    }
}

fn end(text: &str, bytes: &Range<usize>, step: Step) -> Option<usize> {
    let end = bytes.end;
    Some(match step {
        Step::CharacterOut => cluster_after(text, end),
        Step::CharacterIn => cluster_before(text, end),
        Step::Sentence => sentence_end(text, end),
        Step::Clause => clause_end(text, end),
        Step::ClauseBack => clause_end_before(text, bytes)?,
        Step::WordOut => {
            let word = word_after(text, end);
            // What belongs to the word comes along: a percent sign, the mark that closes a quotation begun here.
            snap(text, bytes.start..word).end.max(word)
        }
        Step::WordIn => {
            let last = word_before(text, end);
            let before = bytes.start + text.get(bytes.start..last)?.trim_end().len();
            let tidy = snap(text, bytes.start..before);
            if tidy.end > bytes.start && tidy.end < end { tidy.end } else { before }
        }
    })
}

/// The last end of a clause within `bytes`, however long they are: those far before the end do not matter.
fn clause_end_before(text: &str, bytes: &Range<usize>) -> Option<usize> {
    let from = bytes.start.max(text.floor_char_boundary(bytes.end.saturating_sub(WINDOW)));
    let ends =
        std::iter::successors(Some(clause_end(text, from)), |at| Some(clause_end(text, *at)).filter(|next| next > at));
    // A full stop alone is no clause.
    let has_words = |at: &usize| text.get(*at..bytes.end).is_some_and(|rest| rest.contains(char::is_alphanumeric));
    ends.take_while(has_words).last()
}

fn beginning(text: &str, bytes: &Range<usize>, step: Step) -> Option<usize> {
    let start = bytes.start;
    Some(match step {
        Step::CharacterOut => cluster_before(text, start),
        Step::CharacterIn => cluster_after(text, start),
        Step::Sentence | Step::Clause | Step::ClauseBack => sentence_before(text, start),
        Step::WordOut => {
            let word = word_before(text, start);
            snap(text, word..bytes.end).start.min(word)
        }
        Step::WordIn => {
            let first = word_after(text, start);
            let next = word_before(text, word_after(text, first));
            let tidy = snap(text, next..bytes.end);
            if next < first {
                return None;
            } else if tidy.start > start {
                tidy.start
            } else {
                next
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words `before` of `text` with an edge moved are the words `after`; nothing where it cannot move.
    fn check(text: &str, before: &str, edge: Edge, step: Step, after: Option<&str>) {
        let start = text.find(before).expect("in the text");
        let moved = moved(text, start..start + before.len(), edge, step);
        assert_eq!(moved.map(|bytes| &text[bytes]), after, "{edge:?} {step:?} from {before}");
    }

    #[test]
    fn what_belongs_to_a_word_comes_and_goes_with_it() {
        use Edge::{Beginning, End};
        use Step::{WordIn, WordOut};
        let text = "Rents rose 12%, the owner said. He pays $3 now.";
        check(text, "rose", End, WordOut, Some("rose 12%"));
        check(text, "rose 12%, the", End, WordIn, Some("rose 12%"));
        check(text, "rose 12%", End, WordIn, Some("rose"));
        check(text, "rose", End, WordIn, None);
        check(text, "now", Beginning, WordOut, Some("$3 now"));
        check(text, "pays $3 now", Beginning, WordIn, Some("$3 now"));
        check(text, "now", Beginning, WordIn, None);
        check(text, "owner said", Beginning, WordOut, Some("the owner said"));
    }

    #[test]
    fn at_the_ends_of_the_text_nothing_moves() {
        use Edge::{Beginning, End};
        for step in [Step::WordOut, Step::CharacterOut, Step::Sentence, Step::Clause] {
            check("It rose", "It rose", End, step, None);
            check("It rose", "It rose", Beginning, step, None);
        }
        check("a", "a", End, Step::CharacterIn, None);
        check("e\u{301}a", "e\u{301}a", End, Step::CharacterIn, Some("e\u{301}"));
    }
}
