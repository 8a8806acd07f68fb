//! Which annotations are there? A sorted store that finds them by place and by id, and costs an edit what the edit is.
//!
//! A sorted list in chunks of at most [`CHUNK`] annotations, each with the furthest end in it: among a million, adding
//! or removing one moves a chunk (24 KB at most), and asking what stands in a stretch of text looks at the summary of each
//! chunk (16 bytes) and reads only chunks that reach into the stretch. Beside it, a hash table from id to place.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

use super::{Annotation, Id};
use crate::text::Span;

const CHUNK: usize = 512;

/// The annotations of one project in the order of the text: by start, longer ones first, then by id.
#[derive(Clone, Debug, Default)]
pub struct Annotations {
    chunks: Vec<Chunk>,
    length: usize,
    /// The first byte of each annotation, hashed by its id.
    starts: HashTable<u32>,
    hasher: RandomState,
}

/// Invariant: never empty, sorted; `furthest` is the greatest end of its annotations.
#[derive(Clone, Debug)]
struct Chunk {
    sorted: Vec<Annotation>,
    furthest: usize,
}

impl Chunk {
    fn new(sorted: Vec<Annotation>) -> Self {
        let furthest = sorted.iter().map(|annotation| annotation.hull().end()).max().unwrap_or(0);
        Self { sorted, furthest }
    }

    fn first_start(&self) -> usize {
        self.sorted.first().map_or(0, |annotation| annotation.hull().start())
    }
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

