//! Does one get from one article to the next with nothing asked and nothing lost? Driven by keys and accessible names.

use std::path::Path;

use super::*;

/// A folder of three articles.
fn three() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in
        [("april.txt", "Rents rose in April."), ("june.txt", "Rents fell in June."), ("may.txt", "Rents stood in May.")]
    {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

const ON: (Modifiers, Key) = (Modifiers::COMMAND, Key::PageDown);
const BACK: (Modifiers, Key) = (Modifiers::COMMAND, Key::PageUp);

impl Window<'_> {
    /// Opens a folder, and waits until its first article is on the desk and every other was looked at.
    fn open_folder(&mut self, folder: &Path) {
        let ctx = self.0.ctx.clone();
        self.app().open_paths(&ctx, vec![folder.to_owned()]);
        self.wait_for("article", |app| app.desk.is_some() && list(app).is_some_and(|list| !list.contains("looking")));
    }

    /// Marks the first sentence of the article.
    fn mark_sentence(&mut self) {
        self.keys(Modifiers::COMMAND, Key::Home);
        self.key(Key::S);
        self.key(Key::Num1);
    }

    /// Presses a key that leads to another article, and waits until that is there.
    fn turn(&mut self, (modifiers, key): (Modifiers, Key), text: &str) {
        self.keys(modifiers, key);
        self.wait_for(text, |app| app.desk.as_ref().is_some_and(|desk| desk.session.project().text() == text));
        assert!(!self.app().shell.overlay.is_open(), "nothing is asked");
    }

    /// The list, an entry a line.
    fn list(&mut self) -> String {
        list(self.app()).expect("a list")
    }

    fn show_list(&mut self) {
        self.0.get_by_label("Articles").click();
        self.0.run();
    }
}

/// The list, an entry a line: which is on the desk, its name, how far it is; then the totals.
fn list(app: &mut App) -> Option<String> {
    let desk = app.desk.as_ref().map_or(0, |desk| desk.number);
    let articles = app.shell.articles.as_ref()?;
    let current = articles.shown_by(desk);
    let line = |(number, entry): (usize, &crate::app::articles::Entry)| {
        let sign = if current == Some(number) { ">" } else { " " };
        let name = entry.listed.path.file_name().expect("a name").to_string_lossy().into_owned();
        format!("{sign}{name} {}\n", entry.state.name())
    };
    let lines: String = articles.entries().iter().enumerate().map(line).collect();
    Some(lines + &articles.totals())
}

fn saved(path: &Path) -> Vec<String> {
    let project = crate::store::open_project(path).expect("saved").project;
    project.annotations().iter().map(|annotation| project.words_of(annotation)).collect()
}

#[test]
fn every_article_of_a_folder_is_marked_and_saved_without_a_question() {
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    assert_eq!(window.list(), ">april.txt untouched\n june.txt untouched\n may.txt untouched\n0 of 3 done");
    window.mark_sentence();
    assert_eq!(window.list(), ">april.txt begun\n june.txt untouched\n may.txt untouched\n0 of 3 done");
    window.turn(ON, "Rents fell in June.");
    window.mark_sentence();
    window.keys(Modifiers::COMMAND, Key::D);
    window.0.get_by_label("done");
    window.turn(BACK, "Rents rose in April.");
    assert_eq!(window.marks(), ["claim: Rents rose in April."]);
    assert_eq!(window.list(), ">april.ron begun\n june.ron done\n may.txt untouched\n1 of 3 done");
    assert_eq!(saved(&folder.path().join("april.ron")), ["Rents rose in April."]);
    assert_eq!(saved(&folder.path().join("june.ron")), ["Rents fell in June."]);
    assert!(!window.is_changed());
    // What was not changed is not saved.
    let before = std::fs::metadata(folder.path().join("april.ron")).and_then(|it| it.modified()).expect("there");
    window.turn(ON, "Rents fell in June.");
    window.turn(ON, "Rents stood in May.");
    assert!(!folder.path().join("may.ron").exists());
    let after = std::fs::metadata(folder.path().join("april.ron")).and_then(|it| it.modified()).expect("there");
    assert_eq!(after, before);
    window.keys(ON.0, ON.1);
    window.0.get_by_label("No more articles");
    // The next window finds the projects.
    let mut window = Window::empty();
    window.open_folder(folder.path());
    assert_eq!(window.list(), ">april.ron begun\n june.ron done\n may.txt untouched\n1 of 3 done");
    assert_eq!(window.marks(), ["claim: Rents rose in April."]);
}

