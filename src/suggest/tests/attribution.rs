//! Who is said to speak, and which quotations are two halves of one?

use super::super::{attribution, other_half, quotations};
use super::{draw, drawn};

/// The speaker and the cue of the quotations of `text` that `of` picks.
fn said(text: &str, of: std::ops::Range<usize>) -> (String, String) {
    let spans = quotations(text, 0..text.len());
    let found = attribution(text, &spans[of]);
    let words = |span: Option<crate::text::Span>| span.map(|span| span.of(text).to_owned()).unwrap_or_default();
    (words(found.speaker), words(found.cue))
}

#[test]
fn the_speaker_and_the_cue_of_a_quotation_are_found() {
    let mut wrong = Vec::new();
    for (text, speaker, cue) in [
        ("“It holds,” said Mara Lindqvist, the city engineer.", "Mara Lindqvist", "said"),
        ("“It holds,” Mara Lindqvist, the city engineer, said.", "Mara Lindqvist", "said"),
        ("“No comment,” the White House said.", "the White House", "said"),
        ("“We will rebuild,” the mayor said.", "the mayor", "said"),
        ("“We will rebuild,” she said.", "she", "said"),
        ("“We will,” he has said.", "he", "has said"),
        ("“We will,” said Mayor Ada Obi on Monday.", "Ada Obi", "said"),
        ("“We will,” said Mr. Obi in a statement.", "Obi", "said"),
        ("“We will,” according to Ada Obi.", "Ada Obi", "according to"),
        ("According to Ada Obi, the plan is “a gift”.", "Ada Obi", "According to"),
        ("Ada Obi said: “We will.”", "Ada Obi", "said"),
        ("Ada Obi told reporters: “We will.”", "Ada Obi", "told"),
        ("The council warned that it was “a gift”.", "The council", "warned"),
        ("In a statement on Monday, Ada Obi said: “We will.”", "Ada Obi", "said"),
        ("She called the plan “a gift to polluters”.", "She", "called"),
        ("Nadia Farouk, an aide, called it “bad” and “worse”.", "Nadia Farouk", "called"),
        ("The firm’s chief executive, Tim Stone, said it was “painful”.", "Tim Stone", "said"),
        ("“It is painful,” said the firm’s head, Tim Stone.", "Tim Stone", "said"),
        ("“Enough is enough” read one of the placards.", "one of the placards", "read"),
        ("“Why?” asked city engineer Ada Obi.", "Ada Obi", "asked"),
        ("“We will,” said the mayor of Springfield.", "the mayor of Springfield", "said"),
        ("“We will,” the Ministry of Health said.", "the Ministry of Health", "said"),
        ("“We will,” spokesman John Reed later added.", "John Reed", "added"),
        ("“We will,” police said.", "police", "said"),
        ("“We will,” Obi wrote, “but not now.”", "Obi", "wrote"),
        ("The “smart” city plan was approved after a long debate.", "", ""),
        ("“We will.”", "", ""),
        ("„Wir kommen“, sagte Bürgermeisterin Anna Koch.", "Anna Koch", "sagte"),
        ("Laut Anna Koch ist das „ein Geschenk“.", "Anna Koch", "Laut"),
        ("« Nous venons », a déclaré Jean Petit.", "Jean Petit", "a déclaré"),
        ("« Nous venons », a dit le maire.", "le maire", "a dit"),
        ("«Venimos», dijo Ana Ruiz.", "Ana Ruiz", "dijo"),
        ("وقال الوزير: «سنعود».", "الوزير", "وقال"),
        ("王明表示：“我们会来。”", "王明", "表示"),
    ] {
        let count = quotations(text, 0..text.len()).len();
        let found = said(text, 0..count);
        if (&*found.0, &*found.1) != (speaker, cue) {
            wrong.push(format!("{text} {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn of_two_speakers_each_has_his_own() {
    let text = "Ada Obi said “yes” and Mara Lind said “no”.";
    assert_eq!(said(text, 0..1), ("Ada Obi".into(), "said".into()));
    assert_eq!(said(text, 1..2), ("Mara Lind".into(), "said".into()));
    let text = "Smith said: “It is big.” He added that “it takes years.”";
    assert_eq!(said(text, 0..1), ("Smith".into(), "said".into()), "a new sentence says nothing of the one before");
    assert_eq!(said(text, 1..2), ("He".into(), "added".into()));
    let text = "Ines Roy alleged that Reed “knew it”, and his lawyer said it was “baseless”.";
    assert_eq!(said(text, 1..2), ("his lawyer".into(), "said".into()));
    let text = "“Never,” said one resident, who asked not to be named. “Not in my life.”";
    assert_eq!(said(text, 1..2), ("one resident".into(), "said".into()));
    let text = "Nadia Farouk, an aide, called it “bad” and “worse”.";
    assert_eq!(said(text, 1..2), ("Nadia Farouk".into(), "called".into()), "of several in a row");
    let text = "“Yes,” said Ada Obi. “And no.”";
    assert_eq!(said(text, 1..2), ("Ada Obi".into(), "said".into()), "the second half has the first's");
    let (text, spans) = drawn("The mayor said that ⟦the bridge will close⟧.");
    assert_eq!(attribution(&text, &spans).speaker.map(|span| span.of(&text)), Some("The mayor"));
    let (text, spans) = drawn("⟦The bridge will close⟧, the mayor said.");
    assert_eq!(attribution(&text, &spans).speaker.map(|span| span.of(&text)), Some("the mayor"));
    assert_eq!(attribution("", &[]), super::super::Attribution::default());
}

#[test]
fn halves_of_a_quotation_find_each_other() {
    for drawing in [
        "⟦“We know,”⟧ she said, ⟦“but not all.”⟧",
        "⟦“We know,”⟧ said Mara Lindqvist, the city engineer. ⟦“But not all.”⟧",
        "⟦“Why?”⟧ asked Mr. Obi. ⟦“Tell us.”⟧",
        "⟦\"We know,\"⟧ the White House said on Monday. ⟦\"We do.\"⟧",
        "⟦« Nous venons »⟧, a dit Jean Petit, ⟦« demain »⟧.",
        "⟦„Wir kommen“⟧, sagte er, ⟦„aber spät“⟧.",
        "⟦«سنعود»⟧، قال الوزير، ⟦«غدا»⟧.",
        "⟦‘We know,’⟧ she said, ⟦‘don’t we?’⟧",
        "⟦“We know,”⟧ according to Ada Obi, ⟦“but not all.”⟧",
    ] {
        let (text, spans) = drawn(drawing);
        assert_eq!(other_half(&text, spans[0]), Some(spans[1]), "{drawing}");
        assert_eq!(other_half(&text, spans[1]), Some(spans[0]), "{drawing}");
    }
    let (text, spans) = drawn("“⟦We know⟧,” she said, “⟦but not all⟧.”");
    assert_eq!(other_half(&text, spans[0]).map(|span| span.of(&text)), Some("“but not all.”"), "without its marks");
    assert_eq!(other_half(&text, spans[1]).map(|span| span.of(&text)), Some("“We know,”"));
}

#[test]
fn what_stands_between_must_only_attribute() {
    for text in [
        "He likes “art” and “music”.",
        "“We know.” She left the room in tears. “But not all.”",
        "“We won,” Ada Obi said, calling it “historic”.",
        "The “smart” city, said Obi in a speech that he gave to a crowd of his own party last year, “works”.",
        "“We know,” she said. The crowd cheered. “But not all.”",
        "“We know,” she said.\n“But not all.”",
        "“We know,” she said.",
        "no quotation",
    ] {
        for span in quotations(text, 0..text.len()) {
            assert_eq!(other_half(text, span), None, "{}", draw(text, &[span]));
        }
    }
}
