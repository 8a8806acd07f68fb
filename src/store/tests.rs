//! Is what was acknowledged there after a crash, and nothing twice?

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;
use crate::article::Choices;
use crate::format::ron;
use crate::progress::Progress;
use crate::project::{Article, Change, Edit, History, How, Project, Record, draw};

mod broken_disk;
mod model;

const DRAWING: &str = "Café owner: “rents rose 12%” in May.
                        ^^^ statistic";

/// A folder in memory where there is one: thousands of syncs to a disk take minutes, and nothing else differs.
fn quick_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}

/// A folder with a saved project; the folder is removed with the guard.
pub(super) fn saved() -> (tempfile::TempDir, PathBuf, Project) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("rents.ron");
    let project = draw(DRAWING);
    save_new(&path, &project, Existing::Keep, &State::nowhere()).expect("saved");
    (folder, path, project)
}

/// A new mark of the first word.
pub(super) fn marking(project: &Project, label: &str) -> Edit {
    let span = project.article().span_of_chars(0, 4).expect("in the text");
    Edit::Annotate(Box::new(Record { by: "ines".into(), ..project.draft(label, span.into()) }))
}

fn made(edit: Edit) -> Change {
    Change { how: How::Made, edit }
}

/// Applies a new mark to `project`, and keeps it as a program that crashes then.
pub(super) fn mark(path: &Path, project: &mut Project, label: &str) {
    let (_, mut keeping) = open_to_change(path, &State::nowhere()).expect("opened");
    let edit = marking(project, label);
    project.apply(edit.clone()).expect("a good mark");
    keeping.note(made(edit));
    keeping.keep().expect("on the disk");
}

/// Marks the first word once more, as a window does; nothing of it is on the disk yet.
fn note_mark(keeping: &mut Keeping, history: &mut History, project: &mut Project, label: &str) {
    let edit = marking(project, label);
    keeping.note(history.edit(project, edit).expect("a good mark"));
}

/// Saves `project` as a program that has just opened it.
fn save_again(path: &Path, project: &Project) -> Result<Saved, StoreError> {
    let (_, mut keeping) = open_to_change(path, &State::nowhere())?;
    keeping.save(path, project, None, Over::Own)
}

fn journal_path(path: &Path) -> PathBuf {
    path.with_extension("ron.journal")
}

fn reopened(path: &Path) -> (Project, usize, Vec<String>) {
    let Opened { project, recovered, notes, .. } = open_project(path).expect("opened");
    (project, recovered, notes)
}

