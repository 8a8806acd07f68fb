//! Does a project come back, and do those of other programs come in?

use proptest::prelude::*;

use super::*;
use crate::format::laws::{
    check_golden, check_round_trip, golden, hostile_words, marked_projects, nasty, project_of_words, sample,
};
use crate::format::{Named, Reading, Source, Texts, Wish};
use crate::project::Project;
use crate::reading::archive::{Archive, Packing};

fn qde_of(projects: &[Project]) -> String {
    let projects: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let bytes = write::write(&projects, &Wish::default()).files.remove(0).bytes;
    let qde = Archive::of(&bytes).and_then(|mut archive| archive.read("project.qde"));
    String::from_utf8(qde.expect("an archive").expect("with a project")).expect("text")
}

#[test]
fn every_project_comes_back_but_for_what_was_told() {
    for project in nasty() {
        check_round_trip(&REFI_QDA, std::slice::from_ref(&project), &Wish::default());
    }
    check_round_trip(&REFI_QDA, &nasty(), &Wish::default());
    check_round_trip(&REFI_QDA, &[sample(), golden()], &Wish::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_projects_come_back_but_for_what_was_told(projects in marked_projects()) {
        check_round_trip(&REFI_QDA, &projects, &Wish::default());
    }
}

#[test]
fn a_project_has_the_files_that_it_always_had() {
    check_golden(&REFI_QDA, &Wish::default(), "refi-qda", |bytes| {
        let mut archive = Archive::of(bytes).expect("an archive");
        let names: Vec<String> = archive.names().map(std::borrow::Cow::into_owned).collect();
        let read = |name: String| (name.clone(), archive.read(&name).expect("packed").expect("there"));
        names.into_iter().map(read).collect()
    });
}

/// A project of some other program: `sources` within a project that has three codes and two users.
fn foreign(origin: &str, sources: &str, after: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let qde = format!(
        r##"<?xml version="1.0" encoding="utf-8" standalone="no"?>
<Project xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="x" xsi:schemaLocation="y" name="Rents" origin="{origin}">
<Users><User guid="00000000-0000-4000-8000-0000000000a1" name="Ines"/><User guid="00000000-0000-4000-8000-0000000000a2" name="Omar"/></Users>
<CodeBook><Codes>
<Code guid="00000000-0000-4000-8000-0000000000c1" name="claim" isCodable="true" color="#fff"><Description>what can be checked</Description>
<Code guid="00000000-0000-4000-8000-0000000000c2" name="hoax" isCodable="true"/></Code>
<Code guid="{{00000000-0000-4000-8000-0000000000C3}}" name="money" isCodable="true"/>
</Codes></CodeBook>
<Variables><Variable guid="00000000-0000-4000-8000-0000000000e1" name="outlet" typeOfVariable="Text"><Description/></Variable></Variables>
<Cases><Case guid="00000000-0000-4000-8000-0000000000f1" name="x"/></Cases>
<Sources>{sources}</Sources>
{after}</Project>"##
    );
    let mut packing = Packing::new();
    packing.file("project.qde", format!("\u{feff}{qde}").as_bytes());
    files.iter().for_each(|(name, bytes)| packing.file(name, bytes));
    packing.finish()
}

const HEAD: &str =
    r#"<TextSource guid="00000000-0000-4000-8000-000000000051" name="letter" plainTextPath="internal://T.txt">"#;

/// A selection called by its last two digits, with the code of those digits.
fn selection(digits: &str, (start, end): (usize, usize), name: &str, code: &str) -> String {
    format!(
        r#"<PlainTextSelection guid="00000000-0000-4000-8000-0000000000{digits}" name="{name}" startPosition="{start}" endPosition="{end}"><Coding guid="00000000-0000-4000-8000-0000000001{digits}"><CodeRef targetGUID="00000000-0000-4000-8000-0000000000{code}"/></Coding></PlainTextSelection>"#
    )
}

fn read_back(bytes: &[u8]) -> Result<Reading, crate::format::ReadError> {
    read::read(&Source { stem: "rents", bytes, beside: Vec::new(), texts: &Texts::None })
}

/// Label, words, maker and note of each annotation of the first article.
fn marks(reading: &Reading) -> Vec<String> {
    let project = &reading.projects[0];
    let said = |annotation| {
        let record = project.record(annotation);
        [record.label, project.words_of(annotation), record.by, record.note].join("|")
    };
    project.annotations().iter().map(said).collect()
}

fn joined(words: &std::collections::BTreeSet<String>) -> String {
    words.iter().map(String::as_str).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_file_of_another_program_comes_in_with_its_notes_and_links() {
    let sources = format!(
        r#"{HEAD}<Description>second letter</Description>
<PlainTextSelection guid="00000000-0000-4000-8000-000000000061" name="Rents rose" startPosition="0" endPosition="10" creatingUser="00000000-0000-4000-8000-0000000000a1" creationDateTime="2019-06-07T03:36:36">
<Description>why?</Description><Coding guid="00000000-0000-4000-8000-000000000071" creatingUser="00000000-0000-4000-8000-0000000000a2"><CodeRef targetGUID="00000000-0000-4000-8000-0000000000c1"/><NoteRef targetGUID="00000000-0000-4000-8000-000000000081"/></Coding>
<Coding guid="00000000-0000-4000-8000-000000000072"><CodeRef targetGUID="00000000-0000-4000-8000-0000000000C2"/></Coding>
</PlainTextSelection>
{}{}<PlainTextSelection guid="00000000-0000-4000-8000-000000000064" startPosition="0" endPosition="3"><Description>no code</Description></PlainTextSelection>
<Coding guid="00000000-0000-4000-8000-000000000079"><CodeRef targetGUID="00000000-0000-4000-8000-0000000000c1"/></Coding>
<VariableValue><VariableRef targetGUID="00000000-0000-4000-8000-0000000000e1"/><TextValue>The Paper</TextValue></VariableValue>
</TextSource><PictureSource guid="00000000-0000-4000-8000-000000000052" name="photo.png" path="internal://p.png"/>"#,
        selection("62", (16, 19), "12%", "c3"),
        selection("63", (0, 5), "Rents", "c9"),
    );
    let after = r#"<Notes><Note guid="00000000-0000-4000-8000-000000000081" name="n" plainTextPath="internal://n.txt"/></Notes>
<Links><Link guid="00000000-0000-4000-8000-000000000091" name="backs" direction="Associative" originGUID="00000000-0000-4000-8000-000000000062" targetGUID="00000000-0000-4000-8000-000000000061"/>
<Link guid="00000000-0000-4000-8000-000000000092" originGUID="00000000-0000-4000-8000-000000000081" targetGUID="00000000-0000-4000-8000-000000000061"/></Links>"#;
    let text = "\u{feff}Rents rose 👍 by 12%.";
    let files = [("Sources/T.txt", text.as_bytes()), ("Sources/n.txt", b"ask her"), ("Sources/p.png", b"x")];
    let reading = read_back(&foreign("Other 1.2", &sources, after, &files)).expect("read");
    assert_eq!(marks(&reading), ["claim|Rents rose|Omar|why?\n\nask her", "hoax|Rents rose|Ines|why?", "money|12%||"]);
    let project = &reading.projects[0];
    assert_eq!((project.id(), project.text()), ("letter", "Rents rose 👍 by 12%."));
    assert_eq!((project.fields().get("outlet"), project.fields().get("memo")), ("The Paper", "second letter"));
    let first = project.annotations().iter().next().expect("a mark");
    assert_eq!(project.time_of(first).map(|at| at.to_string()).as_deref(), Some("2019-06-07T03:36:36Z"));
    let relations = project.relations().iter().map(|known| format!("{} {} {}", known.from, known.kind, known.to));
    assert_eq!(relations.collect::<Vec<_>>(), ["a3 backs a1"]);
    let refused: Vec<String> = reading.refused.iter().map(ToString::to_string).collect();
    let code = "an annotation of letter is coded with `00000000-0000-4000-8000-0000000000c9`, which the code book does not have";
    assert_eq!(refused, [code]);
    let ignored = joined(&reading.ignored);
    for what in [
        "PictureSource `photo.png`",
        "`Coding` of a whole text",
        "descriptions of codes",
        "element `Cases`",
        "links that do not begin at a mark",
        "selections without a code",
        "that `hoax` stands below `claim`",
        "that a link goes both ways",
    ] {
        assert!(ignored.contains(what), "{what} in {ignored}");
    }
}

#[test]
fn what_positions_count_is_decided_by_the_names_of_selections() {
    let read = |origin: &str, mark: &str, ranges: [(usize, usize); 2], names: [&str; 2]| {
        let selections = selection("61", ranges[0], names[0], "c1") + &selection("62", ranges[1], names[1], "c3");
        let file = format!("{mark}😀 é\r\nsays 12% and\r\n14%");
        let sources = format!("{HEAD}{selections}</TextSource>");
        read_back(&foreign(origin, &sources, "", &[("sources/t.TXT", file.as_bytes())])).expect("read")
    };
    let check = |reading: &Reading, told: &str| {
        assert_eq!(marks(reading), ["claim|12%||", "money|14%||"], "{:?}", reading.refused);
        assert!(joined(&reading.notes).contains(told), "{told} in {:?}", reading.notes);
        assert_eq!(told.is_empty(), reading.notes.is_empty(), "{:?}", reading.notes);
    };
    check(&read("QualCoder", "", [(10, 13), (19, 22)], ["12%", "14%"]), "");
    check(&read("NVivo", "\u{feff}", [(11, 14), (20, 23)], ["12%", "14%"]), "UTF-16");
    check(&read("Other", "\u{feff}", [(9, 12), (17, 20)], ["12%", "14%"]), "a CRLF as one");
    check(&read("ATLAS.ti", "\u{feff}", [(9, 12), (17, 20)], ["1:1", "1:2"]), "no words say");
    check(&read("ATLAS.ti", "", [(9, 12), (17, 20)], ["12%", "renamed"]), "");
    // Names that are no words decide nothing.
    check(&read("MAXQDA", "", [(10, 13), (19, 22)], ["Segment 1", "Segment 2"]), "no words say");
    check(&read("MAXQDA", "", [(10, 13), (19, 22)], ["", ""]), "no words say");
}

#[test]
fn texts_within_the_file_and_beside_it_are_found() {
    let sources = r#"<TextSource guid="00000000-0000-4000-8000-000000000051" name="a"><PlainTextContent>Rents &amp; taxes
rose</PlainTextContent></TextSource>
<TextSource guid="00000000-0000-4000-8000-000000000053" name="a" plainTextPath="internal://b.txt"/>
<TextSource guid="00000000-0000-4000-8000-000000000054" plainTextPath="relative:///c.txt"/>
<TextSource name="d" richTextPath="internal://d.docx"/>"#;
    let bytes = foreign("Other", sources, "", &[("b.txt", b"x"), ("Sources/d.docx", b"PK")]);
    let reading = read_back(&bytes).expect("read");
    let texts: Vec<(&str, &str)> = reading.projects.iter().map(|project| (project.id(), project.text())).collect();
    assert_eq!(texts, [("a", "Rents & taxes\nrose"), ("a-2", "x")]);
    let refused: Vec<String> = reading.refused.iter().map(ToString::to_string).collect();
    assert!(refused[0].ends_with("has its text in relative:///c.txt, which is not in the archive"), "{refused:?}");
    assert_eq!(refused[1], "article d has no text");
    let article = crate::project::Article::new("given".into()).expect("an article");
    let texts = Texts::Named([("d".to_owned(), std::sync::Arc::new(article))].into());
    let given = read::read(&Source { stem: "rents", bytes: &bytes, beside: Vec::new(), texts: &texts }).expect("read");
    assert_eq!(given.projects.last().map(Project::text), Some("given"));
    let latin = foreign("Other", &format!("{HEAD}</TextSource>"), "", &[("sources/T.txt", b"caf\xe9")]);
    assert!(read_back(&latin).expect("read").refused[0].message.contains("not UTF-8"));
}

#[test]
fn many_texts_of_one_name_are_numbered_without_counting_from_the_start() {
    let one = |name: &str| format!("<TextSource name=\"{name}\"><PlainTextContent>x</PlainTextContent></TextSource>");
    let count = 20_000;
    let bytes = foreign("Other", &(one("a-3") + &one("a").repeat(count)), "", &[]);
    let reading = read_back(&bytes).expect("read");
    let ids: Vec<&str> = reading.projects.iter().map(Project::id).collect();
    assert_eq!(ids[..5], ["a-3", "a", "a-2", "a-4", "a-5"]);
    assert_eq!(ids.last(), Some(&"a-20001"));
}

/// A PDF with `within`, called `report`.
fn pdf(within: &str) -> String {
    format!(
        r#"<PDFSource guid="00000000-0000-4000-8000-000000000055" name="report" path="internal://r.pdf"><Description>of May</Description>{within}</PDFSource>"#
    )
}

/// A place on a page of a PDF, coded.
const ON_PAGE: &str = r#"<PDFSelection guid="00000000-0000-4000-8000-000000000066" page="1" firstX="1" firstY="2" secondX="3" secondY="4"><Coding guid="00000000-0000-4000-8000-000000000166"><CodeRef targetGUID="00000000-0000-4000-8000-0000000000c1"/></Coding></PDFSelection>"#;

#[test]
fn the_text_of_a_pdf_comes_in_with_what_is_coded_in_it() {
    let text = |marks: &str| {
        format!(
            r#"<Representation guid="00000000-0000-4000-8000-000000000056" name="r.txt" plainTextPath="internal://r.txt"><Description>second half</Description>{marks}<VariableValue><VariableRef targetGUID="00000000-0000-4000-8000-0000000000e1"/><TextValue>None</TextValue></VariableValue></Representation><VariableValue><VariableRef targetGUID="00000000-0000-4000-8000-0000000000e1"/><TextValue>The Paper</TextValue></VariableValue>"#
        )
    };
    let read = |within: &str| {
        let files = [("sources/r.txt", &b"Rents rose by 12%."[..]), ("sources/r.pdf", b"%PDF")];
        read_back(&foreign("MAXQDA", &pdf(within), "", &files)).expect("read")
    };
    let refused = |reading: &Reading| reading.refused.iter().map(ToString::to_string).collect::<Vec<_>>();
    let marked = text(&selection("61", (14, 17), "12%", "c3"));
    let reading = read(&(ON_PAGE.to_owned() + &marked));
    assert_eq!((marks(&reading), refused(&reading)), (vec!["money|12%||".to_owned()], vec![]));
    let project = &reading.projects[0];
    assert_eq!((project.id(), project.text()), ("report", "Rents rose by 12%."));
    let fields = ["memo", "outlet"].map(|name| project.fields().get(name));
    assert_eq!(fields, ["of May\n\nsecond half", "The Paper"]);
    assert!(joined(&reading.ignored).contains("positions on the pages of the PDF `report`: 1"));
    assert!(!joined(&read(&marked).ignored).contains("pages"), "there are none");
    // What is coded on its pages alone has no place in the text.
    let reading = read(&(ON_PAGE.to_owned() + &text("")));
    let told = "PDFSource report has codings on its pages and none in its text; they are left out: 1";
    assert_eq!((marks(&reading), refused(&reading)), (vec![], vec![told.to_owned()]));
}

#[test]
fn a_text_that_is_given_is_that_of_the_only_pdf() {
    let within = format!("<Representation>{}</Representation>", selection("61", (0, 5), "Rents", "c1"));
    let bytes = foreign("NVivo", &pdf(&within), "", &[]);
    let article = crate::project::Article::new("Rents rose.".into()).expect("an article");
    let texts = Texts::Only("given".to_owned(), std::sync::Arc::new(article));
    let given = read::read(&Source { stem: "rents", bytes: &bytes, beside: Vec::new(), texts: &texts }).expect("read");
    assert_eq!(marks(&given), ["claim|Rents||"]);
}

#[test]
fn a_source_without_text_is_refused_where_something_is_coded_in_it() {
    let coding = r#"<Coding guid="x"><CodeRef targetGUID="00000000-0000-4000-8000-0000000000c1"/></Coding>"#;
    let film = format!(
        r#"<VideoSource name="talk" path="internal://t.mp4"><VideoSelection begin="0" end="9">{coding}</VideoSelection>{coding}</VideoSource>"#
    );
    let sources = film + r#"<AudioSource name="song"/>"# + &pdf(&(ON_PAGE.to_owned() + coding));
    let reading = read_back(&foreign("Other", &sources, "", &[])).expect("read");
    let refused: Vec<String> = reading.refused.iter().map(ToString::to_string).collect();
    let told = ["VideoSource talk", "PDFSource report"]
        .map(|of| format!("{of} is left out, for it has no text; codings in it: 2"));
    assert_eq!(refused, told);
    assert!(joined(&reading.ignored).contains("AudioSource `song`"), "{:?}", reading.ignored);
}

#[test]
fn codes_of_one_name_are_told_apart_by_those_above() {
    let codes = r#"<Code guid="00000000-0000-4000-8000-0000000000d1" name="tone" isCodable="true"><Code guid="00000000-0000-4000-8000-0000000000d2" name="money" isCodable="true"/></Code></Codes>"#;
    let marked = selection("61", (0, 1), "", "c3") + &selection("62", (1, 2), "", "d2");
    let bytes = foreign("Other", &format!("{HEAD}{marked}</TextSource>"), "", &[]);
    let qde = String::from_utf8(qde_in(&bytes)).expect("text").replace("</Codes>", codes);
    let bytes = packed(&[("project.qde", qde.as_bytes()), ("sources/T.txt", b"Rents")]);
    assert_eq!(marks(&read_back(&bytes).expect("read")), ["money|R||", "tone/money|e||"]);
}

fn qde_in(bytes: &[u8]) -> Vec<u8> {
    let qde = Archive::of(bytes).and_then(|mut archive| archive.read("project.qde"));
    qde.expect("an archive").expect("with a project")
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packing = Packing::new();
    files.iter().for_each(|(name, bytes)| packing.file(name, bytes));
    packing.finish()
}

#[test]
fn a_wrong_selection_is_refused_by_itself() {
    let wrong = [
        r#"startPosition="-1" endPosition="3""#,
        r#"startPosition="1""#,
        r#"startPosition="5" endPosition="2""#,
        r#"startPosition="0" endPosition="99999999999999999999999""#,
        r#"startPosition="0" endPosition="4000""#,
        "",
    ];
    let coding = r#"<Coding guid="x"><CodeRef targetGUID="00000000-0000-4000-8000-0000000000c1"/></Coding>"#;
    let one = |place| format!("\n<PlainTextSelection guid=\"?\" {place}>{coding}</PlainTextSelection>");
    let wrong: String = wrong.iter().map(one).collect();
    let sources = format!("{HEAD}{wrong}{}</TextSource>", selection("61", (0, 5), "Rents", "c1"));
    let reading = read_back(&foreign("Other", &sources, "", &[("sources/T.txt", b"Rents rose.")])).expect("read");
    assert_eq!(marks(&reading), ["claim|Rents||"]);
    let lines: Vec<usize> = reading.refused.iter().map(|refusal| refusal.line).collect();
    assert_eq!(lines, [12, 13, 14, 15, 16, 17]);
    assert!(reading.refused[0].to_string().contains("does not say where it begins and ends"));
}

#[test]
fn hostile_files_are_refused_without_harm() {
    let sources = format!("{HEAD}{}</TextSource>", selection("61", (0, 5), "Rents", "c1"));
    let qde = qde_in(&foreign("Other", &sources, "", &[]));
    for length in (0..qde.len()).step_by(7) {
        assert!(read_back(&packed(&[("project.qde", &qde[..length])])).is_err(), "cut at {length}");
    }
    let refused = |bytes: &[u8]| read_back(bytes).expect_err("refused").message;
    let refused_qde = |qde: &[u8]| refused(&packed(&[("project.qde", qde)]));
    assert!(refused_qde(b"<Other/>").contains("no project of REFI-QDA"));
    assert!(refused_qde(&b"<Project>".repeat(1000)).contains("deeper than 256"));
    assert!(refused_qde(b"<!DOCTYPE a [<!ENTITY b \"c\">]><Project>&b;</Project>").contains("document type"));
    assert!(refused(b"PK").contains("no archive"));
    assert!(refused(&packed(&[("other.txt", b"x")])).contains("without a project.qde"));
    let codes = "<Code name=\"x\">".repeat(120) + &"</Code>".repeat(120);
    let deep = format!("<Project><CodeBook><Codes>{codes}</Codes></CodeBook></Project>");
    let reading = read_back(&packed(&[("project.qde", deep.as_bytes())])).expect("read");
    assert!(reading.projects.is_empty());
}

#[test]
fn what_is_referred_to_again_and_again_does_not_fill_the_memory() {
    let note = "x".repeat(8 << 20);
    let after = format!(
        r#"<Notes><Note guid="00000000-0000-4000-8000-000000000081"><PlainTextContent>{note}</PlainTextContent></Note></Notes>"#
    );
    let one = selection("61", (0, 5), "Rents", "c1");
    let one = one.replace("/></Coding>", "/><NoteRef targetGUID=\"00000000-0000-4000-8000-000000000081\"/></Coding>");
    let sources = format!("{HEAD}{}</TextSource>", one.repeat(100));
    let reading = read_back(&foreign("Other", &sources, &after, &[("sources/T.txt", b"Rents")])).expect("read");
    assert_eq!((reading.projects[0].annotations().len(), reading.refused.len()), (12, 88));
    assert!(reading.refused[0].message.contains("far too long"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn names_that_xml_has_no_place_for_come_back(
        project in project_of_words(hostile_words(&["\0", "\u{b}", "@", "=", "\\", "\n", "\r", "<", "\"", " ", "a1", "é"])),
    ) {
        check_round_trip(&REFI_QDA, &[project], &Wish::default());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn no_damage_does_harm(
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"<>\"/=&;0a\0\xff".to_vec())), 1..4),
        is_within in any::<bool>(),
    ) {
        let damaged = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let length = bytes.len();
            changes.iter().for_each(|(place, byte)| bytes[place.index(length)] = *byte);
            bytes
        };
        let project = golden();
        let bytes = write::write(&[Named::new("marlow", &project)], &Wish::default()).files.remove(0).bytes;
        let bytes = if is_within {
            packed(&[("project.qde", &damaged(&qde_in(&bytes))), ("sources/T.txt", b"Rents")])
        } else {
            damaged(&bytes)
        };
        // It is read or refused.
        let _ = read_back(&bytes);
    }
}

#[test]
fn other_programs_are_told_what_they_may_make_of_it() {
    let project = crate::project::draw(
        "\
Rents rose by 12%.
^^^^^ claim
^^^^^ claim",
    );
    let losses = write::write(&[Named::new("rents", &project)], &Wish::default()).losses;
    let told: Vec<(&str, String)> = losses.iter().map(|loss| (loss.kind.name, loss.ids.join(" "))).collect();
    assert_eq!(told, [("equal marks", "a2".to_owned())]);
    assert!(!qde_of(&[project]).contains("Variables"), "there are no empty lists");
    assert!(!qde_of(&[]).contains("Sources"));
}

#[test]
fn what_stands_in_descriptions_alone_is_told() {
    use crate::project::{Edit, Id, Record, Relation};
    let mut project = crate::project::draw(
        "\
Rents rose by 12%.
^^^^^ claim
              ^^^ statistic",
    )
    .called("rents");
    let first = project.annotations().iter().next().expect("a mark");
    let (from, fragments) = (first.id().clone(), first.fragments().clone());
    let id = |id: &str| Id::new(id).expect("not empty");
    let mut record = Record::new(id("x y"), "quote", fragments);
    record.attributes.insert("form".into(), "direct".into());
    project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    for name in ["r1", "the second"] {
        let relation = Relation { id: id(name), kind: "disputes".into(), from: from.clone(), to: id("x y") };
        project.apply(Edit::Relate(relation)).expect("related");
    }
    check_round_trip(&REFI_QDA, std::slice::from_ref(&project), &Wish::default());
    let losses = write::write(&[Named::new("rents", &project)], &Wish::default()).losses;
    let told: Vec<(&str, String)> = losses.iter().map(|loss| (loss.kind.name, loss.ids.join(", "))).collect();
    let expected = [("attributes", "x y"), ("ids", "x y"), ("relation ids", "the second")];
    assert_eq!(told, expected.map(|(kind, ids)| (kind, ids.to_owned())));
}
