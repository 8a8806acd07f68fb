//! Does all of it behave as a plain list of marks with a list of its earlier states would? Random edits, undo, redo, saves,
//! crashes and failing disks, in random order.
//!
//! `COPYDESK_STEPS` says how many steps are taken, `COPYDESK_SEED` where chance begins.

use std::collections::BTreeMap;

use super::super::faults::{Fault, Plan};
use super::*;
use crate::project::{Id, Relation, Series};
use crate::text::Fragments;

const TEXT: &str = "Café e\u{301} 👩‍👩‍👧‍👦 قالت 12%\nand more";

/// Chance that comes the same way again from the same seed (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// What a mark is, in the plainest words there are.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    label: String,
    chars: Vec<(usize, usize)>,
    values: BTreeMap<String, String>,
    note: String,
}

/// A project as a plain model has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Plain {
    marks: BTreeMap<String, Mark>,
    relations: BTreeMap<String, (String, String, String)>,
    fields: BTreeMap<String, String>,
}

/// The model with all its earlier and its undone states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Model {
    now: Plain,
    undo: Vec<Plain>,
    redo: Vec<Plain>,
    /// Where the last change typed, if it did.
    typing: Option<(String, String)>,
}

impl Plain {
    fn of(project: &Project) -> Self {
        let chars = |span: &crate::text::Span| project.article().char_range(*span);
        let mark = |annotation: &crate::project::Annotation| {
            let spans = annotation.fragments().spans().iter();
            let mark = Mark {
                label: project.label_of(annotation).id.clone(),
                chars: spans.map(chars).map(|chars| (chars.start, chars.end)).collect(),
                values: annotation.attributes().clone().into_iter().collect(),
                note: annotation.note().to_owned(),
            };
            (annotation.id().to_string(), mark)
        };
        let relation = |relation: &Relation| {
            let Relation { id, kind, from, to } = relation;
            (id.to_string(), (kind.clone(), from.to_string(), to.to_string()))
        };
        Self {
            marks: project.annotations().iter().map(mark).collect(),
            relations: project.relations().iter().map(relation).collect(),
            fields: project.fields().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }

    /// Makes the change, or says that it cannot be made.
    fn apply(&mut self, article: &Article, edit: &Edit) -> Option<()> {
        const LABELS: [&str; 5] = ["claim", "quote", "statistic", "actor", "cue"];
        let chars = |fragments: &Fragments| {
            let ranges = fragments.spans().iter().map(|span| article.char_range(*span));
            ranges.map(|chars| (chars.start, chars.end)).collect::<Vec<_>>()
        };
        match edit {
            Edit::Annotate(record) => {
                let id = record.id.to_string();
                let is_free = !self.marks.contains_key(&id) && !self.relations.contains_key(&id);
                if !is_free || !LABELS.contains(&&*record.label) {
                    return None;
                }
                let mark = Mark {
                    label: record.label.clone(),
                    chars: chars(&record.fragments),
                    values: BTreeMap::new(),
                    note: record.note.clone(),
                };
                self.marks.insert(id, mark);
            }
            Edit::Remove(id) => {
                let id = id.to_string();
                if self.relations.remove(&id).is_none() {
                    self.marks.remove(&id)?;
                    self.relations.retain(|_, (_, from, to)| *from != id && *to != id);
                }
            }
            Edit::Relabel { id, label } => {
                LABELS.contains(&&**label).then_some(())?;
                self.marks.get_mut(&id.to_string())?.label.clone_from(label);
            }
            Edit::Move { id, fragments } => self.marks.get_mut(&id.to_string())?.chars = chars(fragments),
            Edit::Set { id, name, value } => {
                let mark = self.marks.get_mut(&id.to_string())?;
                let fits = match (&**name, value.as_deref()) {
                    ("speaker", _) | ("form", None) => true,
                    ("form", Some(value)) => ["direct", "indirect", "mixed"].contains(&value),
                    _ => false,
                };
                fits.then_some(())?;
                match value {
                    Some(value) => drop(mark.values.insert(name.clone(), value.clone())),
                    None => drop(mark.values.remove(name)),
                }
            }
            Edit::Note { id, text } => self.marks.get_mut(&id.to_string())?.note.clone_from(text),
            Edit::Relate(Relation { id, kind, from, to }) => {
                let [id, from, to] = [id, from, to].map(ToString::to_string);
                let is_free = !self.marks.contains_key(&id) && !self.relations.contains_key(&id);
                let are_there = self.marks.contains_key(&from) && self.marks.contains_key(&to);
                (is_free && are_there && from != to && kind == "supports").then_some(())?;
                self.relations.insert(id, (kind.clone(), from, to));
            }
            Edit::Field { name, value } if value.is_empty() => drop(self.fields.remove(name)),
            Edit::Field { name, value } => drop(self.fields.insert(name.clone(), value.clone())),
            Edit::Scheme(_) => return None,
            Edit::All(edits) => {
                let before = self.clone();
                for edit in edits {
                    if self.apply(article, edit).is_none() {
                        *self = before;
                        return None;
                    }
                }
            }
        }
        Some(())
    }
}

impl Model {
    fn edit(&mut self, article: &Article, edit: &Edit, typed: bool) -> bool {
        let before = self.now.clone();
        if self.now.apply(article, edit).is_none() {
            return false;
        }
        let place = match edit {
            Edit::Note { id, .. } => Some((id.to_string(), "note".to_owned())),
            Edit::Set { id, name, .. } => Some((id.to_string(), name.clone())),
            Edit::Field { name, .. } => Some((String::new(), name.clone())),
            _ => None,
        };
        if !(typed && self.typing.is_some() && self.typing == place) {
            self.undo.push(before);
        }
        self.typing = place.filter(|_| typed);
        self.redo.clear();
        true
    }

