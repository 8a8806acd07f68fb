//! `copydesk export`: how do projects go out in another format?

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::json;

use super::failure::Failure;
use super::output::{Output, one_line};
use super::place::{self, Place};
use super::projects::{self, FromFile};
use super::words::ExportWords;
use crate::format::{self, FORMATS, Format, Loss, LossKind, Named, Shape, Written, distinct_stems, id_among};
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
        place => save(placed(format, &named, &place)?, &place, place::existing(words.force))?,
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
        Shape::Folder => return Err(Failure::new(format!("{} makes a folder", format.name), "give -o FOLDER/")),
        Shape::FileEach if named.len() > 1 => return Err(several(format, named.len())),
        _ => {}
    }
    let mut written = write(format, named);
    for file in &written.files {
        match file.place {
            format::Place::Main => output.bytes(&file.bytes)?,
            _ => {
                let relations = named
                    .iter()
                    .flat_map(|one| one.project.relations().iter().map(move |relation| (one, &relation.id)));
                let ids: Vec<String> = relations.map(|(one, id)| id_among(named, one, id)).collect();
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
    Failure::new(message, "give a folder: -o with a path that ends in /")
}

/// What is written where: the path asked for, or one within the folder asked for, and the files that go there.
type Placed = Vec<(PathBuf, Written)>;

fn placed(format: &Format, named: &[Named<'_>], place: &Place) -> Result<Placed, Failure> {
    let (Place::File(path) | Place::Folder(path)) = place else { return Ok(Vec::new()) };
    let is_folder = matches!(place, Place::Folder(_));
    let within = |stem: &str| path.join(format!("{stem}.{}", format.extension()));
    let stems = distinct_stems(named.iter().map(|named| named.id.as_str()));
    match (format.shape, &stems[..]) {
        (Shape::FileEach, [_, _, ..]) if !is_folder => Err(several(format, named.len())),
        (Shape::FileEach, [_, _, ..]) => {
            let writes = stems.iter().zip(named).map(|(stem, one)| (within(stem), write_one_of_several(format, one)));
            Ok(writes.collect())
        }
        (Shape::File | Shape::FileEach, [stem]) if is_folder => Ok(vec![(within(stem), write(format, named))]),
        (Shape::File, _) if is_folder => Ok(vec![(within("articles"), write(format, named))]),
        _ => Ok(vec![(path.clone(), write(format, named))]),
    }
}

/// A write of one project among several: its losses say whose they are.
fn write_one_of_several(format: &Format, named: &Named<'_>) -> Written {
    let mut written = write(format, std::slice::from_ref(named));
    for id in written.losses.iter_mut().flat_map(|loss| &mut loss.ids).filter(|id| **id != named.id) {
        *id = format!("{}/{id}", named.id);
    }
    written
}

/// Writes the files; returns what was lost in all of them.
fn save(placed: Placed, place: &Place, existing: Existing) -> Result<Vec<Loss>, Failure> {
    if placed.len() > 1 {
        place::check_free(placed.iter().map(|(path, _)| path.as_path()), existing)?;
    }
    if let Place::Folder(folder) = place {
        store::make_folder(folder)?;
    }
    let mut losses: Vec<Loss> = Vec::new();
    for (path, written) in placed {
        store::write_files(&path, &written.files, existing)?;
        for loss in written.losses {
            match losses.iter_mut().find(|known| known.kind == loss.kind) {
                Some(known) => known.ids.extend(loss.ids),
                None => losses.push(loss),
            }
        }
    }
    Ok(losses)
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
