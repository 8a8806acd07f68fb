//! Does the find bar lead to what is looked for? Driven by keys and accessible names.

use super::*;

const STORY: &str = "Rents rose in May.\n\nThe owner said rents (12%) would rise.\n\nقالت نادية إن الإيجار كثير.\nRENTS";

impl Window<'_> {
    fn find(&mut self, words: &str) {
        self.keys(Modifiers::COMMAND, Key::F);
        self.type_words(words);
    }

    /// Types into whatever has the keyboard, and waits until all is found.
    fn type_words(&mut self, words: &str) {
        self.0.event(egui::Event::Text(words.into()));
        self.0.run();
        self.wait_for("end of the search", |app| app.desk.as_ref().is_none_or(|desk| desk.search.is_at_rest()));
    }

    fn selected(&mut self) -> String {
        let session = &self.desk().session;
        session.project().text()[session.selection().bytes()].to_owned()
    }

    fn field_has_keyboard(&self) -> bool {
        self.0.get_by_label("Find in the article").is_focused()
    }
}

#[test]
fn what_is_typed_is_shown_and_enter_goes_on() {
    let mut window = Window::with(STORY);
    window.find("rents");
    assert_eq!((window.selected().as_str(), window.desk().session.selection().anchor), ("Rents", 0));
    window.0.get_by_label("1 of 3");
    window.key(Key::Enter);
    assert_eq!(window.selected(), "rents");
    window.0.get_by_label("2 of 3");
    window.key(Key::Enter);
    window.key(Key::Enter);
    window.0.get_by_label("1 of 3");
    window.0.get_by_label("Went on from the beginning");
    window.keys(Modifiers::SHIFT, Key::Enter);
    window.0.get_by_label("3 of 3");
    assert!(window.selected() == "RENTS" && window.field_has_keyboard());
    assert_eq!(window.marks(), [""; 0]);
}

#[test]
fn escape_leaves_the_place_selected_and_a_key_marks_it() {
    let mut window = Window::with(STORY);
    window.find("owner said");
    window.key(Key::Escape);
    assert!(window.0.query_by_label("Find in the article").is_none());
    assert!(window.0.get_by_label("Article text").is_focused());
    window.key(Key::Num1);
    assert_eq!(window.marks(), ["claim: owner said"]);
    window.find("نادية");
    window.key(Key::Escape);
    window.key(Key::Num2);
    assert_eq!(window.marks(), ["claim: owner said", "quote: نادية"]);
}

#[test]
fn typing_goes_on_from_where_the_caret_was() {
    let mut window = Window::with(STORY);
    let at = STORY.find("The owner").expect("there");
    window.desk().session.run(Command::Select(crate::session::Selection::caret(at)));
    window.find("r");
    assert_eq!(window.selected(), "r", "of owner");
    window.type_words("ents");
    assert_eq!((window.selected().as_str(), window.desk().session.selection().anchor > at), ("rents", true));
    window.0.get_by_label("2 of 3");
    window.type_words("x");
    window.0.get_by_label("None");
    assert_eq!(window.desk().session.selection(), crate::session::Selection::caret(at), "nothing stays selected");
}

#[test]
fn a_broken_expression_says_so_and_another_finds() {
    let mut window = Window::with(STORY);
    window.find("(12");
    window.0.get_by_label("1 of 1");
    window.0.get_by_label("Regular expression").click();
    window.0.run();
    window.wait_for("end of the search", |app| app.desk.as_ref().is_some_and(|desk| desk.search.is_at_rest()));
    window.0.get_by_label("A group is not closed (character 1)");
    window.0.get_by_label_contains("to find the bracket itself");
    assert!(window.field_has_keyboard(), "a click on a button leaves the keyboard where it was");
    window.type_words("%)");
    window.0.get_by_label("1 of 1");
    assert_eq!(window.selected(), "12%", "without the brackets, which are a group now");
}

#[test]
fn case_and_whole_words_are_a_click_away() {
    let mut window = Window::with(STORY);
    window.find("rent");
    window.0.get_by_label("1 of 3");
    for (name, expected) in
        [("Whole words", "None"), ("Whole words", "1 of 3"), ("Upper and lower case as typed", "1 of 1")]
    {
        window.0.get_by_label(name).click();
        window.0.run();
        window.wait_for("end of the search", |app| app.desk.as_ref().is_some_and(|desk| desk.search.is_at_rest()));
        assert!(window.0.query_by_label(expected).is_some(), "{name}: {expected}");
    }
}

#[test]
fn what_is_selected_is_looked_for() {
    let mut window = Window::with(STORY);
    window.key(Key::W);
    window.keys(Modifiers::COMMAND, Key::F);
    window.wait_for("end of the search", |app| app.desk.as_ref().is_some_and(|desk| desk.search.is_at_rest()));
    window.0.get_by_label("1 of 3");
    assert_eq!(window.0.get_by_label("Find in the article").value().as_deref(), Some("Rents"));
    window.type_words("owner");
    assert_eq!(window.selected(), "owner", "typing replaces it");
}

#[test]
fn the_keys_go_on_without_the_bar() {
    let mut window = Window::with(STORY);
    window.key(Key::F3);
    assert!(window.field_has_keyboard(), "nothing is looked for yet: it asks");
    window.type_words("rents");
    window.key(Key::Escape);
    assert!(window.desk().search.hits().is_empty(), "closed, nothing is shown");
    window.key(Key::F3);
    assert_eq!(window.selected(), "rents");
    window.0.get_by_label("2 of 3");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    assert_eq!(window.selected(), "Rents");
    window.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(window.desk().search.hits().len(), 3);
    window.0.get_by_label("Close (Escape)").click();
    window.0.run();
    assert!(window.0.query_by_label("Find in the article").is_none());
}

#[test]
fn the_palette_finds_places_in_any_case_and_script() {
    let mut window = Window::with(STORY);
    window.keys(Modifiers::COMMAND, Key::K);
    window.0.event(egui::Event::Text("إيجار".into()));
    window.0.run();
    window.0.get_by_label("قالت نادية إن الإيجار كثير.");
    window.key(Key::Enter);
    assert_eq!(window.selected(), "إيجار");
}
