//! What do the formats' laws run over? One project with everything in it, any projects over nasty texts, and the corpus of the
//! nastiest. And the law that all formats keep: what comes back differs where that was told, and nowhere else.

use std::collections::HashSet;
use std::sync::Arc;

use proptest::prelude::*;

use super::outgoing::without_blank_edges;
use super::{
    Beside, Effect, Facet, Format, Loss, Named, OutFile, Place, Reading, Shape, Source, Texts, Wish, edits, file_stem,
    ron,
};
use crate::project::{
    Annotation, Article, Attribute, Block, BlockKind, Color, Cue, CueTime, Edit, Finds, Id, Label, Line, Project,
    Record, Relation, RelationKind, Scheme, Series,
};
use crate::text::Span;

/// A project with everything that a file can hold, and cells that a spreadsheet would run.
pub(super) fn sample() -> Project {
    let text = "Rents\n“We close,” said Ines\u{301} 👩‍👩‍👧‍👦, “not \"patch\".”\n\nقالت 12%\r\n";
    let plain = Article::new(text.into()).expect("an article");
    let title = Block { kind: BlockKind::Title, span: plain.span_of_chars(0, 5).expect("in the text") };
    let cue = Cue { span: title.span, time: CueTime::read("00:01.000 --> 00:02.500"), speaker: "Inés".into() };
    let article = Article::with_blocks(text.into(), &[title]).and_then(|article| article.said_in(vec![cue]));
    let project = Project::new(Arc::new(article.expect("an article")), ron::default_scheme()).expect("a good scheme");
    let mut project = project.called("rents").annotated_by("ines");
    let id = |text| Id::new(text).expect("not empty");
    let marked = |ranges: &[(usize, usize)]| edits::marked(&plain, ranges).expect("in the text");
    let mut record = Record::new(id("a1"), "quote", marked(&[(6, 17), (38, 52)]));
    record.attributes.extend([("speaker".into(), "-Inés".into()), ("form".into(), "direct".into())]);
    record.note = "=ask\nher".into();
    record.by = "ines".into();
    record.at = "2026-03-14T09:30:00Z".parse().ok();
    let edits = vec![
        Edit::Annotate(Box::new(record)),
        Edit::Annotate(Box::new(Record::new(id("x y"), "statistic", marked(&[(59, 62)])))),
        Edit::Relate(Relation { id: id("r1"), kind: "supports".into(), from: id("x y"), to: id("a1") }),
        Edit::Field { name: "title".into(), value: "Rents".into() },
        Edit::Field { name: "url".into(), value: "https://example.org/?a=b&c".into() },
    ];
    project.apply(Edit::All(edits)).expect("all of it is allowed");
    project
}

/// What `format` writes of `projects`, read again: with what was told of losses.
pub(super) fn written_and_read(format: &Format, projects: &[Project], wish: &Wish) -> (Vec<Loss>, Reading) {
    let named: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let (write, read) = (format.write.expect("it is written"), format.read.expect("it is read"));
    let texts = projects.iter().map(|project| (file_stem(project.id()), Arc::clone(project.article())));
    let texts = Texts::Named(texts.collect());
    let mut losses: Vec<Loss> = Vec::new();
    let mut reading = Reading::default();
    let batches = if format.shape == Shape::FileEach { named.chunks(1).collect() } else { vec![&named[..]] };
    for batch in batches {
        let written = write(batch, wish);
        let several = projects.len() > 1 && batch.len() == 1;
        for Loss { kind, ids } in written.losses {
            let own = |id: String| if several && id != batch[0].id { format!("{}/{id}", batch[0].id) } else { id };
            losses.push(Loss { kind, ids: ids.into_iter().map(own).collect() });
        }
        let main = written.files.iter().filter(|file| match &file.place {
            Place::Main => true,
            Place::Beside(_) => false,
            Place::Within(path) => format.reads.iter().any(|ending| path.ends_with(&format!(".{ending}"))),
        });
        for file in main {
            let (stem, beside) = match &file.place {
                Place::Within(path) => {
                    let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
                    let lies_beside = |how: &Beside| {
                        let Beside::Ending(ending) = how else { return None };
                        let name = format!("{stem}.{ending}");
                        let there = written.files.iter().find(|file| file.place == Place::Within(name.clone()))?;
                        Some((*how, there.bytes.as_slice().into()))
                    };
                    let named = stem.strip_suffix("/doc").unwrap_or(stem);
                    (named.to_owned(), format.beside.iter().filter_map(lies_beside).collect())
                }
                _ => {
                    let beside = written.files.iter().filter_map(|file| match file.place {
                        Place::Beside(how) => Some((how, file.bytes.as_slice().into())),
                        _ => None,
                    });
                    (file_stem(&batch[0].id), beside.collect())
                }
            };
            let source = Source { stem: &stem, bytes: &file.bytes, beside, texts: &texts };
            let one = read(&source).unwrap_or_else(|error| panic!("what is written is read: {error}"));
            reading.projects.extend(one.projects);
            reading.refused.extend(one.refused);
            reading.added.extend(one.added);
            reading.notes.extend(one.notes);
            reading.ignored.extend(one.ignored);
        }
    }
    (losses, reading)
}

