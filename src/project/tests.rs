//! What does each edit do? Drawings: a text, the marks beneath it, one edit, the marks after it; and back again.

use super::*;

/// A project from a drawing: a line of text, then a line a mark: carets under what it marks (a gap makes fragments), then
/// its label. Marks get the ids a1, a2, … from the top.
pub(crate) fn draw(drawing: &str) -> Project {
    let mut lines = drawing.lines();
    let text = lines.next().unwrap_or_default();
    let article = Article::new(text.to_owned()).expect("a short text");
    let mut project = Project::new(Arc::new(article), Arc::new(default_scheme())).expect("a good scheme");
    for mark in lines {
        let carets = mark.rfind('^').expect("carets") + 1;
        let label = mark[carets..].trim().to_owned();
        let spans = runs(&mark[..carets])
            .map(|(start, end)| project.article().span_of_chars(start, end).expect("carets stand under the text"));
        let fragments = Fragments::new(spans.collect()).expect("fragments");
        let id = project.free_id(Series::Annotations);
        project.apply(Edit::Annotate(Box::new(Record::new(id, label, fragments)))).expect("a good mark");
    }
    project
}

/// Columns of the runs of carets in a line.
fn runs(line: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    line.split_inclusive(' ').filter_map(move |part| {
        let start = at;
        at += part.len();
        let carets = part.trim_end().len();
        (carets > 0).then_some((start, start + carets))
    })
}

/// The drawing of a project, marks in the order of the text.
pub(crate) fn drawing(project: &Project) -> String {
    let mut lines = vec![project.text().to_owned()];
    for annotation in project.annotations().iter() {
        let mut line = String::new();
        for span in annotation.fragments().spans() {
            let chars = project.article().char_range(*span);
            line.push_str(&" ".repeat(chars.start - line.len()));
            line.push_str(&"^".repeat(chars.len()));
        }
        lines.push(format!("{line} {}", project.label_of(annotation).id));
    }
    lines.join("\n")
}

fn check(before: &str, edit: &Edit, after: &str) {
    let mut project = draw(before);
    let original = project.clone();
    let inverse = project.apply(edit.clone()).expect("the edit is done");
    assert_eq!(drawing(&project), after, "after {edit:?}");
    assert_ne!(project, original, "{edit:?} changes something");
    let edited = project.clone();
    let again = project.apply(inverse).expect("it is undone");
    assert_eq!(project, original, "after undoing {edit:?}");
    project.apply(again).expect("it is redone");
    assert_eq!(project, edited, "after redoing {edit:?}");
}

fn refused(before: &str, edit: Edit, message: &str) {
    let mut project = draw(before);
    let original = project.clone();
    assert_eq!(project.apply(edit).expect_err("refused").to_string(), message);
    assert_eq!(project, original, "a refused edit changes nothing");
}

fn id(text: &str) -> Id {
    Id::new(text).expect("not empty")
}

fn fragments(project: &Project, ranges: &[(usize, usize)]) -> Fragments {
    let spans = ranges.iter().map(|&(start, end)| project.article().span_of_chars(start, end).expect("in the text"));
    Fragments::new(spans.collect()).expect("fragments")
}

fn relation(name: &str, from: &str, kind: &str, to: &str) -> Edit {
    Edit::Relate(Relation { id: id(name), kind: kind.into(), from: id(from), to: id(to) })
}

const RENTS: &str = "Café owner: “rents rose 12%” in May.
            ^^^^^^^^^^^^^^^^ quote
                        ^^^ statistic";

#[test]
fn an_annotation_is_added_where_it_belongs() {
    let record = Record::new(id("x"), "claim", fragments(&draw(RENTS), &[(13, 27)]));
    let after = "Café owner: “rents rose 12%” in May.
            ^^^^^^^^^^^^^^^^ quote
             ^^^^^^^^^^^^^^ claim
                        ^^^ statistic";
    check(RENTS, &Edit::Annotate(Box::new(record)), after);
}

#[test]
fn annotations_may_be_equal_in_all_but_their_id() {
    let record = Record::new(id("x"), "statistic", fragments(&draw(RENTS), &[(24, 27)]));
    let after = format!("{RENTS}\n                        ^^^ statistic");
    check(RENTS, &Edit::Annotate(Box::new(record)), &after);
}

#[test]
fn an_annotation_is_moved_and_relabelled() {
    let after = "Café owner: “rents rose 12%” in May.
^^^^ ^^^^^ statistic
            ^^^^^^^^^^^^^^^^ quote";
    let split = fragments(&draw(RENTS), &[(0, 4), (5, 10)]);
    check(RENTS, &Edit::Move { id: id("a2"), fragments: split }, after);
    let after = RENTS.replace("statistic", "claim");
    check(RENTS, &Edit::Relabel { id: id("a2"), label: "claim".into() }, &after);
}

