//! Which clusters and glyphs stand on which line, and how far from its start?
//!
//! Parley shapes and breaks lines; its clusters are single characters, so they are gathered into grapheme clusters here.
//! White space at a soft break hangs: it keeps its bytes and loses its width, on whichever side parley put it.

use std::collections::BTreeSet;
use std::ops::Range;

use parley::layout::BreakReason;
use parley::{Layout, Run};

use super::faces::Faces;
use super::layout::{Cell, Draft, DraftSign, Glyph};
use super::missing::{Writing, drawn_width, is_box};
use super::prepare::{Prepared, Segment};
use super::signs::Sign;

/// Gathers the lines of a text, segment by segment.
pub(super) struct Composer<'a> {
    prepared: &'a Prepared,
    faces: &'a mut Faces,
    pub(super) drafts: Vec<Draft>,
    /// What no font had glyphs for.
    pub(super) missing: BTreeSet<Writing>,
}

impl<'a> Composer<'a> {
    pub(super) fn new(prepared: &'a Prepared, faces: &'a mut Faces) -> Self {
        Self { prepared, faces, drafts: Vec::new(), missing: BTreeSet::new() }
    }

    /// Adds the lines of a segment; `shaped` is `None` where the segment is empty.
    pub(super) fn push(&mut self, segment: &Segment, shaped: Option<&Layout<()>>) {
        let before = self.drafts.len();
        if let Some(shaped) = shaped {
            self.push_lines(segment, shaped);
        }
        if self.drafts.len() == before {
            let rtl = self.drafts.last().is_some_and(|draft| draft.rtl);
            let bytes = segment.text.clone();
            self.drafts.push(Draft { visible_end: bytes.end, bytes, rtl, ..Draft::default() });
        }
        for draft in self.drafts.iter_mut().skip(before) {
            add_unseen(draft, self.prepared);
        }
        if let Some(last) = self.drafts.last_mut() {
            last.bytes.end = segment.end;
            add_unseen(last, self.prepared);
        }
    }

    fn push_lines(&mut self, segment: &Segment, shaped: &Layout<()>) {
        let mut start = segment.text.start;
        for line in shaped.lines() {
            let is_soft = matches!(line.break_reason(), BreakReason::Regular | BreakReason::Emergency);
            let end = match is_soft {
                true => self.floor(segment.text.start + line.text_range().end).clamp(start, segment.text.end),
                false => segment.text.end,
            };
            let visible_end = if is_soft { self.without_blanks(start..end) } else { end };
            let draft = Draft { bytes: start..end, visible_end, rtl: shaped.is_rtl(), ..Draft::default() };
            self.push_line(draft, segment.text.start, &line, is_soft);
            start = end;
        }
    }

    fn push_line(&mut self, mut draft: Draft, base: usize, line: &parley::Line<'_, ()>, is_soft: bool) {
        for run in line.runs() {
            self.push_run(&mut draft, base, &run);
        }
        if is_soft {
            self.push_hyphen(&mut draft, line);
        }
        self.drafts.push(draft);
    }

    fn push_run(&mut self, draft: &mut Draft, base: usize, run: &Run<'_, ()>) {
        let face = self.faces.of_run(run);
        let mut glyph_x = draft.width_px;
        for cluster in run.visual_clusters() {
            let at = base + cluster.text_range().start;
            let bytes = self.prepared.cluster(self.prepared.cluster_of(at));
            if bytes.start >= draft.visible_end {
                continue; // a blank that hangs
            }
            let left = draft.width_px;
            let width = drawn_width(&cluster, || at == bytes.start);
            draft.width_px += width;
            push_cell(&mut draft.cells, &bytes, left, draft.width_px, run.is_rtl());
            let control = self.prepared.sign(&bytes);
            let is_box = is_box(&cluster);
            if is_box && control.is_none() {
                self.missing.extend(self.prepared.writing_at(at));
            }
            let sign = control.or(is_box.then_some(Sign::Missing)).filter(|_| width > 0.0);
            let (advance, own) = (cluster.advance().max(0.0), cluster.glyphs().map(|glyph| glyph.advance).sum::<f32>());
            if push_sign(draft, sign) {
                glyph_x += own + width - advance;
                continue;
            }
            for glyph in cluster.glyphs() {
                if let (Some(face), Ok(id)) = (face, u16::try_from(glyph.id)) {
                    draft.glyphs.push(Glyph { face, id, x_px: glyph_x + glyph.x, y_px: glyph.y });
                }
                glyph_x += glyph.advance;
            }
        }
    }

