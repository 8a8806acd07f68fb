//! What does somebody hear who cannot see the window? The tree that a screen reader gets, and what comes back from it.

use egui::Role;
use egui::accesskit::Toggled;
use egui_kittest::kittest::NodeT;

use super::*;

type Heard<'tree> = egui_kittest::Node<'tree>;

impl Window<'_> {
    /// The tree as somebody goes through it: what has no name and no role of its own is left out.
    fn heard(&self) -> String {
        let mut lines = String::new();
        tell(&self.0.root(), 0, &mut lines);
        lines
    }
}

fn tell(node: &Heard<'_>, depth: usize, lines: &mut String) {
    let known = node.accesskit_node();
    let line = words_of(&known);
    let is_heard = !line.is_empty();
    if is_heard {
        lines.push_str(&format!("{}{line}\n", "  ".repeat(depth)));
    }
    node.children().for_each(|child| tell(&child, depth + usize::from(is_heard), lines));
}

fn words_of(node: &egui_kittest::kittest::AccessKitNode<'_>) -> String {
    let (name, value) = (node.label().unwrap_or_default(), node.value().unwrap_or_default());
    let said = if name.is_empty() { value.clone() } else { name.clone() };
    if matches!(node.role(), Role::GenericContainer | Role::Unknown | Role::Window | Role::Pane) && said.is_empty() {
        return String::new();
    }
    let mut line = format!("{:?}", node.role());
    if !said.is_empty() {
        line.push_str(&format!(" {said:?}"));
    }
    if !name.is_empty() && !value.is_empty() {
        line.push_str(&format!(" = {value:?}"));
    }
    let states = [
        (node.is_selected() == Some(true), "selected"),
        (node.toggled() == Some(Toggled::True), "on"),
        (node.is_disabled(), "disabled"),
        (node.is_focused(), "HAS THE KEYBOARD"),
        (node.live() != egui::accesskit::Live::Off, "live"),
    ];
    states.iter().filter(|(is, _)| *is).for_each(|(_, state)| line.push_str(&format!(" [{state}]")));
    line
}

#[test]
fn the_sample_makes_sense_to_who_cannot_see_it() {
    let mut window = Window::sample();
    window.app().shell.notice = None;
    window.key(Key::J);
    let heard = window.heard();
    println!("{heard}");
    let has = |lines: &str| assert!(heard.contains(lines), "not heard:\n{lines}\nbut:\n{heard}");
    has("Toolbar \"Tools\"\n  Label \"night-tram\"\n  Button \"Undo (Ctrl+Z)\" [disabled]\n");
    has("Status \"claim, 15 words, overlaps statistic: fewer");
    has("Label \"8 claims\"\nLabel \"6 quotes\"\nLabel \"12 statistics\"\n");
    has("  TabList \"What the panel shows\"\n    Tab \"Annotations 35\" [selected]\n    Tab \"Guideline\"\n");
    has("  Form \"Annotation in focus\"\n    Button \"Claim\"\n");
    has("    RadioGroup \"Check-worthy\"\n      RadioButton \"yes\" [on]\n      RadioButton \"no\"\n");
    has("  ListBox \"Annotations\"\n    ListBoxOption \"Claim: fewer than one in ten seats was taken");
    has("Document \"Article text\" = \"The last night tram");
    has(
        "[HAS THE KEYBOARD]\n  Heading \"Marlow Quay to lose its night tram, By Ines Okoro, The Quay Lantern, 4 February 2026\"\n",
    );
    has(
        "    TextRun \"seats was taken between one and five in the morning.\\n\"\n  Mark \"claim, 15 words, overlaps statistic, in focus\" = \"fewer",
    );
    has("  Mark \"quote in 2 parts, 16 words\" = \"“Nobody likes to switch off a light,” … “but we were carrying");
    has("    TextRun \"Mansour (\"\n    TextRun \"طارق منصور\"\n");
    assert!(!heard.contains("“×”") && !heard.contains("\"×\""), "a sign is no name");
}

#[test]
fn a_mark_is_chosen_by_who_hears_it() {
    let mut window = Window::sample();
    window.0.get_by_label("statistic, 2 words, overlaps quote").click_accesskit();
    window.0.run();
    let session = &window.desk().session;
    let focused = session.focused().expect("chosen");
    assert_eq!(session.project().words_of(focused), "7 kilometres");
    window.0.get_by_label("statistic, 2 words, overlaps quote, in focus");
    window.0.get_by_label("statistic, 2 words, overlaps quote: 7 kilometres");
}

