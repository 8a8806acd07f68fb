//! Does spaCy take what is written, and does what it writes come in?

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

fn read_back(documents: &str) -> Reading {
    let source = Source { stem: "corpus", bytes: documents.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    read::read(&source).unwrap_or_else(|error| panic!("{error}"))
}

fn said(documents: &str) -> Vec<String> {
    read_back(documents).refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

fn marks(project: &Project) -> Vec<String> {
    let marked = |known| format!("{} {}", project.label_of(known).id, project.words_of(known));
    project.annotations().iter().map(marked).collect()
}

#[test]
fn tokens_and_spans_have_the_same_edges() {
    let lines = written(&[sample()]);
    // `Rents`, the line end, and the quotation mark that begins the quote.
    let begin =
        r#""ents":[],"tokens":[{"id":0,"start":0,"end":5},{"id":1,"start":5,"end":6},{"id":2,"start":6,"end":7},"#;
    assert!(lines.contains(begin), "{lines}");
    assert!(lines.contains(concat!(
        r#""spans":{"sc":[{"start":6,"end":17,"label":"quote","kb_id":""},"#,
        r#"{"start":38,"end":52,"label":"quote","kb_id":""},{"start":59,"end":62,"label":"statistic","kb_id":""}]}"#
    )));
    assert!(lines.contains(r#""doc_id":"rents","copydesk":{"annotations":[{"id":"a1","start":6,"#), "{lines}");
}

#[test]
fn what_spacy_writes_comes_in() {
    let documents = concat!(
        "[{\"text\":\"😀 Rents rose 12%.\",\n\"ents\":[{\"start\":2,\"end\":7,\"label\":\"tenancy\"},{\"start\":13,\"end\":16,\"label\":\"statistic\"}],\n",
        "\"spans\":{\"sc\":[{\"start\":13,\"end\":16,\"label\":\"statistic\",\"kb_id\":\"Q11229\"}],\"other\":[]},\"cats\":{\"news\":1.0},\n",
        "\"tokens\":[{\"id\":0,\"start\":0,\"end\":1}],\"_\":{\"score\":1},\"doc_id\":\"rents\"},\n",
        "{\"text\":\"Omar\",\"tokens\":[]}]",
    );
    let reading = read_back(documents);
    assert_eq!(reading.refused, vec![]);
    let [rents, omar] = &reading.projects[..] else { panic!("two documents") };
    assert_eq!((rents.id(), omar.id()), ("rents", "corpus"));
    assert_eq!(marks(rents), ["tenancy Rents", "statistic 12%"], "one that is in both lists is one");
    let statistic = rents.annotations().iter().nth(1).expect("two");
    assert_eq!(statistic.attributes().get("kb_id").map(String::as_str), Some("Q11229"));
    let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
    assert_eq!(ignored, ["key `_` of a document", "key `cats` of a document"]);
    assert!(reading.notes.contains("the spans of several groups are taken together: `sc`, `other`"));
}

#[test]
fn one_document_may_stand_on_several_lines() {
    let reading = read_back(
        "\u{feff}{\r\n \"text\": \"Rents rose\",\r\n \"ents\": [{\"start\": 0, \"end\": 5, \"label\": \"claim\"}]\r\n}\r\n",
    );
    assert_eq!((marks(&reading.projects[0]), reading.refused), (vec!["claim Rents".to_owned()], vec![]));
}

#[test]
fn what_positions_count_is_told_where_no_words_say_it() {
    let notes = |text: &str, marks: &str| {
        read_back(&format!(r#"{{"text":"{text}",{marks}}}"#)).notes.into_iter().collect::<Vec<_>>()
    };
    let marks = r#""ents":[{"start":2,"end":7,"label":"claim"}]"#;
    let told =
        "article corpus: no words say what its positions count: they are taken as code points, as the format has them";
    assert_eq!(notes("😀 Rents", marks), [told]);
    assert!(notes("– Rents", marks).is_empty() && notes("😀 Rents", r#""ents":[]"#).is_empty());
    assert!(read_back(&written(&[sample()])).notes.is_empty(), "ours count code points");
}

#[test]
fn what_does_not_hold_is_refused_with_its_line() {
    let lines = concat!(
        "{\"text\":\"Rents\",\"spans\":{\"sc\":[{\"start\":0,\"end\":9,\"label\":\"x\"},3,{\"start\":0,\"end\":5}]}}\n",
        "{\"text\":\"Rents\",\"spans\":[]}\n",
        "{\"text\":\"Rents\",\"spans\":{\"sc\":{}}}\n",
        "{\"text\":\"Rents\",\"ents\":\"none\"}\n",
        "7\n",
        "{\"tokens\":[]}\n",
        "{\"text\":\"a\",\"copydesk\":{\"relations\":[{\"id\":\"r1\",\"type\":\"supports\",\"from\":\"a1\",\"to\":\"a2\"}]}}\n",
    );
    assert_eq!(
        said(lines),
        [
            "1: an annotation of corpus is no JSON object",
            "1: an annotation of corpus has no `label`",
            "1: an annotation of corpus marks characters 0..9, the article has 5",
            "2: the document has a `spans` that is no object",
            "3: the document has a `spans` that is no object of lists",
            "4: the document has a `ents` that is no list",
            "5: the document is no JSON object",
            "6: the document has no `text`",
            "7: relation r1 of corpus-7 is refused: no annotation or relation has the id a1",
        ]
    );
}

#[test]
fn hostile_files_are_refused_and_nothing_more() {
    let deep = format!("{{\"text\":\"x\",\"spans\":{}1{}}}", "{\"a\":".repeat(100_000), "}".repeat(100_000));
    assert_eq!(said(&deep), ["1: the document has a `spans` that is no object of lists"]);
    let source = |bytes| Source { stem: "x", bytes, beside: Vec::new(), texts: &Texts::None };
    assert!(
        read::read(&source(b"[{\"text\":\"x\"},"))
            .is_err_and(|error| error.message.starts_with("line 1: it is not JSON"))
    );
    assert_eq!(said("\0\u{1}\n[").len(), 2);
    let whole = written(&nasty());
    for cut in (0..whole.len()).step_by(9973).filter(|&cut| whole.is_char_boundary(cut)) {
        read_back(&whole[..cut]);
    }
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&SPACY, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&SPACY, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&SPACY, &Wish::default(), "spacy", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&SPACY, &projects, &Wish::default());
    }
}
