//! Does the window do what a person wants of it? Driven by accessible names, by pointer and by keys, without a screen.

use egui::{Key, Modifiers, Pos2, Rect, vec2};
use egui_kittest::{Harness, kittest::Queryable};

mod accessibility;
mod arrivals;
mod articles;
mod comfort;
mod exchange;
mod find;
mod hands;
mod scheme;

use super::*;
use crate::article::read_text;
use crate::format::ron::default_scheme;
use crate::project::{Edit, Id, Project, Record};
use crate::text::Span;
use overlay::Next;

/// The window, and the folder of its drafts and earlier versions.
struct Window<'a>(Harness<'a, Option<App>>, tempfile::TempDir);

impl Window<'_> {
    /// The window with nothing open, and egui's own fonts alone.
    fn empty() -> Self {
        Self::in_state(tempfile::tempdir().expect("a folder"))
    }

    /// Like [`Window::empty`], where another window has left its state.
    fn in_state(folder: tempfile::TempDir) -> Self {
        let state = State::within(folder.path());
        let draw = move |ui: &mut Ui, app: &mut Option<App>| match app {
            Some(app) => drop(app.frame(ui)),
            // Fonts are there from the next frame on, as in the real window.
            None => *app = Some(App::new(ui.ctx(), Fonts::without_system(), None, state.clone())),
        };
        let harness = Harness::builder()
            .with_size(vec2(1200.0, 700.0))
            .with_step_dt(1.0 / 60.0)
            .with_max_steps(64)
            .allow_missing_glyphs();
        let mut window = Self(harness.build_ui_state(draw, None), folder);
        window.0.run();
        window
    }

    fn with(text: &str) -> Self {
        let mut window = Self::opened(text);
        // That egui's fonts have no Arabic is read and closed.
        window.app().shell.notice = None;
        window.0.run();
        window
    }

    fn opened(text: &str) -> Self {
        let mut window = Self::empty();
        let article = read_text(text.as_bytes()).expect("an article");
        let project = Project::new(article.into(), default_scheme()).expect("a good scheme");
        let ctx = window.0.ctx.clone();
        window.app().put_on_desk(&ctx, project, "test");
        window.0.run();
        window
    }

    fn sample() -> Self {
        let mut window = Self::empty();
        window.0.get_by_label("Try the sample").click();
        window.0.run();
        window
    }

    /// Ends it as a crash does: nobody is asked, and the next window finds what this one has left.
    fn crash(self) -> tempfile::TempDir {
        let Self(harness, state) = self;
        drop(harness);
        state
    }

    fn app(&mut self) -> &mut App {
        self.0.state_mut().as_mut().expect("made in the first frame")
    }

    fn desk(&mut self) -> &mut Desk {
        self.app().desk.as_mut().expect("an article is open")
    }

    /// What is marked, as `label: words`.
    fn marks(&mut self) -> Vec<String> {
        let project = self.desk().session.project();
        let line = |annotation| format!("{}: {}", project.label_of(annotation).id, project.words_of(annotation));
        project.annotations().iter().map(line).collect()
    }

    fn article(&self) -> Rect {
        self.0.get_by_label("Article text").rect()
    }

    fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.0.key_press_modifiers(modifiers, key);
        self.0.run();
    }

    /// Where the letter at the byte `at` is painted.
    fn place_of(&mut self, at: usize) -> Pos2 {
        let rect = self.article();
        let App { desk, setter, .. } = self.app();
        let desk = desk.as_mut().expect("an article is open");
        desk.pane.place_of(at, rect, &desk.session, setter)
    }

    /// The middle of the cluster that begins at the byte `at`.
    fn middle_of(&mut self, at: usize) -> Pos2 {
        let first = self.desk().session.project().text()[at..].chars().next();
        let rtl = matches!(first, Some('\u{590}'..='\u{6FF}'));
        self.place_of(at) + vec2(if rtl { -3.0 } else { 3.0 }, 0.0)
    }

    /// Where the caret is seen.
    fn spot(&mut self) -> pane::Spot {
        let App { desk, setter, .. } = self.app();
        let desk = desk.as_mut().expect("an article is open");
        desk.pane.spot(desk.session.selection().head, &desk.session, setter)
    }

    fn drag(&mut self, from: Pos2, to: Pos2) {
        self.0.hover_at(from);
        self.0.run();
        self.0.drag_at(from);
        self.0.run();
        for part in [0.3, 0.7, 1.0] {
            self.0.hover_at(from + (to - from) * part);
            self.0.run();
        }
        self.0.drop_at(to);
        self.0.run();
    }
}

const TEXT: &str = "Rents rose by 12% in May, the owner said.\n\nقالت نادية إن (12%) كثير.";

#[test]
fn dragging_then_a_key_marks_what_was_dragged_over() {
    let mut window = Window::with(TEXT);
    let (from, to) = (window.place_of(0), window.place_of("Rents rose by 12%".len()));
    window.drag(from, to);
    window.0.get_by_label("Mark the selection");
    window.key(Key::Num1);
    assert_eq!(window.marks(), ["claim: Rents rose by 12%"]);
    window.0.get_by_label("Claim: Rents rose by 12%");
    window.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.marks(), [""; 0]);
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.marks(), ["claim: Rents rose by 12%"]);
}

