//! Is what was acknowledged there after a crash, and nothing twice?

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;
use crate::format::ron;
use crate::progress::Progress;
use crate::project::{Article, Edit, Project, Record, draw};

const DRAWING: &str = "Café owner: “rents rose 12%” in May.
                        ^^^ statistic";

/// A folder with a saved project; the folder is removed with the guard.
fn saved() -> (tempfile::TempDir, PathBuf, Project) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rents.ron");
    let project = draw(DRAWING);
    save_project(&path, &project, Existing::Keep).expect("saved");
    (folder, path, project)
}

/// Applies a new mark to `project` and journals it.
fn mark(path: &Path, project: &mut Project, label: &str) {
    let span = project.article().span_of_chars(0, 4).expect("in the text");
    let edit = Edit::Annotate(Box::new(Record { by: "ines".into(), ..project.draft(label, span.into()) }));
    project.apply(edit.clone()).expect("a good mark");
    Journal::begin(path).expect("a journal").append(project, &[edit]).expect("on the disk");
}

fn journal_path(path: &Path) -> PathBuf {
    path.with_extension("ron.journal")
}

fn reopened(path: &Path) -> (Project, usize, Vec<String>) {
    let Opened { project, recovered, notes, .. } = open_project(path).expect("opened");
    (project, recovered, notes)
}

#[test]
fn journaled_edits_are_there_after_a_crash_and_folded_in_by_a_save() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    mark(&path, &mut project, "actor");
    let notes = vec!["recovered 2 changes made after the last save".to_owned()];
    assert_eq!(reopened(&path), (project.clone(), 2, notes));
    save_project(&path, &project, Existing::Replace).expect("saved");
    assert!(!journal_path(&path).exists());
    assert_eq!(reopened(&path), (project, 0, vec![]));
}

#[test]
fn a_torn_last_line_is_dropped_and_written_over() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let whole = fs::read(journal_path(&path)).expect("there");
    let before = project.clone();
    mark(&path, &mut project, "actor");
    let longer = fs::read(journal_path(&path)).expect("there");
    for cut in whole.len() + 1..longer.len() {
        fs::write(journal_path(&path), &longer[..cut]).expect("cut");
        let (read, recovered, notes) = reopened(&path);
        assert_eq!((read, recovered, notes.len()), (before.clone(), 1, 2), "cut at {cut}");
    }
    let mut again = before;
    mark(&path, &mut again, "cue");
    assert_eq!(reopened(&path).0, again);
}

#[test]
fn a_damaged_line_in_the_middle_is_told_and_kept() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    mark(&path, &mut project, "actor");
    let mut bytes = fs::read(journal_path(&path)).expect("there");
    let middle = bytes.windows(5).position(|part| part == b"claim").expect("the first edit");
    bytes[middle] = b'C';
    fs::write(journal_path(&path), &bytes).expect("damaged");
    let error = open_project(&path).expect_err("refused");
    assert!(error.message.ends_with("line 2 of its journal is damaged"), "{error}");
    assert_eq!(fs::read(journal_path(&path)).expect("kept"), bytes);
}

#[test]
fn a_crash_between_saving_and_removing_the_journal_does_nothing_twice() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let left = journal_path(&path);
    journal::announce_save(&path, &ron::write(&project)).expect("noted");
    let (before, recovered, _) = reopened(&path);
    assert_eq!((before, recovered), (project.clone(), 1), "the old file with its journal");
    write_whole(&path, &ron::write(&project), Existing::Replace).expect("saved");
    assert!(left.exists());
    assert_eq!(reopened(&path), (project.clone(), 0, vec![]), "the new file alone");
    mark(&path, &mut project, "actor");
    assert_eq!(reopened(&path).1, 1, "what is made then is all that is replayed");
    save_project(&path, &project, Existing::Replace).expect("saved");
    assert!(!left.exists());
}

#[test]
fn a_file_changed_under_its_journal_is_not_mixed_with_it() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let text = fs::read_to_string(&path).expect("there");
    fs::write(&path, text.replace("id: \"\"", "id: \"other\"")).expect("edited by hand");
    let error = open_project(&path).expect_err("refused");
    assert!(error.message.contains("changed by another program") && error.hint.contains("journal"), "{error}");
    assert!(journal_path(&path).exists());
}

