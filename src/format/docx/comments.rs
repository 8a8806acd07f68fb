//! What does a comment say? Label and id, the values, the note, and how the mark is related to others.

use std::fmt::Write as _;

use super::{DECLARATION, GATHERED, MAIN, begin_paragraph, run};
use crate::format::outgoing::Piece;
use crate::format::prose::{Seen, excerpt, relations, values};
use crate::project::Project;
use crate::reading::archive::Packing;
use crate::reading::xml::attribute;

/// Who a comment is by where nobody knows: the format wants a name.
const NOBODY: &str = "Unknown";

/// Writes `word/comments.xml`: a comment for each fragment of each annotation, numbered in that order.
pub(super) fn write(packing: &mut Packing, project: &Project) {
    let mut xml = DECLARATION.to_owned();
    let _ = writeln!(xml, "<w:comments {MAIN}>");
    let pieces = project.annotations().iter().flat_map(Piece::all);
    for (number, piece) in pieces.enumerate() {
        comment(&mut xml, project, number, &piece);
        if xml.len() > GATHERED {
            packing.add(xml.as_bytes());
            xml.clear();
        }
    }
    xml.push_str("</w:comments>\n");
    packing.add(xml.as_bytes());
}

fn comment(xml: &mut String, project: &Project, number: usize, piece: &Piece<'_>) {
    let annotation = piece.annotation;
    let by = match project.maker_of(annotation) {
        "" => NOBODY,
        by => by,
    };
    let _ = write!(xml, "<w:comment w:id=\"{number}\"");
    attribute(xml, "w:author", by);
    if let Some(moment) = project.time_of(annotation) {
        let _ = write!(xml, " w:date=\"{moment}\"");
    }
    let initials: String = by.split_whitespace().filter_map(|word| word.chars().next()).take(3).collect();
    attribute(xml, "w:initials", &initials);
    xml.push('>');
    heading(xml, project, piece);
    // The others only say what they belong to.
    if piece.number == 0 {
        body(xml, project, piece);
    }
    xml.push_str("</w:comment>\n");
}

fn heading(xml: &mut String, project: &Project, piece: &Piece<'_>) {
    let label = &project.label_of(piece.annotation).name;
    let direction = begin_paragraph(xml, "CommentText", label);
    xml.push_str("<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>");
    run(xml, "<w:b/><w:bCs/>", direction, label);
    let parts = piece.annotation.fragments().spans().len();
    let part = if parts > 1 { format!(", part {} of {parts}", piece.number + 1) } else { String::new() };
    run(xml, "", direction, &format!(" {}{part}", piece.annotation.id()));
    xml.push_str("</w:p>");
}

fn body(xml: &mut String, project: &Project, piece: &Piece<'_>) {
    let annotation = piece.annotation;
    for (name, value) in values(project, annotation) {
        paragraph(xml, &format!("{name}: {value}"));
    }
    for line in annotation.note().split('\n').filter(|line| !line.trim().is_empty()) {
        paragraph(xml, line);
    }
    for Seen { kind, leads_away, other } in relations(project, annotation.id()) {
        let arrow = if leads_away { "→" } else { "←" };
        paragraph(xml, &format!("{arrow} {kind} {}: {}", other.id(), excerpt(project, other)));
    }
}

fn paragraph(xml: &mut String, text: &str) {
    let direction = begin_paragraph(xml, "CommentText", text);
    run(xml, "", direction, text);
    xml.push_str("</w:p>");
}
