//! Does a row say what is marked there, and are rows from elsewhere read as they are meant?

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, check_round_trip, marked_projects, nasty, sample};
use crate::format::{Named, Reading, Source, Texts, Wish, edits, ron};
use crate::project::{Article, Edit, Project, Record, Series};

/// A project on `text` with these marks, in code points.
fn marked(text: &str, marks: &[(&str, usize, usize)]) -> Project {
    let article = Arc::new(Article::new(text.to_owned()).expect("a short text"));
    let mut project = Project::new(article, ron::default_scheme()).expect("a good scheme");
    for &(label, start, end) in marks {
        let fragments = edits::marked(project.article(), &[(start, end)]).expect("in the text");
        let record = Record::new(project.free_id(Series::Annotations), label, fragments);
        project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    }
    project
}

fn written(project: &Project) -> String {
    let mut written = write::write(&[Named::new(project.id(), project)], &Wish::default());
    String::from_utf8(written.files.remove(0).bytes).expect("text")
}

fn read_with(texts: &Texts, rows: &str) -> Reading {
    let source = Source { stem: "rents", bytes: rows.as_bytes(), beside: Vec::new(), texts };
    read::read(&source).expect("rows are read one by one")
}

/// What is marked, as `id label start..end words`.
fn marks(reading: &Reading) -> Vec<String> {
    let project = &reading.projects[0];
    let shown = |known: &crate::project::Annotation| {
        let range = project.article().char_range(known.hull());
        let label = &project.label_of(known).id;
        format!("{} {label} {}..{} {}", known.id(), range.start, range.end, project.words_of(known))
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

const HEAD: &str = "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|identifier|label|note\n\
                    #T_RL=custom.Relation|identifier|label|BT_custom.Span\n\n\n";

#[test]
fn a_row_says_what_is_marked_there() {
    let project = marked("😀 Rents [rose] 12%\nFell", &[("claim", 2, 18), ("statistic", 15, 18)]);
    let rows = written(&project);
    let expected = concat!(
        "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|identifier|label|note|by|at\n\n\n",
        "#Text=😀 Rents [rose] 12%\n1-1\t0-2\t😀\t_\t_\t_\t_\t_\n",
    );
    assert!(rows.starts_with(expected), "{rows}");
    assert!(rows.contains("\n1-2\t3-8\tRents\ta1[1]\tclaim[1]\t*[1]\t"), "{rows}");
    assert!(rows.contains("\n1-6\t16-18\t12\ta1[1]|a2[2]\tclaim[1]|statistic[2]\t*[1]|*[2]\t"), "{rows}");
    assert!(rows.ends_with("\n\n#Text=Fell\n2-1\t20-24\tFell\t_\t_\t_\t_\t_\n"), "{rows}");
}

#[test]
fn rows_are_strictly_of_the_format() {
    for project in nasty() {
        let rows = written(&project);
        let mut lines = rows.split('\n');
        assert_eq!(lines.next(), Some("#FORMAT=WebAnno TSV 3.3"));
        let columns: usize =
            rows.lines().filter(|line| line.starts_with("#T_")).map(|line| line.matches('|').count()).sum();
        let mut last = (0, 0, 0);
        for line in rows.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 3 + columns, "{line}");
            let numbers = line.splitn(3, '\t').take(2).flat_map(|cell| cell.split('-')).map(str::parse::<usize>);
            let numbers: Vec<usize> = numbers.map(|number| number.expect("a number")).collect();
            let [sentence, token, start, end] = numbers[..] else { panic!("{line}") };
            let follows = (sentence, token) == (last.0, last.1 + 1) || (sentence, token) == (last.0 + 1, 1);
            assert!(follows && start >= last.2 && end > start, "{line}");
            last = (sentence, token, end);
        }
    }
}

#[test]
fn a_file_makes_its_text_again() {
    let project = marked("Rents rose.\n\n\n“They fell”, he said.", &[("claim", 0, 5)]).called("rents");
    let reading = read_with(&Texts::None, &written(&project));
    assert_eq!((refused(&reading), reading.projects[0].text()), (vec![], project.text()));
    assert_eq!(marks(&reading), ["a1 claim 0..5 Rents"]);
    assert!(reading.notes.iter().next().is_some_and(|note| note.contains("its text is that of its sentences")));
    let losses = write::write(&[Named::new("rents", &project)], &Wish::default()).losses;
    assert!(losses.iter().all(|loss| loss.kind != &LINE_ENDS));
}

