//! What holds of every reader, whatever bytes it is given? One function a reader: an ordinary test calls it with kept inputs,
//! a fuzz target with new ones.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use copydesk::article::{self, Choices, Intake, IntakeError, read_text, take_in_as};
use copydesk::format::edits::{self, Request};
use copydesk::format::ron::{self, Surroundings};
use copydesk::format::{Beside, FORMATS, Format, Named, OutFile, Place, Reading, Source, Texts, Wish};
use copydesk::progress::Progress;
use copydesk::project::{Article, History, Project};
use copydesk::store::{self, Holder, Settings};
use copydesk::suggest::{self, Kind};
use copydesk::text::find::{Case, Extent, Mode, Pattern, Query};
use copydesk::text::{Span, cluster_at_or_before, snap};

/// What is held of one reader.
pub type Check = fn(&[u8]);

/// The readers by name, as their targets and folders of inputs are called.
pub const READERS: [(&str, Check); 33] = [
    ("project", project),
    ("scheme", scheme),
    ("settings", settings),
    ("edits", edits),
    ("journal", journal),
    ("state", state),
    ("csv", csv),
    ("tsv", tsv),
    ("jsonl", jsonl),
    ("hf", hf),
    ("labelstudio", labelstudio),
    ("refiqda", refiqda),
    ("brat", brat),
    ("spacy", spacy),
    ("prodigy", prodigy),
    ("webannotation", webannotation),
    ("casjson", casjson),
    ("casxmi", casxmi),
    ("doccano", doccano),
    ("conll", conll),
    ("webanno", webanno),
    ("article", article),
    ("html", html),
    ("markdown", markdown),
    ("subtitles", subtitles),
    ("epub", epub),
    ("mhtml", mhtml),
    ("docx", docx),
    ("odt", odt),
    ("rtf", rtf),
    ("pdf", pdf),
    ("find", find),
    ("suggest", suggest),
];

/// The longest message, in bytes.
const LONGEST_MESSAGE: usize = 1024;

fn is_bounded(message: &str, hint: &str) {
    assert!(!message.is_empty(), "an error says something");
    assert!(message.len() <= LONGEST_MESSAGE && hint.len() <= LONGEST_MESSAGE, "{} {}", message.len(), hint.len());
}

/// A project file is read whole and means what it says when it is written again, or is refused with a reason; and `check`
/// agrees.
pub fn project(bytes: &[u8]) {
    let read = ron::read(bytes);
    let complaints = ron::check(bytes, &Surroundings::default());
    match (&read, &complaints) {
        (Ok(project), Ok(complaints)) => {
            assert_eq!(complaints, &[], "what is read is not complained of");
            is_a_project(project);
            let named = [Named::new("id", project)];
            for write in FORMATS.iter().filter_map(|format| format.write) {
                assert!(!write(&named, &Wish::default()).files.is_empty());
            }
        }
        (Err(error), Ok(complaints)) => {
            is_bounded(&error.message, &error.hint);
            assert!(!complaints.is_empty(), "what is refused is complained of");
            complaints.iter().for_each(|complaint| is_bounded(&complaint.to_string(), &complaint.hint));
        }
        (Err(error), Err(other)) => {
            is_bounded(&error.message, &error.hint);
            assert_eq!(error, other, "both say the same");
        }
        (Ok(_), Err(error)) => panic!("what is read is refused by `check`: {error}"),
    }
}

/// Holds `project` to all rules: what is written of it is read again, is the same, and is written the same.
fn is_a_project(project: &Project) {
    let written = ron::write(project);
    let again = ron::read(&written).expect("what is written is read");
    assert_eq!(&again, project, "what is written means the same");
    assert_eq!(ron::write(&again), written, "what is read is written the same");
}

/// A scheme means what it says when it is written again.
pub fn scheme(bytes: &[u8]) {
    match ron::read_scheme(bytes) {
        Ok(scheme) => {
            let written = ron::write_value(&scheme).expect("a scheme is written");
            assert_eq!(ron::read_scheme(&written), Ok(scheme));
        }
        Err(error) => is_bounded(&error.message, &error.hint),
    }
}

