//! Does a folder of brat say what was marked, and is one from elsewhere read as it is meant?

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, check_round_trip, marked_projects, nasty, sample};
use crate::format::{Named, Part, Place, Reading, Source, Texts, Wish};
use crate::project::{Edit, Id, Project};

/// The files that are written, by name.
fn written(projects: &[Project]) -> Vec<(String, String)> {
    let named: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let files = write::write(&named, &Wish::default()).files.into_iter().map(|file| {
        let Place::Within(name) = file.place else { panic!("a folder has no main file") };
        (name, String::from_utf8(file.bytes).expect("text"))
    });
    files.collect()
}

fn read_with(text: &str, lines: &str) -> Reading {
    let beside = vec![(TEXT, text.as_bytes().into())];
    let source = Source { stem: "rents", bytes: lines.as_bytes(), beside, texts: &Texts::None };
    read::read(&source).expect("lines are read one by one")
}

/// What is marked, as `id label start..end,start..end`.
fn marks(reading: &Reading) -> Vec<String> {
    let project = &reading.projects[0];
    let shown = |annotation: &crate::project::Annotation| {
        let ranges = annotation.fragments().spans().iter().map(|span| project.article().char_range(*span));
        let ranges: Vec<String> = ranges.map(|range| format!("{}..{}", range.start, range.end)).collect();
        format!("{} {} {}", annotation.id(), project.label_of(annotation).id, ranges.join(","))
    };
    project.annotations().iter().map(shown).collect()
}

fn relations(reading: &Reading) -> Vec<String> {
    let relations = reading.projects[0].relations().iter();
    relations.map(|known| format!("{} {} {} {}", known.id, known.from, known.kind, known.to)).collect()
}

fn refused(reading: &Reading) -> Vec<String> {
    reading.refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect()
}

#[test]
fn a_folder_says_what_was_marked() {
    let files = written(&[sample()]);
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["rents.ann", "rents.txt", "annotation.conf", "visual.conf"]);
    assert_eq!(
        files[0].1,
        concat!(
            "T1\tquote 6 17;38 52\t“We close,” “not \"patch\".”\n",
            "A1\tform T1 direct\n",
            "A2\tspeaker T1 -In_s\n",
            "#1\tAttributes T1\t{\"speaker\":\"-Inés\"}\n",
            "#2\tLines T1\t\"=ask\\nher\"\n",
            "#3\tAnnotatorNotes T1\t=ask her\n",
            "T2\tstatistic 59 62\t12%\n",
            "#4\tId T2\tx y\n",
            "R1\tsupports Arg1:T2 Arg2:T1\n",
        )
    );
    assert_eq!(files[1].1, sample().text().replace("\r\n", " \n"), "all programs count the same");
    assert!(files[2].1.contains("\nform\tArg:<ENTITY>, Value:direct|indirect|mixed\n"), "{}", files[2].1);
    assert!(files[3].1.contains("\nclaim\tbgColor:#d55e00\n"), "{}", files[3].1);
}

#[test]
fn a_folder_from_elsewhere_is_read_as_it_is_meant() {
    let lines = concat!(
        "\u{feff}R3\tSupports Arg2:T1 Arg1:T20\r\n",
        "T1\tclaim 0 10\tRents rose\r\n",
        "T20\tstatistic 11 14\t12%\r\n",
        "T21\tquote 0 5;11 14\tRents 12%\r\n",
        "A1\tNegated T1\r\n",
        "M2\tHedged T20\r\n",
        "A3\ttype T1 quantity\r\n",
        "\r\n",
        "#1\tAnnotatorNotes T1\tFirst\r\n",
        "#2\tAnnotatorNotes T1\tsecond\r\n",
        "#3\tNormalised T1\tx\r\n",
        "#4\tAnnotatorNotes R3\tsure\r\n",
        "*\tEquiv T1 T20 T21\r\n",
        "N1\tReference T1 Wikidata:Q1\tRents\r\n",
    );
    let reading = read_with("Rents rose 12% in May.\r\n", lines);
    assert_eq!(refused(&reading), [""; 0]);
    assert_eq!(marks(&reading), ["a21 quote 0..5,11..14", "a1 claim 0..10", "a20 statistic 11..14"]);
    assert_eq!(relations(&reading), ["r3 a20 Supports a1", "r4 a1 Equiv a20", "r5 a1 Equiv a21"]);
    let known = reading.projects[0].annotations();
    let claim = known.get(&Id::new("a1").expect("not empty")).expect("there");
    assert_eq!(claim.note(), "First\nsecond");
    let values: Vec<(&str, &str)> = claim.attributes().iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(values, [("Negated", "true"), ("type", "quantity")]);
    let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
    assert_eq!(ignored, ["comments of the type `Normalised`", "normalizations", "notes on relations"]);
}