#[test]
fn right_to_left_text_is_marked_as_it_is_seen() {
    let mut window = Window::with(TEXT);
    let words = "نادية إن (12%)";
    let start = TEXT.find(words).expect("there");
    let (from, to) = (window.place_of(start), window.place_of(start + words.len()));
    window.drag(from, to);
    window.key(Key::Num2);
    assert_eq!(window.marks(), [format!("quote: {words}")]);
}

#[test]
fn two_clicks_select_a_word_and_three_a_sentence() {
    let mut window = Window::with(TEXT);
    let at = window.place_of(7) + vec2(2.0, 0.0);
    for presses in 1..=3 {
        window.0.drag_at(at);
        window.0.step();
        window.0.drop_at(at);
        window.0.step();
        let selected = window.desk().session.selection().bytes();
        let expected = ["", "rose", "Rents rose by 12% in May, the owner said."][presses - 1];
        assert_eq!(&TEXT[selected], expected, "after {presses} clicks");
    }
}

#[test]
fn an_armed_label_marks_every_selection_until_escape() {
    let mut window = Window::with(TEXT);
    window.0.get_by_label("Statistic").click();
    window.0.run();
    let (a, b) = (window.place_of("Rents rose by ".len()), window.place_of("Rents rose by 12%".len()));
    window.drag(a, b);
    window.key(Key::Escape);
    let (a, b) = (window.place_of(0), window.place_of(5));
    window.drag(a, b);
    assert_eq!(window.marks(), ["statistic: 12%"]);
}

#[test]
fn the_keyboard_alone_marks_and_describes() {
    let mut window = Window::with(TEXT);
    window.key(Key::S);
    window.key(Key::Num2);
    assert_eq!(window.marks(), ["quote: Rents rose by 12% in May, the owner said."]);
    window.key(Key::Enter);
    window.0.get_by_label("direct").click();
    window.0.run();
    window.0.get_by_label("Speaker").focus();
    window.0.run();
    window.0.get_by_label("Speaker").type_text("1 owner");
    window.0.run();
    let project = window.desk().session.project().clone();
    let quote = project.annotations().nth(0).expect("the quote");
    assert_eq!(quote.attributes().get("form").map(String::as_str), Some("direct"));
    assert_eq!(quote.attributes().get("speaker").map(String::as_str), Some("1 owner"), "a digit typed marks nothing");
    assert_eq!(project.annotations().len(), 1);
}

#[test]
fn a_click_chooses_and_the_list_follows_both_ways() {
    let mut window = Window::sample();
    let project = window.desk().session.project().clone();
    let nested = project.annotations().iter().find(|a| project.label_of(a).id == "statistic").expect("one");
    let at = window.place_of(nested.hull().start()) + vec2(2.0, 0.0);
    window.0.drag_at(at);
    window.0.run();
    window.0.drop_at(at);
    window.0.run();
    assert_eq!(window.desk().session.focused().map(|a| a.id().clone()), Some(nested.id().clone()));
    let first = project.annotations().nth(0).expect("one");
    let name = format!("{}: {}", project.label_of(first).name, project.words_of(first));
    window.0.get_by_label(&name).click();
    window.0.run();
    assert_eq!(window.desk().session.focused().map(|a| a.id().clone()), Some(first.id().clone()));
}

#[test]
fn unsaved_changes_are_asked_about_and_escape_stays() {
    let mut window = Window::with(TEXT);
    window.key(Key::S);
    window.key(Key::Num1);
    window.0.get_by_label("Not saved yet");
    window.keys(Modifiers::COMMAND, Key::W);
    window.0.get_by_label("Discard");
    window.key(Key::Escape);
    assert_eq!(window.marks().len(), 1);
    window.keys(Modifiers::COMMAND, Key::W);
    assert!(window.0.get_by_label("Save").is_focused(), "the question is answered without a mouse");
    window.key(Key::Tab);
    window.key(Key::Enter);
    window.0.get_by_label("Try the sample");
}

#[test]
fn every_page_opens_and_closes() {
    let mut window = Window::sample();
    for (modifiers, key, name) in [
        (Modifiers::NONE, Key::F1, "Add fragment"),
        (Modifiers::COMMAND, Key::K, "Words in the article, or a command"),
        (Modifiers::COMMAND, Key::E, "Report to read and print"),
    ] {
        window.keys(modifiers, key);
        assert!(window.0.query_all_by_label(name).next().is_some(), "{name}");
        window.key(Key::Escape);
        assert!(!window.app().shell.overlay.is_open());
    }
    for tab in ["Guideline", "Article", "Annotations 35"] {
        window.0.get_by_role_and_label(egui::Role::Tab, tab).click();
        window.0.run();
    }
    window.0.get_by_label("Filter…").click();
    window.0.run();
    window.0.get_by_label("Filter the annotations").focus();
    window.0.get_by_label("Filter the annotations").type_text("critics");
    window.0.run();
    assert!(window.0.query_by_label_contains("Actor: Critics").is_some());
    assert!(window.0.query_by_label_contains("Actor: Ewa").is_none());
}

#[test]
fn an_empty_article_opens_and_takes_every_key() {
    for text in ["", "\n\n", " "] {
        let mut window = Window::with(text);
        for key in [Key::S, Key::Num1, Key::ArrowDown, Key::End, Key::J, Key::Delete, Key::F, Key::Enter, Key::PageDown]
        {
            window.key(key);
        }
        assert_eq!(window.marks(), [""; 0]);
    }
}

