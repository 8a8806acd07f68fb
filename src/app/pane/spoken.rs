//! What does somebody hear who cannot see the article? Its lines on the screen, where the caret is, and what is marked.
//!
//! The article is a document, each row on the screen a paragraph of it, and what is laid out as one stretch of a line is a run
//! of text: with the length of each grapheme cluster, where words begin and where each letter stands, so that a screen reader
//! reads by letter, word and line and shows where it is. Behind a row stand the annotations that are first seen there; each
//! can be chosen. Nothing of this is made unless somebody listens.
//!
//! What is not on the screen is not there: who reads on to the end comes to the end of the screen, and the caret's keys bring
//! more. Places that a screen reader counts begin at the first line on the screen.

use std::collections::HashSet;
use std::ops::Range;

use egui::accesskit::{self, Action, Node, Role, TextDirection, TextPosition, TextSelection};
use egui::{Id, Rect, Ui, UiBuilder};

use super::marks::{Mark, Marks, RowMarks};
use super::paint::rects;
use super::told::{name_of, words_of};
use super::{Pane, Scene, Visible};
use crate::app::typeset::Letter;
use crate::project::{Annotation, BlockKind};
use crate::session::{Command, Session};
use crate::text::words;

/// The most clusters in a run: the format counts them in eight bits.
const LONGEST_RUN: usize = 255;
/// The longest cluster, in bytes, likewise.
const LONGEST: usize = 255;
/// The most annotations that are told of one screen: nobody listens to more.
const MOST_MARKS: usize = 200;

/// A stretch of a line that runs in one direction.
struct Run {
    id: Id,
    /// Where it stands in the text.
    start: usize,
    /// The length of each cluster, in bytes.
    lengths: Vec<u8>,
}

/// Publishes what is on the screen; returns what was asked for in return.
pub(super) fn publish(ui: &mut Ui, scene: &Scene, session: &Session, marks: &mut Marks) -> Vec<Command> {
    let listens = |node: &mut Node| {
        node.set_read_only();
        // The voice to read it with.
        match session.project().fields().get("language") {
            "" => {}
            language => node.set_language(language),
        }
        if session.project().article().blocks().is_empty() {
            node.set_description("This article is empty: there is nothing to mark.");
        }
    };
    if ui.ctx().accesskit_node_builder(Pane::id(), listens).is_none() {
        return Vec::new();
    }
    let mut speaker = Speaker { ui: child(ui, Id::unique("spoken"), Pane::id()), session, runs: Vec::new() };
    let mut wishes = Vec::new();
    let mut told = HashSet::new();
    for visible in &scene.visible {
        speaker.row(visible, scene.rect);
        let on_row = marks.on(session, visible.id, visible.row.span);
        wishes.extend(speaker.marks(visible, &on_row, &mut told));
    }
    speaker.selection();
    wishes
}

/// A node of its own called `id`, below that called `parent`.
fn child(ui: &mut Ui, id: Id, parent: Id) -> Ui {
    ui.new_child(UiBuilder::new().scope_id(id).accessibility_parent(parent).max_rect(Rect::ZERO))
}

fn bounds(rect: Rect) -> accesskit::Rect {
    accesskit::Rect { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}

struct Speaker<'a> {
    ui: Ui,
    session: &'a Session,
    /// The runs so far, in the order of the text.
    runs: Vec<Run>,
}

