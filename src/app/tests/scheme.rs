//! Is the scheme changed as a person wants, with what is marked? Driven by keys and accessible names.

use std::sync::Arc;

use egui_kittest::kittest::NodeT;

use super::*;
use crate::project::{Relation, Scheme};

const STORY: &str = "Rents rose by 12% in May, the owner said.\n\nقالت نادية إن (12%) كثير.";

impl Window<'_> {
    /// An article with `marks` (label and words) and the editor open on it.
    fn editing(marks: &[(&str, &str)]) -> Self {
        let mut window = Self::with(STORY);
        for (label, words) in marks {
            window.mark(label, words);
        }
        window.keys(Modifiers::COMMAND, Key::L);
        window.0.get_by_label("Labels and scheme");
        window
    }

    fn mark(&mut self, label: &str, words: &str) {
        let project = self.desk().session.project();
        let start = project.text().find(words).expect("there");
        let span = Span::new(project.text(), start..start + words.len()).expect("a span");
        let record = project.draft(label, span.into());
        self.desk().session.run(Command::Edit(Box::new(Edit::Annotate(Box::new(record)))));
        self.0.run();
    }

    fn press(&mut self, name: &str) {
        self.0.get_by_label(name).click();
        self.0.run();
        self.0.run();
    }

    fn scheme(&mut self) -> Arc<Scheme> {
        Arc::clone(self.desk().session.project().scheme())
    }

    /// Replaces what stands in a field, and leaves it.
    fn fill(&mut self, field: &str, text: &str) {
        self.0.get_by_label(field).focus();
        self.0.run();
        self.keys(Modifiers::COMMAND, Key::A);
        self.key(Key::Delete);
        self.0.event(egui::Event::Text(text.into()));
        self.0.run();
    }

    fn leave(&mut self) {
        self.key(Key::Tab);
        self.0.run();
    }

    fn ids(&mut self) -> Vec<String> {
        self.scheme().labels.iter().map(|label| label.id.clone()).collect()
    }

    fn undo_in_editor(&mut self) {
        self.press("Undo a change");
    }

    fn steps(&mut self) -> usize {
        self.desk().session.history().undoing().len()
    }
}

#[test]
fn a_new_label_gets_a_name_and_a_key_and_marks_at_once() {
    let mut window = Window::editing(&[]);
    window.press("Add label");
    assert!(window.0.get_by_label("Label name").is_focused(), "its name is typed at once");
    window.0.get_by_label("Everybody can tell its colour from those of the others.");
    window.fill("Label name", "Rumour");
    window.fill("Key", "q");
    let scheme = window.scheme();
    let label = scheme.labels.last().expect("added");
    assert_eq!((label.id.as_str(), label.name.as_str(), label.key), ("rumour", "Rumour", Some('q')));
    window.press("Done");
    assert!(!window.app().shell.overlay.is_open());
    window.key(Key::W);
    window.key(Key::Q);
    assert_eq!(window.marks(), ["rumour: Rents"]);
}

#[test]
fn a_name_that_is_typed_is_one_step_and_changes_only_what_is_seen() {
    let mut window = Window::editing(&[("claim", "Rents rose")]);
    let steps = window.steps();
    window.0.get_by_label("Label name").focus();
    window.0.run();
    for letter in ["s", " ", "x"] {
        window.0.event(egui::Event::Text(letter.into()));
        window.0.run();
    }
    assert_eq!(window.steps(), steps, "while it is typed");
    window.leave();
    assert_eq!((window.scheme().labels[0].name.as_str(), window.steps()), ("Claims x", steps + 1));
    assert_eq!((window.ids()[0].as_str(), window.marks()), ("claim", vec!["claim: Rents rose".to_owned()]));
    window.undo_in_editor();
    assert_eq!(window.scheme().labels[0].name, "Claim");
}

#[test]
fn a_label_without_a_name_stays_what_it_was_and_says_why() {
    let mut window = Window::editing(&[]);
    window.fill("Label name", " ");
    window.0.get_by_label("A label needs a name");
    assert_eq!(window.scheme().labels[0].name, "Claim");
    window.press("Edit Quote");
    assert!(window.0.query_by_label("A label needs a name").is_none());
}

