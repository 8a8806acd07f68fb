//! Which articles are in a list, and how far is the work on each? What lies in a folder, each article with its project.
//!
//! A project called as an article is stands for both. Whether it is of that article's text is not asked while a list is made:
//! both would have to be read. It is found when each is looked at, and an article that is another one is then listed by itself.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{StoreError, articles, disk, files, folders, is_project};
use crate::article::{Choices, Kind};
use crate::format::ron::{self, TextFile};
use crate::progress::Progress;
use crate::project::Status;

/// The largest file that is read to say how far it is, in bytes: a list shall not read a corpus through.
pub const MOST_LOOKED_AT: u64 = 64 << 20;

/// How many projects of one article are looked for beside it: `rafah.ron`, `rafah-2.ron` …
const MOST_NAMESAKES: usize = 99;

/// One article of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What is opened: the project, if there is one, else the article.
    pub path: PathBuf,
    /// The article of the same name that lies beside the project.
    pub article: Option<PathBuf>,
}

/// What is found when one article of a list is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How far the work on it is; nothing where that was not read.
    pub status: Option<Status>,
    /// Whether the article beside the project is another one than the project's.
    pub is_apart: bool,
}

impl Listed {
    /// An article, or a project, by itself.
    pub fn alone(path: PathBuf) -> Self {
        Self { path, article: None }
    }

    /// Looks at it. Takes as long as it takes to read the project, and the article beside it.
    pub fn look(&self) -> Found {
        if !is_project(&self.path) {
            return Found { status: is_small(&self.path).then_some(Status::Untouched), is_apart: false };
        }
        let Some(skimmed) = skim(&self.path) else { return Found::default() };
        let article = self.article.as_deref().filter(|article| is_small(article));
        // What is known to be the project's own needs no reading of what is in it.
        let is_original =
            |article: &&Path| skimmed.original.as_ref().is_some_and(|original| articles::is_of(article, original));
        let article = article.filter(|article| !is_original(article)).and_then(hash_of);
        let is_other = article.as_ref().zip(skimmed.hash.as_ref()).is_some_and(|(article, own)| article != own);
        let is_apart = is_other && !article.is_some_and(|hash| self.has_namesake(&hash));
        Found { status: Some(skimmed.status), is_apart }
    }

    /// Whether `rafah-2.ron` or a later one is of the text with this hash: the article was saved as that.
    fn has_namesake(&self, hash: &str) -> bool {
        let numbers = 2..=MOST_NAMESAKES;
        let namesakes = numbers.map(|number| numbered(&self.path, number)).take_while(|path| disk::is_file(path));
        namesakes.filter_map(|path| skim(&path)).any(|skimmed| skimmed.hash.as_deref() == Some(hash))
    }
}

fn is_small(path: &Path) -> bool {
    disk::metadata(path).is_ok_and(|metadata| metadata.len() <= MOST_LOOKED_AT)
}

fn skim(path: &Path) -> Option<ron::Skimmed> {
    let bytes = is_small(path).then(|| files::read_file(path).ok()).flatten()?;
    ron::skim(&bytes).ok()
}

fn hash_of(article: &Path) -> Option<String> {
    let read = articles::read(article, &Choices::default(), &Progress::default(), |_| ());
    read.ok().map(|(taken, _)| taken.article.hash().to_string())
}

/// The articles that `paths` name, in order and each once: files, and what lies in folders, by name. What could not be
/// listed is told.
pub fn list_articles(paths: Vec<PathBuf>) -> (Vec<Listed>, Vec<StoreError>) {
    let (mut listed, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        if folders::is_folder(&path) {
            match in_folder(&path) {
                Ok(found) => listed.extend(found),
                Err(error) => errors.push(error),
            }
        } else {
            listed.push(with_project(path));
        }
    }
    let mut known = HashSet::new();
    listed.retain(|listed| known.insert(listed.path.clone()));
    (listed, errors)
}

/// The article or project at `path`, or the project that stands for the article.
fn with_project(path: PathBuf) -> Listed {
    let project = path.with_extension("ron");
    if !is_project(&path) && disk::is_file(&project) {
        return Listed { path: project, article: Some(path) };
    }
    Listed::alone(path)
}

