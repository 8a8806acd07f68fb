//! What does the pointer do to the article? Clicks, double and triple clicks, and drags that extend by the same unit.

use std::ops::Range;

use egui::{CursorIcon, PointerButton, Pos2, Rect, Response, Ui};

use super::grips::Grip;
use super::rows::RowId;
use super::{Scene, Visible};
use crate::project::Id;
use crate::session::{Command, Selection, Session};
use crate::store::Snap;
use crate::text::{sentence_around, snap, word_around};

/// How long after a click another one counts with it, in seconds.
const DOUBLE: f64 = 0.4;
/// How far from a click another one counts with it, in points.
const NEAR: f32 = 6.0;
/// How far an edge is pulled at least, in points.
const PULL: f32 = 2.0;

/// What the pointer is in the middle of.
#[derive(Debug, Default)]
pub struct Gesture {
    /// Whether a key was used since the pointer last moved: then it rests somewhere by chance and nothing is named there.
    pub resting: bool,
    /// When and where the last press was, and the how-manieth of a row of presses it was.
    last: Option<(f64, Pos2, u8)>,
    /// What the drag began with: one character's place, a word or a sentence; and whether it has extended since.
    held: Option<Held>,
    /// What a drag takes in.
    pub snap: Snap,
    /// The byte of a soft line break that was pointed at as the end of its line.
    pub leans: Option<usize>,
}

/// A place between two clusters. A soft line break is one place twice: the end of a line and the start of the next.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    byte: usize,
    at_line_end: bool,
}

#[derive(Debug)]
struct Held {
    unit: Range<usize>,
    presses: u8,
    moved: bool,
    meant: Meant,
}

/// What a drag is meant for.
#[derive(Debug)]
enum Meant {
    /// To select.
    Selection,
    /// To add a part to the annotation in focus.
    Fragment,
    /// To move an edge of an annotation.
    Edge(Grip),
}

impl Gesture {
    /// How far to scroll because a drag goes beyond the pane, in points of this frame.
    pub fn beyond(&self, ui: &Ui, rect: Rect) -> f32 {
        let Some(pos) = ui.input(|input| input.pointer.latest_pos()).filter(|_| self.held.is_some()) else {
            return 0.0;
        };
        let over = (pos.y - rect.bottom()).max(0.0) - (rect.top() - pos.y).max(0.0);
        if over == 0.0 {
            return 0.0;
        }
        ui.ctx().request_repaint();
        over.clamp(-80.0, 80.0) * ui.input(|input| input.stable_dt).min(0.1) * 12.0
    }
}

/// What the person wishes by the pointer in this frame. `lane` is the annotation whose line the pointer is on.
pub fn read(
    ui: &Ui,
    response: &Response,
    gesture: &mut Gesture,
    scene: &Scene,
    session: &Session,
    lane: Option<Id>,
) -> Vec<Command> {
    let mut commands = Vec::new();
    ui.input(|input| {
        let key = input.events.iter().any(|event| matches!(event, egui::Event::Key { .. }));
        gesture.resting = (gesture.resting || key) && input.pointer.delta() == egui::Vec2::ZERO;
    });
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(cursor(response, gesture, scene, session, lane.as_ref()));
    }
    let pressed = ui.input(|input| input.pointer.button_pressed(PointerButton::Primary));
    if pressed
        && response.contains_pointer()
        && let Some(pos) = ui.input(|input| input.pointer.interact_pos())
    {
        response.request_focus();
        commands.push(press(ui, gesture, scene, session, pos, lane.as_ref()));
    }
    let down = ui.input(|input| input.pointer.primary_down());
    if let (Some(held), true, Some(pos)) = (&mut gesture.held, down, ui.input(|input| input.pointer.latest_pos())) {
        // Hands shake: a press that has not gone anywhere is a click.
        let far = ui.input(|input| input.pointer.is_decidedly_dragging()) || is_pulled(ui, held);
        if far && !pressed {
            held.moved = true;
            let place = scene.place_at(pos);
            gesture.leans = place.at_line_end.then_some(place.byte);
            let snap = if is_exact(ui) { Snap::Characters } else { gesture.snap };
            commands.push(Command::Select(extended(held, place.byte, session, snap)));
        }
    }
    if !down && let Some(held) = gesture.held.take() {
        // Where a drag ends, nothing is named until the pointer goes somewhere else.
        gesture.resting |= held.moved;
        commands.extend(release(held, ui, scene, session, lane));
    }
    commands
}

