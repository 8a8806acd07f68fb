//! What do the formats' laws run over? One project with everything in it, and any projects over nasty texts.

use std::sync::Arc;

use proptest::prelude::*;

use super::{edits, ron};
use crate::project::{
    Article, Attribute, Block, BlockKind, Color, Edit, Finds, Id, Label, Line, Project, Record, Relation, RelationKind,
    Scheme, Series,
};

/// A project with everything that a file can hold, and cells that a spreadsheet would run.
pub(super) fn sample() -> Project {
    let text = "Rents\n“We close,” said Ines\u{301} 👩‍👩‍👧‍👦, “not \"patch\".”\n\nقالت 12%\r\n";
    let plain = Article::new(text.into()).expect("an article");
    let title = Block { kind: BlockKind::Title, span: plain.span_of_chars(0, 5).expect("in the text") };
    let article = Article::with_blocks(text.into(), &[title]).expect("an article");
    let project = Project::new(Arc::new(article), ron::default_scheme()).expect("a good scheme");
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
            let mut record = project.draft("quote", fragments);
            if !speaker.is_empty() {
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
