//! Does a PDF come in as it is read? Small files made here, whole and broken.

use std::io::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::project::BlockKind;

/// A PDF on its way: its objects, the first of which is the catalogue and the second the page tree.
struct Paper {
    objects: Vec<Vec<u8>>,
    trailer: String,
}

impl Paper {
    fn of(objects: &[&str]) -> Self {
        Self { objects: objects.iter().map(|object| object.as_bytes().to_vec()).collect(), trailer: String::new() }
    }

    /// Pages with these contents; Helvetica is /F1 and its bold /F2.
    fn pages(contents: &[String]) -> Self {
        let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", 5 + 2 * at)).collect();
        let mut paper = Self::of(&[
            "<< /Type /Catalog /Pages 2 0 R >>",
            &format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        ]);
        for (at, content) in contents.iter().enumerate() {
            paper.add(&format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> \
                 /XObject << /X {} 0 R >> >> >>",
                6 + 2 * at,
                5 + 2 * contents.len()
            ));
            paper.stream("", content.as_bytes());
        }
        paper
    }

    fn add(&mut self, object: &str) {
        self.objects.push(object.as_bytes().to_vec());
    }

    fn stream(&mut self, entries: &str, bytes: &[u8]) {
        let head = format!("<< /Length {} {entries} >>\nstream\n", bytes.len());
        self.objects.push([head.as_bytes(), bytes, b"\nendstream"].concat());
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in self.objects.iter().enumerate() {
            places.push(bytes.len());
            bytes.extend(format!("{} 0 obj\n", at + 1).as_bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).as_bytes());
        places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").as_bytes()));
        let trailer = format!("trailer << /Size {} /Root 1 0 R {} >>\n", places.len() + 1, self.trailer);
        bytes.extend(format!("{trailer}startxref\n{start}\n%%EOF\n").as_bytes());
        bytes
    }
}

/// The operators that show words: their place from the top left, their font and its size.
fn show(x: i32, y: i32, font: &str, size: i32, words: &str) -> String {
    format!("BT /{font} {size} Tf {x} {} Td ({words}) Tj ET\n", 842 - y)
}

/// Lines under one another.
fn lines(x: i32, y: i32, words: &[&str]) -> String {
    words.iter().zip(0..).map(|(words, at)| show(x, y + 12 * at, "F1", 10, words)).collect()
}

/// What comes of a PDF: its fields, then its blocks with their kinds.
fn check(paper: &Paper, expected: &[&str]) {
    let progress = Progress::default();
    let taken = read(&paper.bytes(), &progress).and_then(Draft::finish).expect("an article");
    let fields = taken.fields.iter().map(|(name, value)| format!("{name}: {value}"));
    let blocks = taken.article.blocks().iter().map(|block| {
        let mark = match block.kind {
            BlockKind::Heading => "# ",
            BlockKind::ListItem => "- ",
            BlockKind::Caption => "^ ",
            _ => "",
        };
        format!("{mark}{}", block.span.of(taken.article.text()))
    });
    assert_eq!(fields.chain(blocks).collect::<Vec<_>>(), expected);
    assert_eq!(progress.part(), Some(1.0));
}

fn refusal(bytes: &[u8]) -> (String, String) {
    let error = read(bytes, &Progress::default()).expect_err("refused");
    (error.to_string(), error.hint().to_owned())
}

#[test]
fn columns_under_a_headline_are_read_one_after_the_other() {
    let page = show(50, 60, "F2", 20, "Rents rise in Graz")
        + &show(50, 85, "F1", 10, "By Ada Lindqvist")
        + &lines(
            50,
            120,
            &[
                "The rents in the old city rose again, said",
                "the office that counts them every autumn.",
                "It had counted ten thousand of the apart-",
                "ments that are let, and found them dearer",
            ],
        )
        + &lines(
            310,
            120,
            &["than they had been in any year before it.", "Others see it as a sign of a wealthy town."],
        )
        + &show(310, 156, "F2", 12, "What comes next")
        + &lines(310, 174, &["The council wants to build more houses at", "the river, but not before next summer."]);
    check(
        &Paper::pages(&[page]),
        &[
            "title: Rents rise in Graz",
            "author: Ada Lindqvist",
            "The rents in the old city rose again, said the office that counts them every autumn. It had counted ten thousand of \
         the apartments that are let, and found them dearer than they had been in any year before it. Others see it as a sign \
         of a wealthy town.",
            "# What comes next",
            "The council wants to build more houses at the river, but not before next summer.",
        ],
    );
}

