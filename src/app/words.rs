//! How are words shown that an article or a person wrote? By the text engine, since egui cannot order every script.

use std::rc::Rc;

use egui::{Color32, CursorIcon, Pos2, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo};

use super::theme::{self, Palette};
use super::typeset::{Family, TextLayout, TextStyle, Typesetter, Weight};

/// Line height of the window's letters, as a multiple of their size.
const LINE_HEIGHT: f32 = 1.4;

/// Width of what is shown under the pointer, in points.
const TIP: f32 = 380.0;

/// How the words look, and how much room they have.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    style: TextStyle,
    color: Color32,
    width: f32,
    lines: usize,
}

impl Look {
    /// The window's letters, on one line.
    pub fn new(color: Color32) -> Self {
        let style = TextStyle::new(Family::Sans, theme::BODY, LINE_HEIGHT);
        Self { style, color, width: f32::INFINITY, lines: 1 }
    }

    /// In letters of `size` points.
    #[must_use]
    pub fn sized(self, size: f32) -> Self {
        Self { style: TextStyle { size_points: size, ..self.style }, ..self }
    }

    /// In this colour.
    #[must_use]
    pub fn colored(self, color: Color32) -> Self {
        Self { color, ..self }
    }

    /// In the heavier face.
    #[must_use]
    pub fn bold(self) -> Self {
        Self { style: self.style.with_weight(Weight::SemiBold), ..self }
    }

    /// At most `width` points wide: what does not fit is cut off with an ellipsis.
    #[must_use]
    pub fn within(self, width: f32) -> Self {
        Self { width: width.max(24.0), ..self }
    }

    /// As many lines as it takes.
    #[must_use]
    pub fn wrapped(self) -> Self {
        Self { lines: usize::MAX, ..self }
    }
}

/// The words, laid out for painting.
pub fn lay_out(ui: &Ui, setter: &mut Typesetter, words: &str, look: &Look) -> Rc<TextLayout> {
    lay_out_in(ui.ctx(), setter, words, look)
}

/// The words, laid out for painting where there is no [`Ui`].
pub fn lay_out_in(ctx: &egui::Context, setter: &mut Typesetter, words: &str, look: &Look) -> Rc<TextLayout> {
    setter.snippet(words, &look.style, look.width, ctx.pixels_per_point(), look.lines)
}

/// How wide the widest line is, in points.
pub fn width(layout: &TextLayout) -> f32 {
    layout.size().x - left_of(layout)
}

/// Paints words with the left edge of their widest line and the top of their first at `corner`.
pub fn paint(ui: &Ui, setter: &mut Typesetter, layout: &TextLayout, corner: Pos2, color: Color32) {
    paint_on(ui.painter(), setter, layout, corner, color);
}

/// Like [`paint`], where there is no [`Ui`].
pub fn paint_on(painter: &egui::Painter, setter: &mut Typesetter, layout: &TextLayout, corner: Pos2, color: Color32) {
    setter.paint(painter, layout, corner - Vec2::new(left_of(layout), 0.0), color);
}

/// Shows words; a screen reader reads the whole of them.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, words: &str, look: Look) -> Response {
    let response = place(ui, setter, words, look, Sense::hover()).0;
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    response
}

/// Shows words that can be clicked, underlined under the pointer.
pub fn link(ui: &mut Ui, setter: &mut Typesetter, words: &str, look: Look) -> Response {
    let (response, layout) = place(ui, setter, words, look, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, words));
    if response.hovered() || response.has_focus() {
        let ink = Palette::of(ui.ctx()).ink;
        setter.paint(ui.painter(), &layout, corner(&response, &layout, look), ink);
        ui.painter().hline(response.rect.x_range(), response.rect.bottom() - 1.0, Stroke::new(1.0, ink));
    }
    super::widgets::ring_around(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Shows words that can be clicked like a button.
pub fn button(ui: &mut Ui, setter: &mut Typesetter, words: &str, look: Look) -> Response {
    let layout = lay_out(ui, setter, words, &look);
    let size = Vec2::new(width(&layout) + 8.0, layout.size().y + 6.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    let palette = Palette::of(ui.ctx());
    if response.hovered() {
        ui.painter().rect_filled(rect, theme::CORNER, palette.hovered());
    }
    super::widgets::ring(ui, &response);
    paint(ui, setter, &layout, rect.left_top() + Vec2::new(4.0, 3.0), look.color);
    response
}

/// Shows words where the pointer rests on `response`.
pub fn tip(response: Response, setter: &mut Typesetter, words: &str) -> Response {
    response.on_hover_ui(|ui| {
        let look = Look::new(Palette::of(ui.ctx()).ink).within(TIP).wrapped();
        for line in words.lines() {
            show(ui, setter, line, look);
        }
    })
}

fn place(ui: &mut Ui, setter: &mut Typesetter, words: &str, look: Look, sense: Sense) -> (Response, Rc<TextLayout>) {
    let layout = lay_out(ui, setter, words, &look);
    let wide = if keeps_column(&layout, look) { look.width } else { width(&layout) };
    let response = ui.allocate_response(Vec2::new(wide, layout.size().y), sense);
    setter.paint(ui.painter(), &layout, corner(&response, &layout, look), look.color);
    (response, layout)
}

/// Whether words keep the whole width: a paragraph that runs from the right stands at the right of its column.
fn keeps_column(layout: &TextLayout, look: Look) -> bool {
    look.lines > 1 && layout.is_rtl() && look.width.is_finite()
}

/// How far the widest line stands from the left of its column, in points.
pub fn left_of(layout: &TextLayout) -> f32 {
    layout.lines().iter().map(|line| line.left).reduce(f32::min).unwrap_or_default()
}

fn corner(response: &Response, layout: &TextLayout, look: Look) -> Pos2 {
    let left = if keeps_column(layout, look) { 0.0 } else { left_of(layout) };
    response.rect.left_top() - Vec2::new(left, 0.0)
}