impl Window<'_> {
    /// What a screen reader takes for selected in the article, and where it takes the caret to be, in the text before it.
    fn selection_heard(&self) -> (String, String) {
        let article = self.0.get_by_label("Article text");
        let node = article.accesskit_node();
        let selected = node.text_selection().map(|range| range.text()).unwrap_or_default();
        let mut before = node.document_range();
        before.set_end(node.text_selection_focus().expect("a caret"));
        (selected, before.text())
    }
}

#[test]
fn caret_and_selection_are_heard_where_they_are() {
    let text = "Cafe\u{301} owners 👩‍👩‍👧‍👦 say rents rose.\n\nقالت نادية إن (12%) كثير. Yes.";
    let mut window = Window::with(text);
    let check = |window: &mut Window<'_>| {
        let selection = window.desk().session.selection();
        let (selected, before) = window.selection_heard();
        // Between two paragraphs is one line end, however far they stand apart.
        let plain = |text: &str| text.replace("\n\n", "\n");
        assert_eq!(selected, plain(&text[selection.bytes()]));
        assert_eq!(before, plain(&text[..selection.head]), "at {}", selection.head);
    };
    check(&mut window);
    for (modifiers, key) in [
        (Modifiers::NONE, Key::W),
        (Modifiers::NONE, Key::S),
        (Modifiers::SHIFT, Key::ArrowRight),
        (Modifiers::NONE, Key::ArrowDown),
        (Modifiers::NONE, Key::W),
        (Modifiers::SHIFT, Key::ArrowLeft),
        (Modifiers::NONE, Key::P),
        (Modifiers::COMMAND, Key::End),
        (Modifiers::COMMAND, Key::A),
    ] {
        window.keys(modifiers, key);
        check(&mut window);
    }
    let at = text.find("👩").expect("there");
    window.desk().session.run(Command::Select(crate::session::Selection::caret(at)));
    window.key(Key::ArrowRight);
    check(&mut window);
}

#[test]
fn what_is_not_on_the_screen_is_not_told() {
    let text = format!("{}\n\n{}", long_text(), "e".to_owned() + &"\u{301}".repeat(400));
    let mut window = Window::with(&text);
    let heard = window.heard();
    assert!(heard.contains("Paragraph 0.") && !heard.contains("Paragraph 40."), "{heard}");
    let top = heard.lines().count();
    window.keys(Modifiers::COMMAND, Key::A);
    let (selected, _) = window.selection_heard();
    assert!(selected.starts_with("Paragraph") || selected.ends_with('\u{301}'), "as far as it is on the screen");
    window.keys(Modifiers::COMMAND, Key::End);
    let heard = window.heard();
    assert!(heard.contains("Paragraph 299.") && !heard.contains("Paragraph 0.") && heard.lines().count() < 2 * top);
}

#[test]
fn what_a_command_answers_is_said_aloud() {
    let mut window = Window::with(TEXT);
    window.key(Key::S);
    window.key(Key::Num1);
    window.keys(Modifiers::COMMAND, Key::Z);
    assert!(window.heard().contains("Label \"Undone\" [live]"), "{}", window.heard());
    window.key(Key::J);
    assert!(window.heard().contains("Label \"No more annotations this way\" [live]"));
    let id = |window: &Window<'_>| window.0.get_by_label("No more annotations this way").accesskit_node().id();
    let before = id(&window);
    window.key(Key::J);
    assert_ne!(id(&window), before, "the same answer is heard again");
}

impl Window<'_> {
    /// The name of what has the keyboard.
    fn has_keyboard(&self) -> String {
        let mut found = String::new();
        find_focused(&self.0.root(), &mut found);
        found
    }
}

fn find_focused(node: &Heard<'_>, found: &mut String) {
    let known = node.accesskit_node();
    if known.is_focused() {
        *found = known.label().or(known.value()).unwrap_or_default();
    }
    node.children().for_each(|child| find_focused(&child, found));
}

#[test]
fn choices_are_one_stop_of_tab_and_arrows_go_through_them() {
    let mut window = Window::with(TEXT);
    window.key(Key::S);
    window.key(Key::Num1);
    window.key(Key::Enter);
    assert_eq!(window.has_keyboard(), "quantity");
    let caret = window.desk().session.selection();
    window.key(Key::ArrowRight);
    window.key(Key::ArrowDown);
    assert_eq!((window.has_keyboard().as_str(), window.desk().session.selection()), ("comparison", caret));
    window.key(Key::ArrowLeft);
    window.key(Key::Space);
    let value = |window: &mut Window<'_>| {
        let focused = window.desk().session.focused().expect("the claim");
        focused.attributes().get("type").cloned()
    };
    assert_eq!(value(&mut window).as_deref(), Some("causal"));
    window.key(Key::Tab);
    assert_eq!(window.has_keyboard(), "yes", "the next attribute");
    window.keys(Modifiers::SHIFT, Key::Tab);
    assert_eq!(window.has_keyboard(), "causal", "and back at the value that stands");
    window.key(Key::End);
    assert_eq!(window.has_keyboard(), "other");
    window.0.get_by_label("prediction").click();
    window.0.run();
    assert_eq!(value(&mut window).as_deref(), Some("prediction"), "a click chooses as ever");
    window.0.get_by_label("prediction").click();
    window.0.run();
    assert_eq!(value(&mut window), None, "and takes back");
}