#[test]
fn a_small_window_and_large_letters_lose_nothing() {
    let mut window = Window::sample();
    window.app().shell.settings.reading_size = 40.0;
    window.0.set_size(vec2(480.0, 360.0));
    window.0.run();
    window.0.get_by_label("Article text");
    window.keys(Modifiers::COMMAND, Key::End);
    window.keys(Modifiers::COMMAND, Key::B);
    window.0.get_by_label("Menu");
}

#[test]
fn an_unreadable_file_is_told_with_its_cure() {
    let mut window = Window::with(TEXT);
    let ctx = window.0.ctx.clone();
    window.app().proceed(&ctx, Next::Open("/nowhere/at/all.txt".into()));
    for _ in 0..200 {
        window.0.step();
        if window.app().shell.notice.is_some() {
            break;
        }
        thread::sleep(std::time::Duration::from_millis(10));
    }
    window.0.run();
    window.0.get_by_label("cannot open /nowhere/at/all.txt: there is no such file or folder");
    assert_eq!(window.marks(), [""; 0], "what was open stays open");
}

impl Window<'_> {
    /// Types a path where the system has no dialog.
    fn type_path(&mut self, purpose: jobs::Purpose, path: &std::path::Path) {
        self.app().shell.overlay = overlay::Overlay::Path(purpose, path.display().to_string());
        self.0.run();
        self.0.get_by_label("Path").focus();
        self.0.run();
        self.key(Key::Enter);
    }

    /// Runs frames until `done`, at most two seconds.
    fn wait_for(&mut self, what: &str, done: impl Fn(&mut App) -> bool) {
        self.wait_within(200, what, done);
    }

    /// Runs at most so many frames, each a hundredth of a second, until `done`.
    fn wait_within(&mut self, frames: usize, what: &str, done: impl Fn(&mut App) -> bool) {
        for _ in 0..frames {
            self.0.step();
            if done(self.app()) {
                return self.0.run_ok().map(drop).unwrap_or_default();
            }
            thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("no {what}");
    }

    fn is_changed(&mut self) -> bool {
        self.desk().session.history().is_changed()
    }
}

#[test]
fn a_project_is_saved_and_never_over_what_another_program_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("قالت é.ron");
    let mut window = Window::with(TEXT);
    window.key(Key::S);
    window.key(Key::Num1);
    window.type_path(jobs::Purpose::SaveAs, &path);
    window.wait_for_save();
    let saved = crate::store::open_project(&path).expect("saved").project;
    assert_eq!(saved, *window.desk().session.project());
    // Another program removes the mark.
    let mut other = saved;
    let id = other.annotations().nth(0).expect("the mark").id().clone();
    other.apply(Edit::Remove(id)).expect("removed");
    std::fs::write(&path, crate::format::ron::write(&other)).expect("written");
    window.key(Key::Num2);
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for("question", |app| app.shell.overlay.is_open());
    window.0.get_by_label("Another program has changed قالت é");
    window.key(Key::Escape);
    assert!(window.is_changed());
    assert_eq!(crate::store::open_project(&path).expect("there").project, other);
    // Whichever stays, the other one is an earlier version.
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for("question", |app| app.shell.overlay.is_open());
    window.0.get_by_label("Keep mine").click();
    window.0.run();
    window.wait_for_save();
    assert_eq!(crate::store::open_project(&path).expect("there").project, *window.desk().session.project());
    let versions = crate::store::versions(&window.app().shell.state, &path);
    let progress = crate::progress::Progress::default();
    assert_eq!(crate::store::open_version(&path, &versions[1], &progress).expect("kept"), other);
}

#[test]
fn a_name_that_is_completed_replaces_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("Mr. Smith.ron"), "mine").expect("written");
    let mut window = Window::with(TEXT);
    window.type_path(jobs::Purpose::SaveAs, &folder.path().join("Mr. Smith"));
    window.wait_for("refusal", |app| app.shell.notice.is_some());
    assert_eq!(std::fs::read(folder.path().join("Mr. Smith.ron")).expect("there"), b"mine");
}

#[test]
fn what_is_marked_while_another_article_opens_is_asked_about() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("other.txt");
    std::fs::write(&path, "Another article.").expect("written");
    let mut window = Window::with(TEXT);
    let ctx = window.0.ctx.clone();
    window.app().proceed(&ctx, Next::Open(path));
    window.desk().session.run(Command::SelectAll);
    let label = window.desk().session.project().scheme().label("claim").expect("there").0;
    window.desk().session.run(Command::Tag(label));
    window.wait_for("question", |app| app.shell.overlay.is_open());
    assert_eq!(window.marks().len(), 1);
    window.0.get_by_label("Discard").click();
    window.0.run();
    assert_eq!(window.desk().session.project().text(), "Another article.");
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

#[test]
fn a_dropped_file_opens_and_a_dropped_folder_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), name).expect("written");
    }
    for path in [folder.path().join("a.txt"), folder.path().to_owned()] {
        let mut window = Window::empty();
        window.0.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(path)));
        window.wait_for("article", |app| app.desk.is_some());
        assert_eq!(window.desk().session.project().text(), "a.txt");
        window.keys(Modifiers::COMMAND, Key::W);
    }
}

