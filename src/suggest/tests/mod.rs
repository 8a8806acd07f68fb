//! Are the proposals those that a careful reader would make? Sentences with what is expected of each.

mod attribution;
mod candidates;
mod clause;
mod laws;
mod numbers;
mod quotations;

use crate::text::Span;

/// The spans that `marked` shows in brackets `[…]`, which are no part of the text.
fn drawn(marked: &str) -> (String, Vec<Span>) {
    let text = marked.replace(['⟦', '⟧'], "");
    let mut spans = Vec::new();
    let (mut at, mut start) = (0, 0);
    for char in marked.chars() {
        match char {
            '⟦' => start = at,
            '⟧' => spans.push(Span::new(&text, start..at).expect("a span")),
            _ => at += char.len_utf8(),
        }
    }
    (text, spans)
}

/// `text` with its `spans` in brackets.
fn draw(text: &str, spans: &[Span]) -> String {
    let mut drawing = String::new();
    let mut at = 0;
    for span in spans {
        drawing += &format!("{}⟦{}⟧", &text[at..span.start()], span.of(text));
        at = span.end();
    }
    drawing + &text[at..]
}

/// Holds that `find` gives for each drawing what it shows.
fn shows(drawings: &[&str], find: impl Fn(&str) -> Vec<Span>) {
    let mut wrong = Vec::new();
    for drawing in drawings {
        let (text, _) = drawn(drawing);
        let found = draw(&text, &find(&text));
        if found != *drawing {
            wrong.push(format!("wanted {drawing}\n found {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
