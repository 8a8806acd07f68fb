//! Do keys do without a screen what they do in the window? Before, keys, after: on a project in a file.

use std::fs;

use copydesk::store::{Existing, State, open_project, save_new, take_in};

#[path = "../examples/replay.rs"]
#[expect(dead_code, reason = "the test does what main does")]
mod replay;

const TEXT: &str = "Rents rose by 12 per cent. “We pay too much,” said Ana Ruiz. “It has to end.” 👩\u{200d}🚀 é";

/// After `keys` on a project of [`TEXT`]: each annotation's label, words and values.
fn after(keys: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (article, path) = (folder.path().join("a.txt"), folder.path().join("a.ron"));
    let state = State::within(folder.path());
    fs::write(&article, TEXT).expect("written");
    save_new(&path, &take_in(&article, None).expect("an article"), Existing::Keep, &state).expect("saved");
    for line in keys {
        replay::run(&path, line, &state).expect("keys");
    }
    let project = open_project(&path).expect("it opens").project;
    let said = |annotation| {
        let record = project.record(annotation);
        let values: Vec<String> = record.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
        format!("{}: {}{}", record.label, project.words_of(annotation), values.concat())
    };
    project.annotations().iter().map(said).collect()
}

#[test]
fn keys_mark_change_and_undo() {
    assert_eq!(after(&["S 1"]), ["claim: Rents rose by 12 per cent."]);
    assert_eq!(after(&["S 1 Delete"]), [""; 0]);
    assert_eq!(after(&["S 1 Delete Ctrl+Z"]), ["claim: Rents rose by 12 per cent."]);
    assert_eq!(after(&["N 3 Y"]), ["statistic: 12 per cent unit=% value=12"]);
    assert_eq!(
        after(&["\"We pay\" H"]),
        ["quote: “We pay too much,” “It has to end.” cue=said speaker=Ana Ruiz"],
        "words in a quotation are enough"
    );
    assert_eq!(after(&["\"é\" 4 J R"]), ["actor: é"]);
}

#[test]
fn a_line_that_cannot_be_pressed_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (article, path) = (folder.path().join("a.txt"), folder.path().join("a.ron"));
    let state = State::within(folder.path());
    fs::write(&article, TEXT).expect("written");
    save_new(&path, &take_in(&article, None).expect("an article"), Existing::Keep, &state).expect("saved");
    let before = fs::read(&path).expect("there");
    let error = replay::run(&path, "S 1 Q", &state).expect_err("no key");
    assert!(error.message.ends_with("Q means no command here"), "{}", error.message);
    assert_eq!(fs::read(&path).expect("there"), before);
}