#[test]
fn journaled_changes_are_there_after_a_crash_and_folded_in_by_a_save() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    mark(&path, &mut project, "actor");
    let notes = vec!["recovered 2 changes made after the last save".to_owned()];
    assert_eq!(reopened(&path), (project.clone(), 2, notes));
    save_again(&path, &project).expect("saved");
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
fn a_damaged_line_in_the_middle_ends_the_replay_there_and_the_journal_is_kept() {
    let (folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let first = project.clone();
    mark(&path, &mut project, "actor");
    mark(&path, &mut project, "cue");
    let mut bytes = fs::read(journal_path(&path)).expect("there");
    let middle = bytes.windows(5).position(|part| part == b"actor").expect("the second change");
    bytes[middle] = b'A';
    fs::write(journal_path(&path), &bytes).expect("damaged");
    let (read, recovered, notes) = reopened(&path);
    assert_eq!((read, recovered), (first.clone(), 1));
    assert_eq!(
        notes[1],
        "in its journal line 3 is damaged (its checksum differs): what comes after is not there, and the journal is kept"
    );
    // What is changed then goes to a journal of its own, and a save takes that away, but not the damaged one.
    let mut again = first;
    mark(&path, &mut again, "quote");
    let kept = folder.path().join("rents.ron.journal.damaged-1");
    assert_eq!(fs::read(&kept).expect("kept"), bytes);
    assert_eq!((reopened(&path).0, reopened(&path).2.len()), (again.clone(), 1));
    save_again(&path, &again).expect("saved");
    assert!(kept.exists() && !journal_path(&path).exists());
}

#[test]
fn a_change_that_no_longer_fits_ends_the_replay_too() {
    let (_folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let (_, mut keeping) = open_to_change(&path, &State::nowhere()).expect("opened");
    keeping.note(made(Edit::Remove(crate::project::Id::new("a99").expect("an id"))));
    keeping.keep().expect("on the disk");
    let (read, recovered, notes) = reopened(&path);
    assert_eq!((read, recovered), (project, 1));
    assert!(notes[1].contains("change 2 no longer fits (no annotation or relation has the id a99)"), "{notes:?}");
}

#[test]
fn undo_and_redo_are_changes_too_and_the_history_outlives_a_crash() {
    let (_folder, path, mut project) = saved();
    let (_, mut keeping) = open_to_change(&path, &State::nowhere()).expect("opened");
    let mut history = History::default();
    for label in ["claim", "actor", "cue"] {
        note_mark(&mut keeping, &mut history, &mut project, label);
    }
    keeping.note(history.undo(&mut project).expect("undone"));
    keeping.note(history.undo(&mut project).expect("undone"));
    keeping.note(history.redo(&mut project).expect("redone"));
    keeping.keep().expect("on the disk");
    drop(keeping);
    let Opened { project: mut read, history: mut after, recovered, .. } = open_project(&path).expect("opened");
    assert_eq!((&read, recovered), (&project, 6));
    for _ in 0..2 {
        assert_eq!(after.redo(&mut read).is_some(), history.redo(&mut project).is_some());
        assert_eq!(read, project);
    }
    for _ in 0..4 {
        assert_eq!(after.undo(&mut read).is_some(), history.undo(&mut project).is_some());
        assert_eq!(read, project);
    }
}

#[test]
fn what_was_done_before_a_save_can_be_undone_after_a_new_start() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let before = project.clone();
    let (_, mut keeping) = open_to_change(&path, &state).expect("opened");
    let mut history = History::default();
    for label in ["claim", "actor"] {
        note_mark(&mut keeping, &mut history, &mut project, label);
    }
    keeping.note(history.undo(&mut project).expect("undone"));
    keeping.save(&path, &project, Some(&history), Over::Own).expect("saved");
    drop(keeping);
    let open = || open_project_with(&path, &state, &Progress::default()).expect("opened");
    let Opened { project: mut read, history: mut after, recovered, .. } = open();
    assert_eq!((&read, recovered, after.is_changed()), (&project, 0, false));
    after.redo(&mut read).expect("the second mark again");
    assert_eq!(read.annotations().len(), project.annotations().len() + 1);
    after.undo(&mut read).expect("undone");
    assert!(!after.is_changed(), "back at what is saved");
    after.undo(&mut read).expect("undone");
    assert_eq!((read, after.can_undo()), (before, false));
    // The history of another file is none of this one.
    save_new(&path, &draw(DRAWING), Existing::Replace, &State::nowhere()).expect("saved by another program");
    assert!(!open().history.can_undo());
}

#[test]
fn a_crash_between_saving_and_removing_the_journal_does_nothing_twice() {
    let (folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    // The save ends once the new file is in its place, and once before that.
    for step in [disk::Step::Rename, disk::Step::Remove] {
        let before = fs::read(&path).expect("there");
        let place = (0..).find(|&place| {
            let plan = faults::Plan::new(folder.path(), Some((place, faults::Fault::Crash)));
            let _ = save_again(&path, &project);
            let struck = plan.struck();
            plan.end();
            struck == Some(step) || struck.is_none()
        });
        assert!(place.is_some());
        assert_eq!(fs::read(&path).expect("there") == before, step == disk::Step::Rename);
        assert_eq!(reopened(&path).0, project);
    }
    mark(&path, &mut project, "actor");
    assert_eq!(reopened(&path).0, project, "what is made then is replayed too");
    save_again(&path, &project).expect("saved");
    assert!(!journal_path(&path).exists());
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
    bytes.extend_from_slice(b"0123456789abcdef made {\"annotate\":\n");
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
        assert!(open_to_change(&path, &State::nowhere()).is_err());
        assert_eq!(fs::read_to_string(journal_path(&path)).expect("kept"), words);
    }
    let gone = folder.path().join("gone.ron");
    fs::write(journal_path(&gone), "of a project that is gone").expect("written");
    let refused = save_new(&gone, &project, Existing::Keep, &State::nowhere()).expect_err("refused");
    assert!(refused.hint.contains("move that journal away"));
    assert!(journal_path(&gone).exists() && !gone.exists());
}

#[test]
fn a_file_that_changed_since_it_was_opened_is_not_written_over() {
    let (folder, path, project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (_, mut keeping) = open_to_change(&path, &state).expect("opened");
    keeping.save(&path, &project, None, Over::Own).expect("nothing has changed");
    // Another program writes the same in other words, and then something else.
    let text = fs::read_to_string(&path).expect("there");
    fs::write(&path, text.replacen("\n", "\n\n", 1)).expect("written");
    assert!(keeping.is_changed_outside());
    keeping.save(&path, &project, None, Over::Own).expect("it says the same");
    assert!(!keeping.is_changed_outside());
    let theirs = text.replace("id: \"\"", "id: \"other\"");
    fs::write(&path, &theirs).expect("written");
    let error = keeping.save(&path, &project, None, Over::Own).expect_err("it says something else");
    assert!(error.message.ends_with("another program has changed it since it was opened"), "{error}");
    assert_eq!((error.kind, fs::read_to_string(&path).expect("there")), (Trouble::Changed, theirs.clone()));
    keeping.save(&path, &project, None, Over::Anything).expect("a person has said so");
    let kept = versions(&state, &path);
    let kept = kept.iter().find(|version| version.why == Why::Found).expect("theirs is an earlier version");
    assert_eq!(open_version(&path, kept, &Progress::default()).expect("opened").id(), "other");
    fs::remove_file(&path).expect("removed");
    keeping.save(&path, &project, None, Over::Own).expect("there is nothing to write over");
    assert_eq!(reopened(&path).0, project);
}

#[test]
fn changes_go_to_a_draft_when_the_file_is_another_one_by_now() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (opened, mut keeping) = open_to_change(&path, &state).expect("opened");
    let mut history = opened.history;
    note_mark(&mut keeping, &mut history, &mut project, "claim");
    keeping.keep().expect("kept");
    assert!(journal_path(&path).exists() && left_drafts(&state).is_empty());
    let theirs = fs::read_to_string(&path).expect("there").replace("id: \"\"", "id: \"other\"");
    fs::write(&path, theirs).expect("changed by another program");
    note_mark(&mut keeping, &mut history, &mut project, "actor");
    keeping.keep().expect("kept elsewhere");
    assert!(!journal_path(&path).exists(), "nothing lies beside a file that it does not belong to");
    drop(keeping);
    assert_eq!(reopened(&path).0.id(), "other", "theirs opens");
    let [left] = &left_drafts(&state)[..] else { panic!("a draft") };
    assert!(left.is_of(&path) && left.about.name == "rents");
    let (opened, keeping) = Keeping::of_draft(left, &state).expect("opened").expect("free");
    assert_eq!((opened.project, opened.recovered, keeping.path()), (project, 2, None));
}

#[test]
fn changes_whose_file_was_changed_after_a_crash_become_a_draft() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (opened, mut keeping) = open_to_change(&path, &state).expect("opened");
    let mut history = opened.history;
    note_mark(&mut keeping, &mut history, &mut project, "claim");
    keeping.keep().expect("kept");
    drop(keeping);
    assert!(!Keeping::rescue(&path.with_file_name("other.ron"), &state).expect("there is no journal"));
    let theirs = fs::read_to_string(&path).expect("there").replace("id: \"\"", "id: \"other\"");
    fs::write(&path, theirs).expect("changed by another program");
    assert_eq!(open_project(&path).expect_err("refused").kind, Trouble::Changed);
    assert!(!Keeping::rescue(&path, &State::nowhere()).expect("no version is known"));
    assert!(Keeping::rescue(&path, &state).expect("rescued"));
    assert_eq!((reopened(&path).0.id(), reopened(&path).1), ("other", 0));
    let [left] = &left_drafts(&state)[..] else { panic!("a draft") };
    assert!(left.is_of(&path));
    let (opened, _) = Keeping::of_draft(left, &state).expect("opened").expect("free");
    assert_eq!((opened.project, opened.recovered), (project, 1));
}

