//! How does it look? The window: the only room that names egui, eframe, rfd and parley.
//!
//! A frame reads `&Session`, shows it, and gathers what the person wishes as commands; they are run when the frame has been
//! drawn, so nothing changes in the middle of it. What takes longer than a frame is a job on a thread of its own.

mod access;
mod articles;
mod choices;
mod desk;
mod find;
mod frame_log;
mod imported;
mod incoming;
mod jobs;
mod keys;
mod looking;
mod motion;
mod offers;
mod opening;
mod overlay;
mod overview;
mod pane;
mod panel;
mod place;
mod run;
mod saving;
mod schemes;
mod scroll;
mod selection_palette;
mod shell;
mod status;
mod system;
#[cfg(test)]
mod tests;
mod theme;
mod toolbar;
mod turning;
pub mod typeset;
mod waiting;
mod welcome;
mod widgets;
mod words;

use std::path::PathBuf;
use std::thread;

use eframe::{CreationContext, NativeOptions};
use egui::{Context, Frame, Panel, Ui, ViewportBuilder, ViewportCommand};

use crate::session::{Command, Keys, Session};
use crate::store::{Settings, Side, State};
use crate::text::Direction;
use desk::Desk;
use frame_log::{Counted, FrameLog, cpu_time};
use shell::Shell;
use typeset::{Fonts, Typesetter, Weight};

/// Below this width, in points, the panel is folded away until it is asked for.
const NARROW: f32 = 1000.0;

/// What the window is opened with.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// Articles, projects or folders of them.
    pub paths: Vec<PathBuf>,
    /// Where to log what each frame costs.
    pub frame_log: Option<PathBuf>,
}

/// Opens the window and returns when it is closed; an error, in a sentence, when there can be none.
pub fn run(window: Window) -> Result<(), crate::store::StoreError> {
    // Looking through the system's fonts takes as long as opening the window: both at once.
    let fonts = thread::spawn(Fonts::load);
    let log = window.frame_log.as_deref().map(FrameLog::create).transpose()?;
    let mut viewport = ViewportBuilder::default()
        .with_app_id("copydesk")
        .with_title("Copydesk")
        .with_min_inner_size([480.0, 360.0])
        .with_drag_and_drop(true);
    let layout = place::last_layout();
    viewport = place::restore(viewport, &layout);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    let options = NativeOptions { viewport, ..NativeOptions::default() };
    let create = move |creation: &CreationContext<'_>| -> Result<Box<dyn eframe::App>, _> {
        let fonts = fonts.join().unwrap_or_else(|_| Fonts::without_system());
        let state = State::of_user();
        let mut app = App::new(&creation.egui_ctx, fonts, crate::store::settings_path(), state);
        app.log = log;
        app.shell.system = system::System::desktop();
        app.maximise = layout.place.is_some_and(|place| place.maximised);
        if window.paths.is_empty() {
            app.recover(&creation.egui_ctx);
        } else {
            app.open_paths(&creation.egui_ctx, window.paths);
        }
        Ok(Box::new(app))
    };
    eframe::run_native("copydesk", options, Box::new(create)).map_err(|error| no_window(&error.to_string()))
}

/// Why there is no window, without the places in other people's sources that the system's errors name.
fn no_window(error: &str) -> crate::store::StoreError {
    let reason =
        error.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": ")).map_or(error, |(_, reason)| reason);
    crate::store::StoreError {
        message: format!("cannot open a window: {}", reason.trim_end_matches('.')),
        hint:
            "without a display the commands do the same work: `copydesk --help` lists them (new, tag, list, export …)"
                .into(),
        kind: crate::store::Trouble::Any,
    }
}

/// The window and what is in it.
pub struct App {
    desk: Option<Desk>,
    shell: Shell,
    setter: Typesetter,
    log: Option<FrameLog>,
    title: String,
    /// Whether the panel is shown in a window too narrow to show it always.
    drawer: bool,
    /// Whether the article is shown alone.
    alone: bool,
    /// Whether the window is to be maximised once it is seen: before, not every system listens.
    maximise: bool,
    /// How many articles were opened.
    opened: u64,
    /// Whether a field had the keyboard at the end of the last frame.
    typing: bool,
}

