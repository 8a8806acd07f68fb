//! How does a label look? Its colour and line, as they are seen in light and in dark, and whom they look like others.

use egui::{Align2, Color32, FontId, Pos2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::Form;
use super::fields::{Field, Taken, remark};
use crate::app::theme::{self, DARK, LIGHT, Palette};
use crate::app::widgets;
use crate::project::{Color, Label, Line, LookAlike, Scheme, Vision};

/// The colours of Okabe and Ito, which the colour-blind can tell apart, and grey.
const SWATCHES: [([u8; 3], &str); 8] = [
    ([0xD5, 0x5E, 0x00], "Vermilion"),
    ([0x00, 0x72, 0xB2], "Blue"),
    ([0x00, 0x9E, 0x73], "Bluish green"),
    ([0xCC, 0x79, 0xA7], "Reddish purple"),
    ([0xE6, 0x9F, 0x00], "Orange"),
    ([0x56, 0xB4, 0xE9], "Sky blue"),
    ([0xF0, 0xE4, 0x42], "Yellow"),
    ([0x99, 0x99, 0x99], "Grey"),
];

/// The words of the example.
const BEFORE: &str = "Rents ";
const MARKED: &str = "rose by 12%";

/// Whom the label looks like others, for one state of the project.
#[derive(Debug, Default)]
pub struct Warnings {
    of: Option<(u64, usize)>,
    words: Vec<Warning>,
}

/// Which label the own one looks like, and to whom.
#[derive(Debug, PartialEq)]
struct Warning {
    words: String,
    /// Whether their lines tell them apart all the same.
    is_mild: bool,
}

/// Shows colour, line and an example.
pub fn show(ui: &mut Ui, form: &mut Form<'_>, place: usize, label: &Label) {
    form.row(ui, "Colour", |form, ui| color(ui, form, place, label));
    form.row(ui, "Line", |form, ui| line(ui, form, label));
    form.row(ui, "Looks like", |form, ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            example(ui, label, &LIGHT);
            example(ui, label, &DARK);
        });
        warnings(ui, form, place, label);
    });
}

fn color(ui: &mut Ui, form: &mut Form<'_>, place: usize, label: &Label) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(4.0, 4.0);
        for (rgb, name) in SWATCHES {
            let chosen = label.color.rgb == rgb;
            if swatch(ui, rgb, name, chosen.then_some(())).clicked() && !chosen {
                form.then_change_label(move |label| label.color = Color { rgb });
            }
        }
        ui.add_space(4.0);
        let written = String::from(label.color);
        let trouble = |typed: &str| read(typed).is_none().then(|| "Six hexadecimal digits, such as #D55E00".to_owned());
        let own = form.own("color");
        let field = Field { own: &own, name: "Colour", value: &written, taken: Taken::WhenLeft };
        let (_, typed) = form.text(ui, field, 84.0, trouble);
        if let Some(color) = typed.as_deref().and_then(read) {
            form.change(|scheme| scheme.labels[place].color = color);
        }
    });
}

fn read(typed: &str) -> Option<Color> {
    let digits = typed.trim().trim_start_matches('#');
    Color::try_from(format!("#{digits}")).ok()
}

fn swatch(ui: &mut Ui, rgb: [u8; 3], name: &str, chosen: Option<()>) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(25.0), Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen.is_some(), name));
    let palette = Palette::of(ui.ctx());
    let [red, green, blue] = rgb;
    ui.painter().rect_filled(rect.shrink(4.0), 3.0, Color32::from_rgb(red, green, blue));
    let edge = match chosen {
        Some(()) => Some(Stroke::new(2.0, palette.ink)),
        None => response.hovered().then(|| Stroke::new(1.0, palette.soft)),
    };
    let edge = if response.has_focus() { Some(Stroke::new(2.0, palette.focus)) } else { edge };
    if let Some(edge) = edge {
        ui.painter().rect_stroke(rect.shrink(1.0), 5.0, edge, StrokeKind::Inside);
    }
    response.on_hover_text(name)
}

fn line(ui: &mut Ui, form: &mut Form<'_>, label: &Label) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::new(3.0, 3.0);
        let lines = [Line::Solid, Line::Double, Line::Dotted, Line::Dashed];
        for line in lines {
            let chosen = label.line == line;
            if widgets::segment(ui, form.setter, &format!("{line:?}"), chosen).clicked() && !chosen {
                form.then_change_label(move |label| label.line = line);
            }
        }
        ui.add_space(8.0);
        let mut helper = label.helper;
        let what = "For what relations lead to, such as a speaker: drawn as a line alone, and not counted as a finding";
        if ui.checkbox(&mut helper, "Helper").on_hover_text(what).changed() {
            form.then_change_label(move |label| label.helper = helper);
        }
    });
}

