//! Does a page say what was marked, to programs that know the standard as to our own?

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::format::laws::{
    check_golden, check_round_trip, hostile_words, marked_projects, nasty, project_of_words, sample,
};
use crate::format::{ReadError, Reading, Source, Texts, Wish};
use crate::project::Article;

const ARTICLE: &str = "😀 Rents rose 12% in May, and 12% in June.\r\nNobody knows why.";

fn read_as(format: &Format, file: &str, texts: &Texts) -> Result<Reading, ReadError> {
    let source = Source { stem: "rents", bytes: file.as_bytes(), beside: Vec::new(), texts };
    format.read.expect("it is read")(&source)
}

fn beside() -> Texts {
    Texts::Only("whatever".into(), Arc::new(Article::new(ARTICLE.into()).expect("an article")))
}

fn read(file: &str) -> Reading {
    read_as(&W3C, file, &beside()).expect("it holds annotations")
}

/// What came in of one article: id, label, words, note.
fn marks(reading: &Reading) -> Vec<String> {
    let project = &reading.projects[0];
    let line = |annotation: &Annotation| {
        let words = project.words_of(annotation);
        format!("{} {} {words:?} {}", annotation.id(), project.label_of(annotation).id, annotation.note())
    };
    project.annotations().iter().map(line).collect()
}