impl App {
    /// A window with nothing open.
    pub fn new(ctx: &Context, mut fonts: Fonts, settings_path: Option<PathBuf>, state: State) -> Self {
        theme::install_fonts(ctx, fonts.ui_font(Weight::Regular), fonts.ui_font(Weight::SemiBold));
        theme::install_style(ctx);
        let mut shell = Shell::new(settings_path, state);
        shell.apply(ctx);
        ctx.add_plugin(motion::Steps);
        shell.take_keys(ctx);
        Self {
            desk: None,
            shell,
            setter: Typesetter::new(fonts),
            log: None,
            title: String::new(),
            drawer: false,
            alone: false,
            maximise: false,
            opened: 0,
            typing: false,
        }
    }

    /// Draws one frame and runs what the person wished in it; returns whether a thread had finished something.
    pub fn frame(&mut self, ui: &mut Ui) -> bool {
        let ctx = ui.ctx().clone();
        let mut worked = self.finish_jobs(&ctx);
        place::note(&ctx, &mut self.shell.settings.layout);
        self.alone &= self.desk.is_some();
        if let Some(desk) = &mut self.desk {
            let before = desk.search.version();
            desk.search.take_news();
            worked |= desk.search.version() != before;
        }
        let mut commands = Vec::new();
        if !self.shell.overlay.is_open() {
            commands = keys::take(&ctx, self.desk.as_ref().map(|desk| &**desk.session.project().scheme()), self.typing);
            self.take_paste(&ctx);
        }
        if let Some(desk) = self.desk.as_mut().filter(|_| !commands.is_empty()) {
            desk.pane.note_keys();
        }
        self.take_files(&ctx);
        commands.extend(self.show(ui));
        for command in commands {
            self.run(&ctx, command);
        }
        self.follow_search(&ctx);
        let was_open = self.shell.overlay.is_open();
        let before = self.shell.overlay.is_settings().then(|| self.shell.settings.clone());
        let Shell { overlay, settings, .. } = &mut self.shell;
        let answer = overlay.show(ui, self.desk.as_ref(), &mut self.setter, settings);
        if let Some(before) = before {
            self.follow_settings(&ctx, &before);
        }
        match answer {
            Some(answer) => self.answer(&ctx, answer),
            None if was_open && !self.shell.overlay.is_open() => self.forget_plans(),
            None => {}
        }
        if self.shell.jobs.is_progressing() {
            ctx.request_repaint_after(std::time::Duration::from_millis(50));
        }
        self.follow_keeping();
        self.follow_turning(&ctx);
        self.tell_missing(&ctx);
        self.give_keyboard(&ctx);
        self.guard_closing(&ctx);
        self.keep_title(&ctx);
        self.typing = ctx.text_edit_focused();
        worked
    }

    /// The window behind the sheet shows each choice at once; all is kept when the sheet is gone.
    fn follow_settings(&mut self, ctx: &Context, before: &Settings) {
        if self.shell.settings != *before {
            self.shell.apply(ctx);
            keys::install(ctx, Keys::chosen(&self.shell.settings.keys).0);
        }
        if !self.shell.overlay.is_settings() {
            self.shell.keep_settings();
        }
    }

    /// Where the overview is on the screen.
    pub fn overview_rect(&self) -> Option<egui::Rect> {
        self.desk.as_ref()?.overview.rect()
    }

    /// What of the article was on the screen in the last frame, in bytes of its text.
    pub fn shown(&self) -> Option<std::ops::Range<usize>> {
        self.desk.as_ref().map(|desk| desk.pane.shown())
    }

