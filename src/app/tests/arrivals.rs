//! Does an article come in as a person has it, and is told what is not sure of it?

use super::*;
use crate::store::Settings;

/// A folder with a file of these bytes, and the window with that opened.
fn opened(name: &str, bytes: &[u8]) -> (Window<'static>, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    let mut window = Window::empty();
    let ctx = window.0.ctx.clone();
    window.app().open_paths(&ctx, vec![path]);
    window.wait_for("the article", |app| app.desk.is_some() || app.shell.notice.is_some());
    (window, folder)
}

fn text(window: &mut Window<'_>) -> String {
    window.desk().session.project().text().to_owned()
}

#[test]
fn what_a_page_says_of_itself_is_data_and_can_be_changed() {
    let page = b"---\ntitle: Rents rise\nauthor: Ada Obi\n---\n\n# Rents rise\n\nThey rose by 12%.\n\n## Why?\n\n- One\n- Two\n";
    let (mut window, _folder) = opened("rents.md", page);
    assert_eq!(text(&mut window), "They rose by 12%.\n\nWhy?\n\nOne\n\nTwo");
    let fields = window.desk().session.project().fields().clone();
    assert_eq!([fields.get("title"), fields.get("author")], ["Rents rise", "Ada Obi"]);
    window.0.get_by_label("Article").click();
    window.0.run();
    window.0.get_by_label("Show original");
    window.0.get_by_label_contains("rents.md · ");
}

#[test]
fn a_guess_at_the_encoding_is_told_and_another_can_be_chosen() {
    let letters: Vec<u8> = [&b"She said "[..], b"caf\xe9", b" and went."].concat();
    let (mut window, _folder) = opened("guess.txt", &letters);
    assert_eq!(text(&mut window), "She said caf\u{e9} and went.");
    window.0.get_by_label_contains("It was read as windows-1252, which is a guess");
    window.0.get_by_label("Another encoding…").click();
    window.0.run();
    window.0.get_by_label_contains("windows-1251: She said caf\u{439} and went.").click();
    window.wait_for("the other reading", |app| {
        app.desk.as_ref().is_some_and(|desk| desk.session.project().text().contains('\u{439}'))
    });
    assert!(window.app().shell.notice.is_none(), "what a person has said is no guess");
}

#[test]
fn an_original_is_found_by_its_hash_and_a_copy_kept_beside_the_project() {
    let (mut window, folder) = opened("rents.txt", b"Rents rose.");
    let ctx = window.0.ctx.clone();
    window.app().shell.settings = Settings { keep_original: true, ..Settings::default() };
    let other = tempfile::tempdir().expect("a folder");
    let project = other.path().join("work.ron");
    window.app().save_to(&ctx, project, crate::store::Over::Nothing);
    let copy = other.path().join("rents.txt");
    window.wait_for("the copy", |_| copy.exists());
    assert_eq!(std::fs::read(&copy).expect("there"), b"Rents rose.");
    std::fs::remove_file(folder.path().join("rents.txt")).expect("removed");
    std::fs::rename(&copy, other.path().join("renamed.txt")).expect("renamed");
    window.keys(Modifiers::COMMAND, Key::U);
    window.wait_for("the original", |app| app.shell.said.as_ref().is_some_and(|said| said.ends_with("renamed.txt")));
    std::fs::remove_file(other.path().join("renamed.txt")).expect("removed");
    window.keys(Modifiers::COMMAND, Key::U);
    window.wait_for("the news", |app| app.shell.notice.is_some());
    window.0.get_by_label_contains("no file beside the project has its 11 bytes and its hash");
}

#[test]
fn what_is_pasted_is_prose_with_its_headings_or_text_as_it_stands() {
    let mut window = Window::empty();
    window.app().shell.system.page = Some(|| Some("<h2>Why?</h2><p>Rents rose.</p>".into()));
    window.0.event(egui::Event::Paste("Why?\nRents rose.".into()));
    window.0.run();
    assert_eq!(text(&mut window), "Why?\n\nRents rose.");
    let kinds: Vec<_> = window.desk().session.project().article().blocks().iter().map(|block| block.kind).collect();
    assert!(kinds[0].is_heading() && !kinds[1].is_heading());
    let mut window = Window::empty();
    window.app().shell.system.page = Some(|| Some("<div><span>let a;</span></div>".into()));
    window.0.event(egui::Event::Paste("let a;\n\n\tb".into()));
    window.0.run();
    assert_eq!(text(&mut window), "let a;\n\n\tb", "an editor's colours are no paragraphs");
}