#[test]
fn a_pasted_text_opens_as_an_article() {
    let mut window = Window::empty();
    window.0.event(egui::Event::Paste("\u{feff}Pasted.\r\nTwice.".into()));
    window.0.run();
    assert_eq!(window.desk().session.project().text(), "Pasted.\nTwice.");
    window.0.event(egui::Event::Paste("by accident".into()));
    window.0.run();
    assert_eq!(window.desk().session.project().text(), "Pasted.\nTwice.", "an article is not pasted over");
}

#[test]
fn enter_shows_the_panel_and_never_lies_in_wait() {
    let mut window = Window::sample();
    window.keys(Modifiers::COMMAND, Key::B);
    window.key(Key::Enter);
    window.key(Key::J);
    window.key(Key::J);
    window.key(Key::J);
    window.key(Key::Enter);
    assert!(window.0.get_by_label("direct").is_focused(), "the panel is there, with its first field");
    window.key(Key::Enter);
    assert!(!window.is_changed(), "a second Enter takes nothing away");
    window.key(Key::Escape);
    window.0.run();
    window.key(Key::J);
    assert!(!window.0.get_by_label("Article text").is_focused() || !window.is_changed());
}

#[test]
fn a_sheet_keeps_the_keyboard_to_itself() {
    let mut window = Window::sample();
    window.keys(Modifiers::COMMAND, Key::E);
    window.0.run();
    let first = window.0.get_by_role_and_label(egui::Role::Button, "Copydesk project, without loss");
    assert!(first.is_focused());
    window.key(Key::ArrowDown);
    let second = window.0.get_by_role_and_label(egui::Role::Button, "Table for spreadsheets, comma-separated");
    assert!(second.is_focused(), "arrows choose");
    for _ in 0..12 {
        window.key(Key::Tab);
        let below = window.0.query_all_by_label("Claim").any(|chip| chip.is_focused());
        assert!(!below && !window.0.get_by_label("Menu").is_focused(), "nothing below is reached");
    }
    window.key(Key::Escape);
    assert!(!window.app().shell.overlay.is_open());
}

#[test]
fn the_filter_is_typed_at_once() {
    let mut window = Window::sample();
    window.0.get_by_label("Filter…").click();
    window.0.run();
    assert!(window.0.get_by_label("Filter the annotations").is_focused());
}

#[test]
fn a_large_article_can_be_read_while_the_rest_comes_in_and_marked_when_it_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.txt");
    let text = "The owner said that rents rose by 12%.\n".repeat(60_000);
    std::fs::write(&path, &text).expect("written");
    let mut window = Window::empty();
    let ctx = window.0.ctx.clone();
    // What the thread says comes in one by one, so that what is between can be seen.
    let beginning = text[..39 * 1000].to_owned();
    let begun = crate::article::read_pasted(&beginning).expect("an article");
    let begun = Project::new(std::sync::Arc::new(begun), default_scheme()).expect("a scheme");
    window.app().show_begun(&path, 1, begun);
    window.0.run();
    window.keys(Modifiers::COMMAND, Key::A);
    assert_eq!(window.desk().session.selection().bytes(), 0..beginning.len());
    window.key(Key::Num1);
    assert_eq!((window.marks().len(), window.app().shell.said.is_some()), (0, true));
    window.keys(Modifiers::COMMAND, Key::S);
    assert!(!window.app().shell.jobs.is_asking(), "half an article is not saved");
    let project = crate::store::take_in(&path, None).expect("an article");
    let incoming = incoming::Incoming::article(project);
    window.app().opened(&ctx, Some(path), 1, Ok(Box::new(incoming)));
    window.0.run();
    assert_eq!(window.desk().session.selection().bytes(), 0..beginning.len(), "what was selected still is");
    assert_eq!(window.desk().session.project().text(), text);
    window.key(Key::Num1);
    assert_eq!(window.desk().session.project().annotations().len(), 1);
}

#[test]
fn what_is_cancelled_closes_and_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.txt");
    std::fs::write(&path, "The owner said that rents rose by 12%.\n".repeat(300_000)).expect("written");
    let mut window = Window::empty();
    let ctx = window.0.ctx.clone();
    window.app().open_paths(&ctx, vec![path]);
    window.app().shell.jobs.cancel();
    window.wait_for("the end of it", |app| !app.shell.jobs.is_progressing());
    assert!(window.app().desk.is_none());
    assert_eq!(window.app().shell.said.as_deref(), Some("Stopped opening"));
}

/// Some hundred paragraphs, no two alike.
fn long_text() -> String {
    let paragraph =
        |number: usize| format!("Paragraph {number}. {}\n", "The owner said that rents rose. ".repeat(number % 9 + 1));
    (0..300).map(paragraph).collect()
}

impl Window<'_> {
    /// Turns the wheel over the article by `points`, down when positive, until the screen stands.
    fn wheel(&mut self, points: f32) {
        let center = self.article().center();
        self.0.hover_at(center);
        self.0.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            source: egui::MouseWheelSource::Wheel,
            delta: vec2(0.0, -points),
            phase: egui::TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        self.0.run();
    }

    fn first_byte(&mut self) -> usize {
        let desk = self.desk();
        desk.pane.first_byte(&desk.session)
    }
}

