//! What if the disk fails at any one step? What was acknowledged is there, the old file is whole, and saving again works.

use super::super::faults::{Fault, Plan};
use super::*;

/// A project in a folder with its state, and everything that was acknowledged.
struct Scene {
    folder: tempfile::TempDir,
    path: PathBuf,
    state: State,
    history: History,
    project: Project,
}

/// What a run of a scene left: what may be found afterwards, what was promised last at the end.
struct Ran {
    /// The projects that may be there: the last one that was promised, and those that were being written.
    may_be: Vec<Project>,
    /// What was said when something failed.
    said: Vec<StoreError>,
}

impl Scene {
    fn new() -> Self {
        let folder = quick_folder();
        let path = folder.path().join("rents.ron");
        let state = State::within(&folder.path().join("state"));
        let project = draw(DRAWING);
        save_new(&path, &project, Existing::Keep, &state).expect("saved");
        Self { folder, path, state, history: History::default(), project }
    }

    fn mark(&mut self, label: &str) -> Change {
        let edit = marking(&self.project, label);
        self.history.edit(&mut self.project, edit).expect("a good mark")
    }

    /// Opens, marks, keeps, saves, marks, keeps, saves elsewhere, marks and keeps, as far as the disk goes along.
    fn run(&mut self) -> Ran {
        let mut ran = Ran { may_be: vec![self.project.clone()], said: vec![] };
        let opened = open_to_change(&self.path, &self.state);
        let mut keeping = match opened {
            Ok((_, keeping)) => keeping,
            Err(error) => {
                ran.said.push(error);
                return ran;
            }
        };
        let elsewhere = self.folder.path().join("elsewhere.ron");
        for (place, target) in [self.path.clone(), self.path.clone(), elsewhere].into_iter().enumerate() {
            for label in ["claim", "actor"] {
                keeping.note(self.mark(label));
                self.promise(&mut ran, keeping.keep());
            }
            let over = if place < 2 { Over::Own } else { Over::Nothing };
            let prepared = prepare(&target, &self.project, over, &Progress::default());
            let (included, history) = (keeping.made(), self.history.clone());
            keeping.note(self.mark("cue"));
            let saved = prepared.and_then(|prepared| keeping.commit(prepared, Some(&history), included));
            if let Err(error) = saved {
                ran.said.push(error);
            }
            self.promise(&mut ran, keeping.keep());
        }
        ran
    }

    /// What is kept is promised; what failed may be there or not.
    fn promise(&self, ran: &mut Ran, kept: Result<(), StoreError>) {
        match kept {
            Ok(()) => ran.may_be = vec![self.project.clone()],
            Err(error) => {
                ran.may_be.push(self.project.clone());
                ran.said.push(error);
            }
        }
    }

    /// Every project that a person finds: at both paths, and among the drafts.
    fn found(&self) -> Vec<Project> {
        let mut found: Vec<Project> = [self.path.clone(), self.folder.path().join("elsewhere.ron")]
            .iter()
            .filter(|path| path.exists())
            .map(|path| open_project(path).expect("what is there can be read").project)
            .collect();
        for draft in left_drafts(&self.state) {
            found.push(open_project(&draft.path()).expect("a draft can be read").project);
        }
        found
    }
}

/// Marks of one scene are made at other moments than those of another: times are no part of what is compared.
fn marks(project: &Project) -> Vec<(String, String)> {
    let mark = |annotation| (project.label_of(annotation).id.clone(), project.words_of(annotation));
    project.annotations().iter().map(mark).collect()
}

