//! Does every change of the scheme keep what is marked, or take exactly what it says? And is it taken back as one?

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::project::{Adopted, Article, Attribute, Attributes, Id, Record, Series, default_scheme, draw, drawing};
use crate::text::Fragments;

const RENTS: &str = "Café owner: “rents rose 12%” in May.
            ^^^^^^^^^^^^^^^^ quote
             ^^^^^^^^^^^^^^ claim
                        ^^^ statistic";

/// [`RENTS`] with values, one of them kept from an earlier label, and two relations.
fn rents() -> Project {
    let mut project = draw(RENTS);
    let set =
        |id: &str, name: &str, value: &str| Edit::Set { id: own(id), name: name.into(), value: Some(value.into()) };
    let relate = |id: &str, from: &str, kind: &str, to: &str| {
        Edit::Relate(Relation { id: own(id), kind: kind.into(), from: own(from), to: own(to) })
    };
    for edit in [
        set("a1", "form", "direct"),
        set("a1", "speaker", "the owner"),
        set("a2", "type", "quantity"),
        set("a2", "stance", "affirms"),
        set("a3", "speaker", "kept from a quote"),
        relate("r1", "a3", "supports", "a2"),
        relate("r2", "a1", "supports", "a2"),
    ] {
        project.apply(edit).expect("allowed");
    }
    project
}

fn own(id: &str) -> Id {
    Id::new(id).expect("not empty")
}

/// What each annotation is and says, in the order of the text, and each relation.
fn said(project: &Project) -> Vec<String> {
    let values = |known: &Annotation| {
        known.attributes().iter().map(|(name, value)| format!(" {name}={value}")).collect::<String>()
    };
    let annotations = project
        .annotations()
        .iter()
        .map(|known| format!("{} {}{}", known.id(), project.label_of(known).id, values(known)));
    let relations =
        project.relations().iter().map(|known| format!("{} {} {} {}", known.id, known.from, known.kind, known.to));
    annotations.chain(relations).collect()
}

/// The change does this to [`rents`], is undone and done again.
fn check(change: impl FnOnce(&Project) -> Result<SchemeChange, EditError>, counted: [usize; 3], after: &[&str]) {
    let mut project = rents();
    let original = project.clone();
    let SchemeChange { edit, annotations, relations, cleared } = change(&project).expect("possible");
    assert_eq!([annotations, relations, cleared], counted, "annotations, relations, values lost");
    let inverse = project.apply(edit).expect("done");
    assert_eq!(said(&project), after);
    let changed = project.clone();
    let again = project.apply(inverse).expect("undone");
    assert_eq!(project, original);
    project.apply(again).expect("redone");
    assert_eq!(project, changed);
}

const UNTOUCHED: [&str; 5] = [
    "a1 quote form=direct speaker=the owner",
    "a2 claim stance=affirms type=quantity",
    "a3 statistic speaker=kept from a quote",
    "r1 a3 supports a2",
    "r2 a1 supports a2",
];

/// [`UNTOUCHED`] with some words replaced.
fn but(changes: &[(&str, &str)]) -> Vec<String> {
    let replaced = |line: &&str| changes.iter().fold((*line).to_owned(), |line, (from, to)| line.replace(from, to));
    UNTOUCHED.iter().map(replaced).filter(|line| !line.is_empty()).collect()
}