#[test]
fn the_same_words_stay_at_the_top_whatever_the_width_the_zoom_and_the_size() {
    let mut window = Window::with(&long_text());
    (0..30).for_each(|_| window.wheel(171.0));
    let before = window.first_byte();
    assert!(before > 3000, "{before}");
    let check = |window: &mut Window<'_>, what: &str| {
        window.0.run();
        let line = window.first_byte();
        assert_eq!(line, before, "{what}");
    };
    for width in [1190.0, 1150.0, 800.0, 640.0, 900.0, 1200.0] {
        window.0.set_size(vec2(width, 700.0));
        window.0.run();
    }
    check(&mut window, "after dragging the window's edge to and fro");
    window.app().shell.settings.reading_size = 26.0;
    window.0.run();
    window.app().shell.settings.reading_size = 18.5;
    check(&mut window, "after larger letters and back");
    window.0.ctx.set_zoom_factor(1.5);
    window.0.run();
    window.0.ctx.set_zoom_factor(1.0);
    check(&mut window, "after zooming in and out");
    window.keys(Modifiers::COMMAND, Key::T);
    check(&mut window, "in the other theme");
}

#[test]
fn the_wheel_comes_back_to_where_it_began() {
    let mut window = Window::with(&long_text());
    (0..20).for_each(|_| window.wheel(130.0));
    let before = window.first_byte();
    (0..60).for_each(|_| window.wheel(77.0));
    assert!(window.first_byte() > before + 3000);
    (0..60).for_each(|_| window.wheel(-77.0));
    assert_eq!(window.first_byte(), before);
}

#[test]
fn the_overview_goes_where_it_is_clicked() {
    let text = long_text();
    let mut window = Window::with(&text);
    let strip = window.0.get_by_label("Overview of the article").rect();
    for part in [0.5, 0.98, 0.02] {
        let place = strip.lerp_inside(vec2(0.5, part));
        window.0.drag_at(place);
        window.0.run();
        window.0.drop_at(place);
        window.0.run();
        let shown = window.desk().pane.shown();
        let (start, end) = (shown.start as f32 / text.len() as f32, shown.end as f32 / text.len() as f32);
        assert!(start - 0.03 <= part && part <= end + 0.03, "{part} is not within {start}..{end}");
    }
}

#[test]
fn what_no_lane_has_room_for_opens_as_a_list() {
    let mut window = Window::with(TEXT);
    for number in 0..12_u32 {
        let session = &mut window.desk().session;
        let span = Span::new(session.project().text(), 6..10).expect("a word");
        let id = Id::counted(crate::project::Series::Annotations, 100 + number);
        let edit = Edit::Annotate(Box::new(Record::new(id, "claim", span.into())));
        session.edit(edit).expect("a good mark");
    }
    window.0.run();
    window.0.get_by_label("6 more annotations on this line: list them").click();
    window.0.run();
    window.0.get_by_label("On one line of the article — show all");
    window.0.get_by_label("Annotations 12 of 12");
    // The line of one of them, and not the word, means that one.
    let word = window.place_of(7);
    let mut focused = std::collections::HashSet::new();
    for below in [14.0, 17.0, 20.0, 23.0] {
        let place = word + vec2(2.0, below);
        // Longer than two clicks that count as one.
        window.0.run_steps(30);
        window.0.drag_at(place);
        window.0.step();
        window.0.drop_at(place);
        window.0.run();
        focused.extend(window.desk().session.focused().map(|annotation| annotation.id().clone()));
    }
    assert!(focused.len() >= 3, "{focused:?}");
}

#[test]
fn end_shows_the_caret_at_the_end_of_the_same_line_and_down_goes_one_line() {
    let mut window = Window::with(&"あ".repeat(300));
    window.key(Key::End);
    let (end, first) = (window.desk().session.selection().head, window.spot());
    assert_eq!(first.line, 0, "though the byte is the start of the second line");
    window.key(Key::ArrowDown);
    assert_eq!(window.spot().line, 1);
    window.key(Key::ArrowUp);
    assert_eq!((window.spot().line, window.desk().session.selection().head), (0, end));
    window.key(Key::End);
    window.key(Key::Home);
    assert_eq!(window.desk().session.selection().head, 0);
    window.key(Key::End);
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowRight);
    assert_eq!((window.spot().line, window.desk().session.selection().head), (1, end), "the start of the next line");
}

#[test]
fn the_caret_goes_back_through_a_paragraph_that_is_laid_out_in_parts() {
    let text = "A sentence of six short words. ".repeat(300);
    let mut window = Window::with(&text);
    window.keys(Modifiers::COMMAND, Key::End);
    let mut last = text.trim_end().len() + 1;
    for _ in 0..100 {
        for _ in 0..8 {
            window.0.key_press(Key::ArrowUp);
        }
        window.0.run();
        let at = window.desk().session.selection().head;
        assert!(at < last || at == 0, "{at} after {last}");
        last = at;
    }
    let part = (1..text.len())
        .rev()
        .find(|&at| window.app().desk.as_mut().map(|desk| pane::Pane::begins_a_part(at, &desk.session)).expect("open"));
    let part = part.expect("a long paragraph has parts");
    window.desk().session.run(Command::Select(crate::session::Selection::caret(part)));
    window.key(Key::ArrowLeft);
    assert_eq!(window.desk().session.selection().head, part - 1);
}

