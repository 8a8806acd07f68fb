//! Does a Rich Text file come in as its article? Small files of our own, and what others try.

use proptest::prelude::*;

use super::read;
use crate::article::manuscript::testing::{drawn, mutated};
use crate::progress::Progress;

const HEADER: &str = concat!(
    r"\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset204 Arial",
    r"{\*\falt X};}{\f3\fnil\fcharset128 Mincho;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}{\s1\sbasedon0 heading 1;}{\*\cs9 Emph;}",
    r"{\s2\sbasedon0 Title;}{\s3\sbasedon0 Quote;}{\s4\sbasedon1 Mine;}{\s5 caption;}{\s6 Subtitle;}}",
);

fn check(body: &str, expected: &str) {
    let file = format!("{{{HEADER}\n{body}}}");
    assert_eq!(drawn(read(file.as_bytes(), &Progress::default())), expected);
}

#[test]
fn paragraphs_are_what_their_styles_say() {
    let body = concat!(
        r"{\info{\title Old}{\author Ann Lee}{\creatim\yr2024\mo5\dy3\hr10\min7}}",
        r"\deflang1031\pard\s2 Rents rise\par\pard\s6 By Ann Lee\par\pard\s1 Why\par\pard\plain They \b rose\b0 .\line Twice.\par",
        r"\pard\s4 So\par\pard\s3 We left.\par\pard\s5 A house\par\pard\outlinelevel1 More\par\pard End",
    );
    let expected = "= Why\nThey rose.\\nTwice.\n= So\n> We left.\n^ A house\n= More\nEnd\ntitle: Rents rise\nauthor: Ann Lee\n\
                    published: 2024-05-03T10:07:00\nlanguage: de-DE";
    check(body, expected);
}

#[test]
fn characters_come_by_page_by_number_and_by_name() {
    check(r"caf\'e9 \f2\'cc\'e8\'f0 \f3\'93\'fa\'96\'7b \f1 a\'b7\f0\'80", "café Мир 日本 α•€");
    check(r"\u8220\'93a\u8221\'94 \uc2\u20013\'d6\'d0b \uc0\u8364 c{\uc1 \u-3913 ?}", "“a” 中b €c•");
    check(r"\uc1\u55357 ?\u56832 ? \u55357 x\u56832\'3f \u55357 ? \u1234567 ?.", "😀 😀 � \u{fffd}.");
    check(r"\ldblquote a\rdblquote  b\emdash c\~d\_e\-f\tab g\\\{\}", "“a” b—c\u{a0}d\u{2011}ef\\tg\\{}");
    check("a\\\r\nb\\'zz", "a\nbzz");
}

#[test]
fn what_is_no_text_stays_out() {
    let body = concat!(
        r"{\header H\par}{\footerr F\par}{\*\generator G;}{\pict\wmetafile8 0102}{\*\unknown U{\b V}}a{\v hidden}{\deleted gone}b",
        r"{\*\bkmkstart k}{\field{\*\fldinst HYPERLINK x}{\fldrslt{\ul link}}}{\xe index}{\*\annotation note}{\upr{w}{\*\ud{\u8364 ?}}}",
        r"\bin5 }}}}}c\par",
    );
    let notes = "! The document has tracked changes: what was inserted is in the text, and what was deleted is not.\n\
                 ! A picture was left out.";
    check(body, &format!("ablink€c\n{notes}"));
}

#[test]
fn lists_notes_and_frames_have_their_places() {
    let body = concat!(
        r"{\pntext\f1\'b7\tab}One\par{\listtext 2.\tab}\ls1 Two{\super\chftn{\*\footnote\pard\chftn  A foot.\par}}\par\pard ",
        r"Three{\footnote\ftnalt\pard An end.}{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt\pard In a box.\par}}{\shprslt old}}",
        r"{\footnote A toe.}{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv On a shape.}}}}\par Four",
    );
    check(body, "- One\n- Two\nThree\nIn a box.\nOn a shape.\nFour\nA foot.\nA toe.\nAn end.");
}

