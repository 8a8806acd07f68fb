//! Which article is an annotation about? That of the page, or one from beside it, by the address that its target names.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::iri;
use super::page::About;
use crate::format::incoming::{Incoming, IncomingRelation, check_articles, check_name, named_of};
use crate::format::{Part, ReadError, Reading, Source};
use crate::project::Article;
use crate::text::Unit;

/// The articles that a file is about, with what it says of them.
pub(super) struct Articles<'a> {
    source: &'a Source<'a>,
    unit: Unit,
    /// How many there will be.
    count: usize,
    list: Vec<Incoming>,
    /// Their places in the list, by address.
    places: HashMap<String, usize>,
    ids: HashSet<String>,
    /// Where an annotation went that is not about the first; relations follow it.
    owners: HashMap<String, usize>,
}

impl<'a> Articles<'a> {
    pub(super) fn new(source: &'a Source<'a>, unit: Unit, count: usize) -> Self {
        let (places, owners) = (HashMap::new(), HashMap::new());
        Self { source, unit, count, list: Vec::new(), places, ids: HashSet::new(), owners }
    }

    /// Begins with the article that the page `page` is about.
    pub(super) fn begin(&mut self, about: About, page: &str) -> Result<(), ReadError> {
        let article = Article::new(about.text);
        let article =
            article.map_err(|error| ReadError::new(format!("the article is refused: {error}"), "split it"))?;
        let id = iri::article_id(page).unwrap_or_else(|| self.source.stem.to_owned());
        check_name("id", &id)?;
        let mut incoming = Incoming::new(id.clone(), 1, Some(Arc::new(article))).counting(self.unit, false);
        incoming.fields = about.fields;
        self.push(about.source, id, incoming);
        // Whatever else is annotated is not what the only text beside it is.
        self.count += 1;
        Ok(())
    }

    /// The article at the address `source`, to which the annotation `annotation` goes.
    pub(super) fn of(&mut self, source: &str, annotation: &str, line: usize) -> Result<&mut Incoming, ReadError> {
        let place = match self.places.get(source) {
            Some(place) => *place,
            None => {
                check_articles(self.list.len() + 1)?;
                let (id, article) = self.found(source);
                let mut incoming = Incoming::new(id.clone(), line, article).counting(self.unit, false);
                if source.starts_with("http") && iri::is_absolute(source) {
                    incoming.fields.push(("url".to_owned(), source.to_owned()));
                }
                self.push(source.to_owned(), id, incoming)
            }
        };
        if place > 0 && !annotation.is_empty() {
            self.owners.entry(annotation.to_owned()).or_insert(place);
        }
        Ok(&mut self.list[place])
    }

    fn push(&mut self, source: String, id: String, incoming: Incoming) -> usize {
        self.list.push(incoming);
        self.ids.insert(id);
        self.places.insert(source, self.list.len() - 1);
        self.list.len() - 1
    }

    /// What the article at an address is called, and its text where that lies beside the file.
    fn found(&self, source: &str) -> (String, Option<Arc<Article>>) {
        let texts = self.source.texts;
        let own = iri::article_id(source);
        let is_own = own.is_some();
        let name = own.unwrap_or_else(|| iri::last_part(source));
        if self.count == 1 && !is_own {
            // The file is about one article, and called as that is.
            let stem = self.source.stem.to_owned();
            let article = texts.article(&stem, 1).or_else(|| texts.article(&name, 1));
            return (stem, article);
        }
        let article = texts.article(&name, self.count);
        let is_free = !name.is_empty() && !self.ids.contains(&name);
        (if is_free { name } else { source.to_owned() }, article)
    }

    /// Gives each relation to the article of the annotation that it begins at.
    pub(super) fn relate(&mut self, reading: &mut Reading, relations: Vec<IncomingRelation>) {
        for relation in relations {
            let place = self.owners.get(&relation.from).copied().unwrap_or_default();
            match self.list.get_mut(place) {
                Some(incoming) => incoming.relations.push(relation),
                None => {
                    let of = named_of("relation", &relation.id, "");
                    let hint = "its target is the id of an annotation in the file";
                    reading.refuse(relation.line, Part::Main, of, ReadError::new("begins at nothing", hint));
                }
            }
        }
    }

    /// Makes a project of each.
    pub(super) fn hand_to(self, reading: &mut Reading) {
        self.list.into_iter().for_each(|incoming| reading.take(incoming));
    }
}