#[test]
fn layers_from_elsewhere_are_read_as_they_are_meant() {
    let rows = concat!(
        "#FORMAT=WebAnno TSV 3.2\r\n",
        "#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value\r\n",
        "#T_SP=webanno.custom.Cue|\r\n",
        "#T_CH=webanno.custom.Coref|referenceRelation|referenceType\r\n",
        "#T_RL=webanno.custom.Link|kind|value|BT_de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity\r\n",
        "\r\n\r\n",
        "#Sentence.id=x\r\n",
        "#Text=😀 Omar Haddad met Ewa.\r\n",
        "1-1\t0-2\t😀\t_\t_\t_\t_\t_\t_\t_\t_\t\r\n",
        "1-2\t3-7\tOmar\thttp://x.org/a\\_b[1]\tPER[1]\t_\t_\t_\t_\t_\t_\t\r\n",
        "1-3\t8-14\tHaddad\thttp://x.org/a\\_b[1]\tPER[1]\t_\t_\t_\t*\tknows\t1-5[0_1]\t\r\n",
        "1-4\t15-18\tmet\t_\t_\t*\t_\t_\t_\t_\t_\t\r\n",
        "1-5\t19-22\tEwa\t*\tPER\t_\t_\t_\t_\t_\t_\t\r\n",
        "1-5.1\t19-20\tE\t_\t_\t*\t_\t_\t_\t_\t_\t\r\n",
        "1-6\t22-23\t.\t_\t_\t_\t_\t_\t_\t_\t_\t\r\n",
    );
    let reading = read_with(&Texts::None, rows);
    assert_eq!(refused(&reading), [""; 0]);
    assert_eq!(
        marks(&reading),
        ["a1 PER 2..13 Omar Haddad", "a2 Cue 14..17 met", "a3 PER 18..21 Ewa", "a4 Cue 18..19 E"]
    );
    assert_eq!(relations(&reading), ["r1 a3 knows a1"]);
    let omar = reading.projects[0].annotations().iter().next().expect("there");
    assert_eq!(omar.attributes()["identifier"], "http://x.org/a_b");
    let ignored: Vec<&str> = reading.ignored.iter().map(String::as_str).collect();
    assert_eq!(
        ignored,
        ["`kind` of `webanno.custom.Link`", "chains of `webanno.custom.Coref`", "lines of `#Sentence.id`"]
    );
}

#[test]
fn positions_count_what_the_tokens_say() {
    let check = |text: &str, rows: &str| {
        let texts = Texts::Only("rents".into(), Arc::new(Article::new(text.into()).expect("short")));
        for texts in [Texts::None, texts] {
            let reading = read_with(&texts, &format!("{HEAD}{rows}"));
            assert_eq!(
                (refused(&reading), marks(&reading)),
                (vec![], vec!["a1 claim 2..7 Rents".to_owned()]),
                "{rows}"
            );
        }
    };
    check("😀 Rents  \n", "#Text=😀 Rents\n1-1\t0-2\t😀\t_\t_\t_\t_\t_\t_\n1-2\t3-8\tRents\ta1\tclaim\t*\t_\t_\t_\n");
    check("😀 Rents", "#Text=😀 Rents\n1-1\t0-1\t😀\t_\t_\t_\t_\t_\t_\n1-2\t2-7\tRents\ta1\tclaim\t*\t_\t_\t_\n");
}

#[test]
fn positions_may_count_the_line_ends_and_the_mark_that_a_text_had() {
    let texts = Texts::Only("rents".into(), Arc::new(Article::new("Rise\nRents\nfell".into()).expect("short")));
    let check = |rows: &str| {
        let reading = read_with(&texts, &format!("{HEAD}{rows}"));
        assert_eq!((refused(&reading), marks(&reading)), (vec![], vec!["a1 claim 11..15 fell".to_owned()]), "{rows}");
    };
    check("#Text=fell\n3-1\t11-15\tfell\ta1\tclaim\t*\t_\t_\t_\n");
    check("#Text=fell\n3-1\t13-17\tfell\ta1\tclaim\t*\t_\t_\t_\n");
    check("#Text=fell\n3-1\t12-16\tfell\ta1\tclaim\t*\t_\t_\t_\n");
}

