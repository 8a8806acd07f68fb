//! Do hands find what they expect? Drags that snap, edges that move, parts that join, places that are ticked, proposals.

use super::*;
use crate::session::Selection;

const STORY: &str = "“Rents rose by 12% in May,” said Ana Ruiz, the owner. “They will rise.” Nobody left.";

impl Window<'_> {
    fn selected_words(&mut self) -> String {
        let session = &self.desk().session;
        session.project().text()[session.selection().bytes()].to_owned()
    }

    /// Where the beginning of `words` is painted.
    fn start_of(&mut self, words: &str) -> Pos2 {
        let at = self.desk().session.project().text().find(words).expect("in the article");
        self.place_of(at)
    }

    fn end_of(&mut self, words: &str) -> Pos2 {
        let text = self.desk().session.project().text();
        let at = text.find(words).expect("in the article") + words.len();
        self.place_of(at)
    }

    /// Presses at `from` and goes to `to`, with `modifiers` held; the button stays down.
    fn begin_drag(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.0.hover_at(from);
        self.0.run();
        self.0.event(egui::Event::ModifiersChanged(modifiers));
        self.button(from, true, modifiers);
        self.0.run();
        for part in [0.4, 0.8, 1.0] {
            self.0.hover_at(from + (to - from) * part);
            self.0.run();
        }
    }

    fn end_drag(&mut self, at: Pos2, modifiers: Modifiers) {
        self.button(at, false, modifiers);
        self.0.event(egui::Event::ModifiersChanged(Modifiers::NONE));
        self.0.run();
    }

    fn button(&mut self, pos: Pos2, pressed: bool, modifiers: Modifiers) {
        let button = egui::PointerButton::Primary;
        self.0.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
    }

    fn drag_with(&mut self, from: Pos2, to: Pos2, modifiers: Modifiers) {
        self.begin_drag(from, to, modifiers);
        self.end_drag(to, modifiers);
    }

    fn select_words(&mut self, words: &str) {
        let anchor = self.desk().session.project().text().find(words).expect("in the article");
        let ctx = self.0.ctx.clone();
        self.app().run(&ctx, Command::Select(Selection { anchor, head: anchor + words.len() }));
        self.0.run();
    }

    fn attribute(&mut self, name: &str) -> Option<String> {
        self.desk().session.focused().and_then(|focused| focused.attributes().get(name).cloned())
    }
}

#[test]
fn a_drag_takes_whole_words_and_shows_them_before_it_ends() {
    let mut window = Window::with(STORY);
    let (from, to) =
        (window.middle_of(STORY.find("ose by").expect("there")), window.middle_of(STORY.find("ay,").expect("there")));
    window.begin_drag(from, to, Modifiers::NONE);
    assert_eq!(window.selected_words(), "rose by 12% in May", "while dragging");
    window.end_drag(to, Modifiers::NONE);
    window.key(Key::Num1);
    assert_eq!(window.marks(), ["claim: rose by 12% in May"]);
    window.drag_with(to, from, Modifiers::NONE);
    assert_eq!(window.selected_words(), "rose by 12% in May", "backwards too");
}

#[test]
fn shift_or_a_setting_takes_characters() {
    let mut window = Window::with(STORY);
    let (from, to) = (window.start_of("ose by"), window.start_of("ay,"));
    window.begin_drag(from, to, Modifiers::NONE);
    window.end_drag(to, Modifiers::NONE);
    window.key(Key::Escape);
    window.begin_drag(from, to, Modifiers::ALT);
    assert_eq!(window.selected_words(), "ose by 12% in M");
    window.end_drag(to, Modifiers::ALT);
    window.app().shell.settings.snap = crate::store::Snap::Characters;
    let (from, to) = (window.start_of("y 12%"), window.start_of("n May"));
    window.drag_with(from, to, Modifiers::NONE);
    assert_eq!(window.selected_words(), "y 12% i");
}

#[test]
fn an_edge_of_the_annotation_in_focus_is_dragged() {
    let mut window = Window::with(STORY);
    window.select_words("rose");
    window.key(Key::Num1);
    let (from, to) = (window.end_of("rose"), window.middle_of(STORY.find("2% in").expect("there")));
    window.drag_with(from, to, Modifiers::NONE);
    assert_eq!(window.marks(), ["claim: rose by 12%"]);
    let (from, to) = (window.start_of("rose"), window.middle_of(STORY.find("ents").expect("there")));
    window.drag_with(from, to, Modifiers::NONE);
    assert_eq!(window.marks(), ["claim: Rents rose by 12%"]);
    window.keys(Modifiers::COMMAND, Key::Z);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.marks(), ["claim: rose"], "each drag is one step");
    let from = window.end_of("rose");
    window.drag_with(from, from + vec2(1.0, 0.0), Modifiers::NONE);
    assert_eq!(window.marks(), ["claim: rose"], "a click on an edge moves nothing");
}