/// Holds `format` to its law: of `projects`, written and read again, everything is equal but what was told, and everything
/// that was told is different, but for what is only recast.
pub(super) fn check_round_trip(format: &Format, projects: &[Project], wish: &Wish) {
    if projects.is_empty() {
        return;
    }
    let (losses, reading) = written_and_read(format, projects, wish);
    assert_eq!(reading.refused, [], "nothing of it is refused");
    for loss in &losses {
        assert!(format.loses.contains(&loss.kind), "{} does not declare {}", format.name, loss.kind.name);
        assert!(!loss.ids.is_empty(), "{} of nothing", loss.kind.name);
    }
    let mut told = Told { losses: &losses, heeded: HashSet::new(), several: projects.len() > 1 };
    let mut left: Vec<&Project> = reading.projects.iter().collect();
    for project in projects {
        let is_renamed = told.of(project, Facet::Name, None);
        let id = if is_renamed { file_stem(project.id()) } else { project.id().to_owned() };
        let place = left.iter().position(|back| back.id() == id);
        match place {
            _ if told.of(project, Facet::Article, None) => told.all_of(project),
            Some(place) => compare(project, left.remove(place), &mut told),
            None => panic!("article {:?} is gone, and nobody was told", project.id()),
        }
    }
    assert!(left.is_empty(), "an article came in that did not go out: {left:?}");
    for (number, loss) in losses.iter().enumerate() {
        let is_certain = loss.kind.effect != Effect::Recast && loss.kind.facet != Facet::Elsewhere;
        for id in loss.ids.iter().filter(|_| is_certain) {
            let heeded = told.heeded.contains(&(number, id.clone()));
            assert!(heeded, "{} told of {id:?}, but nothing of it is different", loss.kind.name);
        }
    }
}

/// What was told, and what of that was found to be so.
struct Told<'a> {
    losses: &'a [Loss],
    heeded: HashSet<(usize, String)>,
    several: bool,
}

impl Told<'_> {
    /// Whether it was told that this facet of a project, or of the annotation or relation `id` of it, is not as it was.
    fn of(&mut self, project: &Project, facet: Facet, id: Option<&Id>) -> bool {
        self.heed(project, None, |known| known == facet) | self.heed(project, id, |known| known == facet)
    }

    fn heed(&mut self, project: &Project, id: Option<&Id>, is_meant: impl Fn(Facet) -> bool) -> bool {
        let name = match id {
            None => project.id().to_owned(),
            Some(id) if self.several => format!("{}/{id}", project.id()),
            Some(id) => id.to_string(),
        };
        let mut told = false;
        // What is only recast is itself again: telling of it makes nothing right.
        let those = self.losses.iter().enumerate().filter(|(_, loss)| loss.kind.effect != Effect::Recast);
        for (number, loss) in those.filter(|(_, loss)| is_meant(loss.kind.facet)) {
            if loss.ids.contains(&name) {
                self.heeded.insert((number, name.clone()));
                told = true;
            }
        }
        told
    }

    /// What is left out as a whole needs nothing else told of it, and everything told of it is so.
    fn all_of(&mut self, project: &Project) {
        let ids =
            project.annotations().iter().map(Annotation::id).chain(project.relations().iter().map(|known| &known.id));
        ids.for_each(|id| self.all_of_one(project, id));
        self.heed(project, None, |_| true);
    }

    fn all_of_one(&mut self, project: &Project, id: &Id) {
        self.heed(project, Some(id), |_| true);
    }

    fn expect(&mut self, project: &Project, facet: Facet, id: Option<&Id>, same: bool) {
        // What is the same though something was told of it is found at the end.
        if !same {
            assert!(self.of(project, facet, id), "{facet:?} of {id:?} is different, and nobody was told");
        }
    }
}

