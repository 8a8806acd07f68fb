//! How does a layout come to the screen?

use std::sync::Arc;

use eframe::egui::{Color32, Context, Mesh, Painter, Pos2, Rect, Shape, TextureId, Vec2, pos2, vec2};

use super::atlas::{Atlas, AtlasFull, GlyphKey, Tone};
use super::faces::Faces;
use super::layout::{Glyph, TextLayout};

/// What a layout keeps of its last painting, so that a still frame costs next to nothing.
#[derive(Debug, Default)]
pub(super) struct Painted {
    source: Option<(TextureId, Tone)>,
    quads: Vec<Quad>,
    mesh: Option<PaintedMesh>,
}

/// A glyph's picture: from the layout's corner in physical pixels, and in the texture.
#[derive(Clone, Copy, Debug)]
struct Quad {
    rect_px: Rect,
    uv: Rect,
    is_coloured: bool,
}

#[derive(Debug)]
struct PaintedMesh {
    origin_px: Vec2,
    color: Color32,
    mesh: Arc<Mesh>,
}

/// Adds a layout's glyphs to a painter.
pub(super) fn paint(
    atlas: &mut Option<Atlas>,
    faces: &mut Faces,
    painter: &Painter,
    layout: &TextLayout,
    origin: Pos2,
    color: Color32,
) {
    if !painter.is_visible() {
        return;
    }
    // On whole physical pixels every texel falls on one pixel: sharp, and each glyph always the same.
    let origin_px = (origin.to_vec2() * layout.pixels_per_point).round();
    for sign in &layout.signs {
        sign.paint(painter, origin_px / layout.pixels_per_point, color);
    }
    if layout.glyphs.is_empty() {
        return;
    }
    let atlas = atlas.get_or_insert_with(|| Atlas::new(painter.ctx()));
    let painted = &mut *layout.painted.borrow_mut();
    painted.resolve(atlas, faces, painter.ctx(), &layout.glyphs, Tone::of(color));
    painter.add(Shape::Mesh(painted.mesh(origin_px, color, layout.pixels_per_point)));
}

impl Painted {
    /// Looks up the pictures of the glyphs, unless they still lie where they lay.
    fn resolve(&mut self, atlas: &mut Atlas, faces: &mut Faces, ctx: &Context, glyphs: &[Glyph], tone: Tone) {
        if self.source == Some((atlas.texture(), tone)) {
            return;
        }
        self.mesh = None;
        if self.look_up(atlas, faces, glyphs, tone).is_err() {
            atlas.clear(ctx);
            // A layout that overfills an empty texture is drawn as far as it fits.
            let _ = self.look_up(atlas, faces, glyphs, tone);
        }
        self.source = Some((atlas.texture(), tone));
    }

    fn look_up(&mut self, atlas: &mut Atlas, faces: &mut Faces, glyphs: &[Glyph], tone: Tone) -> Result<(), AtlasFull> {
        self.quads.clear();
        for glyph in glyphs {
            let bins = f32::from(faces.subpixels(glyph.face));
            let binned = (glyph.x_px * bins).round() / bins;
            let pixel = vec2(binned.floor(), glyph.y_px.round());
            let subpixel = ((binned - pixel.x) * bins) as u8;
            let key = GlyphKey { face: glyph.face, glyph: glyph.id, subpixel, tone };
            if let Some(slot) = atlas.slot(key, faces)? {
                let rect_px = Rect::from_min_size((pixel + slot.offset_px).to_pos2(), slot.size_px);
                self.quads.push(Quad { rect_px, uv: slot.uv, is_coloured: slot.is_coloured });
            }
        }
        Ok(())
    }

    fn mesh(&mut self, origin_px: Vec2, color: Color32, pixels_per_point: f32) -> Arc<Mesh> {
        if let Some(last) = &self.mesh
            && last.origin_px == origin_px
            && last.color == color
        {
            return Arc::clone(&last.mesh);
        }
        let mesh = Arc::new(self.new_mesh(origin_px, color, pixels_per_point));
        self.mesh = Some(PaintedMesh { origin_px, color, mesh: Arc::clone(&mesh) });
        mesh
    }

    fn new_mesh(&self, origin_px: Vec2, color: Color32, pixels_per_point: f32) -> Mesh {
        let texture = self.source.map_or_else(TextureId::default, |(texture, _)| texture);
        let mut mesh = Mesh::with_texture(texture);
        mesh.reserve_triangles(self.quads.len() * 2);
        mesh.reserve_vertices(self.quads.len() * 4);
        // A picture in colour keeps its colours and fades with the text.
        let plain = Color32::from_white_alpha(color.a());
        let points = |px: Pos2| pos2(px.x / pixels_per_point, px.y / pixels_per_point);
        for quad in &self.quads {
            let rect = quad.rect_px.translate(origin_px);
            let rect = Rect::from_min_max(points(rect.min), points(rect.max));
            mesh.add_rect_with_uv(rect, quad.uv, if quad.is_coloured { plain } else { color });
        }
        mesh
    }
}
