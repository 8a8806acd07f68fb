//! What is the annotation in focus tied to? Its relations as thin curves, each with its name: of no other, or the page would
//! be full of them.

use egui::epaint::CubicBezierShape;
use egui::{Color32, Pos2, Rect, Shape, Stroke, Vec2};

use super::Scene;
use super::paint::{Brush, rects};
use crate::app::theme;
use crate::app::typeset::Typesetter;
use crate::app::words::{self, Look};
use crate::project::{Annotation, Id, Relation};

/// At most so many are drawn: the list in the panel has them all.
const MOST: usize = 24;
/// How many lines of an annotation are looked at for the nearest place to begin.
const LINES: usize = 40;
/// Length of the arrow's head, in points.
const HEAD: f32 = 6.0;
/// How far a curve dips below the line on which both ends stand, in points: not into the next line's letters.
const DIP: f32 = 13.0;

impl Brush<'_> {
    /// Draws the relations of the annotation in focus whose other end is on the screen.
    pub(super) fn relations(&self, scene: &Scene, setter: &mut Typesetter) {
        let project = self.session.project();
        let Some(focused) = self.session.focused() else { return };
        let lines = |id: &Id| project.annotations().get(id).map(|annotation| lines_of(scene, annotation));
        let seen = |relation: &Relation| nearest(&lines(&relation.from)?, &lines(&relation.to)?);
        let all = project.relations().of(focused.id()).take(MOST);
        let mut seen: Vec<_> = all.filter_map(|relation| seen(relation).map(|ends| (relation, ends))).collect();
        // Names that find no room below their end are pushed on in the order of the ends.
        seen.sort_by(|(_, (_, one)), (_, (_, other))| {
            one.top().total_cmp(&other.top()).then(one.left().total_cmp(&other.left()))
        });
        seen.iter().for_each(|(_, (from, to))| self.curve(*from, *to));
        let mut named = Vec::new();
        seen.iter().for_each(|(relation, (_, to))| self.name(relation, *to, &mut named, setter));
    }

    fn curve(&self, from: Rect, to: Rect) {
        let points = curve(from, to);
        let stroke = Stroke::new(1.25, self.palette.soft);
        self.painter.add(CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke));
        self.painter.add(arrow(points[3], points[3] - points[2], self.palette.soft));
    }

    /// The name of a relation below the place it leads to, beside the names that are there already.
    fn name(&self, relation: &Relation, to: Rect, named: &mut Vec<Rect>, setter: &mut Typesetter) {
        let scheme = self.session.project().scheme();
        let name = scheme.relation_kind(&relation.kind).map_or(relation.kind.as_str(), |kind| &kind.name);
        let look = Look::new(self.palette.soft).sized(theme::SMALL - 2.0).within(160.0);
        let words = words::lay_out_in(self.painter.ctx(), setter, name, &look);
        let size = Vec2::new(words::width(&words) + 6.0, words.size().y);
        let mut ground = Rect::from_min_size(to.left_bottom() + Vec2::new(0.0, 2.0), size);
        while let Some(other) = named.iter().find(|other| other.intersects(ground)) {
            ground = Rect::from_min_size(Pos2::new(other.right() + 2.0, ground.top()), size);
        }
        self.painter.rect_filled(ground, 3.0, theme::faded(self.palette.paper, 0.75));
        words::paint_on(&self.painter, setter, &words, ground.min + Vec2::new(3.0, 0.0), self.palette.soft);
        named.push(ground);
    }
}

/// The lines of an annotation that are on the screen.
fn lines_of(scene: &Scene, annotation: &Annotation) -> Vec<Rect> {
    let spans = annotation.fragments().spans();
    let of_row = |row| {
        let visible: &super::Visible = row;
        let start = visible.row.span.start();
        let first = spans.partition_point(|span| span.end() <= start);
        let here = spans[first..].iter().map_while(|span| span.intersect(visible.row.span));
        let parts: Vec<_> = here.take(LINES).map(|part| part.start() - start..part.end() - start).collect();
        rects(visible, &parts)
    };
    let lines = scene.visible.iter().flat_map(of_row).map(|part| part.rect);
    lines.filter(|rect| scene.rect.intersects(*rect)).take(LINES).collect()
}

/// The two lines, one of each, that are nearest to each other.
fn nearest(from: &[Rect], to: &[Rect]) -> Option<(Rect, Rect)> {
    let apart = |(a, b): &(Rect, Rect)| {
        let up = (a.center().y - b.center().y).abs();
        let along = (b.left() - a.right()).max(a.left() - b.right()).max(0.0);
        up * 4.0 + along
    };
    let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (*a, *b)));
    pairs.min_by(|one, other| apart(one).total_cmp(&apart(other)))
}

/// On one line a bow below it; else from the edge of the one that faces the other.
fn curve(from: Rect, to: Rect) -> [Pos2; 4] {
    let up = to.center().y - from.center().y;
    let near = |rect: Rect, x: f32| x.clamp(rect.left() + 4.0, (rect.right() - 4.0).max(rect.left() + 4.0));
    if up.abs() < from.height() {
        let start = Pos2::new(near(from, to.center().x), from.bottom() + 3.0);
        let end = Pos2::new(near(to, to.center().x), to.bottom() + 3.0);
        let below = Vec2::new(0.0, DIP);
        return [start, start + below, end + below, end];
    }
    let (start, end) = if up > 0.0 { (from.bottom() + 3.0, to.top()) } else { (from.top(), to.bottom() + 3.0) };
    let start = Pos2::new(near(from, to.center().x), start);
    let end = Pos2::new(near(to, start.x), end);
    let half = Vec2::new(0.0, (end.y - start.y) * 0.5);
    [start, start + half, end - half, end]
}

fn arrow(tip: Pos2, along: Vec2, color: Color32) -> Shape {
    let along = if along.length() > 0.1 { along.normalized() } else { Vec2::new(0.0, -1.0) };
    let (back, side) = (tip - along * HEAD, along.rot90() * (HEAD * 0.45));
    Shape::convex_polygon(vec![tip, back + side, back - side], color, Stroke::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(left: f32, top: f32, width: f32) -> Rect {
        Rect::from_min_size(Pos2::new(left, top), Vec2::new(width, 20.0))
    }

    #[test]
    fn the_nearest_lines_are_joined() {
        let from = [line(0.0, 0.0, 100.0), line(0.0, 30.0, 60.0)];
        let to = [line(80.0, 30.0, 40.0), line(0.0, 300.0, 40.0)];
        assert_eq!(nearest(&from, &to), Some((from[1], to[0])));
        assert_eq!(nearest(&from, &[]), None);
    }

    #[test]
    fn a_curve_begins_and_ends_at_the_edges_that_face_each_other() {
        let [start, out, ..] = curve(line(0.0, 0.0, 100.0), line(200.0, 0.0, 40.0));
        assert_eq!((start, out.y - start.y), (Pos2::new(96.0, 23.0), DIP));
        let [start, .., end] = curve(line(0.0, 90.0, 100.0), line(20.0, 0.0, 40.0));
        assert_eq!((start, end), (Pos2::new(40.0, 90.0), Pos2::new(40.0, 23.0)));
    }
}
