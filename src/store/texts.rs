//! Where is the text of a large article? In a file beside its project, found by name and hash.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{self, DiskFile};
use super::{Existing, StoreError, files, folders};
use crate::article::{Intake, IntakeError};
use crate::format::ReadError;
use crate::format::ron::TextFile;
use crate::progress::Progress;
use crate::project::{Article, LONGEST, Moment, Original, PIECE};

/// What was read of a file, byte for byte.
#[derive(Default)]
pub(super) struct Hashed {
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Hashed {
    fn push(&mut self, piece: &[u8]) {
        self.hasher.update(piece);
        self.bytes += piece.len() as u64;
    }

    /// The file called `name` that was retrieved then.
    pub(super) fn original(&self, name: &str, retrieved: Option<Moment>) -> Original {
        Original::hashed(name, self.bytes, &self.hasher, retrieved)
    }
}

/// The article in the text file at `path`, read piece by piece, and what the file was. `begun` is given what of it is there
/// after the first piece, when there is more.
pub(super) fn read_article(
    path: &Path,
    progress: &Progress,
    begun: impl FnOnce(Article),
) -> Result<(Article, Hashed), Trouble> {
    let mut hashed = Hashed::default();
    let article = read_with(path, progress, Intake::with_capacity, |piece| hashed.push(piece), begun)?;
    Ok((article, hashed))
}

/// Keeps `text` in the file `wanted` beside the project at `project`, unless it is there.
pub(super) fn keep(project: &Path, wanted: &TextFile, text: &str) -> Result<(), StoreError> {
    let project = files::resolve(project);
    let path = project.with_file_name(&wanted.name);
    if is_kept(&project, &path, text) {
        return Ok(());
    }
    files::write_whole(&path, text.as_bytes(), Existing::Replace)
}

/// Whether the file at `path` holds `text`. It is written before its project is: one that is older than its project and
/// of the right length was not touched since, and is not read again.
fn is_kept(project: &Path, path: &Path, text: &str) -> bool {
    let Ok(kept) = disk::metadata(path) else { return false };
    if kept.len() != text.len() as u64 {
        return false;
    }
    let saved = disk::metadata(project).and_then(|metadata| metadata.modified());
    match (kept.modified(), saved) {
        (Ok(kept), Ok(saved)) if kept <= saved => true,
        _ => files::read_file(path).is_ok_and(|bytes| bytes == text.as_bytes()),
    }
}

/// The text of the project at `project` that is said to be in the file `wanted`, with that `hash` if one is known; where
/// it is not, any file beside the project with that length and hash.
pub(super) fn find(
    project: &Path,
    wanted: &TextFile,
    hash: Option<&str>,
    progress: &Progress,
) -> Result<Article, ReadError> {
    let project = files::resolve(project);
    let named = project.with_file_name(&wanted.name);
    let read = |path: &Path| read_with(path, progress, Intake::verbatim, |_| (), |_| ());
    let fits = |article: &Article| hash.is_none_or(|hash| article.hash().to_string() == hash);
    let first = read(&named);
    match first {
        Ok(article) if fits(&article) => return Ok(article),
        Err(Trouble::Cancelled) => return Err(ReadError::new("was not read to the end: it was cancelled", "")),
        _ => {}
    }
    if hash.is_some() {
        let others = others(&project, &named, wanted.bytes);
        if let Some(article) = others.iter().filter_map(|path| read(path).ok()).find(fits) {
            return Ok(article);
        }
    }
    let reason = match first {
        Ok(_) => "is not the text that was annotated: its hash differs".to_owned(),
        Err(trouble) => trouble.reason(),
    };
    let hint = "put the file back beside the project, under any name; copies of the article with other line ends are \
                other texts";
    Err(ReadError::new(format!("has its text in the file {}, which {reason}", wanted.name), hint))
}

/// The files beside `project` that are as long as its text, but for the one that is `named`.
fn others(project: &Path, named: &Path, bytes: usize) -> Vec<PathBuf> {
    let folder = folders::folder_of(project);
    let as_long = |path: &Path| disk::metadata(path).is_ok_and(|metadata| metadata.len() == bytes as u64);
    let mut files = folders::files_in(folder).unwrap_or_default();
    files.retain(|path| path != named && as_long(path));
    files
}

/// Why a text did not come in.
pub(super) enum Trouble {
    Disk(io::Error),
    Text(IntakeError),
    Cancelled,
}

impl Trouble {
    /// It, said of the article in the file `path`.
    pub(super) fn said_of(self, path: &Path) -> StoreError {
        match self {
            Self::Disk(error) => StoreError::of_io("open", path, &error),
            Self::Text(error) => StoreError::new("open", path, &error, error.hint()),
            Self::Cancelled => StoreError::new("open", path, "it was cancelled", ""),
        }
    }

    /// The end of a sentence that begins with the file.
    fn reason(self) -> String {
        match self {
            Self::Disk(error) if error.kind() == io::ErrorKind::NotFound => "is not there".into(),
            Self::Disk(error) => format!("cannot be read: {error}"),
            Self::Text(error) => format!("cannot be read: {error}"),
            Self::Cancelled => "was not read to the end".into(),
        }
    }
}

fn read_with(
    path: &Path,
    progress: &Progress,
    intake: impl FnOnce(usize) -> Intake,
    mut seen: impl FnMut(&[u8]),
    begun: impl FnOnce(Article),
) -> Result<Article, Trouble> {
    let mut file = DiskFile::open(path).map_err(Trouble::Disk)?;
    let metadata = file.metadata().map_err(Trouble::Disk)?;
    // What a file says of its length is no reason to take memory for it: a disk may lie, and a pipe says nothing.
    let expected = usize::try_from(metadata.len()).unwrap_or(0).min(LONGEST);
    progress.begin(expected as u64);
    let mut intake = intake(expected);
    let (mut piece, mut begun) = (vec![0; PIECE], Some(begun));
    loop {
        let read = file.fill(&mut piece).map_err(Trouble::Disk)?;
        seen(&piece[..read]);
        intake.push(&piece[..read]).map_err(Trouble::Text)?;
        progress.advance(read as u64).map_err(|_| Trouble::Cancelled)?;
        if read < piece.len() {
            return intake.finish().map_err(Trouble::Text);
        }
        if let Some(begun) = begun.take()
            && let Ok(beginning) = intake.beginning()
        {
            begun(beginning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_there_is_told_from_one_that_cannot_be_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("a.ron");
        let wanted = TextFile { name: "a.txt".into(), bytes: 9 };
        let message = || find(&project, &wanted, None, &Progress::default()).expect_err("no text").message;
        assert_eq!(message(), "has its text in the file a.txt, which is not there");
        std::fs::write(folder.path().join("a.txt"), "Rents.").expect("written");
        let found =
            |hash: &str| find(&project, &wanted, Some(hash), &Progress::default()).map(|article| article.chars());
        let article = Article::new("Rents.".into()).expect("an article");
        assert_eq!(found(&article.hash().to_string()), Ok(6));
        assert!(found("blake3:00").is_err_and(|error| error.message.ends_with("its hash differs")));
        let cancelled = Progress::default();
        cancelled.cancel();
        let error = find(&project, &wanted, None, &cancelled).expect_err("cancelled");
        assert_eq!(error.message, "was not read to the end: it was cancelled");
        std::fs::remove_file(folder.path().join("a.txt")).expect("removed");
        std::fs::create_dir(folder.path().join("a.txt")).expect("made");
        assert!(message().starts_with("has its text in the file a.txt, which cannot be read: "), "{}", message());
    }
}
