//! Does Label Studio take what is written, and does what it exports come in?

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, check_round_trip, marked_projects, nasty, project_of_words, sample};
use crate::format::{ReadError, Reading, Source, Texts};
use crate::project::{Annotation, Article, Attribute, Edit, Record};
use crate::text::Fragments;

fn files(projects: &[Project]) -> [String; 2] {
    let projects: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let files = write(&projects, &Wish::default()).files;
    assert_eq!(files[0].place, Place::Within("tasks.json".into()));
    assert_eq!(files[1].place, Place::Within("config.xml".into()));
    [0, 1].map(|place| String::from_utf8(files[place].bytes.clone()).expect("both are text"))
}

fn try_read(tasks: &str) -> Result<Reading, ReadError> {
    let source = Source { stem: "tasks", bytes: tasks.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    read::read(&source)
}

fn read_back(tasks: &str) -> Reading {
    try_read(tasks).unwrap_or_else(|error| panic!("{error}"))
}

fn said(tasks: &str) -> Vec<String> {
    read_back(tasks).refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

fn marks(project: &Project) -> Vec<String> {
    let marked = |known| format!("{} {}", project.label_of(known).id, project.words_of(known));
    project.annotations().iter().map(marked).collect()
}

#[test]
fn a_result_stands_on_each_line() {
    let [tasks, _] = files(&[sample()]);
    let lines: Vec<&str> = tasks.lines().skip(2).collect();
    assert_eq!(
        lines,
        [
            concat!(
                r#"{"id":"a1","from_name":"label","to_name":"text","type":"labels","value":{"start":6,"end":17,"text":"“We close,”","#,
                r#""labels":["quote"]},"meta":{"by":"ines","at":"2026-03-14T09:30:00Z"}},"#
            ),
            r#"{"id":"a1","from_name":"form","to_name":"text","type":"choices","value":{"start":6,"end":17,"choices":["direct"]}},"#,
            r#"{"id":"a1","from_name":"speaker","to_name":"text","type":"textarea","value":{"start":6,"end":17,"text":["-Inés"]}},"#,
            r#"{"id":"a1","from_name":"note","to_name":"text","type":"textarea","value":{"start":6,"end":17,"text":["=ask\nher"]}},"#,
            r#"{"id":"a1/2","from_name":"label","to_name":"text","type":"labels","value":{"start":38,"end":52,"text":"“not \"patch\".”","labels":["quote"]}},"#,
            r#"{"id":"x y","from_name":"label","to_name":"text","type":"labels","value":{"start":59,"end":62,"text":"12%","labels":["statistic"]}},"#,
            r#"{"type":"relation","from_id":"x y","to_id":"a1","direction":"right","labels":["supports"],"id":"r1"},"#,
            r#"{"type":"relation","from_id":"a1","to_id":"a1/2","direction":"right","labels":["next_fragment"]}"#,
            "]}]}",
            "]",
        ]
    );
}

#[test]
fn the_configuration_names_all_that_tasks_say() {
    let [_, config] = files(&[sample()]);
    for line in [
        r##"    <Label value="claim" background="#D55E00" hotkey="1"/>"##,
        r#"  <Text name="text" value="$text" granularity="symbol"/>"#,
        r#"  <View visibleWhen="region-selected" whenTagName="label" whenLabelValue="quote">"#,
        r#"    <Choices name="form" toName="text" perRegion="true">"#,
        r#"      <Choice value="indirect"/>"#,
        r#"    <TextArea name="speaker" toName="text" perRegion="true" editable="true"/>"#,
        r#"    <Relation value="attributed_to"/>"#,
        r#"    <Relation value="next_fragment"/>"#,
    ] {
        assert!(config.lines().any(|known| known == line), "{line} in {config}");
    }
}

/// A project with attributes that no control can be called as.
fn with_hard_names() -> Project {
    let mut scheme = (**sample().scheme()).clone();
    let attribute = |id: &str, values: &[&str]| Attribute {
        id: id.into(),
        name: id.into(),
        values: values.iter().map(|&value| value.into()).collect(),
        more: false,
        limit: None,
    };
    let names = ["text", "größe", "gr__e", "a b", "a.b", "id"];
    scheme.labels[0].attributes = names.iter().map(|name| attribute(name, &[])).collect();
    scheme.labels[1].attributes = vec![attribute("form", &["<direct> & \"more\""]), attribute("gr__e", &["s"])];
    let article = Article::new("Rents rose 12%".into()).expect("an article");
    let mut project = Project::new(Arc::new(article), Arc::new(scheme)).expect("a good scheme").called("hard");
    let marked = Fragments::from(project.article().span_of_chars(0, 5).expect("in the text"));
    let mut record = Record::new(Id::new("a1").expect("not empty"), "claim", marked);
    record.attributes = names.iter().map(|&name| (name.to_owned(), format!("value of {name}"))).collect();
    project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    project
}

#[test]
fn attributes_get_names_that_label_studio_takes_and_come_back() {
    let [tasks, config] = files(&[with_hard_names()]);
    for name in ["text-2", "gr__e-2", "gr__e", "a_b", "a_b-2", "id-2"] {
        assert!(config.contains(&format!(r#"<TextArea name="{name}" toName"#)), "{name} in {config}");
        assert!(tasks.contains(&format!(r#""from_name":"{name}""#)), "{name} in {tasks}");
    }
    assert!(config.contains(r#"<Choice value="&lt;direct&gt; &amp; &quot;more&quot;"/>"#), "{config}");
    check_round_trip(&LABEL_STUDIO, &[with_hard_names()], &Wish::default());
}

#[test]
fn what_label_studio_exports_comes_in() {
    let tasks = r#"[
{"id": 11, "data": {"text": "😀 Rents rose 12%, Omar said.", "outlet": "Post"}, "created_at": "2026-01-01T00:00:00Z", "inner_id": 1, "meta": {},
 "annotations": [
  {"id": 1, "was_cancelled": true, "result": []},
  {"id": 2, "completed_by": {"id": 1, "email": "ines@example.org"}, "created_at": "2026-03-14T09:30:00.123456Z", "result": [
   {"id": "b", "type": "choices", "from_name": "certain", "to_name": "text", "value": {"start": 3, "end": 17, "choices": ["yes", "no"]}},
   {"id": "b", "type": "labels", "from_name": "what", "to_name": "text", "origin": "manual", "value": {"start": 3, "end": 17, "text": "Rents rose 12%", "labels": ["claim", "headline", "claim"]}},
   {"id": "b", "type": "textarea", "from_name": "comment", "to_name": "text", "value": {"start": 3, "end": 17, "text": ["check", "this"]}},
   {"id": "b", "type": "rating", "from_name": "stars", "to_name": "text", "value": {"start": 3, "end": 17, "rating": 4}},
   {"id": "c", "type": "labels", "from_name": "what", "to_name": "text", "meta": {"text": ["who?"]}, "value": {"start": 19, "end": 23, "text": "Omar", "labels": ["actor"]}},
   {"id": "d", "type": "choices", "from_name": "topic", "to_name": "text", "value": {"choices": ["housing"]}},
   {"type": "relation", "from_id": "c", "to_id": "b", "direction": "left"},
   {"type": "relation", "from_id": "c", "to_id": "b", "direction": "bi", "labels": ["knows"]}
  ]},
  {"id": 3, "was_cancelled": true, "result": []}]},
{"data": {"article": "Rents rose"}, "predictions": [{"model_version": "m1", "result": [
   {"id": "p", "type": "labels", "from_name": "what", "to_name": "text", "score": 0.5, "value": {"start": 0, "end": 5, "labels": ["claim"]}}]}]}
]"#;
    let reading = read_back(tasks);
    assert_eq!(reading.refused, vec![]);
    let [rents, other] = &reading.projects[..] else { panic!("two tasks") };
    assert_eq!((rents.id(), other.id()), ("11", "tasks"));
    assert_eq!(
        marks(rents),
        ["headline Rents rose 12%", "claim Rents rose 12%", "actor Omar"],
        "by the words, as UTF-16 units"
    );
    let claim = rents.annotations().get(&Id::new("b").expect("not empty")).expect("there");
    let attributes: Vec<(&str, &str)> =
        claim.attributes().iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(attributes, [("certain", "yes; no"), ("stars", "4")]);
    assert_eq!((claim.note(), rents.maker_of(claim)), ("check; this", "ines@example.org"));
    assert_eq!(rents.time_of(claim).map(|at| at.to_string()).as_deref(), Some("2026-03-14T09:30:00Z"));
    assert_eq!(rents.annotations().iter().last().map(Annotation::note), Some("who?"));
    assert_eq!((rents.fields().get("outlet"), rents.fields().get("topic")), ("Post", "housing"));
    let relations: Vec<String> =
        rents.relations().iter().map(|known| format!("{} {} {}", known.from, known.kind, known.to)).collect();
    assert_eq!(relations, ["b related_to c", "c knows b"]);
    assert_eq!(marks(other), ["claim Rents"]);
    let notes: Vec<&str> = reading.notes.iter().map(String::as_str).collect();
    assert_eq!(
        notes,
        [
            "article 11: of 3 annotations the last that has results and was not cancelled is taken; others with results: 0",
            "article 11: positions count UTF-16 units, not code points: 2 of 2 quoted texts stand there so",
            "article tasks: nobody annotated it, and the last prediction is taken",
            "relations in both directions lead from the first mark to the second",
        ]
    );
    assert_eq!(reading.ignored.iter().map(String::as_str).collect::<Vec<_>>(), ["key `score` of a result"]);
}

#[test]
fn the_last_annotation_that_says_something_is_taken() {
    let result = |label: &str| {
        format!(r#"[{{"id":"{label}","type":"labels","value":{{"start":0,"end":5,"labels":["{label}"]}}}}]"#)
    };
    let annotation = |by: &str, result: &str, more: &str| format!(r#"{{"completed_by":{by},"result":{result}{more}}}"#);
    let task = |annotations: &[String]| {
        let prediction = result("actor");
        let annotations = annotations.join(",");
        let rest = format!(r#""predictions":[{{"result":{prediction}}}],"annotations":[{annotations}]"#);
        format!(r#"[{{"id":1,"data":{{"text":"Rents rose"}},{rest}}}]"#)
    };
    let several = [
        annotation("7", &result("claim"), ""),
        annotation(r#"{"id":8,"email":""}"#, &result("quote"), ""),
        annotation("9", "[ ]", ""),
        annotation("10", &result("statistic"), r#","was_cancelled":true"#),
    ];
    for (taken, label, by) in [(&several[..], "quote", "8"), (&several[..1], "claim", "7"), (&several[2..], "", "")] {
        let reading = read_back(&task(taken));
        let project = &reading.projects[0];
        let found: Vec<(&str, &str)> = project
            .annotations()
            .iter()
            .map(|known| (project.label_of(known).id.as_str(), project.maker_of(known)))
            .collect();
        let expected = (!label.is_empty()).then_some((label, by));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }
    let notes = read_back(&task(&several)).notes;
    assert!(notes.iter().any(|note| note.ends_with("; others with results: 1")), "{notes:?}");
}

#[test]
fn the_short_export_comes_in() {
    let tasks = r#"[{"text": "Rents rose 12%.\r\n", "title": "Rents", "id": 5, "annotator": 1, "annotation_id": 2, "lead_time": 3.5, "type": "quantity",
 "label": [{"start": 0, "end": 5, "text": "Rents", "labels": ["tenancy"]},
  {"start": 11, "end": 14, "text": "12%", "labels": ["statistic"]}], "form": [{"start": 0, "end": 5, "choices": ["direct", "mixed"]}]}]"#;
    let reading = read_back(tasks);
    assert_eq!(reading.refused, vec![]);
    let project = &reading.projects[0];
    assert_eq!((project.id(), project.text()), ("5", "Rents rose 12%.\r\n"));
    assert_eq!(marks(project), ["tenancy Rents", "statistic 12%"]);
    let fields: Vec<(&str, &str)> = project.fields().iter().collect();
    assert_eq!(fields, [("title", "Rents"), ("type", "quantity")]);
    assert!(reading.ignored.contains("what `form` says of regions, which are not named"));
}

#[test]
fn a_page_counts_its_text() {
    let tasks = r#"{"id": 1, "data": {"text": "<p>Rents <b>rose</b><br>12% &amp; more</p>"}, "annotations": [{"result": [
{"id": "a", "type": "hypertextlabels", "from_name": "l", "to_name": "t", "value": {"start": "/p[1]/text()[1]", "end": "/p[1]/b[1]/text()[1]",
 "startOffset": 0, "endOffset": 4, "globalOffsets": {"start": 0, "end": 10}, "text": "Rents rose", "hypertextlabels": ["claim"]}},
{"id": "b", "type": "hypertextlabels", "from_name": "l", "to_name": "t", "value": {"start": "/p[1]/text()[2]", "end": "/p[1]/text()[2]",
 "startOffset": 6, "endOffset": 10, "globalOffsets": {"start": 17, "end": 21}, "text": "more", "hypertextlabels": ["claim"]}},
{"id": "c", "type": "hypertextlabels", "from_name": "l", "to_name": "t", "value": {"start": "/p[1]", "end": "/p[1]", "hypertextlabels": ["claim"]}}]}]}"#;
    let reading = read_back(tasks);
    let refused: Vec<String> = reading.refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect();
    assert_eq!(refused, ["6: annotation c of 1 says by paths in a page where it stands, and not in numbers"]);
    let project = &reading.projects[0];
    assert_eq!(project.text(), "Rents rose\n12% & more");
    assert_eq!(marks(project), ["claim Rents rose", "claim more"]);
}

#[test]
fn what_does_not_hold_is_refused_with_its_line() {
    let tasks = r#"[{"data":{"text":"Rents"},"annotations":[{"result":[
{"id":"a","type":"labels","value":{"start":0,"end":5,"labels":[]}},
{"id":"b","type":"labels","value":{"start":0,"end":9,"labels":["claim"]}},
{"id":"c","type":"labels","value":{"start":0,"labels":["claim"]}},
{"id":"d","type":"labels","value":{"start":0,"end":5}},
{"id":"e","type":"labels"},
7,
{"id":"f","type":"labels","value":{"start":0,"end":5,"text":"Bread","labels":["claim"]}},
{"type":"relation","from_id":"a"},
{"type":"relation","from_id":"a","to_id":"x"}]}]},
{"annotations":[]},
{"data":{"text":null,"page":3}},
{"data":7},
{"data":{"text":"x"},"annotations":{}},
"task"]"#;
    assert_eq!(
        said(tasks),
        [
            "2: annotation a of tasks has no label",
            "3: annotation b of tasks marks characters 0..9, the article has 5",
            "4: annotation c of tasks has no `end`",
            "5: annotation d of tasks has no `labels`",
            "6: annotation e of tasks has no `value`",
            "7: a result of tasks is no JSON object",
            "8: annotation f of tasks says `Bread`, but 0..5 is `Rents`",
            "9: a relation of tasks has no `to_id`",
            "10: a relation of tasks is refused: no annotation or relation has the id a",
            "11: the task has no `text`",
            "12: the task has no `text`",
            "13: the task has `data` that is no object",
            "14: the task has a `annotations` that is no list",
            "15: the task is no JSON object",
        ]
    );
}

#[test]
fn hostile_files_are_refused_and_nothing_more() {
    let deep = format!("[{{\"data\":{}{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(said(&deep), ["1: the task has `data` that is no object"]);
    assert!(
        try_read("[{\"data\":{\"text\":\"x\"}},")
            .is_err_and(|error| error.message.starts_with("line 1: it is not JSON"))
    );
    let huge = r#"[{"data":{"text":"<x"},"annotations":[{"result":[{"type":"labels","value":{"globalOffsets":{"start":18446744073709551615,"end":1e99},"labels":["x"]}}]}]}]"#;
    assert_eq!(said(huge).len(), 1);
    let [whole, _] = files(&nasty());
    for cut in (0..whole.len()).step_by(9973).filter(|&cut| whole.is_char_boundary(cut)) {
        assert!(try_read(&whole[..cut]).is_err() || cut == 0);
    }
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&LABEL_STUDIO, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&LABEL_STUDIO, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn the_golden_files_are_as_they_were() {
    check_golden(&LABEL_STUDIO, &Wish::default(), "label-studio", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&LABEL_STUDIO, &projects, &Wish::default());
    }

    #[test]
    fn names_of_any_kind_come_back(project in project_of_words("[a-c<&\"' ,:/é\\]_-]{0,5}".boxed())) {
        // Text that looks as if it was escaped is decided by the words, which is another law.
        check_round_trip(&LABEL_STUDIO, &[project], &Wish::default());
    }
}
