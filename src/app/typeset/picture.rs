//! What does a glyph look like in pixels?

use eframe::egui::Color32;
use swash::scale::image::{Content, Image};
use swash::scale::{ScaleContext, StrikeWith};
use swash::{FontRef, GlyphId};

/// A rasterised glyph.
pub(super) struct Picture {
    /// From the glyph's origin to the left edge.
    pub(super) left_px: i32,
    /// From the baseline up to the top edge.
    pub(super) top_px: i32,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Pixels,
}

/// As many pixels as the picture is wide and high, row by row.
pub(super) enum Pixels {
    /// How much of each pixel the glyph covers; it takes the colour of the text.
    Coverage(Vec<u8>),
    /// A glyph with colours of its own, premultiplied.
    Coloured(Vec<Color32>),
}

/// Larger bitmaps are no glyphs.
const LARGEST_BITMAP: u32 = 2048;

impl Picture {
    /// A picture that was drawn from outlines; `None` if it is empty.
    pub(super) fn drawn(image: Image) -> Option<Self> {
        let [width, height] = [image.placement.width as usize, image.placement.height as usize];
        let pixels = match image.content {
            Content::Mask => Pixels::Coverage(image.data),
            // Layers are blended onto nothing, so they come out premultiplied.
            Content::Color | Content::SubpixelMask => {
                Pixels::Coloured(rgba(&image.data, |[r, g, b, a]| Color32::from_rgba_premultiplied(r, g, b, a)))
            }
        };
        let count = match &pixels {
            Pixels::Coverage(pixels) => pixels.len(),
            Pixels::Coloured(pixels) => pixels.len(),
        };
        let (left_px, top_px) = (image.placement.left, image.placement.top);
        (count > 0 && count == width * height).then_some(Self { left_px, top_px, width, height, pixels })
    }

    /// A picture from a font's largest colour bitmap, brought to size; `None` if the font has none for the glyph.
    pub(super) fn from_bitmap(
        scaling: &mut ScaleContext,
        font: FontRef<'_>,
        glyph: GlyphId,
        size_px: f32,
    ) -> Option<Self> {
        let ppem = font.color_strikes().find_by_largest_ppem(glyph)?.ppem();
        // Without a size the bitmap comes as it is in the font; swash's own scaling cuts off its last row and column.
        let image = scaling.builder(font).size(0.0).build().scale_color_bitmap(glyph, StrikeWith::LargestSize)?;
        let (place, sides) = (image.placement, 1..=LARGEST_BITMAP);
        if ppem == 0
            || image.content != Content::Color
            || !sides.contains(&place.width)
            || !sides.contains(&place.height)
        {
            return None;
        }
        let source = rgba(&image.data, |[r, g, b, a]| Color32::from_rgba_unmultiplied(r, g, b, a));
        let scale = size_px / f32::from(ppem);
        let scaled = |length: u32| ((length as f32 * scale).round() as usize).max(1);
        let [width, height] = [scaled(place.width), scaled(place.height)];
        Some(Self {
            left_px: (place.left as f32 * scale).round() as i32,
            top_px: (place.top as f32 * scale).round() as i32,
            width,
            height,
            pixels: Pixels::Coloured(resized(&source, [place.width as usize, place.height as usize], [width, height])),
        })
    }
}

fn rgba(bytes: &[u8], color: impl Fn([u8; 4]) -> Color32) -> Vec<Color32> {
    bytes.as_chunks::<4>().0.iter().map(|&pixel| color(pixel)).collect()
}

/// The mean of the source pixels under each new one: what a bitmap needs that is several times too large.
fn resized(source: &[Color32], from: [usize; 2], to: [usize; 2]) -> Vec<Color32> {
    let columns: Vec<Vec<(usize, f32)>> = (0..to[0]).map(|x| shares(x, from[0], to[0])).collect();
    let mut pixels = Vec::with_capacity(to[0] * to[1]);
    for y in 0..to[1] {
        let rows = shares(y, from[1], to[1]);
        for column in &columns {
            let mut sum = [0.0; 4];
            for &(row, height) in &rows {
                for &(x, width) in column {
                    let pixel = source.get(row * from[0] + x).copied().unwrap_or(Color32::TRANSPARENT);
                    for (sum, part) in sum.iter_mut().zip(pixel.to_array()) {
                        *sum += f32::from(part) * width * height;
                    }
                }
            }
            let [r, g, b, a] = sum.map(|part| part.round() as u8);
            pixels.push(Color32::from_rgba_premultiplied(r, g, b, a));
        }
    }
    pixels
}

/// The source pixels under a new one, each with its part of it.
fn shares(at: usize, from: usize, to: usize) -> Vec<(usize, f32)> {
    let ratio = from as f32 / to as f32;
    let (start, end) = (at as f32 * ratio, (at + 1) as f32 * ratio);
    let last = (end.ceil() as usize).min(from);
    (start as usize..last)
        .map(|pixel| (pixel, (end.min(pixel as f32 + 1.0) - start.max(pixel as f32)).max(0.0) / ratio))
        .collect()
}
