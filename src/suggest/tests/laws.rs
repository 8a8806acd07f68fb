//! What holds of every proposal, whatever the text is?

use proptest::prelude::*;

use super::super::{
    Candidate, Kind, attribution, candidate_after, candidate_before, candidates, clause_end, form, measure, numbers,
    other_half, quotations, sentence_end,
};
use crate::text::{Span, WINDOW, cluster_at_or_before};

/// Texts of what the tables know, in any order, and of what they do not.
fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "one",
        "two",
        "half",
        "a",
        "an",
        "third",
        "quarter",
        "of",
        "the",
        "in",
        "from",
        "to",
        "and",
        "twice",
        "as many",
        "times",
        "million",
        "hundred",
        "dozen",
        "per cent",
        "%",
        "$",
        "£",
        "12",
        "3.5",
        "1,200",
        "2024",
        "May",
        "0",
        "007",
        "½",
        "٤٫٢",
        "१२",
        "３",
        "亿",
        "人",
        "年",
        "homes",
        "about",
        "more than",
        "said",
        "says",
        "she",
        "Ada",
        "Obi",
        "Mr.",
        "according to",
        "who",
        ",",
        ".",
        ":",
        "-",
        "–",
        "—",
        "(",
        ")",
        "“",
        "”",
        "„",
        "«",
        "»",
        "‘",
        "’",
        "'",
        "\"",
        "「",
        "」",
        "6'2\"",
        "\n",
        "\r\n",
        " ",
        "\u{a0}",
        "\u{202f}",
        "قال",
        "الوزير",
        "،",
        "表示",
        "：",
        "é",
        "e\u{301}",
        "\u{301}",
        "\u{20e3}",
        "👩‍🚀",
        "\u{200d}",
        "laut",
        "a-t-il",
        "dit",
        "°",
        "C",
        "km",
        "/",
        "h",
        "https://a.b/1",
        "@",
        "#",
        "_one_",
    ]);
    let part = prop_oneof![4 => word.prop_map(str::to_owned), 1 => "\\PC{0,3}"];
    prop::collection::vec((part, prop::sample::select(vec!["", " "])), 0..24)
        .prop_map(|parts| parts.into_iter().flat_map(|(part, gap)| [part, gap.to_owned()]).collect())
}

fn edges(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn is_sound(text: &str, span: Span) -> bool {
    let is_edge = |at: usize| cluster_at_or_before(text, at) == at;
    span.end() <= text.len() && is_edge(span.start()) && is_edge(span.end()) && span.of(text).trim() == span.of(text)
}

fn are_apart(spans: &[Span]) -> bool {
    spans.array_windows().all(|[a, b]| a.end() <= b.start())
}

proptest! {
    #[test]
    fn proposals_are_sound_sorted_and_apart(text in texts()) {
        let whole = 0..text.len();
        let (numbers, quotations) = (numbers(&text, whole.clone()), quotations(&text, whole.clone()));
        prop_assert!(numbers.iter().chain(&quotations).all(|span| is_sound(&text, *span)), "{numbers:?} {quotations:?}");
        prop_assert!(are_apart(&numbers) && are_apart(&quotations), "{numbers:?} {quotations:?}");
        prop_assert!(numbers.iter().chain(&quotations).all(|span| !span.of(&text).contains('\n')));
        let silent = numbers.iter().find(|span| measure(span.of(&text)).value.is_empty());
        prop_assert!(silent.is_none(), "what is proposed as a number says one: {silent:?}");
        let all = candidates(&text, whole);
        let of = |kind: Kind| all.iter().filter(move |found| found.kind == kind).map(|found| found.span).collect::<Vec<_>>();
        prop_assert_eq!((of(Kind::Number), of(Kind::Quotation)), (numbers, quotations), "no hint is missed");
    }

    #[test]
    fn walking_meets_every_candidate_both_ways(text in texts(), place in any::<prop::sample::Index>()) {
        let edges = edges(&text);
        let at = edges[place.index(edges.len())];
        let all = candidates(&text, 0..text.len());
        let (before, after): (Vec<Candidate>, Vec<Candidate>) = all.into_iter().partition(|found| found.span.start() < at);
        prop_assert_eq!(candidate_after(&text, at).collect::<Vec<_>>(), after);
        prop_assert_eq!(candidate_before(&text, at).collect::<Vec<_>>(), before.into_iter().rev().collect::<Vec<_>>());
    }

    #[test]
    fn who_speaks_is_found_of_any_spans(text in texts(), places in any::<[prop::sample::Index; 4]>()) {
        let edges = edges(&text);
        let mut at = places.map(|place| edges[place.index(edges.len())]);
        at.sort_unstable();
        let spans: Vec<Span> = [at[0]..at[1], at[2]..at[3]].into_iter().filter_map(|range| Span::new(&text, range).ok()).collect();
        let found = attribution(&text, &spans);
        prop_assert!(found.speaker.into_iter().chain(found.cue).all(|span| is_sound(&text, span)));
        prop_assert!(found.speaker.is_none() || found.cue.is_some(), "no speaker without a cue");
        form(&text, &spans);
        for span in spans.into_iter().chain(quotations(&text, 0..text.len())) {
            if let Some(other) = other_half(&text, span) {
                prop_assert!(is_sound(&text, other) && !other.overlaps(span));
                prop_assert!(quotations(&text, 0..text.len()).contains(&other));
            }
        }
    }

    #[test]
    fn a_step_goes_on(text in texts(), place in any::<prop::sample::Index>()) {
        let edges = edges(&text);
        let at = edges[place.index(edges.len())];
        let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let clause = clause_end(&text, at);
        prop_assert!(clause <= text.len() && cluster_at_or_before(&text, clause) == clause || clause == at);
        prop_assert!(clause > at || text[at..end].trim().is_empty(), "{clause} after {at}");
        prop_assert!(sentence_end(&text, at) > at || at == text.len());
    }

    #[test]
    fn a_measure_is_a_number_or_nothing(words in texts()) {
        let found = measure(&words);
        let is_number = |value: &str| !value.is_empty() && value.trim_start_matches('-').chars().all(|char| char.is_ascii_digit() || char == '.');
        prop_assert!(found.value.is_empty() || found.value.split('–').all(is_number), "{found:?}");
        prop_assert!(!found.value.is_empty() || (found.unit.is_empty() && found.modifier.is_none()));
        let names = ["approximately", "range", "at least", "at most", "change", "share", "rank", "average"];
        prop_assert!(found.modifier.is_none_or(|modifier| names.contains(&modifier)));
    }
}

#[test]
fn lines_without_end_are_read_a_window_at_a_time() {
    for part in [
        "'a ",
        "“a ",
        "\"a ",
        "1 A ",
        "two or ",
        "a third ",
        "said, ",
        "12-",
        "« ",
        "1 in 2 of ",
        "‘a’s ",
        "0 000 ",
        "é1",
        "Mr. ",
    ] {
        let text = part.repeat(1 << 14);
        let middle = text.floor_char_boundary(text.len() / 2);
        let reach = |found: Option<Candidate>| found.map_or(0, |found| found.span.len());
        assert!(reach(candidate_after(&text, middle).next()) <= 2 * WINDOW, "{part}");
        assert!(reach(candidate_before(&text, middle).next()) <= 2 * WINDOW, "{part}");
        if let Ok(span) = Span::new(&text, middle..text.ceil_char_boundary(middle + part.len())) {
            let _ = (attribution(&text, &[span]), other_half(&text, span), form(&text, &[span]));
        }
        assert!(clause_end(&text, middle) <= middle + 2 * WINDOW, "{part}");
        let _ = measure(&text);
    }
}