#[test]
fn a_drag_with_control_adds_a_part_to_the_annotation_in_focus() {
    let mut window = Window::with(STORY);
    window.select_words("“Rents rose by 12% in May,”");
    window.key(Key::Num2);
    let (from, to) = (window.start_of("“They"), window.end_of("rise.”"));
    window.drag_with(from, to, Modifiers::COMMAND);
    assert_eq!(window.marks(), ["quote: “Rents rose by 12% in May,” “They will rise.”"]);
    assert_eq!(window.desk().session.focused().map(|focused| focused.fragments().spans().len()), Some(2));
}

#[test]
fn the_places_of_some_words_are_ticked_and_marked_at_once() {
    let mut window = Window::with("A rise is a rise. Sunrise, rise.");
    window.select_words("rise");
    window.key(Key::A);
    window.0.get_by_label("3 places");
    window.0.get_by_label("Mark place 2: A rise is a rise. Sunrise, rise.").click();
    window.0.run();
    window.0.get_by_label("2 ticked");
    window.0.get_by_label("Anywhere").click();
    window.0.run();
    window.0.get_by_label("4 places");
    window.key(Key::Num3);
    assert_eq!(window.marks(), ["statistic: rise"; 4]);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.marks(), [""; 0], "one step");
}

#[test]
fn what_the_text_proposes_looks_different_until_it_is_kept() {
    let mut window = Window::with(STORY);
    window.select_words("12%");
    window.key(Key::Num3);
    window.key(Key::Enter);
    assert!(window.0.get_by_label("Value").is_focused());
    assert_eq!(window.attribute("value"), None, "a proposal is not there until it is kept");
    window.key(Key::Enter);
    assert_eq!(window.attribute("value").as_deref(), Some("12"));
    assert_eq!(window.attribute("unit"), None);
    window.key(Key::Y);
    assert_eq!(window.attribute("unit").as_deref(), Some("%"));
}

#[test]
fn a_speaker_of_this_article_is_offered_while_typing() {
    let mut window = Window::with(STORY);
    for (words, speaker) in [("Rents", "Ana Ruiz"), ("May", "Anders Bo"), ("Nobody", "")] {
        window.select_words(words);
        window.key(Key::Num2);
        let id = window.desk().session.focused().expect("in focus").id().clone();
        let value = (!speaker.is_empty()).then(|| speaker.to_owned());
        let ctx = window.0.ctx.clone();
        let edit = Edit::Set { id, name: "speaker".into(), value };
        window.app().run(&ctx, Command::Edit(Box::new(edit)));
        window.0.run();
    }
    window.0.get_by_label("Speaker").focus();
    window.0.run();
    window.0.get_by_label("Speaker").type_text("an");
    window.0.run();
    window.0.get_by_label("Ana Ruiz");
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    assert_eq!(window.attribute("speaker").as_deref(), Some("Anders Bo"));
}

#[test]
fn what_waits_for_a_label_is_counted_in_the_status_line() {
    let mut window = Window::with(STORY);
    window.0.get_by_label("1 number, 2 quotations unlabelled");
    window.0.get_by_label("next N").click();
    window.0.run();
    assert_eq!(window.selected_words(), "“Rents rose by 12% in May,”");
    window.key(Key::H);
    window.0.get_by_label("1 number unlabelled");
    assert_eq!(window.attribute("speaker").as_deref(), Some("Ana Ruiz"));
}

#[test]
fn with_control_an_edge_is_not_taken_hold_of_and_a_click_lets_go_of_nothing() {
    let mut window = Window::with(STORY);
    window.select_words("Rents");
    window.key(Key::Num1);
    let (from, to) = (window.end_of("Rents"), window.middle_of(STORY.find("y 12%").expect("there")));
    window.drag_with(from, to, Modifiers::COMMAND);
    assert_eq!(window.marks(), ["claim: Rents rose by"]);
    assert_eq!(window.desk().session.focused().map(|focused| focused.fragments().spans().len()), Some(2));
    let word = window.middle_of(STORY.find("obody").expect("there"));
    window.0.event(egui::Event::ModifiersChanged(Modifiers::COMMAND));
    for _ in 0..2 {
        window.0.hover_at(word);
        window.button(word, true, Modifiers::COMMAND);
        window.0.step();
        window.button(word, false, Modifiers::COMMAND);
        window.0.step();
    }
    window.0.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    window.0.run();
    assert_eq!(window.marks(), ["claim: Rents rose by Nobody"], "a double click adds its word");
}