#[test]
fn words_of_every_script_are_marked_by_two_clicks_and_by_keys_as_they_are_shown() {
    for (text, word) in [
        ("قال الوزير (12%) أمس", "الوزير"),
        ("מחיר הלחם (12%) עלה", "הלחם"),
        ("मुंबई में किराये बढ़े", "किराये"),
        ("ตลาดปลาเปิดทุกเช้า", "เปิด"),
        ("部长周二表示租金上涨", "租金"),
        ("Rents 👩‍👩‍👧‍👦 rose", "👩‍👩‍👧‍👦"),
    ] {
        let mut window = Window::with(text);
        let start = text.find(word).expect("there");
        let at = window.middle_of(start);
        for _ in 0..2 {
            window.0.drag_at(at);
            window.0.step();
            window.0.drop_at(at);
            window.0.step();
        }
        let selected = window.desk().session.selection().bytes();
        assert_eq!(&text[selected.clone()], word);
        // Extended by keys over a change of direction, the head goes on by what is seen beside it.
        window.keys(Modifiers::SHIFT, Key::ArrowRight);
        let extended = window.desk().session.selection().bytes();
        assert_ne!(extended, selected, "{text}");
        window.keys(Modifiers::SHIFT, Key::ArrowLeft);
        assert_eq!(window.desk().session.selection().bytes(), selected, "{text}");
    }
}

#[test]
fn the_settings_sheet_changes_the_article_behind_it_and_can_be_reset() {
    let mut window = Window::sample();
    window.keys(Modifiers::COMMAND, Key::Comma);
    for name in ["Face: Sans", "Larger letters", "Longer lines", "Lines further apart"] {
        window.0.get_by_label(name).click();
        window.0.run();
    }
    let reading = window.app().shell.settings.reading();
    let usual = crate::store::Reading::default();
    assert_eq!(reading.face, crate::store::Face::Sans);
    assert!(reading.size > usual.size && reading.measure > usual.measure && reading.line_height > usual.line_height);
    for _ in 0..99 {
        window.0.get_by_label("Larger letters").click();
        window.0.step();
    }
    window.0.run();
    assert_eq!(window.app().shell.settings.reading().size, 48.0);
    window.0.get_by_label("Reset").click();
    window.0.run();
    assert_eq!(window.app().shell.settings.reading(), usual);
    window.0.get_by_label("Done").click();
    window.0.run();
    assert!(!window.app().shell.overlay.is_open());
}

#[test]
fn letters_that_no_font_has_are_told_once_with_their_cure() {
    let mut window = Window::opened("வாடகை rose.\n\nவாடகை fell.");
    window.0.get_by_label("Tamil letters cannot be shown: no installed font has them");
    window.0.get_by_label("Close this message").click();
    window.0.run();
    window.key(Key::ArrowDown);
    assert!(window.0.query_by_label_contains("cannot be shown").is_none());
    let (from, to) = (window.place_of(0), window.place_of("வாடகை".len()));
    window.drag(from, to);
    window.key(Key::Num1);
    assert_eq!(window.marks(), ["claim: வாடகை"], "boxes are marked as letters are");
}

#[test]
fn what_is_looked_for_in_the_beginning_of_an_article_is_found_in_all_of_it() {
    let text = "The owner said that rents rose by 12%.\n".repeat(9_000);
    let project = |text: &str| {
        let article = read_text(text.as_bytes()).expect("an article");
        Project::new(article.into(), default_scheme()).expect("a good scheme")
    };
    let mut window = Window::empty();
    let (ctx, path) = (window.0.ctx.clone(), PathBuf::from("long.txt"));
    window.app().show_begun(&path, 1, project(&text[..39 * 100]));
    window.0.run();
    window.keys(Modifiers::COMMAND, Key::F);
    window.0.event(egui::Event::Text("12%".into()));
    window.0.run();
    let found = |app: &mut App| app.desk.as_ref().map_or(0, |desk| desk.search.hits().len());
    window.wait_for("the places in the beginning", |app| found(app) == 100);
    let whole = project(&text);
    let incoming = incoming::Incoming::article(whole);
    window.app().opened(&ctx, Some(path), 1, Ok(Box::new(incoming)));
    window.wait_for("the places in all of it", |app| found(app) == 9_000);
}

/// A folder, and a place in it for a project.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.ron");
    (folder, path)
}

impl Window<'_> {
    /// The window with an article that was saved as a project at `path`.
    fn saved_at(path: &std::path::Path) -> Self {
        let mut window = Self::with(TEXT);
        window.type_path(jobs::Purpose::SaveAs, path);
        window.wait_for("project", |app| app.desk.as_ref().is_some_and(|desk| desk.path.is_some()));
        window
    }

    fn wait_for_save(&mut self) {
        self.wait_for("save", |app| app.desk.as_ref().is_some_and(|desk| !desk.session.history().is_changed()));
    }

    /// Waits until every change is on the disk.
    fn keep(&mut self) {
        self.wait_for("journal", |app| app.desk.as_ref().is_none_or(Desk::is_kept));
    }

    /// Opens a file and waits until it is on the desk.
    fn open(&mut self, path: &std::path::Path) {
        let ctx = self.0.ctx.clone();
        let before = self.app().opened;
        self.app().open_paths(&ctx, vec![path.to_owned()]);
        self.wait_for("project", |app| app.opened > before && app.desk.is_some());
    }
}