#[test]
fn what_is_marked_in_an_article_without_a_file_is_a_draft_until_it_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let (state, origin) = (State::within(&folder.path().join("state")), folder.path().join("قالت.txt"));
    fs::write(&origin, "Rents rose.").expect("written");
    let mut project = take_in(&origin, None).expect("an article");
    let mut keeping = Keeping::of_article(project.clone(), "قالت", Some(origin.clone()), &state);
    keeping.keep().expect("nothing to keep");
    assert!(left_drafts(&state).is_empty(), "an article that is only read leaves nothing");
    let mut history = History::default();
    for label in ["claim", "quote"] {
        note_mark(&mut keeping, &mut history, &mut project, label);
        keeping.keep().expect("kept");
        assert!(left_drafts(&state).is_empty(), "it is held");
    }
    drop(keeping);
    let [left] = &left_drafts(&state)[..] else { panic!("a draft") };
    assert!(left.is_of(&origin) && left.about.name == "قالت" && left.changed.is_some());
    let (opened, mut keeping) = Keeping::of_draft(left, &state).expect("opened").expect("free");
    assert_eq!((&opened.project, opened.recovered), (&project, 2));
    assert!(left_drafts(&state).is_empty() && Keeping::of_draft(left, &state).expect("asked").is_none());
    // Saved, it is a project, and no draft.
    let path = folder.path().join("saved.ron");
    note_mark(&mut keeping, &mut history, &mut project, "actor");
    keeping.save(&path, &project, None, Over::Nothing).expect("saved");
    assert_eq!(reopened(&path), (project.clone(), 0, vec![]));
    note_mark(&mut keeping, &mut history, &mut project, "cue");
    keeping.keep().expect("kept beside it from now on");
    drop(keeping);
    assert!(left_drafts(&state).is_empty());
    assert_eq!((reopened(&path).0, reopened(&path).1), (project, 1));
}