/// Settings are sane, and come back as they were.
pub fn settings(bytes: &[u8]) {
    match Settings::read(bytes) {
        Ok(settings) => {
            assert_eq!(settings.reading().sane(), settings.reading());
            assert!(settings.panel_width.is_finite() && settings.recent.len() <= 12);
            let written = ron::write_value(&settings).expect("settings are written");
            assert_eq!(Settings::read(&written), Ok(settings));
        }
        Err(error) => is_bounded(&error.message, &error.hint),
    }
}

fn texts() -> BTreeMap<String, Arc<Article>> {
    let article = |text: &str| Arc::new(Article::new(text.to_owned()).expect("a short text"));
    BTreeMap::from([
        ("a".to_owned(), article("Rents rose 12% in May, 👩‍🚀 said.\n“No,” قالت, e\u{301}\u{301}.\n")),
        ("b".to_owned(), article("")),
    ])
}

/// Lines of edits against a project: each is done whole and can be taken back, or changes nothing.
pub fn edits(bytes: &[u8]) {
    let article = Arc::clone(&texts()["a"]);
    let mut project = Project::new(article, ron::default_scheme()).expect("the default scheme holds").called("a");
    for line in bytes.split(|byte| *byte == b'\n') {
        let edit = match edits::request(&project, line) {
            Ok(Request::Edit(edit)) => edit,
            Ok(Request::Undo | Request::Redo) => continue,
            Err(error) => {
                is_bounded(&error.message, &error.hint);
                continue;
            }
        };
        let text = edits::to_text(project.article(), &edit);
        assert_eq!(edits::from_text(project.article(), &text).as_ref(), Ok(&edit), "an edit is written and read");
        let before = project.clone();
        match project.apply(edit) {
            Ok(back) => {
                let after = project.clone();
                let again = project.apply(back).expect("what is done can be taken back");
                assert_eq!(project, before, "and then nothing has changed");
                project.apply(again).expect("what is taken back can be done again");
                assert_eq!(project, after);
            }
            Err(error) => {
                is_bounded(&error.to_string(), &error.hint());
                assert_eq!(project, before, "what is refused changes nothing");
            }
        }
    }
    is_a_project(&project);
}

/// The hash of the project file that a journal continues here.
const BASE: &str = "blake3:0";

/// Each line with the checksum that a journal and a history want: else nothing that chance writes would be looked at.
fn summed(bytes: &[u8]) -> Vec<u8> {
    let line = |line: &[u8]| [&blake3::hash(line).to_hex().as_bytes()[..16], b" ", line, b"\n"].concat();
    bytes.split(|byte| *byte == b'\n').flat_map(line).collect()
}

/// A journal adds changes that are replayed as far as they fit, or is refused with a reason.
pub fn journal(bytes: &[u8]) {
    let article = Arc::clone(&texts()["a"]);
    let head = format!("journal {{\"version\":1,\"base\":\"{BASE}\"}}\n");
    for journal in [bytes.to_vec(), summed(bytes), summed(&[head.as_bytes(), bytes].concat())] {
        let changes = match store::read_changes(&journal, BASE, &article) {
            Ok(changes) => changes,
            Err(error) => {
                is_bounded(&error.message, &error.hint);
                continue;
            }
        };
        let mut project = Project::new(Arc::clone(&article), ron::default_scheme()).expect("the default scheme holds");
        let mut history = History::default();
        for change in changes {
            if let Err(error) = history.replay(&mut project, change) {
                is_bounded(&error.to_string(), &error.hint());
                break;
            }
        }
        is_a_project(&project);
        while history.undo(&mut project).is_some() {}
        is_a_project(&project);
    }
}

/// What lies in the state folder is believed as far as it makes sense: the note of what can be undone, what a draft is of, and
/// who holds a lock.
pub fn state(bytes: &[u8]) {
    let article = Arc::clone(&texts()["a"]);
    let head = format!("history {BASE}\n");
    for note in [bytes.to_vec(), summed(&[head.as_bytes(), bytes].concat())] {
        let mut history = store::read_history(&note, BASE, &article);
        let mut project = Project::new(Arc::clone(&article), ron::default_scheme()).expect("the default scheme holds");
        while history.undo(&mut project).is_some() {}
        while history.redo(&mut project).is_some() {}
        is_a_project(&project);
    }
    let _ = store::read_about(bytes);
    is_bounded(&Holder::read(bytes).to_string(), "");
}

