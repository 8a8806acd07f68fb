//! What stands over everything else for a moment? The command palette, the help page, a question, a path, an export.

mod export;
mod help;
mod imported;
pub mod otherwise;
mod palette;
mod report;
pub mod scheme;
mod settings;
mod versions;

use std::path::PathBuf;

use egui::{Align2, Area, Frame, Margin, Order, Rect, RichText, Role, Sense, TextEdit, Ui, Vec2, WidgetInfo};

use super::desk::Desk;
use super::imported::Imported;
use super::incoming::{Incoming, Left};
use super::jobs::{Purpose, Report};
use super::offers;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::words::{self, Look};
use crate::article::Choices;
use crate::format::{Format, Wish};
use crate::session::{Command, Selection};
use crate::store::{Settings, Version};

/// What is shown over the window at the moment; at most one thing.
#[derive(Debug, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// Find words in the article, or run a command.
    Palette(Box<palette::Finder>),
    /// Every command with its keys.
    Help(help::Help),
    /// Which format?
    Export,
    /// From which format?
    Import,
    /// What came in from another format?
    Imported(Box<Imported>),
    /// What will an export hold, and what not?
    Report(Box<Report>),
    /// Something is not saved: save it, discard it, or stay?
    Unsaved(Box<Next>),
    /// No dialog can be had: a path, typed.
    Path(Purpose, String),
    /// How does a person like it?
    Settings(Box<settings::Sheet>),
    /// The labels of the article, to be changed.
    Scheme(Box<scheme::Editor>),
    /// Another program changed the file: whose shall stay?
    Changed,
    /// The earlier versions of the project in this file.
    Versions(PathBuf, Vec<Version>),
    /// How else can the article in a file be taken in?
    Otherwise(Box<otherwise::Ways>),
}

/// What a person was about to do when something was found not saved.
#[derive(Debug)]
pub enum Next {
    /// Close the window.
    Quit,
    /// Go back to the first page.
    Close,
    /// Choose a file to open.
    Choose,
    /// Open this file.
    Open(PathBuf),
    /// Take in the article in this file again, like this.
    Again(PathBuf, Choices),
    /// Open what was pasted as an article: text, and as HTML where the clipboard has that.
    Paste(String, Option<String>),
    /// Open the sample.
    Sample,
    /// Open what was not saved when a window ended.
    OpenLeft(Left),
    /// Open a version of the project in this file.
    Version(PathBuf, Version),
    /// Show what was opened, perhaps from this file.
    Show(Option<PathBuf>, Box<Incoming>),
}