    fn show(&mut self, ui: &mut Ui) -> Vec<Command> {
        let mut commands = Vec::new();
        let palette = theme::Palette::of(ui.ctx());
        let bar = Frame::NONE.fill(palette.panel).inner_margin(egui::Margin::symmetric(12, 0));
        if !self.alone {
            Panel::top("tools").exact_size(theme::TOOL_ROW).frame(bar).show(ui, |ui| {
                commands.extend(toolbar::show(ui, self.desk.as_ref(), &mut self.setter));
            });
        }
        Panel::bottom("status").exact_size(theme::STATUS_LINE).frame(bar).show(ui, |ui| {
            let said = self.shell.said.as_deref().map(|said| (self.shell.answers, said));
            let busy = self.shell.jobs.busy();
            let way_out = self.alone.then_some(Command::FocusMode);
            if let Some(desk) = &mut self.desk {
                desk.waiting.follow(ui.ctx(), &desk.session);
            }
            match status::show(ui, self.desk.as_mut(), busy, (said, way_out), &mut self.setter) {
                Some(status::Wish::Cancel) => self.shell.jobs.cancel(),
                Some(status::Wish::Run(command)) => commands.push(command),
                None => {}
            }
        });
        if let Some(deed) = self.shell.show_notice(ui, &mut self.setter) {
            self.do_deed(&ui.ctx().clone(), deed);
        }
        if self.desk.is_some() {
            commands.extend(self.show_desk(ui, palette));
        } else {
            self.show_welcome(ui);
        }
        commands
    }

    /// Whether the panel stands beside the article at the moment.
    fn shows_panel(&self, ctx: &Context) -> bool {
        let narrow = ctx.content_rect().width() < NARROW;
        !self.alone && self.desk.is_some() && if narrow { self.drawer } else { self.shell.settings.panel }
    }

    /// Where the panel stands, and the overview with it: where lines end, unless a person has said otherwise.
    fn side(&self) -> fn(&'static str) -> Panel {
        let direction = self.desk.as_ref().map(|desk| desk.direction).unwrap_or_default();
        match (self.shell.settings.layout.side, direction) {
            (Side::Left, _) | (Side::Automatic, Direction::RightToLeft) => |id| Panel::left(id),
            (Side::Right, _) | (Side::Automatic, Direction::LeftToRight) => |id| Panel::right(id),
        }
    }

    fn show_panel_beside(&mut self, ui: &mut Ui, palette: theme::Palette) -> Vec<Command> {
        let (ctx, side) = (ui.ctx().clone(), self.side());
        let is_shown = self.shows_panel(&ctx);
        let Self { desk: Some(desk), shell, setter, .. } = self else { return Vec::new() };
        if !is_shown {
            return Vec::new();
        }
        let widest = (ui.available_width() * 0.6).max(200.0);
        let panel = side("panel").frame(Frame::NONE.fill(palette.panel)).resizable(true);
        let panel = panel.default_size(shell.settings.panel_width.min(widest)).size_range(200.0..=widest);
        let tab = &mut shell.settings.layout.tab;
        let shown = panel.show(ui, |ui| panel::show(ui, desk, (tab, shell.articles.as_mut()), setter));
        if ctx.content_rect().width() >= NARROW {
            shell.settings.panel_width = shown.response.rect.width();
        }
        shown.inner
    }

    fn show_desk(&mut self, ui: &mut Ui, palette: theme::Palette) -> Vec<Command> {
        let side = self.side();
        let mut commands = self.show_panel_beside(ui, palette);
        let Self { desk: Some(desk), shell, setter, alone, .. } = self else { return commands };
        let strip = (shell.settings.layout.overview && !*alone).then(|| {
            let strip = side("overview")
                .exact_size(overview::WIDTH)
                .frame(Frame::NONE)
                .show_separator_line(false)
                .resizable(false);
            strip.show(ui, |ui| ui.available_rect_before_wrap()).inner
        });
        let article = egui::CentralPanel::no_frame().show(ui, |ui| {
            let hits = shown_hits(desk.search.shown(&desk.session), &desk.session);
            desk.pane.snap_to(shell.settings.snap);
            let (shown, wishes) = desk.pane.show(ui, &desk.session, setter, shell.settings.reading(), hits);
            commands.extend(wishes);
            commands.extend(find::bar::show(ui, &mut desk.search, &desk.session, shown.pane));
            if !shell.overlay.is_open() && !find::bar::is_typing(ui.ctx()) {
                commands.extend(selection_palette::show(ui, desk, shown, setter));
            }
        });
        match strip {
            Some(strip) => overview::show(ui, strip, article.response.rect, desk),
            None => desk.overview.hide(),
        }
        commands
    }

