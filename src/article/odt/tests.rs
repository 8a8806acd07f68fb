//! Does an OpenDocument come in as its article? Small documents of our own, and what others try.

use proptest::prelude::*;

use super::read;
use crate::article::manuscript::testing::{drawn, mutated, nest};
use crate::progress::Progress;
use crate::reading::archive::Packing;

const STYLES: &str = concat!(
    r#"<style:default-style style:family="paragraph"><style:text-properties fo:language="de" fo:country="DE"/></style:default-style>"#,
    r#"<style:style style:name="Title" style:family="paragraph"/><style:style style:name="Subtitle" style:family="paragraph"/>"#,
    r#"<style:style style:name="Quotations" style:family="paragraph"/><style:style style:name="Caption" style:family="paragraph"/>"#,
    r#"<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>"#,
    r#"<style:style style:name="Gone" style:family="paragraph"><style:text-properties text:display="none"/></style:style>"#,
);

const AUTOMATIC: &str = concat!(
    r#"<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>"#,
    r#"<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>"#,
);

/// The document as one file.
fn flat(body: &str, meta: &str) -> Vec<u8> {
    format!(
        "<office:document><office:meta>{meta}</office:meta><office:styles>{STYLES}</office:styles><office:automatic-styles>{AUTOMATIC}\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    .into_bytes()
}

/// The document as an archive.
fn archive(body: &str, meta: &str, manifest: &str) -> Vec<u8> {
    let mut packing = Packing::new();
    let content = format!(
        "<office:document-content><office:automatic-styles>{AUTOMATIC}</office:automatic-styles><office:body><office:text>{body}\
         </office:text></office:body></office:document-content>"
    );
    let decoy = r#"<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>"#;
    let styles = format!(
        "<office:document-styles><office:styles>{STYLES}</office:styles><office:automatic-styles>{decoy}</office:automatic-styles>\
         </office:document-styles>"
    );
    packing.file("mimetype", b"application/vnd.oasis.opendocument.text");
    packing.file("content.xml", content.as_bytes());
    packing.file("styles.xml", styles.as_bytes());
    packing.file(
        "meta.xml",
        format!("<office:document-meta><office:meta>{meta}</office:meta></office:document-meta>").as_bytes(),
    );
    packing.file("META-INF/manifest.xml", manifest.as_bytes());
    packing.file("Object 1/content.xml", b"<math><mi>x</mi><mo>=</mo><mn>2</mn><annotation>x = 2</annotation></math>");
    packing.finish()
}

fn check(body: &str, expected: &str) {
    for bytes in [flat(body, ""), archive(body, "", "")] {
        let found = drawn(read(&bytes, &Progress::default()));
        assert_eq!(found.replace("\nlanguage: de-DE", ""), expected);
    }
}

fn p(style: &str, words: &str) -> String {
    format!(r#"<text:p text:style-name="{style}">{words}</text:p>"#)
}

#[test]
fn paragraphs_are_what_their_styles_say() {
    let body = [
        p("Title", "Rents rise"),
        p("Subtitle", "By Ann Lee"),
        r#"<text:h text:style-name="Any" text:outline-level="2">Why</text:h>"#.into(),
        p("P1", "We left."),
        p("Illustration", "A house"),
        p("Gone", "Hidden"),
        format!(
            "<text:list><text:list-item>{0}<text:list><text:list-item>{0}</text:list-item></text:list></text:list-item></text:list>",
            p("", "One")
        ),
        p("Heading_20_3", "More"),
        p("", "End"),
    ];
    let meta = "<dc:title>Old</dc:title><dc:creator>Bo</dc:creator><meta:initial-creator>Ann Lee</meta:initial-creator>\
                <meta:creation-date>2024-05-03T10:00:00.5</meta:creation-date><dc:language>de-AT</dc:language>\
                <meta:user-defined meta:name=\"Published\">2024-06-01</meta:user-defined>";
    let expected = "= Why\n> We left.\n^ A house\n- One\n- One\n= More\nEnd\ntitle: Rents rise\nauthor: Ann Lee\npublished: 2024-06-01\n\
                    language: de-AT";
    for bytes in [flat(&body.concat(), meta), archive(&body.concat(), meta, "")] {
        assert_eq!(drawn(read(&bytes, &Progress::default())), expected);
    }
}

#[test]
fn white_space_is_what_the_format_says() {
    let words = concat!(
        "\n  a  <text:span>b </text:span> c<text:s text:c=\"3\"/>d<text:tab/>e<text:line-break/>\n f<text:soft-page-break/>\u{a0}\u{2011}",
        "g\u{ad}h <text:span text:style-name=\"T1\">hidden</text:span>i",
    );
    check(&p("", words), "a b c   d\\te\\nf\u{a0}\u{2011}gh i");
    check(&p("", r#"a<text:s text:c="99999999999"/>b<text:s text:c="-1"/>c"#), &format!("a{}b c", " ".repeat(100)));
}

#[test]
fn what_is_no_text_stays_out() {
    let body = [
        format!(
            "<text:tracked-changes><text:changed-region><text:deletion>{}</text:deletion></text:changed-region></text:tracked-changes>",
            p("", "Deleted")
        ),
        format!(
            "<text:table-of-content><text:index-body>{}</text:index-body></text:table-of-content>",
            p("", "Contents")
        ),
        format!(
            r#"<text:section text:display="none">{}</text:section><text:section>{}</text:section>"#,
            p("", "Gone"),
            p("", "There")
        ),
        p(
            "",
            "a<office:annotation><text:p>said</text:p></office:annotation><text:ruby><text:ruby-base>東</text:ruby-base><text:ruby-text>to</text:ruby-text></text:ruby><text:page-number>3</text:page-number>",
        ),
    ];
    let notes = "! The document has tracked changes: what was inserted is in the text, and what was deleted is not.\n\
                 ! A table of contents or an index was left out.";
    check(&body.concat(), &format!("There\na東3\n{notes}"));
}

#[test]
fn frames_tables_and_notes_have_their_places() {
    let note = |class: &str, words: &str| {
        format!(
            r#"<text:note text:note-class="{class}"><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"#,
            p("", words)
        )
    };
    let frame = |words: &str| format!("<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>", p("", words));
    let picture = "<draw:frame><draw:image/></draw:frame>Under it";
    let cell = |words: &[&str]| {
        format!("<table:table-cell>{}</table:table-cell>", words.iter().map(|words| p("", words)).collect::<String>())
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let body = [
        p(
            "",
            &format!(
                "a{}b{}{}c{}",
                note("endnote", "An end."),
                frame("In a box."),
                note("footnote", "A foot."),
                frame(picture)
            ),
        ),
        format!(
            "<table:table>{}{}</table:table>",
            row(cell(&["Town"]) + &cell(&["Rent", "monthly"])),
            row(cell(&["Ulm"]) + &cell(&["9"]))
        ),
        format!("<table:table>{}</table:table>", row(cell(&["One.", "Two."]))),
        p("", "<draw:custom-shape><text:p>On a shape.</text:p></draw:custom-shape>d"),
    ];
    let expected = "abc\nIn a box.\n^ Under it\nTown\\tRent monthly\nUlm\\t9\nOne.\nTwo.\nd\nOn a shape.\nA foot.\nAn end.\n! A picture was left out.";
    check(&body.concat(), expected);
}

#[test]
fn a_formula_is_its_letters() {
    let body = p("", r#"So <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame> it is."#);
    let found = drawn(read(&archive(&body, "", ""), &Progress::default()));
    assert!(found.starts_with("So x=2 it is.\nlanguage: de-DE\n! The document has formulas"), "{found}");
}

#[test]
fn what_is_no_document_is_refused_with_a_cure() {
    let drawn = |bytes: &[u8]| drawn(read(bytes, &Progress::default()));
    assert!(drawn(&archive("", "", "<manifest:encryption-data/>")).contains("save it again without one"));
    assert!(drawn(b"PK\x03\x04").contains("hint: open it in a word processor"));
    assert!(
        drawn(b"<office:document><office:body><office:spreadsheet/></office:body></office:document>")
            .contains("no OpenDocument text")
    );
    assert!(drawn(&b"<a>".repeat(1000)).contains("nest deeper"));
    assert!(drawn(b"<!DOCTYPE a [<!ENTITY b \"bb\">]><office:document/>").contains("document type"));
    assert!(drawn(&flat("<text:p>cut", "")[..300]).contains("hint: open it in a word processor"));
}

#[test]
fn what_is_not_wanted_any_more_is_not_read() {
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(drawn(read(&flat(&p("", "a").repeat(1000), ""), &progress)), "error: it was cancelled\nhint: ");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = drawn(read(&bytes, &Progress::default()));
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        for file in [flat(&p("Title", "Rents rise"), ""), archive(&p("Title", "Rents rise"), "", "")] {
            let _ = drawn(read(&mutated(&file, &changes), &Progress::default()));
        }
    }

    #[test]
    fn any_nest_of_elements_is_read_or_refused(names in proptest::collection::vec(0..ELEMENTS.len(), 0..60), closed in any::<u64>()) {
        let body = nest(names.into_iter().map(|name| ELEMENTS[name]), "text:style-name=\"P1\"", closed);
        let _ = drawn(read(&flat(&body, ""), &Progress::default()));
    }
}

const ELEMENTS: [&str; 18] = [
    "text:p",
    "text:h",
    "text:span",
    "text:list",
    "text:list-item",
    "text:list-header",
    "text:note",
    "text:note-citation",
    "table:table",
    "table:table-row",
    "table:table-cell",
    "draw:frame",
    "draw:text-box",
    "draw:rect",
    "draw:object",
    "text:section",
    "text:s",
    "office:automatic-styles",
];
