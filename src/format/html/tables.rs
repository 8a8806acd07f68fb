//! What was found? A table a label, with the values and notes of each annotation; then what belongs together.

use std::collections::BTreeMap;

use super::page::Page;
use super::{anchor, link};
use crate::format::prose::BYLINE;
use crate::project::{Annotation, Attribute, Label, Project};

/// The attribute by whose values a table is grouped, where a label has it.
const GROUP: &str = "speaker";

/// How many characters of an annotation stand for it elsewhere.
const EXCERPT: usize = 60;

pub(super) fn write(page: &mut Page, project: &Project) {
    for (number, label) in project.scheme().labels.iter().enumerate() {
        let found: Vec<&Annotation> =
            project.annotations().iter().filter(|annotation| annotation.label().get() == number).collect();
        if !found.is_empty() {
            Table::new(project, label, &found).write(page);
        }
    }
    relations(page, project);
    about(page, project);
}

/// The table of one label.
struct Table<'a> {
    project: &'a Project,
    label: &'a Label,
    /// The annotations by group; one group without a name where nothing groups them.
    groups: BTreeMap<&'a str, Vec<&'a Annotation>>,
    /// Id and name of each attribute that has a value, and whether there is a note.
    columns: Vec<(&'a str, &'a str)>,
    notes: bool,
    makers: bool,
}

impl<'a> Table<'a> {
    fn new(project: &'a Project, label: &'a Label, found: &[&'a Annotation]) -> Self {
        let grouped = label.attribute(GROUP).is_some();
        let mut groups: BTreeMap<&str, Vec<&Annotation>> = BTreeMap::new();
        for annotation in found {
            let group = if grouped { value(annotation, GROUP) } else { "" };
            groups.entry(group).or_default().push(annotation);
        }
        let own = label.attributes.iter();
        let others = project.scheme().labels.iter().filter(|other| other.id != label.id);
        let mut columns: Vec<(&str, &str)> = Vec::new();
        // An annotation that was relabelled keeps values of its former label.
        for Attribute { id, name, .. } in own.chain(others.flat_map(|other| &other.attributes)) {
            let used = found.iter().any(|annotation| !value(annotation, id).is_empty());
            if used && !(grouped && id == GROUP) && !columns.iter().any(|(known, _)| known == id) {
                columns.push((id, name));
            }
        }
        let notes = found.iter().any(|annotation| !annotation.note().is_empty());
        let makers = found.iter().any(|annotation| !project.maker_of(annotation).is_empty());
        Self { project, label, groups, columns, notes, makers }
    }

    fn write(&self, page: &mut Page) {
        let count = self.groups.values().map(Vec::len).sum();
        page.markup("<section>\n<h2>").text(&self.label.name).markup(" <span class=\"count\">").number(count);
        page.markup("</span></h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">¶</th><th scope=\"col\">Words</th>");
        for (_, name) in &self.columns {
            page.markup("<th scope=\"col\">").text(name).markup("</th>");
        }
        page.markup(if self.notes { "<th scope=\"col\">Note</th>" } else { "" });
        page.markup(if self.makers { "<th scope=\"col\">By</th>" } else { "" });
        page.markup("</tr></thead>\n");
        let named = self.groups.keys().any(|group| !group.is_empty());
        // Those without a group come last.
        let (nameless, groups): (Vec<_>, Vec<_>) = self.groups.iter().partition(|(group, _)| group.is_empty());
        for (group, annotations) in groups.into_iter().chain(nameless) {
            page.markup("<tbody>\n");
            if named {
                let width = 2 + self.columns.len() + usize::from(self.notes) + usize::from(self.makers);
                page.markup("<tr><th scope=\"rowgroup\" dir=\"auto\" colspan=\"").number(width).markup("\">");
                page.text(if group.is_empty() { "No speaker" } else { group }).markup("</th></tr>\n");
            }
            for annotation in annotations {
                self.row(page, annotation);
            }
            page.markup("</tbody>\n");
        }
        page.markup("</table></div>\n</section>\n");
    }

    fn row(&self, page: &mut Page, annotation: &Annotation) {
        page.markup("<tr><td class=\"place\">");
        place(page, self.project, annotation);
        page.markup("</td><td class=\"words\" dir=\"auto\">").text(&words(self.project, annotation)).markup("</td>");
        for (id, _) in &self.columns {
            page.markup("<td dir=\"auto\">");
            link(page, value(annotation, id));
            page.markup("</td>");
        }
        if self.notes {
            page.markup("<td class=\"note\" dir=\"auto\">").text(annotation.note()).markup("</td>");
        }
        if self.makers {
            page.markup("<td class=\"maker\" dir=\"auto\">").text(self.project.maker_of(annotation));
            if let Some(moment) = self.project.time_of(annotation) {
                page.markup(" ").text(moment.to_string().get(..10).unwrap_or_default());
            }
            page.markup("</td>");
        }
        page.markup("</tr>\n");
    }
}

fn value<'a>(annotation: &'a Annotation, attribute: &str) -> &'a str {
    annotation.attributes().get(attribute).map_or("", String::as_str)
}