#[test]
fn a_removed_annotation_takes_its_relations_with_it() {
    let mut project = draw(RENTS);
    project.apply(relation("r1", "a2", "supports", "a1")).expect("related");
    assert_ne!(project, draw(RENTS), "a relation is part of what a project says");
    let before = project.clone();
    let inverse = project.apply(Edit::Remove(id("a1"))).expect("removed");
    assert!(project.relations().is_empty());
    assert_eq!(project.annotations().len(), 1);
    project.apply(inverse).expect("undone");
    assert_eq!(project, before);
    project.apply(Edit::Remove(id("r1"))).expect("a relation is removed by its id");
    assert_eq!((project.relations().len(), project.annotations().len()), (0, 2));
}

#[test]
fn a_relabelled_annotation_keeps_its_values() {
    let mut project = draw(RENTS);
    let set = |value: Option<&str>| Edit::Set { id: id("a1"), name: "form".into(), value: value.map(Into::into) };
    project.apply(set(Some("direct"))).expect("set");
    project.apply(Edit::Relabel { id: id("a1"), label: "claim".into() }).expect("relabelled");
    let known = project.annotations().get(&id("a1")).expect("there");
    assert_eq!(known.attributes().get("form").map(String::as_str), Some("direct"));
    let cleared = project.apply(set(None)).expect("cleared");
    project.apply(cleared).expect("undone");
}

#[test]
fn values_notes_and_fields_change_and_come_back() {
    let set = Edit::Set { id: id("a1"), name: "speaker".into(), value: Some("the owner".into()) };
    let several = vec![
        set,
        Edit::Note { id: id("a1"), text: "ask her".into() },
        Edit::Field { name: "title".into(), value: "Rents".into() },
    ];
    check(RENTS, &Edit::All(several), RENTS);
}

#[test]
fn several_edits_are_all_or_none() {
    let edits = vec![Edit::Remove(id("a1")), Edit::Note { id: id("a2"), text: "x".into() }, Edit::Remove(id("a9"))];
    refused(RENTS, Edit::All(edits), "no annotation or relation has the id a9");
}

#[test]
fn an_edit_against_the_rules_is_refused() {
    let annotate = |change: fn(&mut Record)| {
        let mut record = Record::new(id("x"), "claim", fragments(&draw(RENTS), &[(0, 4)]));
        change(&mut record);
        Edit::Annotate(Box::new(record))
    };
    refused(RENTS, annotate(|record| record.id = id("a1")), "the id a1 is used already");
    refused(RENTS, annotate(|record| record.label = "rumour".into()), "the scheme has no label `rumour`");
    refused(
        RENTS,
        annotate(|record| drop(record.attributes.insert("colour".into(), "red".into()))),
        "the label `claim` has no attribute `colour`",
    );
    refused(
        RENTS,
        annotate(|record| drop(record.attributes.insert("stance".into(), "maybe".into()))),
        "the attribute `stance` cannot be `maybe`",
    );
    refused(RENTS, relation("r1", "a1", "hates", "a2"), "the scheme has no relation `hates`");
    refused(RENTS, relation("r1", "a1", "supports", "a1"), "a relation cannot lead from a1 to itself");
    refused(RENTS, relation("a2", "a1", "supports", "a2"), "the id a2 is used already");
    let elsewhere = Span::new(&"é".repeat(50), 98..100).expect("in another text");
    let outside = Edit::Move { id: id("a1"), fragments: elsewhere.into() };
    refused(RENTS, outside, "marks bytes 98..100, the article has 41");
    let within = Span::new("abcdefgh", 4..5).expect("in another text");
    let inside = Edit::Move { id: id("a1"), fragments: within.into() };
    refused(RENTS, inside, "position 4 (bytes) lies inside a character");
}

#[test]
fn a_scheme_in_use_keeps_what_is_used() {
    let without = |label: &str| {
        let mut scheme = default_scheme();
        scheme.labels.retain(|known| known.id != label);
        Edit::Scheme(Box::new(scheme))
    };
    refused(RENTS, without("quote"), "the scheme lacks the label `quote`, which is in use 1 times");
    check(RENTS, &without("claim"), RENTS);
    let twice = format!("{RENTS}\n                        ^^^ statistic");
    refused(&twice, without("statistic"), "the scheme lacks the label `statistic`, which is in use 2 times");
    let mut only_claims = default_scheme();
    only_claims.labels.truncate(1);
    let first = "the scheme lacks the label `quote`, which is in use 1 times";
    refused(&twice, Edit::Scheme(Box::new(only_claims)), first);
}

