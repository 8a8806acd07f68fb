//! What does it cost to take an article in? CPU time of all threads, and memory at its peak beside the file.
//!
//! `cargo bench --no-default-features --bench intake`; words after `--` name the kinds. Each file has a process of its own, or it
//! would use again the memory that the one before gave back. The material is made here: news in pages
//! as sites have them, a printed document of fifty pages, a book, texts in old encodings.

mod common;

use std::hint::black_box;
use std::io::Write as _;

use common::news;
use copydesk::article::{Choices, Kind, take_in_as};
use copydesk::progress::Progress;

const TIMES: usize = 9;

/// Makes the bytes of a file.
type Make = fn() -> Vec<u8>;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    if wanted.is_empty() {
        println!("taking in, CPU time of {TIMES} runs");
        println!("{:<30} {:>9} {:>9} {:>9} {:>9} {:>9}", "file", "MB", "median ms", "p95 ms", "MB/s", "peak MB");
    }
    let files: [(&str, Kind, Make); 11] = [
        ("html, a page of 120 kB", Kind::Html, || page(6_000, 400)),
        ("html, a page of 10 MB", Kind::Html, || page(5_000_000, 12_000)),
        ("pdf, 50 pages", Kind::Pdf, || pdf(50)),
        ("docx, 1 MB of text", Kind::Docx, docx),
        ("odt, 1 MB of text", Kind::Odt, odt),
        ("epub, 1 MB in 20 chapters", Kind::Epub, epub),
        ("rtf, 1 MB of text", Kind::Rtf, rtf),
        ("markdown, 1 MB", Kind::Markdown, || paragraphs(1_000_000).join("\n\n").into_bytes()),
        ("subtitles, 1 MB", Kind::Subtitles, subtitles),
        ("text in UTF-16, 10 MB", Kind::Text, || news(5_000_000).encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("text in windows-1252, 10 MB", Kind::Text, latin),
    ];
    for (name, kind, make) in files {
        if wanted.is_empty() {
            let itself = std::env::current_exe().and_then(|path| std::process::Command::new(path).arg(name).status());
            assert!(itself.is_ok_and(|status| status.success()), "{name} is measured");
        } else if wanted.iter().any(|word| name.starts_with(word.as_str())) {
            measure(name, kind, &make());
        }
    }
}

fn measure(name: &str, kind: Kind, bytes: &[u8]) {
    let take = || take_in_as(kind, bytes, &Choices::default(), &Progress::default());
    let peak = common::Peak::begin();
    let taken = take();
    let peak = peak.end();
    let Ok(taken) = taken else { return println!("{name:<30} refused: {taken:?}") };
    assert!(taken.article.chars() > 1000, "{name} has its text");
    let run = |_| {
        let began = common::process_time();
        drop(black_box(take()));
        common::process_time().saturating_sub(began)
    };
    let (median, late) = common::summary((0..TIMES).map(run).collect());
    let megabytes = bytes.len() as f64 / 1e6;
    println!(
        "{name:<30} {megabytes:>9.2} {:>9.1} {:>9.1} {:>9.1} {:>9.1}",
        median.as_secs_f64() * 1e3,
        late.as_secs_f64() * 1e3,
        megabytes / median.as_secs_f64(),
        peak as f64 / 1e6
    );
}

fn paragraphs(bytes: usize) -> Vec<String> {
    news(bytes).lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// A page with so many bytes of news, and so many links and teasers around it.
fn page(bytes: usize, teasers: usize) -> Vec<u8> {
    let teaser = |number: usize| {
        format!(
            "<div class=\"card card-{number}\"><a class=\"card__link\" href=\"/2026/05/{number}\" data-track=\"teaser\"><img \
             src=\"/i/{number}.jpg\" alt=\"\" loading=\"lazy\"><span class=\"card__title\">What the council said of rents, part \
             {number}</span></a></div>\n"
        )
    };
    let paragraphs: String =
        paragraphs(bytes).iter().map(|line| format!("<p class=\"css-1x2y\">{line}</p>\n")).collect();
    let around: String = (0..teasers).map(teaser).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Rents rose | The Paper</title><style>{}</style>\
         <script>{}</script></head><body><nav>{around}</nav><main><article><h1>Rents rose</h1>{paragraphs}</article></main>\
         <aside class=\"related\">{around}</aside><footer>© 2026</footer></body></html>",
        ".a{color:red}\n".repeat(teasers),
        "window.x = window.x || []; x.push(1 < 2);\n".repeat(teasers)
    )
    .into_bytes()
}

