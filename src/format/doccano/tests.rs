//! Does a line hold what doccano takes, and does what doccano gives come in?

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, check_round_trip, marked_projects, nasty, sample};
use crate::format::{Reading, Source, Texts};
use crate::project::Project;

fn written(projects: &[Project]) -> String {
    let projects: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let bytes = write(&projects, &Wish::default()).files.remove(0).bytes;
    String::from_utf8(bytes).expect("JSON is text")
}

fn read_back(lines: &str) -> Reading {
    let source = Source { stem: "batch", bytes: lines.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    read::read(&source).expect("lines are read one by one")
}

fn said(lines: &str) -> Vec<String> {
    read_back(lines).refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

#[test]
fn a_line_holds_what_doccano_takes() {
    assert_eq!(
        written(&[sample()]),
        concat!(
            r#"{"text":"Rents\n“We close,” said Ineś 👩‍👩‍👧‍👦, “not \"patch\".”\n\nقالت 12%\r\n","#,
            r#""entities":[{"id":1,"label":"quote","start_offset":6,"end_offset":17},"#,
            r#"{"id":2,"label":"quote","start_offset":38,"end_offset":52},"#,
            r#"{"id":3,"label":"statistic","start_offset":59,"end_offset":62}],"#,
            r#""relations":[{"id":1,"from_id":3,"to_id":1,"type":"supports"},"#,
            r#"{"id":2,"from_id":1,"to_id":2,"type":"next_fragment"}],"doc_id":"rents","#,
            r#""copydesk":{"annotations":[{"id":"a1","start":6,"end":17,"label":"quote","#,
            r#""attributes":{"form":"direct","speaker":"-Inés"},"note":"=ask\nher","by":"ines","at":"2026-03-14T09:30:00Z"},"#,
            r#"{"id":"a1/2","start":38,"end":52,"label":"quote"},{"id":"x y","start":59,"end":62,"label":"statistic"}],"#,
            r#""relations":[{"id":"r1","type":"supports","from":"x y","to":"a1"},"#,
            r#"{"type":"next_fragment","from":"a1","to":"a1/2"}],"#,
            r#""fields":{"title":"Rents","url":"https://example.org/?a=b&c"}}}"#,
            "\n"
        )
    );
}

#[test]
fn numbers_are_given_once_in_a_file() {
    let lines = written(&[sample(), sample().called("other")]);
    let second = lines.lines().nth(1).expect("two lines");
    assert!(second.contains(r#"{"id":4,"label":"quote""#) && second.contains(r#"{"id":3,"from_id":6,"to_id":4"#));
}

#[test]
fn what_was_changed_in_doccano_counts() {
    // The statistic is moved, a claim is new, and all numbers are others.
    let exported = concat!(
        r#"{"id":31,"text":"Rents rose 12% in May.","doc_id":"rents","copydesk":{"annotations":["#,
        r#"{"id":"a1","start":0,"end":14,"label":"claim","note":"check"},{"id":"a2","start":11,"end":13,"label":"statistic"}],"#,
        r#""relations":[{"id":"r7","type":"supports","from":"a2","to":"a1"}],"fields":{}},"#,
        r#""entities":[{"id":90,"label":"statistic","start_offset":11,"end_offset":14},"#,
        r#"{"id":91,"label":"claim","start_offset":0,"end_offset":14},{"id":92,"label":"claim","start_offset":0,"end_offset":5}],"#,
        r#""relations":[{"id":5,"from_id":90,"to_id":91,"type":"supports"}],"Comments":[{"id":1,"comment":"too short"}]}"#,
    );
    let reading = read_back(exported);
    assert_eq!((reading.refused.len(), reading.ignored.len()), (0, 0));
    let project = &reading.projects[0];
    let found: Vec<String> = project
        .annotations()
        .iter()
        .map(|known| format!("{} {} {}", known.id(), project.words_of(known), known.note()))
        .collect();
    assert_eq!(found, ["a1 Rents rose 12% check", "a4 Rents ", "a3 12% "]);
    let relation = project.relations().iter().next().expect("one");
    assert_eq!((relation.from.to_string(), relation.to.to_string()), ("a3".to_owned(), "a1".to_owned()));
    assert_eq!(project.fields().get("memo"), "too short");
}

#[test]
fn what_doccano_exports_comes_in() {
    let lines = concat!(
        "\u{feff}",
        r#"{"id":7,"text":"😀 Rents rose 12%.","label":[[2,7,"tenancy"],[13,16,"statistic"]],"Comments":["check"],"outlet":"Post","page":3}"#,
        "\r\n\r\n",
        r#"{"text":"Omar disputes it","labels":[[0,4,"actor"]]}"#,
        "\n",
        r#"{"id":7,"text":"again","label":["news"],"relations":[],"entities":[]}"#,
    );
    let reading = read_back(lines);
    assert_eq!(reading.refused, vec![]);
    let ids: Vec<&str> = reading.projects.iter().map(Project::id).collect();
    assert_eq!(ids, ["7", "batch", "7-3"]);
    let rents = &reading.projects[0];
    let words: Vec<String> = rents.annotations().iter().map(|known| rents.words_of(known)).collect();
    assert_eq!(words, ["Rents", "12%"], "code points");
    assert_eq!((rents.fields().get("outlet"), rents.fields().get("page")), ("Post", "3"));
    assert!(reading.ignored.contains("labels of whole documents"));
    assert!(reading.added.contains("label `tenancy`"));
}

#[test]
fn what_positions_count_is_told_where_no_words_say_it() {
    let notes = |text: &str, marks: &str| {
        read_back(&format!(r#"{{"text":"{text}",{marks}}}"#)).notes.into_iter().collect::<Vec<_>>()
    };
    let marks = r#""label":[[2,7,"claim"]]"#;
    let told =
        "article batch: no words say what its positions count: they are taken as code points, as the format has them";
    assert_eq!(notes("😀 Rents", marks), [told]);
    assert!(notes("– Rents", marks).is_empty() && notes("😀 Rents", r#""label":[]"#).is_empty());
    assert!(read_back(&written(&[sample()])).notes.is_empty(), "ours count code points");
}

#[test]
fn what_does_not_hold_is_refused_with_its_line() {
    let lines = concat!(
        "{\"text\":\"Rents\",\"label\":[[0,9,\"x\"],[3],{\"a\":1},[0,5,\"claim\"]]}\n",
        "{\"text\":\"Rents\",\"entities\":[{\"id\":1,\"label\":\"\",\"start_offset\":0,\"end_offset\":5},7,{\"start_offset\":-1}],",
        "\"relations\":[{\"id\":1,\"from_id\":1,\"to_id\":8,\"type\":\"supports\"}]}\n",
        "[1]\n",
        "{\"label\":[]}\n",
        "{\"text\":{}}\n",
        "{\"text\":\"\\ud83d\"}\n",
        "{\"text\":\"Rents\",\"entities\":{}}\n",
        "{\"text\":\n",
        "{\"text\":\"Rents\",\"copydesk\":{\"annotations\":[{\"id\":5}],\"relations\":7}}\n",
    );
    let reading = read_back(lines);
    assert_eq!(reading.projects.len(), 3);
    assert!(reading.ignored.contains("what stands in `copydesk` and was not written by Copydesk"));
    assert_eq!(
        said(lines),
        [
            "1: an annotation of batch is no span",
            "1: an annotation of batch is no span",
            "1: an annotation of batch marks characters 0..9, the article has 5",
            "2: an annotation of batch-2 is no JSON object",
            "2: an annotation of batch-2 has a `start_offset` that is no whole number from 0 on",
            "2: annotation a1 of batch-2 has no label",
            "2: a relation of batch-2 is refused: no annotation or relation has the id a1",
            "3: the record is no JSON object",
            "4: the record has no `text`",
            "5: the record has a `text` that is no text",
            "6: the record has a `text` that is not JSON: unexpected end of hex escape at column 8",
            "7: the record has a `entities` that is no list",
            "8: the record is not JSON: EOF while parsing a value at column 8",
        ]
    );
}

#[test]
fn hostile_lines_are_refused_and_nothing_more() {
    let deep = format!("{{\"text\":\"x\",\"label\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(said(&deep).len(), 1);
    let huge = r#"{"text":"x","label":[[0,99999999999999999999,"x"],[0,18446744073709551615,"x"],[0,1e3,"x"]]}"#;
    assert_eq!(said(huge).len(), 3);
    let whole = written(&nasty());
    for cut in (0..whole.len()).step_by(9973).filter(|&cut| whole.is_char_boundary(cut)) {
        read_back(&whole[..cut]);
    }
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&DOCCANO, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&DOCCANO, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&DOCCANO, &Wish::default(), "doccano", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&DOCCANO, &projects, &Wish::default());
    }
}