/// A table with commas; see [`table`].
pub fn csv(bytes: &[u8]) {
    table("csv", bytes);
}

/// A table with tabs; see [`table`].
pub fn tsv(bytes: &[u8]) {
    table("tsv", bytes);
}

/// A table beside its texts, and after a byte 0x1E the table of relations: what comes in is a project, and comes back.
fn table(format: &str, bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0x1e);
    let (main, relations) = (parts.next().unwrap_or_default(), parts.next());
    let named = Texts::Named(texts());
    let only = Texts::Only("a".into(), Arc::clone(&texts()["a"]));
    for texts in [&named, &only] {
        comes_back(format, &Source { stem: "a", bytes: main, beside: beside(relations), texts }, |projects| {
            let marked = |project: &&Project| !project.annotations().is_empty();
            projects.iter().filter(marked).cloned().collect()
        });
    }
}

/// The table of relations, as what lies beside a table.
fn beside(relations: Option<&[u8]>) -> Vec<(Beside, Cow<'_, [u8]>)> {
    relations.map(|bytes| (Beside::Word("relations"), bytes.into())).into_iter().collect()
}

/// Lines of JSON, an article each: what comes in is a project, and comes back.
pub fn jsonl(bytes: &[u8]) {
    let source = Source { stem: "a", bytes, beside: Vec::new(), texts: &Texts::None };
    comes_back("jsonl", &source, <[Project]>::to_vec);
}

/// A file of `hf`; see [`exchange`].
pub fn hf(bytes: &[u8]) {
    exchange("hf", bytes);
}

/// A file of `label-studio`; see [`exchange`].
pub fn labelstudio(bytes: &[u8]) {
    exchange("label-studio", bytes);
}

/// A file of `refi-qda`; see [`exchange`].
pub fn refiqda(bytes: &[u8]) {
    exchange("refi-qda", bytes);
}

/// A file of `brat`; see [`exchange`].
pub fn brat(bytes: &[u8]) {
    exchange("brat", bytes);
}

/// A file of `spacy`; see [`exchange`].
pub fn spacy(bytes: &[u8]) {
    exchange("spacy", bytes);
}

/// A file of `prodigy`; see [`exchange`].
pub fn prodigy(bytes: &[u8]) {
    exchange("prodigy", bytes);
}

/// A file of `w3c`; see [`exchange`].
pub fn webannotation(bytes: &[u8]) {
    exchange("w3c", bytes);
}

/// A file of `cas-json`; see [`exchange`].
pub fn casjson(bytes: &[u8]) {
    exchange("cas-json", bytes);
}

/// A file of `cas-xmi`; see [`exchange`].
pub fn casxmi(bytes: &[u8]) {
    exchange("cas-xmi", bytes);
}

/// A file of `doccano`; see [`exchange`].
pub fn doccano(bytes: &[u8]) {
    exchange("doccano", bytes);
}

/// A file of `conll`; see [`exchange`].
pub fn conll(bytes: &[u8]) {
    exchange("conll", bytes);
}

/// A file of `webanno-tsv`; see [`exchange`].
pub fn webanno(bytes: &[u8]) {
    exchange("webanno-tsv", bytes);
}