#[test]
fn arrows_go_through_the_list_and_enter_chooses() {
    let mut window = Window::sample();
    window.0.get_by_label_contains("Claim: fewer than one").focus();
    window.0.run();
    for _ in 0..20 {
        window.key(Key::ArrowDown);
    }
    let name = window.has_keyboard();
    let project = window.desk().session.project().clone();
    let expected = project.annotations().nth(20).expect("one");
    assert!(name.starts_with(&project.label_of(expected).name), "{name}");
    assert!(window.desk().session.focused().is_none(), "nothing is chosen on the way");
    window.key(Key::Enter);
    assert_eq!(window.desk().session.focused().map(|focused| focused.id().clone()), Some(expected.id().clone()));
}

#[test]
fn tab_comes_to_every_control_and_changes_nothing() {
    let mut window = Window::sample();
    window.app().shell.notice = None;
    window.key(Key::J);
    let before = window.desk().session.history().state();
    let mut stops = Vec::new();
    for _ in 0..60 {
        window.key(Key::Tab);
        stops.push(window.has_keyboard());
        if stops.last().is_some_and(|name| name == "Article text") {
            break;
        }
    }
    println!("{stops:#?}");
    for name in ["Claim", "Menu", "Annotations 35", "Filter…", "quantity", "Claimant", "Note", "Add…", "Delete"] {
        assert!(stops.iter().any(|stop| stop == name), "{name} is not reached: {stops:?}");
    }
    assert!(stops.iter().any(|stop| stop.starts_with("Claim: fewer")), "the list is one stop: {stops:?}");
    assert!(!stops.iter().any(String::is_empty), "each has a name: {stops:?}");
    assert_eq!(stops.last().map(String::as_str), Some("Article text"), "and back to the article");
    assert_eq!(window.desk().session.history().state(), before);
}

#[test]
fn every_page_has_a_name_for_everything_that_can_be_used() {
    let mut window = Window::sample();
    let check = |window: &Window<'_>, page: &str| {
        let heard = window.heard();
        for line in heard.lines().map(str::trim) {
            let role = line.split(' ').next().unwrap_or_default();
            let is_used = ["Button", "Tab", "ListBoxOption", "RadioButton", "TextInput", "Link", "CheckBox", "Mark"];
            assert!(!is_used.contains(&role) || line.contains('"'), "{page}: {line}");
        }
    };
    for (modifiers, key) in [
        (Modifiers::NONE, Key::F1),
        (Modifiers::COMMAND, Key::K),
        (Modifiers::COMMAND, Key::E),
        (Modifiers::COMMAND, Key::F),
        (Modifiers::COMMAND, Key::Comma),
    ] {
        window.keys(modifiers, key);
        check(&window, &format!("{key:?}"));
        window.key(Key::Escape);
    }
    check(&Window::empty(), "the first page");
}

#[test]
fn what_tab_comes_to_is_scrolled_into_sight() {
    let mut window = Window::sample();
    window.0.set_size(vec2(1200.0, 480.0));
    window.key(Key::J);
    window.0.get_by_label("Add…").focus();
    window.0.run();
    window.key(Key::Tab);
    window.key(Key::Tab);
    assert_eq!(window.has_keyboard(), "Delete");
    let (button, status) = (window.0.get_by_label("Delete").rect(), window.0.get_by_label("8 claims").rect());
    assert!(button.bottom() < status.top(), "{button} is below {status}");
}

#[test]
fn how_many_were_found_is_said_aloud() {
    let mut window = Window::with(TEXT);
    window.keys(Modifiers::COMMAND, Key::F);
    window.0.event(egui::Event::Text("12%".into()));
    window.0.run();
    window.wait_for("end of the search", |app| app.desk.as_ref().is_some_and(|desk| desk.search.is_at_rest()));
    assert!(window.heard().contains("Label \"1 of 2\" [live]"), "{}", window.heard());
}
