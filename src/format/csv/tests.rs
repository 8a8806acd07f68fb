//! Does a table show what was marked, and does it come back beside its text?

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::format::laws::{
    check_golden, check_round_trip, hostile_words, marked_projects, nasty, project_of_words, sample,
};
use crate::format::{Texts, Wish};
use crate::project::{Edit, Id, Record, Relation};

fn named(project: &Project) -> Named<'_> {
    Named::new(project.id(), project)
}

fn text_of(file: &OutFile) -> String {
    String::from_utf8(file.bytes.clone()).expect("a table is text")
}

fn written(projects: &[Project], separator: u8) -> [String; 2] {
    let projects: Vec<Named<'_>> = projects.iter().map(named).collect();
    let files = write(&projects, separator).files;
    assert_eq!(files[1].place, Place::Beside(RELATIONS));
    [text_of(&files[0]), text_of(&files[1])]
}

fn read_back(tables: &[String; 2], separator: u8, texts: &Texts) -> Reading {
    let [main, relations] = tables;
    let source =
        Source { stem: "table", bytes: main.as_bytes(), beside: vec![(RELATIONS, relations.as_bytes().into())], texts };
    read(&source, separator).expect("it is a table")
}

fn texts(projects: &[Project]) -> Texts {
    Texts::Named(projects.iter().map(|project| (project.id().to_owned(), Arc::clone(project.article()))).collect())
}

/// What is said of rows about the article `rents`.
fn said(rows: &str) -> Vec<String> {
    let article = Article::new("Rents rose 12% in May.".into()).expect("an article");
    let texts = Texts::Named(BTreeMap::from([("rents".to_owned(), Arc::new(article))]));
    let source = Source { stem: "rents", bytes: rows.as_bytes(), beside: Vec::new(), texts: &texts };
    match read(&source, b',') {
        Ok(reading) => reading.refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect(),
        Err(error) => vec![error.to_string()],
    }
}

#[test]
fn a_row_shows_one_annotation() {
    let [main, relations] = written(&[sample()], b',');
    assert_eq!(
        main.replace("\r\n", "\n"),
        "\u{feff}\
doc_id,annotation_id,start,end,fragments,label,text,note,by,at,attr_form,attr_speaker
rents,a1,6,52,\"6..17,38..52\",quote,\"“We close,” said Ines\u{301} 👩‍👩‍👧‍👦, “not \"\"patch\"\".”\",\"'=ask
her\",ines,2026-03-14T09:30:00Z,direct,'-Inés
rents,x y,59,62,,statistic,12%,,,,,
"
    );
    assert_eq!(relations, "\u{feff}doc_id,relation_id,type,from,to\r\nrents,r1,supports,x y,a1\r\n");
    let [main, _] = written(&[sample()], b'\t');
    assert!(
        main.contains("\t6..17,38..52\tquote\t\"“We close,” said Ines\u{301} 👩‍👩‍👧‍👦, “not \"\"patch\"\".”\"\t"),
        "{main}"
    );
}

#[test]
fn a_table_comes_back_beside_its_text() {
    for separator in *b",\t" {
        let tables = written(&[sample()], separator);
        let reading = read_back(&tables, separator, &texts(&[sample()]));
        assert_eq!((reading.refused, reading.added), (vec![], BTreeSet::new()));
        assert_eq!(reading.projects[0].annotations().len(), 2);
        assert_eq!(written(&reading.projects, separator), tables);
    }
}

#[test]
fn what_a_table_cannot_hold_is_told() {
    let mut project = sample();
    let empty = Edit::Set { id: Id::new("a1").expect("an id"), name: "cue".into(), value: Some(String::new()) };
    project.apply(empty).expect("set");
    let losses = write(&[named(&project)], b',').losses;
    let names: Vec<String> = losses.iter().map(|loss| format!("{}: {}", loss.kind.name, loss.ids.join(" "))).collect();
    assert_eq!(names, ["text: rents", "fields: rents", "empty values: a1", "blocks: rents"]);

    let long = Article::new("é".repeat(40_000)).expect("an article");
    let mut project =
        Project::new(Arc::new(long), super::super::ron::default_scheme()).expect("a project").called("long");
    let marked = edits::marked(project.article(), &[(0, 32_768)]).expect("in the text");
    project.apply(Edit::Annotate(Box::new(project.draft("claim", marked)))).expect("annotated");
    let losses = write(&[named(&project), named(&sample())], b',').losses;
    let long = losses.iter().find(|loss| loss.kind == &LONG_CELLS).expect("Excel would cut it");
    assert_eq!(long.ids, ["long/a1"]);
}