#[test]
fn what_is_said_of_lines_that_become_nothing_is_passed_over() {
    let lines = concat!(
        "T1\tclaim 0 5\tRents\n",
        "A1\tform T1 direct\n",
        "N1\tReference T1 Wikidata:Q1\tRents\n",
        "T2\tclaim 6\trose\n",
        "#1\tAnnotatorNotes N1\tthe right one?\n",
        "#2\tAnnotatorNotes A1\tsure\n",
        "#3\tAnnotatorNotes #1\tyes\n",
        "A2\tCertain A1 high\n",
        "A3\tform T2 direct\n",
        "#4\tAnnotatorNotes N2\tnowhere\n",
    );
    let reading = read_with("Rents rose 12%.", lines);
    assert_eq!(
        refused(&reading),
        [
            "4: annotation T2 of rents is `T2\tclaim 6\trose`, which is no mark",
            "10: what is said is about N2, which is not in the file",
        ]
    );
    let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
    assert_eq!(
        ignored,
        [
            "attributes of attributes",
            "attributes of lines that are left out",
            "normalizations",
            "notes on attributes",
            "notes on comments",
            "notes on normalizations",
        ]
    );
}

#[test]
fn events_are_relations_from_their_triggers() {
    let (text, entities) = ("The mayor said rents fell.", "T1\tactor 4 9\tmayor\nT2\tclaim 15 25\trents fell\n");
    let events = concat!(
        "T3\tSaying 10 14\tsaid\n",
        "E1\tSaying:T3 Speaker:T1 Topic2:T2\n",
        "E2\tSaying:T3 Cause:E1\n",
        "A1\tCertain E1 high\n",
        "#1\tAnnotatorNotes E1\tlost\n"
    );
    let beside = vec![(TEXT, text.as_bytes().into()), (MORE, events.as_bytes().into())];
    let source = Source { stem: "rents", bytes: entities.as_bytes(), beside, texts: &Texts::None };
    let reading = read::read(&source).expect("read");
    assert_eq!(marks(&reading), ["a1 actor 4..9", "a3 Saying 10..14", "a2 claim 15..25"]);
    assert_eq!(relations(&reading), ["r1 a3 Speaker a1", "r2 a3 Topic a2"]);
    assert_eq!(reading.refused.len(), 1, "an event that is its own cause: {:?}", reading.refused);
    assert_eq!(reading.refused[0].file, Part::Beside(MORE));
    let saying = reading.projects[0].annotations().iter().nth(1).expect("there");
    assert_eq!(saying.attributes().get("Certain").map(String::as_str), Some("high"));
    assert!(reading.ignored.contains("notes on events") && !reading.notes.is_empty());
}

#[test]
fn positions_count_what_the_words_say() {
    let check = |text: &str, lines: &str, expected: &str| {
        let reading = read_with(text, lines);
        assert_eq!((refused(&reading), marks(&reading)), (Vec::new(), vec![expected.to_owned()]), "{text:?}");
    };
    check("😀 rose 12%", "T1\tstatistic 7 10\t12%\n", "a1 statistic 7..10");
    check("😀 rose 12%", "T1\tstatistic 8 11\t12%\n", "a1 statistic 7..10");
    check("one\r\ntwo 12%", "T1\tstatistic 8 11\t12%\n", "a1 statistic 9..12");
    check("one\ntwo 12%", "T1\tclaim 0 7\tone two\n", "a1 claim 0..7");
    check("\u{feff}rose 12%", "T1\tstatistic 5 8\t12%\n", "a1 statistic 5..8");
    check("\u{feff}rose 12%", "T1\tstatistic 6 9\t12%\n", "a1 statistic 6..9");
    assert_eq!(read_with("\u{feff}rose", "T1\tclaim 0 4\trose\n").projects[0].text(), "rose");
    assert_eq!(read_with("\u{feff}rose", "T1\tclaim 1 5\trose\n").projects[0].text(), "\u{feff}rose", "brat counts it");
}