#[test]
fn running_heads_go_and_a_paragraph_runs_over_the_end_of_a_page() {
    let page = |number: i32, text: &[&str]| {
        show(50, 40, "F1", 8, "The Gazette") + &lines(50, 90, text) + &show(290, 810, "F1", 8, &number.to_string())
    };
    let first = [
        "The rents in the old city rose again, said the office that counts",
        "them. It counts them every autumn when the leaves have fallen and",
    ];
    let second = [
        "people move. Nobody knows why they do.",
        "",
        "Another paragraph begins behind a gap that is as high as a line.",
        "It ends here.",
    ];
    check(
        &Paper::pages(&[page(7, &first), page(8, &second)]),
        &[
            "The rents in the old city rose again, said the office that counts them. It counts them every autumn when the leaves \
         have fallen and people move. Nobody knows why they do.",
            "Another paragraph begins behind a gap that is as high as a line. It ends here.",
        ],
    );
}

#[test]
fn lists_captions_tables_and_notes_are_told_apart() {
    let raised = "BT /F1 10 Tf 50 722 Td (The rents rose again) Tj /F1 6 Tf 4 Ts (1) Tj /F1 10 Tf 0 Ts ( in the old city, said the office of the town.) Tj ET\n";
    let cells = |y, cells: [&str; 3]| {
        cells.iter().zip([50, 150, 220]).map(|(words, x)| show(x, y, "F1", 10, words)).collect::<String>()
    };
    let page = raised.to_owned()
        + &lines(50, 132, &["It counts them every autumn when the leaves have fallen."])
        + &lines(60, 160, &["\\225 The first of them", "\\225 The second of them"])
        + &cells(210, ["District", "Rent", "Change"])
        + &cells(222, ["Old city", "940", "12%"])
        + &cells(234, ["Harbour", "710", "3%"])
        + &show(50, 260, "F1", 8, "Figure 1: The rents of ten years")
        + &show(50, 780, "F1", 7, "1 The office has been counting since 1990.");
    check(
        &Paper::pages(&[page]),
        &[
            "The rents rose again in the old city, said the office of the town. It counts them every autumn when the leaves have fallen.",
            "- The first of them",
            "- The second of them",
            "District\tRent\tChange",
            "Old city\t940\t12%",
            "Harbour\t710\t3%",
            "^ Figure 1: The rents of ten years",
            "The office has been counting since 1990.",
        ],
    );
}

#[test]
fn a_bullet_that_is_drawn_as_a_shape_makes_an_item() {
    let disc = |y: i32| format!("52 {0} m 56 {0} l 56 {1} l 52 {1} l f\n", 842 - y + 1, 842 - y + 5);
    let page = lines(50, 100, &["There are two things to be said of the rents of the town."])
        + &disc(130)
        + &disc(142)
        + &lines(64, 130, &["They rose again", "They are too high"]);
    check(
        &Paper::pages(&[page]),
        &["There are two things to be said of the rents of the town.", "- They rose again", "- They are too high"],
    );
}

#[test]
fn a_short_last_line_of_a_standfirst_is_no_part_of_the_column_below_it() {
    let page = show(50, 60, "F2", 20, "Rents rise in Graz")
        + &show(50, 90, "F2", 14, "The office that counts them has found them dearer than ever and")
        + &show(50, 106, "F2", 14, "says nobody knows why.")
        + &lines(50, 140, &["The rents in the old city rose again, said", "the office that counts them every autumn,"])
        + &lines(50, 164, &["when the leaves have fallen and the people", "move from one end of it to the other end."])
        + &lines(
            310,
            140,
            &["Others see it as a sign of a wealthy town.", "The council wants to build more houses at"],
        )
        + &lines(
            310,
            164,
            &["the river, but not before next summer, and", "some say that it never will build any one."],
        );
    check(
        &Paper::pages(&[page]),
        &[
            "title: Rents rise in Graz",
            "# The office that counts them has found them dearer than ever and says nobody knows why.",
            "The rents in the old city rose again, said the office that counts them every autumn, when the leaves have fallen and \
             the people move from one end of it to the other end. Others see it as a sign of a wealthy town. The council wants to \
             build more houses at the river, but not before next summer, and some say that it never will build any one.",
        ],
    );
}