/// The marked words, with an ellipsis between fragments.
fn words(project: &Project, annotation: &Annotation) -> String {
    let parts: Vec<&str> = annotation.fragments().spans().iter().map(|span| span.of(project.text())).collect();
    parts.join(" … ")
}

/// The number of the paragraph that an annotation begins in, as a link to it.
fn place(page: &mut Page, project: &Project, annotation: &Annotation) {
    let number = project.article().block_at(annotation.hull().start()).map_or(1, |block| block + 1);
    page.markup("<a href=\"#m").text(&anchor(annotation.id())).markup("\">").number(number).markup("</a>");
}

fn relations(page: &mut Page, project: &Project) {
    if project.relations().is_empty() {
        return;
    }
    page.markup("<section>\n<h2>Relations <span class=\"count\">").number(project.relations().len());
    page.markup("</span></h2>\n<div class=\"wide\"><table>\n<tbody>\n");
    for relation in project.relations().iter() {
        page.markup("<tr>");
        let kind = project.scheme().relation_kind(&relation.kind).map_or(relation.kind.as_str(), |kind| &kind.name);
        excerpt(page, project, &relation.from);
        page.markup("<td class=\"soft\">").text(kind).markup("</td>");
        excerpt(page, project, &relation.to);
        page.markup("</tr>\n");
    }
    page.markup("</tbody>\n</table></div>\n</section>\n");
}

fn excerpt(page: &mut Page, project: &Project, id: &crate::project::Id) {
    page.markup("<td class=\"words\" dir=\"auto\">");
    if let Some(annotation) = project.annotations().get(id) {
        let words = words(project, annotation);
        let cut = words.char_indices().nth(EXCERPT).map(|(at, _)| crate::text::cluster_at_or_before(&words, at));
        page.markup("<a href=\"#m").text(&anchor(id)).markup("\">");
        match cut {
            Some(at) => page.text(words[..at].trim_end()).markup("…"),
            None => page.text(&words),
        };
        page.markup("</a>");
    }
    page.markup("</td>");
}

/// The fields of the article that do not stand under its title.
fn about(page: &mut Page, project: &Project) {
    let shown = |name: &str| name == "title" || name == "url" || BYLINE.contains(&name);
    let others: Vec<(&str, &str)> = project.fields().iter().filter(|(name, _)| !shown(name)).collect();
    if others.is_empty() {
        return;
    }
    page.markup("<section>\n<h2>About the article</h2>\n<dl>\n");
    for (name, value) in others {
        page.markup("<dt>").text(name).markup("</dt><dd dir=\"auto\">");
        link(page, value);
        page.markup("</dd>\n");
    }
    page.markup("</dl>\n</section>\n");
}