fn compare(project: &Project, back: &Project, told: &mut Told<'_>) {
    let is_same_text = project.text() == back.text();
    told.expect(project, Facet::Text, None, is_same_text);
    // A text that the file does not hold was given from beside it.
    told.of(project, Facet::Text, None);
    if is_same_text {
        told.expect(
            project,
            Facet::Blocks,
            None,
            project.article().blocks() == back.article().blocks() && project.article().cues() == back.article().cues(),
        );
    }
    told.of(project, Facet::Blocks, None);
    told.expect(project, Facet::Fields, None, project.fields() == back.fields());
    told.of(project, Facet::Scheme, None);
    let mut left: Vec<&Annotation> = back.annotations().iter().collect();
    let mut apart = Vec::new();
    for annotation in project.annotations().iter() {
        let id = annotation.id();
        if told.of(project, Facet::Annotation, Some(id)) {
            told.all_of_one(project, id);
            apart.push(annotation);
            continue;
        }
        // One whose id is lost gets a new one, which another may have had.
        let is_renamed = told.of(project, Facet::Id, Some(id));
        let is_moved = is_renamed && told.of(project, Facet::Place, Some(id));
        let is_relabelled = is_renamed && told.of(project, Facet::Label, Some(id));
        let without_blanks = without_blank_edges(project.text(), annotation.hull());
        let is_exact = |other: &&Annotation| {
            other.fragments() == annotation.fragments() || (is_moved && other.hull().bytes() == without_blanks)
        };
        let is_near = |other: &&Annotation| is_moved && other.hull().overlaps(annotation.hull());
        let is_alike =
            |other: &&Annotation| is_relabelled || back.label_of(other).id == project.label_of(annotation).id;
        let alike = left.iter().position(|other| is_exact(other) && is_alike(other));
        let alike = || alike.or_else(|| left.iter().position(|other| is_near(other) && is_alike(other)));
        let by_id = || left.iter().position(|other| other.id() == id);
        let place = if is_renamed { alike().or_else(by_id) } else { by_id() };
        let place = place.unwrap_or_else(|| panic!("annotation {id} is gone, and nobody was told"));
        let other = left.remove(place);
        let mut expect = |facet, same| told.expect(project, facet, Some(id), same);
        expect(Facet::Id, other.id() == id);
        expect(Facet::Place, other.fragments() == annotation.fragments());
        expect(Facet::Label, back.label_of(other).id == project.label_of(annotation).id);
        expect(Facet::Attributes, other.attributes() == annotation.attributes());
        expect(Facet::Note, other.note() == annotation.note());
        let made = |project: &Project, annotation: &Annotation| {
            (project.maker_of(annotation).to_owned(), project.time_of(annotation))
        };
        expect(Facet::Maker, made(back, other) == made(project, annotation));
    }
    // These are not there, or in parts that are nobody's.
    for annotation in apart {
        let is_relabelled = told.of(project, Facet::Label, Some(annotation.id()));
        let spans = annotation.fragments().spans();
        left.retain(|other| {
            let is_part = |span: &Span| other.hull().bytes() == without_blank_edges(project.text(), *span);
            let is_alike = is_relabelled || back.label_of(other).id == project.label_of(annotation).id;
            !(is_alike && spans.iter().any(|span| other.fragments().spans() == [*span] || is_part(span)))
        });
    }
    assert!(left.is_empty(), "annotations came in that did not go out: {left:?}");
    let mut left: Vec<&Relation> = back.relations().iter().collect();
    for relation in project.relations().iter() {
        if told.of(project, Facet::Relation, Some(&relation.id)) {
            told.all_of_one(project, &relation.id);
            continue;
        }
        let is_renamed = told.of(project, Facet::RelationName, Some(&relation.id));
        let same = |other: &&Relation| {
            (is_renamed || other.id == relation.id)
                && (&other.from, &other.to) == (&relation.from, &relation.to)
                && (is_renamed || other.kind == relation.kind)
        };
        let place = left.iter().position(same);
        left.remove(place.unwrap_or_else(|| panic!("relation {} is gone, and nobody was told", relation.id)));
    }
    assert!(left.is_empty(), "relations came in that did not go out: {left:?}");
}

