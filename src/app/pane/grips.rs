//! Where can an edge of an annotation be taken hold of? At both ends of each part of the one in focus, and on the ends of
//! any annotation's line.

use egui::{Pos2, Rect, Stroke, Vec2};

use super::paint::{Brush, rects};
use super::{Scene, Visible};
use crate::project::{Annotation, Id};
use crate::session::{Command, Edge, Session};
use crate::text::{Span, cluster_before};

/// How far from an edge it can be taken hold of, in points.
const REACH: f32 = 4.5;
/// How far below the letters, in points: there the lines of the marks lie.
const BELOW: f32 = 7.0;

/// An edge of one part of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Grip {
    id: Id,
    edge: Edge,
    /// The part, as it is.
    span: Span,
}

impl Grip {
    /// The byte of the other edge, which stays.
    pub fn fixed(&self) -> usize {
        if self.edge == Edge::End { self.span.start() } else { self.span.end() }
    }

    /// The change when the part is `span` from now on.
    pub fn moved_to(self, span: Span) -> Command {
        Command::Reshape(self.id, self.span, span)
    }
}

impl Scene {
    /// The edge at `pos`: of the annotation in focus, or of `lane`, whose line the pointer is on.
    pub fn grip_at(&self, pos: Pos2, session: &Session, lane: Option<&Id>) -> Option<Grip> {
        let row = self.row_at(pos)?;
        let lane = lane.and_then(|id| session.project().annotations().get(id));
        let mut near = session.focused().into_iter().chain(lane).flat_map(|annotation| grips(row, annotation, session));
        near.find(|(_, place)| place.contains(pos)).map(|(grip, _)| grip)
    }
}

/// The edges of `annotation` on a row, with where they can be taken hold of.
fn grips<'a>(
    row: &'a Visible,
    annotation: &'a Annotation,
    session: &'a Session,
) -> impl Iterator<Item = (Grip, Rect)> + 'a {
    let text = session.project().text();
    let spans = annotation.fragments().spans();
    let first = spans.partition_point(|span| span.end() < row.row.span.start());
    let here = spans.iter().skip(first).take_while(|span| span.start() <= row.row.span.end());
    here.flat_map(move |span| {
        let grip = move |edge| Grip { id: annotation.id().clone(), edge, span: *span };
        let edges = [
            (Edge::Beginning, edge_of(row, *span, Edge::Beginning, text)),
            (Edge::End, edge_of(row, *span, Edge::End, text)),
        ];
        edges.into_iter().filter_map(move |(edge, line)| Some((grip(edge), around(line?))))
    })
}

fn around(line: Rect) -> Rect {
    let rect = line.expand2(Vec2::new(REACH, 1.0));
    rect.with_max_y(rect.bottom() + BELOW)
}

/// Where an edge of `span` is on a row: a line without width, as high as the letters. Nothing when it is on another row.
fn edge_of(row: &Visible, span: Span, edge: Edge, text: &str) -> Option<Rect> {
    let start = row.row.span.start();
    let inside = span.intersect(row.row.span)?;
    let cluster = match edge {
        Edge::Beginning if inside.start() == span.start() => {
            span.start()..crate::text::cluster_after(text, span.start())
        }
        Edge::End if inside.end() == span.end() => cluster_before(text, span.end())..span.end(),
        _ => return None,
    };
    let cluster = cluster.start.checked_sub(start)?..cluster.end.checked_sub(start)?;
    // The letter at the edge says from which side it is read.
    let rect = rects(row, std::slice::from_ref(&cluster)).first()?.rect;
    let caret = row.origin.x + row.laid.text.caret(cluster.start).center().x;
    let begins_left = caret <= rect.center().x;
    let left = begins_left == (edge == Edge::Beginning);
    let x = if left { rect.left() } else { rect.right() };
    Some(Rect::from_min_max(Pos2::new(x, rect.top()), Pos2::new(x, rect.bottom())))
}

impl Brush<'_> {
    /// Shows where the annotation in focus can be taken hold of.
    pub(super) fn grips(&self, row: &Visible) {
        let Some(focused) = self.session.focused().filter(|_| self.session.is_read_only().is_none()) else { return };
        for (_, place) in grips(row, focused, self.session) {
            // Below the letters: what stands beside an edge is to be read.
            let at = Pos2::new(place.center().x, place.bottom() - BELOW + 5.0);
            self.painter.circle(at, 3.25, self.palette.paper, Stroke::new(1.5, self.palette.focus));
        }
    }
}
