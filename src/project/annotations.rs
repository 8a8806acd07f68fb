//! Which annotations are there? A sorted store that finds them by place and by id, and costs an edit what the edit is.
//!
//! A sorted list in chunks of at most [`CHUNK`] annotations, each with a summary: among a million, adding or removing one
//! moves a chunk (24 KB at most), and asking what stands in a stretch of text looks at the summaries (24 bytes a chunk) and
//! reads only chunks that reach into the stretch. Beside it, hash tables from id to place.
//!
//! Chunks and tables are shared between clones until one of them is changed: a clone of a million annotations, to be saved
//! by another thread, costs microseconds, and so does the next edit.

use std::cmp::Reverse;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use hashbrown::HashTable;

use super::{Annotation, Id, LabelIndex};
use crate::text::Span;

const CHUNK: usize = 512;

/// The annotations of one project in the order of the text: by start, longer ones first, then by id.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    chunks: Vec<Chunk>,
    length: usize,
    /// How many have each label, by its place in the scheme.
    labelled: Vec<usize>,
    hulls: Hulls,
}

/// A stretch of the sorted list with its summary. Invariant: never empty.
#[derive(Clone, Debug)]
struct Chunk {
    /// Where the first one begins.
    first: u32,
    /// The greatest end.
    furthest: u32,
    length: u32,
    content: Arc<Content>,
}

#[derive(Clone, Debug)]
struct Content {
    sorted: Vec<Annotation>,
    /// How many have each label.
    labelled: Vec<u16>,
}

/// A stretch of the sorted list, for those who need not look at every annotation.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// Its annotations; never empty.
    pub annotations: &'a [Annotation],
    labelled: &'a [u16],
}

impl Stretch<'_> {
    /// The labels that its annotations have.
    pub fn labels(&self) -> impl Iterator<Item = LabelIndex> {
        let used = self.labelled.iter().enumerate().filter(|(_, count)| **count > 0);
        used.map(|(place, _)| LabelIndex(place as u16))
    }

    /// How many of its annotations have one of `labels`.
    #[cfg(test)]
    fn count_of(&self, labels: &[LabelIndex]) -> usize {
        labels.iter().map(|label| usize::from(self.labelled.get(label.get()).copied().unwrap_or(0))).sum()
    }
}

impl Chunk {
    fn new(sorted: Vec<Annotation>) -> Self {
        let mut labelled = Vec::new();
        sorted.iter().for_each(|annotation| *count_at(&mut labelled, annotation.label) += 1);
        let mut chunk = Self { first: 0, furthest: 0, length: 0, content: Arc::new(Content { sorted, labelled }) };
        chunk.sum_up();
        chunk
    }

    fn sorted(&self) -> &[Annotation] {
        &self.content.sorted
    }

    /// Whether the last of its annotations comes before `annotation`.
    fn ends_before(&self, annotation: &Annotation) -> bool {
        self.sorted().last().is_some_and(|last| last.order() < annotation.order())
    }

    /// Whether one of its annotations has the label `label`.
    fn has(&self, label: LabelIndex) -> bool {
        self.content.labelled.get(label.get()).is_some_and(|count| *count > 0)
    }

    /// Writes the summary anew, but for the labels.
    fn sum_up(&mut self) {
        let sorted = &self.content.sorted;
        self.first = sorted.first().map_or(0, |annotation| annotation.hull().start() as u32);
        self.furthest = sorted.iter().map(|annotation| annotation.hull().end() as u32).max().unwrap_or(0);
        self.length = sorted.len() as u32;
    }
}

/// The count of `label` in a list that is as long as it has to be.
fn count_at<T: Clone + Default>(counts: &mut Vec<T>, label: LabelIndex) -> &mut T {
    if counts.len() <= label.get() {
        counts.resize(label.get() + 1, T::default());
    }
    &mut counts[label.get()]
}

impl Annotations {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many have the label `label`.
    pub fn count_of(&self, label: LabelIndex) -> usize {
        self.labelled.get(label.get()).copied().unwrap_or(0)
    }

