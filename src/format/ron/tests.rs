//! Does a project come back as it was, and is everything else refused with a reason?

use super::*;
use crate::progress::Progress;
use crate::project::{Article, Block, Cue, CueTime, Edit, Id, Moment, Original, Project, Record, Relation};
use crate::text::{Fragments, Span};

const TEXT: &str = "Rents\n“We close,” said Ines\u{301} 👩‍👩‍👧‍👦, “not \"patch\".”\n\nقالت 12%\r\n";

fn span(bytes: std::ops::Range<usize>) -> Span {
    Span::new(TEXT, bytes).expect("in the text")
}

fn find(words: &str) -> Span {
    let at = TEXT.find(words).expect("in the text");
    span(at..at + words.len())
}

fn id(text: &str) -> Id {
    Id::new(text).expect("not empty")
}

/// A project with everything that a file can hold.
fn full() -> Project {
    let blocks = [Block { kind: BlockKind::Title, span: span(0..5) }];
    let article = Article::with_blocks(TEXT.into(), &blocks).expect("an article");
    let time = CueTime { start_ms: 62_500, end_ms: 64_000 };
    let cues = vec![
        Cue { span: find("“We close,”"), time: None, speaker: "Inés".into() },
        Cue { span: find("said"), time: Some(time), speaker: String::new() },
    ];
    let article = article.said_in(cues).expect("in their order");
    let mut project =
        Project::new(Arc::new(article), default_scheme()).expect("a good scheme").called("rents").annotated_by("ines");
    project = project.taken_from(Original::of("rents.html", b"<p>", "2026-03-14T09:00:00Z".parse().ok()));
    let quote = Fragments::new(vec![find("“We close,”"), find("“not \"patch\".”")]).expect("two fragments");
    let mut record = Record::new(id("a1"), "quote", quote);
    record.attributes.insert("speaker".into(), "Inés".into());
    record.note = "ask\nher".into();
    record.by = "ines".into();
    record.at = "2026-03-14T09:30:00Z".parse::<Moment>().ok();
    let edits = vec![
        Edit::Annotate(Box::new(record)),
        Edit::Annotate(Box::new(Record::new(id("x y"), "statistic", find("12%").into()))),
        Edit::Relate(Relation { id: id("r1"), kind: "supports".into(), from: id("x y"), to: id("a1") }),
        Edit::Field { name: "title".into(), value: "Rents".into() },
    ];
    project.apply(Edit::All(edits)).expect("all of it is allowed");
    project
}

fn text_of(project: &Project) -> String {
    String::from_utf8(write(project)).expect("RON is text")
}

#[test]
fn a_project_comes_back_as_it_was() {
    let project = full();
    let text = text_of(&project);
    assert_eq!(read(text.as_bytes()).expect("it is read"), project);
    assert_eq!(text_of(&read(text.as_bytes()).expect("it is read")), text, "and is written the same");
    assert_eq!(check(text.as_bytes(), &Surroundings::default()), Ok(vec![]));
}

#[test]
fn a_file_shows_what_was_marked_a_line_each() {
    let text = text_of(&full());
    let head = text.find("  scheme:").expect("a scheme");
    assert_eq!(
        &text[..head],
        r#"// A Copydesk project. Positions count Unicode code points, end exclusive.
// Edit by hand what you like: everything is checked again when the file is opened.
(
  copydesk: 1,
  id: "rents",
  annotator: "ines",
  article: (
    fields: {
      "title": "Rents",
    },
    original: (name: "rents.html", bytes: 3, hash: "blake3:2a425477ebf3f7757f05aad60ddbd786a47254c8cca55a9bab31c1fc6bc8b5d9", retrieved: "2026-03-14T09:00:00Z"),
    hash: "blake3:c9e62b5c5ed106609a9632093e95b8f46c892b35f594f5db3099f79592ed0e17",
    blocks: [
      (kind: title, start: 0, end: 5),
    ],
    cues: [
      (start: 6, end: 17, speaker: "Inés"),
      (start: 18, end: 22, time: "00:01:02.500 --> 00:01:04.000"),
    ],
    text: [
      "Rents",
      "“We close,” said Ines\u{301} 👩\u{200d}👩\u{200d}👧\u{200d}👦, “not \"patch\".”",
      "",
      "قالت 12%\r",
      "",
    ],
  ),
"#
    );
    let tail = text.find("  annotations:").expect("annotations");
    assert_eq!(
        &text[tail..],
        r#"  annotations: [
    (id: "a1", label: "quote", start: 6, end: 52, fragments: [(6, 17), (38, 52)], text: "“We close,” “not \"patch\".”", attributes: {"speaker": "Inés"}, note: "ask\nher", by: "ines", at: "2026-03-14T09:30:00Z"),
    (id: "x y", label: "statistic", start: 59, end: 62, text: "12%"),
  ],
  relations: [
    (id: "r1", type: "supports", from: "x y", to: "a1"),
  ],
)
"#
    );
}

