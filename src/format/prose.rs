//! What of a project stands on a page for people? Its title, its byline, and what is said of each annotation.

use super::{Named, shorten};
use crate::project::{Annotation, Block, BlockKind, Id, Project};
use crate::text::single_spaced;

/// Fields that stand under the title, in this order.
pub(super) const BYLINE: [&str; 3] = ["author", "outlet", "published"];

/// So much of the marked words is shown beside the text itself, in bytes.
const MOST_WORDS: usize = 2000;

/// What stands above the text.
pub(super) enum Title<'a> {
    /// The first block of the article.
    Block(Block),
    /// Words that are not of its text.
    Words(&'a str),
}

/// The title of a page, and the blocks below it.
pub(super) fn title_and_body<'a>(named: &'a Named<'_>) -> (Title<'a>, &'a [Block]) {
    match named.project.article().blocks() {
        [title, body @ ..] if title.kind == BlockKind::Title => (Title::Block(*title), body),
        body => (Title::Words(title_of(named)), body),
    }
}

/// What an article is called: its title, else its id.
pub(super) fn title_of<'a>(named: &'a Named<'_>) -> &'a str {
    match named.project.fields().get("title") {
        "" => &named.id,
        title => title,
    }
}

/// The parts of the byline, without the address.
pub(super) fn byline(project: &Project) -> impl Iterator<Item = &str> {
    BYLINE.into_iter().map(|name| project.fields().get(name)).filter(|value| !value.is_empty())
}

/// Whether an address leads to the web and can stand in a page as it is.
pub(super) fn is_web_address(url: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"\\^`{|}".contains(&byte);
    (url.starts_with("https://") || url.starts_with("http://")) && url.bytes().all(is_plain)
}

/// The marked words, with an ellipsis between fragments; of very many only the beginning, since marks may overlap all the way.
pub(super) fn words(project: &Project, annotation: &Annotation) -> String {
    let mut words = String::new();
    for span in annotation.fragments().spans() {
        if words.len() >= MOST_WORDS {
            break;
        }
        if !words.is_empty() {
            words.push_str(" … ");
        }
        let part = span.of(project.text());
        words.push_str(&part[..part.floor_char_boundary(MOST_WORDS)]);
        words.push_str(if part.len() > MOST_WORDS { "…" } else { "" });
    }
    words
}

/// The values of an annotation, by the names that people see.
pub(super) fn values<'a>(project: &'a Project, annotation: &'a Annotation) -> impl Iterator<Item = (&'a str, &'a str)> {
    annotation.attributes().iter().map(|(id, value)| {
        let own = project.label_of(annotation).attribute(id);
        // An annotation that was relabelled keeps values of its former label.
        let known = own.or_else(|| project.scheme().attributes(id).next());
        (known.map_or(id.as_str(), |known| known.name.as_str()), value.as_str())
    })
}

/// One relation as it is seen from one of its ends.
pub(super) struct Seen<'a> {
    /// The kind, by the name that people see.
    pub(super) kind: &'a str,
    /// Whether it leads away.
    pub(super) leads_away: bool,
    /// What is at the other end.
    pub(super) other: &'a Annotation,
}

/// The relations at an annotation.
pub(super) fn relations<'a>(project: &'a Project, id: &'a Id) -> impl Iterator<Item = Seen<'a>> {
    project.relations().of(id).filter_map(move |relation| {
        let leads_away = relation.from == *id;
        let other = project.annotations().get(if leads_away { &relation.to } else { &relation.from })?;
        let kind = project.scheme().relation_kind(&relation.kind).map_or(relation.kind.as_str(), |kind| &kind.name);
        Some(Seen { kind, leads_away, other })
    })
}

/// The beginning of the words that an annotation marks, to tell it from others.
pub(super) fn excerpt(project: &Project, annotation: &Annotation) -> String {
    let first = annotation.fragments().spans().first().map(|span| span.of(project.text())).unwrap_or_default();
    single_spaced(&shorten(first))
}

/// The day on which an annotation was made; empty where that is not known.
pub(super) fn day(project: &Project, annotation: &Annotation) -> String {
    let moment = project.time_of(annotation).map(|moment| moment.to_string()).unwrap_or_default();
    moment.get(..10).unwrap_or_default().to_owned()
}