#[test]
fn what_was_changed_while_it_was_saved_is_in_the_next_journal() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (_, mut keeping) = open_to_change(&path, &state).expect("opened");
    let mut history = History::default();
    let mut mark = |keeping: &mut Keeping, project: &mut Project, label: &str| {
        note_mark(keeping, &mut history, project, label);
        keeping.keep().expect("kept");
    };
    for target in [path.clone(), folder.path().join("elsewhere.ron"), path.clone()] {
        mark(&mut keeping, &mut project, "claim");
        let prepared = prepare(&target, &project, Over::Anything, &Progress::default()).expect("written");
        let included = keeping.made();
        mark(&mut keeping, &mut project, "actor");
        mark(&mut keeping, &mut project, "cue");
        keeping.commit(prepared, None, included).expect("saved");
        assert_eq!((reopened(&target).0, reopened(&target).1), (project.clone(), 2));
        mark(&mut keeping, &mut project, "quote");
        assert_eq!((reopened(&target).0, reopened(&target).1), (project.clone(), 3));
    }
    assert!(!folder.path().join("elsewhere.ron.journal").exists(), "what was saved elsewhere left nothing behind");
}

#[test]
fn a_save_under_another_name_leaves_the_first_file_as_it_was_saved() {
    let (folder, path, mut project) = saved();
    let before = project.clone();
    let (_, mut keeping) = open_to_change(&path, &State::nowhere()).expect("opened");
    let edit = marking(&project, "claim");
    project.apply(edit.clone()).expect("marked");
    keeping.note(made(edit));
    keeping.keep().expect("kept");
    let other = folder.path().join("other.ron");
    keeping.save(&other, &project, None, Over::Nothing).expect("saved");
    assert_eq!((reopened(&path), reopened(&other)), ((before, 0, vec![]), (project, 0, vec![])));
    assert!(matches!(ProjectLock::ask(&path, "window"), Ok(Asked::Free(_))), "the first one is free");
    assert!(matches!(ProjectLock::ask(&other, "window"), Ok(Asked::Held(_))), "the other one is not");
}

