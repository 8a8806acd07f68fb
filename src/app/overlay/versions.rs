//! What was the project before? Its last saves, the latest first, each to be looked at and made the project again.

use std::path::Path;

use egui::{Align2, FontId, Ui, WidgetInfo};

use super::{Answer, Reply, choice, offered, question};
use crate::app::opening::stem_of;
use crate::app::theme;
use crate::app::typeset::Typesetter;
use crate::project::Moment;
use crate::store::Version;

/// Shows them.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, path: &Path, versions: &[Version]) -> Reply {
    question(ui, setter, &format!("Earlier versions of {}", stem_of(path)));
    ui.weak(match versions {
        [] => "None was kept on this machine yet: each save is, from the next one on.",
        _ => "Opening one changes nothing. Saving it then makes the project that again.",
    });
    ui.add_space(8.0);
    let all = versions.iter();
    offered(ui, all, |ui, version| row(ui, version), |version| Answer::Version(path.to_owned(), version.clone()))
}

fn row(ui: &mut Ui, version: &Version) -> egui::Response {
    let at = version.at().map(Moment::in_words).unwrap_or_default();
    let (counts, why) = (version.counts_in_words(), version.why.in_words());
    let has_keyboard = ui.memory(|memory| memory.has_focus(ui.next_auto_id()));
    let response = choice(ui, has_keyboard, |ui, rect, palette| {
        let (left, middle) = (rect.left() + 10.0, rect.center().y);
        let painter = ui.painter();
        painter.text(egui::pos2(left, middle), Align2::LEFT_CENTER, &at, theme::bold(theme::BODY), palette.ink);
        let quiet = FontId::proportional(theme::SMALL);
        painter.text(egui::pos2(left + 160.0, middle), Align2::LEFT_CENTER, &counts, quiet.clone(), palette.ink);
        let right = egui::pos2(rect.right() - 10.0, middle);
        painter.text(right, Align2::RIGHT_CENTER, why, quiet, palette.soft);
    });
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, format!("{at}, {counts}, {why}")));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