#[test]
fn a_new_id_takes_the_annotations_along_when_its_field_is_left() {
    let mut window = Window::editing(&[("claim", "Rents rose"), ("quote", "the owner")]);
    window.0.get_by_label("Used by 1 annotation");
    window.fill("Label id", "statement");
    assert_eq!(window.ids()[0], "claim", "while it is typed nothing changes");
    window.leave();
    assert_eq!((window.ids()[0].as_str(), window.marks()[0].as_str()), ("statement", "statement: Rents rose"));
    window.0.get_by_label("Claim has the id statement now");
    window.fill("Label id", "quote");
    window.leave();
    window.0.get_by_label("The scheme has the label `quote` twice");
    assert_eq!(window.ids()[0], "statement");
    window.undo_in_editor();
    assert_eq!((window.ids()[0].as_str(), window.marks()[0].as_str()), ("claim", "claim: Rents rose"));
}

#[test]
fn what_is_typed_is_taken_in_when_the_editor_goes() {
    for leave in [Key::Escape, Key::Enter] {
        let mut window = Window::editing(&[]);
        window.fill("Label id", "statement");
        window.key(leave);
        window.0.run();
        assert_eq!(window.ids()[0], "statement", "{leave:?}");
    }
    let mut window = Window::editing(&[]);
    window.fill("Label id", "statement");
    window.press("Done");
    assert!(window.ids()[0] == "statement" && !window.app().shell.overlay.is_open());
    let mut window = Window::editing(&[]);
    window.fill("Label id", "statement");
    window.press("Edit Quote");
    assert_eq!(window.ids()[..2], ["statement", "quote"]);
}

#[test]
fn a_key_that_something_else_has_is_told_and_not_taken() {
    let mut window = Window::editing(&[]);
    window.fill("Key", "2");
    window.0.get_by_label("2 is the key of Quote");
    assert_eq!(window.scheme().labels[0].key, None, "the field was emptied before");
    window.fill("Key", "8");
    window.0.get_by_label("8 is the key of supports");
    window.fill("Key", "é");
    window.0.get_by_label("A key is a letter from A to Z or a digit");
    window.fill("Key", "s");
    window.0.get_by_label("“Select sentence” had this key: it goes to the scheme");
    assert_eq!(window.scheme().labels[0].key, Some('s'));
}

#[test]
fn another_colour_and_line_are_seen_at_once_and_a_look_alike_is_told() {
    let mut window = Window::editing(&[]);
    window.0.get_by_label("Everybody can tell its colour from those of the others.");
    window.0.get_by_label("On light paper its line has a contrast of 4.7 to 1");
    window.press("Blue");
    window.0.get_by_label("Looks like Quote to everybody; their lines tell them apart");
    window.press("Double");
    window.0.get_by_label("Looks like Quote to everybody");
    window.fill("Colour", "#A65");
    window.0.get_by_label("Six hexadecimal digits, such as #D55E00");
    window.fill("Colour", "#A65A00");
    window.leave();
    let label = window.scheme().labels[0].clone();
    assert_eq!((String::from(label.color), label.line), ("#A65A00".into(), crate::project::Line::Double));
    assert!(window.0.query_by_label("Looks like Quote to everybody").is_none());
}

#[test]
fn a_label_that_is_not_in_use_goes_at_once_and_comes_back_by_undo() {
    let mut window = Window::editing(&[("claim", "Rents rose")]);
    window.press("Edit Cue");
    window.press("Delete label");
    assert_eq!(window.ids(), ["claim", "quote", "statistic", "actor"]);
    window.0.get_by_label("Deleted the label Cue");
    window.undo_in_editor();
    assert_eq!(window.ids().len(), 5);
}

const MARKS: [(&str, &str); 3] = [("claim", "Rents rose"), ("claim", "the owner"), ("quote", "نادية")];