#[test]
fn what_does_not_hold_is_refused_line_by_line() {
    let lines = concat!(
        "T1\tclaim 0 5\tRents\n",
        "T2\tclaim 0\tRents\n",
        "T3\tclaim 0 5\trose\n",
        "T4\tclaim 99999999999999999999 5\tx\n",
        "T5\tclaim 3 400\tx\n",
        "T1\tquote 0 5\tRents\n",
        "X1\tnothing\n",
        "R1\tsupports Arg1:T1\n",
        "R2\tsupports Arg1:T1 Arg2:T9\n",
        "A1\tform\n",
        "A2\tform T77 direct\n",
        "E1\tnothing\n",
        "*\tEquiv\n",
        "T\n",
    );
    let reading = read_with("Rents rose 12%.", lines);
    assert_eq!(
        refused(&reading),
        [
            "2: annotation T2 of rents is `T2\tclaim 0\tRents`, which is no mark",
            "3: annotation a3 of rents says `rose`, but 0..5 is `Rents`",
            "4: annotation T4 of rents is `T4\tclaim 99999999999999999999 5\tx`, which is no mark",
            "5: annotation a5 of rents marks characters 3..400, the article has 15",
            "6: annotation a1 of rents is refused: the id a1 is used already",
            "7: the line is `X1\tnothing`, which brat does not have",
            "8: the line is `R1\tsupports Arg1:T1`, which brat does not have",
            "9: relation r2 of rents is refused: no annotation or relation has the id a9",
            "10: the line is `A1\tform`, which brat does not have",
            "11: what is said is about T77, which is not in the file",
            "12: the line is `E1\tnothing`, which brat does not have",
            "13: the line is `*\tEquiv`, which brat does not have",
            "14: annotation T of rents is `T`, which is no mark",
        ]
    );
    assert_eq!(marks(&reading), ["a1 claim 0..5"]);
}

#[test]
fn a_file_without_its_text_is_refused_or_given_it() {
    let read = |texts: &Texts| {
        let source = Source { stem: "rents", bytes: b"T1\tclaim 0 5\tRents\n", beside: Vec::new(), texts };
        read::read(&source)
    };
    let error = read(&Texts::None).expect_err("no text");
    assert_eq!(error.hint, "put it there, or give it as `--text rents.txt`");
    let article = std::sync::Arc::new(crate::project::Article::new("Rents rose.".into()).expect("short"));
    assert_eq!(marks(&read(&Texts::Only("other".into(), article)).expect("given")), ["a1 claim 0..5"]);
}