#[test]
fn the_structure_of_a_tagged_file_is_believed() {
    let marked = |tag: &str, properties: &str, show: &str| format!("/{tag} {properties} BDC\n{show}EMC\n");
    let page = marked("Artifact", "<< /Type /Pagination >>", &show(50, 700, "F1", 10, "no part of it"))
        + &marked("P", "<< /MCID 1 >>", &show(50, 200, "F1", 10, "This is the first of the two,"))
        + &marked("P", "<< /MCID 2 >>", &show(50, 100, "F1", 10, "and this is its end."))
        + &marked("H1", "<< /MCID 0 >>", &show(50, 300, "F1", 10, "A title"))
        + &marked("Span", "<< /MCID 3 /ActualText (Fig. 1) >>", &show(50, 320, "F1", 10, "xyz"));
    let mut paper = Paper::pages(&[page]);
    paper.objects[0] =
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) /StructTreeRoot 7 0 R /MarkInfo << /Marked true >> >>".to_vec();
    paper.add(
        "<< /Type /StructTreeRoot /RoleMap << /Headline /H1 /Loop /Loop >> /K << /S /Document /K [ << /S /Headline /Pg 5 0 R /K 0 >> \
         << /S /P /Pg 5 0 R /K [1 << /Type /MCR /MCID 2 >> 7 0 R] >> << /S /Caption /Pg 5 0 R /K << /S /Loop /K 3 >> >> ] >> >>",
    );
    paper.add("<< /Title (A title) /CreationDate (D:20240503070009+02'00') /Author <FEFF00C900760061> >>");
    paper.trailer = "/Info 8 0 R".into();
    check(
        &paper,
        &[
            "title: A title",
            "author: Éva",
            "published: 2024-05-03T07:00:09+02:00",
            "language: en-GB",
            "This is the first of the two, and this is its end.",
            "^ Fig. 1",
        ],
    );
}