#[test]
fn a_label_in_use_is_kept_and_offered_nowhere() {
    let mut window = Window::editing(&MARKS);
    window.press("Delete label");
    window.0.get_by_label("2 annotations have it");
    assert!(window.0.get_by_label("Keep them").is_focused(), "it is answered without a mouse");
    window.key(Key::Enter);
    window.0.get_by_label("Retired the label Claim");
    assert_eq!(window.marks()[..2], ["claim: Rents rose", "claim: the owner"]);
    window.press("Done");
    assert!(window.0.query_by_role_and_label(egui::Role::Button, "Claim").is_none(), "not in the tool row");
    window.key(Key::W);
    window.key(Key::Num1);
    assert_eq!(window.marks().len(), 3, "its key is nobody’s");
    window.0.get_by_label("Mark the selection");
    let chips = |window: &Window<'_>, name| window.0.query_all_by_role_and_label(egui::Role::Button, name).count();
    assert_eq!((chips(&window, "Claim"), chips(&window, "Quote")), (0, 2), "in the tool row and at the selection");
    window.key(Key::F1);
    assert!(window.0.query_by_label("Claim").is_none(), "not on the help page");
    window.key(Key::Escape);
    window.keys(Modifiers::COMMAND, Key::K);
    window.0.event(egui::Event::Text("mark as".into()));
    window.0.run();
    assert!(window.0.query_by_label("Mark as quote").is_some() && window.0.query_by_label("Mark as claim").is_none());
    window.key(Key::Escape);
    let quote = window.desk().session.project().annotations().iter().last().expect("the quote").id().clone();
    window.key(Key::Escape);
    window.desk().session.run(Command::Focus(Some(quote)));
    window.0.run();
    window.0.query_all_by_role_and_label(egui::Role::Button, "Quote").last().expect("the inspector’s").click();
    window.0.run();
    assert_eq!(
        (chips(&window, "Statistic"), chips(&window, "Claim")),
        (2, 0),
        "in the tool row and in the menu of labels"
    );
    window.key(Key::Escape);
    assert!(
        window.desk().counts().iter().any(|(count, name)| (*count, name.as_str()) == (2, "claims")),
        "still counted"
    );
    window.keys(Modifiers::COMMAND, Key::L);
    window.press("Edit Claim");
    window.press("Bring back");
    window.press("Done");
    assert!(window.0.query_all_by_role_and_label(egui::Role::Button, "Claim").next().is_some());
}

#[test]
fn the_annotations_of_a_label_that_goes_are_moved_or_deleted_and_come_back_by_undo() {
    let mut window = Window::editing(&MARKS);
    let before = (window.marks(), window.ids());
    window.press("Delete label");
    window.press("Move to …");
    window.press("Move to Statistic");
    assert_eq!(window.marks()[..2], ["statistic: Rents rose", "statistic: the owner"]);
    window.undo_in_editor();
    assert_eq!((window.marks(), window.ids()), before);
    window.press("Delete label");
    window.press("Delete them too");
    assert_eq!((window.marks(), window.ids()[0].as_str()), (vec!["quote: نادية".to_owned()], "quote"));
    window.undo_in_editor();
    assert_eq!((window.marks(), window.ids()), before);
    window.press("Delete label");
    window.press("Cancel");
    assert!(window.0.query_by_label("2 annotations have it").is_none() && window.ids() == before.1);
}

#[test]
fn what_was_moved_says_how_much_nothing_allows_any_more() {
    let mut window = Window::editing(&MARKS);
    let id = window.desk().session.project().annotations().nth(0).expect("a mark").id().clone();
    let set = Edit::Set { id: id.clone(), name: "stance".into(), value: Some("denies".into()) };
    window.desk().session.run(Command::Edit(Box::new(set)));
    window.0.run();
    window.press("Delete label");
    window.press("Move to …");
    window.press("Move to Quote");
    window.0.get_by_label("Deleted the label Claim; 1 value that nothing allows any more is cleared");
    window.undo_in_editor();
    let kept = window.desk().session.project().annotations().get(&id).expect("there").attributes().clone();
    assert_eq!(kept.get("stance").map(String::as_str), Some("denies"));
}