impl Speaker<'_> {
    fn node(&mut self, id: Id, parent: Id, fill: impl FnOnce(&mut Node)) {
        child(&mut self.ui, id, parent).ctx().accesskit_node_builder(id, fill);
    }

    fn row(&mut self, visible: &Visible, screen: Rect) {
        let id = Pane::id().with(visible.id);
        if visible.laid.head.is_some() && visible.top + visible.laid.above > screen.top() {
            self.head(visible);
        }
        let text = visible.row.span.of(self.session.project().text());
        let layout = &visible.laid.text;
        let is_on_screen = |top: f32, bottom: f32| {
            visible.origin.y + bottom > screen.top() && visible.origin.y + top < screen.bottom()
        };
        let lines = layout.lines().iter().enumerate().filter(|(_, line)| is_on_screen(line.top, line.bottom));
        let lines: Vec<usize> = lines.map(|(number, _)| number).collect();
        let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else { return };
        let shown = layout.lines()[first].bytes.start..layout.lines()[last].bytes.end.min(text.len());
        let around = Rect::from_min_size(visible.origin, layout.size()).intersect(screen);
        self.node(id, Pane::id(), |node| {
            node.set_role(role_of(visible.row.kind));
            node.set_value(text.get(shown).unwrap_or_default());
            node.set_bounds(bounds(around));
        });
        for number in lines {
            self.line(visible, text, (id, number));
        }
    }

    /// Title and byline, which stand above the article and are none of its text.
    fn head(&mut self, visible: &Visible) {
        let fields = self.session.project().fields();
        let said = |name: &str| fields.get(name).to_owned();
        let by = said("author");
        let by = if by.is_empty() { by } else { format!("By {by}") };
        let parts = [said("title"), by, said("outlet"), said("published")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let size = egui::vec2(visible.laid.text.size().x, visible.laid.above);
        let around = Rect::from_min_size(egui::pos2(visible.origin.x, visible.top), size);
        self.node(Pane::id().with("head"), Pane::id(), |node| {
            node.set_role(Role::Heading);
            node.set_label(parts.join(", "));
            node.set_bounds(bounds(around));
        });
    }

    /// The runs of a line: letters that follow one another in the text and run in the same direction.
    fn line(&mut self, visible: &Visible, text: &str, (row, number): (Id, usize)) {
        let Some(line) = visible.laid.text.lines().get(number) else { return };
        let letters = visible.laid.text.letters(number).into_iter();
        let letters: Vec<Letter> = letters.flat_map(|letter| letter.cut(text, LONGEST)).collect();
        let ends_block = number + 1 == visible.laid.text.lines().len() && !visible.row.is_continued;
        let stretches: Vec<&[Letter]> =
            letters.chunk_by(|a, b| a.rtl == b.rtl).flat_map(|stretch| stretch.chunks(LONGEST_RUN - 1)).collect();
        let ids: Vec<Id> = (0..stretches.len()).map(|run| row.with((number, run))).collect();
        for (run, stretch) in stretches.iter().enumerate() {
            let ends = ends_block && run + 1 == stretches.len();
            let y = visible.origin.y + line.text_top..=visible.origin.y + line.text_bottom;
            let spoken = Spoken::new(text, stretch, ends);
            let (left, right) = (spoken.left + visible.origin.x, spoken.right + visible.origin.x);
            let around = Rect::from_x_y_ranges(left..=right, y);
            self.runs.push(Run {
                id: ids[run],
                start: visible.row.span.start() + stretch.first().map_or(0, |letter| letter.bytes.start),
                lengths: spoken.lengths.clone(),
            });
            let (before, after) = (run.checked_sub(1).and_then(|run| ids.get(run)), ids.get(run + 1));
            self.node(ids[run], row, |node| {
                spoken.fill(node);
                node.set_bounds(bounds(around));
                if let Some(before) = before {
                    node.set_previous_on_line(before.accesskit_id());
                }
                if let Some(after) = after {
                    node.set_next_on_line(after.accesskit_id());
                }
            });
        }
    }

    /// The annotations that are first seen on a row; what somebody wants of them.
    fn marks(&mut self, visible: &Visible, marks: &RowMarks, told: &mut HashSet<crate::project::Id>) -> Vec<Command> {
        let mut wishes = Vec::new();
        let mut here: Vec<&Mark> = marks.drawn.iter().chain(&marks.hidden).collect();
        here.retain(|mark| mark.id.is_some() && !mark.parts.is_empty());
        // As they are read: by place, and what holds others before them.
        here.sort_by_key(|mark| mark.parts.first().map(|part| (part.start, std::cmp::Reverse(part.end))));
        for mark in here {
            let Some(annotation) = mark.id.as_ref().and_then(|id| self.session.project().annotations().get(id)) else {
                continue;
            };
            if told.len() < MOST_MARKS && told.insert(annotation.id().clone()) {
                wishes.extend(self.mark(visible, mark, annotation));
            }
        }
        wishes
    }

    fn mark(&mut self, visible: &Visible, mark: &Mark, annotation: &Annotation) -> Option<Command> {
        let id = Pane::id().with(annotation.id().to_string());
        let around = rects(visible, &mark.parts).into_iter().map(|part| part.rect).reduce(Rect::union)?;
        let (name, value) = (name_of(self.session, annotation), words_of(self.session.project(), annotation));
        self.node(id, Pane::id(), |node| {
            node.set_role(Role::Mark);
            node.set_label(name);
            node.set_value(value);
            node.set_bounds(bounds(around));
            node.add_action(Action::Click);
        });
        let asked = self.ui.input(|input| input.has_accesskit_action_request(id, Action::Click));
        asked.then(|| Command::Focus(Some(annotation.id().clone())))
    }

    /// Where caret and selection are; what of them is not on the screen ends at its edge.
    fn selection(&self) {
        let selection = self.session.selection();
        let (Some(anchor), Some(focus)) = (self.position(selection.anchor), self.position(selection.head)) else {
            return;
        };
        let fill = |node: &mut Node| node.set_text_selection(TextSelection { anchor, focus });
        self.ui.ctx().accesskit_node_builder(Pane::id(), fill);
    }

    fn position(&self, at: usize) -> Option<TextPosition> {
        let place = self.runs.partition_point(|run| run.start <= at).saturating_sub(1);
        let run = self.runs.get(place)?;
        let mut end = run.start;
        let before = |length: &&u8| {
            end += usize::from(**length);
            end <= at
        };
        let character_index = run.lengths.iter().take_while(before).count();
        Some(TextPosition { node: run.id.accesskit_id(), character_index })
    }
}

