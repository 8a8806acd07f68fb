//! After which characters does a line end?
//!
//! Parley 0.11 looks up ligatures at the wrong place once a paragraph has several runs, so its lines come out too long
//! in scripts that are full of them. Here lines are filled by the clusters' true widths, and parley is told the counts.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use parley::Layout;

use super::missing::drawn_width;
use super::prepare::Prepared;

/// A grapheme cluster as it counts for filling lines.
struct Unit {
    start: usize,
    /// Parley's clusters in it, which are characters.
    characters: u32,
    width: f32,
    /// White space never makes a line too long.
    is_blank: bool,
    /// Drawn as one with the cluster before.
    is_joined: bool,
}

/// Breaks a shaped text into lines, by words where it can and anywhere where it must.
///
/// `base` is the place of the shaped text within the prepared one.
pub(super) fn break_lines(
    layout: &mut Layout<()>,
    prepared: &Prepared,
    base: usize,
    text: &str,
    width_px: Option<f32>,
) {
    layout.break_all_lines(None);
    let Some(width_px) = width_px else { return };
    let units = units(layout, prepared, base);
    if units.iter().map(|unit| unit.width).sum::<f32>() <= width_px {
        return;
    }
    let places: Vec<usize> = LineSegmenter::new_dictionary(LineBreakOptions::default()).segment_str(text).collect();
    let may_break = |unit: &Unit| places.binary_search(&(unit.start - base)).is_ok();
    let mut breaker = layout.break_lines();
    for characters in fill(&units, may_break, width_px) {
        breaker.break_next_with_length(characters);
    }
    breaker.break_remaining(f32::MAX);
}

/// The grapheme clusters of an unbroken layout in logical order.
fn units(layout: &Layout<()>, prepared: &Prepared, base: usize) -> Vec<Unit> {
    let mut characters = Vec::new();
    for run in layout.lines().flat_map(|line| line.runs().collect::<Vec<_>>()) {
        for cluster in run.clusters() {
            let start = base + cluster.text_range().start;
            let begins = || prepared.cluster(prepared.cluster_of(start)).start == start;
            characters.push((start, drawn_width(&cluster, begins), cluster.is_ligature_continuation()));
        }
    }
    characters.sort_by_key(|&(start, _, _)| start);
    let mut units: Vec<Unit> = Vec::with_capacity(characters.len());
    for (start, advance, is_joined) in characters {
        let number = prepared.cluster_of(start);
        let start = prepared.cluster(number).start.max(base);
        match units.last_mut().filter(|unit| unit.start == start) {
            Some(unit) => {
                unit.characters += 1;
                unit.width += advance;
            }
            None => {
                let is_blank = prepared.is_blank(number);
                units.push(Unit { start, characters: 1, width: advance, is_blank, is_joined });
            }
        }
    }
    units
}

/// How many characters each line has but the last: as many as fit, in whole words if at least one does.
fn fill(units: &[Unit], may_break: impl Fn(&Unit) -> bool, width_px: f32) -> Vec<u32> {
    let mut lines = Vec::new();
    let (mut line_start, mut word_start, mut part_start) = (0, 0, 0);
    let mut used = 0.0;
    for (number, unit) in units.iter().enumerate() {
        if may_break(unit) {
            word_start = number;
        }
        if !unit.is_joined {
            part_start = number;
        }
        while !unit.is_blank && used + unit.width > width_px {
            // A word that began the line goes on at the next place where nothing is drawn as one.
            let next = if word_start > line_start { word_start } else { part_start };
            let Some(line) = units.get(line_start..next).filter(|line| !line.is_empty()) else { break };
            lines.push(line.iter().map(|unit| unit.characters).sum());
            line_start = next;
            used = units.get(next..number).unwrap_or_default().iter().map(|unit| unit.width).sum();
        }
        used += unit.width;
    }
    lines
}
