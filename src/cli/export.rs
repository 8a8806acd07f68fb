//! `copydesk export`: how do projects go out in another format?

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::json;

use super::failure::Failure;
use super::output::{Output, one_line};
use super::place::{self, Place};
use super::projects::{self, FromFile};
use super::words::ExportWords;
use crate::format::{
    self, Beside, FORMATS, Facet, Format, Loss, LossKind, Named, OutFile, Shape, Share, Wish, Written, distinct_stems,
    id_among,
};
use crate::store::{self, Existing};

/// What standard output has no room for beside the main file.
const BESIDE: LossKind =
    LossKind::dropped(Facet::Relation, "relations", "relations are in a file of their own, which -o FILE makes");

/// How many ids a line of losses names.
const SHOWN_IDS: usize = 12;

pub(super) fn run(words: &ExportWords, output: &mut Output) -> Result<(), Failure> {
    let format = format_called(&words.to, |format| format.write.is_some())?;
    let projects: Vec<FromFile> =
        words.projects.iter().map(|path| projects::look_at(path, output)).collect::<Result<_, _>>()?;
    let named: Vec<Named<'_>> = projects.iter().map(FromFile::named).collect();
    warn_of_twins(format, &named, output);
    let place = words.output.as_deref().map_or(Place::Standard, Place::of);
    let export = Export { format, wish: wish(words, format, &place)?, named: &named };
    if words.report {
        return export.report(words.json, output);
    }
    let losses = match &place {
        Place::Standard => export.print(output)?,
        place => save(export.placed(place)?, place, place::existing(words.force))?,
    };
    output.flush()?;
    for loss in losses {
        output.tell(if words.json { object(&loss) } else { format!("loss: {}", line(&loss)) });
    }
    Ok(())
}

/// What the words ask for beside the format.
fn wish(words: &ExportWords, format: &Format, place: &Place) -> Result<Wish, Failure> {
    if (words.layers || words.scheme_tags.is_some()) && format.name != "conll" {
        let message = format!("--layers and --scheme-tags are for conll, not for {}", format.name);
        return Err(Failure::new(message, "leave them out"));
    }
    let by_name = match place {
        Place::File(path) => format.asked_by(&store::extension_of(path)),
        _ => Wish::default(),
    };
    Ok(Wish {
        is_folder: matches!(place, Place::Folder(_)),
        layers: words.layers,
        tags: words.scheme_tags.unwrap_or_default().into(),
        ..by_name
    })
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
        output.tell(format_args!("warning: several projects have the id {id}: in one file they cannot be told apart"));
    }
}

/// What is to be written, and how.
struct Export<'a> {
    format: &'a Format,
    wish: Wish,
    named: &'a [Named<'a>],
}

/// What is written where: the path asked for, or one within the folder asked for, and the files that go there.
type Placed = Vec<(PathBuf, Written)>;

