//! Where in a texture is the picture of a glyph?

use std::collections::HashMap;

use eframe::egui::{
    Color32, ColorImage, Context, Pos2, Rect, TextureHandle, TextureId, TextureOptions, Vec2, pos2, vec2,
};

use super::faces::Faces;
use super::picture::{Picture, Pixels};

/// Side of the first texture in texels: a page of most scripts fits in, and an idle window stays small.
const FIRST_SIDE: usize = 1024;
/// Side of those after it, less where the graphics card takes less: a page of Chinese has a thousand characters.
const SIDE: usize = 2048;

/// Empty texels between two pictures, so that neighbours never bleed in.
const GAP: usize = 1;

/// How far the half tones of light text are raised; 0 leaves it thin, 1 makes it look bold.
const RAISED: f32 = 0.5;

/// Whether a text is darker or lighter than what it stands on.
///
/// Blending happens in gamma space, where half covered pixels come out darker than the eye expects: right for dark text,
/// too thin for light text. So light text is drawn from pictures whose half tones are raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Tone {
    Dark,
    Light,
}

impl Tone {
    /// By the colour of the text: nobody sets dark text on dark.
    pub(super) fn of(text: Color32) -> Self {
        let luma = 0.30 * f32::from(text.r()) + 0.59 * f32::from(text.g()) + 0.11 * f32::from(text.b());
        if luma > 0.5 * f32::from(text.a()) { Self::Light } else { Self::Dark }
    }

    fn alpha(self, coverage: u8) -> u8 {
        let part = f32::from(coverage) / 255.0;
        match self {
            Self::Dark => coverage,
            Self::Light => ((part + RAISED * part * (1.0 - part)) * 255.0).round() as u8,
        }
    }
}

/// A glyph as it is drawn: equal keys have equal pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct GlyphKey {
    pub(super) face: u32,
    pub(super) glyph: u16,
    pub(super) subpixel: u8,
    pub(super) tone: Tone,
}

/// The place of a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    /// From the glyph's origin to the picture's top left corner, in physical pixels.
    pub(super) offset_px: Vec2,
    pub(super) size_px: Vec2,
    pub(super) uv: Rect,
    /// A colour picture is shown as it is; any other takes the colour of the text.
    pub(super) is_coloured: bool,
}

/// A texture that fills up with pictures of glyphs as they are asked for.
pub(super) struct Atlas {
    texture: TextureHandle,
    side: usize,
    shelves: Vec<Shelf>,
    /// `None` for a glyph without a picture, such as a space.
    slots: HashMap<GlyphKey, Option<Slot>>,
}

/// A row of pictures of about one height.
struct Shelf {
    top: usize,
    height: usize,
    end: usize,
}

impl Atlas {
    pub(super) fn new(ctx: &Context) -> Self {
        Self::of_side(ctx, FIRST_SIDE)
    }

    fn of_side(ctx: &Context, side: usize) -> Self {
        let side = side.min(ctx.input(|input| input.max_texture_side));
        let empty = ColorImage::filled([side, side], Color32::TRANSPARENT);
        let texture = ctx.load_texture("typeset glyphs", empty, TextureOptions::LINEAR);
        Self { texture, side, shelves: Vec::new(), slots: HashMap::new() }
    }

    /// Names the texture; another one after every [`Atlas::clear`].
    pub(super) fn texture(&self) -> TextureId {
        self.texture.id()
    }

    /// Starts anew on an empty texture. What was painted in this frame keeps the old one, which egui frees after it.
    pub(super) fn clear(&mut self, ctx: &Context) {
        *self = Self::of_side(ctx, SIDE);
    }

    /// The picture of a glyph, drawn when it is asked for the first time.
    pub(super) fn slot(&mut self, key: GlyphKey, faces: &mut Faces) -> Result<Option<Slot>, AtlasFull> {
        if let Some(&slot) = self.slots.get(&key) {
            return Ok(slot);
        }
        let slot = match faces.draw(key.face, key.glyph, key.subpixel) {
            Some(picture) => self.add(picture, key.tone)?,
            None => None,
        };
        self.slots.insert(key, slot);
        Ok(slot)
    }

    fn add(&mut self, picture: Picture, tone: Tone) -> Result<Option<Slot>, AtlasFull> {
        let Picture { width, height, left_px, top_px, .. } = picture;
        if width + GAP > self.side || height + GAP > self.side {
            return Ok(None); // larger than the texture: not text any more
        }
        let [left, top] = self.place(width + GAP, height + GAP).ok_or(AtlasFull)?;
        let is_coloured = matches!(picture.pixels, Pixels::Coloured(_));
        let image = ColorImage::new([width, height], tinted(picture.pixels, tone));
        self.texture.set_partial([left, top], image, TextureOptions::LINEAR);
        let texel = 1.0 / self.side as f32;
        let corner = |x: usize, y: usize| -> Pos2 { pos2(x as f32 * texel, y as f32 * texel) };
        Ok(Some(Slot {
            offset_px: vec2(left_px as f32, -top_px as f32),
            size_px: vec2(width as f32, height as f32),
            uv: Rect::from_min_max(corner(left, top), corner(left + width, top + height)),
            is_coloured,
        }))
    }

    /// Room on the shelf that wastes least, or on a new one.
    fn place(&mut self, width: usize, height: usize) -> Option<[usize; 2]> {
        let side = self.side;
        let fits = |shelf: &&mut Shelf| {
            shelf.end + width <= side && height <= shelf.height && shelf.height <= height + height / 4 + 2
        };
        if let Some(shelf) = self.shelves.iter_mut().filter(fits).min_by_key(|shelf| shelf.height) {
            let left = shelf.end;
            shelf.end += width;
            return Some([left, shelf.top]);
        }
        let top = self.shelves.last().map_or(0, |shelf| shelf.top + shelf.height);
        if top + height > side || width > side {
            return None;
        }
        self.shelves.push(Shelf { top, height, end: width });
        Some([0, top])
    }
}

/// There is no room for one more picture.
#[derive(Debug)]
pub(super) struct AtlasFull;

/// The picture as egui wants it: premultiplied, and white where the text's colour is to go.
fn tinted(pixels: Pixels, tone: Tone) -> Vec<Color32> {
    match pixels {
        Pixels::Coverage(coverage) => {
            coverage.into_iter().map(|part| Color32::from_white_alpha(tone.alpha(part))).collect()
        }
        Pixels::Coloured(colors) => colors,
    }
}
