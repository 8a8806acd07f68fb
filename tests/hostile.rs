//! Does any file bring the program down? Nasty ones through every way in: refused in little memory, told in a line, nothing changed.
//!
//! `.ci/hostile` gives the release the same files a hundred times larger, and holds it to seconds and multiples of memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const COPYDESK: &str = env!("CARGO_BIN_EXE_copydesk");

/// How long a nasty file is, in bytes.
const SIZE: usize = 1 << 20;

/// The address space that a run may take, in KB: most of it is the program itself.
const MEMORY: usize = 700_000;

/// The longest line that tells what is wrong, in bytes: two long paths would have room in it.
const LONGEST_LINE: usize = 2500;

/// One way in: the words that read the file `nasty` (or `nasty.ron`, or standard input).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Check,
    List,
    Export,
    Import(&'static str),
    Scheme,
    Article,
    Edit,
}

impl Way {
    fn words(self) -> Vec<&'static str> {
        match self {
            Self::Check => vec!["check", "nasty.ron"],
            Self::List => vec!["list", "nasty.ron"],
            Self::Export => vec!["export", "nasty.ron", "--to", "jsonl", "-o", "out.jsonl"],
            Self::Import("ron") => vec!["import", "nasty.ron", "--from", "ron", "-o", "out/"],
            Self::Import(format) => vec!["import", "nasty", "--from", format, "--text", "a.txt", "-o", "out/"],
            Self::Scheme => vec!["new", "a.txt", "-o", "b.ron", "--scheme", "nasty"],
            Self::Article => vec!["new", "--text", "nasty"],
            Self::Edit => vec!["edit", "a.ron"],
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Check | Self::List | Self::Export | Self::Import("ron") => "nasty.ron",
            _ => "nasty",
        }
    }
}

const EVERY_WAY: [Way; 10] = [
    Way::Check,
    Way::List,
    Way::Export,
    Way::Import("ron"),
    Way::Import("csv"),
    Way::Import("tsv"),
    Way::Import("jsonl"),
    Way::Scheme,
    Way::Article,
    Way::Edit,
];

/// The program with `words` in `folder`, with no more memory than [`MEMORY`].
fn run(folder: &Path, words: &[&str], input: Option<&Path>) -> Output {
    let mut command = if cfg!(unix) {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""), COPYDESK]);
        command
    } else {
        Command::new(COPYDESK)
    };
    let input = input.map_or_else(Stdio::null, |path| fs::File::open(path).expect("there").into());
    command.args(words).current_dir(folder).env("COPYDESK_ANNOTATOR", "ines").stdin(input);
    command.output().expect("the program is there")
}

/// A folder with an article and a project of it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "Rents rose.").expect("written");
    assert!(run(folder.path(), &["new", "a.txt"], None).status.success());
    folder
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.map(|path| (path.display().to_string(), fs::read(&path).unwrap_or_default())).collect()
}

/// What is told of `bytes` when they come in by `way`: refused, in short lines, with a cure, and nothing changes.
fn refused(way: Way, name: &str, bytes: &[u8]) -> String {
    let folder = folder();
    let nasty = folder.path().join(way.file());
    fs::write(&nasty, bytes).expect("written");
    let before = files(folder.path());
    let output = run(folder.path(), &way.words(), (way == Way::Edit).then_some(&nasty));
    let told = String::from_utf8(output.stderr).expect("text");
    let beginning = &told[..told.floor_char_boundary(600)];
    assert_eq!(output.status.code(), Some(1), "{way:?} of {name}: {beginning}");
    assert!(told.lines().any(|line| line.starts_with("error: ")), "{way:?} of {name}: {beginning}");
    assert!(told.lines().any(|line| line.starts_with("hint:  ")), "{way:?} of {name} has no cure: {beginning}");
    let longest = told.lines().map(str::len).max().unwrap_or_default();
    assert!(longest <= LONGEST_LINE, "{way:?} of {name} is told in a line of {longest} bytes");
    assert!(told.lines().count() <= 2100, "{way:?} of {name} is told in {} lines", told.lines().count());
    // What holds of a table comes in all the same, into a folder of its own.
    let mut after = files(folder.path());
    after.retain(|path, _| !path.ends_with("out"));
    assert!(after == before, "{way:?} of {name} changes a file or leaves one");
    told
}

fn many(word: &str) -> Vec<u8> {
    word.repeat(SIZE / word.len()).into_bytes()
}

fn check_every_way(name: &str, bytes: &[u8], but: &[Way]) {
    for way in EVERY_WAY.into_iter().filter(|way| !but.contains(way)) {
        refused(way, name, bytes);
    }
}

#[test]
fn a_file_of_one_character_is_refused_by_every_reader() {
    for word in ["(", "\"", "a", "[", "\0", "/*", "\u{feff}"] {
        // Of anything that is text an article can be made.
        check_every_way(word, &many(word), &[Way::Article]);
    }
}

#[test]
fn a_file_that_is_no_text_is_refused_by_every_reader() {
    let mut broken = many("a");
    broken.push(0xff);
    // As an article it may be a text in another encoding, which is told to be a guess.
    check_every_way("broken at the end", &broken, &[Way::Article]);
    check_every_way("bytes of no letter", &[0x80; 4096], &[Way::Article]);
}

