//! How do files of another format become projects in the window? Each article is saved beside its file, and what was left out,
//! added and decided is gathered to be told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::format::{Format, Reading, TextAt, Texts, file_stem};
use crate::progress::Progress;
use crate::project::Article;
use crate::store::{self, Existing, State, StoreError};

/// So many lines are told of one import: nobody reads more.
const MOST_TOLD: usize = 200;

/// What an import made, and what is to be told of it.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The projects, saved.
    pub paths: Vec<PathBuf>,
    /// How many annotations they have.
    pub annotations: usize,
    /// What is to be told, the gravest first.
    pub told: Vec<Told>,
    /// How many things more than are told.
    pub untold: usize,
}

/// One thing to be told of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whether something was left out.
    pub is_grave: bool,
    /// What it is, with its place.
    pub words: String,
    /// What would cure it; may be empty.
    pub hint: String,
}

impl Imported {
    fn tell(&mut self, is_grave: bool, words: String, hint: &str) {
        if self.told.len() < MOST_TOLD {
            self.told.push(Told { is_grave, words, hint: hint.to_owned() });
        } else {
            self.untold += 1;
        }
    }

    fn take(&mut self, path: &Path, reading: &Reading) {
        for refusal in &reading.refused {
            self.tell(true, format!("{}: {refusal}", store::refused_at(path, refusal)), &refusal.hint);
        }
        let lists = [
            (false, "Decided", &reading.notes),
            (false, "Added to the scheme", &reading.added),
            (true, "Passed over", &reading.ignored),
        ];
        for (is_grave, what, list) in lists {
            if !list.is_empty() {
                let list: Vec<&str> = list.iter().map(String::as_str).collect();
                self.tell(is_grave, format!("{what}: {}", list.join(", ")), "");
            }
        }
    }
}

/// Makes projects of the articles in `paths`, and saves each under a name that is free beside its file.
pub fn import(
    format: &Format,
    paths: &[PathBuf],
    open: Option<&(String, Arc<Article>)>,
    state: &State,
    progress: &Progress,
) -> Result<Imported, StoreError> {
    let mut imported = Imported::default();
    for path in store::import_files(paths, format)? {
        if progress.is_cancelled() {
            imported.tell(true, format!("{}: cancelled: this and what follows is left out", path.display()), "");
            break;
        }
        let reading = match store::import(&path, format, &texts(&path, format, open)) {
            Ok(reading) => reading,
            Err(error) => {
                imported.tell(true, error.message, &error.hint);
                continue;
            }
        };
        imported.take(&path, &reading);
        for project in reading.projects {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let name = format!("{}.ron", file_stem(project.id_or(&stem)));
            let place = store::free_project(&path.with_file_name(name));
            match store::save_new(&place, &project, Existing::Keep, state) {
                Ok(()) => {
                    imported.annotations += project.annotations().len();
                    imported.paths.push(place);
                }
                Err(error) => imported.tell(true, error.message, &error.hint),
            }
        }
    }
    imported.told.sort_by_key(|told| !told.is_grave);
    Ok(imported)
}

/// The text that a file without one is about: the file of its name beside it, else the article that is open.
fn texts(path: &Path, format: &Format, open: Option<&(String, Arc<Article>)>) -> Texts {
    if format.text == TextAt::Within {
        return Texts::None;
    }
    let beside = ["txt", "md", "text"].map(|ending| path.with_extension(ending));
    let beside = beside.iter().find(|beside| store::is_taken(beside)).and_then(|text| store::import_texts(text).ok());
    match (beside, open) {
        (Some((texts, _)), _) => texts,
        (None, Some((name, article))) => Texts::Only(name.clone(), Arc::clone(article)),
        (None, None) => Texts::None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn articles_are_saved_beside_their_file_and_what_was_left_out_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let lines = folder.path().join("corpus.jsonl");
        let records = [
            r#"{"id":"rents","text":"Rents rose 12%.","spans":[{"start":0,"end":5,"label":"tenancy"}]}"#,
            r#"{"id":"a/b","text":"x","spans":[{"start":0,"end":9,"label":"claim"}]}"#,
        ];
        fs::write(&lines, records.join("\n")).expect("written");
        fs::write(folder.path().join("rents.ron"), "of somebody").expect("written");
        let jsonl = Format::called("jsonl").expect("a format");
        let read = || import(jsonl, std::slice::from_ref(&lines), None, &State::nowhere(), &Progress::default());
        let imported = read().expect("imported");
        let names = ["rents-2.ron", "a_b.ron"].map(|name| folder.path().join(name));
        assert_eq!((imported.paths.as_slice(), imported.annotations), (&names[..], 1));
        assert_eq!(fs::read_to_string(folder.path().join("rents.ron")).expect("there"), "of somebody");
        let told: Vec<(bool, &str)> = imported.told.iter().map(|told| (told.is_grave, &*told.words)).collect();
        let [(true, refused), (false, "Added to the scheme: label `tenancy`")] = told[..] else { panic!("{told:?}") };
        assert!(refused.contains("corpus.jsonl:2: an annotation of a/b marks characters 0..9"), "{refused}");
    }

    #[test]
    fn a_table_is_about_the_text_beside_it_else_about_the_open_article() {
        let folder = tempfile::tempdir().expect("a folder");
        let table = folder.path().join("marks.csv");
        fs::write(&table, "start,end,label,text\n0,5,claim,Rents\n").expect("written");
        let csv = Format::called("csv").expect("a format");
        let open = ("rents".to_owned(), Arc::new(Article::new("Rents rose.".into()).expect("an article")));
        let read = |open| import(csv, std::slice::from_ref(&table), open, &State::nowhere(), &Progress::default());
        assert_eq!(read(Some(&open)).expect("imported").annotations, 1);
        let without = read(None).expect("nothing is a failure");
        assert!(without.paths.is_empty() && without.told[0].words.contains("has no text"), "{:?}", without.told);
        fs::write(table.with_extension("txt"), "No rents here.").expect("written");
        let beside = read(Some(&open)).expect("imported");
        assert!(beside.told[0].words.contains("says `Rents`, but 0..5 is `No re`"), "{:?}", beside.told);
    }
}
