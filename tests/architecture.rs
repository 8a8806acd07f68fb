//! Does the house stand as it is drawn? Which room names which, what only one room may touch, and what the README says.

use std::fs;
use std::path::{Path, PathBuf};

use copydesk::format::{Effect, TextAt};

/// What every room may name.
const EVERYWHERE: [&str; 2] = ["progress", "reading"];

/// Each room with the rooms that it may name.
const ROOMS: [(&str, &[&str]); 11] = [
    ("progress", &[]),
    ("reading", &["text"]),
    ("text", &[]),
    ("suggest", &["text"]),
    ("project", &["text"]),
    ("session", &["project", "suggest", "text"]),
    ("format", &["project", "text"]),
    ("article", &["project", "text"]),
    ("store", &["article", "format", "project", "text"]),
    ("cli", &["article", "format", "project", "session", "store", "suggest", "text"]),
    ("app", &["article", "format", "project", "session", "store", "suggest", "text"]),
];

/// What only some rooms may touch.
const KEPT: [(&str, &[&str]); 16] = [
    ("egui", &["app"]),
    ("eframe", &["app"]),
    ("rfd", &["app"]),
    ("parley", &["app"]),
    ("swash", &["app"]),
    ("clap", &["cli"]),
    ("tempfile", &["store::disk"]),
    ("std::fs", &["store::disk"]),
    ("fs::", &["store::disk"]),
    ("File::", &["store::disk"]),
    (".exists()", &["store::disk"]),
    (".is_dir()", &["store::disk"]),
    (".is_file()", &["store::disk"]),
    (".canonicalize(", &["store::disk"]),
    ("std::net", &[]),
    ("unsafe ", &[]),
];

/// What in a file of `place`, a room or a file of one ("store::disk"), is against the drawing.
fn violations(place: &str, source: &str) -> Vec<String> {
    let room = place.split("::").next().unwrap_or_default();
    let allowed = ROOMS.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, allowed)| allowed);
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        let at = |what: &str| format!("line {}: {room} names {what}: {}", number + 1, line.trim());
        if line.contains("crate::{") {
            found.push(at("several rooms at once, which this test cannot read"));
        }
        for named in line.match_indices("crate::").map(|(start, word)| &line[start + word.len()..]) {
            let end = named.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(named.len());
            let other = &named[..end];
            if ROOMS.iter().any(|(name, _)| *name == other)
                && other != room
                && !EVERYWHERE.contains(&other)
                && !allowed.contains(&other)
            {
                found.push(at(other));
            }
        }
        for (word, rooms) in KEPT {
            let stands_alone = |start: usize| {
                word.starts_with('.') || !line[..start].ends_with(|char: char| char.is_alphanumeric() || char == '_')
            };
            let named = line.match_indices(word).any(|(start, _)| stands_alone(start));
            if named && !rooms.contains(&room) && !rooms.contains(&place) && !line.contains(&format!("\"{word}")) {
                found.push(at(word));
            }
        }
    }
    found
}

/// The part of a file before its tests, which may use what they like.
fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

fn sources() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for path in files_below(&src).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let room = path.strip_prefix(&src).expect("below").components().next().expect("a room");
        let room = room.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).expect("text");
        sources.push((room, path, text));
    }
    sources
}

