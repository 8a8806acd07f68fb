//! How does a text become a layout?

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use eframe::egui::{Color32, Painter, Pos2};
use parley::{FontStyle, FontWeight, Language, Layout, LayoutContext, LineHeight, RangedBuilder, StyleProperty};

use super::atlas::Atlas;
use super::breaks::break_lines;
use super::compose::Composer;
use super::faces::Faces;
use super::fonts::Fonts;
use super::layout::{Measure, TextLayout, stack};
use super::missing::Writing;
use super::paint;
use super::prepare::{Han, LineEnds, Prepared, Segment};
use super::signs::CONTROL_EM;
use super::snippet::SnippetKey;
use super::style::{StyleKey, TextStyle};

/// Width of a tab in spaces.
const TAB_SPACES: f32 = 4.0;

/// Which fonts a text needs.
#[derive(Clone, Copy)]
enum Letters {
    /// The first text font has them all: the others need not be asked for each run.
    Plain,
    /// Any; Han characters as in this language.
    Any(Han),
}

/// Lays out texts and paints them; one for each window, since it owns the texture of the glyphs.
pub struct Typesetter {
    fonts: Fonts,
    shaping: LayoutContext<()>,
    measures: HashMap<(StyleKey, u32), Measure>,
    faces: Faces,
    atlas: Option<Atlas>,
    missing: BTreeSet<Writing>,
    pub(super) shown: HashMap<SnippetKey, Rc<TextLayout>>,
}

impl Typesetter {
    /// A typesetter with an empty texture, which is made at the first painting.
    pub fn new(fonts: Fonts) -> Self {
        Self {
            fonts,
            shaping: LayoutContext::new(),
            measures: HashMap::new(),
            faces: Faces::default(),
            atlas: None,
            missing: BTreeSet::new(),
            shown: HashMap::new(),
        }
    }

    /// Lays out a paragraph within a width; an infinite width breaks lines only at the text's own line ends.
    ///
    /// A paragraph aligns at the side where its direction starts. A word wider than the width is broken anywhere.
    pub fn lay_out(&mut self, text: &str, style: &TextStyle, width_points: f32, pixels_per_point: f32) -> TextLayout {
        self.compose(text, LineEnds::Break, style, width_points, pixels_per_point)
    }

    /// Paints a layout of this typesetter with its top left corner at `origin`, moved to the nearest physical pixel.
    ///
    /// The colour tints letters; emoji keep their own colours and take its opacity.
    pub fn paint(&mut self, painter: &Painter, layout: &TextLayout, origin: Pos2, color: Color32) {
        paint::paint(&mut self.atlas, &mut self.faces, painter, layout, origin, color);
    }

    /// What was laid out since this was asked last without a glyph in any font.
    pub fn take_missing(&mut self) -> BTreeSet<Writing> {
        std::mem::take(&mut self.missing)
    }

    pub(super) fn compose(
        &mut self,
        text: &str,
        line_ends: LineEnds,
        style: &TextStyle,
        width_points: f32,
        pixels_per_point: f32,
    ) -> TextLayout {
        let measure = self.measure(style, pixels_per_point);
        let width_px = width_points.is_finite().then(|| (width_points * pixels_per_point).max(1.0));
        let prepared = Prepared::new(text, line_ends);
        let mut layouts = Vec::with_capacity(prepared.segments.len());
        for segment in &prepared.segments {
            layouts.push(self.shape(&prepared, segment, style, &measure, width_px, pixels_per_point));
        }
        let mut composer = Composer::new(&prepared, &mut self.faces);
        for (segment, layout) in prepared.segments.iter().zip(&layouts) {
            composer.push(segment, layout.as_ref());
        }
        self.missing.append(&mut composer.missing);
        stack(composer.drafts, &measure, width_px, pixels_per_point)
    }