fn role_of(kind: BlockKind) -> Role {
    match kind {
        BlockKind::Title | BlockKind::Heading => Role::Heading,
        BlockKind::Quotation => Role::Blockquote,
        BlockKind::ListItem => Role::ListItem,
        BlockKind::Caption => Role::Caption,
        BlockKind::Paragraph => Role::Paragraph,
    }
}

/// What is said of a run.
struct Spoken {
    value: String,
    lengths: Vec<u8>,
    word_starts: Vec<u8>,
    positions: Vec<f32>,
    widths: Vec<f32>,
    left: f32,
    right: f32,
    rtl: bool,
}

impl Spoken {
    /// Of `letters`, which follow one another in `text`; the last of a block has a line end behind it.
    fn new(text: &str, letters: &[Letter], ends_block: bool) -> Self {
        let bytes: Range<usize> = match (letters.first(), letters.last()) {
            (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
            _ => 0..0,
        };
        let left = letters.iter().map(|letter| letter.left).reduce(f32::min).unwrap_or_default();
        let right = letters.iter().map(|letter| letter.right).reduce(f32::max).unwrap_or_default();
        let rtl = letters.first().is_some_and(|letter| letter.rtl);
        let begins: Vec<usize> = words(text, bytes.clone()).map(|word| word.start).collect();
        let starts = letters.iter().enumerate().filter(|(_, letter)| begins.binary_search(&letter.bytes.start).is_ok());
        let word_starts = starts.map(|(place, _)| narrow(place)).collect();
        let from_start = |letter: &Letter| if rtl { right - letter.right } else { letter.left - left };
        let mut spoken = Self {
            value: letters.iter().filter_map(|letter| text.get(letter.bytes.clone())).collect(),
            lengths: letters.iter().map(|letter| narrow(letter.bytes.len())).collect(),
            word_starts,
            positions: letters.iter().map(from_start).collect(),
            widths: letters.iter().map(|letter| letter.right - letter.left).collect(),
            left,
            right,
            rtl,
        };
        if ends_block {
            spoken.value.push('\n');
            spoken.lengths.push(1);
            spoken.positions.push(right - left);
            spoken.widths.push(0.0);
        }
        spoken
    }

    fn fill(self, node: &mut Node) {
        node.set_role(Role::TextRun);
        node.set_text_direction(if self.rtl { TextDirection::RightToLeft } else { TextDirection::LeftToRight });
        node.set_value(self.value);
        node.set_character_lengths(self.lengths);
        node.set_word_starts(self.word_starts);
        node.set_character_positions(self.positions);
        node.set_character_widths(self.widths);
    }
}

/// A number that was made to fit into eight bits.
fn narrow(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