    fn undo(&mut self) -> bool {
        self.typing = None;
        let Some(before) = self.undo.pop() else { return false };
        self.redo.push(std::mem::replace(&mut self.now, before));
        true
    }

    fn redo(&mut self) -> bool {
        self.typing = None;
        let Some(after) = self.redo.pop() else { return false };
        self.undo.push(std::mem::replace(&mut self.now, after));
        true
    }

    /// A text that is typed is another step after a pause.
    fn pause(&mut self) {
        self.typing = None;
    }
}

/// The real thing beside the model.
struct Run {
    chance: Chance,
    folder: tempfile::TempDir,
    state: State,
    project: Project,
    history: History,
    keeping: Option<Keeping>,
    /// Where it is saved; nothing yet for an article.
    path: Option<PathBuf>,
    model: Model,
    /// The model at the last save.
    saved: Model,
    /// Every model since the last one that was acknowledged, that one first: one of them is there after a crash.
    since: Vec<Model>,
    /// Whether the disk has failed at some time.
    has_failed: bool,
    counts: BTreeMap<&'static str, usize>,
}

impl Run {
    fn new(chance: Chance) -> Self {
        let folder = quick_folder();
        let state = State::within(&folder.path().join("state"));
        let article = Arc::new(Article::new(TEXT.into()).expect("an article"));
        let project = Project::new(article, ron::default_scheme()).expect("a scheme");
        let keeping = Some(Keeping::of_article(project.clone(), "article", None, &state));
        Self {
            chance,
            folder,
            state,
            project,
            history: History::default(),
            keeping,
            path: None,
            model: Model::default(),
            saved: Model::default(),
            since: vec![Model::default()],
            has_failed: false,
            counts: BTreeMap::new(),
        }
    }

    fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    fn step(&mut self) {
        match self.chance.below(100) {
            0..55 => self.edit(),
            55..69 => self.back_or_forth(),
            69..82 => self.keep(),
            82..88 => self.save(),
            88..92 => self.crash(),
            92..94 => self.close(),
            94..98 => self.fail(),
            _ => {
                self.history.pause();
                self.model.pause();
            }
        }
        self.check();
    }

    fn id(&mut self) -> Id {
        Id::counted(Series::Annotations, 1 + self.chance.below(14) as u32)
    }

    fn fragments(&mut self) -> Fragments {
        let length = TEXT.chars().count();
        loop {
            let spans = (0..1 + self.chance.below(3)).map(|_| {
                let start = self.chance.below(length);
                self.project
                    .article()
                    .span_of_chars(start, length.min(start + 1 + self.chance.below(6)))
                    .expect("inside")
            });
            if let Ok(fragments) = Fragments::new(spans.collect()) {
                return fragments;
            }
        }
    }