#[test]
fn what_was_marked_in_a_pasted_article_is_there_after_a_crash() {
    let mut window = Window::with(TEXT);
    for key in [Key::Num1, Key::Num2, Key::Num3] {
        window.key(Key::S);
        window.key(key);
        window.key(Key::ArrowRight);
    }
    window.keys(Modifiers::COMMAND, Key::Z);
    let marks = window.marks();
    window.keep();
    window.0.get_by_label("not saved, changes kept");
    let mut window = Window::in_state(window.crash());
    let ctx = window.0.ctx.clone();
    window.app().recover(&ctx);
    window.wait_for("article", |app| app.desk.is_some());
    assert_eq!(window.marks(), marks);
    assert!(
        window.is_changed() && window.0.query_by_label_contains("Recovered 4 changes that were not saved").is_some()
    );
    // The history is there too.
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.marks().len(), marks.len() + 1);
    (0..3).for_each(|_| window.keys(Modifiers::COMMAND, Key::Z));
    assert_eq!(window.marks(), [""; 0]);
}

#[test]
fn a_project_goes_on_where_the_last_window_broke_off() {
    let (folder, path) = place();
    let mut window = Window::saved_at(&path);
    window.key(Key::S);
    window.key(Key::Num1);
    window.keep();
    let marks = window.marks();
    let mut window = Window::in_state(window.crash());
    window.open(&path);
    assert_eq!(window.marks(), marks);
    window.0.get_by_label_contains("Recovered 1 change made after the last save");
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_save();
    let names: Vec<_> = crate::store::files_in(folder.path()).expect("listed");
    assert_eq!(names, [path], "the journal is folded in");
}

#[test]
fn what_is_let_go_of_is_an_earlier_version() {
    let (_folder, path) = place();
    let mut window = Window::saved_at(&path);
    window.key(Key::S);
    window.key(Key::Num1);
    window.keys(Modifiers::COMMAND, Key::W);
    window.0.get_by_label("Discard").click();
    window.0.run();
    window.open(&path);
    assert_eq!((window.marks(), window.is_changed()), (vec![], false));
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    window.0.get_by_label_contains("1 annotation, discarded without saving").click();
    window.0.run();
    window.wait_for("version", |app| app.desk.as_ref().is_some_and(|desk| desk.session.history().is_changed()));
    assert_eq!(window.marks().len(), 1);
    window.0.get_by_label_contains("This is the project as it was on ");
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_save();
    assert_eq!(crate::store::open_project(&path).expect("saved").project.annotations().len(), 1);
}

#[test]
fn a_save_that_fails_says_why_and_what_to_do_and_the_next_one_works() {
    use crate::store::faults::{Fault, Plan};
    let (folder, path) = place();
    let mut window = Window::saved_at(&path);
    let mut refused = 0;
    for place in 0.. {
        window.keys(Modifiers::COMMAND, Key::ArrowRight);
        window.key(Key::W);
        window.key(Key::Num1);
        window.key(Key::Escape);
        window.key(Key::Escape);
        window.keep();
        let plan = Plan::new(folder.path(), Some((place, Fault::Error(std::io::ErrorKind::StorageFull))));
        window.keys(Modifiers::COMMAND, Key::S);
        window.wait_for("end of the save", |app| !app.shell.jobs.is_progressing());
        let struck = plan.struck().is_some();
        plan.end();
        if !struck {
            break;
        }
        if window.is_changed() {
            refused += 1;
            assert!(window.0.query_by_label_contains("the disk is full").is_some(), "at {place}");
            assert!(window.0.query_by_label_contains("ree some space, or save elsewhere").is_some(), "at {place}");
        }
        window.keys(Modifiers::COMMAND, Key::S);
        window.wait_for_save();
        let saved = crate::store::open_project(&path).expect("saved");
        assert_eq!((&saved.project, saved.recovered), (window.desk().session.project(), 0), "at {place}");
    }
    assert!(refused > 4, "{refused}");
}

#[test]
fn a_project_that_cannot_be_read_any_more_is_offered_as_it_was() {
    let (_folder, path) = place();
    let mut window = Window::saved_at(&path);
    window.keys(Modifiers::COMMAND, Key::W);
    std::fs::write(&path, "rubbish").expect("damaged");
    let ctx = window.0.ctx.clone();
    window.app().open_paths(&ctx, vec![path.clone()]);
    window.wait_for("error", |app| app.shell.notice.is_some());
    window.0.get_by_label("Earlier versions…").click();
    window.0.run();
    window.0.get_by_label_contains("0 annotations, saved").click();
    window.0.run();
    window.wait_for("version", |app| app.desk.is_some());
    window.key(Key::S);
    window.key(Key::Num1);
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for_save();
    assert_eq!(crate::store::open_project(&path).expect("whole again").project.annotations().len(), 1);
    let versions = crate::store::versions(&window.app().shell.state, &path);
    assert!(versions.iter().any(|version| version.why == crate::store::Why::Found), "the damaged file is kept");
}

#[test]
fn what_was_on_the_screen_is_an_earlier_version_when_another_programs_file_is_taken() {
    let (_folder, path) = place();
    let text = read_text(TEXT.as_bytes()).expect("an article");
    let project = Project::new(text.into(), default_scheme()).expect("a scheme").called("mine");
    crate::store::save_new(&path, &project, crate::store::Existing::Keep, &State::nowhere()).expect("saved");
    let mut window = Window::empty();
    window.open(&path);
    let theirs = crate::format::ron::write(&project.called("theirs"));
    std::fs::write(&path, theirs).expect("written over");
    window.wait_within(400, "question", |app| app.shell.overlay.is_open());
    window.0.get_by_label("Reload").click();
    window.0.run();
    window.wait_for("project", |app| app.desk.as_ref().is_some_and(|desk| desk.session.project().id() == "theirs"));
    let versions = crate::store::versions(&window.app().shell.state, &path);
    let progress = crate::progress::Progress::default();
    let ids = versions.iter().map(|version| crate::store::open_version(&path, version, &progress).expect("kept"));
    assert!(ids.map(|project| project.id().to_owned()).any(|id| id == "mine"));
}