#[test]
fn the_list_of_places_is_closed_by_its_own_button_whatever_else_is_there() {
    let mut window = Window::with("A rise is a rise.");
    window.select_words("rise");
    window.key(Key::A);
    window.app().shell.notice = Some(shell::Notice::error("Something else", "wait"));
    window.0.run();
    window.0.get_by_label("Close").click();
    window.0.run();
    assert!(window.desk().session.matches().is_none() && window.app().shell.notice.is_some());
}

#[test]
fn an_edge_is_pulled_by_the_width_of_a_quotation_mark_and_a_double_click_takes_a_whole_name() {
    let mut window = Window::with("Then “no,” said Jean-Pierre of 12% more.");
    window.select_words("no");
    window.key(Key::Num1);
    let (from, to) = (window.start_of("no,"), window.start_of("“no"));
    window.drag_with(from, to - vec2(1.0, 0.0), Modifiers::NONE);
    assert_eq!(window.marks(), ["claim: “no"], "the edge that is not pulled stays");
    window.key(Key::Escape);
    let name = window.middle_of("Then “no,” said J".len());
    for _ in 0..2 {
        window.button(name, true, Modifiers::NONE);
        window.button(name, false, Modifiers::NONE);
    }
    window.0.run();
    assert_eq!(window.selected_words(), "Jean-Pierre");
}

#[test]
fn one_proposal_is_kept_by_its_button_and_what_deletes_stays_where_it_is() {
    let mut window = Window::with(STORY);
    window.select_words("12%");
    window.key(Key::Num3);
    let delete = window.0.get_by_label("Delete").rect();
    window.0.get_by_label("Keep Value: 12").click();
    window.0.run();
    assert_eq!((window.attribute("value").as_deref(), window.attribute("unit")), (Some("12"), None));
    window.key(Key::Y);
    assert_eq!(window.0.get_by_label("Delete").rect(), delete, "whatever else comes and goes");
}

#[test]
fn the_way_to_the_next_does_not_move_and_focus_mode_is_left_by_mouse() {
    let mut window = Window::with(STORY);
    let next = |window: &Window<'_>| window.0.get_by_label("next N").rect().left_top();
    let before = next(&window);
    window.select_words("Nobody left");
    window.key(Key::Num1);
    assert_eq!(next(&window), before);
    window.key(Key::F11);
    assert!(window.0.query_by_label("Menu").is_none());
    window.0.get_by_label("show all F11").click();
    window.0.run();
    window.0.get_by_label("Menu");
}

#[test]
fn what_is_offered_for_a_selection_never_covers_it() {
    let mut window =
        Window::with(&format!("{}The end of it.", "A line of some words that fills the page.\n".repeat(60)));
    window.keys(Modifiers::COMMAND, Key::A);
    window.0.run();
    let text = window.desk().session.project().text().to_owned();
    let last = text.find("The end").expect("there");
    let ctx = window.0.ctx.clone();
    let anchor = text[..last - 60].rfind('\n').expect("a line") + 1;
    window.app().run(&ctx, Command::Select(Selection { anchor, head: text.len() }));
    window.0.run();
    let palette = ctx.memory(|memory| memory.area_rect(egui::Id::unique("selection palette"))).expect("it is shown");
    let (first, end) = (window.place_of(anchor), window.place_of(text.len()));
    assert!(palette.bottom() <= first.y || palette.top() >= end.y, "{palette:?} is over {first:?} to {end:?}");
}

#[test]
fn what_is_taken_from_the_offered_values_goes_on_at_its_end() {
    let mut window = Window::with(STORY);
    for (words, speaker) in [("Rents", Some("Ana Ruiz")), ("May", None)] {
        window.select_words(words);
        window.key(Key::Num2);
        let id = window.desk().session.focused().expect("in focus").id().clone();
        let edit = Edit::Set { id, name: "speaker".into(), value: speaker.map(str::to_owned) };
        let ctx = window.0.ctx.clone();
        window.app().run(&ctx, Command::Edit(Box::new(edit)));
        window.0.run();
    }
    window.0.get_by_label("Speaker").focus();
    window.0.run();
    window.0.event(egui::Event::Text("a".into()));
    window.0.run();
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    window.0.event(egui::Event::Text("!".into()));
    window.0.run();
    assert_eq!(window.attribute("speaker").as_deref(), Some("Ana Ruiz!"));
}
