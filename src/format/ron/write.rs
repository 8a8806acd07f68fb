//! How does a project become a file? Frame and order are written here, each value by the RON crate.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use super::{AnnotationEntry, BlockEntry, CueEntry, LARGE, RelationEntry, TextFile, VERSION, excerpt, options};
use crate::progress::{Cancelled, Progress};
use crate::project::{Annotation, Article, Cue, Label, Project, Scheme};

/// How every project file begins that this program writes.
pub const FIRST_LINE: &str = "// A Copydesk project. Positions count Unicode code points, end exclusive.\n";
const SECOND_LINE: &str = "// Edit by hand what you like: everything is checked again when the file is opened.\n";

/// The project as the bytes of a file that holds all of it.
pub fn write(project: &Project) -> Vec<u8> {
    write_within(project, &Progress::default())
}

/// Like [`write()`], for someone who waits; when it is cancelled the bytes are incomplete.
pub fn write_within(project: &Project, progress: &Progress) -> Vec<u8> {
    progress.begin(project.annotations().len() as u64);
    write_with(project, None, progress)
}

/// The project as the bytes of its file; the text of a large article is left to the file that is returned too.
pub fn write_apart(project: &Project, progress: &Progress) -> Result<(Vec<u8>, Option<TextFile>), Cancelled> {
    let text_file = text_file(project);
    progress.begin(project.annotations().len() as u64);
    let bytes = write_with(project, text_file.as_ref(), progress);
    progress.check().map(|()| (bytes, text_file))
}

/// The file beside the project that its article's text belongs in; none for one that is not large.
pub fn text_file(project: &Project) -> Option<TextFile> {
    let length = project.text().len();
    (length > LARGE).then(|| TextFile::of(project.article().hash(), length))
}

/// What is written of work that is not wanted any more is cut short.
fn write_with(project: &Project, text_file: Option<&TextFile>, progress: &Progress) -> Vec<u8> {
    let inside = if text_file.is_some() { 0 } else { project.text().len() };
    let mut out = String::with_capacity(inside + 4096 + 160 * project.annotations().len());
    out.push_str(FIRST_LINE);
    out.push_str(SECOND_LINE);
    out.push_str("(\n");
    field(&mut out, 1, "copydesk", &VERSION);
    field(&mut out, 1, "id", &project.id());
    field(&mut out, 1, "annotator", &project.annotator());
    article(&mut out, project, text_file);
    scheme(&mut out, project.scheme());
    let wanted = project.annotations().iter().take_while(|_| progress.advance(1).is_ok());
    let entries = wanted.map(|annotation| value(&annotation_entry(project, annotation)));
    list(&mut out, 1, "annotations", entries);
    let entries = project.relations().iter().map(|relation| {
        let [id, from, to] = [&relation.id, &relation.from, &relation.to].map(|id| Cow::from(id.to_string()));
        value(&RelationEntry { id, r#type: relation.kind.as_str().into(), from, to })
    });
    list(&mut out, 1, "relations", entries);
    out.push_str(")\n");
    out.into_bytes()
}

fn article(out: &mut String, project: &Project, text_file: Option<&TextFile>) {
    let article = project.article();
    out.push_str("  article: (\n");
    if project.fields().iter().next().is_some() {
        out.push_str("    fields: {\n");
        for (name, text) in project.fields().iter() {
            let _ = writeln!(out, "      {}: {},", value(&name), value(&text));
        }
        out.push_str("    },\n");
    }
    if let Some(original) = project.original() {
        field(out, 2, "original", original);
    }
    field(out, 2, "hash", &article.hash().to_string());
    let blocks = article.told_blocks().map(|block| {
        let chars = article.char_range(block.span);
        value(&BlockEntry { kind: block.kind, start: chars.start, end: chars.end })
    });
    list(out, 2, "blocks", blocks);
    list(out, 2, "cues", article.cues().iter().map(|cue| value(&cue_entry(article, cue))));
    match text_file {
        Some(file) => field(out, 2, "text_file", file),
        None => list(out, 2, "text", article.text().split('\n').map(|line| value(&line))),
    }
    out.push_str("  ),\n");
}

fn cue_entry(article: &Article, cue: &Cue) -> CueEntry {
    let chars = article.char_range(cue.span);
    let time = cue.time.map(|time| time.to_string()).unwrap_or_default();
    CueEntry { start: chars.start, end: chars.end, time, speaker: cue.speaker.clone() }
}

fn scheme(out: &mut String, scheme: &Scheme) {
    out.push_str("  scheme: (\n");
    field(out, 2, "name", &scheme.name);
    out.push_str("    labels: [\n");
    for label in &scheme.labels {
        // The label without its lists fits a line; what remains of it follows, a line each.
        let head = Label { attributes: Vec::new(), guideline: String::new(), ..label.clone() };
        let head = value(&head);
        let _ = write!(out, "      {}", head.strip_suffix(')').unwrap_or(&head));
        if label.attributes.is_empty() && label.guideline.is_empty() {
            out.push_str("),\n");
            continue;
        }
        out.push_str(",\n");
        list(out, 4, "attributes", label.attributes.iter().map(value));
        if !label.guideline.is_empty() {
            field(out, 4, "guideline", &label.guideline);
        }
        out.push_str("      ),\n");
    }
    out.push_str("    ],\n");
    list(out, 2, "relations", scheme.relations.iter().map(value));
    out.push_str("  ),\n");
}

fn annotation_entry<'a>(project: &'a Project, annotation: &'a Annotation) -> AnnotationEntry<'a> {
    let article = project.article();
    let spans = annotation.fragments().spans();
    let hull = article.char_range(annotation.hull());
    let ranges = spans.iter().map(|span| article.char_range(*span)).map(|chars| (chars.start, chars.end));
    let (text, tail, length) = excerpt(article, annotation.fragments());
    AnnotationEntry {
        id: annotation.id().to_string().into(),
        label: project.label_of(annotation).id.as_str().into(),
        start: hull.start,
        end: hull.end,
        fragments: if spans.len() > 1 { ranges.collect() } else { Vec::new() },
        text: text.into(),
        tail: tail.map(Cow::from),
        length,
        attributes: Cow::Borrowed(annotation.attributes()),
        note: annotation.note().into(),
        by: project.maker_of(annotation).into(),
        at: project.time_of(annotation).map(|moment| moment.to_string()).unwrap_or_default().into(),
    }
}

fn field<T: Serialize>(out: &mut String, depth: usize, name: &str, content: &T) {
    let _ = writeln!(out, "{:1$}{name}: {2},", "", depth * 2, value(content));
}

/// A list with an entry a line; nothing when it is empty.
fn list(out: &mut String, depth: usize, name: &str, entries: impl Iterator<Item = String>) {
    let mut entries = entries.peekable();
    if entries.peek().is_none() {
        return;
    }
    let indent = depth * 2;
    let _ = writeln!(out, "{:indent$}{name}: [", "");
    for entry in entries {
        let _ = writeln!(out, "{:indent$}  {entry},", "");
    }
    let _ = writeln!(out, "{:indent$}],", "");
}

/// A value on one line.
fn value<T: Serialize>(content: &T) -> String {
    let line = ron::ser::PrettyConfig::new().depth_limit(0).new_line("\n");
    // Text, numbers, lists and maps of text: nothing here that RON cannot write.
    options().to_string_pretty(content, line).unwrap_or_default()
}
