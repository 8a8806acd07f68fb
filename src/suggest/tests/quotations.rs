//! Which quotations are found, and of which form is an annotation?

use super::super::{form, quotations};
use super::{drawn, shows};

fn check(drawings: &[&str]) {
    shows(drawings, |text| quotations(text, 0..text.len()));
}

#[test]
fn quotations_of_every_mark_are_found() {
    check(&[
        "⟦“We will rebuild the bridge by June,”⟧ the mayor said.",
        "She called the plan ⟦“a gift to polluters”⟧.",
        "⟦\"We know,\"⟧ he said. ⟦\"We do.\"⟧",
        "The film ⟦“Cold River”⟧ and a ⟦\"smart\"⟧ city",
        "⟦‘We don’t know,’⟧ she said.",
        "⟦'We don't know,'⟧ she said.",
        "He said (⟦“perhaps”⟧) no—⟦“never”⟧—again.",
        "⟦„Wir kommen“⟧, sagte er.",
        "⟦‚Wir kommen‘⟧, sagte er.",
        "⟦»Wir kommen«⟧, sagte er.",
        "⟦« Nous venons »⟧, a-t-il dit.",
        "⟦«Venimos»⟧, dijo.",
        "⟦”Vi kommer”⟧, sade han.",
        "قال: ⟦«سنعود»⟧.",
        "قالت: ⟦“سنعود غدا”⟧.",
        "他说：⟦“我们会来。”⟧",
        "彼は⟦「行く」⟧と言った。",
        "彼は⟦『行く』⟧と言った。",
        "⟦‹Nous venons›⟧, dit-elle.",
    ]);
}

#[test]
fn apostrophes_inches_and_inner_quotations_are_no_ends() {
    check(&[
        "The workers’ rights and the ’90s",
        "It isn't the dogs' bowl, nor the '90s.",
        "⟦‘The workers’ rights were ignored,’⟧ she said.",
        "He is 6'2\" tall with a 5\" scar.",
        "⟦\"He is 6'2\" tall,\"⟧ she said.",
        "⟦“She said ‘no’ to us,”⟧ he said.",
        "⟦\"She said 'no' to us,\"⟧ he said.",
        "⟦« Il a dit « oui » hier »⟧, dit-elle.",
        "⟦„Er sagte ‚nein‘ zu uns“⟧, sagte sie.",
        "⟦「彼は『行く』と言った」⟧と言った。",
        "’Twas a ’til-now rock ’n’ roll",
        "A lone ” or » or ’ says nothing.",
        "“” and \"\" say nothing.",
    ]);
}

#[test]
fn a_quotation_left_open_reaches_to_the_end_of_its_paragraph() {
    check(&[
        "⟦“We went on.⟧\n⟦“And on.”⟧ So she said.",
        "He said: ⟦\"We went on.⟧\r\n⟦\"And on.\"⟧\r\n",
        "⟦« Nous venons.⟧\nFin.",
        "The dogs' bowl\nand 'so on",
    ]);
}

#[test]
fn the_form_follows_from_the_marks() {
    for (drawing, expected) in [
        ("⟦“We know,”⟧ she said, ⟦“but not all.”⟧", Some("direct")),
        ("“⟦We know⟧,” she said.", Some("direct")),
        ("She said ⟦the plan was “a gift to polluters”⟧.", Some("mixed")),
        ("She said ⟦the plan was bad⟧.", Some("indirect")),
        ("⟦“We know,”⟧ she said, ⟦and left⟧.", Some("mixed")),
        ("⟦…⟧ nothing", None),
        ("⟦« Nous venons », a-t-il dit⟧.", Some("mixed")),
    ] {
        let (text, spans) = drawn(drawing);
        assert_eq!(form(&text, &spans), expected, "{drawing}");
    }
    assert_eq!(form("", &[]), None);
}