#[test]
fn a_person_may_write_it_as_people_do() {
    let text = text_of(&full());
    let by_hand = format!("\u{feff}/* mine */ {}", text.replace('\n', "\r\n"));
    assert_eq!(read(by_hand.as_bytes()).expect("a mark, comments and CRLF are accepted"), full());
    let explicit = text.replace("key: '1'", "key: Some('1')");
    let refusal = read(explicit.as_bytes()).map(|project| project == full());
    assert!(refusal.is_ok_and(|same| same), "Some(…) is accepted too");
}

#[test]
fn long_marks_are_repeated_by_their_ends() {
    let article = Article::new("é".repeat(500)).expect("an article");
    let mut project = Project::new(Arc::new(article), default_scheme()).expect("a good scheme");
    let long = project.article().span_of_chars(10, 310).expect("in the text");
    project.apply(Edit::Annotate(Box::new(Record::new(id("a1"), "claim", long.into())))).expect("annotated");
    let text = text_of(&project);
    let expected = format!("start: 10, end: 310, text: \"{0}\", tail: \"{0}\", length: 300)", "é".repeat(80));
    assert!(text.contains(&expected), "{text}");
    assert_eq!(read(text.as_bytes()).expect("it is read"), project);
    let changed = text.replace("length: 300", "length: 299");
    assert!(read(changed.as_bytes()).is_err());
}

fn refused(change: impl Fn(String) -> String) -> (String, String) {
    let error = read(change(text_of(&full())).as_bytes()).expect_err("refused");
    (error.message, error.hint)
}

#[test]
fn what_does_not_hold_is_refused_with_its_cure() {
    let with = |from: &'static str, to: &'static str| {
        refused(move |text| {
            assert!(text.contains(from), "{from} is in the file");
            text.replace(from, to)
        })
    };
    let (message, hint) = with("start: 59, end: 62", "start: 60, end: 63");
    assert_eq!(message, "annotation x y says `12%`, but 60..63 is `2%\r`");
    assert_eq!(
        hint,
        "that text stands at 59..62: write that, or delete the annotation; `copydesk check` lists this and 1 more"
    );
    assert_eq!(with("end: 62", "end: 99").0, "annotation x y marks characters 59..99, the article has 64");
    assert_eq!(with("end: 62", "end: 58").0, "annotation x y the range 59..58 (characters) is backwards");
    assert_eq!(with("id: \"x y\"", "id: \"a1\"").0, "annotation a1 the id a1 is used already");
    assert_eq!(
        with("label: \"statistic\"", "label: \"stat\"").0,
        "annotation x y is refused: the scheme has no label `stat`"
    );
    assert_eq!(
        with("type: \"supports\"", "type: \"hates\"").0,
        "relation r1 is refused: the scheme has no relation `hates`"
    );
    assert_eq!(
        with("from: \"x y\"", "from: \"a7\"").0,
        "relation r1 is refused: no annotation or relation has the id a7"
    );
    assert_eq!(with("(38, 52)", "(38, 51)").0, "annotation a1 says 6..52, but its fragments reach otherwise");
    assert!(with("T09:30", "T99:30").0.contains("is no time of the form"));
    assert!(with("\"speaker\": ", "\"colour\": ").0.contains("has no attribute `colour`"));
    assert!(
        with("      \"Rents\",", "      \"Rent\",").0.starts_with("the article is not the text that was annotated")
    );
    assert!(with("    (kind: title, start: 0", "    (kind: title, start: 5").0.contains("is empty"));
    assert!(with("id: \"quote\"", "id: \"claim\"").0.contains("the scheme has the label `claim` twice"));
}

