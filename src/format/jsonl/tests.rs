//! Does a line say what was marked, and does it come back as it was?

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, check_round_trip, marked_projects, nasty, sample};
use crate::format::{Reading, Source, Texts};

fn written(projects: &[Project]) -> String {
    let projects: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let bytes = write(&projects, &Wish::default()).files.remove(0).bytes;
    String::from_utf8(bytes).expect("JSON is text")
}

fn read_back(lines: &str) -> Reading {
    let source = Source { stem: "lines", bytes: lines.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    read::read(&source).expect("lines are read one by one")
}

fn said(lines: &str) -> Vec<String> {
    read_back(lines).refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

/// What is said of one span of a record.
fn said_of(span: &str) -> String {
    let lines = format!(r#"{{"id":"rents","text":"Rents rose 12% in May.","spans":[{span}]}}"#);
    said(&lines).concat()
}

#[test]
fn a_line_says_what_was_marked() {
    assert_eq!(
        written(&[sample()]),
        concat!(
            r#"{"id":"rents","text":"Rents\n“We close,” said Ineś 👩‍👩‍👧‍👦, “not \"patch\".”\n\nقالت 12%\r\n","#,
            r#""spans":[{"id":"a1","start":6,"end":52,"fragments":[[6,17],[38,52]],"label":"quote","#,
            r#""text":"“We close,” “not \"patch\".”","attributes":{"form":"direct","speaker":"-Inés"},"#,
            r#""note":"=ask\nher","by":"ines","at":"2026-03-14T09:30:00Z"},"#,
            r#"{"id":"x y","start":59,"end":62,"fragments":[[59,62]],"label":"statistic","text":"12%","attributes":{},"#,
            r#""note":"","by":"","at":""}],"#,
            r#""relations":[{"id":"r1","type":"supports","from":"x y","to":"a1"}],"#,
            r#""meta":{"title":"Rents","url":"https://example.org/?a=b&c"}}"#,
            "\n"
        )
    );
}

#[test]
fn a_project_comes_back_as_it_was() {
    let reading = read_back(&written(&[sample()]));
    assert_eq!((reading.refused, reading.added, reading.ignored), Default::default());
    let project = reading.projects[0].clone().annotated_by("ines");
    assert_eq!(project.text(), sample().text(), "carriage returns too");
    assert_eq!((project.annotations(), project.fields()), (sample().annotations(), sample().fields()));
    assert_eq!(project.relations(), sample().relations());
}

#[test]
fn a_line_from_elsewhere_needs_little() {
    let lines = concat!(
        "\u{feff}",
        r#"{"text":"Rents rose 12%.","id":7,"spans":[{"start":0,"end":5,"label":"tenancy","by":null},"#,
        r#"{"id":"a1","start":11,"end":14,"label":"claim","attributes":{"type":"rumour","source":"x"},"score":1}],"#,
        r#""relations":[{"type":"mentions","from":"a1","to":"a2"},{"type":"hides","from":"a1","to":"a9"}],"#,
        r#""meta":{"year":2026,"title":null},"split":"train"}"#,
        "\r\n\n{\"id\":\"empty\",\"text\":\"\"}"
    );
    let reading = read_back(lines);
    let [rents, empty] = &reading.projects[..] else { panic!("two articles") };
    assert_eq!((rents.id(), empty.id(), empty.text()), ("7", "empty", ""));
    assert_eq!(rents.fields().get("year"), "2026");
    let ids: Vec<String> = rents.annotations().iter().map(|known| known.id().to_string()).collect();
    assert_eq!(ids, ["a2", "a1"], "an id that the file gives is never taken for another");
    let added: Vec<&str> = reading.added.iter().map(String::as_str).collect();
    assert_eq!(added, ["attribute `source` of `claim`", "label `tenancy`", "value `rumour` for `type` of `claim`"]);
    let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
    assert_eq!(ignored, ["key `score` of a span", "key `split` of a record"]);
    let refused: Vec<String> = reading.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        refused,
        [
            "a relation of 7 is refused: the scheme has no relation `mentions`",
            "a relation of 7 is refused: no annotation or relation has the id a9",
        ],
    );
}

#[test]
fn a_list_of_values_in_their_order_is_no_span() {
    assert_eq!(said_of(r#"["a1",0,5,[],"claim","Rents",{},"","",""]"#).matches("is no JSON object").count(), 1);
}

#[test]
fn what_does_not_hold_is_refused_record_by_record() {
    let lines = concat!(
        "{\"id\":\"a\",\"text\":\"x\"}\n",
        "{\"id\":\"a\",\"text\":\"y\"}\n",
        "{\"id\":\"b\",\n",
        "[1]\n",
        "{\"id\":\"c\"}\n",
        "{\"text\":\"y\"}\n",
        "{\"id\":\"d\",\"text\":[]}\n",
        "{\"id\":\"e\",\"text\":\"\\ud83d\"}\n",
        "{\"id\":\"f\",\"text\":\"y\",\"spans\":{}}\n",
        "{\"id\":\"g\",\"text\":\"y\"}\n",
    );
    assert_eq!(read_back(lines).projects.len(), 2);
    assert_eq!(
        said(lines),
        [
            "2: article a is refused: line 1 has an article of that id",
            "3: the record is not JSON: EOF while parsing an object at column 10",
            "4: the record is no JSON object",
            "5: the record has no `text`",
            "6: the record has no `id`",
            "7: the record has a `text` that is no text",
            "8: the record is not JSON: unexpected end of hex escape at column 25",
            "9: the record has a `spans` that is no list",
        ]
    );
}

#[test]
fn a_span_that_does_not_stand_is_refused() {
    let check = |span: &str, message: &str| assert_eq!(said_of(span), format!("1: {message}"));
    check("3", "an annotation of rents is no JSON object");
    check(r#"{"id":"a1","start":0,"end":5}"#, "annotation a1 of rents has no `label`");
    check(
        r#"{"start":"0","end":5,"label":"x"}"#,
        "an annotation of rents has a `start` that is no whole number from 0 on",
    );
    check(
        r#"{"start":-1,"end":5,"label":"x"}"#,
        "an annotation of rents has a `start` that is no whole number from 0 on",
    );
    check(r#"{"start":5,"end":5,"label":"x"}"#, "an annotation of rents the range 5..5 (characters) is empty");
    check(
        r#"{"id":"T1","start":0,"end":5,"label":"x","text":"rose"}"#,
        "annotation T1 of rents says `rose`, but 0..5 is `Rents`",
    );
    check(
        r#"{"start":0,"end":9,"fragments":[[0,5],[5,9]],"label":"x"}"#,
        "an annotation of rents two of its ranges overlap or touch",
    );
    check(
        r#"{"start":0,"end":9,"fragments":[[0]],"label":"x"}"#,
        "an annotation of rents has a `fragments` that is no list of pairs [start, end]",
    );
    check(
        r#"{"start":0,"end":5,"label":"claim","attributes":{"type":[]}}"#,
        "an annotation of rents has a `attribute type` that is no text",
    );
}

#[test]
fn a_refused_span_says_where_its_text_stands() {
    let lines = r#"{"id":"r","text":"😀 Rents rose 12%","spans":[{"start":14,"end":17,"label":"x","text":"12%"}]}"#;
    let refusal = read_back(lines).refused.remove(0);
    assert_eq!(refusal.to_string(), "an annotation of r marks characters 14..17, the article has 16");
    let lines = r#"{"id":"r","text":"😀 Rents rose 12%.","spans":[{"start":14,"end":17,"label":"x","text":"12%"}]}"#;
    let refusal = read_back(lines).refused.remove(0);
    assert_eq!(refusal.hint, "that text stands at 13..16; positions count Unicode code points");
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&JSONL, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&JSONL, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&JSONL, &Wish::default(), "jsonl", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&JSONL, &projects, &Wish::default());
    }

    #[test]
    fn writing_reading_and_writing_gives_the_same_bytes(projects in marked_projects()) {
        let lines = written(&projects);
        let reading = read_back(&lines);
        prop_assert_eq!(&reading.refused, &vec![]);
        prop_assert_eq!(written(&reading.projects), lines);
    }
}