/// What lies in a folder, by name.
pub(super) fn in_folder(folder: &Path) -> Result<Vec<Listed>, StoreError> {
    // The text of a large project is no article that waits for one.
    let is_text = |file: &Path| file.file_name().and_then(OsStr::to_str).is_some_and(TextFile::is_one);
    let named = |file: &Path| file.to_str().is_some_and(|name| Kind::named(name).is_some()) && !is_text(file);
    let files = folders::files_in(folder)?.into_iter().map(|file| (is_project(&file), file));
    let (projects, others): (Vec<_>, Vec<_>) = files.partition(|(is_project, _)| *is_project);
    let mut articles: HashSet<PathBuf> = others.into_iter().map(|(_, file)| file).filter(|file| named(file)).collect();
    let mut listed = Vec::with_capacity(projects.len() + articles.len());
    for (_, path) in projects {
        let article = Kind::ENDINGS.iter().find_map(|(ending, _)| articles.take(&path.with_extension(ending)));
        listed.push(Listed { path, article });
    }
    listed.extend(articles.into_iter().map(Listed::alone));
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    if listed.is_empty() {
        let hint = "open a file of it; articles end in .txt, .html, .docx, .pdf and the like";
        return Err(StoreError::new("open", folder, "the folder holds no article and no project (.ron)", hint));
    }
    Ok(listed)
}

/// Where the project of the article in the file `article` can be saved: beside it, where nothing is yet.
pub fn free_project(article: &Path) -> PathBuf {
    free_beside(&article.with_extension("ron"))
}

/// `first`, or with a number where that is taken: `rafah-2.ron`.
pub(super) fn free_beside(first: &Path) -> PathBuf {
    let numbers = (2_usize..).map(|number| numbered(first, number));
    let free = std::iter::once(first.to_owned()).chain(numbers).find(|path| !folders::is_taken(path));
    free.unwrap_or_else(|| first.to_owned())
}

/// `rafah-2.ron` for `rafah.ron`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::project::draw;

    /// A folder with these articles, each with its text, and projects of texts.
    fn folder(articles: &[(&str, &str)], projects: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in articles {
            fs::write(folder.path().join(name), text).expect("written");
        }
        for (name, drawing) in projects {
            fs::write(folder.path().join(name), ron::write(&draw(drawing))).expect("written");
        }
        folder
    }

    fn names(listed: &[Listed]) -> Vec<String> {
        let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
        let line = |listed: &Listed| match &listed.article {
            Some(article) => format!("{} for {}", name(&listed.path), name(article)),
            None => name(&listed.path),
        };
        listed.iter().map(line).collect()
    }

    const MARKED: &str = "Rents rose.\n^^^^^ claim";

    #[test]
    fn a_project_stands_for_the_article_of_its_name() {
        let folder = folder(&[("a.txt", "Rents."), ("b.txt", "Rents rose.")], &[("b.ron", MARKED), ("c.ron", MARKED)]);
        let path = folder.path().to_owned();
        let (listed, errors) = list_articles(vec![path.clone(), path.join("a.txt"), path.join("b.txt")]);
        assert_eq!((names(&listed), errors), (vec!["a.txt".into(), "b.ron for b.txt".into(), "c.ron".into()], vec![]));
        let states: Vec<Option<Status>> = listed.iter().map(|listed| listed.look().status).collect();
        assert_eq!(states, [Some(Status::Untouched), Some(Status::Begun), Some(Status::Begun)]);
        assert!(listed.iter().all(|listed| !listed.look().is_apart));
        let (_, errors) = list_articles(vec![path.join("none"), tempfile::tempdir().expect("a folder").keep()]);
        assert!(errors.len() == 1 && errors[0].message.ends_with("holds no article and no project (.ron)"));
    }

    #[test]
    fn an_article_that_is_another_one_is_apart_unless_it_was_saved_beside() {
        let folder = folder(&[("a.txt", "Another.\r\n")], &[("a.ron", MARKED)]);
        let listed = in_folder(folder.path()).expect("listed").remove(0);
        assert_eq!(listed.look(), Found { status: Some(Status::Begun), is_apart: true });
        let own = crate::article::read_text(b"Another.\r\n").expect("an article");
        let own = crate::project::Project::new(own.into(), ron::default_scheme()).expect("a scheme");
        assert_eq!(free_project(&folder.path().join("a.txt")), folder.path().join("a-2.ron"));
        fs::write(folder.path().join("a-2.ron"), ron::write(&own)).expect("written");
        assert!(!listed.look().is_apart);
        assert_eq!(free_project(&folder.path().join("a.txt")), folder.path().join("a-3.ron"));
        assert_eq!(free_project(&folder.path().join("b.txt")), folder.path().join("b.ron"));
    }

    #[test]
    fn what_is_too_large_or_cannot_be_read_is_not_known() {
        let folder = folder(&[("a.txt", ""), ("b.ron", "rubbish")], &[]);
        fs::File::create(folder.path().join("a.txt")).and_then(|file| file.set_len(MOST_LOOKED_AT + 1)).expect("made");
        for listed in in_folder(folder.path()).expect("listed") {
            assert_eq!(listed.look(), Found::default(), "{listed:?}");
        }
    }
}