/// What a person answers.
#[derive(Debug)]
pub enum Answer {
    /// A command of the table.
    Run(Command),
    /// Go to a place in the article.
    GoTo(Selection),
    /// Make projects of files in this format.
    Import(&'static Format),
    /// Open these projects.
    Open(Vec<PathBuf>),
    /// Say what an export in this format would hold.
    Report(&'static Format, Wish),
    /// Export in this format.
    Export(&'static Format, Wish),
    /// Choose another format for the export.
    OtherFormat,
    /// Save, then go on.
    Save(Next),
    /// Go on without saving.
    Discard(Next),
    /// The path for this purpose.
    Path(Purpose, PathBuf),
    /// Open this version of the project in this file.
    Version(PathBuf, Version),
    /// Take in the article in this file again, like this.
    Again(PathBuf, Choices),
    /// Open the file as another program has written it.
    Reload,
    /// Save over what another program has written.
    KeepMine,
    /// What is wished in the scheme editor, which may stay open.
    Scheme(scheme::Wish),
}

impl Overlay {
    /// The command palette, empty.
    pub fn palette() -> Self {
        Self::Palette(Box::default())
    }

    /// The scheme editor, at the first label.
    pub fn scheme() -> Self {
        Self::Scheme(Box::default())
    }

    /// The scheme editor, while it is open.
    pub fn scheme_editor(&mut self) -> Option<&mut scheme::Editor> {
        match self {
            Self::Scheme(editor) => Some(editor),
            _ => None,
        }
    }

    /// Whether something is shown.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Every command with its keys.
    pub fn help() -> Self {
        Self::Help(help::Help::default())
    }

    /// The settings.
    pub fn settings() -> Self {
        Self::Settings(Box::default())
    }

    /// The settings, at the keys.
    pub fn keys() -> Self {
        Self::Settings(Box::new(settings::Sheet::at_keys()))
    }

    /// Whether it changes the settings while it is shown.
    pub fn is_settings(&self) -> bool {
        matches!(self, Self::Settings(_))
    }

    /// Whether the next key is one to be chosen, and not for the sheet.
    fn is_asking_for_keys(&self) -> bool {
        matches!(self, Self::Settings(sheet) if sheet.is_asking())
    }

    /// Shows it; returns the answer, and is gone then. The scheme editor stays, and answers again and again.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        desk: Option<&Desk>,
        setter: &mut Typesetter,
        settings: &mut Settings,
    ) -> Option<Answer> {
        if !self.is_open() {
            ui.data_mut(|data| data.remove_temp::<bool>(sheet_id()));
            return None;
        }
        let kind = std::mem::discriminant(self);
        if ui.data(|data| data.get_temp(kind_id())) != Some(kind) {
            // One sheet may follow another without a frame between.
            ui.data_mut(|data| {
                data.insert_temp(kind_id(), kind);
                data.remove_temp::<bool>(sheet_id());
            });
        }
        // Escape and a press elsewhere close an open menu, and no more; a key that is being chosen may be Escape itself.
        let asking = self.is_asking_for_keys() || egui::Popup::is_any_open(ui.ctx());
        let escaped = !asking && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        // The press that opened a sheet does not close it: a quick click is pressed and let go within one frame.
        let beside = was_shown(ui) && clicked_beside(ui);
        let gone = escaped || !egui::Popup::is_any_open(ui.ctx()) && beside;
        if let Some(editor) = self.scheme_editor().filter(|_| gone) {
            editor.finish(ui.ctx());
        }
        if !self.is_settings() {
            shade(ui);
        }
        let reply = match self {
            Self::None => None,
            Self::Palette(finder) => sheet(ui, 560.0, |ui| finder.show(ui, desk, setter)),
            Self::Help(help) => sheet(ui, 1080.0, |ui| help.show(ui, desk, setter)),
            Self::Export => sheet(ui, 560.0, |ui| export::show(ui, desk)),
            Self::Import => sheet(ui, 560.0, export::show_import),
            Self::Imported(imported) => sheet(ui, 620.0, |ui| imported::show(ui, setter, imported)),
            Self::Report(report) => sheet(ui, 620.0, |ui| report::show(ui, setter, report)),
            Self::Unsaved(next) => sheet(ui, 420.0, |ui| unsaved(ui, setter, desk, next)),
            Self::Scheme(editor) => sheet_high(ui, 920.0, |ui| editor.show(ui, desk, setter)),
            Self::Changed => sheet(ui, 460.0, |ui| changed(ui, setter, desk)),
            Self::Versions(path, versions) => sheet(ui, 560.0, |ui| versions::show(ui, setter, path, versions)),
            Self::Otherwise(ways) => sheet(ui, 620.0, |ui| otherwise::show(ui, setter, ways)),
            Self::Path(purpose, typed) => sheet(ui, 560.0, |ui| path(ui, *purpose, typed)),
            Self::Settings(sheet) => sheet_beside(ui, 480.0, |ui| sheet.show(ui, settings, desk, setter)),
        };
        let wish = self.scheme_editor().and_then(scheme::Editor::take_wish).map(Answer::Scheme);
        // The scheme editor goes by itself, when it has taken in what was typed.
        if gone && self.scheme_editor().is_none() || reply.is_some() {
            *self = Self::None;
        }
        reply.flatten().or(wish)
    }
}

/// What a sheet says when it is done: an answer, or that nothing shall happen. Nothing while it is still open.
type Reply = Option<Option<Answer>>;

/// Darkens the window.
fn shade(ui: &Ui) {
    let rect = ui.ctx().content_rect();
    let layer = egui::LayerId::new(Order::Middle, egui::Id::unique("shade"));
    ui.ctx().layer_painter(layer).rect_filled(rect, 0.0, egui::Color32::from_black_alpha(50));
}

/// Whether the pointer was pressed beside the sheet, which wants it gone.
fn clicked_beside(ui: &Ui) -> bool {
    let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
    let sheet = ui.ctx().memory(|memory| memory.area_rect(sheet_id()));
    pressed.zip(sheet).is_some_and(|(pos, sheet)| !sheet.contains(pos))
}

/// Whether a sheet was shown in the frame before, too.
fn was_shown(ui: &Ui) -> bool {
    let now = ui.ctx().cumulative_frame_nr();
    let id = egui::Id::unique("sheet shown");
    let last: Option<u64> = ui.data(|data| data.get_temp(id));
    ui.data_mut(|data| data.insert_temp(id, now));
    last.is_some_and(|last| last + 1 >= now)
}

/// Where it is noted which kind of sheet was shown last.
fn kind_id() -> egui::Id {
    egui::Id::unique("sheet kind")
}

fn sheet_id() -> egui::Id {
    egui::Id::unique("sheet")
}

fn sheet(ui: &Ui, width: f32, content: impl FnOnce(&mut Ui) -> Reply) -> Reply {
    let top = (ui.ctx().content_rect().height() * 0.12).min(96.0);
    sheet_at(ui, width, (Align2::CENTER_TOP, Vec2::new(0.0, top)), content)
}

/// A sheet that is as high as the window.
fn sheet_high(ui: &Ui, width: f32, content: impl FnOnce(&mut Ui) -> Reply) -> Reply {
    sheet_at(ui, width, (Align2::CENTER_TOP, Vec2::new(0.0, 16.0)), content)
}

/// A sheet at the right, where it leaves the article to be seen.
fn sheet_beside(ui: &Ui, width: f32, content: impl FnOnce(&mut Ui) -> Reply) -> Reply {
    sheet_at(ui, width, (Align2::RIGHT_TOP, Vec2::new(-16.0, theme::TOOL_ROW + 8.0)), content)
}

fn sheet_at(ui: &Ui, width: f32, place: (Align2, Vec2), content: impl FnOnce(&mut Ui) -> Reply) -> Reply {
    let screen = ui.ctx().content_rect();
    let width = width.min(screen.width() - 32.0);
    let area = Area::new(sheet_id()).order(Order::Foreground);
    let (align, offset) = place;
    let top = offset.y;
    let shown = area.anchor(align, offset).show(ui.ctx(), |ui| {
        Frame::window(ui.style()).inner_margin(Margin::same(16)).show(ui, |ui| {
            ui.set_width(width - 32.0);
            ui.set_max_height(screen.height() - top - 64.0);
            content(ui)
        })
    });
    // Neither Tab nor a click gets to what lies below.
    ui.ctx().memory_mut(|memory| memory.set_modal_layer(shown.response.layer_id));
    shown.inner.inner
}

/// Gives the keyboard to `widget` when a sheet opens; later it goes where Tab takes it.
fn focus_first(ui: &Ui, widget: &egui::Response) {
    // In its first frame a sheet is only measured, and nothing in it can have the keyboard yet.
    let given = ui.data(|data| data.get_temp::<bool>(sheet_id())).unwrap_or(false);
    if !given && !ui.is_sizing_pass() {
        ui.data_mut(|data| data.insert_temp(sheet_id(), true));
        widget.request_focus();
        ui.ctx().request_repaint();
    }
}

/// Shows what can be chosen, a line each, and a way out; the first line has the keyboard, and the arrows go on from it.
fn offered<T>(
    ui: &mut Ui,
    all: impl Iterator<Item = T>,
    mut line: impl FnMut(&mut Ui, &T) -> egui::Response,
    answer: impl Fn(T) -> Answer,
) -> Reply {
    let (mut reply, mut lines) = (None, Vec::new());
    egui::ScrollArea::vertical().max_height(ui.available_height() - 56.0).show(ui, |ui| {
        for offer in all {
            let response = line(ui, &offer);
            if response.clicked() {
                reply = Some(Some(answer(offer)));
            }
            lines.push(response);
        }
        offers::move_among(ui, &lines);
    });
    ui.add_space(8.0);
    let cancel = ui.button("Cancel");
    focus_first(ui, lines.first().unwrap_or(&cancel));
    if cancel.clicked() { Some(None) } else { reply }
}

fn heading(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::bold(17.0)));
    ui.add_space(4.0);
}