    fn show_welcome(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let Self { shell, setter, .. } = self;
        let Shell { left, articles, settings, .. } = shell;
        let shown = egui::CentralPanel::no_frame()
            .show(ui, |ui| welcome::show(ui, (left, articles.as_mut(), &settings.recent), setter));
        match shown.inner {
            None => {}
            Some(welcome::Wish::Run(command)) => self.run(&ctx, command),
            Some(welcome::Wish::OpenLeft(left)) => self.proceed(&ctx, overlay::Next::OpenLeft(left)),
            Some(welcome::Wish::Open(path)) => self.proceed(&ctx, overlay::Next::Open(path)),
            Some(welcome::Wish::Sample) => self.proceed(&ctx, overlay::Next::Sample),
        }
    }

    /// The article has the keyboard whenever nothing else wants it, and never while something stands over it.
    fn give_keyboard(&self, ctx: &Context) {
        if self.shell.overlay.is_open() {
            ctx.memory_mut(|memory| memory.surrender_focus(pane::Pane::id()));
        }
        let free = ctx.memory(egui::Memory::focused).is_none();
        if free && self.desk.is_some() && !self.shell.overlay.is_open() {
            ctx.memory_mut(|memory| memory.request_focus(pane::Pane::id()));
        }
    }

    /// Says once for each article and script that no font has its letters; until then they wait behind another notice.
    fn tell_missing(&mut self, ctx: &Context) {
        let found = self.setter.take_missing();
        let Some(desk) = &mut self.desk else { return };
        for writing in found {
            desk.missing.entry(writing).or_insert(false);
        }
        let untold: Vec<_> = desk.missing.iter().filter(|(_, told)| !**told).map(|(writing, _)| *writing).collect();
        if self.shell.notice.is_none() && !untold.is_empty() {
            desk.missing.values_mut().for_each(|told| *told = true);
            let (message, hint) = typeset::told(&untold);
            self.shell.notice = Some(shell::Notice::advise(run::capital(&message), hint));
            ctx.request_repaint();
        }
    }

    fn guard_closing(&mut self, ctx: &Context) {
        if ctx.input(|input| input.viewport().close_requested()) && self.would_lose() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.shell.overlay = overlay::Overlay::Unsaved(Box::new(overlay::Next::Quit));
        }
    }

    fn keep_title(&mut self, ctx: &Context) {
        let title = match &self.desk {
            None => "Copydesk".to_owned(),
            Some(desk) if desk.session.history().is_changed() => format!("• {} — Copydesk", desk.name()),
            Some(desk) => format!("{} — Copydesk", desk.name()),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// What stands out in the article: the places that wait to be marked, else what was looked for.
fn shown_hits<'a>(found: find::Hits<'a>, session: &'a Session) -> find::Hits<'a> {
    session.matches().map_or(found, |matches| find::Hits { spans: matches.spans(), ..found })
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        let began = cpu_time();
        let input = ui.input(|input| !input.raw.events.is_empty());
        let worked = self.frame(ui);
        if self.maximise && ui.ctx().cumulative_frame_nr() > 1 {
            self.maximise = false;
            ui.ctx().send_viewport_cmd(ViewportCommand::Maximized(true));
        } else if self.maximise {
            ui.ctx().request_repaint();
        }
        let cause = match (input, worked) {
            (true, _) => "input",
            (false, true) => "work",
            (false, false) => "animation",
        };
        if let Some(log) = &mut self.log {
            let counted = self.desk.as_ref().map_or_else(Counted::default, |desk| desk.pane.counted());
            log.frame(ui.ctx(), began, cause, counted);
        }
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.shell.keep_settings();
        // A window that ends without having been asked leaves its changes in the journal.
        if !self.would_lose() {
            self.let_go_at_once();
        }
    }
}