#[test]
fn whatever_step_of_the_disk_fails_nothing_that_was_promised_is_lost() {
    let (mut points, mut damaged) = (0, vec![]);
    for fault in Fault::ALL {
        for place in 0.. {
            let mut scene = Scene::new();
            let plan = Plan::new(scene.folder.path(), Some((place, fault)));
            let ran = scene.run();
            let (struck, steps) = (plan.struck(), plan.steps());
            plan.end();
            let Some(step) = struck else {
                if place >= steps {
                    break;
                }
                continue;
            };
            points += 1;
            let at = format!("{fault:?} at step {place}, {step:?}");
            let found = scene.found();
            if !found.iter().any(|project| ran.may_be.iter().any(|may| marks(may) == marks(project))) {
                damaged.push(at.clone());
            }
            for error in &ran.said {
                assert!(!error.hint.is_empty() && error.message.starts_with("cannot "), "{at}: {error:?}");
            }
            if fault.is_survived() {
                let parts = faults::below(scene.folder.path());
                let part = parts.iter().find(|path| path.extension().is_some_and(|ending| ending == "part"));
                assert_eq!(part, None, "{at}");
            }
            // And the next time all goes well.
            let last = ran.may_be.last().expect("one").clone();
            scene.project = found.into_iter().max_by_key(|project| project.annotations().len()).unwrap_or(last);
            scene.history = History::default();
            save_new(&scene.path, &scene.project, Existing::Replace, &scene.state).expect("saved again");
            for name in ["elsewhere.ron", "elsewhere.ron.journal"] {
                let _ = fs::remove_file(scene.folder.path().join(name));
            }
            let again = scene.run();
            assert_eq!(again.said, [], "{at}");
            assert!(scene.found().contains(&scene.project), "{at}");
        }
    }
    println!("{points} fault points, {} projects damaged", damaged.len());
    assert_eq!(damaged, [""; 0]);
    assert!(points > 300, "{points}");
}

#[test]
fn an_article_without_a_file_survives_a_failing_disk_too() {
    let (mut points, mut damaged) = (0, vec![]);
    for fault in Fault::ALL {
        for place in 0.. {
            let folder = quick_folder();
            let (path, state) = (folder.path().join("new.ron"), State::within(&folder.path().join("state")));
            fs::create_dir_all(folder.path().join("state")).expect("made");
            let mut project = draw(DRAWING);
            let mut keeping = Keeping::of_article(project.clone(), "rents", None, &state);
            let plan = Plan::new(folder.path(), Some((place, fault)));
            let (mut kept, mut saved) = (None, false);
            for label in ["claim", "actor", "cue"] {
                let edit = marking(&project, label);
                project.apply(edit.clone()).expect("a good mark");
                keeping.note(made(edit));
                if keeping.keep().is_ok() {
                    kept = Some(project.clone());
                }
            }
            saved |= keeping.save(&path, &project, None, Over::Nothing).is_ok();
            let (struck, steps) = (plan.struck(), plan.steps());
            plan.end();
            drop(keeping);
            if struck.is_none() {
                if place >= steps {
                    break;
                }
                continue;
            }
            points += 1;
            let at = format!("{fault:?} at step {place}, {struck:?}");
            let drafts =
                left_drafts(&state).into_iter().map(|draft| open_project(&draft.path()).expect("read").project);
            let mut found: Vec<Project> = drafts.collect();
            if path.exists() {
                found.push(open_project(&path).expect("read").project);
            }
            let has_all = |found: &Project, kept: &Project| marks(kept).iter().all(|mark| marks(found).contains(mark));
            let is_kept = kept.is_none_or(|kept| found.iter().any(|found| has_all(found, &kept)));
            if !is_kept || (saved && !found.contains(&project)) {
                damaged.push(at);
            }
        }
    }
    println!("{points} fault points, {} drafts damaged", damaged.len());
    assert_eq!(damaged, [""; 0]);
    assert!(points > 100, "{points}");
}