#[test]
fn a_file_that_is_no_project_says_where() {
    let at = |bytes: &[u8]| read(bytes).expect_err("refused").message;
    assert!(at(b"").starts_with("line 1, column 1: "));
    let cut = text_of(&full());
    assert!(at(&cut.as_bytes()[..cut.len() / 2]).starts_with("line "));
    assert!(at(&cut.as_bytes()[..cut.len() - 3]).starts_with("line "));
    assert_eq!(at(b"(copydesk: 1,\xff"), "it is not UTF-8 text: byte 13, in line 1, belongs to no character");
    assert!(
        at(cut.replace("  id:", "  ident:").as_bytes()).contains("ident"),
        "an unknown name is no slip to pass over"
    );
    assert!(at("(".repeat(1_000_000).as_bytes()).starts_with("line 1"));
}

#[test]
fn a_newer_file_is_refused_and_not_half_read() {
    let (message, hint) = refused(|text| text.replace("copydesk: 1", "copydesk: 2"));
    assert_eq!(message, "it was written by a newer Copydesk: its format is version 2, this program reads up to 1");
    assert!(hint.contains("newer Copydesk"));
    let (message, _) = refused(|text| text.replace("copydesk: 1,", "copydesk: 7, mood: \"good\","));
    assert!(message.contains("version 7"), "also when it has fields of its own: {message}");
}

#[test]
fn a_text_changed_on_purpose_is_held_to_its_annotations() {
    let changed = text_of(&full()).replace("      \"Rents\",", "      \"Rente\",");
    let line = changed.lines().find(|line| line.starts_with("    hash:")).expect("a hash");
    let meant = changed.replace(line, "");
    assert!(read(meant.as_bytes()).is_ok());
    assert_eq!(check(changed.as_bytes(), &Surroundings::default()).expect("a project").len(), 1);
}

#[test]
fn an_empty_article_is_one() {
    let article = Article::new(String::new()).expect("an article");
    let project = Project::new(Arc::new(article), default_scheme()).expect("a good scheme");
    assert_eq!(read(&write(&project)).expect("it is read"), project);
}

/// The project, with a mark on its first two bytes, whose article has so many bytes.
fn of_length(bytes: usize) -> Project {
    let article = Article::new("é".repeat(bytes / 2) + &"x".repeat(bytes % 2)).expect("an article");
    let mut project = Project::new(Arc::new(article), default_scheme()).expect("a good scheme");
    let first = project.article().span_of_chars(0, 1).expect("in the text");
    project.apply(Edit::Annotate(Box::new(Record::new(id("a1"), "claim", first.into())))).expect("annotated");
    project
}

#[test]
fn the_text_of_a_large_article_stands_beside_its_project() {
    assert_eq!(text_file(&of_length(8 * 1024 * 1024)), None);
    let project = of_length(8 * 1024 * 1024 + 1);
    let (bytes, file) = write_apart(&project, &Progress::default()).expect("nobody cancels it");
    let file = file.expect("a file of its own");
    assert!(TextFile::is_one(&file.name) && file.bytes == project.text().len() && bytes.len() < 10_000);
    let hash = project.article().hash().to_string();
    let find = |said: &TextFile, known: Option<&str>| {
        assert_eq!((said, known), (&file, Some(hash.as_str())));
        Ok(project.article().as_ref().clone())
    };
    let around = Surroundings { text: &find, progress: Progress::default() };
    assert!(read_in(&bytes, &around).is_ok_and(|read| read == project));
    let alone = read(&bytes).expect_err("its text is not there");
    assert_eq!(alone.message, format!("the article has its text in the file {}, which lies beside it", file.name));
}