#[test]
fn a_journal_of_another_project_is_kept_when_that_is_saved_over() {
    let (folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let bytes = fs::read(journal_path(&path)).expect("there");
    fs::rename(&path, folder.path().join("renamed.ron")).expect("renamed without its journal");
    for round in 1..=2 {
        save_new(&path, &draw(DRAWING), Existing::Replace, &State::nowhere()).expect("saved");
        assert_eq!(reopened(&path), (draw(DRAWING), 0, vec![]));
        let kept = folder.path().join("rents.ron.journal.damaged-1");
        assert!(fs::read(kept).expect("kept").starts_with(&bytes), "round {round}");
    }
}

#[test]
fn a_damaged_journal_outlives_a_save_elsewhere_and_its_draft() {
    let (folder, path, mut project) = saved();
    for label in ["claim", "actor"] {
        mark(&path, &mut project, label);
    }
    let mut bytes = fs::read(journal_path(&path)).expect("there");
    let middle = bytes.windows(5).position(|part| part == b"claim").expect("the first change");
    bytes[middle] = b'C';
    fs::write(journal_path(&path), &bytes).expect("damaged");
    let (opened, mut keeping) = open_to_change(&path, &State::nowhere()).expect("opened");
    keeping.save(&folder.path().join("other.ron"), &opened.project, None, Over::Nothing).expect("saved elsewhere");
    drop(keeping);
    assert_eq!(fs::read(folder.path().join("rents.ron.journal.damaged-1")).expect("kept"), bytes);
    // The same of a draft, which is let go of.
    let state = State::within(&folder.path().join("state"));
    let (mut history, mut project) = (History::default(), draw(DRAWING));
    let mut keeping = Keeping::of_article(project.clone(), "rents", None, &state);
    for label in ["claim", "actor"] {
        note_mark(&mut keeping, &mut history, &mut project, label);
    }
    keeping.keep().expect("kept");
    drop(keeping);
    let [left] = &left_drafts(&state)[..] else { panic!("a draft") };
    let journal = journal::path_of(&left.path());
    let text = fs::read_to_string(&journal).expect("there").replacen("claim", "Claim", 1);
    fs::write(&journal, &text).expect("damaged");
    let (_, keeping) = Keeping::of_draft(left, &state).expect("opened").expect("free");
    keeping.discard(None).expect("let go of");
    assert!(left_drafts(&state).is_empty(), "it is not offered again");
    assert_eq!(fs::read_to_string(journal.with_extension("journal.damaged-1")).expect("kept"), text);
}

#[test]
fn what_is_promised_to_be_kept_is_kept_or_nothing_is_changed() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (opened, mut keeping) = open_to_change(&path, &state).expect("opened");
    let mut history = opened.history;
    note_mark(&mut keeping, &mut history, &mut project, "claim");
    keeping.keep().expect("kept");
    let theirs = fs::read_to_string(&path).expect("there").replace("id: \"\"", "id: \"other\"");
    fs::write(&path, &theirs).expect("changed by another program");
    // No version can be kept: a file stands in the way of their folder.
    fs::remove_dir_all(folder.path().join("state/versions")).expect("removed");
    fs::write(folder.path().join("state/versions"), "").expect("written");
    assert!(keeping.save(&path, &project, None, Over::Anything).is_err(), "theirs would be lost");
    assert_eq!(fs::read_to_string(&path).expect("there"), theirs);
    assert!(keeping.discard(Some(&project)).is_err(), "mine would be lost");
    assert!(journal_path(&path).exists(), "it is offered again");
}

#[cfg(unix)]
#[test]
fn a_lock_that_may_not_be_written_is_asked_for_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path, _) = saved();
    let lock = folder.path().join(".rents.ron.lock");
    let Ok(Asked::Free(_held)) = ProjectLock::ask(&path, "window") else { panic!("it is free") };
    fs::set_permissions(&lock, fs::Permissions::from_mode(0o444)).expect("set");
    let fault = faults::Fault::Error(std::io::ErrorKind::PermissionDenied);
    let plan = faults::Plan::new(folder.path(), Some((0, fault)));
    assert!(matches!(ProjectLock::ask(&path, "window"), Ok(Asked::Held(_))), "another user has it");
    assert_eq!(plan.struck(), Some(disk::Step::Create));
    plan.end();
}

#[test]
fn each_save_is_an_earlier_version_and_can_be_gone_back_to() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let mut states = vec![project.clone()];
    for label in ["claim", "actor", "cue"] {
        let (_, mut keeping) = open_to_change(&path, &state).expect("opened");
        project.apply(marking(&project, label)).expect("marked");
        keeping.save(&path, &project, None, Over::Own).expect("saved");
        keeping.save(&path, &project, None, Over::Own).expect("saved again, the same");
        states.push(project.clone());
    }
    let list = versions(&state, &path);
    let counts: Vec<_> = list.iter().map(|version| version.counts).collect();
    assert_eq!(counts, [4, 3, 2, 1].map(|annotations| Some((annotations, 0))));
    for (version, state) in list.iter().zip(states.iter().rev()) {
        assert_eq!(open_version(&path, version, &Progress::default()).as_ref(), Ok(state));
    }
    // What was not saved becomes a version too before it is gone back.
    mark(&path, &mut project, "quote");
    restore(&path, &list[2], &state).expect("restored");
    assert_eq!(reopened(&path), (states[1].clone(), 0, vec![]));
    let list = versions(&state, &path);
    assert_eq!((list[0].counts, list[1].counts, list[1].why), (Some((2, 0)), Some((5, 0)), Why::Discarded));
    assert_eq!(open_version(&path, &list[1], &Progress::default()), Ok(project));
}

