//! What is proposed next, and how long does that take?

use super::super::{Candidate, Kind, candidate_after, candidate_before, candidates};
use super::draw;

const TEXT: &str = "Nothing here.\n“We lost about 300 homes,” she said.\r\n\nOne in five left; the rest won’t.\nEnd.";

fn words(found: impl Iterator<Item = Candidate>) -> Vec<String> {
    found.map(|candidate| candidate.span.of(TEXT).to_owned()).collect()
}

#[test]
fn candidates_are_walked_forwards_and_backwards() {
    let all = ["“We lost about 300 homes,”", "about 300 homes", "One in five"];
    assert_eq!(words(candidates(TEXT, 0..TEXT.len()).into_iter()), all);
    assert_eq!(words(candidate_after(TEXT, 0)), all);
    let quotation = TEXT.find('“').expect("there");
    assert_eq!(words(candidate_after(TEXT, quotation + 1)), all[1..]);
    assert_eq!(words(candidate_before(TEXT, TEXT.len())), [all[2], all[1], all[0]]);
    assert_eq!(words(candidate_before(TEXT, quotation + 1)), all[..1]);
    assert_eq!(candidate_before(TEXT, quotation).count(), 0);
    assert_eq!(candidate_after(TEXT, TEXT.len()).count(), 0);
    assert_eq!(candidates("", 0..0), []);
}

#[test]
fn every_line_with_a_candidate_has_a_hint() {
    for line in [
        "٤٫٢٪ من",
        "१२%",
        "４%",
        "half of them",
        "Twice as many",
        "a ’word’ said",
        "‘so’",
        "»so«",
        "_one_ mile",
        "½ mile",
        "forty-two people",
        "HALF OF THEM",
    ] {
        let all =
            super::super::numbers(line, 0..line.len()).len() + super::super::quotations(line, 0..line.len()).len();
        assert_eq!(candidates(line, 0..line.len()).len(), all, "{line}");
    }
}

#[test]
fn a_line_of_megabytes_is_read_a_window_at_a_time() {
    let text = "all is well, and 12 miles are long: ".repeat(3_000);
    let middle = text.len() / 2;
    assert!(candidate_after(&text, middle).next().is_some_and(|found| found.span.start() < middle + 40));
    assert!(candidate_before(&text, middle).next().is_some_and(|found| found.span.start() + 40 >= middle));
    assert_eq!(candidate_after(&text, 0).count(), 3_000);
    assert_eq!(candidate_before(&text, text.len()).count(), 3_000);
}

/// Paragraphs as a paper prints them, with all that should be proposed.
#[test]
fn news_is_read_as_a_person_would() {
    let paragraphs = [
        "The ferry company said on 3 March 2023 that ⟦about 1,400 passengers⟧ had been stranded for ⟦more than nine hours⟧ after the \
         engine of the *Aurora 2* failed. ⟦“We are deeply sorry,”⟧ said Ilse Varga, 52, its director. Tickets, which cost ⟦€48 on average⟧, will be paid back within ⟦14 days⟧. It was the third breakdown since 2021.",
        "Between May and August the reservoir lost ⟦two thirds of its water⟧, and ⟦one in six wells⟧ ran dry, the ministry reported. \
         Farmers on Route 9 now pay ⟦$2.40 a cubic metre⟧, ⟦three times as much⟧ as in 2019. ⟦“You can’t farm dust,”⟧ Amadou Keita \
         told the council at 9.30 am. ⟦“You can’t even walk on it.”⟧",
        "Voters rejected Proposition 12 by ⟦54.3 per cent⟧ to ⟦45.7 per cent⟧; turnout was ⟦below 40%⟧. The mayor called it ⟦“a lesson”⟧. \
         Section 4 would have cost ⟦$1.8 billion⟧, or ⟦nearly $300 per household⟧, ⟦over 12 years⟧, while ⟦half the members⟧ wanted \
         ⟦from 5 to 7 new schools⟧.",
    ];
    for paragraph in paragraphs {
        let text = paragraph.replace(['⟦', '⟧'], "");
        let mut found = candidates(&text, 0..text.len());
        found.retain(|candidate| candidate.kind == Kind::Quotation || !text[..candidate.span.start()].ends_with('“'));
        let spans: Vec<_> = found.iter().map(|candidate| candidate.span).collect();
        assert_eq!(draw(&text, &spans), paragraph);
    }
}