#[test]
fn the_list_names_each_article_with_its_state_and_a_click_opens_it() {
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.show_list();
    window.0.get_by_label("0 of 3 done");
    window.mark_sentence();
    window.0.get_by_label("april, begun");
    window.0.get_by_label("may, untouched").click();
    window.0.run();
    window.wait_for("may", |app| app.desk.as_ref().is_some_and(|desk| desk.name() == "may"));
    assert!(!window.app().shell.overlay.is_open() && folder.path().join("april.ron").exists());
    window.keys(Modifiers::COMMAND, Key::D);
    window.0.get_by_label("may, done");
    window.0.get_by_label("1 of 3 done");
    window.keys(Modifiers::COMMAND, Key::D);
    window.0.get_by_label("may, untouched");
    window.keys(Modifiers::COMMAND, Key::Z);
    window.0.get_by_label("may, done");
    // On the first page too.
    window.keys(Modifiers::COMMAND, Key::S);
    window.key(Key::Escape);
    window.app().shell.overlay = overlay::Overlay::None;
    window.turn(BACK, "Rents fell in June.");
    window.keys(Modifiers::COMMAND, Key::W);
    window.0.get_by_label("june, untouched").click();
    window.0.run();
    window.wait_for("june", |app| app.desk.as_ref().is_some_and(|desk| desk.name() == "june"));
    assert_eq!(window.list(), " april.ron begun\n>june.txt untouched\n may.ron done\n1 of 3 done");
}

#[test]
fn a_project_is_never_saved_over_another() {
    let folder = three();
    let other = read_text(b"Another text.").expect("an article");
    let other = Project::new(other.into(), default_scheme()).expect("a scheme");
    let theirs = crate::format::ron::write(&other);
    std::fs::write(folder.path().join("april.ron"), &theirs).expect("written");
    let mut window = Window::empty();
    window.open_folder(folder.path());
    let expected = ">april.ron untouched\n april.txt untouched\n june.txt untouched\n may.txt untouched\n0 of 4 done";
    assert_eq!(window.list(), expected);
    window.turn(ON, "Rents rose in April.");
    window.mark_sentence();
    window.turn(ON, "Rents fell in June.");
    assert_eq!(saved(&folder.path().join("april-2.ron")), ["Rents rose in April."]);
    assert_eq!(std::fs::read(folder.path().join("april.ron")).expect("there"), theirs);
    let mut window = Window::empty();
    window.open_folder(folder.path());
    let expected = ">april-2.ron begun\n april.ron untouched\n june.txt untouched\n may.txt untouched\n0 of 4 done";
    assert_eq!(window.list(), expected);
}

#[test]
fn an_article_whose_save_fails_stays_with_the_reason() {
    use crate::store::faults::{Fault, Plan};
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.mark_sentence();
    window.keep();
    let plan = Plan::new(folder.path(), Some((0, Fault::Error(std::io::ErrorKind::StorageFull))));
    window.keys(ON.0, ON.1);
    window.wait_for("refusal", |app| app.shell.notice.is_some());
    plan.end();
    assert!(window.0.query_by_label_contains("the disk is full").is_some());
    assert_eq!(window.marks(), ["claim: Rents rose in April."]);
    assert!(window.is_changed() && !folder.path().join("april.ron").exists());
    window.turn(ON, "Rents fell in June.");
    assert_eq!(saved(&folder.path().join("april.ron")), ["Rents rose in April."]);
}