#[test]
fn a_project_that_cannot_be_read_never_takes_its_versions_with_it() {
    let (folder, path, project) = saved();
    let state = State::within(&folder.path().join("state"));
    save_new(&path, &project, Existing::Replace, &state).expect("saved");
    for rubbish in [&b"\xff\0rubbish"[..], b"", b"(copydesk: 99)"] {
        fs::write(&path, rubbish).expect("damaged");
        fs::write(journal_path(&path), "no journal").expect("damaged");
        assert!(open_project(&path).is_err());
        let list = versions(&state, &path);
        let good = list.iter().find(|version| version.why == Why::Saved).expect("kept");
        let notes = restore(&path, good, &state).expect("restored");
        assert!(notes[0].contains("its journal could not be read, and is kept as "), "{notes:?}");
        assert_eq!(reopened(&path).0, project);
        let found = versions(&state, &path).into_iter().find(|version| version.why == Why::Found);
        assert!(found.is_some(), "the damaged file is kept too");
    }
    fs::remove_file(&path).expect("gone");
    let list = versions(&state, &path);
    restore(&path, &list[0], &state).expect("restored where nothing is");
    assert_eq!(reopened(&path).0, project);
}

#[test]
fn a_project_of_a_large_article_has_versions_that_stand_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, state) = (folder.path().join("a.ron"), State::within(&folder.path().join("state")));
    let article = Arc::new(Article::new("Rents rose 12% in May.\n".repeat(400_000)).expect("an article"));
    let project = Project::new(article, ron::default_scheme()).expect("a scheme");
    save_new(&path, &project, Existing::Keep, &state).expect("saved");
    for file in files_in(folder.path()).expect("listed") {
        fs::remove_file(file).expect("gone, project and text");
    }
    let list = versions(&state, &path);
    restore(&path, &list[0], &state).expect("restored");
    assert!(reopened(&path).0 == project);
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
    mark(&path, &mut project, "claim");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&journal_path(&path)), 0o600);
    save_new(&path, &project, Existing::Replace, &state).expect("saved");
    let mut keeping = Keeping::of_article(project.clone(), "a", None, &state);
    keeping.note(made(marking(&project, "cue")));
    keeping.keep().expect("kept");
    assert_eq!((mode(&path), mode(&folder.path().join("state"))), (0o600, 0o700));
}

#[test]
fn the_text_of_a_large_article_is_kept_beside_its_project() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let text = format!("\u{feff}Rents rose 12% in May.\r\nقالت {}\n", "x".repeat(900)).repeat(9_200);
    let article = Arc::new(Article::new(text.clone()).expect("an article"));
    let mut project = Project::new(article, ron::default_scheme()).expect("a scheme");
    save_new(&at("a.ron"), &project, Existing::Keep, &State::nowhere()).expect("saved");
    let names = |folder: &Path| -> Vec<PathBuf> { files_in(folder).expect("listed") };
    let [_, text_file] = &names(folder.path())[..] else { panic!("a project and its text") };
    assert_eq!(fs::read_to_string(text_file).expect("there"), text, "to the byte");
    assert!(fs::metadata(at("a.ron")).expect("there").len() < 10_000);
    // A second project of the same article shares the file, and a save leaves it alone.
    let written = fs::metadata(text_file).and_then(|metadata| metadata.modified()).expect("a time");
    mark(&at("a.ron"), &mut project, "claim");
    save_new(&at("a.ron"), &project, Existing::Replace, &State::nowhere()).expect("saved");
    save_new(&at("b.ron"), &project, Existing::Keep, &State::nowhere()).expect("saved");
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
    save_new(&at("a.ron"), &project, Existing::Replace, &State::nowhere()).expect("the right text is put in its place");
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
    let whole = take_in_with(&path, None, &Choices::default(), &progress, |project| begun = Some(project));
    let whole = whole.expect("an article").project;
    let begun = begun.expect("its beginning");
    assert!(begun.text().len() > 100_000 && whole.text().starts_with(begun.text()) && begun.text().ends_with('\n'));
    assert_eq!((whole.text().len(), progress.part()), (24 * 40_000, Some(1.0)));
    let progress = Progress::default();
    let error = take_in_with(&path, None, &Choices::default(), &progress, |_| progress.cancel()).expect_err("given up");
    assert!(error.message.ends_with("it was cancelled"));
}

