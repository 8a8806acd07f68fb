//! Which font file, size and slant is a glyph drawn with?

use std::collections::HashMap;

use parley::{FontData, Run};
use swash::scale::{Render, ScaleContext, Source};
use swash::zeno::{Angle, Format, Transform, Vector};
use swash::{CacheKey, FontRef, tag_from_bytes};

use super::picture::Picture;

/// Horizontal places within a pixel at which an outline is drawn: the eye sees no finer steps.
const SUBPIXELS: u8 = 4;

/// Strength of an artificial bold, as a part of the size.
const EMBOLDEN: f32 = 1.0 / 48.0;

/// A font at one size, with what is done to its outlines.
struct Face {
    font: FontData,
    offset: u32,
    cache: CacheKey,
    size_px: f32,
    coords: Vec<i16>,
    embolden: bool,
    skew_degrees: Option<f32>,
    has_bitmaps: bool,
}

impl Face {
    fn font_ref(&self) -> FontRef<'_> {
        FontRef { data: self.font.data.as_ref(), offset: self.offset, key: self.cache }
    }
}

#[derive(PartialEq, Eq, Hash)]
struct FaceKey {
    blob: u64,
    index: u32,
    size_bits: u32,
    coords: Vec<i16>,
    embolden: bool,
    skew_bits: Option<u32>,
}

/// All faces that layouts have asked for, by number.
#[derive(Default)]
pub(super) struct Faces {
    faces: Vec<Face>,
    numbers: HashMap<FaceKey, u32>,
    scaling: ScaleContext,
}

impl Faces {
    /// The number of a run's face; `None` if its font cannot be read.
    pub(super) fn of_run(&mut self, run: &Run<'_, ()>) -> Option<u32> {
        let (font, synthesis) = (run.font(), run.synthesis());
        let key = FaceKey {
            blob: font.data.id(),
            index: font.index,
            size_bits: run.font_size().to_bits(),
            coords: run.normalized_coords().to_vec(),
            embolden: synthesis.embolden(),
            skew_bits: synthesis.skew().map(f32::to_bits),
        };
        if let Some(&number) = self.numbers.get(&key) {
            return Some(number);
        }
        let font_ref = FontRef::from_index(font.data.as_ref(), font.index as usize)?;
        let number = u32::try_from(self.faces.len()).ok()?;
        self.faces.push(Face {
            offset: font_ref.offset,
            cache: font_ref.key,
            font: font.clone(),
            size_px: run.font_size(),
            coords: key.coords.clone(),
            embolden: synthesis.embolden(),
            skew_degrees: synthesis.skew(),
            has_bitmaps: [b"CBDT", b"sbix"].iter().any(|name| font_ref.table(tag_from_bytes(name)).is_some()),
        });
        self.numbers.insert(key, number);
        Some(number)
    }

    /// Horizontal places within a pixel at which a face is drawn: a bitmap has but one.
    pub(super) fn subpixels(&self, face: u32) -> u8 {
        if self.faces.get(face as usize).is_some_and(|face| face.has_bitmaps) { 1 } else { SUBPIXELS }
    }

    /// A hyphen in a run's face: face, glyph and advance in pixels.
    pub(super) fn hyphen(&mut self, run: &Run<'_, ()>) -> Option<(u32, u16, f32)> {
        let number = self.of_run(run)?;
        let face = self.faces.get(number as usize)?;
        let font = face.font_ref();
        let glyph = ['\u{2010}', '-'].iter().map(|&hyphen| font.charmap().map(hyphen)).find(|&glyph| glyph != 0)?;
        let advance = font.glyph_metrics(&face.coords).scale(face.size_px).advance_width(glyph);
        Some((number, glyph, advance))
    }

    /// Draws a glyph, moved to the right by `subpixel` quarters of a pixel; `None` if it has no picture.
    pub(super) fn draw(&mut self, face: u32, glyph: u16, subpixel: u8) -> Option<Picture> {
        let face = self.faces.get(face as usize)?;
        if face.has_bitmaps
            && let Some(picture) = Picture::from_bitmap(&mut self.scaling, face.font_ref(), glyph, face.size_px)
        {
            return Some(picture);
        }
        let mut scaler = self
            .scaling
            .builder(face.font_ref())
            .size(face.size_px)
            .hint(true)
            .normalized_coords(face.coords.iter().copied())
            .build();
        let sources = [Source::ColorOutline(0), Source::Outline];
        let mut render = Render::new(&sources);
        render.format(Format::Alpha).offset(Vector::new(f32::from(subpixel) / f32::from(SUBPIXELS), 0.0));
        if face.embolden {
            render.embolden(face.size_px * EMBOLDEN);
        }
        if let Some(degrees) = face.skew_degrees {
            render.transform(Some(Transform::skew(Angle::from_degrees(degrees), Angle::from_degrees(0.0))));
        }
        render.render(&mut scaler, glyph).and_then(Picture::drawn)
    }
}