#[test]
fn typed_bullets_and_tables_of_contents_are_no_words() {
    check(r"\pard\fi-360 \bullet\tab One\par\fi-360 12.\tab Two\par\fi0 1.\tab Three", "- One\n- Two\n1.\\tThree");
    let contents = r"{\field{\*\fldinst { TOC \\o}}{\fldrslt{One\tab 1\par}{\field{\*\fldinst PAGE}{\fldrslt 2}}}}a";
    check(contents, "a\n! A table of contents or an index was left out.");
}

#[test]
fn a_row_is_a_paragraph_and_a_table_within_a_cell_has_its_own() {
    let row = r"\trowd\cellx1\cellx2\pard\intbl Town\cell Rent\par monthly\cell\row";
    check(
        &format!(r"Before\par{row}\pard\intbl Ulm\cell\cell\row\pard After\par"),
        "Before\nTown\\tRent monthly\nUlm\nAfter",
    );
    let nested = concat!(
        r"\trowd\pard\intbl a\par\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}",
        r"\pard\intbl d\cell e\cell\row\pard f",
    );
    check(nested, "a\nb\\tc\nd\ne\nf");
    check(r"\pard Two{\field{\*\fldinst EQ \\o\\ad(\\s\\up 9(to),kyo)}{\fldrslt}}", "Twokyo");
}

#[test]
fn odd_files_are_read_as_far_as_they_go_or_refused() {
    let drawn = |bytes: &[u8]| drawn(read(bytes, &Progress::default()));
    assert!(drawn(b"{\\rtf1 a").contains("a\n! The file is cut short"));
    assert!(drawn(b"PK\x03\x04").starts_with("error: it is no Rich Text file\nhint: open it in a word processor"));
    assert!(drawn(&[b"{\\rtf1 ".as_slice(), &b"{".repeat(1_000_000)].concat()).contains("nest deeper than 1000"));
    assert_eq!(drawn(b"{\\rtf1 a}}}}}\\par b"), "a");
    assert!(drawn(b"{\\rtf1 a\\bin2147483647 b").starts_with("a\n!"));
    let cells = [b"{\\rtf1\\intbl\\itap2147483647 ".as_slice(), &b"a\\nestcell ".repeat(1000)].concat();
    assert!(drawn(&cells).starts_with('a'));
}

#[test]
fn what_is_not_wanted_any_more_is_not_read() {
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(
        drawn(read(&[b"{\\rtf1 ".as_slice(), &b"a\\par ".repeat(40_000)].concat(), &progress)),
        "error: it was cancelled\nhint: "
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let file = [b"{\\rtf1 ".as_slice(), &bytes].concat();
        let _ = drawn(read(&file, &Progress::default()));
    }

    #[test]
    fn any_order_of_words_is_read_or_refused(words in proptest::collection::vec(0..WORDS.len(), 0..80)) {
        let body: String = words.iter().map(|word| WORDS[*word]).collect();
        let _ = drawn(read(format!("{{{HEADER}{body}").as_bytes(), &Progress::default()));
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(changes in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..8)) {
        let file = format!("{{{HEADER}\\trowd\\intbl a\\cell\\row\\pard{{\\footnote b}}\\u8364 ?\\par}}");
        let _ = drawn(read(&mutated(file.as_bytes(), &changes), &Progress::default()));
    }
}

const WORDS: [&str; 40] = [
    "{",
    "{",
    "{",
    "}",
    "}",
    "}",
    "a",
    "\\*",
    "\\par ",
    "\\cell ",
    "\\row ",
    "\\nestcell ",
    "\\nestrow ",
    "\\intbl ",
    "\\itap3 ",
    "\\pard ",
    "\\footnote ",
    "\\ftnalt ",
    "\\shpinst ",
    "\\shptxt ",
    "\\sp ",
    "\\sn ",
    "\\sv ",
    "\\upr ",
    "\\ud ",
    "\\u-1 ",
    "\\uc3 ",
    "\\'93",
    "\\f3 ",
    "\\stylesheet ",
    "\\fonttbl ",
    "\\info ",
    "\\title ",
    "\\fldinst ",
    "\\v ",
    "\\deleted ",
    "\\line ",
    "\\u55357 ",
    "\\s2 ",
    "\\dropcapli2 ",
];
