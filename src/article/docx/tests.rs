//! Does a Word document come in as its article? Small documents of our own, and what others try.

use proptest::prelude::*;

use super::read;
use crate::article::manuscript::testing::{drawn, mutated, nest};
use crate::progress::Progress;
use crate::reading::archive::Packing;

const STYLES: &str = concat!(
    r#"<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault></w:docDefaults>"#,
    r#"<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:name w:val="Normal"/></w:style>"#,
    r#"<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>"#,
    r#"<w:style w:styleId="mine"><w:name w:val="Abschnitt"/><w:basedOn w:val="level"/></w:style>"#,
    r#"<w:style w:styleId="level"><w:name w:val="Ebene"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>"#,
    r#"<w:style w:styleId="a"><w:name w:val="Title"/></w:style><w:style w:styleId="b"><w:name w:val="Subtitle"/></w:style>"#,
    r#"<w:style w:styleId="q"><w:name w:val="Intense Quote"/></w:style><w:style w:styleId="c"><w:name w:val="caption"/></w:style>"#,
    r#"<w:style w:styleId="l"><w:name w:val="Liste"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"#,
    r#"<w:style w:styleId="x"><w:name w:val="X"/><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/></w:style>"#,
    r#"<w:style w:styleId="h"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>"#,
);

const NOTES: &str = concat!(
    r#"<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:t>rule</w:t></w:r></w:p></w:footnote>"#,
    r#"<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Foot one.</w:t></w:r></w:p></w:footnote>"#,
    r#"<w:footnote w:id="2"><w:p><w:r><w:t>Foot two.</w:t></w:r></w:p></w:footnote>"#,
);

/// A document whose main part is not where it usually is.
fn document(body: &str, properties: &str) -> Vec<u8> {
    let mut packing = Packing::new();
    let relationships = |all: &[(&str, &str)]| {
        let all =
            all.iter().map(|(kind, target)| format!(r#"<Relationship Type="http://x/{kind}" Target="{target}"/>"#));
        format!("<Relationships>{}</Relationships>", all.collect::<String>())
    };
    let outer = relationships(&[("officeDocument", "/w/main.xml"), ("core-properties", "core.xml")]);
    packing.file("_rels/.rels", outer.as_bytes());
    packing
        .file("w/_rels/main.xml.rels", relationships(&[("styles", "../s.xml"), ("footnotes", "./f.xml")]).as_bytes());
    packing.file("w/main.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes());
    packing.file("s.xml", format!("<w:styles>{STYLES}</w:styles>").as_bytes());
    packing.file("w/f.xml", format!("<w:footnotes>{NOTES}</w:footnotes>").as_bytes());
    packing.file("core.xml", format!("<coreProperties>{properties}</coreProperties>").as_bytes());
    packing.finish()
}

/// A paragraph of a style, or of none.
fn p(style: &str, runs: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, r(runs))
}

fn r(words: &str) -> String {
    if words.starts_with('<') { words.into() } else { format!("<w:r><w:t>{words}</w:t></w:r>") }
}

fn check(body: &str, expected: &str) {
    let found = drawn(read(&document(body, ""), &Progress::default()));
    assert_eq!(found.strip_suffix("\nlanguage: de-DE").unwrap_or(&found), expected);
}

#[test]
fn paragraphs_are_what_their_styles_say() {
    let body = [
        p("a", "Rents rise"),
        p("b", "By Ann Lee"),
        p("berschrift1", "Why"),
        p("mine", "So"),
        p("q", "We left."),
        p("c", "A house"),
        p("l", "One"),
        p("x", "Round"),
        p("h", "Gone"),
        r#"<w:p><w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>More</w:t></w:r></w:p>"#.into(),
        r#"<w:p><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>"#.into(),
        r#"<w:p><w:pPr><w:pStyle w:val="l"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>No item</w:t></w:r></w:p>"#.into(),
    ];
    let properties = "<title>Old</title><creator>Ann Lee</creator><created>2024-05-03T10:00:00Z</created>";
    let expected = "= Why\n= So\n> We left.\n^ A house\n- One\nRound\n= More\n- Two\nNo item\ntitle: Rents rise\nauthor: Ann Lee\n\
                    published: 2024-05-03T10:00:00Z\nlanguage: de-DE";
    assert_eq!(drawn(read(&document(&body.concat(), properties), &Progress::default())), expected);
}

#[test]
fn runs_are_their_words_and_signs() {
    let runs = concat!(
        r#"<w:r><w:rPr><w:caps/></w:rPr><w:t>é &amp; </w:t><w:tab/><w:br/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/>"#,
        r#"<w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>"#,
        r#"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>c</w:t></w:r>"#,
        r#"<w:hyperlink><w:smartTag><w:r><w:t>d</w:t></w:r></w:smartTag></w:hyperlink>"#,
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:t>no</w:t></w:r>"#,
        r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
        r#"<w:fldSimple w:instr="x"><w:r><w:t>8</w:t></w:r></w:fldSimple>"#,
        r#"<w:ruby><w:rt><w:r><w:t>to</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東</w:t></w:r></w:rubyBase></w:ruby>"#,
        r#"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent></w:sdt>"#,
        r#"<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>e</w:t></w:r></w:sdtContent></w:sdt>"#,
    );
    check(&p("n", runs), "é & \\t\\nb\u{2011}α✓cd78東e");
}

#[test]
fn what_was_deleted_is_out_and_what_was_inserted_is_in() {
    let body = concat!(
        r#"<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins><w:r><w:t>c</w:t></w:r></w:ins></w:p>"#,
        r#"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Run </w:t></w:r></w:p><w:p><w:r><w:t>on.</w:t></w:r></w:p>"#,
        r#"<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p><w:p><w:r><w:t>he end.</w:t></w:r></w:p>"#,
    );
    let note = "! The document has tracked changes: what was inserted is in the text, and what was deleted is not.";
    check(body, &format!("ac\nRun on.\nThe end.\nlanguage: de-DE\n{note}"));
}

#[test]
fn boxes_tables_and_notes_have_their_places() {
    let words = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p("n", words));
    let in_box = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        words("In a box.")
    );
    let reference = |id: u8| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let cell = |words: &[&str]| format!("<w:tc>{}</w:tc>", words.iter().map(|words| p("n", words)).collect::<String>());
    let row = |cells: String| format!("<w:tr>{cells}</w:tr>");
    let deleted = format!("<w:tr><w:trPr><w:del/></w:trPr>{}</w:tr>", cell(&["gone"]));
    let body = [
        p("n", &format!("{}{}{}{}", r("a"), reference(2), in_box, reference(1))),
        format!(
            "<w:tbl>{}{}{deleted}</w:tbl>",
            row(cell(&["Town"]) + &cell(&["Rent", "monthly"])),
            row(cell(&["Ulm"]) + &cell(&["9"]))
        ),
        format!("<w:tbl>{}</w:tbl>", row(cell(&["One.", "Two."]))),
    ];
    let note = "! The document has tracked changes: what was inserted is in the text, and what was deleted is not.";
    let expected = "a\nIn a box.\nTown\\tRent monthly\nUlm\\t9\nOne.\nTwo.\nFoot two.\nFoot one.\nlanguage: de-DE\n";
    check(&body.concat(), &format!("{expected}{note}"));
}