    fn any_edit(&mut self, deep: bool) -> Edit {
        let (id, label) = (self.id(), self.chance.of(&["claim", "quote", "actor", "rumour"]).to_owned());
        let value = self.chance.of(&["direct", "Ines", "mixed", "", "نادية\n\"x\""]).to_owned();
        match self.chance.below(if deep { 22 } else { 20 }) {
            0..6 => {
                let record = Record::new(id, label, self.fragments());
                Edit::Annotate(Box::new(Record { note: value, ..record }))
            }
            6..8 => Edit::Remove(id),
            8 => Edit::Remove(Id::counted(Series::Relations, 1 + self.chance.below(4) as u32)),
            9..11 => Edit::Relabel { id, label },
            11..13 => Edit::Move { id, fragments: self.fragments() },
            13..15 => {
                let name = self.chance.of(&["form", "speaker", "colour"]).to_owned();
                Edit::Set { id, name, value: Some(value).filter(|_| self.chance.below(3) > 0) }
            }
            15 | 16 => Edit::Note { id, text: value },
            17 | 18 => {
                let (kind, to) = (self.chance.of(&["supports", "supports", "likes"]).to_owned(), self.id());
                let relation = Id::counted(Series::Relations, 1 + self.chance.below(4) as u32);
                Edit::Relate(Relation { id: relation, kind, from: id, to })
            }
            19 => Edit::Field { name: self.chance.of(&["title", "memo", "odd"]).to_owned(), value },
            _ => Edit::All((0..1 + self.chance.below(3)).map(|_| self.any_edit(false)).collect()),
        }
    }

    fn edit(&mut self) {
        let edit = self.any_edit(true);
        let typed = self.chance.below(3) == 0;
        let made = if typed {
            self.history.typed(&mut self.project, edit.clone())
        } else {
            self.history.edit(&mut self.project, edit.clone())
        };
        let expected = self.model.edit(self.project.article(), &edit, typed);
        assert_eq!(made.is_ok(), expected, "{edit:?}: {made:?}");
        if let Ok(change) = made {
            self.count("edits");
            self.note(change);
        } else {
            self.count("refused");
        }
    }

    fn note(&mut self, change: Change) {
        self.keeping.as_mut().expect("open").note(change);
        self.since.push(self.model.clone());
    }

    fn back_or_forth(&mut self) {
        let back = self.chance.below(3) > 0;
        let (stepped, expected) = if back {
            (self.history.undo(&mut self.project), self.model.undo())
        } else {
            (self.history.redo(&mut self.project), self.model.redo())
        };
        assert_eq!(stepped.is_some(), expected);
        if let Some(change) = stepped {
            self.count(if back { "undone" } else { "redone" });
            self.note(change);
        }
    }

    fn keep(&mut self) {
        self.keeping.as_mut().expect("open").keep().expect("a disk that works");
        self.acknowledged();
        self.count("kept");
    }

    fn acknowledged(&mut self) {
        self.since = vec![self.model.clone()];
    }

    /// Saves to its file or to another one; perhaps something is changed while it is written.
    fn save(&mut self) {
        let elsewhere = self.folder.path().join(["a.ron", "b.ron"][self.chance.below(2)]);
        let target = self.path.clone().filter(|_| self.chance.below(4) > 0).unwrap_or(elsewhere);
        let over = if self.path.as_ref() == Some(&target) { Over::Own } else { Over::Anything };
        let prepared = prepare(&target, &self.project, over, &Progress::default()).expect("written");
        let (saved, history) = (self.model.clone(), self.history.clone());
        let included = self.keeping.as_ref().expect("open").made();
        for _ in 0..self.chance.below(3) {
            self.edit();
        }
        let keeping = self.keeping.as_mut().expect("open");
        keeping.commit(prepared, Some(&history), included).expect("saved");
        (self.path, self.saved) = (Some(target), saved);
        self.saved.pause();
        // What was changed meanwhile is in the new journal already.
        self.acknowledged();
        self.count("saved");
    }

    /// The process ends without a word.
    fn crash(&mut self) {
        self.keeping = None;
        self.open_again();
        self.count("crashes");
    }

    /// A person closes it and lets go of what is not saved.
    fn close(&mut self) {
        let keeping = self.keeping.take().expect("open");
        keeping.discard(Some(&self.project)).expect("put away");
        self.since = vec![if self.path.is_some() { self.saved.clone() } else { Model::default() }];
        self.open_again();
        self.count("closed");
    }