/// Whether an edge was pulled: a mark of punctuation is narrower than what else counts as a drag.
fn is_pulled(ui: &Ui, held: &Held) -> bool {
    let from = ui.input(|input| input.pointer.press_origin().zip(input.pointer.latest_pos()));
    matches!(held.meant, Meant::Edge(_)) && from.is_some_and(|(from, to)| from.distance(to) > PULL)
}

/// Whether characters are meant where words are usual.
fn is_exact(ui: &Ui) -> bool {
    ui.input(|input| input.modifiers.shift || input.modifiers.alt)
}

fn cursor(response: &Response, gesture: &Gesture, scene: &Scene, session: &Session, lane: Option<&Id>) -> CursorIcon {
    let Some(pos) = response.hover_pos() else { return CursorIcon::Text };
    let held = gesture.held.as_ref();
    let drags_edge = held.is_some_and(|held| matches!(held.meant, Meant::Edge(_)));
    if drags_edge || held.is_none() && scene.grip_at(pos, session, lane).is_some() {
        return CursorIcon::ResizeHorizontal;
    }
    if scene.cluster_at(pos).is_some() { CursorIcon::Text } else { CursorIcon::Default }
}

fn press(ui: &Ui, gesture: &mut Gesture, scene: &Scene, session: &Session, pos: Pos2, lane: Option<&Id>) -> Command {
    let now = ui.input(|input| input.time);
    let presses = match gesture.last {
        Some((then, there, presses)) if now - then < DOUBLE && there.distance(pos) < NEAR => presses % 3 + 1,
        _ => 1,
    };
    gesture.last = Some((now, pos, presses));
    let place = scene.place_at(pos);
    gesture.leans = place.at_line_end.then_some(place.byte);
    let at = place.byte;
    let joins = ui.input(|input| input.modifiers.command) && session.focused().is_some();
    let grip = scene.grip_at(pos, session, lane).filter(|_| presses == 1 && session.is_read_only().is_none() && !joins);
    if let Some(grip) = grip {
        let fixed = grip.fixed();
        gesture.held = Some(Held { unit: fixed..fixed, presses: 1, moved: false, meant: Meant::Edge(grip) });
        // Until the pointer has gone somewhere this is a click.
        return Command::Select(Selection::caret(at));
    }
    let text = session.project().text();
    let inside = scene.cluster_at(pos).map_or(at, |cluster| cluster.start);
    let unit = match presses {
        2 if !scene.is_head(pos) => compound_around(text, inside, gesture.snap),
        3 if !scene.is_head(pos) => sentence_around(text, inside),
        _ if ui.input(|input| input.modifiers.shift) => {
            let anchor = session.selection().anchor;
            gesture.held = Some(Held { unit: anchor..anchor, presses: 1, moved: true, meant: Meant::Selection });
            return Command::Select(Selection { anchor, head: at });
        }
        _ => at..at,
    };
    let selection = Selection { anchor: unit.start, head: unit.end };
    let meant = if joins { Meant::Fragment } else { Meant::Selection };
    gesture.held = Some(Held { unit, presses, moved: presses > 1, meant });
    Command::Select(selection)
}

/// The word at the byte `at`; where words are taken whole, with what belongs to it: Jean-Pierre, 12%.
fn compound_around(text: &str, at: usize, snapping: Snap) -> Range<usize> {
    let word = word_around(text, at);
    if snapping == Snap::Words { snap(text, word) } else { word }
}