#[test]
fn the_file_of_a_text_is_known_by_its_name() {
    assert!(TextFile::is_one("article-0123456789abcdef.txt"));
    for digits in ["", "0123456789abcde", "0123456789abcdef0", "0123456789abcdeg"] {
        assert!(!TextFile::is_one(&format!("article-{digits}.txt")), "{digits}");
    }
    assert!(!TextFile::is_one("0123456789abcdef.txt") && !TextFile::is_one("article-0123456789abcdef"));
}

#[test]
fn the_file_of_a_text_lies_beside_the_project() {
    let message = |name: &str, text: &str| {
        let file = text_of(&full());
        let (start, end) = (file.find("    text: [").expect("there"), file.find("    ],\n  ),\n").expect("there"));
        let file = format!("{}    text_file: (name: {name:?}, bytes: 9),\n{text}{}", &file[..start], &file[end + 7..]);
        read(file.as_bytes()).expect_err("refused").message
    };
    for path in ["", ".", "..", "../x.txt", "a/b", "a\\b", "a\0b"] {
        assert!(message(path, "").ends_with("as the file of its text, which is no name"), "{path}");
    }
    for name in ["x.txt", "..x", "the text"] {
        assert!(message(name, "").starts_with("the article has its text in the file "), "{name}");
    }
    assert_eq!(message("x.txt", "    text: [\"a\"],\n"), "the article has its text here and in a file");
}

#[test]
fn a_place_is_proposed_where_just_those_words_stand() {
    let entry = |fields: &str| {
        let article = Article::new(format!("a-b a b, x x, {}", "é".repeat(250))).expect("an article");
        let project = Project::new(Arc::new(article), default_scheme()).expect("a good scheme");
        let annotation = format!("  annotations: [(id: \"a1\", label: \"claim\", {fields})],\n)");
        let file = text_of(&project);
        read((file[..file.len() - 2].to_owned() + &annotation).as_bytes()).expect_err("refused").hint
    };
    assert_eq!(
        entry("start: 0, end: 1, text: \"b,\""),
        "that text stands at 6..8: write that, or delete the annotation"
    );
    assert_eq!(entry("start: 0, end: 1, text: \"x\""), "that text stands in 2 places: write the right one");
    let no_place = "correct its position or its text, or delete the annotation";
    assert_eq!(entry("start: 0, end: 1, text: \"y\""), no_place);
    assert_eq!(entry("start: 0, end: 1, text: \"\""), no_place, "nothing stands everywhere");
    assert_eq!(entry("start: 1, end: 5, fragments: [(1, 2), (4, 5)], text: \"a b\""), no_place, "it is in fragments");
    assert_eq!(entry("start: 1, end: 5, fragments: [(1, 2), (4, 5)], text: \"x\""), no_place);
    let long = format!("text: \"{0}\", tail: \"{0}\", length: 249", "é".repeat(80));
    assert_eq!(entry(&format!("start: 0, end: 249, {long}")), no_place, "only its ends are known");
    assert_eq!(entry(&format!("start: 0, end: 249, {}", long.replace('é', "x"))), no_place);
}

#[test]
fn what_is_wrong_alone_has_its_own_cure_alone() {
    let (_, hint) = refused(|text| text.replace("type: \"supports\"", "type: \"hates\""));
    assert!(hint.starts_with("one of: ") && !hint.contains("copydesk check"), "{hint}");
}

#[test]
fn there_never_was_a_version_0() {
    let (message, hint) = refused(|text| text.replace("copydesk: 1,", "copydesk: 0,"));
    assert_eq!((&*message, &*hint), ("its format is version 0, which never was", "write `copydesk: 1`"));
}