#[test]
fn attributes_are_added_filled_and_taken_away() {
    let mut window = Window::editing(&MARKS);
    window.press("Edit Cue");
    window.press("Add attribute");
    window.fill("Attribute name", "Tense");
    window.fill("Choices", "past, present");
    window.leave();
    window.fill("Limit", "12");
    window.leave();
    let cue = window.scheme().labels[4].clone();
    assert_eq!((cue.attributes[0].id.as_str(), cue.attributes[0].limit), ("tense", Some(12)));
    assert_eq!(cue.attributes[0].values, ["past", "present"]);
    window.press("Delete attribute");
    assert!(window.scheme().labels[4].attributes.is_empty());
}

#[test]
fn a_choice_in_use_is_asked_about_and_the_others_go() {
    let mut window = Window::editing(&MARKS);
    let id = window.desk().session.project().annotations().nth(0).expect("a mark").id().clone();
    let set = Edit::Set { id: id.clone(), name: "stance".into(), value: Some("denies".into()) };
    window.desk().session.run(Command::Edit(Box::new(set)));
    window.0.run();
    window.press("Attribute Stance");
    window.fill("Choices", "says, affirms");
    window.leave();
    assert_eq!(window.scheme().labels[0].attribute("stance").expect("there").values, ["says", "denies", "affirms"]);
    window.0.get_by_label("1 annotation has “denies”");
    window.press("Move to …");
    window.press("Move to says");
    assert_eq!(window.scheme().labels[0].attribute("stance").expect("there").values, ["says", "affirms"]);
    let value = |window: &mut Window<'_>| {
        window.desk().session.project().annotations().get(&id).expect("there").attributes().get("stance").cloned()
    };
    assert_eq!(value(&mut window).as_deref(), Some("says"));
    window.press("Delete attribute");
    window.0.get_by_label("1 annotation has it");
    window.press("Clear them");
    assert!(value(&mut window).is_none() && window.scheme().labels[0].attribute("stance").is_none());
}

#[test]
fn relations_have_names_ends_and_fates_too() {
    let mut window = Window::editing(&MARKS);
    let ids: Vec<Id> = window.desk().session.project().annotations().iter().map(|known| known.id().clone()).collect();
    let relation = Relation {
        id: Id::new("r1").expect("an id"),
        kind: "supports".into(),
        from: ids[0].clone(),
        to: ids[1].clone(),
    };
    window.desk().session.run(Command::Edit(Box::new(Edit::Relate(relation))));
    window.0.run();
    window.press("Edit supports");
    window.0.get_by_label("Used by 1 relation");
    window.press("To Actor");
    assert_eq!(window.scheme().relation_kind("supports").expect("there").to, ["claim", "actor"]);
    window.press("Delete relation");
    window.press("Move to …");
    window.press("Move to disputes");
    let kinds = |window: &mut Window<'_>| {
        window.desk().session.project().relations().iter().map(|relation| relation.kind.clone()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&mut window), ["disputes"]);
    window.undo_in_editor();
    assert_eq!(kinds(&mut window), ["supports"]);
    window.press("Add relation");
    window.fill("Relation name", "doubts");
    window.leave();
    assert!(window.scheme().relation_kind("doubts").is_some());
}

#[test]
fn labels_are_put_in_another_order_and_marks_stay_theirs() {
    let mut window = Window::editing(&MARKS);
    window.press("Move down");
    assert_eq!(window.ids()[..2], ["quote", "claim"]);
    assert_eq!(window.marks()[0], "claim: Rents rose");
    window.press("Move up");
    assert_eq!(window.ids()[..2], ["claim", "quote"], "the label that was moved is still chosen");
}

#[test]
fn a_label_that_is_armed_is_let_go_when_the_scheme_changes() {
    let mut window = Window::with(STORY);
    window.key(Key::Num5);
    assert_ne!(*window.desk().session.intent(), crate::session::Intent::None);
    window.keys(Modifiers::COMMAND, Key::L);
    window.press("Edit Cue");
    window.press("Delete label");
    assert_eq!(*window.desk().session.intent(), crate::session::Intent::None);
    window.press("Done");
    window.0.get_by_label("Article text");
}