/// Some words on the paper of a theme, marked with the label, and how well the line is seen there.
fn example(ui: &mut Ui, label: &Label, palette: &Palette) {
    let font = FontId::new(15.0, egui::FontFamily::Proportional);
    let galley = |words: &str| ui.painter().layout_no_wrap(words.to_owned(), font.clone(), palette.ink);
    let (before, marked) = (galley(BEFORE), galley(MARKED));
    let shade = palette.shade(label.color);
    let contrast = contrast(shade.line, palette.paper);
    let what = if palette.dark { "dark" } else { "light" };
    let says = format!("On {what} paper its line has a contrast of {contrast:.1} to 1");
    let words = before.size().x + marked.size().x;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(words + 78.0, 40.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &says));
    let painter = ui.painter();
    painter.rect(rect, 5.0, palette.paper, Stroke::new(1.0, palette.hairline), StrokeKind::Inside);
    let top = rect.center().y - before.size().y / 2.0;
    let left = rect.left() + 10.0;
    let start = left + before.size().x;
    let under = Rect::from_min_size(Pos2::new(start, top), marked.size() + Vec2::new(0.0, 4.0));
    widgets::paint_swatch(ui, under, label, shade);
    ui.painter().galley(Pos2::new(left, top), before, palette.ink);
    ui.painter().galley(Pos2::new(start, top), marked, palette.ink);
    let at = rect.right_center() - Vec2::new(10.0, 0.0);
    let figure = format!("{contrast:.1} : 1");
    ui.painter().text(at, Align2::RIGHT_CENTER, figure, FontId::proportional(theme::SMALL), palette.soft);
    response.on_hover_text(says);
}

fn contrast(one: Color32, other: Color32) -> f64 {
    plain(one).contrast(plain(other))
}

fn plain(color: Color32) -> Color {
    Color { rgb: [color.r(), color.g(), color.b()] }
}

fn warnings(ui: &mut Ui, form: &mut Form<'_>, place: usize, label: &Label) {
    if label.retired {
        return;
    }
    let now = Some((form.state, place));
    if form.editor.seen.warnings.of != now {
        form.editor.seen.warnings = Warnings { of: now, words: alike(form.project.scheme(), place) };
    }
    for Warning { words, is_mild } in &form.editor.seen.warnings.words {
        if *is_mild {
            remark(ui, words);
        } else {
            ui.label(RichText::new(words).size(theme::SMALL).color(Palette::of(ui.ctx()).alarm));
        }
    }
    if form.editor.seen.warnings.words.is_empty() {
        remark(ui, "Everybody can tell its colour from those of the others.");
    }
}

/// Which labels the one at `place` looks like, as their lines are drawn on light paper and on dark.
fn look_alikes(scheme: &Scheme, place: usize) -> [Vec<LookAlike>; 2] {
    let drawn = |palette: &'static Palette| move |color: Color| plain(palette.shade(color).line);
    [&LIGHT, &DARK].map(|palette| scheme.look_alikes_of(place, drawn(palette)))
}

/// Whether everybody can tell the label at `place` from the others by its colour.
pub fn is_told_apart(scheme: &Scheme, place: usize) -> bool {
    look_alikes(scheme, place).iter().all(Vec::is_empty)
}

/// Which labels the one at `place` looks like, to whom, and on which paper: a sentence each.
fn alike(scheme: &Scheme, place: usize) -> Vec<Warning> {
    let [light, dark] = look_alikes(scheme, place);
    let own = |pair: &LookAlike, other: usize| pair.labels.contains(&other) && other != place;
    let whom = |pairs: &[LookAlike], other: usize| -> Vec<Vision> {
        pairs.iter().filter(|pair| own(pair, other)).map(|pair| pair.to).collect()
    };
    let told = |(other, label): (usize, &Label)| {
        let (on_light, on_dark) = (whom(&light, other), whom(&dark, other));
        let both: Vec<Vision> =
            Vision::ALL.into_iter().filter(|to| on_light.contains(to) || on_dark.contains(to)).collect();
        let first = both.first()?;
        let whom = match first {
            Vision::Usual => Vision::Usual.whom().to_owned(),
            _ => both.iter().map(|to| to.whom()).collect::<Vec<_>>().join(" and "),
        };
        let whom = whom.replace(" and people with ", " and ");
        let paper = match (on_light.is_empty(), on_dark.is_empty()) {
            (true, _) => " on dark paper",
            (_, true) => " on light paper",
            _ => "",
        };
        let mine = &scheme.labels[place];
        let is_mild = (mine.line, mine.helper) != (label.line, label.helper);
        let lines = if is_mild { "; their lines tell them apart" } else { "" };
        Some(Warning { words: format!("Looks like {} to {whom}{paper}{lines}", label.name), is_mild })
    };
    scheme.labels.iter().enumerate().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::default_scheme;

    #[test]
    fn it_is_said_to_whom_two_labels_look_alike_and_where() {
        let mut scheme = default_scheme();
        assert_eq!(alike(&scheme, 0), []);
        let cue = "Looks like Cue to people with deuteranopia on dark paper; their lines tell them apart";
        assert_eq!(alike(&scheme, 2), [Warning { words: cue.into(), is_mild: true }]);
        scheme.labels[1].color = scheme.labels[0].color;
        scheme.labels[1].line = Line::Solid;
        let claim = Warning { words: "Looks like Claim to everybody".into(), is_mild: false };
        assert_eq!(alike(&scheme, 1), [claim]);
    }

    #[test]
    fn a_colour_may_be_typed_without_its_sign() {
        assert_eq!(read(" d55e00 "), read("#D55E00"));
        assert!(read("#D55E0").is_none() && read("").is_none() && read("red").is_none());
    }
}