#[test]
fn a_nest_of_any_depth_is_refused_by_every_reader() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{\"a\":", "}"), ("Some(", ")"), ("{\"all\":[", "]}"), ("/*", "*/")]
    {
        let open = open.repeat(10_000);
        check_every_way("an open nest", open.as_bytes(), &[Way::Article]);
        let closed = open + "0" + &close.repeat(10_000);
        check_every_way("a closed nest", closed.as_bytes(), &[Way::Article]);
    }
}

const PROJECT: &str = "(copydesk: 1, article: (text: [\"Rents rose.\"]), \
                       scheme: (name: \"s\", labels: [(id: \"c\", name: \"C\", color: \"#112233\")]), ";

/// What is told of a project that goes on with `before`, a megabyte of `word`, and `after`.
fn project(before: &str, word: &str, after: &str) -> String {
    let mut bytes = format!("{PROJECT}{before}").into_bytes();
    bytes.extend(many(word));
    bytes.extend(after.as_bytes());
    refused(Way::Check, &format!("{before}…{after}"), &bytes)
}

#[test]
fn what_a_project_says_too_long_is_not_repeated() {
    for [before, after] in [
        ["", ": 1)"],
        ["annotations: [(", ": 1)])"],
        ["annotations: [(id: \"", "\", label: \"c\", start: 0, end: 99, text: \"\")])"],
        ["annotations: [(id: \"a\", label: \"", "\", start: 0, end: 5, text: \"Rents\")])"],
        ["annotations: [(id: \"a\", label: \"c\", start: 0, end: 5, text: \"", "\")])"],
        ["annotations: [(id: \"a\", label: \"c\", start: 0, end: 5, text: \"Rents\", at: \"", "\")])"],
        ["annotations: [(id: \"a\", label: \"c\", start: 0, end: 5, text: \"Rents\", attributes: {\"", "\": \"\"})])"],
        ["relations: [(id: \"", "\", type: \"x\", from: \"a\", to: \"b\")])"],
        ["relations: [(id: \"x\", type: \"x\", from: \"", "\", to: \"b\")])"],
    ] {
        project(before, "x", after);
    }
    for [before, after] in [
        ["(copydesk: 1, article: (text_file: (name: \"", "\", bytes: 1)), scheme: "],
        ["(copydesk: 1, article: (hash: \"", "\"), scheme: "],
        [
            "(copydesk: 1, article: (text: []), scheme: (name: \"s\", labels: [(id: \"c\", name: \"C\", color: \"",
            "\")]))",
        ],
        [
            "(copydesk: 1, article: (text: []), scheme: (name: \"s\", labels: [(id: \"",
            "\", name: \"\", color: \"#112233\")]))",
        ],
    ] {
        let mut bytes = before.as_bytes().to_vec();
        bytes.extend(many("x"));
        bytes.extend(after.as_bytes());
        if after.ends_with("scheme: ") {
            bytes.extend(b"(name: \"s\", labels: [(id: \"c\", name: \"C\", color: \"#112233\")]))");
        }
        refused(Way::Check, before, &bytes);
    }
}

#[test]
fn numbers_that_no_text_reaches_are_refused() {
    for number in ["9223372036854775808", "18446744073709551616", "-1", "1e999", "999999999999999999999999999999"] {
        for [before, after] in [
            ["annotations: [(id: \"a\", label: \"c\", text: \"Rents\", end: 5, start: ", ")])"],
            ["annotations: [(id: \"a\", label: \"c\", text: \"Rents\", start: 0, end: ", ")])"],
            ["annotations: [(id: \"a\", label: \"c\", text: \"Rents\", start: 0, end: 5, length: ", ")])"],
            ["annotations: [(id: \"a\", label: \"c\", text: \"Rents\", start: 0, end: 5, fragments: [(0, ", ")])])"],
        ] {
            refused(Way::Check, number, format!("{PROJECT}{before}{number}{after}").as_bytes());
        }
        let rows = format!("start,end,label,fragments\n0,{number},c,\n{number},5,c,\n0,5,c,0..{number}\n");
        assert_eq!(refused(Way::Import("csv"), number, rows.as_bytes()).matches("error: ").count(), 3);
        let span = |start: &str, end: &str| format!("{{\"start\":{start},\"end\":{end},\"label\":\"c\"}}");
        let record =
            format!("{{\"id\":\"a\",\"text\":\"Rents\",\"spans\":[{},{}]}}", span(number, "5"), span("0", number));
        let told = told_of_records(&record);
        assert_eq!(told.matches("error: ").count(), 2, "{told}");
        let edit = format!("{{\"annotate\":{{\"label\":\"claim\",\"fragments\":[[0,{number}]]}}}}");
        refused(Way::Edit, number, edit.as_bytes());
    }
    let text_file = "(copydesk: 1, article: (text_file: (name: \"x.txt\", bytes: 9223372036854775807)), scheme: \
                     (name: \"s\", labels: [(id: \"c\", name: \"C\", color: \"#112233\")]))";
    assert!(refused(Way::Check, "a length of 2^63", text_file.as_bytes()).contains("1 thing does not hold"));
}