#[test]
fn a_table_from_elsewhere_needs_little() {
    let rows = "start,end,label,text\n6,10,statistic,rose\n11,14,statistic,\"12%\"\n";
    assert_eq!(said(rows), Vec::<String>::new());
    let bars = "start|end|label\n0|5|claim\n";
    assert_eq!(said(bars), ["the table has no column `start`"]);
    assert_eq!(said(""), ["the table has no column `start`"]);
    assert_eq!(said("start,end,label,end\n"), ["the table has the column `end` twice"]);
}

/// What rows mark in `text`, as `label start..end`, and what is refused.
fn marked_in(text: &str, rows: &[u8]) -> (Vec<String>, Reading) {
    let texts = Texts::Only("rents".into(), Arc::new(Article::new(text.into()).expect("an article")));
    let reading =
        read(&Source { stem: "rents", bytes: rows, beside: Vec::new(), texts: &texts }, b',').expect("a table");
    let marks = reading.projects.iter().flat_map(|project| {
        let annotations = project.annotations().iter();
        annotations.map(|known| {
            let range = project.article().char_range(known.hull());
            format!("{} {}..{}", project.label_of(known).id, range.start, range.end)
        })
    });
    (marks.collect(), reading)
}

#[test]
fn positions_may_count_the_line_ends_and_the_mark_that_a_text_had() {
    let check = |text: &str, rows: &str| {
        let (marks, reading) = marked_in(text, format!("start,end,label,text\n{rows}").as_bytes());
        assert_eq!(
            (marks, reading.refused),
            (vec!["claim 5..10".to_owned(), "claim 11..14".to_owned()], vec![]),
            "{rows}"
        );
    };
    let text = "Rise\nRents\n12%";
    check(text, "5,10,claim,Rents\n11,14,claim,12%\n");
    check(text, "6,11,claim,Rents\n13,16,claim,12%\n");
    check(text, "6,11,claim,Rents\n12,15,claim,12%\n");
    check(text, "7,12,claim,Rents\n14,17,claim,12%\n");
}

#[test]
fn tables_of_other_programs_are_known() {
    let notes = |rows: &[u8]| {
        let (marks, reading) = marked_in("Rents rose 12%", rows);
        assert_eq!((marks, reading.refused), (vec!["claim 0..5".to_owned()], vec![]));
        reading.notes.into_iter().collect::<Vec<_>>().join("")
    };
    assert_eq!(notes(b"start,end,label\n0.0,5.000,claim\n"), "");
    assert_eq!(notes(b"start;end;label\n0;5;claim\n"), "its cells are separated by semicolons, not commas");
    assert_eq!(notes(b"start\tend\tlabel\n0\t5\tclaim\n"), "its cells are separated by tabs, not commas");
    assert_eq!(notes(b"sep=;\r\nstart;end;label\r\n0;5;claim\r\n"), "");
    assert_eq!(notes(b"\xef\xbb\xbfsep=|\nstart|end|label\n0|5|claim\n"), "");
    assert_eq!(notes(b"START,Start,End,Label\n0,7,5,claim\n"), "");
    assert_eq!(notes(b"LABEL,label,End,START,end\nx,claim,9,0,5\n"), "");
    let table = "start\tend\tlabel\tnote\r\n0\t5\tclaim\té😀\r\n";
    let units = |of: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xfeff).chain(table.encode_utf16()).flat_map(of).collect()
    };
    assert_eq!(notes(&units(u16::to_le_bytes)), "its cells are separated by tabs, not commas");
    assert_eq!(notes(&units(u16::to_be_bytes)), "its cells are separated by tabs, not commas");
    assert_eq!(said("start,end,label\n0.5,5,claim\n"), ["2: an annotation of rents has `0.5` for `start`"]);
    assert_eq!(said("sep=,\nstart,end,label\n1,x,claim\n"), ["3: an annotation of rents has `x` for `end`"]);
    let half = Source { stem: "x", bytes: b"\xff\xfea\0b", beside: Vec::new(), texts: &Texts::None };
    assert_eq!(read(&half, b',').expect_err("half").message, "it is not UTF-16 text, as its byte-order mark says");
}