    /// The disk fails, or all ends, while something is kept or saved.
    fn fail(&mut self) {
        let fault = Fault::ALL[self.chance.below(Fault::ALL.len())];
        let plan = Plan::new(self.folder.path(), Some((self.chance.below(30), fault)));
        let over = if self.path.is_some() { Over::Own } else { Over::Anything };
        let target = self.path.clone().unwrap_or_else(|| self.folder.path().join("a.ron"));
        let keeping = self.keeping.as_mut().expect("open");
        let (model, included) = (self.model.clone(), keeping.made());
        let is_kept = keeping.keep().is_ok();
        let prepared = prepare(&target, &self.project, over, &Progress::default());
        let saved = prepared.and_then(|prepared| keeping.commit(prepared, Some(&self.history), included));
        let (is_saved, was_struck) = (saved.is_ok(), plan.struck().is_some());
        if !fault.is_survived() && was_struck {
            self.keeping = None;
        }
        plan.end();
        self.has_failed |= was_struck;
        if is_kept {
            self.acknowledged();
        }
        if is_saved {
            (self.path, self.saved) = (Some(target.clone()), model);
            self.saved.pause();
            self.acknowledged();
        }
        if self.keeping.is_none() {
            // The save may have come to its end before the world did: then the file is there, and no draft.
            if self.path.is_none() && left_drafts(&self.state).is_empty() && target.exists() {
                self.path = Some(target);
            }
            self.open_again();
            self.saved = if self.history.is_changed() { self.saved.clone() } else { self.model.clone() };
        }
        self.count(if was_struck { "faults" } else { "faults that met nothing" });
    }

    /// Opens what is there, as the next window does: a draft, else the file, else the article anew.
    fn open_again(&mut self) {
        let left = left_drafts(&self.state);
        let is_meant = |draft: &&LeftDraft| self.path.as_ref().is_none_or(|path| draft.is_of(path));
        let (opened, keeping) = if let Some(draft) = left.iter().find(is_meant) {
            Keeping::of_draft(draft, &self.state).expect("a draft can be read").expect("free")
        } else if let Some(path) = self.path.clone() {
            let opened = open_project_with(&path, &self.state, &Progress::default()).expect("it can be read");
            let Ok(Asked::Free(lock)) = ProjectLock::ask(&path, "window") else { panic!("it is free") };
            let keeping = Keeping::of_project(&path, &opened, lock, &self.state);
            (opened, keeping)
        } else {
            let article = Arc::clone(self.project.article());
            self.project = Project::new(article, ron::default_scheme()).expect("a scheme");
            self.history = History::default();
            self.keeping = Some(Keeping::of_article(self.project.clone(), "article", None, &self.state));
            return self.take_up();
        };
        self.path = keeping.path().map(Path::to_owned);
        self.project = opened.project;
        self.history = opened.history;
        self.keeping = Some(keeping);
        self.take_up();
    }

    /// Goes on with that of the models that may be there which is. Of a draft nothing is remembered from before it was begun;
    /// so what can be undone is the nearest part of what could be.
    fn take_up(&mut self) {
        let found = self.found();
        let ends_in = |all: &[Plain], end: &[Plain]| all.ends_with(end);
        let same = |model: &&Model| {
            model.now == found.now && ends_in(&model.undo, &found.undo) && ends_in(&model.redo, &found.redo)
        };
        let is_there = self.since.iter().any(|model| same(&model));
        // A disk that failed between two saves of the same may have kept what could be undone at the first.
        let is_there = is_there || (self.has_failed && self.since.iter().any(|model| model.now == found.now));
        assert!(is_there, "{found:?} is none of {:?}", self.since);
        self.model = found;
        self.acknowledged();
    }

    /// The model that the real thing is, by going back and forth in it.
    fn found(&self) -> Model {
        let walk = |step: fn(&mut History, &mut Project) -> Option<Change>| {
            let (mut project, mut history, mut states) = (self.project.clone(), self.history.clone(), vec![]);
            while step(&mut history, &mut project).is_some() {
                states.push(Plain::of(&project));
            }
            states.reverse();
            states
        };
        Model { now: Plain::of(&self.project), undo: walk(History::undo), redo: walk(History::redo), typing: None }
    }

    fn check(&self) {
        assert_eq!(Plain::of(&self.project), self.model.now);
        assert_eq!(
            (self.history.undoing().len(), self.history.redoing().len()),
            (self.model.undo.len(), self.model.redo.len())
        );
    }
}

#[test]
fn random_work_of_every_kind_behaves_as_a_plain_model_does() {
    let number =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise);
    let (steps, seed) = (number("COPYDESK_STEPS", 100_000), number("COPYDESK_SEED", 1));
    let (mut counts, mut taken, mut episode) = (BTreeMap::<&str, usize>::new(), 0, 0);
    while taken < steps {
        episode += 1;
        let seed = seed.wrapping_mul(1_000_003) + episode;
        let mut run = Run::new(Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1));
        for step in 0..400 {
            let stepped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run.step()));
            assert!(stepped.is_ok(), "step {step} of episode {episode} from that seed differs");
            taken += 1;
        }
        run.counts.into_iter().for_each(|(what, count)| *counts.entry(what).or_default() += count);
    }
    println!("{taken} steps, 0 differences: {counts:?}");
}
