//! Does the window tell what an export loses before it is written, and what an import left out?

use super::*;
use crate::format::{FORMATS, Format, Wish};

fn format(name: &str) -> &'static Format {
    Format::called(name).expect("a format")
}

impl Window<'_> {
    /// Chooses a format in the list that is open.
    fn choose_format(&mut self, title: &str) {
        self.0.get_by_role_and_label(egui::Role::Button, title).click();
        self.0.run();
    }
}

#[test]
fn what_an_export_loses_is_told_before_it_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = Window::sample();
    window.keys(Modifiers::COMMAND, Key::E);
    window.choose_format("Table for spreadsheets, comma-separated");
    window.wait_for("the report", |app| matches!(app.shell.overlay, overlay::Overlay::Report(_)));
    window.0.run();
    window.0.get_by_label("All 35 annotations and all 16 relations will be in it. Positions count code points.");
    window.0.get_by_label("The text of an article is not in the file; to read it back, give it.");
    assert!(window.0.query_by_label("Export…").is_some());
    // Another one is chosen instead.
    window.0.get_by_label("Other format").click();
    window.0.run();
    window.choose_format("Hugging Face data set, JSON lines or Parquet");
    window.wait_for("the report", |app| matches!(app.shell.overlay, overlay::Overlay::Report(_)));
    window.0.run();
    window.0.get_by_label("Parquet").click();
    window.0.run();
    let is_parquet = |app: &mut App| matches!(&app.shell.overlay, overlay::Overlay::Report(r) if r.wish.parquet);
    window.wait_for("another report", is_parquet);
    let path = folder.path().join("tram.parquet");
    let wish = Wish { parquet: true, ..Wish::default() };
    window.type_path(jobs::Purpose::Export(format("hf"), wish), &path);
    window.wait_for("the file", |app| app.shell.notice.is_some());
    assert!(std::fs::read(&path).expect("written").starts_with(b"PAR1"));
}

#[test]
fn an_import_tells_what_was_left_out_and_opens_the_rest() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = folder.path().join("corpus.jsonl");
    let record = r#"{"id":"rents","text":"Rents rose 12%.","spans":[{"id":"a1","start":11,"end":14,"label":"statistic"},
        {"id":"a2","start":0,"end":99,"label":"claim"}]}"#;
    std::fs::write(&lines, record.replace('\n', "")).expect("written");
    let mut window = Window::with(TEXT);
    window.keys(Modifiers::COMMAND, Key::I);
    assert!(window.0.query_by_label("Report to read and print").is_none(), "what is only written is not offered");
    window.key(Key::Escape);
    window.type_path(jobs::Purpose::Import(format("jsonl")), &lines);
    window.wait_for("what came in", |app| matches!(app.shell.overlay, overlay::Overlay::Imported(_)));
    window.0.run();
    let project = folder.path().join("rents.ron");
    window.0.get_by_label(&format!("1 article with 1 annotation, saved as {}.", project.display()));
    window.0.get_by_label_contains("corpus.jsonl:1: annotation a2 of rents marks characters 0..99, the article has 15");
    window.0.get_by_label("Open").click();
    window.wait_for("the article", |app| {
        app.desk.as_ref().is_some_and(|desk| desk.path.as_deref() == Some(project.as_path()))
    });
    assert_eq!(window.marks(), ["statistic: 12%"]);
}

#[test]
fn what_the_arrows_choose_is_in_sight() {
    let mut window = Window::sample();
    window.keys(Modifiers::COMMAND, Key::E);
    let is_in_sight = |window: &Window<'_>, name: &str| {
        let line = window.0.get_by_role_and_label(egui::Role::Button, name);
        let cancel = window.0.get_by_role_and_label(egui::Role::Button, "Cancel").rect();
        let top = window.0.get_by_label_contains("Nothing of the project itself").rect().bottom();
        assert!(line.is_focused(), "{name}");
        line.rect().top() >= top && line.rect().bottom() <= cancel.top()
    };
    let written: Vec<&str> =
        FORMATS.iter().filter(|format| format.write.is_some()).map(|format| format.title).collect();
    for &name in &written[1..] {
        window.key(Key::ArrowDown);
        assert!(is_in_sight(&window, name), "{name}");
    }
    for &name in written.iter().rev().skip(1) {
        window.key(Key::ArrowUp);
        assert!(is_in_sight(&window, name), "{name}");
    }
    for (key, name) in [(Key::End, written[written.len() - 1]), (Key::Home, written[0]), (Key::ArrowUp, written[0])] {
        window.key(key);
        assert!(is_in_sight(&window, name), "{name}");
    }
}