/// A small project with everything that formats differ in: an emoji before all marks, marks that cross, nest and come in parts,
/// attributes, a note over two lines, makers and times, relations, fields, and a script from the right.
pub(super) fn golden() -> Project {
    let text = "Rents in Marlow rose again 🏠\nThe council said “rents rose by 12% in 2025”. Omar Haddad, the brother of \
                نادية حداد, disputes it.\n“Nobody likes it,” said Ewa Lindgren, “but we pay.”\n";
    let plain = Article::new(text.into()).expect("an article");
    let title = Block { kind: BlockKind::Title, span: plain.span_of_chars(0, 28).expect("in the text") };
    let article = Article::with_blocks(text.into(), &[title]).expect("an article");
    let project = Project::new(Arc::new(article), ron::default_scheme()).expect("a good scheme");
    let mut project = project.called("marlow").annotated_by("ines");
    let range = |words: &str| {
        let start = text[..text.find(words).expect("in the text")].chars().count();
        (start, start + words.chars().count())
    };
    let mut mark = |id: &str, label: &str, words: &[&str], attributes: &[(&str, &str)], note: &str| {
        let ranges: Vec<(usize, usize)> = words.iter().map(|words| range(words)).collect();
        let fragments = edits::marked(project.article(), &ranges).expect("in the text");
        let mut record = Record::new(Id::new(id).expect("not empty"), label, fragments);
        record.attributes = attributes.iter().map(|&(name, value)| (name.into(), value.into())).collect();
        record.note = note.into();
        record.by = "ines".into();
        record.at = "2026-02-04T09:30:00Z".parse().ok();
        project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    };
    mark("a1", "claim", &["The council said “rents rose by 12%"], &[("type", "quantity")], "");
    mark("a2", "quote", &["“rents rose by 12% in 2025”"], &[("form", "direct"), ("speaker", "The council")], "");
    mark("a3", "statistic", &["12%"], &[], "Which year before?\nSee “Table 2”.");
    mark("a4", "claim", &["Omar Haddad, the brother of نادية حداد, disputes it"], &[], "");
    mark("a5", "quote", &["“Nobody likes it,”", "“but we pay.”"], &[], "");
    mark("a6", "actor", &["Ewa Lindgren"], &[], "");
    let relate = |id: &str, from: &str, kind: &str, to: &str| {
        let [id, from, to] = [id, from, to].map(|id| Id::new(id).expect("not empty"));
        Edit::Relate(Relation { id, kind: kind.into(), from, to })
    };
    let field = |name: &str, value: &str| Edit::Field { name: name.into(), value: value.into() };
    let edits = vec![
        relate("r1", "a4", "disputes", "a2"),
        relate("r2", "a5", "attributed_to", "a6"),
        field("title", "Rents in Marlow rose again"),
        field("author", "Jo Brandt"),
        field("url", "https://example.org/rents?a=1&b=2"),
    ];
    project.apply(Edit::All(edits)).expect("all of it is allowed");
    project
}

/// Holds the files that `format` makes of [`golden`] to those in `tests/golden/FOLDER`, which a person can read; with
/// `COPYDESK_BLESS` set they are written instead. `shown` makes something to read of a file that is none.
pub(super) fn check_golden(
    format: &Format,
    wish: &Wish,
    folder: &str,
    shown: impl Fn(&[u8]) -> Vec<(String, Vec<u8>)>,
) {
    let project = golden();
    let written = format.write.expect("it is written")(&[Named::new("marlow", &project)], wish);
    for OutFile { place, bytes } in written.files {
        let name = match place {
            Place::Main => format!("marlow.{}", format.extension()),
            Place::Beside(Beside::Word(word)) => format!("marlow.{word}.{}", format.extension()),
            Place::Beside(Beside::Ending(ending)) => format!("marlow.{ending}"),
            Place::Within(path) => path,
        };
        let parts = shown(&bytes);
        let files = if parts.is_empty() { vec![(name, bytes)] } else { parts };
        for (name, bytes) in files {
            check_kept(&format!("{folder}/{name}"), &bytes);
        }
    }
}