/// A file of a format, and after a byte 0x1E what lies beside it: what comes in is a project, and what is written of it is read
/// with nothing refused.
fn exchange(format: &str, bytes: &[u8]) {
    let format = Format::called(format).expect("a format");
    let (Some(read), Some(write)) = (format.read, format.write) else { panic!("both ways") };
    let mut parts = bytes.splitn(2, |byte| *byte == 0x1e);
    let (main, other) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    // Inside an archive hardly any change would mean something: its parts are packed here.
    let packed = (format.name == "refi-qda" && !bytes.starts_with(b"PK")).then(|| archive(main, other));
    let main = packed.as_deref().unwrap_or(if format.beside.is_empty() { bytes } else { main });
    let beside = format.beside.iter().map(|&how| (how, Cow::Borrowed(other))).collect();
    let texts = Texts::Named(texts());
    let reading = match read(&Source { stem: "a", bytes: main, beside, texts: &texts }) {
        Ok(reading) => reading,
        Err(error) => return is_bounded(&error.message, &error.hint),
    };
    is_told_in_bounds(&reading);
    reading.projects.iter().for_each(is_a_project);
    // Each by itself: files that hold several tell them apart by ids that two may share.
    for project in &reading.projects {
        let files = write(&[Named::new("a", project)], &Wish::default()).files;
        let text = BTreeMap::from([("a".to_owned(), Arc::clone(project.article()))]);
        for source in sources(format, &files, &Texts::Named(text)) {
            let again = read(&source);
            assert_eq!(again.expect("what is written is read").refused, [], "and nothing of it is refused");
        }
    }
}

/// The files of an export that are read, each with its name's beginning and with what lies beside it.
fn sources<'a>(format: &Format, files: &'a [OutFile], texts: &'a Texts) -> Vec<Source<'a>> {
    let mut sources = Vec::new();
    for file in files {
        let stem = match &file.place {
            Place::Main => "a",
            Place::Within(path) => match path.rsplit_once('.') {
                Some((stem, ending)) if format.reads.contains(&ending) => stem,
                _ => continue,
            },
            Place::Beside(_) => continue,
        };
        let lies_beside = |how: &Beside| {
            let is_it = |other: &&OutFile| match (&other.place, how) {
                (Place::Beside(known), how) => known == how,
                (Place::Within(path), Beside::Ending(ending)) => *path == format!("{stem}.{ending}"),
                _ => false,
            };
            files.iter().find(is_it).map(|other| (*how, Cow::Borrowed(other.bytes.as_slice())))
        };
        let beside = format.beside.iter().filter_map(lies_beside).collect();
        let stem = stem.strip_suffix("/doc").unwrap_or(stem);
        sources.push(Source { stem, bytes: &file.bytes, beside, texts });
    }
    sources
}