#[test]
fn a_scheme_alone_comes_back_as_it_was() {
    let bytes = write_value(&*default_scheme()).expect("it is written");
    assert!(bytes.starts_with(b"(\n  name: \"fact-check\",\n") && bytes.ends_with(b")\n"));
    assert_eq!(read_scheme(&bytes), Ok(default_scheme().as_ref().clone()));
}

#[test]
fn a_scheme_says_only_what_is_not_usual() {
    let scheme = r##"(name: "two", labels: [
        (id: "a", name: "A", color: "#000000", line: solid, helper: false, attributes: [(id: "x", name: "X", more: false)]),
        (id: "b", name: "B", key: '2', color: "#000000", line: dotted, helper: true, guideline: "When it is B."),
    ])"##;
    let scheme = read_scheme(scheme.as_bytes()).expect("a scheme");
    let project = Project::new(Arc::new(Article::new(String::new()).expect("an article")), Arc::new(scheme));
    let text = text_of(&project.expect("a good scheme"));
    assert_eq!(
        &text[text.find("  scheme:").expect("a scheme")..],
        r##"  scheme: (
    name: "two",
    labels: [
      (id: "a", name: "A", color: "#000000",
        attributes: [
          (id: "x", name: "X"),
        ],
      ),
      (id: "b", name: "B", key: '2', color: "#000000", line: dotted, helper: true,
        guideline: "When it is B.",
      ),
    ],
  ),
)
"##
    );
}

/// The entry of the first annotation of a text, which marks the code points `ranges`.
fn entry_of(text: &str, ranges: &[(usize, usize)]) -> String {
    let article = Article::new(text.to_owned()).expect("an article");
    let mut project = Project::new(Arc::new(article), default_scheme()).expect("a good scheme");
    let spans = ranges.iter().map(|&(start, end)| project.article().span_of_chars(start, end).expect("in the text"));
    let fragments = Fragments::new(spans.collect()).expect("fragments");
    project.apply(Edit::Annotate(Box::new(Record::new(id("a1"), "claim", fragments)))).expect("annotated");
    let file = text_of(&project);
    assert_eq!(read(file.as_bytes()), Ok(project));
    file.lines().find(|line| line.contains("(id: \"a1\"")).expect("there").to_owned()
}

#[test]
fn a_mark_is_long_above_two_hundred_characters() {
    assert!(!entry_of(&"x".repeat(300), &[(0, 200)]).contains("tail: "));
    assert!(entry_of(&"x".repeat(300), &[(0, 201)]).contains("length: 201"));
    assert!(!entry_of(&"é".repeat(300), &[(0, 100), (101, 200)]).contains("tail: "), "with the space between");
    assert!(entry_of(&"é".repeat(300), &[(0, 100), (101, 201)]).contains("length: 201"));
    let text = format!("{}--{}", "a".repeat(50), "b".repeat(160));
    let said = format!("text: \"{} {}\", tail: \"{}\", length: 211", "a".repeat(50), "b".repeat(29), "b".repeat(80));
    assert!(entry_of(&text, &[(0, 50), (52, 212)]).contains(&said));
    let text = format!("{}--{}", "a".repeat(160), "b".repeat(50));
    let said = format!("text: \"{}\", tail: \"{} {}\", length: 211", "a".repeat(80), "a".repeat(29), "b".repeat(50));
    assert!(entry_of(&text, &[(0, 160), (162, 212)]).contains(&said));
}

#[test]
fn of_a_file_that_is_wrong_all_over_the_first_thousand_things_are_told() {
    let file = text_of(&full());
    let wrong: String = (0..1500)
        .map(|number| format!("(id: \"b{number}\", label: \"x\", start: 0, end: 1, text: \"R\"),\n"))
        .collect();
    let file = file.replace("  annotations: [\n", &format!("  annotations: [\n{wrong}"));
    let complaints = check(file.as_bytes(), &Surroundings::default()).expect("a project");
    let last = complaints.last().map(ToString::to_string);
    assert_eq!((complaints.len(), last.as_deref()), (1001, Some("the rest was not looked at")));
    assert!(read(file.as_bytes()).is_err_and(|error| error.hint.contains("lists the first thousand")));
}