/// What is told of records, some of which come in.
fn told_of_records(records: &str) -> String {
    let folder = folder();
    fs::write(folder.path().join("nasty"), records).expect("written");
    let output = run(folder.path(), &Way::Import("jsonl").words(), None);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).expect("text");
    assert!(told.lines().all(|line| line.len() <= LONGEST_LINE));
    told
}

#[test]
fn many_of_the_smallest_wrong_things_are_told_in_a_few() {
    let wrong = "(id:\"\",label:\"\",start:0,end:1,text:\"\"),";
    assert!(project("annotations: [", wrong, "])").contains("1001 things do not hold"));
    project("annotations: [", "(id:\"a\",label:\"c\",start:0,end:1,text:\"e\"),", "])");
    project("relations: [", "(id:\"\",type:\"\",from:\"\",to:\"\"),", "])");
    project("annotations: [", "(),", "])");
    let table = |rows: &str| {
        let mut bytes = b"doc_id,annotation_id,start,end,label\n".to_vec();
        bytes.extend(many(rows));
        refused(Way::Import("csv"), rows, &bytes)
    };
    table("\n,");
    table(",,,,\n");
    table(",");
    table("a,,0,5,\n");
    let records = String::from_utf8(many("{}\n")).expect("text");
    assert!(refused(Way::Import("jsonl"), "{}", records.as_bytes()).contains("and not listed one by one"));
    let spans = format!("{{\"id\":\"a\",\"text\":\"b\",\"spans\":[{}0]}}", "{},".repeat(SIZE / 3));
    assert!(told_of_records(&spans).contains("and not listed one by one"));
    let keys = (0..100_000).map(|number| format!("\"{number}\":0,")).collect::<String>();
    told_of_records(&format!("{{{keys}\"id\":\"a\",\"text\":\"b\",\"spans\":[0]}}"));
    refused(Way::Import("csv"), "columns", &many("a,b,"));
    let articles: String = (0..100_001).map(|number| format!("{{\"id\":\"{number}\",\"text\":\"\"}}\n")).collect();
    assert!(refused(Way::Import("jsonl"), "articles", articles.as_bytes()).contains("more than 100000 articles"));
}

#[test]
fn long_names_in_tables_records_and_edits_are_not_repeated() {
    let long = "x".repeat(SIZE);
    for row in ["a,{},0,99,c\n", "{},a1,0,5,c\n", "a,a1,0,5,{}\n", "a,a1,{},5,c\n"] {
        let rows = format!("doc_id,annotation_id,start,end,label\n{}", row.replace("{}", &long));
        refused(Way::Import("csv"), row, rows.as_bytes());
    }
    refused(Way::Import("csv"), "a long column", format!("start,end,label,\"{long}\"\n").as_bytes());
    for span in [
        "{\"{}\":1}",
        "{\"start\":0,\"end\":99,\"label\":\"{}\"}",
        "{\"id\":\"{}\",\"start\":0,\"end\":5,\"label\":\"c\"}",
    ] {
        told_of_records(&format!("{{\"id\":\"a\",\"text\":\"Rents\",\"spans\":[{}]}}", span.replace("{}", &long)));
    }
    for edit in [
        "{\"{}\":{}}",
        "{\"note\":{\"{}\":1}}",
        "{\"note\":\"{}\"}",
        "{\"remove\":{\"id\":\"{}\"}}",
        "{\"annotate\":{\"label\":\"{}\",\"fragments\":[[0,5]]}}",
        "{\"annotate\":{\"label\":\"claim\",\"fragments\":[[0,5]],\"at\":\"{}\"}}",
        "{\"annotate\":{\"label\":\"claim\",\"fragments\":[[0,5]],\"attributes\":{\"{}\":\"\"}}}",
    ] {
        refused(Way::Edit, edit, edit.replacen("{}", &long, 1).as_bytes());
    }
}

#[test]
fn thousands_of_marks_on_one_word_come_in() {
    let folder = folder();
    let rows = format!("start,end,label\n{}", "0,5,c\n".repeat(50_000));
    fs::write(folder.path().join("nasty"), rows).expect("written");
    let output = run(folder.path(), &Way::Import("csv").words(), None);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = run(folder.path(), &["list", "out/nasty.ron"], None).stdout;
    assert_eq!(listed.iter().filter(|byte| **byte == b'\n').count(), 50_000);
}

#[test]
fn the_highest_id_of_all_leaves_ids_for_the_rest() {
    let folder = folder();
    let rows = format!("annotation_id,start,end,label\na4294967295,0,5,c\n{}", ",0,5,c\n".repeat(20_000));
    fs::write(folder.path().join("nasty"), rows).expect("written");
    let output = run(folder.path(), &Way::Import("csv").words(), None);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let listed = String::from_utf8(run(folder.path(), &["list", "out/nasty.ron"], None).stdout).expect("text");
    assert!(listed.starts_with("a1\t") && listed.lines().count() == 20_001);
}