#[test]
fn a_preset_comes_in_the_place_of_the_scheme_and_keeps_what_is_in_use() {
    let mut window = Window::editing(&MARKS);
    window.press("Edit Actor");
    window.press("Presets");
    window.press("check-worthiness");
    assert_eq!(window.0.get_by_label("Label name").value().as_deref(), Some("Check-worthy"), "from the first label on");
    window.0.get_by_label(
        "This is the scheme check-worthiness now. Kept since it is in use: the label Claim, the label Quote",
    );
    let scheme = window.scheme();
    let offered: Vec<&str> = scheme.offered().map(|(_, label)| label.id.as_str()).collect();
    assert_eq!(offered, ["check_worthy", "not_check_worthy", "not_factual"]);
    assert_eq!(window.marks().len(), 3);
    window.undo_in_editor();
    assert_eq!(window.scheme().name, "fact-check");
    window.press("Presets");
    window.press("fact-check");
    window.0.get_by_label("The article has this scheme already");
}

#[test]
fn a_scheme_goes_to_a_file_and_comes_from_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.ron");
    let mut window = Window::editing(&MARKS);
    window.fill("Scheme name", "own");
    window.press("Edit Cue");
    window.press("Delete label");
    window.type_path(jobs::Purpose::ExportScheme, &path);
    window.wait_for("the file", |app| app.shell.overlay.is_open());
    window.0.run();
    window.0.get_by_label(&format!("The scheme is in {}", path.display()));
    assert_eq!(*crate::store::open_scheme(&path).expect("a scheme"), *window.scheme());

    let mut window = Window::editing(&MARKS);
    window.type_path(jobs::Purpose::ImportScheme, &path);
    window.wait_for("the scheme", |app| app.shell.overlay.is_open());
    window.0.run();
    window.0.get_by_label("This is the scheme own now");
    assert_eq!(window.ids(), ["claim", "quote", "statistic", "actor"]);
}

#[test]
fn a_file_that_is_no_scheme_is_told_with_its_cure() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("nasty.ron");
    std::fs::write(&path, "(name: \"x\", labels: [])").expect("written");
    let mut window = Window::editing(&MARKS);
    window.type_path(jobs::Purpose::ImportScheme, &path);
    window.wait_for("the refusal", |app| app.shell.notice.is_some());
    window.0.run();
    window
        .0
        .get_by_label(&format!("cannot open the scheme {}: the scheme needs from one to 2,000 labels", path.display()));
    assert_eq!(window.scheme().name, "fact-check");
}

#[test]
fn what_can_only_be_read_is_shown_and_says_why() {
    let mut window = Window::with(STORY);
    window.desk().only_read("Somebody else has it: open a copy to change it");
    window.keys(Modifiers::COMMAND, Key::L);
    window.0.get_by_label("Somebody else has it: open a copy to change it");
    for name in ["Add label", "Presets", "Delete label", "Label name"] {
        assert!(window.0.get_by_label(name).accesskit_node().is_disabled(), "{name}");
    }
    window.press("Edit Quote");
    assert_eq!(window.0.get_by_label("Label name").value().as_deref(), Some("Quote"), "all can be looked at");
    window.press("Done");
}

#[test]
fn everything_in_the_editor_is_reached_by_tab_at_any_width() {
    for width in [1200.0, 720.0, 480.0] {
        let mut window = Window::editing(&MARKS);
        window.0.set_size(vec2(width, 600.0));
        window.0.run();
        let wanted = [
            "Scheme name",
            "Edit Quote",
            "Add label",
            "Label name",
            "Key",
            "Colour",
            "Helper",
            "Label guideline",
            "Delete label",
            "Done",
        ];
        let mut reached = Vec::new();
        for _ in 0..90 {
            window.key(Key::Tab);
            reached.extend(wanted.iter().filter(|name| window.0.get_by_label(name).is_focused()).copied());
        }
        assert!(wanted.iter().all(|name| reached.contains(name)), "{width}: {reached:?}");
    }
}

