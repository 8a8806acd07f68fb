//! `copydesk tag`, `untag` and `relate`: how is one thing marked, joined, or taken back?

use std::collections::BTreeSet;

use super::failure::Failure;
use super::output::Output;
use super::projects::{self, FromFile};
use super::words::{RelateWords, TagWords, UntagWords};
use crate::format::edits;
use crate::project::{Attributes, Edit, Id, Relation, Series};
use crate::text::Fragments;

pub(super) fn tag(words: &TagWords, output: &mut Output) -> Result<(), Failure> {
    let mut from = projects::open_to_change(&words.project, output)?;
    let refused = |reason: &dyn std::fmt::Display, hint: String| Failure::of("tag", &words.project, reason, hint);
    let fragments = fragments(words, &from)?;
    let mut record = from.project.draft(&words.label, fragments);
    record.attributes = attributes(words)?;
    record.note = words.note.clone().unwrap_or_default();
    from.project.check_attributes(&record.label, &record.attributes).map_err(|error| refused(&error, error.hint()))?;
    let id = record.id.clone();
    change(&mut from, "tag", Edit::Annotate(Box::new(record)))?;
    projects::save(&mut from)?;
    output.line(id)
}

pub(super) fn untag(words: &UntagWords, output: &mut Output) -> Result<(), Failure> {
    let mut from = projects::open_to_change(&words.project, output)?;
    let ids: BTreeSet<Id> = words.ids.iter().map(|id| id_of(id)).collect::<Result<_, _>>()?;
    // Relations first: an annotation takes those at it along.
    let (relations, annotations): (Vec<Id>, Vec<Id>) =
        ids.iter().cloned().partition(|id| from.project.relations().get(id).is_some());
    let along: BTreeSet<&Id> = annotations
        .iter()
        .flat_map(|id| from.project.relations().of(id))
        .map(|relation| &relation.id)
        .filter(|id| !ids.contains(id))
        .collect();
    let along: Vec<String> = along.into_iter().map(ToString::to_string).collect();
    let removals = relations.into_iter().chain(annotations).map(Edit::Remove).collect();
    change(&mut from, "untag", Edit::All(removals))?;
    projects::save(&mut from)?;
    if !along.is_empty() {
        output.tell(format_args!("note: removed with them: {}", along.join(", ")));
    }
    Ok(())
}

pub(super) fn relate(words: &RelateWords, output: &mut Output) -> Result<(), Failure> {
    let mut from = projects::open_to_change(&words.project, output)?;
    let id = from.project.free_id(Series::Relations);
    let [begins, ends] = [id_of(&words.from)?, id_of(&words.to)?];
    let relation = Relation { id: id.clone(), kind: words.kind.clone(), from: begins, to: ends };
    change(&mut from, "relate in", Edit::Relate(relation))?;
    projects::save(&mut from)?;
    output.line(id)
}

fn change(from: &mut FromFile, wanted: &str, edit: Edit) -> Result<(), Failure> {
    let path = from.path.clone();
    from.project.apply(edit).map(|_| ()).map_err(|error| Failure::of(wanted, &path, &error, error.hint()))
}

fn id_of(text: &str) -> Result<Id, Failure> {
    Id::new(text).ok_or_else(|| Failure::new("an id is empty", "`copydesk list PROJECT` shows the ids"))
}

fn fragments(words: &TagWords, from: &FromFile) -> Result<Fragments, Failure> {
    let ranges = ranges(words)?;
    edits::marked(from.project.article(), &ranges)
        .map_err(|error| Failure::of("tag", &words.project, &error, error.hint.clone()))
}

/// The numbers in `START..END[,START..END…]`.
fn ranges(words: &TagWords) -> Result<Vec<(usize, usize)>, Failure> {
    let wrong = |range: &str| {
        let hint = "a range is START..END in code points, end exclusive, e.g. 10..15 or 10..15,20..25";
        Failure::of("tag", &words.project, format!("`{range}` is no range"), hint)
    };
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // What no machine can count lies beyond the article too.
    let number = |digits: &str| is_number(digits).then(|| digits.parse().unwrap_or(usize::MAX));
    let range = |range: &str| {
        let (start, end) = range.split_once("..")?;
        number(start).zip(number(end))
    };
    words.ranges.split(',').map(|part| range(part).ok_or_else(|| wrong(part))).collect()
}

/// The values of `--set NAME=VALUE`, each name once.
fn attributes(words: &TagWords) -> Result<Attributes, Failure> {
    let mut attributes = Attributes::new();
    for word in &words.values {
        let Some((name, value)) = word.split_once('=') else {
            return Err(Failure::of("tag", &words.project, format!("`{word}` has no value"), "write --set NAME=VALUE"));
        };
        if attributes.insert(name.to_owned(), value.to_owned()).is_some() {
            return Err(Failure::of(
                "tag",
                &words.project,
                format!("`{name}` is set twice"),
                "an attribute has one value",
            ));
        }
    }
    Ok(attributes)
}