#[test]
fn where_nothing_can_be_written_the_draft_keeps_what_was_marked() {
    use crate::store::faults::{Fault, Plan};
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.mark_sentence();
    let plan = Plan::new(folder.path(), Some((0, Fault::Error(std::io::ErrorKind::ReadOnlyFilesystem))));
    window.turn(ON, "Rents fell in June.");
    plan.end();
    window.0.get_by_label_contains("April is not saved: nothing can be written in its folder");
    assert_eq!(window.list(), " april.txt begun\n>june.txt untouched\n may.txt untouched\n0 of 3 done");
    window.turn(BACK, "Rents rose in April.");
    assert_eq!((window.marks(), window.is_changed()), (vec!["claim: Rents rose in April.".to_owned()], true));
    window.turn(ON, "Rents fell in June.");
    assert_eq!(saved(&folder.path().join("april.ron")), ["Rents rose in April."], "as soon as it can be");
}

#[test]
fn what_cannot_be_opened_is_told_and_passed_by() {
    let folder = three();
    std::fs::write(folder.path().join("june.txt"), b"\x89PNG\r\n\x1a\n\0rubbish").expect("written");
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.keys(ON.0, ON.1);
    window.wait_for("error", |app| app.shell.notice.is_some());
    assert_eq!(window.desk().session.project().text(), "Rents rose in April.");
    window.turn(ON, "Rents stood in May.");
    assert_eq!(window.list(), " april.txt untouched\n june.txt unknown\n>may.txt untouched\n0 of 3 done");
}

#[test]
fn keys_pressed_faster_than_articles_open_lead_on_by_as_many() {
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    let ctx = window.0.ctx.clone();
    window.app().run(&ctx, Command::NextArticle);
    window.app().run(&ctx, Command::NextArticle);
    window.app().run(&ctx, Command::NextArticle);
    window.wait_for("may", |app| app.desk.as_ref().is_some_and(|desk| desk.name() == "may"));
    window.app().run(&ctx, Command::PreviousArticle);
    window.wait_for("june", |app| app.desk.as_ref().is_some_and(|desk| desk.name() == "june"));
}

#[test]
fn without_a_list_nothing_happens_and_closing_asks_as_before() {
    let mut window = Window::with(TEXT);
    window.keys(ON.0, ON.1);
    window.0.get_by_label_contains("There is no list");
    assert!(window.0.query_by_label("Articles").is_none());
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.mark_sentence();
    window.keys(Modifiers::COMMAND, Key::W);
    window.0.get_by_label("Discard").click();
    window.0.run();
    window.wait_for("look", |app| list(app).is_some_and(|list| list.starts_with(" april.txt untouched")));
}

#[test]
fn a_list_of_many_costs_a_frame_no_more_than_one_of_few() {
    let listed = (0..100_000).map(|number| PathBuf::from(format!("/nowhere/{number}.txt")));
    let mut window = Window::with(TEXT);
    let ctx = window.0.ctx.clone();
    let listed = listed.map(crate::store::Listed::alone).collect();
    window.app().shell.articles = Some(crate::app::articles::Articles::new(&ctx, listed));
    window.0.run_ok();
    window.show_list();
    let rows = window.0.query_all_by_label_contains(", not looked at yet").count()
        + window.0.query_all_by_label_contains(", unknown").count();
    assert!((5..40).contains(&rows), "{rows}");
}

#[test]
fn arrows_go_through_the_list_and_enter_opens() {
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.show_list();
    window.0.get_by_label("april, untouched").focus();
    window.0.run();
    window.key(Key::ArrowDown);
    window.key(Key::ArrowDown);
    assert!(window.0.get_by_label("may, untouched").is_focused());
    window.key(Key::ArrowDown);
    assert!(window.0.get_by_label("may, untouched").is_focused(), "the list ends here");
    window.key(Key::Enter);
    window.wait_for("may", |app| app.desk.as_ref().is_some_and(|desk| desk.name() == "may"));
}

