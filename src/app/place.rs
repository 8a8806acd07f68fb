//! Where was the window, and where shall it be? From egui's words to the settings and back.

use egui::{Context, Pos2, Vec2, ViewportBuilder};

use crate::store::{self, Layout, Place};

/// The size of a window that was never closed before, in points.
const FIRST: Vec2 = Vec2::new(1360.0, 860.0);

/// How the last window was laid out; as usual where nobody can say.
pub fn last_layout() -> Layout {
    let settings = store::settings_path().and_then(|path| store::load_settings(&path).ok());
    settings.map(|settings| settings.layout).unwrap_or_default()
}

/// Gives a new window the place of the last one.
///
/// On Windows only the size: there a window on a screen that has gone could not be seen, and which screens there are cannot
/// be asked before there is a window. Elsewhere the system brings it back to where it can be seen.
pub fn restore(window: ViewportBuilder, layout: &Layout) -> ViewportBuilder {
    let Some(place) = layout.place else { return window.with_inner_size(FIRST) };
    let window = window.with_inner_size([place.width, place.height]).with_maximized(place.maximised);
    match place.corner.filter(|_| !cfg!(windows)) {
        Some((left, top)) => window.with_position(Pos2::new(left, top)),
        None => window,
    }
}

/// Notes where the window is and how large all in it is drawn. One that is maximised keeps the size it would have else.
pub fn note(ctx: &Context, layout: &mut Layout) {
    layout.zoom = ctx.zoom_factor();
    let size = ctx.content_rect().size() * layout.zoom;
    ctx.input(|input| {
        let viewport = input.viewport();
        if viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
            return;
        }
        let corner = viewport.outer_rect.map(|rect| rect.min * layout.zoom);
        let here = Place {
            width: size.x.round(),
            height: size.y.round(),
            corner: corner.map(|corner| (corner.x.round(), corner.y.round())),
            maximised: false,
        };
        layout.place = Some(if viewport.maximized == Some(true) { maximised(layout.place) } else { here });
    });
}

fn maximised(before: Option<Place>) -> Place {
    let first = Place { width: FIRST.x, height: FIRST.y, corner: None, maximised: true };
    Place { maximised: true, ..before.unwrap_or(first) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is noted of a window of 1000 by 700 points, drawn at 1.25, in the state that `change` gives it.
    fn noted(before: Option<Place>, change: fn(&mut egui::ViewportInfo)) -> Layout {
        let ctx = Context::default();
        ctx.set_zoom_factor(1.25);
        let mut layout = Layout { place: before, ..Layout::default() };
        let size = Vec2::new(800.0, 560.0);
        let mut input =
            egui::RawInput { screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, size)), ..Default::default() };
        let viewport = input.viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.outer_rect = Some(egui::Rect::from_min_size(Pos2::new(-80.0, 40.0), size));
        change(viewport);
        // The zoom is there from the second frame on.
        for _ in 0..2 {
            let mut output = ctx.run_ui(input.clone(), |ui| note(ui.ctx(), &mut layout));
            output.textures_delta.clear();
        }
        layout
    }

    #[test]
    fn a_window_comes_back_to_its_place_and_never_takes_the_size_of_the_screen() {
        let place = Place { width: 1000.0, height: 700.0, corner: Some((-100.0, 50.0)), maximised: false };
        let layout = noted(None, |_| ());
        assert_eq!((layout.place, layout.zoom), (Some(place), 1.25));
        let before = Place { width: 640.0, ..place };
        let layout = noted(Some(before), |viewport| viewport.maximized = Some(true));
        assert_eq!(layout.place, Some(Place { maximised: true, ..before }));
        let layout = noted(Some(before), |viewport| viewport.minimized = Some(true));
        assert_eq!(layout.place, Some(before));
        let corner = Some(Pos2::new(-100.0, 50.0)).filter(|_| !cfg!(windows));
        let window = restore(ViewportBuilder::default(), &layout);
        assert_eq!((window.inner_size, window.position), (Some(Vec2::new(640.0, 700.0)), corner));
        assert_eq!(restore(ViewportBuilder::default(), &Layout::default()).inner_size, Some(FIRST));
    }
}