#[test]
fn text_that_leans_is_left_out_and_a_turned_page_is_upright() {
    let watermark = "q 0.7 0.7 -0.7 0.7 100 300 cm BT /F1 60 Tf (DRAFT) Tj ET Q\n";
    let page = watermark.to_owned() + &lines(50, 90, &["The rents rose."]);
    check(&Paper::pages(&[page]), &["The rents rose."]);
    let turned = "BT /F1 10 Tf 0 1 -1 0 100 100 Tm (The rents rose.) Tj ET\n";
    check(&Paper::pages(&[turned.to_owned()]), &["The rents rose."]);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_cure() {
    assert_eq!(refusal(b"A text about %PDF").0, "it is not a PDF");
    let whole = Paper::pages(&[lines(50, 90, &["Text."])]).bytes();
    assert_eq!(refusal(&whole[..120]).0, "it is damaged");
    let mut scanned = Paper::pages(&["/X Do".to_owned(), "/X Do".to_owned()]);
    scanned.stream("/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"0");
    let (why, cure) = refusal(&scanned.bytes());
    assert_eq!(why, "it has no text: its 2 pages are pictures");
    assert!(cure.contains("OCR"), "{cure}");
    assert_eq!(refusal(&Paper::pages(&[String::new()]).bytes()).0, "it has no text");
    let mut locked = Paper::pages(&[lines(50, 90, &["Text."])]);
    locked.trailer = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -4 >> /ID [<{0}> <{0}>]",
        "ab".repeat(32)
    );
    assert_eq!(refusal(&locked.bytes()).0, "it is locked with a password");
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(read(&whole, &progress).err(), Some(IntakeError::Cancelled));
}

#[test]
fn a_file_without_its_table_is_mended() {
    let bytes = Paper::pages(&[lines(50, 90, &["Text."])]).bytes();
    let end = memchr::memmem::find(&bytes, b"xref").expect("a table");
    let draft = read(&bytes[..end], &Progress::default()).expect("an article");
    assert_eq!(draft.finish().expect("an article").article.text(), "Text.");
}

/// Reads what is hostile: it may be refused or not, but soon.
fn endure(paper: &Paper) -> Result<Draft, IntakeError> {
    let start = Instant::now();
    let result = read(&paper.bytes(), &Progress::default());
    assert!(start.elapsed() < Duration::from_secs(30), "it took {:?}", start.elapsed());
    result
}

#[test]
fn objects_that_lead_to_themselves_end() {
    let mut tree = Paper::pages(&[lines(50, 90, &["Text."])]);
    tree.objects[1] = b"<< /Type /Pages /Kids [2 0 R 5 0 R 2 0 R] /Count 9999999 >>".to_vec();
    assert!(endure(&tree).is_ok());
    let mut form = Paper::pages(&[lines(50, 90, &["Text."]) + "/X Do /X Do /X Do"]);
    form.stream(
        "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 7 0 R >> >>",
        b"/X Do /X Do /X Do /X Do /X Do /X Do",
    );
    let _ = endure(&form);
    let mut structure = Paper::pages(&[lines(50, 90, &["Text."])]);
    structure.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 7 0 R >>".to_vec();
    structure.add("<< /K [7 0 R 8 0 R] /RoleMap << /A /B /B /A >> >>");
    structure.add("<< /S /A /K [7 0 R 8 0 R << /S /P /K 8 0 R >>] >>");
    assert!(endure(&structure).is_ok());
}

#[test]
fn what_unpacks_to_more_than_it_should_is_refused() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    (0..200).for_each(|_| encoder.write_all(&vec![b' '; 1 << 20]).expect("memory"));
    let packed = encoder.finish().expect("memory");
    let mut bomb = Paper::pages(&["/X Do".to_owned()]);
    bomb.stream("/Filter /FlateDecode /Subtype /Form /BBox [0 0 9 9]", &packed);
    assert!(endure(&bomb).is_err());
    let mut widths = Paper::pages(&[show(50, 90, "F1", 10, "Text.")]);
    widths.objects[2] =
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
        /Subtype /CIDFontType2 /BaseFont /A /W [0 4294967295 500 1 4294967290 2] >>] >>"
            .to_vec();
    assert!(endure(&widths).is_err());
}

#[test]
fn a_page_strewn_with_letters_and_a_file_of_many_pages_end() {
    let mut strewn = String::from("BT /F1 1 Tf\n");
    (0..200_000_i64)
        .for_each(|at| strewn += &format!("1 0 0 1 {} {} Tm (a) Tj\n", at * 7919 % 590, at * 104_729 % 840));
    let _ = endure(&Paper::pages(&[strewn + "ET"]));
    let page = show(50, 40, "F1", 8, "The Gazette") + &lines(50, 90, &["Text of a page."]);
    assert_eq!(endure(&Paper::pages(&vec![page; 300])).err(), None);
}

#[test]
fn what_nests_without_end_ends() {
    for (open, close) in [("[", "]"), ("<< /A ", " >>"), ("(", ")")] {
        let mut nested = Paper::pages(&[lines(50, 90, &["Text."])]);
        nested.add(&format!("{}{}", open.repeat(50_000), close.repeat(50_000)));
        nested.objects[0] = b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 7 0 R /Metadata 7 0 R >>".to_vec();
        let _ = endure(&nested);
        let content = format!("{} Tj {}", open.repeat(50_000), "q ".repeat(50_000));
        let _ = endure(&Paper::pages(&[content]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_give_a_text_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&[b"%PDF-1.7\n".as_slice(), &bytes].concat(), &Progress::default());
    }

    #[test]
    fn a_file_with_wrong_bytes_gives_a_text_or_an_error(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = Paper::pages(&[lines(50, 90, &["The rents rose.", "Twice."]) + "/X Do"]).bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(draft) = read(&bytes, &Progress::default()) {
            let _ = draft.finish();
        }
    }
}