    /// Draws the hyphen of a soft hyphen at which the line was broken.
    fn push_hyphen(&mut self, draft: &mut Draft, line: &parley::Line<'_, ()>) {
        let end = draft.visible_end;
        let soft_hyphen = end.saturating_sub('\u{AD}'.len_utf8())..end;
        if self.prepared.shaped.get(soft_hyphen.clone()) != Some("\u{AD}") || draft.rtl {
            return;
        }
        let Some(run) = line.runs().last().filter(|run| !run.is_rtl()) else { return };
        let Some((face, id, advance)) = self.faces.hyphen(&run) else { return };
        draft.glyphs.push(Glyph { face, id, x_px: draft.width_px, y_px: 0.0 });
        draft.cells.retain(|cell| cell.start as usize != soft_hyphen.start);
        push_cell(&mut draft.cells, &soft_hyphen, draft.width_px, draft.width_px + advance, false);
        draft.width_px += advance;
    }

    /// The end of a line's text without the blanks that hang behind it.
    fn without_blanks(&self, bytes: Range<usize>) -> usize {
        let mut end = bytes.end;
        while end > bytes.start && self.prepared.is_blank(self.prepared.cluster_of(end - 1)) {
            end = self.floor(end - 1).max(bytes.start);
        }
        end
    }

    fn floor(&self, byte: usize) -> usize {
        if byte >= self.prepared.shaped.len() {
            return self.prepared.shaped.len();
        }
        self.prepared.cluster(self.prepared.cluster_of(byte)).start
    }
}

/// Adds the place of a character; the characters of one grapheme cluster share a cell.
fn push_cell(cells: &mut Vec<Cell>, bytes: &Range<usize>, left: f32, right: f32, rtl: bool) {
    match cells.last_mut() {
        Some(last) if last.bytes() == *bytes => last.right = right,
        _ => cells.push(Cell { start: bytes.start as u32, end: bytes.end as u32, left, right, rtl }),
    }
}

/// Lets a sign stand for the cluster pushed last, or for all of it that is there by now; returns whether one does.
fn push_sign(draft: &mut Draft, sign: Option<Sign>) -> bool {
    let Some(cell) = draft.cells.last() else { return false };
    match draft.signs.last_mut().filter(|last| last.left_px >= cell.left) {
        Some(last) => last.right_px = cell.right,
        None => {
            let Some(sign) = sign else { return false };
            draft.signs.push(DraftSign { sign, left_px: cell.left, right_px: cell.right });
        }
    }
    true
}

/// Gives every cluster of a line a cell: those that are not drawn get one without width, in their logical place.
fn add_unseen(draft: &mut Draft, prepared: &Prepared) {
    let mut logical: Vec<Cell> = draft.cells.clone();
    logical.sort_by_key(|cell| cell.start);
    let (start_edge, end_edge) = if draft.rtl { (draft.width_px, 0.0) } else { (0.0, draft.width_px) };
    let mut seen = logical.iter().peekable();
    let mut last: Option<&Cell> = None;
    let mut number = prepared.cluster_of(draft.bytes.start);
    let mut unseen = Vec::new();
    loop {
        let bytes = prepared.cluster(number);
        if bytes.is_empty() || bytes.start >= draft.bytes.end {
            break;
        }
        let mut found = false;
        while let Some(cell) = seen.next_if(|cell| cell.start as usize <= bytes.start) {
            found |= cell.start as usize == bytes.start;
            last = Some(cell);
        }
        if !found {
            let inner = last.map_or(start_edge, Cell::trailing);
            let x = if bytes.start >= draft.visible_end { end_edge } else { inner };
            unseen.push(Cell { start: bytes.start as u32, end: bytes.end as u32, left: x, right: x, rtl: draft.rtl });
        }
        number += 1;
    }
    if !unseen.is_empty() {
        draft.cells.append(&mut unseen);
        draft.cells.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.right.total_cmp(&b.right)));
    }
}