#[test]
fn a_folder_opens_as_its_projects_and_the_articles_without_one() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(articles_in(folder.path().to_owned()).expect_err("empty").message.contains("holds no article"));
    for name in ["b.txt", "b.ron", "a.txt", "c.pdf", "d.png"] {
        fs::write(folder.path().join(name), "x").expect("written");
    }
    let found = articles_in(folder.path().to_owned()).expect("listed");
    assert_eq!(found, ["a.txt", "b.ron", "c.pdf"].map(|name| folder.path().join(name)));
    let (_folder, path, _) = saved();
    let renamed = path.with_extension("project");
    fs::rename(&path, &renamed).expect("renamed");
    assert!(is_project(&renamed) && !is_project(&found[0]), "a project is known by what it holds, too");
}

#[test]
fn a_save_that_fails_again_and_again_spoils_no_journal() {
    let (folder, path, mut project) = saved();
    mark(&path, &mut project, "claim");
    let mut torn = fs::read(journal_path(&path)).expect("there");
    torn.extend_from_slice(b"0123456789abcdef made {\"annot");
    fs::write(journal_path(&path), &torn).expect("torn");
    for place in 0.. {
        let fault = faults::Fault::Error(std::io::ErrorKind::StorageFull);
        let plan = faults::Plan::new(folder.path(), Some((place, fault)));
        let failed = save_again(&path, &project).is_err();
        let struck = plan.struck();
        plan.end();
        if struck.is_none() {
            assert!(!failed && !journal_path(&path).exists());
            break;
        }
        assert_eq!(reopened(&path).0, project, "{place}, {struck:?}");
    }
    fs::write(journal_path(&path), "").expect("emptied");
    save_again(&path, &draw(DRAWING)).expect("saved");
    assert!(!journal_path(&path).exists() && open_project(&path).is_ok());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_gone_is_saved_through() {
    let (folder, path, project) = saved();
    let link = folder.path().join("link.ron");
    std::os::unix::fs::symlink(&path, &link).expect("linked");
    fs::remove_file(&path).expect("removed");
    let (_, mut keeping) =
        (fs::write(&path, ron::write(&project)), open_to_change(&link, &State::nowhere()).expect("opened").1);
    fs::remove_file(&path).expect("removed");
    keeping.save(&link, &project, None, Over::Own).expect("saved anew");
    drop(keeping);
    assert_eq!(reopened(&path).0, project);
    fs::remove_file(&path).expect("removed");
    save_new(&link, &project, Existing::Replace, &State::nowhere()).expect("saved anew");
    assert!(path.exists() && fs::symlink_metadata(&link).expect("there").is_symlink());
}

#[test]
fn what_was_done_before_a_save_can_be_undone_after_a_crash_later() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (_, mut keeping) = open_to_change(&path, &state).expect("opened");
    let mut history = History::default();
    note_mark(&mut keeping, &mut history, &mut project, "claim");
    keeping.save(&path, &project, Some(&history), Over::Own).expect("saved");
    drop(keeping);
    let open = || open_project_with(&path, &state, &Progress::default()).expect("opened");
    let mut opened = open();
    let lock = ProjectLock::take(&path).expect("free");
    let mut keeping = Keeping::of_project(&path, &opened, lock, &state);
    note_mark(&mut keeping, &mut opened.history, &mut project, "actor");
    keeping.keep().expect("on the disk");
    drop(keeping);
    let after = open();
    assert_eq!((&after.project, after.recovered, after.history.undoing().len()), (&project, 1, 2));
}

#[test]
fn going_back_where_nothing_was_changed_leaves_nothing_that_was_discarded() {
    let (folder, path, project) = saved();
    let state = State::within(&folder.path().join("state"));
    save_new(&path, &project, Existing::Replace, &state).expect("saved");
    let mut other = project.clone();
    other.apply(marking(&project, "claim")).expect("a good mark");
    save_again(&path, &other).expect("saved, and no version of it is kept");
    let list = versions(&state, &path);
    restore(&path, &list[0], &state).expect("restored");
    assert!(versions(&state, &path).iter().all(|version| version.why != Why::Discarded));
}

#[test]
fn changes_beside_a_file_that_was_changed_move_to_a_draft_at_once() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (_, mut keeping) = open_to_change(&path, &state).expect("opened");
    let mut history = History::default();
    keeping.shelter().expect("there is nothing to move");
    assert_eq!(keeping.place(), journal_path(&resolve(&path)));
    note_mark(&mut keeping, &mut history, &mut project, "claim");
    keeping.keep().expect("on the disk");
    fs::write(&path, "(copydesk: 99)").expect("by another program");
    keeping.shelter().expect("moved");
    let place = keeping.place();
    assert!(!journal_path(&path).exists() && place.exists());
    keeping.shelter().expect("moved already");
    assert_eq!(keeping.place(), place);
    drop(keeping);
    let left = left_drafts(&state);
    assert_eq!((left.len(), reopened(&left[0].path()).0), (1, project));
}

