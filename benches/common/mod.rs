//! What is measured, and how? News-like text made here, and CPU time: wall time says nothing on a busy machine.

#![allow(dead_code, reason = "each benchmark uses a part of it")]

use std::sync::Arc;
use std::time::Duration;

use copydesk::format::ron;
use copydesk::project::{Article, Edit, Id, Project, Record, Series};
use copydesk::text::Span;

const WORDS: [&str; 40] = [
    "the",
    "council",
    "said",
    "on",
    "Monday",
    "that",
    "about",
    "42,000",
    "drivers",
    "use",
    "the",
    "bridge",
    "each",
    "day;",
    "a",
    "“repair”",
    "will",
    "cost",
    "€18.6",
    "million,",
    "of",
    "which",
    "region",
    "pays",
    "one",
    "in",
    "every",
    "five",
    "euros,",
    "according",
    "to",
    "Nadia",
    "al-Hassan,",
    "café",
    "owner",
    "—",
    "rents",
    "rose",
    "12%",
    "again",
];

/// A news-like text of about `bytes` bytes: paragraphs of two to six sentences, a heading now and then.
pub fn news(bytes: usize) -> String {
    let mut random = Random(7);
    let mut text = String::with_capacity(bytes + 1024);
    while text.len() < bytes {
        if random.below(9) == 0 {
            sentence(&mut text, &mut random, 5);
            text.push('\n');
        }
        for _ in 0..2 + random.below(5) {
            let words = 8 + random.below(18);
            sentence(&mut text, &mut random, words);
            text.push_str(". ");
        }
        text.push('\n');
    }
    text.truncate(text.floor_char_boundary(bytes));
    text
}

fn sentence(text: &mut String, random: &mut Random, words: usize) {
    for number in 0..words {
        if number > 0 {
            text.push(' ');
        }
        text.push_str(WORDS[random.below(WORDS.len())]);
    }
}

/// A small generator of numbers that are the same in every run.
pub struct Random(pub u64);

impl Random {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

/// A project of `text`, with an annotation in every hundred bytes up to a million, one in six overlapping the next, and ten
/// that reach over half of the text each.
pub fn marked(text: String) -> Project {
    marked_article(Arc::new(Article::new(text).expect("short enough")))
}

/// Like [`marked`], of an article that is there already.
pub fn marked_article(article: Arc<Article>) -> Project {
    let count = (article.text().len() / 100).min(1_000_000);
    let mut project = Project::new(article, ron::default_scheme()).expect("a scheme");
    project.reserve(count + 10);
    for number in 0..count {
        let id = Id::counted(Series::Annotations, number as u32 + 1);
        let record = mark(&project, number, count, id);
        project.apply(Edit::Annotate(Box::new(record))).expect("a good mark");
    }
    let length = project.text().len();
    for number in 0..if count > 100 { 10 } else { 0 } {
        let start = number * length / 20;
        let id = Id::counted(Series::Annotations, (count + number) as u32 + 1);
        let record = record(&project, start, start + length / 2, number, id);
        project.apply(Edit::Annotate(Box::new(record))).expect("a good mark");
    }
    project
}

/// The mark `number` of `count`, spread evenly over the text: from a word to some sentences.
pub fn mark(project: &Project, number: usize, count: usize, id: Id) -> Record {
    let length = project.text().len();
    let start = number * (length - 400).max(1) / count.max(1);
    let bytes = match number % 6 {
        5 => 110 + number * 37 % 190,
        other => [6, 14, 31, 58, 88][other],
    };
    record(project, start, start + bytes, number, id)
}

fn record(project: &Project, start: usize, end: usize, number: usize, id: Id) -> Record {
    let text = project.text();
    let at = |byte: usize| text.floor_char_boundary(byte.min(text.len()));
    let span = Span::new(text, at(start)..at(end)).expect("in the text");
    Record::new(id, ["claim", "quote", "statistic"][number % 3], span.into())
}

/// The CPU time that this thread has spent.
pub fn cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The CPU time that all threads of this process have spent.
pub fn process_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// The CPU time of `work`.
pub fn spent<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = cpu_time();
    let result = work();
    (cpu_time().saturating_sub(began), result)
}

/// Median and 95th percentile.
pub fn summary(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    let at = |part: usize| times.get((times.len() * part / 100).min(times.len().saturating_sub(1))).copied();
    (at(50).unwrap_or_default(), at(95).unwrap_or_default())
}

/// CPU time of `work`, `times` times, without that of `prepare`.
pub fn repeat<T, R>(
    times: usize,
    mut prepare: impl FnMut(usize) -> T,
    mut work: impl FnMut(T) -> R,
) -> (Duration, Duration) {
    summary(
        (0..times)
            .map(|number| {
                let given = prepare(number);
                let (time, result) = spent(|| work(given));
                drop(result);
                time
            })
            .collect(),
    )
}

/// The resident memory of this process, in bytes.
pub fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: usize = status.split_whitespace().nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0);
    pages * 4096
}

/// The most memory that this process takes beyond what it had, in bytes; 0 where the system does not say.
pub struct Peak(usize);

impl Peak {
    /// Begins to watch.
    pub fn begin() -> Self {
        // Sets the mark of the most memory to what is taken now.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        Self(resident())
    }

    /// The most that was taken since.
    pub fn end(self) -> usize {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes: usize =
            line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse().ok()).unwrap_or(0);
        (kilobytes * 1024).saturating_sub(self.0)
    }
}
