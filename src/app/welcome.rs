//! The first page: what this is, and every way to an article.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use egui::{Align2, FontId, Rect, RichText, Sense, Stroke, StrokeKind, Ui, Vec2};
use lucide_icons::Icon;

use super::access;
use super::articles::Articles;
use super::incoming::Left;
use super::panel::articles::ROW;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::words::{self, Look};
use crate::project::Moment;
use crate::session::Command;

/// How many articles of a list are in sight.
const MOST_ROWS: usize = 8;

/// What the person wishes on the first page.
#[derive(Debug)]
pub enum Wish {
    /// A command.
    Run(Command),
    /// Work that was not saved.
    OpenLeft(Left),
    /// One of the files listed.
    Open(PathBuf),
    /// The sample.
    Sample,
}

/// Shows the page: work that was `left` unsaved, the `articles` that were named together, those opened `recent`ly.
pub fn show(
    ui: &mut Ui,
    (left, articles, recent): (&[Left], Option<&mut Articles>, &[PathBuf]),
    setter: &mut Typesetter,
) -> Option<Wish> {
    let palette = Palette::of(ui.ctx());
    let rect = ui.available_rect_before_wrap();
    ui.painter().rect_filled(rect, 0.0, palette.paper);
    let mut wish = None;
    let width = 480.0_f32.min(rect.width() - 48.0);
    // The bar for scrolling stands at the window's edge, not at the column's.
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let all = ui.available_rect_before_wrap();
        let room =
            Rect::from_min_size(egui::pos2(rect.center().x - width / 2.0, all.top()), Vec2::new(width, all.height()));
        ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            ui.add_space((rect.height() * 0.14).max(24.0));
            ui.label(RichText::new("Copydesk").font(theme::bold(30.0)));
            let line = "Mark claims, quotes and statistics in an article.";
            ui.label(RichText::new(line).size(16.0).color(palette.soft));
            ui.add_space(20.0);
            let rows = [
                (Icon::FolderOpen, "Open an article or a project…", "Ctrl+O", Wish::Run(Command::Open)),
                (Icon::ClipboardPaste, "Paste an article", "Ctrl+V", Wish::Run(Command::PasteArticle)),
                (Icon::Newspaper, "Try the sample", "", Wish::Sample),
            ];
            for (icon, name, key, then) in rows {
                if line_button(ui, icon, name, key).clicked() {
                    wish = Some(then);
                }
            }
            if !left.is_empty() {
                ui.add_space(18.0);
                ui.label(RichText::new("Not saved when Copydesk ended").font(theme::bold(theme::BODY)));
                for left in left {
                    if left_line(ui, left, setter).clicked() {
                        wish = Some(Wish::OpenLeft(left.clone()));
                    }
                }
            }
            if let Some(articles) = articles {
                article_list(ui, articles, setter);
            }
            if !recent.is_empty() {
                ui.add_space(18.0);
                ui.label(RichText::new("Recent").font(theme::bold(theme::BODY)));
                for path in recent {
                    if file_line(ui, path, setter).clicked() {
                        wish = Some(Wish::Open(path.clone()));
                    }
                }
            }
            ui.add_space(24.0);
            drop_place(ui, &palette);
            ui.add_space(24.0);
        });
    });
    wish
}

/// The articles that were named together, as many as a page has room for; the wheel brings the others.
fn article_list(ui: &mut Ui, articles: &mut Articles, setter: &mut Typesetter) {
    ui.add_space(18.0);
    ui.horizontal(|ui| {
        ui.label(RichText::new("Articles").font(theme::bold(theme::BODY)));
        ui.label(RichText::new(articles.totals()).color(Palette::of(ui.ctx()).soft));
    });
    let height = ROW * articles.entries().len().min(MOST_ROWS) as f32;
    let size = Vec2::new(ui.available_width(), height);
    ui.allocate_ui(size, |ui| super::panel::articles::list(ui, articles, 0, setter));
}

fn line_button(ui: &mut Ui, icon: Icon, name: &str, key: &str) -> egui::Response {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 40.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    let fill = if response.hovered() { theme::over(palette.field, palette.hovered()) } else { palette.field };
    let edge = if response.has_focus() { palette.focus } else { palette.hairline };
    let width = if response.has_focus() { 1.5 } else { 1.0 };
    ui.painter().rect(rect, 6.0, fill, Stroke::new(width, edge), StrokeKind::Inside);
    access::key(&response, key);
    let middle = rect.center().y;
    let at = egui::pos2(rect.left() + 22.0, middle);
    ui.painter().text(at, Align2::CENTER_CENTER, icon.unicode(), theme::icons(17.0), palette.soft);
    let at = egui::pos2(rect.left() + 42.0, middle);
    ui.painter().text(at, Align2::LEFT_CENTER, name, FontId::proportional(14.0), palette.ink);
    let at = egui::pos2(rect.right() - 14.0, middle);
    ui.painter().text(at, Align2::RIGHT_CENTER, key, FontId::proportional(theme::SMALL), palette.soft);
    response
}

fn left_line(ui: &mut Ui, left: &Left, setter: &mut Typesetter) -> egui::Response {
    ui.horizontal(|ui| {
        let soft = Look::new(Palette::of(ui.ctx()).soft);
        let response = words::link(ui, setter, &left.name(), soft.within(ui.available_width()));
        let second = left.changed().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let changed = second.and_then(|time| Moment::of_second(i64::try_from(time.as_secs()).ok()?));
        let file = left.file().map(|file| file.display().to_string());
        for quiet in changed.map(Moment::in_words).into_iter().chain(file) {
            if ui.available_width() > 40.0 {
                words::show(ui, setter, &quiet, soft.sized(theme::SMALL).within(ui.available_width()));
            }
        }
        response
    })
    .inner
}

fn file_line(ui: &mut Ui, path: &Path, setter: &mut Typesetter) -> egui::Response {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    ui.horizontal(|ui| {
        let soft = Look::new(Palette::of(ui.ctx()).soft);
        let response = words::link(ui, setter, &name, soft.within(ui.available_width()));
        let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        if ui.available_width() > 40.0 {
            words::show(ui, setter, &folder, soft.sized(theme::SMALL).within(ui.available_width()));
        }
        words::tip(response, setter, &path.display().to_string())
    })
    .inner
}

fn drop_place(ui: &mut Ui, palette: &Palette) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 72.0), Sense::hover());
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    for pair in corners.windows(2) {
        ui.painter().extend(egui::Shape::dashed_line(pair, Stroke::new(1.0, palette.soft), 5.0, 4.0));
    }
    let words = "or drop a text file or a project here";
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, FontId::proportional(theme::BODY), palette.soft);
}