/// Holds `bytes` to the kept file of this name; see [`check_golden`].
fn check_kept(name: &str, bytes: &[u8]) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("COPYDESK_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, bytes).expect("written");
    }
    let expected = std::fs::read(&path).unwrap_or_default();
    let [now, before] = [bytes, &expected].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(now, before, "{} is another; COPYDESK_BLESS=1 writes it", path.display());
}

/// Texts and marks that break programs, each a project: a word for what is nasty in it is its id.
pub(super) fn nasty() -> Vec<Project> {
    let controls = "\u{202b}قال\u{202c} \u{2067}x\u{2069} \u{200f}12%\u{200e} end";
    let texts: [(&str, &str); 20] = [
        ("emoji", "😀 The 👍🏽 minister 🚀 said 12% 😀."),
        ("families", "A 👩‍👩‍👧‍👦 and 👨🏿‍🚀 agree."),
        ("flags", "🇵🇸🇺🇦 and 🏴󠁧󠁢󠁳󠁣󠁴󠁿 flags."),
        ("combining", "Cafe\u{301} é ą̊ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘."),
        ("separators", "one\u{2028}two\u{2029}three\u{85}four"),
        ("vertical", "one\u{b}two\u{c}three\u{1c}four\u{1d}five\u{1e}six\u{1f}seven"),
        ("zero", "one\0two \0 three\u{1b}[31mred\u{7f}"),
        ("mark inside", "one\u{feff}two \u{feff} three"),
        ("mark first", "\u{feff}one two"),
        ("crlf", "one two\r\nthree four\r\n\r\nfive\rsix\n\n\nseven"),
        ("right to left", controls),
        ("arabic", "قالت نادية إن الإيجارات ارتفعت 12% في مايو."),
        ("formulas", "=1+1\t@SUM(A1) +3 -4 'tis \"quoted\", a;b"),
        ("markup", "<b>bold</b> & &amp; &lt;i&gt; </script> <!-- x --> ]]> <![CDATA["),
        ("escapes", "back\\slash \\n \\u00e9 {\"a\": [1, 2]} \\\\ | _ -> ; [x] * `code` # 1."),
        ("blanks", "  two  spaces \u{a0}nbsp\u{3000}wide\u{200b}zero\ttab  "),
        ("docstart", "-DOCSTART- -X- O O\n\n-DOCSTART- #FORMAT=WebAnno TSV 3.3\nB-claim O"),
        ("cjk", "会見で「家賃は12％上がった」と述べた。ราคาเพิ่มขึ้น"),
        ("empty", ""),
        ("only blanks", " \n \t\n"),
    ];
    let mut projects: Vec<Project> = texts.into_iter().map(|(id, text)| nasty_project(id, text)).collect();
    projects.push(overlaps());
    projects
}

/// The corpus as lines of JSON, for programs that check exports: as it was in `tests/golden/nasty.jsonl`.
#[test]
fn the_corpus_is_as_it_was() {
    let projects = nasty();
    let named: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    let write = Format::called("jsonl").and_then(|format| format.write).expect("it is written");
    let bytes = write(&named, &Wish::default()).files.remove(0).bytes;
    check_kept("nasty.jsonl", &bytes);
}