#[test]
fn going_back_to_a_version_on_a_failing_disk_leaves_one_or_the_other() {
    let (mut points, mut damaged) = (0, vec![]);
    for fault in Fault::ALL {
        for place in 0.. {
            let mut scene = Scene::new();
            let before = scene.project.clone();
            let (_, mut keeping) = open_to_change(&scene.path, &scene.state).expect("opened");
            keeping.note(scene.mark("claim"));
            keeping.save(&scene.path, &scene.project, None, Over::Own).expect("saved");
            drop(keeping);
            let list = versions(&scene.state, &scene.path);
            let plan = Plan::new(scene.folder.path(), Some((place, fault)));
            let restored = restore(&scene.path, &list[1], &scene.state);
            let (struck, steps) = (plan.struck(), plan.steps());
            plan.end();
            if struck.is_none() {
                if place >= steps {
                    break;
                }
                continue;
            }
            points += 1;
            let now = open_project(&scene.path).expect("it can be read").project;
            if now != before && (restored.is_ok() || now != scene.project) {
                damaged.push(format!("{fault:?} at {place}, {struck:?}"));
            }
            restore(&scene.path, &list[1], &scene.state).expect("and the next time it works");
            assert_eq!(open_project(&scene.path).expect("read").project, before);
        }
    }
    println!("{points} fault points, {} projects damaged", damaged.len());
    assert_eq!(damaged, [""; 0]);
    assert!(points > 50, "{points}");
}

#[test]
fn a_folder_in_which_nothing_can_be_written_is_no_reason_to_lose_a_change() {
    let mut scene = Scene::new();
    let (_, mut keeping) = open_to_change(&scene.path, &scene.state).expect("opened");
    let inner = scene.folder.path().join("inner");
    fs::create_dir(&inner).expect("made");
    drop(keeping);
    // The folder is removed while the project is open.
    let path = inner.join("rents.ron");
    save_new(&path, &scene.project, Existing::Keep, &scene.state).expect("saved");
    keeping = open_to_change(&path, &scene.state).expect("opened").1;
    keeping.note(scene.mark("claim"));
    keeping.keep().expect("kept beside it");
    fs::remove_dir_all(&inner).expect("removed");
    keeping.note(scene.mark("actor"));
    keeping.keep().expect("kept in a draft");
    let error = keeping.save(&path, &scene.project, None, Over::Own).expect_err("there is no folder");
    assert!(error.message.contains("there is no such file or folder") && !error.hint.is_empty());
    let other = scene.folder.path().join("other.ron");
    keeping.save(&other, &scene.project, None, Over::Nothing).expect("saved elsewhere");
    drop(keeping);
    assert_eq!(open_project(&other).expect("opened").project, scene.project);
    assert!(left_drafts(&scene.state).is_empty());
}

#[cfg(unix)]
#[test]
fn names_of_every_kind_are_kept_saved_and_locked() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let folder = quick_folder();
    let state = State::within(&folder.path().join("state"));
    let names =
        ["قالت نادية.ron".into(), OsString::from_vec(b"caf\xe9.ron".to_vec()), ("é".repeat(125) + ".ron").into()];
    for name in names {
        let path = folder.path().join(&name);
        let mut project = draw(DRAWING);
        save_new(&path, &project, Existing::Keep, &state).expect("saved");
        mark(&path, &mut project, "claim");
        assert_eq!((reopened(&path).0, reopened(&path).1), (project.clone(), 1), "{name:?}");
        let (_, mut keeping) = open_to_change(&path, &state).expect("opened");
        assert!(matches!(ProjectLock::ask(&path, "window"), Ok(Asked::Held(_))), "{name:?}");
        keeping.save(&path, &project, None, Over::Own).expect("saved");
        assert_eq!(versions(&state, &path).len(), 2, "{name:?}");
        let mut keeping = Keeping::of_article(project.clone(), "x", Some(path.clone()), &state);
        keeping.note(made(marking(&project, "cue")));
        keeping.keep().expect("a draft of it is kept");
    }
    let long = folder.path().join("é".repeat(130) + ".ron");
    let error = save_new(&long, &draw(DRAWING), Existing::Keep, &state).expect_err("no file system has that");
    assert!(error.message.contains("the name is too long") && error.hint == "choose a shorter name", "{error:?}");
}