#[test]
fn undo_and_redo_have_their_keys_where_no_field_has_the_keyboard() {
    let mut window = Window::editing(&[]);
    assert!(window.0.get_by_label("Done").is_focused());
    window.press("Dashed");
    window.press("Blue");
    let look =
        |window: &mut Window<'_>| (window.scheme().labels[0].line, String::from(window.scheme().labels[0].color));
    let after = look(&mut window);
    window.keys(Modifiers::COMMAND, Key::Z);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(*window.scheme(), *default_scheme());
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(look(&mut window), after);
}

#[test]
fn a_filter_by_label_ends_when_labels_change_places() {
    let mut window = Window::with(STORY);
    window.mark("claim", "Rents rose");
    window.mark("quote", "the owner");
    window.press("Filter…");
    let chips = |window: &Window<'_>| window.0.query_all_by_role_and_label(egui::Role::Button, "Claim").count();
    assert!(chips(&window) >= 2, "one in the tool row, one in the filter");
    window.0.query_all_by_role_and_label(egui::Role::Button, "Claim").last().expect("the filter’s").click();
    window.0.run();
    assert!(window.0.query_by_label("Quote: the owner").is_none());
    window.keys(Modifiers::COMMAND, Key::L);
    window.press("Move down");
    window.press("Done");
    window.0.get_by_label("Quote: the owner");
    window.0.get_by_label("Claim: Rents rose");
}

#[test]
fn without_an_article_there_is_no_scheme_to_change() {
    let mut window = Window::empty();
    window.keys(Modifiers::COMMAND, Key::L);
    assert!(!window.app().shell.overlay.is_open());
}

#[test]
fn what_is_typed_in_a_label_never_moves_to_the_one_that_takes_its_place() {
    let mut window = Window::editing(&[("cue", "said")]);
    window.press("Edit Actor");
    window.fill("Label id", "foo");
    window.press("Delete label");
    window.0.run();
    assert_eq!(
        (window.ids(), window.marks()),
        (["claim", "quote", "statistic", "cue"].map(String::from).to_vec(), vec!["cue: said".to_owned()])
    );
}

#[test]
fn what_is_typed_is_taken_in_before_what_is_clicked() {
    let mut window = Window::editing(&[]);
    window.fill("Label id", "statement");
    window.press("Add label");
    window.0.run();
    assert_eq!((window.ids()[0].as_str(), window.ids().len()), ("statement", 6));
    window.press("Edit Cue");
    window.press("Add attribute");
    window.fill("Choices", "past, present");
    window.press("Add attribute");
    window.0.run();
    let cue = window.scheme().label("cue").expect("there").1.clone();
    assert_eq!((cue.attributes.len(), cue.attributes[0].values.len()), (2, 2), "both happen");
}

#[test]
fn another_attribute_unfolds_and_done_closes_with_words_in_a_field() {
    let mut window = Window::editing(&[]);
    window.press("Attribute Check-worthy");
    window.fill("Choices", "yes, no, perhaps");
    window.press("Attribute Type");
    window.0.run();
    let claim = window.scheme().labels[0].clone();
    assert_eq!(claim.attributes[1].values, ["yes", "no", "perhaps"]);
    window.fill("Limit", "75");
    window.press("Done");
    window.0.run();
    assert!(!window.app().shell.overlay.is_open());
    assert_eq!(window.scheme().labels[0].attributes[0].limit, Some(75));
}

#[test]
fn a_limit_is_one_step() {
    let mut window = Window::editing(&[]);
    window.press("Attribute Claimant");
    let steps = window.steps();
    window.0.get_by_label("Limit").focus();
    window.0.run();
    for digit in ["1", "2", "0"] {
        window.0.event(egui::Event::Text(digit.into()));
        window.0.run();
    }
    window.leave();
    assert_eq!((window.scheme().labels[0].attributes[2].limit, window.steps()), (Some(120), steps + 1));
}

#[test]
fn a_question_goes_on_about_a_label_that_gets_another_id() {
    let mut window = Window::editing(&[("claim", "Rents rose")]);
    window.press("Delete label");
    window.fill("Label id", "statement");
    window.press("Delete them too");
    assert_eq!((window.ids()[0].as_str(), window.marks()), ("quote", Vec::<String>::new()));
}
