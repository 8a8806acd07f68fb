//! What do opening, editing and saving cost? CPU time of this thread, median and 95th percentile, without the window.
//!
//! `cargo bench --no-default-features`. The material is made here: lines of 200 bytes, an annotation in 100 bytes, one in
//! six overlapping the one before. Wall time says nothing on a busy machine, so none is printed.

mod common;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use common::{mark, marked, news, repeat, resident};
use copydesk::article::Choices;
use copydesk::format::ron;
use copydesk::progress::Progress;
use copydesk::project::{Article, Edit, Id, Record, Series};
use copydesk::session::{Command, Edge, Selection, Session, Step, Unlabelled};
use copydesk::store;
use copydesk::text::find::{Extent, Mode, Pattern, Query};
use copydesk::text::{Offsets, Span, snap};

fn main() {
    println!("{:<62} {:>11} {:>11}", "CPU time", "median", "p95");
    // First, since memory is measured, and what was freed before is used again.
    edits(1_000_000);
    index();
    beginnings();
    find();
    hands();
    files(10_000);
    files(100_000);
}

/// CPU time of `work`, `times` times, printed as a row. `prepare` is not counted.
fn row<T, R>(name: &str, times: usize, prepare: impl FnMut(usize) -> T, work: impl FnMut(T) -> R) -> Duration {
    let (median, late) = repeat(times, prepare, work);
    println!("{name:<62} {median:>11.1?} {late:>11.1?}");
    median
}

/// An article made of a file's bytes, beside the floor: reading, checking UTF-8 and finding line ends of the same bytes.
fn index() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.txt");
    std::fs::write(&path, news(100_000_000)).expect("room on the disk");
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
    let hash = row("100 MB: BLAKE3", 9, |_| (), |()| black_box(blake3::hash(text.as_bytes())));
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

/// A plain text until its beginning can be shown, and until all of it is there.
fn beginnings() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes, goal) in [("1 MB", 1_000_000, 15), ("100 MB", 100_000_000, 60), ("1 GB", 1_000_000_000, 100)] {
        let path = folder.path().join("news.txt");
        std::fs::write(&path, news(bytes)).expect("room on the disk");
        let times = if bytes > 1_000_000 { 5 } else { 21 };
        let begun = || {
            let began = common::cpu_time();
            let mut after = None;
            let before = resident();
            let progress = Progress::default();
            let project =
                store::take_in_with(&path, None, &Choices::default(), &progress, |_| after = Some(common::cpu_time()));
            let whole = common::cpu_time() - began;
            let memory = (resident().saturating_sub(before)) as f64 / bytes as f64;
            drop(project);
            (after.map_or(whole, |after| after - began), whole, memory)
        };
        let runs: Vec<_> = (0..times).map(|_| begun()).collect();
        let (median, late) = common::summary(runs.iter().map(|run| run.0).collect());
        println!(
            "{:<62} {median:>11.1?} {late:>11.1?}",
            format!("{name}: open to its beginning (goal {goal} ms with its frame)")
        );
        let (median, late) = common::summary(runs.iter().map(|run| run.1).collect());
        println!("{:<62} {median:>11.1?} {late:>11.1?}", format!("{name}: open whole, indexed and hashed"));
        println!("    {:.2} bytes of memory a byte of text (goal 1.2)", runs[0].2);
    }
}

/// All places in 100 MB; the first of them are on the screen after the first part.
fn find() {
    let text = news(100_000_000);
    let queries = [
        ("a word", Query::words("bridge")),
        ("a rare word", Query::words("zeppelin")),
        ("a whole word", Query { extent: Extent::WholeWords, ..Query::words("café") }),
        ("a regular expression", Query { mode: Mode::Regex, ..Query::words(r"€\d+\.\d million") }),
    ];
    for (name, query) in queries {
        let pattern = Pattern::new(&query).expect("a good query");
        let mut count = 0;
        let parts = || pattern.parts(&text, 0, &Progress::default());
        let name = format!("100 MB: find {name} (goal well under 1 s)");
        row(&name, 3, |_| (), |()| count = parts().map(|part| part.spans.len()).sum());
        println!("    {count} places");
    }
}

/// What a key or a step of a drag costs among a million annotations in 100 MB.
fn hands() {
    let mut session = Session::new(marked(news(100_000_000)));
    let length = session.project().text().len();
    let places: Vec<usize> = (0..400).map(|number| number * 7919 * 31 % (length - 1000)).collect();
    let at = |number: usize, session: &Session| session.project().text().floor_char_boundary(places[number]);
    row(
        "100 MB: words that a drag of 60 bytes takes",
        400,
        |number| at(number, &session),
        |at| {
            let text = session.project().text();
            black_box(snap(text, at..text.floor_char_boundary(at + 60)));
        },
    );
    let mut step = |name: &str, command: Command| {
        let mut times = Vec::new();
        for number in 0..400 {
            let anchor = at(number, &session);
            session.run(Command::Escape);
            session.run(Command::Select(Selection::caret(anchor)));
            session.run(Command::NextAnnotation);
            times.push(common::spent(|| drop(session.run(command.clone()))).0);
        }
        let (median, late) = common::summary(times);
        println!("{:<62} {median:>11.1?} {late:>11.1?}", format!("100 MB, a million annotations: {name}"));
    };
    step("end later by a word", Command::Adjust(Edge::End, Step::WordOut));
    step("to the end of the sentence", Command::Adjust(Edge::End, Step::Sentence));
    step("next of the label", Command::NextOfLabel);
    step("next number or quotation without a label", Command::NextUnlabelled);
    row("100 MB, a million annotations: what the text proposes", 400, |_| (), |()| black_box(session.proposals()));
    let article = marked(news(1_000_000));
    row("1 MB: count what waits for a label", 5, |_| (), |()| Unlabelled::count(&article, &Progress::default()));
}

fn files(annotations: usize) {
    let project = marked(news(annotations * 100));
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
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.ron");
    store::save_new(&path, &project, store::Existing::Keep, &store::State::nowhere()).expect("room on the disk");
    let goal = if annotations == 100_000 { " (goal 400 ms with its frame)" } else { "" };
    let name = format!("{annotations} annotations: open the saved project{goal}");
    row(&name, 5, |_| (), |()| drop(store::open_project(&path).expect("a project")));
    let clone = |()| project.clone();
    row(&format!("{annotations} annotations: what a frame does to save"), 99, |_| (), clone);
}

fn edits(annotations: usize) {
    let article = Arc::new(Article::new(news(annotations * 100)).expect("short enough"));
    let before = resident();
    let project = common::marked_article(article);
    let own = resident().saturating_sub(before) as f64 / annotations as f64;
    println!("    {own:.1} bytes of memory an annotation (goal 64)");
    let mut session = Session::new(project);
    let places: Vec<usize> = (0..2000).map(|number| number * 7919 * 31 % annotations).collect();
    let id = |number: usize| Id::counted(Series::Annotations, places[number] as u32 + 1);
    let new: Vec<Record> = (0..2000)
        .map(|number| {
            let id = Id::counted(Series::Annotations, (annotations + 11 + number) as u32);
            mark(session.project(), places[number], annotations, id)
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