fn unsaved(ui: &mut Ui, setter: &mut Typesetter, desk: Option<&Desk>, next: &mut Next) -> Reply {
    let name = desk.map(Desk::name).unwrap_or_default();
    question(ui, setter, &format!("Save the changes to {name}?"));
    ui.label(match desk.and_then(|desk| desk.path.as_ref()) {
        Some(_) => "Without saving, what was changed since the last save goes to the earlier versions.",
        None => "Without saving, what was changed is lost.",
    });
    ui.add_space(12.0);
    // What comes next has it from here: the sheet is gone then.
    let mut take = || std::mem::replace(next, Next::Close);
    ui.horizontal(|ui| {
        let save = ui.button("Save");
        focus_first(ui, &save);
        if save.clicked() {
            return Some(Some(Answer::Save(take())));
        }
        if ui.button("Discard").clicked() {
            return Some(Some(Answer::Discard(take())));
        }
        ui.button("Cancel").clicked().then_some(None)
    })
    .inner
}

fn changed(ui: &mut Ui, setter: &mut Typesetter, desk: Option<&Desk>) -> Reply {
    let name = desk.map(Desk::name).unwrap_or_default();
    question(ui, setter, &format!("Another program has changed {name}"));
    let is_changed = desk.is_some_and(|desk| desk.session.history().is_changed());
    ui.label(if is_changed {
        "It is not what was opened here, and here are changes that it has not. Whichever is kept, the other one goes to the \
         earlier versions."
    } else {
        "It is not what was opened here. Here nothing was changed since."
    });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        let reload = ui.button("Reload");
        focus_first(ui, &reload);
        if reload.clicked() {
            return Some(Some(Answer::Reload));
        }
        if ui.button("Keep mine").clicked() {
            return Some(Some(Answer::KeepMine));
        }
        if ui.button("Save as…").clicked() {
            return Some(Some(Answer::Run(Command::SaveAs)));
        }
        ui.button("Cancel").clicked().then_some(None)
    })
    .inner
}

