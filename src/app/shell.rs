//! What is the window busy with besides the article? Settings, dialogs, threads, messages.

use std::path::PathBuf;

use egui::{Margin, Role, Ui};
use lucide_icons::Icon;

use super::access;
use super::articles::Articles;
use super::incoming::Left;
use super::jobs::Jobs;
use super::keys;
use super::motion;
use super::overlay::{Next, Overlay};
use super::system::System;
use super::theme::{self, Palette};
use super::typeset::Typesetter;
use super::widgets;
use super::words::{self, Look};
use crate::session::{Command, Keys};
use crate::store::{self, Looks, Settings, State, StoreError, Theme};

/// Everything about the window that is not about the article.
pub struct Shell {
    /// What the user prefers.
    pub settings: Settings,
    settings_path: Option<PathBuf>,
    /// Where drafts and earlier versions lie.
    pub state: State,
    /// Work that was not saved when a window ended.
    pub left: Vec<Left>,
    /// What stands over the window.
    pub overlay: Overlay,
    /// The threads at work.
    pub jobs: Jobs,
    /// An error or a notice that stays until it is closed.
    pub notice: Option<Notice>,
    /// One about the settings, which no article that is opened puts away: it stays until a person closes it.
    standing: Option<Notice>,
    /// What the last command answered.
    pub said: Option<String>,
    /// How many commands were answered: the same answer twice is heard twice.
    pub answers: u64,
    /// The articles that were named together.
    pub articles: Option<Articles>,
    /// What to do when the running save is done.
    pub after_save: Option<Next>,
    /// What to do when all changes are on the disk, and why they are not saved.
    pub after_keep: Option<(Next, String)>,
    /// The desk and the state of it that a person has said may be lost.
    pub discarded: Option<(u64, u64)>,
    /// What of the desktop is used.
    pub system: System,
    /// When the clipboard was asked for its text, in seconds since the window was opened.
    pub wants_paste: Option<f64>,
}

/// Something a person should read, and may want to copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    message: String,
    hint: String,
    kind: Kind,
    /// What can be done about it.
    deeds: Vec<Deed>,
}

/// Something that a notice offers to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Go on with a copy of the project.
    OpenCopy,
    /// Open the project again.
    TryAgain,
    /// Save it in another place.
    SaveAs,
    /// List the earlier versions of the project in this file.
    Versions(PathBuf),
    /// Choose other keys.
    ChooseKeys,
    /// Take in all the words of the web page in this file.
    WholePage(PathBuf),
    /// Choose in which encoding this file is read.
    Encodings(PathBuf),
    /// Choose one of the chapters, called so, of the book in this file.
    Chapters(PathBuf, Vec<String>),
}

impl Deed {
    fn name(&self) -> &'static str {
        match self {
            Self::OpenCopy => "Open a copy",
            Self::TryAgain => "Try again",
            Self::SaveAs => "Save as…",
            Self::Versions(_) => "Earlier versions…",
            Self::ChooseKeys => "Choose keys…",
            Self::WholePage(_) => "Take the whole page",
            Self::Encodings(_) => "Another encoding…",
            Self::Chapters(..) => "Choose a chapter…",
        }
    }
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Something went wrong.
    Error,
    /// Something was done.
    News,
    /// Something could be better: nothing that is in hand is left for it.
    Advice,
}

impl Notice {
    /// Whether Escape closes it before it lets go of anything in the article.
    pub fn is_first(&self) -> bool {
        self.kind != Kind::Advice
    }

    /// This, with what can be done about it.
    #[must_use]
    pub fn with(self, deeds: &[Deed]) -> Self {
        Self { deeds: deeds.to_vec(), ..self }
    }

    /// Something that went wrong, and its cure.
    pub fn error(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into(), kind: Kind::Error, deeds: Vec::new() }
    }

    /// Something worth knowing, and what to do about it.
    pub fn advise(message: String, hint: String) -> Self {
        Self { message, hint, kind: Kind::Advice, deeds: Vec::new() }
    }

    /// Something worth knowing.
    pub fn tell(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: String::new(), kind: Kind::News, deeds: Vec::new() }
    }
}

impl From<StoreError> for Notice {
    fn from(error: StoreError) -> Self {
        Self::error(error.message, error.hint)
    }
}

impl Shell {
    /// The shell with the user's settings; broken ones are told.
    pub fn new(settings_path: Option<PathBuf>, state: State) -> Self {
        let loaded = settings_path.as_deref().map(store::load_settings);
        let (settings, settings_path, standing) = match loaded {
            None => (Settings::default(), None, None),
            Some(Ok(settings)) => (settings, settings_path, None),
            // Saving would replace a file that only needs a correction.
            Some(Err(error)) => (Settings::default(), None, Some(error.into())),
        };
        Self {
            settings,
            settings_path,
            state,
            left: Vec::new(),
            overlay: Overlay::None,
            jobs: Jobs::new(),
            notice: None,
            standing,
            said: None,
            answers: 0,
            articles: None,
            after_save: None,
            after_keep: None,
            discarded: None,
            system: System::default(),
            wants_paste: None,
        }
    }

