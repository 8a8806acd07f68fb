//! `copydesk list`: what is marked?

use serde::Serialize;

use super::failure::Failure;
use super::output::{Output, one_line};
use super::projects::{self, FromFile};
use super::words::ListWords;
use crate::project::{Annotation, Attributes};

pub(super) fn run(words: &ListWords, output: &mut Output) -> Result<(), Failure> {
    let projects = projects::look_at_all(&words.projects, output);
    check_label(words, &projects)?;
    for from in &projects {
        let id = from.id();
        for annotation in from.project.annotations().iter() {
            let label = &from.project.label_of(annotation).id;
            if words.label.as_ref().is_some_and(|wanted| wanted != label) {
                continue;
            }
            let row = Row::of(&id, from, annotation);
            match (words.json, words.projects.len()) {
                // Text, numbers and lists of them: nothing that JSON cannot hold.
                (true, _) => output.line(serde_json::to_string(&row).unwrap_or_default())?,
                (false, 1) => output.line(row.text_line())?,
                (false, _) => output.line(format_args!("{}\t{}", one_line(&id), row.text_line()))?,
            }
        }
    }
    Ok(())
}

/// Refuses a label that none of the projects knows.
fn check_label(words: &ListWords, projects: &[FromFile]) -> Result<(), Failure> {
    let (Some(label), Some(first)) = (&words.label, projects.first()) else { return Ok(()) };
    if projects.iter().any(|from| from.project.scheme().label(label).is_some()) {
        return Ok(());
    }
    let known: Vec<&str> = first.project.scheme().labels.iter().map(|label| label.id.as_str()).collect();
    let reason = format!("the scheme has no label `{label}`");
    Err(Failure::of("list", &first.path, reason, format!("one of: {}", known.join(", "))))
}

#[derive(Serialize)]
struct Row<'a> {
    project: &'a str,
    id: String,
    label: &'a str,
    start: usize,
    end: usize,
    fragments: Vec<(usize, usize)>,
    text: String,
    attributes: &'a Attributes,
    note: &'a str,
    by: &'a str,
    at: String,
}

impl<'a> Row<'a> {
    fn of(id: &'a str, from: &'a FromFile, annotation: &'a Annotation) -> Self {
        let project = &from.project;
        let hull = project.article().char_range(annotation.hull());
        let ranges = annotation.fragments().spans().iter().map(|span| project.article().char_range(*span));
        Self {
            project: id,
            id: annotation.id().to_string(),
            label: &project.label_of(annotation).id,
            start: hull.start,
            end: hull.end,
            fragments: ranges.map(|chars| (chars.start, chars.end)).collect(),
            text: project.words_of(annotation),
            attributes: annotation.attributes(),
            note: annotation.note(),
            by: project.maker_of(annotation),
            at: project.time_of(annotation).map(|moment| moment.to_string()).unwrap_or_default(),
        }
    }

    /// Id, label, place as `tag` takes it, and text, with a tab between.
    fn text_line(&self) -> String {
        let ranges: Vec<String> = self.fragments.iter().map(|(start, end)| format!("{start}..{end}")).collect();
        [one_line(&self.id), one_line(self.label), ranges.join(","), one_line(&self.text)].join("\t")
    }
}