#[test]
fn what_cannot_be_opened_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    };
    let message = |path: &Path| open_project(path).expect_err("refused").message;
    assert!(message(&at("cut.ron", b"(copydesk: 1, id: \"x")).contains("cut.ron: line 1"));
    assert!(message(folder.path()).ends_with("it is a folder"));
    assert!(message(&folder.path().join("gone.ron")).ends_with("there is no such file or folder"));
    let error = take_in(&at("a.txt", b"\x89PNG\r\n\x1a\n"), None).expect_err("no text");
    assert!(error.message.ends_with("a.txt: it is not UTF-8 text but a PNG picture"), "{error}");
    assert_eq!(take_in(&at("empty.txt", b""), None).expect("an article").text(), "");
    let scheme = at("scheme.ron", b"(name: \"x\", labels: [])");
    assert!(open_scheme(&scheme).expect_err("refused").message.contains("needs from one"));
}

#[test]
fn a_damaged_last_line_is_written_over_and_never_built_upon() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let before = project.clone();
    let mut bytes = fs::read(journal_path(&path)).expect("there");
    bytes.extend_from_slice(b"0123456789abcdef {\"annotate\":\n");
    fs::write(journal_path(&path), &bytes).expect("damaged at its end");
    assert_eq!(reopened(&path).0, before);
    let mut again = before;
    mark(&path, &mut again, "actor");
    assert_eq!(reopened(&path).0, again, "what came after the damage is read");
}

#[test]
fn what_is_no_journal_is_left_alone() {
    let (folder, path, project) = saved();
    for words in ["my own notes", "my own notes\n", "one\ntwo\n"] {
        fs::write(journal_path(&path), words).expect("written");
        assert!(open_project(&path).expect_err("refused").message.ends_with("is no journal"));
        assert!(Journal::begin(&path).is_err());
        assert_eq!(fs::read_to_string(journal_path(&path)).expect("kept"), words);
    }
    let gone = folder.path().join("gone.ron");
    fs::write(journal_path(&gone), "of a project that is gone").expect("written");
    assert!(
        save_project(&gone, &project, Existing::Keep).expect_err("refused").hint.contains("move that journal away")
    );
    assert!(journal_path(&gone).exists() && !gone.exists());
}

#[test]
fn edits_after_a_save_that_failed_are_replayed() {
    let (_folder, path, mut project) = saved();
    // The save announced the very bytes that are there, and then could not write.
    let same = fs::read(&path).expect("there");
    mark(&path, &mut project, "claim");
    journal::announce_save(&path, &same).expect("noted");
    let mut after = draw(DRAWING);
    mark(&path, &mut after, "actor");
    assert_eq!(reopened(&path), (after, 1, vec!["recovered 1 change made after the last save".to_owned()]));
}

/// Saves over what was there at `stamp`.
fn save_own(path: &Path, project: &Project, stamp: Stamp) -> Result<Stamp, StoreError> {
    save(path, project, Over::Own(stamp), &Progress::default())
}

#[test]
fn a_file_that_changed_since_it_was_opened_is_not_written_over() {
    let (_folder, path, mut project) = saved();
    let stamp = open_project(&path).expect("opened").stamp;
    let stamp = save_own(&path, &project, stamp).expect("nothing has changed");
    mark(&path, &mut project, "claim");
    // Folding the journal in changes the file, but not what it says.
    let marked = open_project(&path).expect("opened").stamp;
    save_project(&path, &project, Existing::Replace).expect("folded");
    save_own(&path, &project, marked).expect("it says the same");
    let error = save_own(&path, &draw(DRAWING), stamp).expect_err("its journal has more");
    assert!(error.message.ends_with("another program has changed it since it was opened"), "{error}");
    assert_eq!(reopened(&path).0, project);
    save_own(&path, &project, stamp).expect("what is there already may be saved");
    fs::remove_file(&path).expect("removed");
    save_own(&path, &project, stamp).expect("there is nothing to write over");
}