/// What a sheet asks.
fn question(ui: &mut Ui, setter: &mut Typesetter, words: &str) {
    let look = Look::new(Palette::of(ui.ctx()).ink).sized(17.0).bold().within(ui.available_width()).wrapped();
    words::show(ui, setter, words, look);
    ui.add_space(4.0);
}

fn path(ui: &mut Ui, purpose: Purpose, typed: &mut String) -> Reply {
    heading(ui, purpose.title());
    ui.weak("No file dialog of the system answered. Type the path instead.");
    ui.add_space(8.0);
    let field = ui.add(TextEdit::singleline(typed).desired_width(f32::INFINITY).hint_text("/home/…"));
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Path"));
    focus_first(ui, &field);
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.add_space(8.0);
    let (clicked, cancelled) =
        ui.horizontal(|ui| (ui.button(purpose.verb()).clicked(), ui.button("Cancel").clicked())).inner;
    if cancelled {
        return Some(None);
    }
    let wanted = (entered || clicked) && !typed.trim().is_empty();
    wanted.then(|| Some(Answer::Path(purpose, PathBuf::from(typed.trim()))))
}

/// A row that can be chosen, as high as a finger is wide.
fn choice(ui: &mut Ui, chosen: bool, paint: impl FnOnce(&Ui, Rect, &Palette)) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 30.0), Sense::click());
    let palette = Palette::of(ui.ctx());
    if chosen {
        ui.painter().rect_filled(rect, 5.0, theme::faded(palette.focus, 0.16));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, palette.hovered());
    }
    paint(ui, rect, &palette);
    crate::app::widgets::ring(ui, &response);
    response
}