#[test]
fn a_project_is_checked_with_all_that_is_wrong_in_it() {
    let (_folder, path, _) = saved();
    let text = fs::read_to_string(&path).expect("there");
    assert_eq!(check_project(&path, text.as_bytes()).map(|wrong| wrong.len()), Ok(0));
    let moved = text.replace("start: 24, end: 27", "start: 23, end: 26");
    assert_eq!(check_project(&path, moved.as_bytes()).map(|wrong| wrong.len()), Ok(1));
    assert!(check_project(&path, b"no project").is_err());
}

#[test]
fn changes_that_belong_beside_their_project_stay_there() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let (_, keeping) = open_to_change(&path, &state).expect("opened");
    let mut keeping = keeping.beside_project();
    note_mark(&mut keeping, &mut History::default(), &mut project, "claim");
    keeping.keep().expect("on the disk");
    keeping.shelter().expect("nothing is moved");
    assert!(journal_path(&path).exists() && left_drafts(&state).is_empty());
}

#[test]
fn an_article_without_a_file_has_a_name() {
    let mut project = draw(DRAWING);
    let mut keeping = Keeping::of_article(project.clone(), "rents", None, &State::nowhere());
    assert_eq!((keeping.name(), keeping.path(), keeping.made()), ("rents", None, 0));
    note_mark(&mut keeping, &mut History::default(), &mut project, "claim");
    assert!(keeping.keep().is_err_and(|error| error.kind == Trouble::NoPlace), "without a home there is no draft");
}

#[test]
fn what_another_process_changes_is_not_gone_back() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    save_new(&path, &project, Existing::Replace, &state).expect("saved");
    mark(&path, &mut project, "claim");
    let journal = fs::read(journal_path(&path)).expect("there");
    let lock = ProjectLock::take(&path).expect("free");
    let list = versions(&state, &path);
    assert!(restore(&path, &list[0], &state).is_err_and(|error| matches!(error.kind, Trouble::Held(_))));
    assert_eq!(fs::read(journal_path(&path)).expect("untouched"), journal);
    drop(lock);
}

#[test]
fn a_file_that_says_the_same_in_other_words_is_written_over() {
    let (_folder, path, project) = saved();
    let text = fs::read_to_string(&path).expect("there");
    let mut marked = project.clone();
    marked.apply(marking(&project, "claim")).expect("a good mark");
    let same_as_saved = String::from_utf8(ron::write(&marked)).expect("text") + "// by another program";
    for there in [text + "// mine", same_as_saved] {
        save_new(&path, &project, Existing::Replace, &State::nowhere()).expect("as it was");
        let (_, mut keeping) = open_to_change(&path, &State::nowhere()).expect("opened");
        fs::write(&path, there).expect("by another program");
        assert!(keeping.save(&path, &marked, None, Over::Own).is_ok());
    }
}

#[test]
fn changes_of_an_earlier_version_go_to_a_draft_and_waiting_ones_can_be_forgotten() {
    let (folder, path, mut project) = saved();
    let state = State::within(&folder.path().join("state"));
    let lock = ProjectLock::take(&path).expect("free");
    let mut keeping = Keeping::of_version(&path, project.clone(), lock, &state);
    assert_eq!(keeping.path(), Some(&*resolve(&path)));
    note_mark(&mut keeping, &mut History::default(), &mut project.clone(), "actor");
    keeping.forget_waiting();
    assert_eq!((keeping.made(), keeping.waiting()), (0, 0));
    note_mark(&mut keeping, &mut History::default(), &mut project, "claim");
    keeping.keep().expect("on the disk");
    assert!(!journal_path(&path).exists(), "it would continue what the file does not say");
    drop(keeping);
    assert_eq!(left_drafts(&state).len(), 1);
}

#[test]
fn a_file_that_was_written_anew_with_what_it_said_is_not_changed() {
    let (_folder, path, _) = saved();
    let (_, mut keeping) = open_to_change(&path, &State::nowhere()).expect("opened");
    let bytes = fs::read(&path).expect("there");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(9);
    fs::write(&path, &bytes).and_then(|()| fs::File::open(&path)?.set_modified(later)).expect("by another program");
    assert!(!keeping.is_changed_outside());
    fs::write(&path, [&bytes[..], b"// more"].concat()).expect("by another program");
    assert!(keeping.is_changed_outside());
}
