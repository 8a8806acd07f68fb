//! What does an export cost, and what reading it back? CPU time of this thread, and memory at its peak beside the output.
//!
//! `cargo bench --no-default-features --bench formats`; words after `--` name the formats. The material is made here: 10 MB
//! of news with 100,000 annotations, one in six overlapping the next, one in four with an attribute, one in eight with a note,
//! one in fifty in two fragments, all with a maker and a time, and a relation in every twenty.

mod common;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use common::{mark, news, repeat};
use copydesk::format::{Beside, FORMATS, Format, Named, OutFile, Place, Source, Tags, Texts, Wish, ron};
use copydesk::project::{Article, Edit, Id, Project, Relation, Series};
use copydesk::text::{Fragments, Span};

const BYTES: usize = 10_000_000;
const ANNOTATIONS: usize = 100_000;
const TIMES: usize = 7;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let project = project();
    let extra: [(&str, Wish); 3] = [
        ("hf", Wish { parquet: true, ..Wish::default() }),
        ("conll", Wish { tags: Tags::Bilou, ..Wish::default() }),
        ("conll", Wish { layers: true, ..Wish::default() }),
    ];
    println!("100,000 annotations over 10 MB of text, CPU time of {TIMES} runs");
    println!(
        "{:<22} {:>9} {:>9} {:>12} {:>10} {:>9} {:>8} {:>9} {:>9} {:>7}",
        "write", "median", "p95", "annotations", "text", "output", "peak", "read", "p95", "ratio"
    );
    println!("{:<22} {:>9} {:>9} {:>12} {:>10} {:>9} {:>8}", "", "ms", "ms", "a second", "MB/s", "MB", "×output");
    for format in FORMATS {
        let is_wanted = wanted.is_empty() || wanted.iter().any(|word| word == format.name);
        if !is_wanted {
            continue;
        }
        let wishes = extra.iter().filter(|(name, _)| *name == format.name).map(|(_, wish)| *wish);
        for wish in std::iter::once(Wish::default()).chain(wishes) {
            measure(format, &wish, &project);
        }
    }
}

fn measure(format: &Format, wish: &Wish, project: &Project) {
    let Some(write) = format.write else { return };
    let named = [Named::new("news", project)];
    let peak = common::Peak::begin();
    let files = write(&named, wish).files;
    let peak = peak.end();
    let output: usize = files.iter().map(|file| file.bytes.len()).sum();
    let (median, late) = repeat(TIMES, |_| (), |()| drop(black_box(write(&named, wish))));
    let per_second = ANNOTATIONS as f64 / median.as_secs_f64();
    let text = BYTES as f64 / 1e6 / median.as_secs_f64();
    let mut name = format.name.to_owned();
    if *wish != Wish::default() {
        let of = if wish.layers {
            "layers"
        } else if wish.parquet {
            "parquet"
        } else {
            "bilou"
        };
        name = format!("{name}, {of}");
    }
    print!(
        "{name:<22} {:>9.1} {:>9.1} {per_second:>12.0} {text:>10.1} {:>9.1} {:>8.2}",
        ms(median),
        ms(late),
        output as f64 / 1e6,
        peak as f64 / output as f64
    );
    match format.read.filter(|_| !wish.layers && std::env::var_os("COPYDESK_WRITE_ONLY").is_none()) {
        Some(_) => reading(format, project, &files, median),
        None => println!(),
    }
}

fn reading(format: &Format, project: &Project, files: &[OutFile], write: Duration) {
    let Some(read) = format.read else { return };
    let is_main = |file: &&OutFile| match &file.place {
        Place::Main => true,
        Place::Beside(_) => false,
        Place::Within(path) => format.reads.iter().any(|ending| path.ends_with(&format!(".{ending}"))),
    };
    let main = files.iter().find(is_main).expect("a file that is read");
    let beside = |how: &Beside| {
        let file = files.iter().find(|file| match (&file.place, how) {
            (Place::Beside(known), how) => known == how,
            (Place::Within(path), Beside::Ending(ending)) => path.ends_with(&format!(".{ending}")),
            _ => false,
        })?;
        Some((*how, file.bytes.as_slice().into()))
    };
    let texts = Texts::Only("news".into(), Arc::clone(project.article()));
    let source = Source {
        stem: "news",
        bytes: &main.bytes,
        beside: format.beside.iter().filter_map(beside).collect(),
        texts: &texts,
    };
    let count: usize =
        read(&source).expect("it is read").projects.iter().map(|project| project.annotations().len()).sum();
    let (median, late) = repeat(TIMES, |_| (), |()| drop(black_box(read(&source))));
    let ratio = median.as_secs_f64() / write.as_secs_f64();
    println!(" {:>9.1} {:>9.1} {ratio:>7.2}   {count} came back", ms(median), ms(late));
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn project() -> Project {
    let article = Arc::new(Article::new(news(BYTES)).expect("short enough"));
    let mut project = Project::new(article, ron::default_scheme()).expect("a scheme");
    project.reserve(ANNOTATIONS);
    for number in 0..ANNOTATIONS {
        let id = Id::counted(Series::Annotations, number as u32 + 1);
        let mut record = mark(&project, number, ANNOTATIONS, id);
        record.by = ["ines", "jo"][number % 2].to_owned();
        record.at = "2026-02-04T09:30:00Z".parse().ok();
        if number % 4 == 0 {
            record.label = "quote".into();
            record.attributes.insert("speaker".into(), "Nadia al-Hassan".into());
        }
        if number % 8 == 0 {
            record.note = "see the report of the council, “Table 2”".into();
        }
        if number % 50 == 0 {
            let hull = record.fragments.hull();
            let next = Span::new(project.text(), hull.end() + 20..hull.end() + 40);
            record.fragments = next.map_or(record.fragments, |next| Fragments::new(vec![hull, next]).expect("apart"));
        }
        project.apply(Edit::Annotate(Box::new(record))).expect("a good mark");
    }
    for number in (0..ANNOTATIONS - 1).step_by(20) {
        let id = |number: usize| Id::counted(Series::Annotations, number as u32 + 1);
        let relation = Relation {
            id: Id::counted(Series::Relations, number as u32 / 20 + 1),
            kind: "supports".into(),
            from: id(number),
            to: id(number + 1),
        };
        project.apply(Edit::Relate(relation)).expect("related");
    }
    project
}