#[test]
fn no_room_names_another_against_the_arrows() {
    let mut found = Vec::new();
    for (room, path, text) in sources().iter().filter(|(room, ..)| ROOMS.iter().any(|(name, _)| name == room)) {
        let is_test = path.components().any(|part| part.as_os_str() == "tests")
            || path.file_stem().is_some_and(|stem| stem == "tests" || stem == "laws" || stem == "faults");
        let text = if is_test { "" } else { without_tests(text) };
        let place = if path.ends_with("store/disk.rs") { "store::disk" } else { room };
        found.extend(violations(place, text).into_iter().map(|wrong| format!("{}: {wrong}", path.display())));
    }
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_wrong_arrow_is_found() {
    assert_eq!(violations("text", "use crate::project::Id;").len(), 1);
    assert_eq!(violations("session", "    let saved = crate::store::save_project(a, b);").len(), 1);
    assert_eq!(violations("project", "use egui::Color32;").len(), 1);
    assert_eq!(violations("cli", "std::fs::write(path, text)").len(), 2);
    assert_eq!(violations("app", "if path.exists() {").len(), 1);
    assert_eq!(violations("app", "use crate::{cli, store};").len(), 1);
    assert_eq!(violations("store", "fs::write(path, text)").len(), 1);
    assert_eq!(violations("store::disk", "use crate::project::Id; use std::fs;"), [""; 0]);
    assert_eq!(violations("text", "// crate::project is not named in a comment"), [""; 0]);
}

#[test]
fn every_room_is_one_of_the_drawing_and_every_file_says_its_question() {
    for (room, path, text) in sources() {
        assert!(ROOMS.iter().any(|(name, _)| *name == room) || ["lib", "main"].contains(&room.as_str()), "{room}");
        assert!(text.starts_with("//! "), "{} opens with what it answers", path.display());
    }
}

/// The rows of the README's key table, one for each group of commands.
fn key_table() -> Vec<String> {
    let cell = |info: &copydesk::session::CommandInfo| {
        let keys = info.keys.iter().map(|key| format!("`{key}` ")).collect::<String>();
        format!("{keys}{}", info.name)
    };
    let row = |group: &copydesk::session::Group| {
        let here = copydesk::session::COMMANDS.iter().filter(|info| info.group == *group);
        format!("| {} | {} |", group.name(), here.map(cell).collect::<Vec<_>>().join(" · "))
    };
    copydesk::session::Group::ALL.iter().map(row).collect()
}

/// The rows of the README's table of formats.
fn format_table() -> Vec<String> {
    let row = |format: &&copydesk::format::Format| {
        let named = |recast: bool| -> String {
            let kinds = format.loses.iter().filter(|kind| (kind.effect == Effect::Recast) == recast);
            kinds.map(|kind| kind.name).collect::<Vec<_>>().join(", ")
        };
        let lost = match (named(false), named(true)) {
            (lost, recast) if lost.is_empty() && recast.is_empty() => "nothing".to_owned(),
            (lost, recast) if recast.is_empty() => lost,
            (lost, recast) => format!("{lost}; *{recast}*"),
        };
        let can = match (format.read.is_some(), format.text) {
            (false, _) => "write",
            (true, TextAt::Within | TextAt::Either) => "read, write",
            (true, TextAt::Beside) => "read beside the text, write",
        };
        let positions = format.positions.name();
        format!("| `{}` | {} | {lost} | {positions} | {can} |", format.name, format.title)
    };
    copydesk::format::FORMATS.iter().map(row).collect()
}

/// Writes the two tables into the README, where that is asked for: rows that are there already, as they are now.
fn bless_tables(path: &Path) {
    let readme = fs::read_to_string(path).expect("a README");
    let row_for = |line: &str| {
        let begins = |row: &&String| row.split(" | ").next() == line.split(" | ").next();
        let rows = [key_table(), format_table()].concat();
        rows.iter().find(begins).cloned().unwrap_or_else(|| line.to_owned())
    };
    let lines: Vec<String> = readme.lines().map(row_for).collect();
    fs::write(path, lines.join("\n") + "\n").expect("written");
}

#[test]
fn the_readme_has_every_command_with_its_keys_and_every_format() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        bless_tables(&path);
    }
    let readme = fs::read_to_string(path).expect("a README");
    assert!(readme.lines().count() <= 150, "a README of {} lines is not read", readme.lines().count());
    for row in key_table() {
        let row = row.trim();
        assert!(readme.contains(row), "the key table lacks this row; COPYDESK_BLESS=1 writes it: {row}");
    }
    for row in format_table() {
        assert!(readme.contains(&row), "the table of formats lacks this row; COPYDESK_BLESS=1 mends one: {row}");
    }
}

#[test]
fn every_saved_project_opens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved");
    let projects: Vec<PathBuf> = files_below(&folder).into_iter().filter(|path| path.extension().is_some()).collect();
    assert!(!projects.is_empty());
    for path in projects {
        let opened = copydesk::store::open_project(&path).expect("it opens");
        let bytes = fs::read(&path).expect("there");
        assert_eq!(copydesk::format::ron::write(&opened.project), bytes, "{} is as it would be saved", path.display());
    }
}

#[test]
fn the_sample_shows_every_feature() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("saved/night-tram.ron");
    let project = copydesk::store::open_project(&path).expect("it opens").project;
    let article = fs::read_to_string(path.with_file_name("../assets/night-tram.txt")).expect("the article");
    assert_eq!(project.text(), article);
    for label in &project.scheme().labels {
        assert!(project.annotations().iter().any(|a| project.label_of(a).id == label.id), "no {}", label.id);
    }
    for kind in &project.scheme().relations {
        assert!(project.relations().iter().any(|relation| relation.kind == kind.id), "no {}", kind.id);
    }
    let all: Vec<_> = project.annotations().iter().collect();
    assert!(all.iter().any(|a| a.fragments().spans().len() > 1), "a split quote");
    assert!(all.iter().any(|a| !a.note().is_empty()), "a note");
    let crossing = |a: copydesk::text::Span, b: copydesk::text::Span| a.overlaps(b) && !a.contains(b) && !b.contains(a);
    assert!(all.iter().any(|a| all.iter().any(|b| crossing(a.hull(), b.hull()))), "marks that cross");
    assert!(article.contains('🥖') && article.contains("طارق") && article.contains('“'));
}