fn refused(reading: &Reading) -> Vec<String> {
    reading.refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

/// An annotation with this target.
fn item(target: &str) -> String {
    format!(
        r#"{{"id":"urn:x:1","type":"Annotation","body":{{"purpose":"tagging","value":"claim"}},"target":{target}}}"#
    )
}

fn quote(exact: &str, prefix: &str, suffix: &str) -> String {
    format!(r#"{{"type":"TextQuoteSelector","exact":"{exact}","prefix":"{prefix}","suffix":"{suffix}"}}"#)
}

fn position(start: usize, end: usize) -> String {
    format!(r#"{{"type":"TextPositionSelector","start":{start},"end":{end}}}"#)
}

#[test]
fn a_page_comes_back_whole() {
    for format in [&W3C, &W3C_UTF16] {
        let project = sample();
        let bytes =
            format.write.expect("written")(&[Named::new("rents", &project)], &Wish::default()).files.remove(0).bytes;
        let file = String::from_utf8(bytes).expect("JSON is text");
        let reading = read_as(format, &file, &Texts::None).expect("read");
        assert!(reading.refused.is_empty() && reading.added.is_empty());
        assert!(reading.ignored.is_empty() && reading.notes.is_empty());
        let back = reading.projects[0].clone().annotated_by("ines");
        assert_eq!((back.id(), back.text(), back.fields()), ("rents", sample().text(), sample().fields()));
        assert_eq!((back.annotations(), back.relations()), (sample().annotations(), sample().relations()));
    }
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    for format in [&W3C, &W3C_UTF16] {
        check_round_trip(format, &nasty(), &Wish::default());
        nasty().iter().for_each(|project| check_round_trip(format, std::slice::from_ref(project), &Wish::default()));
    }
}

#[test]
fn the_golden_files_are_as_they_were() {
    check_golden(&W3C, &Wish::default(), "w3c", |_| Vec::new());
    check_golden(&W3C_UTF16, &Wish::default(), "w3c-utf16", |_| Vec::new());
}

#[test]
fn selectors_stand_in_any_order_and_any_number() {
    let both = |first: &str, second: &str| {
        item(&format!(r#"{{"source":"https://example.org/rents","selector":[{first},{second}]}}"#))
    };
    let (words, place) = (quote("12%", "rose ", " in M"), position(13, 16));
    for one in [
        both(&words, &place),
        both(&place, &words),
        item(&format!(r#"{{"source":"urn:x","selector":{place}}}"#)),
        item(&format!(r#"[{{"source":"urn:x","selector":[{words}]}}]"#)),
        item(&format!(r#"{{"id":"urn:x","selector":[{{"type":"CssSelector","value":"p"}},{words}]}}"#)),
        item(r#"{"source":{"id":"urn:x"},"selector":{"type":"FragmentSelector","value":"char=13,16"}}"#),
    ] {
        for file in [
            one.clone(),
            format!("[{one}]"),
            format!(r#"{{"type":"AnnotationPage","items":[{one}]}}"#),
            format!(r#"{{"type":"AnnotationCollection","total":1,"first":{{"items":{one}}}}}"#),
        ] {
            let reading = read(&file);
            assert_eq!(marks(&reading), [r#"urn:x:1 claim "12%" "#], "{file}");
            assert_eq!(reading.projects[0].id(), "rents");
        }
    }
    let reading = read(&both(&words, &place));
    assert_eq!(reading.projects[0].fields().get("url"), "https://example.org/rents");
}

#[test]
fn the_quoted_words_decide_what_positions_count() {
    let page = |start: usize| {
        let one = |start: usize, exact| {
            let selectors = format!("{},{}", quote(exact, "", ""), position(start, start + 3));
            item(&format!(r#"{{"source":"urn:x","selector":[{selectors}]}}"#))
                .replace("urn:x:1", &format!("urn:x:{start}"))
        };
        format!("[{},{}]", one(start, "12%"), one(start - 4, "ose"))
    };
    for (format, start, is_told) in
        [(&W3C, 13, false), (&W3C, 14, true), (&W3C_UTF16, 14, false), (&W3C_UTF16, 13, true)]
    {
        let reading = read_as(format, &page(start), &beside()).expect("read");
        let words: Vec<String> =
            reading.projects[0].annotations().iter().map(|known| reading.projects[0].words_of(known)).collect();
        assert_eq!(words, ["ose", "12%"]);
        assert_eq!(!reading.notes.is_empty(), is_told, "{:?}", reading.notes);
    }
}

#[test]
fn words_are_searched_for_where_the_place_is_wrong_or_missing() {
    let one = |selectors: &str| read(&item(&format!(r#"{{"source":"urn:x","selector":[{selectors}]}}"#)));
    let reading = one(&format!("{},{}", quote("12%", "and ", ""), position(3, 6)));
    assert_eq!(reading.projects[0].annotations().iter().map(|known| known.hull().start()).collect::<Vec<_>>(), [32]);
    assert!(
        reading
            .notes
            .iter()
            .any(|note| note.ends_with("annotations that are where their words stand, not at their positions: 1"))
    );
    assert_eq!(
        refused(&one(&quote("12%", "", ""))),
        ["1: annotation urn:x:1 of rents says `12%`, which stands at 13..16, 29..32"]
    );
    assert_eq!(
        refused(&one(&quote("fell", "", ""))),
        ["1: annotation urn:x:1 of rents says `fell`, which does not stand in the article"]
    );
    let beyond = refused(&one(&position(900, 901)));
    assert_eq!(beyond, ["1: annotation urn:x:1 of rents marks characters 900..901, the article has 60"]);
    assert_eq!(refused(&one(&position(5, 5))), ["1: annotation urn:x:1 of rents the range 5..5 (characters) is empty"]);
}

#[test]
fn bodies_become_label_attributes_and_note() {
    let with = |rest: &str| {
        let target = format!(r#""target":{{"source":"urn:x","selector":{}}}"#, position(2, 7));
        read(&format!(r#"[{{"id":"a1",{rest}{target}}}]"#))
    };
    let check = |rest: &str, expected: &str| assert_eq!(marks(&with(rest)), [expected], "{rest}");
    check(
        r#""body":[{"purpose":"tagging","value":"quote"},{"purpose":["commenting"],"value":"see"}],"#,
        r#"a1 quote "Rents" see"#,
    );
    check(
        r#""body":[{"value":"one"},{"purpose":"replying","value":"two"}],"motivation":"commenting","#,
        "a1 commenting \"Rents\" one\ntwo",
    );
    check(r#""bodyValue":"one","motivation":["oa:questioning"],"#, r#"a1 questioning "Rents" one"#);
    check(r#""body":{"purpose":"classifying","source":"http://example.org/terms#x/claim"},"#, r#"a1 claim "Rents" "#);
    check("", r#"a1 highlighting "Rents" "#);
    let reading = with(
        r#""creator":{"type":"Person","name":"Ines","id":"urn:i"},"created":"2026-03-14T09:30:00.5+02:00","modified":"x","body":[
        {"purpose":"tagging","value":"quote"},{"purpose":"tagging","value":"second"},{"purpose":"classifying","value":"speaker=A=B"}],"#,
    );
    let project = &reading.projects[0];
    let annotation = project.annotations().iter().next().expect("one");
    assert_eq!((project.maker_of(annotation), annotation.attributes()["speaker"].as_str()), ("Ines", "A=B"));
    assert_eq!(project.time_of(annotation).map(|at| at.to_string()).as_deref(), Some("2026-03-14T07:30:00Z"));
    let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
    assert_eq!(ignored, ["key `modified` of an annotation", "the tag `second` beside another"]);
}

#[test]
fn rows_of_an_annotation_service_come_in_too() {
    let row = format!(
        r#"{{"id":"Xy1","uri":"https://example.org/a","text":"Is it?","tags":["claim","later"],"user":"acct:ines@example.org",
        "created":"2026-03-14T09:30:00.123456+00:00","group":"__world__",
        "target":[{{"source":"https://example.org/a","selector":[{{"type":"RangeSelector","endOffset":16,"startOffset":13}},{},{}]}}]}}"#,
        position(514, 517),
        quote("12%", "Rents rose ", " in May"),
    );
    let reading = read(&format!(r#"{{"total":1,"rows":[{row}]}}"#));
    assert_eq!(marks(&reading), [r#"Xy1 claim "12%" Is it?"#]);
    assert!(
        reading.ignored.contains("selector RangeSelector") && reading.ignored.contains("key `group` of an annotation")
    );
}

#[test]
fn the_state_of_recogito_comes_in_too() {
    let row = |id: &str, bodies: &str, selectors: &str| {
        let target = r#""creator":{"isGuest":true,"id":"omar"},"created":"2026-03-14T09:30:00.123Z""#;
        let target = format!(r#"{{"annotation":"{id}","selector":[{selectors}],{target}}}"#);
        format!(r#"{{"id":"{id}","bodies":[{bodies}],"target":{target}}}"#)
    };
    let body = |purpose: &str, value: &str| {
        format!(r#"{{"id":"b","annotation":"x","purpose":"{purpose}","value":"{value}"}}"#)
    };
    let place = |quote: &str, start: usize| {
        format!(r#"{{"quote":"{quote}","start":{start},"end":{}}}"#, start + quote.encode_utf16().count())
    };
    let bodies = [body("tagging", "claim"), body("commenting", "Is it?")].join(",");
    let several = [place("Rents", 3), place("12%", 14)].join(",");
    let rows = [row("one", &bodies, &place("12%", 14)), row("two", &body("tagging", "claim"), &several)];
    // Only the one that quotes nothing cannot be told by its words.
    let silent = row("three", "", &place("", 31)).replace(r#""end":31"#, r#""end":34"#);
    for format in [&W3C, &W3C_UTF16] {
        let file = format!("[{},{silent}]", rows.join(","));
        let reading = read_as(format, &file, &beside()).expect("read");
        assert_eq!(refused(&reading), [""; 0]);
        let project = &reading.projects[0];
        let mut found = marks(&reading);
        found.sort();
        let expected = [r#"one claim "12%" Is it?"#, r#"three highlighting "2% " "#, r#"two claim "Rents 12%" "#];
        assert_eq!(found, expected);
        assert!(project.annotations().iter().all(|known| project.maker_of(known) == "omar"));
        assert!(project.annotations().iter().all(|known| project.time_of(known).is_some()));
        assert!(reading.ignored.is_empty() && reading.notes.is_empty(), "{:?} {:?}", reading.ignored, reading.notes);
    }
}

#[test]
fn relations_join_annotations_however_they_are_written() {
    let mark = |id: &str, start| {
        item(&format!(r#"{{"source":"urn:x","selector":{}}}"#, position(start, start + 3))).replace("urn:x:1", id)
    };
    let check = |link: &str| {
        let reading = read(&format!("[{link},{},{}]", mark("#a", 2), mark("#b", 8)));
        let [relation] = &reading.projects[0].relations().iter().collect::<Vec<_>>()[..] else {
            panic!("{link}: {:?}", refused(&reading))
        };
        assert_eq!(format!("{} {} {}", relation.from, relation.kind, relation.to), "#a supports #b");
    };
    let tag = r##"{"type":"TextualBody","purpose":"tagging","value":"supports"}"##;
    check(&format!(
        r##"{{"id":"r","motivation":"linking","body":[{tag},{{"purpose":"linking","source":"#b"}}],"target":"#a"}}"##
    ));
    check(&format!(r##"{{"id":"r","motivation":"linking","body":[{tag}],"target":[{{"id":"#a"}},{{"id":"#b"}}]}}"##));
    check(&format!(r##"{{"id":"r","motivation":["linking"],"body":["#b",{tag}],"target":["#a"]}}"##));
    let reading = read(&format!(r##"[{{"id":"r","motivation":"linking","target":["#a","#c"]}},{}]"##, mark("#a", 2)));
    assert_eq!(refused(&reading), ["1: relation r of rents is refused: no annotation or relation has the id #c"]);
}

#[test]
fn annotations_go_to_the_article_that_they_are_about() {
    let article = |text: &str| Arc::new(Article::new(text.into()).expect("an article"));
    let texts = Texts::Named(BTreeMap::from([
        ("one".to_owned(), article("one text")),
        ("two".to_owned(), article("other text")),
    ]));
    let mark = |id: &str, source: &str, exact: &str| {
        item(&format!(r#"{{"source":"{source}","selector":{}}}"#, quote(exact, "", ""))).replace("urn:x:1", id)
    };
    let file = format!(
        r#"[{},{},{},{{"id":"r","motivation":"linking","target":["a","b"]}},{{"id":"s","motivation":"linking","target":["z","b"]}}]"#,
        mark("a", "https://example.org/two.html", "other"),
        mark("b", "https://example.org/two.html", "text"),
        mark("c", "https://example.org/three", "text"),
    );
    let reading = read_as(&W3C, &file, &texts).expect("read");
    let [two] = &reading.projects[..] else { panic!("one article is known") };
    assert_eq!((two.id(), two.annotations().len(), two.relations().len()), ("two", 2, 1));
    let expected = [
        "1: relation s of two is refused: no annotation or relation has the id z",
        "1: article three has no text: its 1 annotations are left out",
    ];
    assert_eq!(refused(&reading), expected);
}

#[test]
fn what_does_not_hold_is_refused_with_its_line() {
    let file = [
        "\u{feff}[", r#"{"id":"a","target":"urn:x"},"#, "7,", r#"{"id":"c","target":{"source":"urn:x","selector":{"start":-1,"end":2}}},"#,
        r#"{"id":"d","target":[{"source":"urn:x","selector":{"type":"TextPositionSelector","start":2,"end":7}},{"source":"urn:y"}]},"#,
        r#"{"id":"e","body":{"value":{}},"target":[]},"#, r#"{"target":[{"source":"urn:x","selector":"TextPositionSelector"}]}]"#,
    ]
    .join("\r\n");
    let reading = read(&file);
    assert_eq!(
        refused(&reading),
        [
            "2: annotation a does not say what it marks",
            "3: the annotation is no Web Annotation: invalid type: integer `7`, expected an object or a name",
            "4: the annotation is no Web Annotation: invalid type: integer `-1`, expected a whole number from 0 on",
            "5: annotation d marks something in `urn:x` and in `urn:y`",
            "6: the annotation is no Web Annotation: invalid type: map, expected a text",
            "7: the annotation does not say what it marks",
        ]
    );
}

#[test]
fn what_is_no_page_is_refused_as_a_whole() {
    let wrong = |file: &str| read_as(&W3C, file, &beside()).expect_err("nothing to read").message;
    assert_eq!(wrong("{}"), "it holds no Web Annotations");
    assert_eq!(wrong("7"), "it holds no Web Annotations");
    assert_eq!(wrong(r#"{"type":"AnnotationPage","items":[]}"#), "it holds no Web Annotations");
    assert!(wrong("").contains("not JSON") && wrong("{\"items\":[\n{").starts_with("the file, line 2: it is not JSON"));
    assert!(wrong(r#"{"schema:about":{"schema:articleBody":7},"items":[]}"#).contains("that is no text"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(read(&deep).refused.len(), 1);
    assert_eq!(
        wrong(&format!("{}{}", r#"{"first":"#.repeat(1000), "1".to_owned() + &"}".repeat(1000))),
        "it holds no Web Annotations"
    );
    let nested = item(&format!("{}{}", r#"{"selector":"#.repeat(200), "1".to_owned() + &"}".repeat(200)));
    assert_eq!(read(&nested).refused.len(), 1);
    let long = item(&format!("[{}0]", r#""","#.repeat(10_001)));
    assert!(refused(&read(&long))[0].ends_with("a list of more than 10000 things"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&W3C, &projects, &Wish::default());
        check_round_trip(&W3C_UTF16, &projects, &Wish::default());
    }

    #[test]
    fn names_of_any_kind_come_back(
        project in project_of_words(hostile_words(&["urn:copydesk:a:b", "https://x/", "=", "%3D", "%", " ", "é", "#", ":", "\"", "\n", "\0"]))
    ) {
        check_round_trip(&W3C, &[project], &Wish::default());
    }

    #[test]
    fn a_cut_file_is_refused_or_read_in_part(at in 0..3000_usize) {
        let project = sample();
        let mut bytes = write(&[Named::new("rents", &project)], Unit::Chars).files.remove(0).bytes;
        bytes.truncate(at);
        let source = Source { stem: "rents", bytes: &bytes, beside: Vec::new(), texts: &Texts::None };
        let _ = (W3C.read.expect("it is read"))(&source);
    }
}
