//! Where do clauses and sentences end?

use super::super::{clause_end, sentence_end};

/// The places that stepping from the beginning stops at, as `|`.
fn steps(text: &str, step: impl Fn(&str, usize) -> usize) -> String {
    let mut drawing = String::new();
    let mut at = 0;
    loop {
        let next = step(text, at);
        if next <= at {
            return drawing + &text[at..];
        }
        drawing += &format!("{}|", &text[at..next]);
        at = next;
    }
}

#[test]
fn a_clause_ends_before_a_mark_or_a_conjunction() {
    for drawing in [
        "Rents rose 1,200 dollars|, she said|, because homes are few|.|",
        "Cats and dogs slept|, and they snored|. Then they woke|.|",
        "Rents rose| and the mayor resigned|.|",
        "Rents rose| while wages fell|; nobody cared|.|",
        "The man| who sold it left at 10:45|.|",
    ] {
        assert_eq!(steps(&drawing.replace('|', ""), clause_end), drawing);
    }
    let end = |text: &str, at| text[..clause_end(text, at)].to_owned();
    assert_eq!(end("Rents rose – by 12–15 per cent – again.", 0), "Rents rose");
    assert_eq!(end("Rents rose – by 12–15 per cent – again.", 14), "Rents rose – by 12–15 per cent");
    assert_eq!(end("It left the U.S. in May.", 0), "It left the U.S. in May");
    assert_eq!(end("Is it so?", 0), "Is it so");
    assert_eq!(end("Die Mieten stiegen, weil es so ist.", 0), "Die Mieten stiegen");
    assert_eq!(end("Les loyers montent parce que c’est ainsi.", 0), "Les loyers montent");
    assert_eq!(end("ارتفعت الأسعار، لأن الطلب زاد.", 0), "ارتفعت الأسعار");
    assert_eq!(end("价格上涨，工资下降。", 0), "价格上涨");
    assert_eq!(end("One.\nTwo.", 4), "One.", "the end of a line is no further");
    assert_eq!(end("", 0), "");
}

#[test]
fn a_sentence_ends_with_its_mark_and_then_the_next_one_does() {
    assert_eq!(steps("Mr. Obi left. “Why?” he asked. End", sentence_end), "Mr. Obi left.| “Why?” he asked.| End|");
}