    /// Shapes a segment and breaks it into lines, in physical pixels; `None` if it is empty.
    fn shape(
        &mut self,
        prepared: &Prepared,
        segment: &Segment,
        style: &TextStyle,
        measure: &Measure,
        width_px: Option<f32>,
        pixels_per_point: f32,
    ) -> Option<Layout<()>> {
        let text = prepared.shaped.get(segment.text.clone()).filter(|text| !text.is_empty())?;
        let start = segment.text.start;
        let inside = |bytes: &std::ops::Range<usize>| start <= bytes.start && bytes.end <= segment.text.end;
        let emoji = self.fonts.stacks(style.family, prepared.han).map(|stacks| stacks.emoji.clone());
        let letters = if prepared.is_plain { Letters::Plain } else { Letters::Any(prepared.han) };
        let mut builder = self.builder(text, style, letters, pixels_per_point);
        let language = Language::parse(prepared.han.language()).ok();
        // Elsewhere a language would only have the system's fonts looked through for each word.
        for bytes in prepared.ideographs.iter().filter(|bytes| inside(bytes)) {
            builder.push(StyleProperty::Locale(language), bytes.start - start..bytes.end - start);
        }
        for bytes in prepared.emoji.iter().filter(|bytes| inside(bytes)) {
            let Some(emoji) = emoji.clone() else { break };
            builder.push(StyleProperty::FontFamily(emoji), bytes.start - start..bytes.end - start);
        }
        let widened = measure.space_px / pixels_per_point * (TAB_SPACES - 1.0);
        for tab in prepared.tabs.iter().filter(|&&tab| inside(&(tab..tab + 1))) {
            builder.push(StyleProperty::LetterSpacing(widened), tab - start..tab + 1 - start);
        }
        for control in prepared.controls.iter().filter(|control| inside(control)) {
            let width = StyleProperty::LetterSpacing(style.size_points * CONTROL_EM);
            builder.push(width, control.start - start..control.end - start);
        }
        let mut layout = builder.build(text);
        break_lines(&mut layout, prepared, start, text, width_px);
        Some(layout)
    }

    fn builder<'a>(
        &'a mut self,
        text: &'a str,
        style: &TextStyle,
        letters: Letters,
        pixels_per_point: f32,
    ) -> RangedBuilder<'a, ()> {
        let stacks = match letters {
            Letters::Plain => self.fonts.stacks(style.family, Han::Chinese).map(|stacks| stacks.plain.clone()),
            Letters::Any(han) => self.fonts.stacks(style.family, han).map(|stacks| stacks.text.clone()),
        };
        let mut builder = self.shaping.ranged_builder(&mut self.fonts.context, text, pixels_per_point, false);
        if let Some(stacks) = stacks {
            builder.push_default(StyleProperty::FontFamily(stacks));
        }
        builder.push_default(StyleProperty::FontSize(style.size_points));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(style.weight.value())));
        builder.push_default(StyleProperty::FontStyle(if style.italic {
            FontStyle::Italic
        } else {
            FontStyle::Normal
        }));
        builder.push_default(LineHeight::FontSizeRelative(style.line_height));
        builder
    }

    /// The heights that all lines of a style share, from the font of its Latin letters.
    fn measure(&mut self, style: &TextStyle, pixels_per_point: f32) -> Measure {
        let key = (style.key(), pixels_per_point.to_bits());
        if let Some(&measure) = self.measures.get(&key) {
            return measure;
        }
        let mut layout = self.builder(" ", style, Letters::Plain, pixels_per_point).build(" ");
        layout.break_all_lines(None);
        let size_px = style.size_points * pixels_per_point;
        let run = layout.lines().next().and_then(|line| line.runs().next());
        let measure = Measure {
            // Whole pixels, so that every line stands at the same distance from the next.
            line_px: (size_px * style.line_height).round().max(1.0),
            ascent_px: run.map_or(size_px * 0.9, |run| run.metrics().ascent),
            descent_px: run.map_or(size_px * 0.3, |run| run.metrics().descent),
            space_px: run.map_or(size_px * 0.25, |run| run.advance()),
        };
        self.measures.insert(key, measure);
        measure
    }
}
