//! `copydesk export`: how do projects go out in another format?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::failure::Failure;
use super::output::{Output, one_line};
use super::place::{self, Place};
use super::projects::{self, FromFile};
use super::words::ExportWords;
use crate::format::{self, FORMATS, Format, Loss, LossKind, Named, Shape, Written, distinct_stems};
use crate::store::{self, Existing};

/// What standard output has no room for beside the main file.
const RELATIONS: LossKind =
    LossKind { name: "relations", sentence: "relations are in a file of their own, which -o FILE makes" };

/// How many ids a line of losses names.
const SHOWN_IDS: usize = 12;

pub(super) fn run(words: &ExportWords, output: &mut Output) -> Result<(), Failure> {
    let format = format_called(&words.to, |format| format.write.is_some())?;
    let projects: Vec<FromFile> =
        words.projects.iter().map(|path| projects::look_at(path, output)).collect::<Result<_, _>>()?;
    let named: Vec<Named<'_>> = projects.iter().map(FromFile::named).collect();
    warn_of_twins(format, &named, output);
    let losses = match words.output.as_deref().map_or(Place::Standard, Place::of) {
        Place::Standard => print(format, &named, output)?,
        place => {
            let (files, losses) = placed(format, &named, &place)?;
            save(&files, &place, place::existing(words.force))?;
            losses
        }
    };
    output.flush()?;
    for loss in losses {
        output.tell(if words.json { object(&loss) } else { line(&loss) });
    }
    Ok(())
}

/// The format called `name`, if it can do what is wanted.
pub(super) fn format_called(name: &str, can: fn(&Format) -> bool) -> Result<&'static Format, Failure> {
    let known: Vec<&str> = FORMATS.into_iter().filter(|format| can(format)).map(|format| format.name).collect();
    Format::called(name).filter(|format| can(format)).ok_or_else(|| {
        let there = if Format::called(name).is_some() { "goes the other way only" } else { "is not known" };
        Failure::new(format!("the format `{name}` {there}"), format!("one of: {}", known.join(", ")))
    })
}

/// Two articles of one id cannot be told apart in one file.
fn warn_of_twins(format: &Format, named: &[Named<'_>], output: &mut Output) {
    let mut ids = BTreeSet::new();
    let twin = named.iter().find(|named| !ids.insert(&named.id));
    if let (Some(twin), Shape::File) = (twin, format.shape) {
        let id = one_line(&twin.id);
        output.tell(format_args!("warning: several projects have the id {id}: only the first can be read back"));
    }
}

fn write(format: &Format, named: &[Named<'_>]) -> Written {
    format.write.map(|write| write(named)).unwrap_or_default()
}

/// Writes the one file of a format to standard output.
fn print(format: &Format, named: &[Named<'_>], output: &mut Output) -> Result<Vec<Loss>, Failure> {
    match format.shape {
        Shape::Folder => return Err(Failure::words(format!("{} makes a folder", format.name), "give -o FOLDER/")),
        Shape::FileEach if named.len() > 1 => return Err(several(format, named.len())),
        _ => {}
    }
    let mut written = write(format, named);
    for file in &written.files {
        match file.place {
            format::Place::Main => output.bytes(&file.bytes)?,
            _ => {
                let relations = named.iter().flat_map(|named| named.project.relations().iter());
                let ids: Vec<String> = relations.map(|relation| relation.id.to_string()).collect();
                if !ids.is_empty() {
                    written.losses.push(Loss { kind: &RELATIONS, ids });
                }
            }
        }
    }
    Ok(written.losses)
}

fn several(format: &Format, count: usize) -> Failure {
    let message = format!("{count} projects do not go into one file: {} makes a file for each", format.name);
    Failure::words(message, "give a folder: -o with a path that ends in /")
}

type Files = Vec<(PathBuf, Vec<u8>)>;

/// The files of an export with their paths.
fn placed(format: &Format, named: &[Named<'_>], place: &Place) -> Result<(Files, Vec<Loss>), Failure> {
    let stems = distinct_stems(named.iter().map(|named| named.id.as_str()));
    let (Place::File(path) | Place::Folder(path)) = place else { return Ok(Default::default()) };
    let within = |stem: &str| path.join(format!("{stem}.{}", format.extension()));
    let is_folder = matches!(place, Place::Folder(_));
    match (format.shape, &stems[..]) {
        (Shape::FileEach, [_, _, ..]) if !is_folder => Err(several(format, named.len())),
        (Shape::FileEach, [_, _, ..]) => Ok(each(format, named, &stems, within)),
        (Shape::Folder, _) => Ok(together(write(format, named), path, path)),
        (_, [stem]) if is_folder => Ok(together(write(format, named), &within(stem), path)),
        _ if is_folder => Ok(together(write(format, named), &within("articles"), path)),
        _ => Ok(together(write(format, named), path, path)),
    }
}

/// What one write of all projects gives: its main file goes to `main`, what belongs in a folder to `folder`.
fn together(written: Written, main: &Path, folder: &Path) -> (Files, Vec<Loss>) {
    let path = |place: &format::Place| match place {
        format::Place::Main => main.to_owned(),
        format::Place::Beside(word) => beside(main, word),
        format::Place::Within(path) => folder.join(path),
    };
    (written.files.into_iter().map(|file| (path(&file.place), file.bytes)).collect(), written.losses)
}

/// A write for each project, and their losses together.
fn each(
    format: &Format,
    named: &[Named<'_>],
    stems: &[String],
    within: impl Fn(&str) -> PathBuf,
) -> (Files, Vec<Loss>) {
    let (mut files, mut losses): (Files, Vec<Loss>) = (Vec::new(), Vec::new());
    for (named, stem) in named.iter().zip(stems) {
        let main = within(stem);
        let written = write(format, std::slice::from_ref(named));
        let (own_files, own_losses) = together(written, &main, &main);
        files.extend(own_files);
        for Loss { kind, ids } in own_losses {
            let ids = ids.into_iter().map(|id| if id == named.id { id } else { format!("{}/{id}", named.id) });
            match losses.iter_mut().find(|loss| loss.kind == kind) {
                Some(loss) => loss.ids.extend(ids),
                None => losses.push(Loss { kind, ids: ids.collect() }),
            }
        }
    }
    (files, losses)
}

/// FILE.word.EXTENSION.
pub(super) fn beside(path: &Path, word: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(".");
    name.push(word);
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

fn save(files: &Files, place: &Place, existing: Existing) -> Result<(), Failure> {
    place::check_free(files.iter().map(|(path, _)| path.as_path()), existing)?;
    if let Place::Folder(folder) = place {
        store::make_folder(folder)?;
    }
    for (path, bytes) in files {
        store::write_whole(path, bytes, existing)?;
    }
    Ok(())
}

fn line(loss: &Loss) -> String {
    let Loss { kind, ids } = loss;
    let shown: Vec<String> = ids.iter().take(SHOWN_IDS).map(|id| one_line(id)).collect();
    let more = match ids.len().saturating_sub(SHOWN_IDS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("loss: {} ({}): {}: {}{more}", kind.name, ids.len(), kind.sentence, shown.join(", "))
}

fn object(loss: &Loss) -> String {
    let Loss { kind, ids } = loss;
    json!({"loss": kind.name, "message": kind.sentence, "count": ids.len(), "ids": ids}).to_string()
}