    /// All, in the order of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Annotation> {
        self.chunks.iter().flat_map(|chunk| &chunk.sorted)
    }

    /// The one called `id`.
    pub fn get(&self, id: &Id) -> Option<&Annotation> {
        let (chunk, at) = self.place_of(id)?;
        self.chunks[chunk].sorted.get(at)
    }

    /// Those whose hull overlaps `span`, in the order of the text.
    pub fn over(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        self.between(span.start(), span.end())
    }

    /// Those whose hull has a byte in `start..end`, in the order of the text.
    pub fn between(&self, start: usize, end: usize) -> impl Iterator<Item = &Annotation> {
        self.chunks
            .iter()
            .take_while(move |chunk| chunk.first_start() < end)
            .filter(move |chunk| chunk.furthest > start)
            .flat_map(|chunk| &chunk.sorted)
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

    /// The one before `id` in the order of the text.
    pub fn before(&self, id: &Id) -> Option<&Annotation> {
        self.nth(self.rank(id)?.checked_sub(1)?)
    }

    /// The one with `rank` others before it.
    pub fn nth(&self, mut rank: usize) -> Option<&Annotation> {
        for chunk in &self.chunks {
            match chunk.sorted.get(rank) {
                Some(annotation) => return Some(annotation),
                None => rank -= chunk.sorted.len(),
            }
        }
        None
    }

    /// How many stand before `id` in the order of the text.
    pub fn rank(&self, id: &Id) -> Option<usize> {
        let (chunk, at) = self.place_of(id)?;
        Some(self.chunks[..chunk].iter().map(|chunk| chunk.sorted.len()).sum::<usize>() + at)
    }

    /// How many begin before the byte `at`.
    pub fn count_before(&self, at: usize) -> usize {
        let whole = self.chunks.partition_point(|chunk| chunk.first_start() < at);
        let Some(last) = whole.checked_sub(1) else { return 0 };
        let earlier: usize = self.chunks[..last].iter().map(|chunk| chunk.sorted.len()).sum();
        earlier + self.chunks[last].sorted.partition_point(|annotation| annotation.hull().start() < at)
    }

    /// Adds one whose id is new. Invariant kept by `Project::apply`.
    pub(super) fn insert(&mut self, annotation: Annotation) {
        debug_assert!(self.get(&annotation.id).is_none(), "an id is given once");
        self.note_start(&annotation);
        self.length += 1;
        let chunk = self.chunk_for(&annotation);
        let Some(Chunk { sorted, furthest }) = self.chunks.get_mut(chunk) else {
            self.chunks.push(Chunk::new(vec![annotation]));
            return;
        };
        *furthest = (*furthest).max(annotation.hull().end());
        let at = sorted.partition_point(|other| other.order() < annotation.order());
        // Text is read, and files are written, from the front: what is added at the back fills its chunk to the brim.
        if sorted.len() >= CHUNK {
            let rest = if at == sorted.len() { vec![annotation] } else { split(sorted, at, annotation) };
            self.chunks[chunk] = Chunk::new(std::mem::take(sorted));
            self.chunks.insert(chunk + 1, Chunk::new(rest));
        } else {
            sorted.insert(at, annotation);
        }
    }

    /// Takes out the one called `id`.
    pub(super) fn remove(&mut self, id: &Id) -> Option<Annotation> {
        let (chunk, at) = self.place_of(id)?;
        let annotation = self.chunks[chunk].sorted.remove(at);
        self.length -= 1;
        if self.chunks[chunk].sorted.is_empty() {
            self.chunks.remove(chunk);
        } else if self.chunks[chunk].furthest == annotation.hull().end() {
            self.chunks[chunk] = Chunk::new(std::mem::take(&mut self.chunks[chunk].sorted));
        }
        self.forget_start(&annotation);
        Some(annotation)
    }

    /// Changes the one called `id` in what it is not sorted by: anything but id and fragments.
    pub(super) fn get_mut(&mut self, id: &Id) -> Option<&mut Annotation> {
        let (chunk, at) = self.place_of(id)?;
        self.chunks[chunk].sorted.get_mut(at)
    }

    /// Changes every annotation in what it is not sorted by.
    pub(super) fn for_each_mut(&mut self, change: impl FnMut(&mut Annotation)) {
        self.chunks.iter_mut().flat_map(|chunk| &mut chunk.sorted).for_each(change);
    }

    /// The last chunk that begins before `annotation`, else the first.
    fn chunk_for(&self, annotation: &Annotation) -> usize {
        let order = annotation.order();
        self.chunks
            .partition_point(|chunk| chunk.sorted.first().is_some_and(|first| first.order() < order))
            .saturating_sub(1)
    }

    fn place_of(&self, id: &Id) -> Option<(usize, usize)> {
        let hash = self.hasher.hash_one(id);
        let mut found = None;
        self.starts.find(hash, |&start| {
            found = self.place_at(start as usize, id);
            found.is_some()
        })?;
        found
    }

    /// Where the annotation `id` lies, if it begins at the byte `start`.
    fn place_at(&self, start: usize, id: &Id) -> Option<(usize, usize)> {
        let first = self.chunks.partition_point(|chunk| chunk.first_start() < start).saturating_sub(1);
        self.chunks.iter().enumerate().skip(first).take_while(|(_, chunk)| chunk.first_start() <= start).find_map(
            |(number, chunk)| {
                let from = chunk.sorted.partition_point(|annotation| annotation.hull().start() < start);
                let mut here = chunk.sorted[from..].iter().take_while(|annotation| annotation.hull().start() == start);
                here.position(|annotation| annotation.id == *id).map(|at| (number, from + at))
            },
        )
    }

    fn note_start(&mut self, annotation: &Annotation) {
        let Self { chunks, starts, hasher, .. } = self;
        let start = annotation.hull().start() as u32;
        // Growing needs every hash again, and a place alone has none: they are made from the annotations in their order.
        if starts.len() == starts.capacity() {
            let mut grown = HashTable::with_capacity(starts.len() * 2 + 8);
            for known in chunks.iter().flat_map(|chunk| &chunk.sorted) {
                let hash = hasher.hash_one(&known.id);
                grown.insert_unique(hash, known.hull().start() as u32, |_| hash);
            }
            *starts = grown;
        }
        let hash = hasher.hash_one(&annotation.id);
        starts.insert_unique(hash, start, |_| hash);
    }

    fn forget_start(&mut self, annotation: &Annotation) {
        let start = annotation.hull().start() as u32;
        let hash = self.hasher.hash_one(&annotation.id);
        // Two ids of one hash and one start are the same entry twice, so either may go.
        if let Ok(entry) = self.starts.find_entry(hash, |&known| known == start) {
            entry.remove();
        }
    }
}

/// Splits a full chunk in the middle, puts `annotation` at `at`, and returns the second half.
fn split(sorted: &mut Vec<Annotation>, at: usize, annotation: Annotation) -> Vec<Annotation> {
    sorted.insert(at, annotation);
    sorted.split_off(sorted.len() / 2)
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
            label: LabelIndex(0),
            by: 0,
        }
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
        for (rank, known) in plain.iter().enumerate() {
            assert_eq!(store.get(&known.id), Some(known));
            assert_eq!((store.rank(&known.id), store.nth(rank)), (Some(rank), Some(known)));
        }
        assert_eq!(store.count_before(from), plain.iter().filter(|a| a.hull().start() < from).count());
    }

    #[test]
    fn thousands_on_one_word_are_kept_apart() {
        let steps: Vec<_> = (1..3000).map(|number| (number, 7, 3 + number as usize % 2)).collect();
        check(&steps, 8, 9);
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