#[test]
fn subtitles_show_who_speaks_and_when() {
    let (mut window, _folder) =
        opened("talk.vtt", b"WEBVTT\n\n00:01:02.000 --> 00:01:03.000\n<v Ada Obi>Rents rose by 12%.\n");
    assert_eq!(text(&mut window), "Rents rose by 12%.");
    let article = window.desk().session.project().article().clone();
    assert_eq!(article.cues()[0].speaker, "Ada Obi");
    window.keys(Modifiers::COMMAND, Key::A);
    window.key(Key::Num2);
    assert_eq!(window.desk().session.proposals().get("speaker"), Some("Ada Obi"));
}

#[test]
fn opened_dropped_and_pasted_it_is_the_same_article_to_the_byte() {
    let text = "Fares ‘rise’: e\u{301} and é, 👩‍🚀\n\n-----\n\nA town, X – \u{200f}قالت “no”.\u{a0}\n\tTabs stay,  and blanks \n";
    let (mut opened, folder) = opened("fares.txt", text.as_bytes());
    let hash = |window: &mut Window<'_>| window.desk().session.project().article().hash();
    assert_eq!(self::text(&mut opened), text);
    let mut dropped = Window::empty();
    let path = folder.path().join("fares.txt");
    let file = std::sync::Arc::new(Dropped(path));
    dropped.0.input_mut().dropped_files.push(file);
    dropped.wait_for("the article", |app| app.desk.is_some());
    let mut pasted = Window::empty();
    pasted.app().shell.system.page = Some(|| None);
    pasted.0.event(egui::Event::Paste(text.into()));
    pasted.0.run();
    assert_eq!([hash(&mut dropped), hash(&mut pasted)], [hash(&mut opened); 2]);
    assert_eq!((self::text(&mut dropped), self::text(&mut pasted)), (text.to_owned(), text.to_owned()));
}

#[test]
fn a_page_without_an_article_says_so_and_offers_all_its_words() {
    let page =
        b"<html><body><nav><a href=\"/a\">News</a></nav><p>Log in to go on.</p><div hidden>Secret</div></body></html>";
    let (mut window, _folder) = opened("login.html", page);
    window.0.get_by_label_contains("The article on the page was not found with confidence");
    window.0.get_by_label("Take the whole page").click();
    window.0.run();
    window.wait_for("the page", |app| app.shell.notice.is_none());
    assert_eq!(text(&mut window), "News\n\nLog in to go on.");
}

#[test]
fn a_book_is_one_article_or_a_chapter_is() {
    let mut packing = crate::reading::archive::Packing::new();
    let container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";
    packing.file("META-INF/container.xml", container.as_bytes());
    let item = |id: &str| format!("<item id='{id}' href='{id}.xhtml' media-type='application/xhtml+xml'/>");
    let package = format!(
        "<package><manifest>{}{}</manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>",
        item("a"),
        item("b")
    );
    packing.file("a.opf", package.as_bytes());
    packing.file("a.xhtml", b"<html><body><h2>One</h2><p>Rents rose.</p></body></html>");
    packing.file("b.xhtml", b"<html><body><h2>Two</h2><p>They fell.</p></body></html>");
    let (mut window, _folder) = opened("book.epub", &packing.finish());
    assert_eq!(text(&mut window), "One\n\nRents rose.\n\nTwo\n\nThey fell.");
    window.0.get_by_label_contains("The 2 chapters of the book are one article here");
    window.0.get_by_label("Choose a chapter…").click();
    window.0.run();
    window.key(Key::ArrowDown);
    window.key(Key::Enter);
    window.wait_for("the chapter", |app| {
        app.desk.as_ref().is_some_and(|desk| desk.session.project().text() == "Two\n\nThey fell.")
    });
}