#[test]
fn what_somebody_else_changes_can_be_read_and_copied() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("test.ron");
    let text = read_text(TEXT.as_bytes()).expect("an article");
    let project = Project::new(text.into(), default_scheme()).expect("a scheme");
    crate::store::save_new(&path, &project, crate::store::Existing::Keep, &State::nowhere()).expect("saved");
    let (_, keeping) = crate::store::open_to_change(&path, &State::nowhere()).expect("free");
    // Another process, to all appearances.
    let lock = folder.path().join(".test.ron.lock");
    let other = "{\"who\":\"bo\",\"what\":\"window\",\"process\":1}";
    std::fs::write(&lock, other).expect("written");
    let mut window = Window::empty();
    window.open(&path);
    window.0.get_by_label_contains("test can only be read here: bo has it open in a window (process 1)");
    window.key(Key::S);
    window.key(Key::Num1);
    assert_eq!(window.marks(), [""; 0]);
    window.0.get_by_label("Try again").click();
    window.0.run();
    window.wait_for("project", |app| app.desk.is_some());
    window.0.get_by_label("Open a copy").click();
    window.0.run();
    window.key(Key::S);
    window.key(Key::Num1);
    assert_eq!((window.marks().len(), window.desk().name()), (1, "test copy".to_owned()));
    // What was offered for the other project does nothing to this one.
    let ctx = window.0.ctx.clone();
    window.app().open_copy(&ctx);
    assert!(window.is_changed() && window.marks().len() == 1);
    // Once it is free the project itself opens.
    drop(keeping);
    window.keys(Modifiers::COMMAND, Key::W);
    window.0.get_by_label("Discard").click();
    window.0.run();
    window.open(&path);
    window.key(Key::S);
    window.key(Key::Num2);
    assert_eq!(window.marks().len(), 1);
}

#[test]
fn another_programs_change_is_noticed_and_can_be_taken_over() {
    let (_folder, path) = place();
    let mut window = Window::saved_at(&path);
    let text = std::fs::read_to_string(&path).expect("there");
    std::fs::write(&path, text.replace("id: \"\"", "id: \"other\"")).expect("written");
    window.wait_within(400, "question", |app| app.shell.overlay.is_open());
    window.0.get_by_label("Another program has changed test");
    window.0.get_by_label("Reload").click();
    window.0.run();
    window.wait_for("project", |app| app.desk.as_ref().is_some_and(|desk| desk.session.project().id() == "other"));
}

#[test]
fn changes_that_were_not_saved_wait_on_the_first_page_when_the_file_has_gone_another_way() {
    let (_folder, path) = place();
    let mut window = Window::saved_at(&path);
    window.key(Key::S);
    window.key(Key::Num1);
    window.keep();
    let state = window.crash();
    let text = std::fs::read_to_string(&path).expect("there");
    std::fs::write(&path, text.replace("id: \"\"", "id: \"other\"")).expect("changed meanwhile");
    let mut window = Window::in_state(state);
    window.open(&path);
    assert_eq!((window.desk().session.project().id().to_owned(), window.marks()), ("other".to_owned(), vec![]));
    window.0.get_by_label_contains("Changes to it that were not saved wait on the first page");
    window.keys(Modifiers::COMMAND, Key::W);
    window.0.get_by_label("Not saved when Copydesk ended");
    window.0.get_by_label("test").click();
    window.0.run();
    window.wait_for("draft", |app| app.desk.is_some());
    assert_eq!((window.marks().len(), window.desk().path.clone()), (1, None));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_kept_is_told_and_kept_as_soon_as_it_can_be() {
    use std::os::unix::fs::PermissionsExt;
    // Root may write anywhere, so a file stands where the folder for drafts should be.
    let state = tempfile::tempdir().expect("a folder");
    std::fs::write(state.path().join("drafts"), "in the way").expect("written");
    let mut window = Window::in_state(state);
    let ctx = window.0.ctx.clone();
    let text = read_text(TEXT.as_bytes()).expect("an article");
    let project = Project::new(text.into(), default_scheme()).expect("a scheme");
    window.app().put_on_desk(&ctx, project, "test");
    window.0.run();
    window.app().shell.notice = None;
    window.key(Key::S);
    window.key(Key::Num1);
    window.wait_for("notice", |app| app.shell.notice.is_some());
    window.0.get_by_label_contains("The last change is not on the disk: cannot make the folder ");
    window.0.get_by_label("changes are not on the disk");
    let drafts = window.1.path().join("drafts");
    std::fs::remove_file(&drafts).expect("out of the way");
    window.wait_within(500, "end of the trouble", |app| app.shell.notice.is_none());
    window.0.get_by_label("All changes are on the disk again");
    assert_eq!(std::fs::metadata(&drafts).expect("made").permissions().mode() & 0o777, 0o700);
}