#[test]
fn what_does_not_hold_is_refused_row_by_row() {
    let rows = concat!(
        "#Text=Rents rose\n",
        "1-1\t0-5\tRents\ta1[1]\tclaim[1]\t*[1]\t_\t_\t_\n",
        "1-2\n",
        "1-2\tsix-10\trose\t_\t_\t_\t_\t_\t_\n",
        "1-2\t6-99999999999999999999\trose\t_\t_\t_\t_\t_\t_\n",
        "1-2\t6-10\trose\ta2|a3\tquote\t*\t_\t_\t_\n",
        "1-2\t6-11\trose\ta4\tquote\t*\t_\t_\t_\n",
        "1-2\t6-10\trise\ta5\tquote\t*\tr1\tsupports\t1-9\n",
    );
    let texts = Texts::Only("rents".into(), Arc::new(Article::new("Rents rose".into()).expect("short")));
    let reading = read_with(&texts, &format!("{HEAD}{rows}"));
    assert_eq!(
        refused(&reading),
        [
            "8: the row is `1-2`",
            "9: the row is `1-2\tsix-10\trose\t_\t_\t_\t_\t_\t_`",
            "10: the row is `1-2\t6-99999999999999999999\trose\t_\t_\t_\t_\t…`",
            "11: the row has cells of one layer that do not say the same number of annotations",
            "12: annotation a4 of rents marks UTF-16 units 6..11, the article has 10",
            "13: relation r1 of rents comes from an annotation that is not in the file",
            "13: annotation a5 of rents says `rise`, but 6..10 is `rose`",
        ]
    );
    assert_eq!(marks(&reading), ["a1 claim 0..5 Rents"]);
}

#[test]
fn stacked_marks_share_the_words_of_their_tokens() {
    let count = 4_000;
    let cell = |words: &str| (1..=count).map(|number| format!("{words}[{number}]")).collect::<Vec<_>>().join("|");
    let row = |start: &str, words: &str, note: &str| {
        format!("{start}\t{words}\t{}\t{}\t{}\t_\t_\t_\n", cell("*"), cell("claim"), cell(note))
    };
    let long = "é".repeat(20_000);
    let rows = format!("#Text=x {long}\n{}{}", row("1-1\t0-1", "x", "*"), row("1-2\t2-20002", &long, "*"));
    let reading = read_with(&Texts::None, &format!("{HEAD}{rows}"));
    assert_eq!((refused(&reading), reading.projects[0].annotations().len()), (vec![], count));
    assert!(reading.notes.iter().any(|note| note.starts_with("marks of long words")), "{:?}", reading.notes);
    let head = HEAD.replace("label|note", &format!("label|{}", "n".repeat(5_000)));
    let reading = read_with(&Texts::None, &format!("{head}#Text=x\n{}", row("1-1\t0-1", "x", "x")));
    assert!(refused(&reading)[0].ends_with("has an attribute with a name too long for so many"));
    assert!((1..count).contains(&reading.projects[0].annotations().len()));
    let head = HEAD.replace("custom.Span", &"s".repeat(2_000));
    let source = Source { stem: "x", bytes: head.as_bytes(), beside: Vec::new(), texts: &Texts::None };
    assert_eq!(read::read(&source).expect_err("no name").message, "the layer in line 2 has no name but a text");
}

#[test]
fn what_is_no_such_file_is_refused_as_a_whole() {
    let read = |bytes: &[u8]| {
        read::read(&Source { stem: "x", bytes, beside: Vec::new(), texts: &Texts::None }).map(|reading| reading.refused)
    };
    let error = read(b"doc_id\tstart\n").expect_err("a table");
    assert_eq!(error.message, "it is no WebAnno TSV 3: it begins with `doc_id\tstart`");
    assert!(read(b"").is_err() && read(b"#FORMAT=WebAnno TSV 3.3\n\xff").is_err());
    let far = format!("{HEAD}#Text=x\n1-1\t999999999999-1000000000000\tx\t_\t_\t_\t_\t_\t_\n");
    assert!(read(far.as_bytes()).expect_err("far").message.starts_with("the text is not in the file"));
    let deep = format!("{HEAD}#Text=x\n1-1\t0-1\tx\t{}\t{}\t*\t_\t_\t_\n", "[".repeat(100_000), "a|".repeat(100_000));
    assert_eq!(read(deep.as_bytes()).expect("read").len(), 1);
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    check_round_trip(&WEBANNO_TSV, &nasty(), &Wish::default());
    nasty().iter().for_each(|project| check_round_trip(&WEBANNO_TSV, std::slice::from_ref(project), &Wish::default()));
}

#[test]
fn hostile_rows_are_refused_without_harm() {
    let rows = written(&sample());
    for cut in (0..rows.len()).filter(|&cut| rows.is_char_boundary(cut)) {
        let (head, tail) = rows.split_at(cut);
        if head.len() > FORMAT.len() {
            read_with(&Texts::None, head);
        }
        read_with(&Texts::None, &format!("{HEAD}{tail}"));
    }
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&WEBANNO_TSV, &Wish::default(), "webanno-tsv", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&WEBANNO_TSV, &projects, &Wish::default());
    }

    #[test]
    fn any_rows_are_read_without_harm(rows in "((#Text=|#T_SP=|#T_RL=|1-1\t)?[a-c0-3|\\[\\]_*\\-\t]{0,9}\n){0,8}") {
        read_with(&Texts::None, &format!("{HEAD}{rows}"));
    }
}