fn check_but(
    change: impl FnOnce(&Project) -> Result<SchemeChange, EditError>,
    counted: [usize; 3],
    changes: &[(&str, &str)],
) {
    let after = but(changes);
    check(change, counted, &after.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_new_id_takes_what_is_marked_with_it() {
    assert_eq!(said(&rents()), UNTOUCHED);
    check_but(|project| project.renaming_label("claim", "statement"), [1, 0, 0], &[("claim", "statement")]);
    check_but(|project| project.renaming_label("cue", "trigger"), [0, 0, 0], &[]);
    // The value that was kept from a quote goes along: nothing else could still say it.
    check_but(|project| project.renaming_attribute("quote", "speaker", "voice"), [2, 0, 0], &[("speaker", "voice")]);
    check_but(|project| project.renaming_relation_kind("supports", "backs"), [0, 2, 0], &[("supports", "backs")]);
    let SchemeChange { edit, .. } = rents().renaming_label("claim", "statement").expect("possible");
    let mut project = rents();
    project.apply(edit).expect("done");
    assert!(
        project.scheme().label("claim").is_none() && project.scheme().labels.len() == default_scheme().labels.len()
    );
    assert_eq!(
        project.scheme().relation_kind("supports").map(|kind| kind.to.clone()),
        Some(vec!["statement".to_owned()])
    );
}

#[test]
fn an_id_that_is_taken_or_empty_is_refused() {
    for (new, why) in
        [("quote", "the scheme has the label `quote` twice"), ("", "the scheme has a label without an id")]
    {
        assert_eq!(rents().renaming_label("claim", new).expect_err("refused").to_string(), why);
    }
    assert!(rents().renaming_attribute("quote", "form", "speaker").is_err());
    assert!(rents().renaming_relation_kind("supports", "disputes").is_err());
    assert!(rents().renaming_label("rumour", "claim").is_err());
    assert!(rents().removing_label("claim", &Fate::MoveTo("claim".into())).is_err());
    assert!(rents().removing_relation_kind("supports", &Fate::MoveTo("supports".into())).is_err());
}

#[test]
fn what_is_marked_with_a_label_that_goes_is_kept_moved_or_removed() {
    check_but(|project| project.removing_label("claim", &Fate::Keep), [0, 0, 0], &[]);
    let mut project = rents();
    project.apply(project.removing_label("claim", &Fate::Keep).expect("possible").edit).expect("done");
    assert!(
        project.scheme().label_with_key('1').is_none()
            && project.scheme().offered().all(|(_, label)| label.id != "claim")
    );
    // Type and stance are words of a claim alone.
    let lost = [("claim", "quote"), (" stance=affirms type=quantity", "")];
    check_but(|project| project.removing_label("claim", &Fate::MoveTo("quote".into())), [1, 0, 2], &lost);
    let gone = [("a2 claim stance=affirms type=quantity", ""), ("r1 a3 supports a2", ""), ("r2 a1 supports a2", "")];
    check_but(|project| project.removing_label("claim", &Fate::Remove), [1, 2, 0], &gone);
    // The value that a statistic kept from a quote is lost with the label.
    let gone =
        [("a1 quote form=direct speaker=the owner", ""), (" speaker=kept from a quote", ""), ("r2 a1 supports a2", "")];
    check_but(|project| project.removing_label("quote", &Fate::Remove), [1, 1, 1], &gone);
    check_but(|project| project.removing_label("cue", &Fate::Remove), [0, 0, 0], &[]);
}

#[test]
fn values_of_an_attribute_that_goes_are_kept_moved_or_cleared() {
    let refused = rents().removing_attribute("quote", "speaker", &Fate::Keep).expect_err("in use");
    assert_eq!(refused.to_string(), "the scheme lacks the attribute `speaker` of `quote`, which is in use 2 times");
    check_but(|project| project.removing_attribute("quote", "cue", &Fate::Keep), [0, 0, 0], &[]);
    let cleared = [(" speaker=the owner", ""), (" speaker=kept from a quote", "")];
    check_but(|project| project.removing_attribute("quote", "speaker", &Fate::Remove), [2, 0, 2], &cleared);
    let moved = [("form=direct speaker=the owner", "cue=the owner form=direct"), ("speaker", "cue")];
    check_but(|project| project.removing_attribute("quote", "speaker", &Fate::MoveTo("cue".into())), [2, 0, 0], &moved);
    // No other choice of an attribute is free text, so nothing fits.
    let cleared = [(" speaker=the owner", ""), (" speaker=kept from a quote", "")];
    check_but(
        |project| project.removing_attribute("quote", "speaker", &Fate::MoveTo("mode".into())),
        [2, 0, 2],
        &cleared,
    );
    assert_eq!((rents().uses_of_attribute("quote", "speaker"), rents().uses_of_attribute("quote", "cue")), (2, 0));
}

#[test]
fn a_choice_that_goes_is_kept_moved_or_cleared() {
    assert_eq!(
        (rents().uses_of_choice("quote", "form", "direct"), rents().uses_of_choice("quote", "form", "mixed")),
        (1, 0)
    );
    assert!(rents().removing_choice("quote", "form", "direct", &Fate::Keep).is_err());
    check_but(|project| project.removing_choice("quote", "form", "mixed", &Fate::Keep), [0, 0, 0], &[]);
    let moved = [("form=direct", "form=mixed")];
    check_but(
        |project| project.removing_choice("quote", "form", "direct", &Fate::MoveTo("mixed".into())),
        [1, 0, 0],
        &moved,
    );
    check_but(
        |project| project.removing_choice("quote", "form", "direct", &Fate::Remove),
        [1, 0, 1],
        &[(" form=direct", "")],
    );
    let nowhere =
        rents().removing_choice("quote", "form", "direct", &Fate::MoveTo("sung".into())).expect_err("unknown");
    assert_eq!(nowhere.hint(), "one of: indirect, mixed");
}

#[test]
fn relations_of_a_kind_that_goes_are_kept_moved_or_removed() {
    assert_eq!(rents().uses_of_relation_kind("supports"), 2);
    assert!(rents().removing_relation_kind("supports", &Fate::Keep).is_err());
    check_but(
        |project| project.removing_relation_kind("supports", &Fate::MoveTo("disputes".into())),
        [0, 2, 0],
        &[("supports", "disputes")],
    );
    let gone = [("r1 a3 supports a2", ""), ("r2 a1 supports a2", "")];
    check_but(|project| project.removing_relation_kind("supports", &Fate::Remove), [0, 2, 0], &gone);
    check_but(|project| project.removing_relation_kind("cued_by", &Fate::Keep), [0, 0, 0], &[]);
}

fn label(id: &str) -> Label {
    let plain = default_scheme().with_label("new").labels.pop().expect("added");
    Label { id: id.into(), name: id.into(), ..plain }
}

#[test]
fn another_scheme_keeps_what_is_in_use_and_says_what() {
    let mut quote = label("quote");
    let choice = |id: &str, values: &[&str]| Attribute {
        id: id.into(),
        name: id.into(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        more: false,
        limit: None,
    };
    quote.attributes = vec![choice("form", &["indirect"]), choice("speaker", &["a man", "a woman"])];
    let scheme = Scheme { name: "new".into(), labels: vec![label("source"), quote], relations: Vec::new() };
    let mut project = rents();
    let original = project.clone();
    let Adopted { edit, kept } = project.adopting(scheme).expect("possible");
    // Free text for one label allows it for all: what a statistic has kept of a quote needs no attribute of its own.
    let expected = [
        "the label Claim",
        "the label Statistic",
        "the relation supports",
        "the choice direct as Form of quote",
        "any text as Speaker of quote",
    ];
    assert_eq!(kept, expected);
    let inverse = project.apply(edit).expect("done");
    assert_eq!(said(&project), UNTOUCHED);
    assert!(drawing(&project).contains("claim"));
    let offered: Vec<&str> = project.scheme().offered().map(|(_, label)| label.id.as_str()).collect();
    assert_eq!(offered, ["source", "quote"]);
    project.apply(inverse).expect("undone");
    assert_eq!(project, original);
}

#[test]
fn the_same_scheme_again_keeps_nothing() {
    let project = rents();
    let adopted = project.adopting(default_scheme()).expect("possible");
    assert_eq!(adopted, Adopted { edit: scheme_edit(default_scheme()), kept: Vec::new() });
    assert!(project.adopting(Scheme { labels: Vec::new(), ..default_scheme() }).is_err());
}

#[test]
fn a_name_typed_letter_by_letter_is_one_step_and_two_names_are_two() {
    let (mut project, mut history) = (rents(), crate::project::History::default());
    let mut typed = |change: &dyn Fn(&mut Scheme)| {
        let mut scheme = Scheme::clone(project.scheme());
        change(&mut scheme);
        history.typed(&mut project, scheme_edit(scheme)).expect("allowed");
        history.undoing().len()
    };
    assert_eq!(typed(&|scheme| scheme.labels[0].name = "C".into()), 1);
    assert_eq!(typed(&|scheme| scheme.labels[0].name = "Cl".into()), 1);
    assert_eq!(typed(&|scheme| scheme.labels[1].name = "Q".into()), 2);
    assert_eq!(typed(&|scheme| scheme.labels[1].guideline = "x".into()), 3);
    assert_eq!(typed(&|scheme| scheme.labels[1].guideline = "xy".into()), 3);
    assert_eq!(typed(&|scheme| scheme.relations[0].name = "by".into()), 4);
    assert_eq!(typed(&|scheme| scheme.labels[1].helper = true), 5, "what is no text is a step of its own");
    (0..5).for_each(|_| drop(history.undo(&mut project).expect("there is one")));
    assert_eq!(project, rents());
}

/// Any change, sensible or not, of a project that uses half of its scheme.
fn changes() -> impl Strategy<Value = (u8, usize, usize, u8)> {
    (0..8_u8, 0..5_usize, 0..5_usize, 0..3_u8)
}

fn planned(project: &Project, (what, place, other, fate): (u8, usize, usize, u8)) -> Option<Edit> {
    let scheme = project.scheme();
    let label = scheme.labels.get(place)?;
    let other_label = scheme.labels.get(other).map_or("none", |label| &label.id);
    let attribute = label.attributes.get(other % label.attributes.len().max(1));
    let kind = scheme.relations.get(place % scheme.relations.len().max(1));
    let fate = |to: &str| match fate {
        0 => Fate::Keep,
        1 => Fate::MoveTo(to.to_owned()),
        _ => Fate::Remove,
    };
    let change = match what {
        0 => project.renaming_label(&label.id, &format!("{}{other}", label.id)),
        1 => project.removing_label(&label.id, &fate(other_label)),
        2 => project.renaming_attribute(&label.id, &attribute?.id, &format!("speaker{}", other % 2)),
        3 => project.removing_attribute(&label.id, &attribute?.id, &fate("speaker")),
        4 => project.removing_choice(
            &label.id,
            &attribute?.id,
            attribute?.values.first()?,
            &fate(attribute?.values.last()?),
        ),
        5 => project.renaming_relation_kind(&kind?.id, "tied_to"),
        6 => project.removing_relation_kind(&kind?.id, &fate("disputes")),
        _ => {
            let mut scheme = default_scheme();
            scheme.labels.remove(place);
            scheme.labels.iter_mut().for_each(|label| label.attributes.truncate(other));
            return project.adopting(scheme).ok().map(|adopted| adopted.edit);
        }
    };
    change.ok().map(|change| change.edit)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn every_change_of_the_scheme_that_is_offered_is_done_and_taken_back(changes in prop::collection::vec(changes(), 1..12)) {
        let mut project = rents();
        let mut history = Vec::new();
        for change in changes {
            let Some(edit) = planned(&project, change) else { continue };
            let before = project.clone();
            let inverse = project.apply(edit).expect("what is planned can be done");
            prop_assert_eq!(project.scheme().check(), Ok(()));
            history.push((before, inverse));
        }
        for (before, inverse) in history.into_iter().rev() {
            let redo = project.apply(inverse).expect("undone");
            prop_assert_eq!(&project, &before);
            let undo = project.apply(redo).expect("redone");
            project.apply(undo).expect("undone again");
            prop_assert_eq!(&project, &before);
        }
    }
}

/// A project with `count` annotations on a long text, every other one a claim with a value.
fn many(count: usize) -> Project {
    let text = "ab ".repeat(count);
    let article = Article::new(text).expect("a text");
    let mut project = Project::new(Arc::new(article), Arc::new(default_scheme())).expect("a good scheme");
    for number in 0..count {
        let span = crate::text::Span::new(project.text(), number * 3..number * 3 + 2).expect("a word");
        let id = Id::counted(Series::Annotations, number as u32 + 1);
        let is_claim = number % 2 == 0;
        let attributes =
            if is_claim { Attributes::from([("type".into(), "quantity".into())]) } else { Attributes::new() };
        let record = Record::new(id, if is_claim { "claim" } else { "quote" }, Fragments::from(span));
        project.apply(Edit::Annotate(Box::new(Record { attributes, ..record }))).expect("a good mark");
    }
    project
}

#[test]
fn a_hundred_thousand_are_moved_and_back_and_a_typed_name_touches_none() {
    let mut project = many(100_000);
    let edit = project.removing_label("claim", &Fate::MoveTo("quote".into())).expect("possible").edit;
    let inverse = project.apply(edit).expect("done");
    project.apply(inverse).expect("undone");
    let mut scheme = Scheme::clone(project.scheme());
    scheme.labels[0].name = "Statement".into();
    let before = project.annotations().iter().next().map(std::ptr::from_ref);
    project.apply(scheme_edit(scheme)).expect("done");
    assert_eq!(project.annotations().iter().next().map(std::ptr::from_ref), before, "no annotation was touched");
}
