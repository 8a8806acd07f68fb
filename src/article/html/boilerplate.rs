//! Where does a press release end and its sender begin to speak of itself?

use super::body::Search;
use super::notices::is_of_sender;

/// How much of the text, in percent, what a sender says of itself has at most.
const MOST: usize = 35;

/// Takes out what stands at the end of a press release: `About the sender`, whom to call, what it does not promise.
pub(super) fn drop(search: &Search<'_>, kept: &mut Vec<usize>) {
    let words = |at: usize| search.passages.all.get(at).map_or("", |found| search.passages.words(found));
    let is_about = |at: usize| {
        let words = words(at);
        words.len() < 80
            && (words.starts_with("About ") || words.starts_with("Über ") || words.starts_with("À propos "))
    };
    let whole: usize = kept.iter().map(|&at| search.prose(at..at + 1)).sum();
    let Some(place) = kept.iter().rposition(|&at| is_about(at)) else { return };
    let rest = kept.get(place..).unwrap_or_default();
    let prose: usize = rest.iter().map(|&at| search.prose(at..at + 1)).sum();
    if prose * 100 < whole * MOST && rest.iter().any(|&at| is_of_sender(words(at))) {
        kept.truncate(place);
    }
}
