//! What do opening, editing and saving cost? CPU time of this thread, median and 95th percentile, without the window.
//!
//! `cargo bench --no-default-features`. The material is made here: lines of 200 bytes, an annotation in 100 bytes, one in
//! six overlapping the one before. Wall time says nothing on a busy machine, so none is printed.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use copydesk::format::ron;
use copydesk::project::{Article, Edit, Id, Project, Record, Series};
use copydesk::session::Session;
use copydesk::store;
use copydesk::text::{Offsets, Span};

const LINE: &str = "The council said on Monday that about 42,000 drivers use the bridge each day; the “repair” will cost \
                    €18.6 million, of which the region pays one in every five euros, according to Nadia al-Hassan.\n";

fn main() {
    println!("{:<58} {:>11} {:>11}", "", "median", "p95");
    index();
    files(10_000);
    files(100_000);
    edits(1_000_000);
}

/// CPU time of `work`, `times` times, printed as a row. `prepare` is not counted.
fn row<T>(name: &str, times: usize, mut prepare: impl FnMut(usize) -> T, mut work: impl FnMut(T)) -> Duration {
    let mut spent: Vec<Duration> = (0..times)
        .map(|number| {
            let given = prepare(number);
            let began = cpu_time();
            work(given);
            cpu_time().saturating_sub(began)
        })
        .collect();
    spent.sort_unstable();
    let (median, late) = (spent[spent.len() / 2], spent[spent.len() * 95 / 100]);
    println!("{name:<58} {median:>11.1?} {late:>11.1?}");
    median
}

fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// An article made of a file's bytes, beside the floor: reading, checking UTF-8 and finding line ends of the same bytes.
fn index() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.txt");
    std::fs::write(&path, LINE.repeat(100_000_000 / LINE.len())).expect("room on the disk");
    let floor = row(
        "100 MB: read, check UTF-8, find line ends (the floor)",
        9,
        |_| (),
        |()| {
            let bytes = std::fs::read(&path).expect("a file");
            black_box(std::str::from_utf8(black_box(&bytes)).is_ok());
            black_box(memchr::memchr_iter(b'\n', &bytes).count());
        },
    );
    let text = std::fs::read_to_string(&path).expect("a text");
    let hash = row("100 MB: BLAKE3", 9, |_| (), |()| drop(black_box(blake3::hash(text.as_bytes()))));
    row("100 MB: index of code points and UTF-16 units", 9, |_| (), |()| drop(black_box(Offsets::new(&text))));
    let whole = row(
        "100 MB: an article of the file, index and hash complete",
        9,
        |_| (),
        |()| drop(black_box(store::take_in(&path, None))),
    );
    let ratio = (whole.saturating_sub(hash)).as_secs_f64() / floor.as_secs_f64();
    println!("    index complete, without the hash, to the floor: {ratio:.2} (goal 2)");
}

fn project(annotations: usize) -> Project {
    let text = LINE.repeat(annotations * 100 / LINE.len() + 2);
    let mut project =
        Project::new(Arc::new(Article::new(text).expect("short enough")), ron::default_scheme()).expect("a scheme");
    for number in 0..annotations {
        let record = record(&project, number, Id::counted(Series::Annotations, number as u32 + 1));
        project.apply(Edit::Annotate(Box::new(record))).expect("a good mark");
    }
    project
}

fn record(project: &Project, number: usize, id: Id) -> Record {
    let text = project.text();
    let start = number * 100 - if number % 6 == 5 { 60 } else { 0 };
    let at = |byte: usize| text.floor_char_boundary(byte);
    let span = Span::new(text, at(start)..at(start + 12 + number % 7 * 9)).expect("in the text");
    Record::new(id, ["claim", "quote", "statistic"][number % 3], span.into())
}

fn files(annotations: usize) {
    let project = project(annotations);
    let bytes = ron::write(&project);
    let size = bytes.len() as f64 / 1e6;
    row(
        &format!("{annotations} annotations, {size:.1} MB of RON: write"),
        5,
        |_| (),
        |()| drop(black_box(ron::write(&project))),
    );
    row(
        &format!("{annotations} annotations, {size:.1} MB of RON: read"),
        5,
        |_| (),
        |()| drop(black_box(ron::read(&bytes))),
    );
}

fn edits(annotations: usize) {
    let mut session = Session::new(project(annotations));
    let places: Vec<usize> = (0..2000).map(|number| number * 7919 * 31 % annotations).collect();
    let id = |number: usize| Id::counted(Series::Annotations, places[number] as u32 + 1);
    let new: Vec<Record> = (0..2000)
        .map(|number| {
            let id = Id::counted(Series::Annotations, (annotations + 1 + number) as u32);
            record(session.project(), places[number], id)
        })
        .collect();
    let mut edit = |name: &str, prepare: &dyn Fn(usize) -> Edit| {
        row(&format!("{annotations} annotations: {name}"), 2000, prepare, |edit| drop(session.edit(edit)));
    };
    edit("add one", &|number| Edit::Annotate(Box::new(new[number].clone())));
    edit("relabel one", &|number| Edit::Relabel { id: id(number), label: "actor".into() });
    edit("remove one", &|number| Edit::Remove(new[number].id.clone()));
    row(&format!("{annotations} annotations: undo one"), 2000, |_| (), |()| drop(session.undo()));
    let store = session.project().annotations();
    let span = |number: usize| Span::new(session.project().text(), places[number] * 100..places[number] * 100 + 900);
    row(&format!("{annotations} annotations: what stands in 900 bytes"), 2000, span, |span| {
        black_box(span.map(|span| store.over(span).count()).unwrap_or(0));
    });
}