/// An archive of REFI-QDA with this project and one source.
fn archive(project: &[u8], source: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in [("project.qde", project), ("sources/a.txt", source)] {
        writer.start_file(name, options).expect("a name");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

fn comes_back(format: &str, source: &Source<'_>, held: impl Fn(&[Project]) -> Vec<Project>) {
    let format = Format::called(format).expect("a format");
    let (Some(read), Some(write)) = (format.read, format.write) else { panic!("both ways") };
    let reading = match read(source) {
        Ok(reading) => reading,
        Err(error) => return is_bounded(&error.message, &error.hint),
    };
    is_told_in_bounds(&reading);
    reading.projects.iter().for_each(is_a_project);
    let projects = held(&reading.projects);
    if projects.is_empty() {
        return;
    }
    let written = |projects: &[Project]| {
        let named: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
        write(&named, &Wish::default()).files.into_iter().map(|file| file.bytes).collect::<Vec<_>>()
    };
    let files = written(&projects);
    let again =
        Source { stem: source.stem, bytes: &files[0], beside: beside(files.get(1).map(Vec::as_slice)), ..*source };
    let again = read(&again).expect("what is written is read");
    assert_eq!(again.refused, [], "and nothing of it is refused");
    assert_eq!(written(&again.projects), files, "and it is written the same");
}

fn is_told_in_bounds(reading: &Reading) {
    assert!(reading.refused.len() <= 1001);
    for refusal in &reading.refused {
        is_bounded(&refusal.message, &refusal.hint);
        assert!(refusal.of.len() <= LONGEST_MESSAGE);
    }
    for notes in [&reading.added, &reading.ignored, &reading.notes] {
        assert!(notes.len() <= 100 && notes.iter().all(|note| note.len() <= LONGEST_MESSAGE));
    }
}

/// Bytes in pieces are the same article as in one, and every place of it is a place in each unit.
pub fn article(bytes: &[u8]) {
    let whole = read_text(bytes);
    let size = 1 + bytes.first().map_or(0, |byte| usize::from(*byte) % 9);
    for verbatim in [false, true] {
        let mut intake = if verbatim { Intake::verbatim(0) } else { Intake::default() };
        let pieces = bytes.chunks(size).try_for_each(|piece| intake.push(piece)).and_then(|()| intake.finish());
        match (&pieces, verbatim) {
            (Ok(article), true) => assert_eq!(article.text().as_bytes(), bytes, "nothing is changed"),
            (Err(_), true) => assert!(whole.is_err()),
            (Ok(article), false) => assert_eq!(whole.as_ref(), Ok(article)),
            // How far a file is read before it is refused decides what is known of it.
            (Err(IntakeError::NotText { .. }), false) => assert!(whole.is_err()),
            (Err(error), false) => assert_eq!(whole.as_ref(), Err(error)),
        }
    }
    match whole {
        Ok(article) => places_hold(&article),
        Err(error) => is_bounded(&error.to_string(), error.hint()),
    }
}

/// A web page; see [`taken_in`].
pub fn html(bytes: &[u8]) {
    taken_in(article::Kind::Html, bytes);
}

/// Markdown; see [`taken_in`].
pub fn markdown(bytes: &[u8]) {
    taken_in(article::Kind::Markdown, bytes);
}

/// Subtitles; see [`taken_in`].
pub fn subtitles(bytes: &[u8]) {
    taken_in(article::Kind::Subtitles, bytes);
}

/// A chapter of a book; see [`taken_in`].
pub fn epub(bytes: &[u8]) {
    let package = "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>";
    let container = "<container><rootfiles><rootfile full-path='a.opf'/></rootfiles></container>";
    taken_in(
        article::Kind::Epub,
        &package_of(bytes, "a.xhtml", &[("META-INF/container.xml", container), ("a.opf", package)]),
    );
}

/// A page in one file; see [`taken_in`].
pub fn mhtml(bytes: &[u8]) {
    taken_in(article::Kind::Mhtml, bytes);
}

/// The text of a Word document; see [`taken_in`].
pub fn docx(bytes: &[u8]) {
    let types = "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    let target = "<Relationships><Relationship Id='r' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/></Relationships>";
    taken_in(
        article::Kind::Docx,
        &package_of(bytes, "word/document.xml", &[("[Content_Types].xml", types), ("_rels/.rels", target)]),
    );
}

/// The text of an OpenDocument text; see [`taken_in`].
pub fn odt(bytes: &[u8]) {
    let kind = "application/vnd.oasis.opendocument.text";
    taken_in(article::Kind::Odt, &package_of(bytes, "content.xml", &[("mimetype", kind)]));
    taken_in(article::Kind::FlatOdt, bytes);
}

/// Rich Text Format; see [`taken_in`].
pub fn rtf(bytes: &[u8]) {
    taken_in(article::Kind::Rtf, bytes);
}

/// A PDF; see [`taken_in`].
pub fn pdf(bytes: &[u8]) {
    taken_in(article::Kind::Pdf, bytes);
}

/// A package is given as it is; anything else as the file called `name` in one, beside the `others`.
fn package_of(bytes: &[u8], name: &str, others: &[(&str, &str)]) -> Vec<u8> {
    if bytes.starts_with(b"PK\x03\x04") {
        return bytes.to_vec();
    }
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::DEFAULT.compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in others.iter().map(|(name, text)| (*name, text.as_bytes())).chain([(name, bytes)]) {
        zip.start_file(name, options).expect("begun");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

/// Whatever a file holds, an article comes of it that a project can be made of and kept, the same each time; or a reason why
/// not, with its cure.
fn taken_in(kind: article::Kind, bytes: &[u8]) {
    let (choices, progress) = (Choices::default(), Progress::default());
    let taken = take_in_as(kind, bytes, &choices, &progress);
    assert_eq!(taken, take_in_as(kind, bytes, &choices, &progress), "it is the same each time");
    match taken {
        Ok(taken) => {
            places_hold(&taken.article);
            for block in taken.article.blocks() {
                assert!(!block.span.of(taken.article.text()).trim().is_empty(), "no block is blank");
            }
            let project = Project::new(Arc::new(taken.article), ron::default_scheme()).expect("a good scheme");
            is_a_project(&project.described(taken.fields));
        }
        Err(error) => is_bounded(&error.to_string(), error.hint()),
    }
    // Who does not want it any more is not kept waiting.
    progress.cancel();
    assert_eq!(take_in_as(kind, bytes, &choices, &progress), Err(IntakeError::Cancelled));
}

fn places_hold(article: &Article) {
    let text = article.text();
    assert_eq!(article.chars(), text.chars().count());
    for (char, (at, _)) in text.char_indices().enumerate().step_by(1 + text.len() / 64) {
        assert_eq!(article.char_of_byte(at), char);
        let span = article.span_of_chars(char, char + 1).expect("a character");
        assert_eq!((span.start(), article.char_range(span)), (at, char..char + 1));
    }
    let mut end = 0;
    for block in article.blocks() {
        assert!(block.span.start() >= end, "blocks stand in order");
        assert!(text[end..block.span.start()].trim().is_empty(), "between them is nothing to read");
        end = block.span.end();
    }
    assert!(text[end..].trim().is_empty());
}

/// A first byte that says how, a query to the end of the line, and a text: what is found is sound, and found in parts too.
pub fn find(bytes: &[u8]) {
    let Some((how, rest)) = bytes.split_first() else { return };
    let mut parts = rest.splitn(2, |byte| *byte == b'\n');
    let words = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let query = Query {
        words,
        mode: if how & 1 == 0 { Mode::Literal } else { Mode::Regex },
        case: if how & 2 == 0 { Case::Ignored } else { Case::Kept },
        extent: if how & 4 == 0 { Extent::Anywhere } else { Extent::WholeWords },
    };
    let pattern = match Pattern::new(&query) {
        Ok(pattern) => pattern,
        Err(error) => return is_bounded(&error.message, error.hint),
    };
    let found: Vec<Span> = pattern.search(&text, 0..text.len()).collect();
    let mut end = 0;
    for span in &found {
        assert!(span.start() >= end && !span.of(&text).is_empty() && !span.of(&text).contains('\n'));
        assert_eq!(cluster_at_or_before(&text, span.start()), span.start());
        assert_eq!(cluster_at_or_before(&text, span.end()), span.end());
        end = span.end();
    }
    let parts: Vec<Span> = pattern.parts(&text, 0, &Progress::default()).flat_map(|part| part.spans).collect();
    assert_eq!(parts, found, "in parts as in one");
}

/// Two bytes that say where, and a text: what is proposed of it is sound, and what is snapped stays as it is.
pub fn suggest(bytes: &[u8]) {
    let [start, length, rest @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(rest).into_owned();
    let place = |share: usize| text.floor_char_boundary(text.len() * share / 255);
    let range = place(usize::from(*start))..place(usize::from(*start).max(usize::from(*length)));
    let is_edge = |at: usize| cluster_at_or_before(&text, at) == at;
    let snapped = snap(&text, range.clone());
    assert!(is_edge(snapped.start) && is_edge(snapped.end) && snapped.start <= snapped.end);
    assert_eq!(snap(&text, snapped.clone()), snapped, "what is snapped stays");
    let mut ends = [0, 0];
    for found in suggest::candidates(&text, 0..text.len()) {
        let end = &mut ends[usize::from(found.kind == Kind::Number)];
        assert!(found.span.start() >= *end && is_edge(found.span.start()) && is_edge(found.span.end()));
        assert!(!found.span.of(&text).contains('\n'));
        *end = found.span.end();
        assert!(suggest::measure(found.span.of(&text)).value.len() <= 201);
        assert!(suggest::form(&text, &[found.span]).is_some());
        assert!(suggest::other_half(&text, found.span).is_none_or(|other| !other.overlaps(found.span)));
        let said = suggest::attribution(&text, &[found.span]);
        assert!(said.speaker.is_none() || said.cue.is_some());
    }
    assert!(
        suggest::sentence_end(&text, range.start) <= text.len()
            && suggest::clause_end(&text, range.start) <= text.len()
    );
}