#[test]
fn a_scheme_keeps_the_values_and_kinds_in_use() {
    let mut project = draw(RENTS);
    let value = Edit::Set { id: id("a1"), name: "form".into(), value: Some("direct".into()) };
    let edits = [value, relation("r1", "a2", "supports", "a1"), relation("r2", "a1", "supports", "a2")];
    project.apply(Edit::All(edits.into())).expect("allowed");
    let before = project.clone();
    let mut with = |change: fn(&mut Scheme)| {
        let mut scheme = default_scheme();
        change(&mut scheme);
        project.apply(Edit::Scheme(Box::new(scheme))).map(drop).map_err(|error| error.to_string())
    };
    let lacking = |what: &str, uses: usize| Err(format!("the scheme lacks {what}, which is in use {uses} times"));
    let form = "the attribute `form` with the value `direct`";
    assert_eq!(with(|scheme| scheme.labels.iter_mut().for_each(|label| label.attributes.clear())), lacking(form, 1));
    assert_eq!(with(|scheme| scheme.relations.clear()), lacking("the relation `supports`", 2));
    assert_eq!(with(|scheme| scheme.relations.retain(|kind| kind.id == "supports")), Ok(()));
    assert_ne!(project, before, "the scheme is part of what a project says");
}

#[test]
fn the_relations_of_an_annotation_are_by_id() {
    let mut project = draw(RENTS);
    for name in ["r2", "r10", "r1", "r3"] {
        project.apply(relation(name, "a2", "supports", "a1")).expect("related");
    }
    let of = |project: &Project, annotation: &str| {
        let annotation = id(annotation);
        project.relations().of(&annotation).map(|relation| relation.id.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!((of(&project, "a1"), of(&project, "a2")), ("r1 r2 r3 r10".into(), "r1 r2 r3 r10".into()));
    project.apply(Edit::Remove(id("r2"))).expect("removed");
    assert_eq!((of(&project, "a1"), of(&project, "a2")), ("r1 r3 r10".into(), "r1 r3 r10".into()));
}

#[test]
fn a_removed_id_never_comes_back() {
    let mut project = draw(RENTS);
    project.apply(Edit::Remove(id("a2"))).expect("removed");
    assert_eq!(project.free_id(Series::Annotations), id("a3"));
    assert_eq!(project.free_id(Series::Relations), id("r1"));
}

/// Two labels that share an attribute with other values.
fn two_labels() -> Project {
    let scheme = r##"(name: "two", labels: [
        (id: "a", name: "A", color: "#000000", attributes: [(id: "type", name: "Type", values: ["x"])]),
        (id: "b", name: "B", color: "#000000", attributes: [(id: "type", name: "Type", values: ["y"])]),
    ])"##;
    let scheme = ron::from_str(scheme).expect("a scheme");
    let article = Article::new("Some words.".into()).expect("a short text");
    Project::new(Arc::new(article), Arc::new(scheme)).expect("a good scheme")
}

#[test]
fn a_value_of_another_label_is_kept_undone_and_read_again() {
    let mut project = two_labels();
    let set = |value: &str| Edit::Set { id: id("a1"), name: "type".into(), value: Some(value.into()) };
    let annotate = Edit::Annotate(Box::new(Record::new(id("a1"), "a", fragments(&project, &[(0, 4)]))));
    let mut back = Vec::new();
    for edit in [annotate, set("x"), Edit::Relabel { id: id("a1"), label: "b".into() }, set("y")] {
        let before = project.clone();
        back.push((project.apply(edit).expect("allowed"), before));
        let read = crate::format::ron::read(&crate::format::ron::write(&project));
        assert_eq!(read.as_ref(), Ok(&project), "what was saved can be read");
    }
    for (inverse, before) in back.into_iter().rev() {
        project.apply(inverse).expect("undone");
        assert_eq!(project, before);
    }
    assert!(project.apply(set("z")).is_err());
}

#[test]
fn a_new_annotation_is_by_who_annotates_and_of_now() {
    let project = draw(RENTS).annotated_by("ines");
    let draft = project.draft("claim", fragments(&project, &[(0, 4)]));
    assert_eq!((draft.id, &*draft.label, &*draft.by), (id("a3"), "claim", "ines"));
    assert!(draft.at.is_some_and(|at| at <= Moment::now()));
}