/// The selection from what the drag began with to the unit at the byte `at`, as it will be marked: a person sees it while
/// dragging.
fn extended(held: &Held, at: usize, session: &Session, snapping: Snap) -> Selection {
    let text = session.project().text();
    if held.presses == 1 && snapping == Snap::Words {
        return snapped(held, at, text);
    }
    let here = match held.presses {
        2 => word_around(text, at),
        3 => sentence_around(text, at),
        _ => at..at,
    };
    if at >= held.unit.start {
        Selection { anchor: held.unit.start, head: here.end.max(held.unit.end) }
    } else {
        Selection { anchor: held.unit.end, head: here.start }
    }
}

/// The words from where the drag began to the byte `at`. The edge of an annotation that is not dragged stays where it is.
fn snapped(held: &Held, at: usize, text: &str) -> Selection {
    let from = held.unit.start;
    let words = snap(text, from.min(at)..from.max(at));
    let (start, end) = match held.meant {
        Meant::Edge(_) => (if at < from { words.start } else { from }, if at < from { from } else { words.end }),
        Meant::Selection | Meant::Fragment => (words.start, words.end),
    };
    if at < from { Selection { anchor: end, head: start } } else { Selection { anchor: start, head: end } }
}

fn release(held: Held, ui: &Ui, scene: &Scene, session: &Session, lane: Option<Id>) -> Option<Command> {
    if held.moved {
        return Some(match held.meant {
            Meant::Selection => Command::EndSelection,
            Meant::Fragment => Command::EndFragment,
            Meant::Edge(grip) => {
                let span = session.selection().span(session.project().text());
                span.map_or(Command::Select(Selection::caret(grip.fixed())), |span| grip.moved_to(span))
            }
        });
    }
    // A click on the way to a word that shall join, or on an edge, chooses nothing else.
    if !matches!(held.meant, Meant::Selection) {
        return None;
    }
    // The line of one among several marks at a place means that one.
    if lane.is_some() {
        return Some(Command::Focus(lane));
    }
    let pos = ui.input(|input| input.pointer.latest_pos())?;
    match scene.cluster_at(pos) {
        Some(cluster) => Some(Command::PickAt(cluster.start)),
        None => Some(Command::Focus(None)),
    }
}

impl Scene {
    /// The place in the text nearest to `pos`, between two clusters.
    fn place_at(&self, pos: Pos2) -> Place {
        let below = self.visible.partition_point(|visible| visible.top <= pos.y);
        let Some(visible) = self.visible.get(below.saturating_sub(1)) else { return Place::default() };
        let (text, pos) = (&visible.laid.text, pos - visible.origin);
        let inside = text.byte_at(pos);
        let goes_on = inside == visible.row.span.len() && visible.row.is_continued;
        let at_line_end = text.line_of(inside) != text.line_at(pos.y) || goes_on;
        Place { byte: visible.row.span.start() + inside, at_line_end }
    }

    /// The cluster whose painted rectangle `pos` is in.
    pub fn cluster_at(&self, pos: Pos2) -> Option<Range<usize>> {
        let visible = self.row_at(pos)?;
        let start = visible.row.span.start();
        let cluster = visible.laid.text.cluster_at(pos - visible.origin)?;
        Some(start + cluster.start..start + cluster.end)
    }

    /// Whether `pos` is on or above title and byline, which are no part of the text.
    fn is_head(&self, pos: Pos2) -> bool {
        self.visible.first().is_some_and(|first| first.id == RowId::default() && pos.y < first.origin.y)
    }

    pub fn row_at(&self, pos: Pos2) -> Option<&Visible> {
        let below = self.visible.partition_point(|visible| visible.top <= pos.y);
        self.visible.get(below.checked_sub(1)?)
    }
}
