//! Does Prodigy take what is written, and does what its people did come in?

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, check_round_trip, marked_projects, nasty, sample};
use crate::format::{Reading, Source, Texts};
use crate::project::{Edit, Project};

fn written(projects: &[Project]) -> String {
    let projects: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let bytes = write(&projects, &Wish::default()).files.remove(0).bytes;
    String::from_utf8(bytes).expect("JSON is text")
}

fn read_back(tasks: &str) -> Reading {
    let source = Source { stem: "tasks", bytes: tasks.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    read::read(&source).unwrap_or_else(|error| panic!("{error}"))
}

fn said(tasks: &str) -> Vec<String> {
    read_back(tasks).refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

#[test]
fn spans_and_relations_count_tokens_too() {
    let lines = written(&[sample()]);
    assert!(
        lines.contains(r#""meta":{"doc_id":"rents","title":"Rents","url":"https://example.org/?a=b&c"},"#),
        "{lines}"
    );
    // `Rents`, the line end, `“`, `We`, `close`, `,`, `”`.
    assert!(lines.contains(r#"{"text":"We","start":7,"end":9,"id":3,"ws":true},"#), "{lines}");
    assert!(
        lines.contains(r#""spans":[{"start":6,"end":17,"label":"quote","token_start":2,"token_end":6},"#),
        "{lines}"
    );
    let relation = concat!(
        r#"{"head":21,"child":6,"label":"supports","head_span":{"start":59,"end":62,"label":"statistic","token_start":20,"token_end":21},"#,
        r#""child_span":{"start":6,"end":17,"label":"quote","token_start":2,"token_end":6}}"#
    );
    assert!(lines.contains(relation), "{lines}");
    assert!(lines.contains(r#""answer":"accept","copydesk":{"annotations":[{"id":"a1","#), "{lines}");
}

#[test]
fn what_people_did_in_prodigy_comes_in() {
    let lines = concat!(
        "\u{feff}",
        r#"{"text":"😀 Rents rose 12%, Omar said.","meta":{"source":"Post"},"_input_hash":5,"_task_hash":6,"answer":"accept","_view_id":"relations","_session_id":"batch-ines","_timestamp":1700000000,"#,
        r#""spans":[{"start":2,"end":16,"label":"claim","token_start":1,"token_end":4},{"start":18,"end":22,"label":"actor","token_start":6,"token_end":6}],"#,
        r#""relations":[{"head":4,"child":6,"label":"attributed_to"},"#,
        r#"{"head":6,"child":4,"label":"supports","head_span":{"start":18,"end":22,"label":"actor"},"child_span":{"start":2,"end":16,"label":"claim"}},"#,
        r#"{"head":0,"child":4,"label":"supports","head_span":{"start":0,"end":1,"label":null},"child_span":{"start":2,"end":16,"label":"claim"}}]}"#,
        "\r\n",
        r#"{"text":"Not this","answer":"reject"}"#,
        "\n",
        r#"{"text":"Nor this","answer":"ignore"}"#,
        "\n",
        r#"{"text":"😀 and 12%.","spans":[{"start":7,"end":10,"label":"statistic","text":"12%"}]}"#,
    );
    let reading = read_back(lines);
    let refused: Vec<String> = reading.refused.iter().map(ToString::to_string).collect();
    assert_eq!(refused, ["a relation of tasks joins what is no span, by its `head`"]);
    let [rents, other] = &reading.projects[..] else { panic!("two tasks") };
    let found: Vec<String> = rents
        .annotations()
        .iter()
        .map(|known| format!("{} {} {}", known.id(), rents.words_of(known), rents.maker_of(known)))
        .collect();
    assert_eq!(found, ["a1 Rents rose 12% batch-ines", "a2 Omar batch-ines"]);
    let relations: Vec<String> =
        rents.relations().iter().map(|known| format!("{} {} {}", known.from, known.kind, known.to)).collect();
    assert_eq!(relations, ["a1 attributed_to a2", "a2 supports a1"]);
    assert_eq!(rents.fields().get("source"), "Post");
    let statistic = other.annotations().iter().next().expect("one");
    assert_eq!(other.words_of(statistic), "12%", "the words say that it counts UTF-16 units");
    let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
    assert_eq!(
        ignored,
        [
            "key `_view_id` of a task",
            "tasks that were answered with `ignore`",
            "tasks that were answered with `reject`"
        ]
    );
}

#[test]
fn a_field_called_as_the_id_is_told() {
    let mut project = sample();
    project.apply(Edit::Field { name: "doc_id".into(), value: "other".into() }).expect("any field");
    check_round_trip(&PRODIGY, &[project], &Wish::default());
}

#[test]
fn a_span_without_a_label_has_that_of_its_task() {
    let task = |label: &str, span: &str| {
        format!(r#"{{"text":"Rents rose","label":{label},"spans":[{{"start":0,"end":5{span}}}]}}"#)
    };
    for (line, expected, is_passed_over) in [
        (task(r#""claim""#, ""), &["claim"][..], false),
        (task(r#""claim""#, r#","label":null"#), &["claim"], false),
        (task(r#""news""#, r#","label":"quote""#), &["quote"], true),
        (task("null", ""), &[], false),
    ] {
        let reading = read_back(&line);
        let project = &reading.projects[0];
        let labels: Vec<&str> = project.annotations().iter().map(|known| project.label_of(known).id.as_str()).collect();
        assert_eq!((&labels[..], reading.ignored.contains("key `label` of a task")), (expected, is_passed_over));
        assert!(
            reading.refused.iter().all(|refusal| refusal.message == "has no `label`" && refusal.hint.contains("task"))
        );
    }
}

#[test]
fn what_does_not_hold_is_refused_with_its_line() {
    let lines = concat!(
        "{\"text\":\"Rents\",\"spans\":[{\"start\":3,\"end\":3,\"label\":\"x\"},{\"start\":0,\"end\":5},[]]}\n",
        "{\"text\":\"Rents\",\"meta\":[]}\n",
        "{\"spans\":[]}\n",
        "{\"text\":\"Rents\",\"answer\":7}\n",
        "{\"text\":\"Rents\",\"relations\":[{\"head\":\"0\",\"child\":1,\"label\":\"x\"},{\"head\":0,\"child\":1}]}\n",
    );
    assert_eq!(
        said(lines),
        [
            "1: an annotation of tasks has no `label`",
            "1: an annotation of tasks is no JSON object",
            "1: an annotation of tasks the range 3..3 (characters) is empty",
            "2: the task has a `meta` that is no object",
            "3: the task has no `text`",
            "4: the task has a `answer` that is no text",
            "5: a relation of tasks-5 has a `head` that is no whole number from 0 on",
            "5: a relation of tasks-5 has no `label`",
        ]
    );
}

#[test]
fn hostile_tasks_are_refused_and_nothing_more() {
    let deep = format!("{{\"text\":\"x\",\"meta\":{{\"a\":{}{}}}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(said(&deep).len(), 0, "a field keeps its JSON as words");
    let huge = "{\"text\":\"x\",\"_timestamp\":1e300,\"spans\":[{\"start\":0,\"end\":1,\"label\":\"x\"}]}";
    assert_eq!(said(huge).len(), 0);
    let whole = written(&nasty());
    for cut in (0..whole.len()).step_by(19_997).filter(|&cut| whole.is_char_boundary(cut)) {
        read_back(&whole[..cut]);
    }
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&PRODIGY, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&PRODIGY, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&PRODIGY, &Wish::default(), "prodigy", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&PRODIGY, &projects, &Wish::default());
    }
}