#[test]
fn what_brat_changed_stands_before_what_a_comment_says() {
    let lines = "T1\tquote 0 5\tRents\nA1\tspeaker T1 Omar\n#1\tAttributes T1\t{\"speaker\":\"Inés\",\"cue\":\"\"}\n\
                 #2\tLines T1\t\"a\\nb\"\n#3\tAnnotatorNotes T1\tc\n";
    let reading = read_with("Rents rose 12%.", lines);
    let quote = reading.projects[0].annotations().iter().next().expect("there");
    assert_eq!((quote.note(), quote.attributes()["speaker"].as_str()), ("c", "Omar"));
    assert_eq!(quote.attributes()["cue"], "");
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&BRAT, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&BRAT, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn ids_that_break_lines_come_back() {
    let mut project = sample();
    let ids = ["T3", "two\nlines", "\"quoted\"", "a\u{2028}b", " a ", "tab\tin"];
    for id in ids {
        let mut record = project.record(project.annotations().iter().next().expect("there"));
        record.id = Id::new(id).expect("not empty");
        project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    }
    check_round_trip(&BRAT, &[project], &Wish::default());
}

#[test]
fn labels_that_brat_has_no_names_for_come_back() {
    let text = "Rents rose 12%.";
    let line = concat!(
        r#"{"id":"l","text":"Rents rose 12%.","spans":[{"id":"a1","start":0,"end":5,"label":"утверждение"},"#,
        r#"{"id":"a2","start":6,"end":10,"label":"две слова!!"},{"id":"a3","start":6,"end":10,"label":"--"}],"#,
        r#""relations":[{"id":"r1","type":"говорит о","from":"a1","to":"a2"}]}"#
    );
    let source = Source { stem: "l", bytes: line.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    let project = crate::format::jsonl::JSONL.read.expect("read")(&source).expect("a line").projects.remove(0);
    let lines = written(std::slice::from_ref(&project))[0].1.clone();
    assert!(
        lines.starts_with("T1\t___________ 0 5\tRents\n#1\tLabel T1\tутверждение\nT2\t____________2 6 10\t"),
        "{lines}"
    );
    let reading = read_with(text, &lines);
    assert_eq!(marks(&reading), ["a1 утверждение 0..5", "a2 две слова!! 6..10", "a3 -- 6..10"]);
    assert_eq!(relations(&reading), ["r1 a1 говорит о a2"]);
    let renamed = read_with(text, &lines.replace("T1\t___________ ", "T1\tclaim "));
    assert_eq!(marks(&renamed)[0], "a1 claim 0..5", "what brat changed stands before");
    check_round_trip(&BRAT, &[project], &Wish::default());
}

#[test]
fn attributes_whose_names_brat_cannot_tell_apart_come_back() {
    let line = concat!(
        r#"{"id":"l","text":"Rents rose 12%.","spans":["#,
        r#"{"id":"a1","start":0,"end":5,"label":"claim","attributes":{"a b":"law or rule","a_b":"x y","--":"-"}},"#,
        r#"{"id":"a2","start":6,"end":10,"label":"claim","attributes":{"a b":"","a:b":"x"}},"#,
        r#"{"id":"a3","start":6,"end":10,"label":"claim","attributes":{"a b":"same","a_b":"same"}}]}"#
    );
    let source = Source { stem: "l", bytes: line.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    let project = crate::format::jsonl::JSONL.read.expect("read")(&source).expect("a line").projects.remove(0);
    let lines = written(std::slice::from_ref(&project))[0].1.clone();
    let reading = read_with("Rents rose 12%.", &lines);
    assert_eq!(refused(&reading), [""; 0]);
    let attributes = |project: &Project| -> Vec<crate::project::Attributes> {
        project.annotations().iter().map(|known| known.attributes().clone()).collect()
    };
    assert_eq!(attributes(&reading.projects[0]), attributes(&project), "{lines}");
    check_round_trip(&BRAT, &[project], &Wish::default());
}

#[test]
fn hostile_lines_are_refused_without_harm() {
    let files = written(&[sample()]);
    let (lines, text) = (&files[0].1, &files[1].1);
    for cut in (0..lines.len()).filter(|&cut| lines.is_char_boundary(cut)) {
        read_with(text, &lines[..cut]);
        read_with(&text[..text.floor_char_boundary(cut)], lines);
    }
    let deep = format!("#1\tAttributes T1\t{}\n#2\tLines T1\t{}\n", "{\"a\":".repeat(50_000), "[".repeat(50_000));
    read_with("x", &deep);
    read_with("x", &"*\tEquiv T1 ".repeat(1000));
    let source = Source { stem: "x", bytes: b"T1\xff", beside: Vec::new(), texts: &Texts::None };
    assert!(read::read(&source).is_err());
}

#[test]
fn the_golden_folder_is_as_it_was() {
    check_golden(&BRAT, &Wish::default(), "brat", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&BRAT, &projects, &Wish::default());
    }

    #[test]
    fn any_lines_are_read_without_harm(lines in "([TREAN#*M][1-3]\t[a-c]{1,3}( [0-9;:T]{1,4}){0,3}\t?[a-z é]{0,4}\n){0,8}") {
        read_with("😀 rents rose é", &lines);
    }
}