    /// Saves the settings; they are small.
    pub fn keep_settings(&mut self) {
        if let Some(path) = &self.settings_path
            && let Err(error) = store::save_settings(path, &self.settings)
        {
            // Told once: the next change would only say the same again.
            self.settings_path = None;
            self.notice = Some(error.into());
        }
    }

    /// Gives egui what the settings say of colours, size and motion.
    pub fn apply(&self, ctx: &egui::Context) {
        theme::apply(ctx, self.settings.theme, self.settings.looks);
        motion::apply(ctx, &self.settings.layout);
        // Only a change: what egui's own keys have set this frame stays.
        if (ctx.zoom_factor() - self.settings.layout.zoom).abs() > f32::EPSILON {
            ctx.set_zoom_factor(self.settings.layout.zoom);
        }
    }

    /// Makes the keys of the settings those of the window; what is wrong with them is told with its cure.
    pub fn take_keys(&mut self, ctx: &egui::Context) {
        let (chosen, trouble) = Keys::chosen(&self.settings.keys);
        let mut told: Vec<String> = trouble.iter().map(ToString::to_string).collect();
        told.extend(keys::unknown(&chosen));
        if self.standing.is_none() && !told.is_empty() {
            let hint = format!("choose others in the settings ({}), under Keys", chosen.shown(&Command::Settings));
            let message = format!("Some keys in the settings do not work: {}", told.join("; "));
            self.standing = Some(Notice::error(message, hint).with(&[Deed::ChooseKeys]));
        }
        keys::install(ctx, chosen);
    }

    /// Changes to the theme that looks other than the system's, then to one that looks like it, then to the system's; light
    /// and dark are those that were chosen last.
    pub fn next_theme(&mut self, ctx: &egui::Context) {
        let system_is_dark = ctx.system_theme() == Some(egui::Theme::Dark);
        let Looks { light, dark } = self.settings.looks;
        let (other, same) = if system_is_dark { (light, dark) } else { (dark, light) };
        let (theme, seen, name) = match self.settings.theme {
            Theme::System => (other, other, "not as the system is"),
            theme if theme == other => (same, same, "always"),
            _ => (Theme::System, same, "as the system is"),
        };
        self.settings.choose(theme);
        self.apply(ctx);
        self.said = Some(format!("{}, {name}", seen.name()));
        self.keep_settings();
    }

    /// Puts the notice away.
    pub fn close_notice(&mut self) {
        if self.standing == self.notice {
            self.standing = None;
        }
        self.notice = None;
    }

    /// Shows the notice, to be read, copied and closed; returns what a person wants done about it.
    pub fn show_notice(&mut self, ui: &mut Ui, setter: &mut Typesetter) -> Option<Deed> {
        if self.notice.is_none() {
            self.notice.clone_from(&self.standing);
        }
        let notice = self.notice.clone()?;
        let mut wanted = None;
        let palette = Palette::of(ui.ctx());
        let color = if notice.kind == Kind::Error { palette.alarm } else { palette.focus };
        let frame = egui::Frame::NONE.fill(palette.panel).inner_margin(Margin::symmetric(14, 8));
        egui::Panel::bottom("notice").frame(frame).show(ui, |ui| {
            access::region(ui, Role::Alert, "Message");
            ui.horizontal_top(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::TOP), |ui| {
                    if widgets::icon_button(ui, Icon::X, "Close this message", true).clicked() {
                        self.close_notice();
                    }
                    if widgets::icon_button(ui, Icon::Copy, "Copy this message", true).clicked() {
                        ui.ctx().copy_text(format!("{}\n{}", notice.message, notice.hint).trim_end().to_owned());
                    }
                    ui.with_layout(egui::Layout::top_down(egui::Align::LEFT), |ui| {
                        ui.add_space(4.0);
                        let look = |color| Look::new(color).within(ui.available_width()).wrapped();
                        let (message, hint) = (look(color).bold(), look(palette.ink));
                        for line in notice.message.lines() {
                            access::alarm(&words::show(ui, setter, line, message));
                        }
                        if !notice.hint.is_empty() {
                            access::aloud(&words::show(ui, setter, &notice.hint, hint));
                        }
                        if !notice.deeds.is_empty() {
                            ui.add_space(4.0);
                            ui.horizontal(|ui| {
                                wanted = notice.deeds.iter().find(|deed| ui.button(deed.name()).clicked()).cloned();
                            });
                        }
                    });
                });
            });
        });
        wanted
    }
}