    /// All, in the order of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.chunks.iter().flat_map(Chunk::sorted)
    }

    /// Those with at least `rank` others before them, in the order of the text.
    pub fn from_rank(&self, rank: usize) -> impl Iterator<Item = &Annotation> {
        let mut before = 0;
        let first = self.chunks.iter().position(|chunk| {
            before += chunk.length as usize;
            before > rank
        });
        let first = first.unwrap_or(self.chunks.len());
        let passed = rank.saturating_sub(self.count_in(first));
        self.chunks[first..].iter().flat_map(Chunk::sorted).skip(passed)
    }

    /// All in the order of the text, in stretches of some hundreds with what can be said of each as a whole.
    pub fn stretches(&self) -> impl Iterator<Item = Stretch<'_>> {
        let content = self.chunks.iter().map(|chunk| &*chunk.content);
        content.map(|content| Stretch { annotations: &content.sorted, labelled: &content.labelled })
    }

    /// The one called `id`.
    pub fn get(&self, id: &Id) -> Option<&Annotation> {
        let (chunk, at) = self.place_of(id)?;
        self.chunks[chunk].sorted().get(at)
    }

    /// Those whose hull overlaps `span`, in the order of the text.
    pub fn over(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        self.between(span.start(), span.end())
    }

    /// Those whose hull has a byte in `start..end`, in the order of the text.
    pub fn between(&self, start: usize, end: usize) -> impl Iterator<Item = &Annotation> {
        self.chunks
            .iter()
            .take_while(move |chunk| (chunk.first as usize) < end)
            .filter(move |chunk| chunk.furthest as usize > start)
            .flat_map(Chunk::sorted)
            .take_while(move |annotation| annotation.hull().start() < end)
            .filter(move |annotation| annotation.hull().end() > start)
    }

    /// The first that begins at the byte `at` or after it.
    pub fn first_from(&self, at: usize) -> Option<&Annotation> {
        self.nth(self.count_before(at))
    }

    /// The one after `id` in the order of the text.
    pub fn after(&self, id: &Id) -> Option<&Annotation> {
        self.nth(self.rank(id)? + 1)
    }

    /// The first with the label `label` that has at least `rank` others before it.
    pub fn labelled_from(&self, rank: usize, label: LabelIndex) -> Option<&Annotation> {
        let mut passed = rank;
        for chunk in &self.chunks {
            let length = chunk.length as usize;
            if passed < length && chunk.has(label) {
                let found = chunk.sorted()[passed..].iter().find(|annotation| annotation.label == label);
                if found.is_some() {
                    return found;
                }
            }
            passed = passed.saturating_sub(length);
        }
        None
    }

    /// The last with the label `label` that has less than `rank` others before it.
    pub fn labelled_before(&self, rank: usize, label: LabelIndex) -> Option<&Annotation> {
        let mut before = self.length;
        for chunk in self.chunks.iter().rev() {
            before -= chunk.length as usize;
            if before < rank && chunk.has(label) {
                let here = &chunk.sorted()[..(rank - before).min(chunk.length as usize)];
                let found = here.iter().rfind(|annotation| annotation.label == label);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// Whether `a` stands before `b` in the order of the text.
    pub fn is_before(a: &Annotation, b: &Annotation) -> bool {
        a.order() < b.order()
    }

    /// The one before `id` in the order of the text.
    pub fn before(&self, id: &Id) -> Option<&Annotation> {
        self.nth(self.rank(id)?.checked_sub(1)?)
    }

    /// The one with `rank` others before it.
    pub fn nth(&self, mut rank: usize) -> Option<&Annotation> {
        for chunk in &self.chunks {
            let length = chunk.length as usize;
            if rank < length {
                return chunk.sorted().get(rank);
            }
            rank -= length;
        }
        None
    }

    /// How many stand before `id` in the order of the text.
    pub fn rank(&self, id: &Id) -> Option<usize> {
        let (chunk, at) = self.place_of(id)?;
        Some(self.count_in(chunk) + at)
    }

    /// How many begin before the byte `at`.
    pub fn count_before(&self, at: usize) -> usize {
        let whole = self.chunks.partition_point(|chunk| (chunk.first as usize) < at);
        let Some(last) = whole.checked_sub(1) else { return 0 };
        let begins_before = |annotation: &Annotation| annotation.hull().start() < at;
        self.count_in(last) + self.chunks[last].sorted().partition_point(begins_before)
    }

    /// How many stand in the first `chunks`.
    fn count_in(&self, chunks: usize) -> usize {
        self.chunks[..chunks].iter().map(|chunk| chunk.length as usize).sum()
    }

    /// Makes room for `more`, which saves time when they come one by one.
    pub(super) fn reserve(&mut self, more: usize) {
        self.hulls.reserve(more);
    }

    /// Adds one whose id is new. Invariant kept by `Project::apply`.
    pub(super) fn insert(&mut self, annotation: Annotation) {
        debug_assert!(self.get(&annotation.id).is_none(), "an id is given once");
        self.hulls.add(&annotation, &self.chunks);
        self.length += 1;
        *count_at(&mut self.labelled, annotation.label) += 1;
        let number = self.chunk_for(&annotation);
        let Some(chunk) = self.chunks.get_mut(number) else {
            self.chunks.push(Chunk::new(vec![annotation]));
            return;
        };
        let at = match chunk.ends_before(&annotation) {
            true => chunk.sorted().len(),
            false => chunk.sorted().partition_point(|other| other.order() < annotation.order()),
        };
        // Text is read, and files are written, from the front: what is added at the back fills its chunk to the brim.
        if chunk.sorted().len() >= CHUNK {
            let content = Arc::make_mut(&mut chunk.content);
            let sorted = &mut content.sorted;
            let rest = if at == sorted.len() { vec![annotation] } else { split(sorted, at, annotation) };
            *chunk = Chunk::new(std::mem::take(sorted));
            self.chunks.insert(number + 1, Chunk::new(rest));
        } else {
            let hull = annotation.hull();
            let content = Arc::make_mut(&mut chunk.content);
            *count_at(&mut content.labelled, annotation.label) += 1;
            content.sorted.insert(at, annotation);
            chunk.first = chunk.first.min(hull.start() as u32);
            chunk.furthest = chunk.furthest.max(hull.end() as u32);
            chunk.length += 1;
        }
    }

    /// Takes out the one called `id`.
    pub(super) fn remove(&mut self, id: &Id) -> Option<Annotation> {
        let (number, at) = self.place_of(id)?;
        let chunk = &mut self.chunks[number];
        let content = Arc::make_mut(&mut chunk.content);
        let annotation = content.sorted.remove(at);
        *count_at(&mut content.labelled, annotation.label) -= 1;
        self.length -= 1;
        *count_at(&mut self.labelled, annotation.label) -= 1;
        if content.sorted.is_empty() {
            self.chunks.remove(number);
        } else {
            chunk.sum_up();
        }
        self.hulls.remove(&annotation);
        Some(annotation)
    }

    /// Changes the one called `id` in what it is not sorted by: anything but id and fragments.
    pub(super) fn change<T>(&mut self, id: &Id, change: impl FnOnce(&mut Annotation) -> T) -> Option<T> {
        let (number, at) = self.place_of(id)?;
        let content = Arc::make_mut(&mut self.chunks[number].content);
        let annotation = content.sorted.get_mut(at)?;
        let before = annotation.label;
        let result = change(annotation);
        let after = annotation.label;
        *count_at(&mut content.labelled, before) -= 1;
        *count_at(&mut content.labelled, after) += 1;
        *count_at(&mut self.labelled, before) -= 1;
        *count_at(&mut self.labelled, after) += 1;
        Some(result)
    }

    /// Changes every annotation in what it is not sorted by.
    pub(super) fn change_all(&mut self, mut change: impl FnMut(&mut Annotation)) {
        self.labelled.clear();
        for chunk in &mut self.chunks {
            let content = Arc::make_mut(&mut chunk.content);
            content.labelled.clear();
            for annotation in &mut content.sorted {
                change(annotation);
                *count_at(&mut content.labelled, annotation.label) += 1;
                *count_at(&mut self.labelled, annotation.label) += 1;
            }
        }
    }

    /// The last chunk that begins before `annotation`, else the first.
    fn chunk_for(&self, annotation: &Annotation) -> usize {
        // Files are written in the order of the text, so nearly all that are read come behind all others.
        if self.chunks.last().is_some_and(|chunk| chunk.ends_before(annotation)) {
            return self.chunks.len() - 1;
        }
        let (start, order) = (annotation.hull().start() as u32, annotation.order());
        let before = |chunk: &Chunk| {
            chunk.first < start
                || chunk.first == start && chunk.sorted().first().is_some_and(|first| first.order() < order)
        };
        self.chunks.partition_point(before).saturating_sub(1)
    }

    fn place_of(&self, id: &Id) -> Option<(usize, usize)> {
        self.hulls.find(id, |hull| place_at(&self.chunks, hull, id))
    }
}

/// From the first byte of an annotation to its last.
type Hull = (u32, u32);

fn hull_of(annotation: &Annotation) -> Hull {
    let hull = annotation.hull();
    (hull.start() as u32, hull.end() as u32)
}

/// Where the annotation `id` lies, if it has that hull: by halves, since thousands may lie on one word.
fn place_at(chunks: &[Chunk], hull: Hull, id: &Id) -> Option<(usize, usize)> {
    let wanted = (hull.0 as usize, Reverse(hull.1 as usize), id);
    let after = chunks.partition_point(|chunk| chunk.sorted().first().is_some_and(|first| first.order() <= wanted));
    let number = after.checked_sub(1)?;
    let at = chunks[number].sorted().binary_search_by(|annotation| annotation.order().cmp(&wanted)).ok()?;
    Some((number, at))
}

/// The annotations that begin at the byte `start`, with chunk and place in it.
fn beginning_at(chunks: &[Chunk], start: u32) -> impl Iterator<Item = ((usize, usize), &Annotation)> {
    let first = chunks.partition_point(|chunk| chunk.first < start).saturating_sub(1);
    let reaching = chunks.iter().enumerate().skip(first).take_while(move |(_, chunk)| chunk.first <= start);
    reaching.flat_map(move |(number, chunk)| {
        let from = chunk.sorted().partition_point(|annotation| (annotation.hull().start() as u32) < start);
        let here = chunk.sorted()[from..].iter().enumerate();
        here.take_while(move |(_, annotation)| annotation.hull().start() as u32 == start)
            .map(move |(at, annotation)| ((number, from + at), annotation))
    })
}

/// Splits a full chunk in the middle, puts `annotation` at `at`, and returns the second half.
fn split(sorted: &mut Vec<Annotation>, at: usize, annotation: Annotation) -> Vec<Annotation> {
    sorted.insert(at, annotation);
    sorted.split_off(sorted.len() / 2)
}

/// The tables that ids are spread over: small enough that growing or copying one is quick.
const TABLES: usize = 256;

/// The hull of the annotation of each id: 8 bytes an entry, since the id itself stands in the list.
#[derive(Clone, Debug, Default)]
struct Hulls {
    /// [`TABLES`] of them once there is an entry.
    tables: Vec<Arc<HashTable<Hull>>>,
    hasher: RandomState,
}

impl Hulls {
    fn reserve(&mut self, more: usize) {
        self.begin();
        // Ids spread evenly, but not quite.
        let each = more / TABLES + more / TABLES / 8 + 8;
        for table in self.tables.iter_mut().filter(|table| table.is_empty()) {
            *table = Arc::new(HashTable::with_capacity(each));
        }
    }

    fn begin(&mut self) {
        if self.tables.is_empty() {
            // One empty table stands for all: a file may hold thousands of projects of one annotation.
            self.tables = vec![Arc::default(); TABLES];
        }
    }

    /// The hash of `id` and the table that it belongs to.
    fn spread(&self, id: &Id) -> (u64, usize) {
        let hash = self.hasher.hash_one(id);
        // A table sorts its entries by the lowest and the highest bits.
        (hash, (hash >> 32) as usize % TABLES)
    }

    /// What `found` says of the first hull noted for `id` of which it says something.
    fn find<T>(&self, id: &Id, found: impl Fn(Hull) -> Option<T>) -> Option<T> {
        let (hash, table) = self.spread(id);
        let mut result = None;
        self.tables.get(table)?.find(hash, |&hull| {
            result = found(hull);
            result.is_some()
        });
        result
    }

    /// Notes `annotation`, which is not in `chunks` yet.
    fn add(&mut self, annotation: &Annotation, chunks: &[Chunk]) {
        self.begin();
        let (hash, number) = self.spread(&annotation.id);
        if self.tables[number].len() == self.tables[number].capacity() {
            self.tables[number] = Arc::new(self.grown(number, chunks));
        }
        let table = Arc::make_mut(&mut self.tables[number]);
        table.insert_unique(hash, hull_of(annotation), |_| hash);
    }

    /// The table `number` with room for more. Growing needs every hash again, and a place alone has none: they are made from
    /// the annotations that begin there.
    fn grown(&self, number: usize, chunks: &[Chunk]) -> HashTable<Hull> {
        let table = &self.tables[number];
        let mut grown = HashTable::with_capacity(table.len() * 2 + 8);
        let mut starts: Vec<u32> = table.iter().map(|hull| hull.0).collect();
        starts.sort_unstable();
        starts.dedup();
        for start in starts {
            for (_, annotation) in beginning_at(chunks, start) {
                let (hash, table) = self.spread(&annotation.id);
                if table == number {
                    grown.insert_unique(hash, hull_of(annotation), |_| hash);
                }
            }
        }
        grown
    }

    fn remove(&mut self, annotation: &Annotation) {
        let hull = hull_of(annotation);
        let (hash, number) = self.spread(&annotation.id);
        // Two ids of one hash and one hull are the same entry twice, so either may go.
        if let Some(table) = self.tables.get_mut(number)
            && let Ok(entry) = Arc::make_mut(table).find_entry(hash, |&known| known == hull)
        {
            entry.remove();
        }
    }
}

impl PartialEq for Annotations {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{LabelIndex, Series};
    use proptest::prelude::*;

    fn annotation(number: u32, start: usize, length: usize) -> Annotation {
        let text = "x".repeat(4096);
        Annotation {
            id: Id::counted(Series::Annotations, number),
            fragments: Span::new(&text, start..start + length).expect("in the text").into(),
            details: None,
            at: 0,
            label: LabelIndex(number as u16 % 3),
            by: 0,
        }
    }

    #[test]
    fn a_clone_stays_what_it_was() {
        let mut store = Annotations::default();
        (1..2000).for_each(|number| store.insert(annotation(number, number as usize, 3)));
        let (before, copy) = (store.iter().cloned().collect::<Vec<_>>(), store.clone());
        for number in 1..300 {
            store.change(&Id::counted(Series::Annotations, number), |annotation| annotation.label = LabelIndex(7));
            store.remove(&Id::counted(Series::Annotations, number * 3)).expect("there");
            store.insert(annotation(5000 + number, number as usize, 9));
        }
        assert!(copy.iter().eq(&before) && before.iter().all(|known| copy.get(&known.id) == Some(known)));
        assert_eq!((copy.count_of(LabelIndex(7)), store.count_of(LabelIndex(7)) > 150), (0, true));
        assert!(copy != store, "one that is changed is no longer the same");
        check_counts(&copy);
        check_counts(&store);
        check_counts(&Annotations::default());
        store.change_all(|annotation| annotation.label = LabelIndex(annotation.label.0 % 2 * 5));
        check_counts(&store);
    }

    /// What is counted beside the annotations against the annotations themselves.
    fn check_counts(store: &Annotations) {
        for label in (0..9).map(LabelIndex) {
            assert_eq!(store.count_of(label), store.iter().filter(|known| known.label == label).count());
        }
        for stretch in store.stretches() {
            let mut labels: Vec<LabelIndex> = stretch.annotations.iter().map(|known| known.label).collect();
            labels.sort_unstable();
            labels.dedup();
            assert!(stretch.labels().eq(labels));
            for label in (0..9).map(LabelIndex) {
                let count = stretch.annotations.iter().filter(|known| known.label == label).count();
                assert_eq!(stretch.count_of(&[label]), count);
            }
        }
        assert_eq!(store.hulls.tables.iter().map(|table| table.len()).sum::<usize>(), store.len(), "an entry each");
        assert_eq!(store.is_empty(), store.iter().next().is_none());
    }

    #[test]
    fn a_list_that_grows_at_its_end_fills_its_chunks_and_another_leaves_them_half_full() {
        let lengths = |numbers: &mut dyn Iterator<Item = u32>| {
            let mut store = Annotations::default();
            numbers.for_each(|number| store.insert(annotation(number, number as usize, 3)));
            store.stretches().map(|stretch| stretch.annotations.len()).collect::<Vec<_>>()
        };
        assert_eq!(lengths(&mut (0..3 * 512)), [512; 3]);
        assert!(lengths(&mut (0..=3 * 512).rev()).iter().all(|length| (256..=512).contains(length)));
    }

    /// The store against a plain sorted list.
    fn check(steps: &[(u32, usize, usize)], from: usize, to: usize) {
        let mut store = Annotations::default();
        let mut plain: Vec<Annotation> = Vec::new();
        for &(number, start, length) in steps {
            let id = Id::counted(Series::Annotations, number);
            if let Some(at) = plain.iter().position(|known| known.id == id) {
                assert_eq!(store.remove(&id), Some(plain.remove(at)));
            } else {
                let new = annotation(number, start, length);
                plain.push(new.clone());
                store.insert(new);
            }
        }
        plain.sort_by(|a, b| a.order().cmp(&b.order()));
        assert!(store.iter().eq(plain.iter()) && store.len() == plain.len());
        let expected: Vec<_> = plain.iter().filter(|a| a.hull().start() < to && a.hull().end() > from).collect();
        assert_eq!(store.between(from, to).collect::<Vec<_>>(), expected);
        for at in plain.iter().step_by(500).map(|known| known.hull().end()) {
            let expected = plain.iter().filter(|a| a.hull().start() < at + 1 && a.hull().end() > at);
            assert!(store.between(at, at + 1).eq(expected), "one that ends there is not in it");
        }
        for (rank, known) in plain.iter().enumerate() {
            assert_eq!(store.get(&known.id), Some(known));
            assert_eq!((store.rank(&known.id), store.nth(rank)), (Some(rank), Some(known)));
            assert!(rank % 50 != 0 || store.from_rank(rank).eq(&plain[rank..]));
        }
        check_counts(&store);
        for pair in plain.windows(2) {
            let is_before = Annotations::is_before;
            assert!(is_before(&pair[0], &pair[1]) && !is_before(&pair[1], &pair[0]) && !is_before(&pair[0], &pair[0]));
        }
        for at in [from, to] {
            assert_eq!(store.count_before(at), plain.iter().filter(|a| a.hull().start() < at).count());
        }
    }

    #[test]
    fn thousands_on_one_word_are_kept_apart() {
        let steps: Vec<_> = (1..3000).map(|number| (number, 7, 3 + number as usize % 2)).collect();
        check(&steps, 7, 8);
    }

    #[test]
    fn chunks_split_and_vanish() {
        let spread = |number: u32| (number, (number as usize * 977) % 4000, 1 + number as usize % 90);
        let steps: Vec<_> = (1..3000).map(spread).chain((500..2990).map(spread)).collect();
        check(&steps, 1000, 1100);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn the_store_is_a_sorted_list(
            steps in prop::collection::vec((1..200_u32, 0..4000_usize, 1..90_usize), 0..400),
            from in 0..4000_usize,
            length in 1..500_usize,
        ) {
            check(&steps, from, from + length);
        }
    }
}