#[test]
fn the_text_of_a_large_article_is_kept_beside_its_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let text = format!("\u{feff}Rents rose 12% in May.\r\nقالت {}\n", "x".repeat(900)).repeat(9_200);
    let article = Arc::new(Article::new(text.clone()).expect("an article"));
    let mut project = Project::new(article, ron::default_scheme()).expect("a scheme");
    save_project(&at("a.ron"), &project, Existing::Keep).expect("saved");
    let names = |folder: &Path| -> Vec<PathBuf> { files_in(folder).expect("listed") };
    let [_, text_file] = &names(folder.path())[..] else { panic!("a project and its text") };
    assert_eq!(fs::read_to_string(text_file).expect("there"), text, "to the byte");
    assert!(fs::metadata(at("a.ron")).expect("there").len() < 10_000);
    // A second project of the same article shares the file, and a save leaves it alone.
    let written = fs::metadata(text_file).and_then(|metadata| metadata.modified()).expect("a time");
    mark(&at("a.ron"), &mut project, "claim");
    save_project(&at("a.ron"), &project, Existing::Replace).expect("saved");
    save_project(&at("b.ron"), &project, Existing::Keep).expect("saved");
    assert_eq!(fs::metadata(text_file).and_then(|metadata| metadata.modified()).expect("a time"), written);
    assert_eq!(articles_in(folder.path().to_owned()).expect("listed"), [at("a.ron"), at("b.ron")]);
    // It is found under another name, and nothing else is taken for it.
    fs::rename(text_file, at("renamed.txt")).expect("renamed");
    assert!(reopened(&at("a.ron")).0 == project);
    fs::write(at("renamed.txt"), text.replace("12%", "13%")).expect("changed");
    let error = open_project(&at("a.ron")).expect_err("it is another text");
    assert!(error.message.contains("has its text in the file article-") && error.message.ends_with("is not there"));
    fs::write(text_file, text.replace("12%", "13%")).expect("changed");
    let error = open_project(&at("a.ron")).expect_err("it is another text");
    assert!(error.message.ends_with("is not the text that was annotated: its hash differs"), "{error}");
    save_project(&at("a.ron"), &project, Existing::Replace).expect("the right text is put in its place");
    assert!(reopened(&at("a.ron")).0 == project);
    let elsewhere = fs::read_to_string(at("a.ron")).expect("there").replace("(name: \"", "(name: \"../");
    fs::write(at("a.ron"), elsewhere).expect("written");
    assert!(open_project(&at("a.ron")).expect_err("no name").message.contains("which is no name"));
}

#[test]
fn a_large_article_is_begun_before_it_is_all_there_and_can_be_given_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("long.txt");
    fs::write(&path, "One line of an article.\r\n".repeat(40_000)).expect("written");
    let (mut begun, progress) = (None, Progress::default());
    let whole = take_in_with(&path, None, &progress, |project| begun = Some(project)).expect("an article");
    let begun = begun.expect("its beginning");
    assert!(begun.text().len() > 100_000 && whole.text().starts_with(begun.text()) && begun.text().ends_with('\n'));
    assert_eq!((whole.text().len(), progress.part()), (24 * 40_000, Some(1.0)));
    let progress = Progress::default();
    let error = take_in_with(&path, None, &progress, |_| progress.cancel()).expect_err("given up");
    assert!(error.message.ends_with("it was cancelled"));
}

#[test]
fn a_folder_opens_as_its_projects_and_the_articles_without_one() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(articles_in(folder.path().to_owned()).expect_err("empty").message.contains("holds no article"));
    for name in ["b.txt", "b.ron", "a.txt", "c.pdf"] {
        fs::write(folder.path().join(name), "x").expect("written");
    }
    let found = articles_in(folder.path().to_owned()).expect("listed");
    assert_eq!(found, ["a.txt", "b.ron"].map(|name| folder.path().join(name)));
    let (_folder, path, _) = saved();
    let renamed = path.with_extension("project");
    fs::rename(&path, &renamed).expect("renamed");
    assert!(is_project(&renamed) && !is_project(&found[0]), "a project is known by what it holds, too");
}

#[test]
fn a_note_of_a_save_never_spoils_a_journal() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let mut torn = fs::read(journal_path(&path)).expect("there");
    torn.extend_from_slice(b"0123456789abcdef {\"annot");
    fs::write(journal_path(&path), &torn).expect("torn");
    // Twice announced, never written, as on a full disk.
    for bytes in [b"one", b"two"] {
        journal::announce_save(&path, bytes).expect("noted");
    }
    assert_eq!(reopened(&path), (project, 1, vec!["recovered 1 change made after the last save".to_owned()]));
    fs::write(journal_path(&path), "").expect("emptied");
    journal::announce_save(&path, b"three").expect("nothing to note");
    assert!(!journal_path(&path).exists() && open_project(&path).is_ok());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_gone_is_saved_through() {
    let (folder, path, project) = saved();
    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink(&path, &link).expect("linked");
    fs::remove_file(&path).expect("removed");
    let nothing = Stamp::of(&path, b"", &project);
    save_own(&link, &project, nothing).expect("saved anew");
    assert_eq!(reopened(&path).0, project);
    fs::remove_file(&path).expect("removed");
    replace_project(&link, &project, Existing::Replace).expect("saved anew");
    assert!(path.exists());
}