#[test]
fn what_does_not_hold_is_refused_row_by_row() {
    let rows = "\
doc_id,annotation_id,start,end,fragments,label,text,at
rents,a1,0,5,,claim,\"Rents\",
rents,a1,6,10,,claim,rose,
rents,a2,six,10,,claim,,
rents,a3,10,6,,claim,,
rents,a4,0,99,,claim,,
rents,a5,11,14,,claim,rose,
rents,a6,0,10,\"0..5,8..9\",claim,,
rents,a7,0,10,0-5,claim,,
rents,a8,0,5,,,,
rents,a9,0,5,,claim,Rents,yesterday
rents,b1,0
other,b2,0,5,,claim,,
";
    assert_eq!(
        said(rows),
        [
            "3: annotation a1 of rents is refused: the id a1 is used already",
            "4: annotation a2 of rents has `six` for `start`",
            "5: annotation a3 of rents the range 10..6 (characters) is backwards",
            "6: annotation a4 of rents marks characters 0..99, the article has 22",
            "7: annotation a5 of rents says `rose`, but 11..14 is `12%`",
            "8: annotation a6 of rents says 0..10, but its fragments reach otherwise",
            "9: annotation a7 of rents has `0-5` for `fragments`",
            "10: annotation a8 of rents has no label",
            "11: annotation a9 of rents `yesterday` is no time of the form 2026-03-14T09:30:00Z between 1970 and 2106",
            "12: the row has 3 cells, the first row 8",
            "13: article other has no text: its 1 annotations are left out",
        ]
    );
}

#[test]
fn a_table_about_one_article_takes_the_one_text() {
    let [main, relations] = written(&[sample()], b',');
    let texts = Texts::Only("another-name".into(), Arc::clone(sample().article()));
    assert_eq!(read_back(&[main, relations], b',', &texts).projects.len(), 1);
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&CSV, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&CSV, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&CSV, &Wish::default(), "csv", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&CSV, &projects, &Wish::default());
    }

    #[test]
    fn writing_reading_and_writing_gives_the_same_bytes(projects in marked_projects(), tabs in any::<bool>()) {
        let separator = if tabs { b'\t' } else { b',' };
        let marked: Vec<Project> = projects.into_iter().filter(|project| !project.annotations().is_empty()).collect();
        let tables = written(&marked, separator);
        let reading = read_back(&tables, separator, &texts(&marked));
        prop_assert_eq!(&reading.refused, &vec![]);
        prop_assert_eq!(written(&reading.projects, separator), tables);
    }

    #[test]
    fn no_cell_is_ever_a_formula(project in project_of_words(hostile_words(&FORMULAS)), tabs: bool) {
        let separator = if tabs { b'\t' } else { b',' };
        for table in written(&[project], separator) {
            let table = table.trim_start_matches('\u{feff}');
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(table.as_bytes());
            for row in reader.records() {
                let row = row.expect("a row");
                prop_assert_eq!(row.iter().find(|cell| is_formula(cell)), None);
            }
        }
    }

    #[test]
    fn what_is_guarded_comes_back(project in project_of_words(hostile_words(&FORMULAS)), tabs: bool) {
        let separator = if tabs { b'\t' } else { b',' };
        let before = [project];
        let reading = read_back(&written(&before, separator), separator, &texts(&before));
        prop_assert_eq!(&reading.refused, &vec![]);
        let records = |projects: &[Project]| -> Vec<Record> {
            let all = projects.iter().flat_map(|project| project.annotations().iter().map(|known| project.record(known)));
            all.map(|mut record| {
                // An empty value reads like none; that is told as a loss.
                record.attributes.retain(|_, value| !value.is_empty());
                record
            })
            .collect()
        };
        prop_assert_eq!(records(&reading.projects), records(&before));
        let relations = |projects: &[Project]| -> Vec<Relation> {
            projects.iter().flat_map(|project| project.relations().iter().cloned()).collect()
        };
        prop_assert_eq!(relations(&reading.projects), relations(&before));
    }
}

/// Beginnings of formulas, and what spreadsheets pass over before them.
const FORMULAS: [&str; 26] = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "'",
    "\"",
    " ",
    "\u{a0}",
    "\u{3000}",
    "\u{feff}",
    "\u{200b}",
    "＝",
    "＋",
    "－",
    "＠",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://x\")",
    "x",
    "é",
    ",",
    ";",
    "\0",
    "\u{202e}",
];

/// Whether a spreadsheet, be it ever so obliging, could run the cell.
fn is_formula(cell: &str) -> bool {
    let seen =
        |char: &char| char.is_alphanumeric() || char.is_ascii_graphic() && *char != '"' || "＝＋－＠".contains(*char);
    cell.starts_with(['\t', '\r', '\n']) || cell.chars().find(seen).is_some_and(|first| "=+-@＝＋－＠".contains(first))
}