#[test]
fn what_is_being_typed_when_the_key_comes_is_saved_too() {
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.mark_sentence();
    window.0.get_by_label("Note").focus();
    window.0.run();
    window.0.get_by_label("Note").type_text("ask the owner");
    window.0.run();
    window.turn(ON, "Rents fell in June.");
    let project = crate::store::open_project(&folder.path().join("april.ron")).expect("saved").project;
    assert_eq!(project.annotations().nth(0).expect("the claim").note(), "ask the owner");
}

#[test]
fn a_folder_whose_path_is_typed_and_files_that_are_dropped_together_become_the_list() {
    let folder = three();
    let mut window = Window::empty();
    window.type_path(jobs::Purpose::Open, folder.path());
    window.wait_for("list", |app| app.desk.is_some() && list(app).is_some_and(|list| list.ends_with("of 3 done")));
    let mut window = Window::empty();
    for name in ["may.txt", "april.txt"] {
        window.0.input_mut().dropped_files.push(std::sync::Arc::new(Dropped(folder.path().join(name))));
    }
    window.wait_for("list", |app| app.desk.is_some() && list(app).is_some_and(|list| list.ends_with("of 2 done")));
    assert_eq!(window.list(), ">may.txt untouched\n april.txt untouched\n0 of 2 done", "as they were named");
    // One that is opened by itself leaves the list as it is.
    window.open(&folder.path().join("june.txt"));
    assert_eq!(window.list(), " may.txt untouched\n april.txt untouched\n0 of 2 done");
    window.turn(ON, "Rents rose in April.");
}

#[test]
fn an_article_keeps_its_entry_when_the_next_cannot_be_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.txt"), "Rents rose in April.").expect("written");
    std::fs::write(path("b.ron"), "(copydesk: 1, what").expect("written");
    std::fs::write(path("c.txt"), "Rents fell in June.").expect("written");
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.keys(ON.0, ON.1);
    window.wait_for("refusal", |app| app.shell.notice.is_some());
    window.mark_sentence();
    window.turn(ON, "Rents fell in June.");
    assert_eq!(saved(&path("a.ron")), ["Rents rose in April."]);
    window.keys(BACK.0, BACK.1);
    window.wait_for("refusal", |app| app.shell.notice.is_some());
    window.turn(BACK, "Rents rose in April.");
    assert_eq!(window.marks(), ["claim: Rents rose in April."], "its project is opened, not the bare article");
    window.key(Key::D);
    window.key(Key::Num2);
    window.keys(Modifiers::COMMAND, Key::S);
    window.wait_for("save", |app| !app.would_lose());
    assert!(!path("a-2.ron").exists());
}

#[test]
fn one_goes_back_past_the_article_that_stayed_when_the_next_could_not_be_opened() {
    let folder = three();
    std::fs::remove_file(folder.path().join("may.txt")).expect("removed");
    std::fs::write(folder.path().join("may.ron"), "(copydesk: 1, what").expect("written");
    let mut window = Window::empty();
    window.open_folder(folder.path());
    window.turn(ON, "Rents fell in June.");
    window.keys(ON.0, ON.1);
    window.wait_for("refusal", |app| app.shell.notice.is_some());
    window.keys(BACK.0, BACK.1);
    assert_eq!(window.desk().name(), "june", "from the one that failed to the one that is there");
    window.turn(BACK, "Rents rose in April.");
}

#[test]
fn going_on_and_straight_back_stays() {
    let folder = three();
    let mut window = Window::empty();
    window.open_folder(folder.path());
    let ctx = window.0.ctx.clone();
    let number = window.desk().number;
    // Both within one frame, before a thread has opened anything.
    window.app().run(&ctx, Command::NextArticle);
    window.app().run(&ctx, Command::PreviousArticle);
    for _ in 0..60 {
        window.0.step();
        thread::sleep(std::time::Duration::from_millis(5));
    }
    assert_eq!((window.desk().number, window.desk().name()), (number, "april".to_owned()));
}
