//! Which article is a document about? The one that has its words: all of them, or else the same ones at its beginning.

use std::collections::HashMap;
use std::sync::Arc;

use crate::format::outgoing::is_blank;
use crate::format::{Source, Texts};
use crate::project::Article;

/// So many characters that are no blanks tell articles apart when their words are not all the same.
const BEGINNING: usize = 32;

/// The articles that were given, by their words without the blanks between them.
pub(super) struct ByWords<'a> {
    list: Vec<(&'a str, &'a Arc<Article>)>,
    is_taken: Vec<bool>,
    all: HashMap<blake3::Hash, Vec<usize>>,
    beginnings: HashMap<String, Vec<usize>>,
}

impl<'a> ByWords<'a> {
    pub(super) fn of(source: &Source<'a>) -> Self {
        let list: Vec<(&str, &Arc<Article>)> = match source.texts {
            Texts::None => Vec::new(),
            Texts::Only(stem, article) => vec![(stem.as_str(), article)],
            Texts::Named(articles) => articles.iter().map(|(stem, article)| (stem.as_str(), article)).collect(),
        };
        let (mut all, mut beginnings): (HashMap<_, Vec<usize>>, HashMap<_, Vec<usize>>) = Default::default();
        for (place, (_, article)) in list.iter().enumerate() {
            let words = || article.text().split(is_blank);
            all.entry(hash(words())).or_default().push(place);
            beginnings.entry(beginning(words())).or_default().push(place);
        }
        Self { is_taken: vec![false; list.len()], list, all, beginnings }
    }

    /// The article with these words, which is then taken, and what it is called.
    pub(super) fn take<'w>(&mut self, words: impl Iterator<Item = &'w str> + Clone) -> Option<(&'a str, Arc<Article>)> {
        let is_taken = &self.is_taken;
        let free = |places: Option<&Vec<usize>>| places?.iter().copied().find(|&place| !is_taken[place]);
        let place =
            free(self.all.get(&hash(words.clone()))).or_else(|| free(self.beginnings.get(&beginning(words))))?;
        self.is_taken[place] = true;
        let (stem, article) = self.list[place];
        Some((stem, Arc::clone(article)))
    }
}

fn hash<'w>(words: impl Iterator<Item = &'w str>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for word in words {
        hasher.update(word.as_bytes());
    }
    hasher.finalize()
}

fn beginning<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.flat_map(str::chars).take(BEGINNING).collect()
}