/// A project on `text` with marks at every kind of place: all of it, one character, edges in blanks and inside clusters, twice
/// the same, in parts, on blanks alone.
fn nasty_project(id: &str, text: &str) -> Project {
    let article = Arc::new(Article::new(text.into()).expect("a short text"));
    let mut scheme = (*ron::default_scheme()).clone();
    for label in ["two words", "a:b", "B-x", "été", "two_words"] {
        scheme = scheme.with_label(label);
    }
    let mut project = Project::new(article, Arc::new(scheme)).expect("a good scheme").called(id);
    let chars = project.article().chars();
    let third = chars / 3;
    let ranges: Vec<(&str, Vec<(usize, usize)>)> = vec![
        ("claim", vec![(0, chars)]),
        ("quote", vec![(0, 1)]),
        ("statistic", vec![(chars.saturating_sub(1), chars)]),
        ("two words", vec![(1, third + 1)]),
        ("two_words", vec![(third, 2 * third)]),
        ("a:b", vec![(third, 2 * third)]),
        ("a:b", vec![(third, 2 * third)]),
        ("B-x", vec![(2, third), (third + 1, third + 3)]),
        ("été", vec![(0, 2), (3, 5), (7, chars)]),
    ];
    for (number, (label, ranges)) in ranges.into_iter().enumerate() {
        let Ok(fragments) = edits::marked(project.article(), &ranges) else { continue };
        let mut record = project.draft(label, fragments);
        record.at = (number % 3 != 0).then(|| "2026-03-14T09:30:00Z".parse().expect("a time"));
        record.by = ["", "ines", "=Zoë, \"z\""][number % 3].to_owned();
        record.note = ["", "see “Table 2”; a=b", "two\nlines\r\n\n and\ttab <&> \\n |"][number % 3].to_owned();
        if label == "quote" {
            record.attributes.insert("speaker".into(), "-Inés 😀 <x> | a;b".into());
            record.attributes.insert("form".into(), "direct".into());
        }
        project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    }
    let blank = text.char_indices().position(|(_, char)| char.is_whitespace());
    if let Some(Ok(fragments)) = blank.map(|at| edits::marked(project.article(), &[(at, at + 1)])) {
        let record = Record::new(Id::new("on blanks").expect("not empty"), "claim", fragments);
        project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    }
    let ids: Vec<Id> = project.annotations().iter().map(|known| known.id().clone()).collect();
    for (number, pair) in ids.windows(2).enumerate() {
        let kind = ["supports", "disputes"][number % 2].to_owned();
        let id = project.free_id(Series::Relations);
        let relation = Relation { id, kind, from: pair[0].clone(), to: pair[1].clone() };
        project.apply(Edit::Relate(relation)).expect("related");
    }
    project
}

/// A thousand marks that all overlap.
fn overlaps() -> Project {
    let text = "word ".repeat(60);
    let article = Arc::new(Article::new(text).expect("a short text"));
    let mut project = Project::new(article, ron::default_scheme()).expect("a good scheme").called("overlaps");
    for number in 0..1000 {
        let label = ["claim", "quote", "statistic"][number % 3];
        let range = (number % 100, 150 + number / 100 * 14);
        let fragments = edits::marked(project.article(), &[range]).expect("in the text");
        let record = Record::new(Id::counted(Series::Annotations, number as u32 + 1), label, fragments);
        project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    }
    project
}

/// Up to three projects over texts that have broken other programs, marked at random.
pub(super) fn marked_projects() -> impl Strategy<Value = Vec<Project>> {
    prop::collection::vec(marked_project(), 0..4).prop_map(|projects| {
        let called = |(number, project): (usize, Project)| project.called(format!("-article/{number}"));
        projects.into_iter().enumerate().map(called).collect()
    })
}

fn marked_project() -> impl Strategy<Value = Project> {
    let mark = (0..60_usize, 1..12_usize, 0..3_usize, words(), words());
    (text(), prop::collection::vec(mark, 0..8), words()).prop_map(|(text, marks, title)| {
        let article = Arc::new(Article::new(text).expect("a short text"));
        let mut project = Project::new(article, ron::default_scheme()).expect("a good scheme");
        for (start, length, gap, speaker, note) in marks {
            let ranges = [(start, start + length), (start + length + gap, start + length + gap + 2)];
            let ranges = if gap > 0 { &ranges[..] } else { &ranges[..1] };
            let Ok(fragments) = edits::marked(project.article(), ranges) else { continue };
            let label = if note.len() % 3 == 0 { "quote" } else { "claim" };
            let mut record = project.draft(label, fragments);
            if !speaker.is_empty() && label == "quote" {
                record.attributes.insert("speaker".into(), speaker);
            }
            record.note = note;
            project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
        }
        let ids: Vec<Id> = project.annotations().iter().map(|known| known.id().clone()).collect();
        for pair in ids.windows(2) {
            let [from, to] = [pair[0].clone(), pair[1].clone()];
            let id = project.free_id(Series::Relations);
            project.apply(Edit::Relate(Relation { id, kind: "supports".into(), from, to })).expect("related");
        }
        project.apply(Edit::Field { name: "title".into(), value: title }).expect("any field");
        project
    })
}

