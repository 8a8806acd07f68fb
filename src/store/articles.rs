//! How does an article come in from the disk? Plain text as it streams, every other kind of file whole.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Existing, StoreError, disk, files, folders, listed, texts};
use crate::article::{self, Choices, HEAD, Kind, Remarks, Taken};
use crate::format::ron;
use crate::progress::Progress;
use crate::project::{Article, Fields, Moment, Original, Project, Scheme, SchemeError};

/// The largest file that is read whole, in bytes.
pub const MOST_WHOLE: u64 = 1 << 30;

/// An article that came in, as a project in which nothing is marked.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The project.
    pub project: Project,
    /// How the article came in.
    pub remarks: Remarks,
}

impl Arrived {
    /// What was taken in, as a project by `scheme`; an error when the scheme does not hold.
    pub fn of(taken: Taken, scheme: Arc<Scheme>) -> Result<Self, SchemeError> {
        let Taken { article, fields, remarks } = taken;
        Ok(Self { project: Project::new(Arc::new(article), scheme)?.described(fields), remarks })
    }
}

/// A new project of the article in the file `path`, by `scheme` or the default one.
pub fn take_in(path: &Path, scheme: Option<Arc<Scheme>>) -> Result<Project, StoreError> {
    take_in_with(path, scheme, &Choices::default(), &Progress::default(), |_| ()).map(|arrived| arrived.project)
}

/// Like [`take_in`], for someone who waits and may choose: as soon as the beginning of a large text is there, `begun` is given
/// a project of that alone.
pub fn take_in_with(
    path: &Path,
    scheme: Option<Arc<Scheme>>,
    choices: &Choices,
    progress: &Progress,
    begun: impl FnOnce(Project),
) -> Result<Arrived, StoreError> {
    let scheme = scheme.unwrap_or_else(ron::default_scheme);
    let (taken, original) = read(path, choices, progress, |beginning| {
        if let Ok(project) = Project::new(Arc::new(beginning), Arc::clone(&scheme)) {
            begun(project);
        }
    })?;
    let Arrived { project, remarks } =
        Arrived::of(taken, scheme).map_err(|error| StoreError::new("open", path, error, ""))?;
    Ok(Arrived { project: project.taken_from(original), remarks })
}

/// The article in the file `path`, and what the file was.
pub(super) fn read(
    path: &Path,
    choices: &Choices,
    progress: &Progress,
    begun: impl FnOnce(Article),
) -> Result<(Taken, Original), StoreError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let written = disk::metadata(path).ok().and_then(|metadata| metadata.modified().ok()).and_then(Moment::of_time);
    let is_plain = choices.encoding.is_none() && Kind::of(&name, &files::begin_of(path, HEAD)?) == Kind::Text;
    if is_plain {
        match texts::read_article(path, progress, begun) {
            Ok((article, hashed)) => {
                return Ok((Taken::plain(article), hashed.original(&name, written)));
            }
            Err(texts::Trouble::Text(error)) if error.may_be_text() => {}
            Err(trouble) => return Err(trouble.said_of(path)),
        }
    }
    let bytes = read_whole(path)?;
    let taken = article::take_in(&name, &bytes, choices, progress);
    let taken = taken.map_err(|error| StoreError::new("open", path, &error, error.hint()))?;
    let original = Original::of(&name, &bytes, retrieved(&taken.fields).or(written));
    Ok((taken, original))
}

/// Where the original of an article is: in the folder of one of the files `near`, by its name, else by its length and hash.
pub fn find_original(original: &Original, near: &[PathBuf]) -> Result<PathBuf, StoreError> {
    let named = near.iter().map(|file| file.with_file_name(&original.name));
    let others = near.iter().flat_map(|file| folders::files_in(folders::folder_of(file)).unwrap_or_default());
    let found = near.iter().cloned().chain(named).chain(others).find(|file| is_of(file, original));
    found.ok_or_else(|| {
        let hint = "put it back beside the project, under any name; the settings can keep a copy there (Saving)";
        let why = format!("no file beside the project has its {} bytes and its hash", original.bytes);
        StoreError::new("show the original", Path::new(&original.name), why, hint)
    })
}

/// Whether the file at `path` is the one that a project was made of.
pub(super) fn is_of(path: &Path, original: &Original) -> bool {
    let is_as_long = disk::is_file(path) && disk::metadata(path).is_ok_and(|metadata| metadata.len() == original.bytes);
    is_as_long && files::read_file(path).is_ok_and(|bytes| original.is(&bytes))
}

/// Keeps a copy of `original`, which is the file at `from`, beside the project at `project`, unless it lies there already.
pub fn keep_original(original: &Original, from: &Path, project: &Path) -> Result<(), StoreError> {
    if find_original(original, &[project.to_owned()]).is_ok() {
        return Ok(());
    }
    let bytes = files::read_file(from)?;
    if !original.is(&bytes) {
        let hint = "open the file again, if what it says now shall be the article";
        return Err(StoreError::new("keep a copy of", from, "it was changed since the article was taken in", hint));
    }
    let wanted = project.with_file_name(&original.name);
    let path = if disk::is_taken(&wanted) { listed::free_beside(&wanted) } else { wanted };
    files::write_whole(&path, &bytes, Existing::Keep)
}

/// When a file says that it was retrieved.
fn retrieved(fields: &Fields) -> Option<Moment> {
    fields.get("retrieved").parse().ok()
}

fn read_whole(path: &Path) -> Result<Vec<u8>, StoreError> {
    files::read_limited(path, MOST_WHOLE).map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => {
            let hint = "save its text as plain UTF-8 text, which may be as long as 4 GiB";
            StoreError::new("open", path, "it is longer than the 1 GiB that are read of such a file", hint)
        }
        _ => StoreError::of_io("open", path, &error),
    })
}