impl Export<'_> {
    fn write(&self, named: &[Named<'_>]) -> Written {
        self.format.write.map(|write| write(named, &self.wish)).unwrap_or_default()
    }

    /// A write of one project among several: its losses say whose they are.
    fn write_one_of_several(&self, named: &Named<'_>) -> Written {
        let mut written = self.write(std::slice::from_ref(named));
        for id in written.losses.iter_mut().flat_map(|loss| &mut loss.ids).filter(|id| **id != named.id) {
            *id = format!("{}/{id}", named.id);
        }
        written
    }

    /// Says what would be written, changed and left out, and writes nothing.
    fn report(&self, as_json: bool, output: &mut Output) -> Result<(), Failure> {
        let each = self.format.shape == Shape::FileEach && self.named.len() > 1;
        let written = match each {
            false => self.write(self.named),
            true => {
                let all = self.named.iter().map(|named| self.write_one_of_several(named));
                Written { files: Vec::new(), losses: joined(all.flat_map(|written| written.losses)) }
            }
        };
        let [annotations, relations] = written.shares(self.named);
        if as_json {
            let share = |share: Share| json!({"written": share.written, "of": share.of});
            output.line(json!({"annotations": share(annotations), "relations": share(relations)}))?;
            return written.losses.iter().try_for_each(|loss| output.line(object(loss)));
        }
        let share = |share: Share, what: &str| format!("{} of {} {what}", share.written, share.of);
        output.line(format!("written: {}, {}", share(annotations, "annotations"), share(relations, "relations")))?;
        for loss in &written.losses {
            output.line(format!("{}: {}", loss.kind.effect.name(), line(loss)))?;
        }
        Ok(())
    }

    /// Writes the one file of a format to standard output.
    fn print(&self, output: &mut Output) -> Result<Vec<Loss>, Failure> {
        match self.format.shape_for(&self.wish) {
            Shape::Folder => {
                return Err(Failure::new(format!("{} makes a folder", self.format.name), "give -o FOLDER/"));
            }
            Shape::FileEach if self.named.len() > 1 => return Err(self.several()),
            _ => {}
        }
        let mut written = self.write(self.named);
        for file in &written.files {
            match file.place {
                format::Place::Main => output.bytes(&file.bytes)?,
                format::Place::Beside(Beside::Word(_)) => {
                    let relations = |one| {
                        let named: &Named<'_> = one;
                        named.project.relations().iter().map(move |relation| id_among(self.named, named, &relation.id))
                    };
                    let ids: Vec<String> = self.named.iter().flat_map(relations).collect();
                    if !ids.is_empty() {
                        written.losses.push(Loss { kind: &BESIDE, ids });
                    }
                }
                // What only describes the main file is not missed.
                _ => {}
            }
        }
        Ok(written.losses)
    }

    fn several(&self) -> Failure {
        let (count, name) = (self.named.len(), self.format.name);
        let message = format!("{count} projects do not go into one file: {name} makes a file for each");
        Failure::new(message, "give a folder: -o with a path that ends in /")
    }

    fn placed(&self, place: &Place) -> Result<Placed, Failure> {
        let (Place::File(path) | Place::Folder(path)) = place else { return Ok(Vec::new()) };
        let is_folder = matches!(place, Place::Folder(_));
        let within = |stem: &str| path.join(format!("{stem}.{}", self.format.extension()));
        let stems = distinct_stems(self.named.iter().map(|named| named.id.as_str()));
        if self.format.shape_for(&self.wish) == Shape::FileEach && self.named.len() > 1 {
            if !is_folder {
                return Err(self.several());
            }
            let writes = stems.iter().zip(self.named);
            return Ok(writes.map(|(stem, one)| (within(stem), self.write_one_of_several(one))).collect());
        }
        let written = self.write(self.named);
        let is_within = |file: &OutFile| matches!(file.place, format::Place::Within(_));
        let path = match &stems[..] {
            _ if !is_folder || written.files.iter().any(is_within) => path.clone(),
            [stem] => within(stem),
            _ => within("articles"),
        };
        Ok(vec![(path, written)])
    }
}

/// Losses of the same kind as one.
fn joined(losses: impl Iterator<Item = Loss>) -> Vec<Loss> {
    let mut joined: Vec<Loss> = Vec::new();
    for loss in losses {
        match joined.iter_mut().find(|known| known.kind == loss.kind) {
            Some(known) => known.ids.extend(loss.ids),
            None => joined.push(loss),
        }
    }
    joined
}

/// Writes the files; returns what was lost in all of them.
fn save(placed: Placed, place: &Place, existing: Existing) -> Result<Vec<Loss>, Failure> {
    if placed.len() > 1 {
        place::check_free(placed.iter().map(|(path, _)| path.as_path()), existing)?;
    }
    if let Place::Folder(folder) = place {
        store::make_folder(folder)?;
    }
    let mut losses = Vec::new();
    for (path, written) in placed {
        store::write_files(&path, &written.files, existing)?;
        losses.extend(written.losses);
    }
    Ok(joined(losses.into_iter()))
}

fn line(loss: &Loss) -> String {
    let Loss { kind, ids } = loss;
    let shown: Vec<String> = ids.iter().take(SHOWN_IDS).map(|id| one_line(id)).collect();
    let more = match ids.len().saturating_sub(SHOWN_IDS) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{} ({}): {}: {}{more}", kind.name, ids.len(), kind.sentence, shown.join(", "))
}

fn object(loss: &Loss) -> String {
    let Loss { kind, ids } = loss;
    json!({"loss": kind.name, "effect": kind.effect.name(), "message": kind.sentence, "count": ids.len(), "ids": ids})
        .to_string()
}