/// Any project whose every word comes from `words`: what it is called, its fields, its scheme, ids, notes and makers.
pub(super) fn project_of_words<S: Strategy<Value = String> + Clone + 'static>(
    words: S,
) -> impl Strategy<Value = Project> {
    let of_scheme = prop::collection::vec(words.clone(), 8);
    let of_annotation = (0..30_usize, 1..9_usize, prop::collection::vec(words.clone(), 6));
    let fields = prop::collection::vec((words.clone(), words.clone()), 0..3);
    let texts = prop::collection::vec(words, 3);
    (of_scheme, prop::collection::vec(of_annotation, 0..5), fields, texts).prop_map(|(scheme, marks, fields, texts)| {
        let own = |number: usize| format!("{}{number}", scheme[number]);
        let attribute = |number: usize, values: &[String]| Attribute {
            id: own(number),
            name: scheme[number].clone(),
            values: values.to_vec(),
            more: false,
            limit: None,
        };
        let label = |number: usize, attributes: Vec<Attribute>| Label {
            id: own(number),
            name: own(number),
            key: None,
            color: Color { rgb: [0, 114, 178] },
            line: Line::Double,
            helper: false,
            finds: Some(Finds::Numbers).filter(|_| scheme[4].len() % 2 == 1),
            retired: scheme[3].len() % 2 == 1,
            attributes,
            guideline: scheme[number].clone(),
        };
        let kind = RelationKind {
            id: own(5),
            name: scheme[5].clone(),
            key: scheme[5].chars().next().filter(|key| !key.is_ascii()),
            from: vec![own(0)],
            to: Vec::new(),
        };
        let speaker = Attribute { id: "speaker".into(), name: scheme[6].clone(), ..attribute(6, &[]) };
        let scheme = Scheme {
            name: scheme[7].clone(),
            labels: vec![label(0, vec![attribute(1, &[]), attribute(2, &[])]), label(3, vec![speaker])],
            relations: vec![kind],
        };
        let article =
            Article::new(format!("{}\n{} and more, to have a text", texts[0], texts[1])).expect("a short text");
        let labels = [scheme.labels[0].id.clone(), scheme.labels[1].id.clone()];
        let project = Project::new(Arc::new(article), Arc::new(scheme)).expect("a good scheme");
        let mut project = project.called(format!("{}i", texts[2])).annotated_by(texts[2].as_str());
        for (number, (start, length, words)) in marks.into_iter().enumerate() {
            let Ok(fragments) = edits::marked(project.article(), &[(start, start + length)]) else { continue };
            let id = Id::new(&format!("{}{number}", words[0])).expect("not empty");
            let mut record = Record::new(id, labels[number % 2].as_str(), fragments);
            let attributes = &project.scheme().labels[number % 2].attributes;
            record.attributes.extend(attributes.iter().map(|known| known.id.clone()).zip(words[1..3].iter().cloned()));
            record.note.clone_from(&words[3]);
            record.by.clone_from(&words[4]);
            project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
        }
        let ids: Vec<Id> = project.annotations().iter().map(|known| known.id().clone()).collect();
        for pair in ids.windows(2) {
            let [from, to] = [pair[0].clone(), pair[1].clone()];
            let id = Id::new(&format!("{}→", pair[0])).expect("not empty");
            let kind = project.scheme().relations[0].id.clone();
            project.apply(Edit::Relate(Relation { id, kind, from, to })).expect("related");
        }
        let usual =
            ["title", "url", "author", "language"].into_iter().map(str::to_owned).zip(texts.iter().cloned().cycle());
        for (name, value) in fields.into_iter().chain(usual) {
            project.apply(Edit::Field { name, value }).expect("any field");
        }
        project
    })
}

/// Words of pieces that programs have run that should have shown them.
pub(super) fn hostile_words(pieces: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    prop::collection::vec(prop::sample::select(pieces), 0..4).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..3).prop_map(|pieces| pieces.concat())
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Rents ",
        "é",
        "e\u{301}",
        "😀",
        "👩‍👩‍👧‍👦",
        "🇵🇸",
        "قالت ",
        "“12%” ",
        "\"",
        "'",
        "=",
        "-",
        "+",
        "@",
        ",",
        ";",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\0",
        "\u{1b}",
        "\u{2028}",
        "\u{85}",
        "\u{feff}",
        "\u{202e}",
        "\\",
        "</script>",
        "&amp;",
        " ",
    ])
}