/// A document of so many pages with 45 lines each.
fn pdf(pages: usize) -> Vec<u8> {
    let text = news(pages * 45 * 80).replace('\n', " ");
    let plain: String = text.chars().filter(|char| char.is_ascii() && !matches!(char, '(' | ')' | '\\')).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let mut lines = words.chunks(13).map(|words| words.join(" "));
    let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned(), String::new()];
    objects.push("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned());
    let mut kids = String::new();
    for _ in 0..pages {
        let mut content = String::from("BT /F 10 Tf 60 780 Td 14 TL\n");
        lines.by_ref().take(45).for_each(|line| content.push_str(&format!("({line}) Tj T*\n")));
        content.push_str("ET");
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R/Resources<</Font<</F 3 0 R>>>>>>",
            objects.len()
        ));
        kids.push_str(&format!("{} 0 R ", objects.len()));
    }
    objects[1] = format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>");
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj{object}endobj\n", number + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1));
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    out.push_str(&format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1));
    out.into_bytes()
}

fn zipped(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::DEFAULT).expect("begun");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

fn docx() -> Vec<u8> {
    let body: String = paragraphs(1_000_000)
        .iter()
        .map(|line| format!("<w:p><w:pPr><w:spacing w:after=\"120\"/></w:pPr><w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>{line}</w:t></w:r></w:p>"))
        .collect();
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let document = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[
        ("[Content_Types].xml", "<Types/>".into()),
        ("_rels/.rels", relations.into()),
        ("word/document.xml", document),
    ])
}

fn odt() -> Vec<u8> {
    let body: String =
        paragraphs(1_000_000).iter().map(|line| format!("<text:p text:style-name=\"P1\">{line}</text:p>")).collect();
    let content = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.text".into()), ("content.xml", content)])
}

fn epub() -> Vec<u8> {
    let lines = paragraphs(1_000_000);
    let chapters: Vec<String> = lines
        .chunks(lines.len().div_ceil(20))
        .map(|lines| {
            format!(
                "<html><body><h2>A chapter</h2>{}</body></html>",
                lines.iter().map(|line| format!("<p>{line}</p>")).collect::<String>()
            )
        })
        .collect();
    let items: String = (0..chapters.len())
        .map(|number| format!("<item id=\"c{number}\" href=\"c{number}.xhtml\" media-type=\"application/xhtml+xml\"/>"))
        .collect();
    let spine: String = (0..chapters.len()).map(|number| format!("<itemref idref=\"c{number}\"/>")).collect();
    let names: Vec<String> = (0..chapters.len()).map(|number| format!("c{number}.xhtml")).collect();
    let mut files: Vec<(&str, String)> = vec![
        (
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"a.opf\"/></rootfiles></container>".into(),
        ),
        ("a.opf", format!("<package><manifest>{items}</manifest><spine>{spine}</spine></package>")),
    ];
    files.extend(names.iter().map(String::as_str).zip(chapters));
    zipped(&files)
}

fn rtf() -> Vec<u8> {
    let escape = |line: &String| -> String {
        line.encode_utf16()
            .map(|unit| match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
                _ => format!("\\u{}?", unit.cast_signed()),
            })
            .collect()
    };
    let body: String =
        paragraphs(1_000_000).iter().map(|line| format!("\\pard\\plain\\f0 {}\\par\n", escape(line))).collect();
    format!("{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Arial;}}}}{body}}}").into_bytes()
}

fn subtitles() -> Vec<u8> {
    let cue = |(number, line): (usize, &String)| {
        let start = number * 3;
        format!(
            "{}\n{:02}:{:02}:{:02},000 --> {:02}:{:02}:{:02},900\n{line}\n\n",
            number + 1,
            start / 3600,
            start / 60 % 60,
            start % 60,
            (start + 2) / 3600,
            (start + 2) / 60 % 60,
            (start + 2) % 60
        )
    };
    paragraphs(1_000_000).iter().enumerate().map(cue).collect::<String>().into_bytes()
}

fn latin() -> Vec<u8> {
    let text = news(10_000_000);
    text.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).chain(*b" caf\xe9").collect()
}