#[test]
fn what_is_no_document_is_refused_with_a_cure() {
    let drawn = |bytes: &[u8]| drawn(read(bytes, &Progress::default()));
    assert!(
        drawn(b"\xD0\xCF\x11\xE0 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0").contains("take the password off")
    );
    assert!(drawn(b"\xD0\xCF\x11\xE0 WordDocument").contains("save it as .docx"));
    assert!(drawn(b"PK\x03\x04").contains("hint: open it in a word processor"));
    assert!(drawn(&document("<w:p/>", "<title>Rents</title>")).starts_with("error: it has no text"));
    let mut packing = Packing::new();
    packing.file("word/document.xml", b"<workbook/>");
    assert!(drawn(&packing.finish()).contains("of another program"));
    let mut packing = Packing::new();
    packing.file("word/document.xml", &[b"<w:document>".as_slice(), &b"<w:p>".repeat(1000)].concat());
    assert!(drawn(&packing.finish()).contains("nest deeper"));
    let mut packing = Packing::new();
    packing.file("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"bb\">]><w:document/>".as_bytes());
    assert!(drawn(&packing.finish()).contains("document type"));
    let mut packing = Packing::new();
    packing.file("word/document.xml", &vec![b' '; 80 << 20]);
    assert!(drawn(&packing.finish()).contains("more than the"));
}

#[test]
fn what_is_not_wanted_any_more_is_not_read() {
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(drawn(read(&document(&p("n", "a").repeat(1000), ""), &progress)), "error: it was cancelled\nhint: ");
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = drawn(read(&bytes, &Progress::default()));
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
        let file = document(&p("a", "Rents rise"), "");
        let _ = drawn(read(&mutated(&file, &changes), &Progress::default()));
    }

    #[test]
    fn any_nest_of_elements_is_read_or_refused(names in proptest::collection::vec(0..ELEMENTS.len(), 0..60), closed in any::<u64>()) {
        let body = nest(names.into_iter().map(|name| ELEMENTS[name]), "w:val=\"1\" w:id=\"1\" w:fldCharType=\"begin\"", closed);
        let _ = drawn(read(&document(&body, ""), &Progress::default()));
    }
}

const ELEMENTS: [&str; 22] = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:txbxContent",
    "w:footnote",
    "w:footnoteReference",
    "w:sdt",
    "w:sdtPr",
    "w:sdtContent",
    "w:pPr",
    "w:rPr",
    "w:trPr",
    "w:del",
    "w:fldChar",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "w:br",
    "w:tab",
];
