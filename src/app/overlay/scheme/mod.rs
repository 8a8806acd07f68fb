//! Which labels are there, and how do they look? The scheme of the article, changed in place, each change one step to undo.

mod attributes;
mod fields;
mod header;
mod label;
mod list;
mod look;
mod names;
mod plan;
mod question;
mod relation;

use std::collections::VecDeque;

use egui::{Align, Layout, RichText, Ui, Vec2};

use super::{Reply, focus_first};
use crate::app::desk::Desk;
use crate::app::theme::Palette;
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::format::ron::Preset;
use crate::project::{Edit, EditError, Project, Scheme, SchemeChange};
use crate::session::Command;
use fields::Draft;
use plan::Plan;
use question::Asked;

/// Width of the list, in points.
const LIST: f32 = 262.0;
/// With less than this for both, in points, the form stands below the list.
const BESIDE: f32 = 640.0;
/// Height of the list where the form stands below it, in points.
const ABOVE: f32 = 132.0;

/// How the editor is seen at the moment. The scheme itself is the project's.
#[derive(Debug, Default)]
pub struct Editor {
    chosen: Chosen,
    /// What is typed and not the scheme's, or not yet.
    drafts: Vec<Draft>,
    /// What was clicked, in order: it is done when what was typed before has been taken in.
    plans: VecDeque<Plan>,
    question: Option<Asked>,
    /// The attribute that is unfolded.
    unfolded: Option<usize>,
    /// What the last change of the whole scheme has kept, or why a change was refused.
    told: String,
    /// Whether the name of what is chosen shall get the keyboard.
    wants_keyboard: bool,
    seen: Seen,
    wish: Option<Wish>,
    /// Whether it shall go when what was typed has been taken in.
    is_done: bool,
}

/// What costs more than a frame should, kept for one state of the project.
#[derive(Debug, Default)]
struct Seen {
    warnings: look::Warnings,
    counted: relation::Counted,
    /// What the form was about in the last frame: another one is shown from its top.
    form: Option<Chosen>,
}

/// What the form is about, by its place in the scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Chosen {
    Label(usize),
    Relation(usize),
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Label(0)
    }
}

/// What a person wishes while the editor stays open.
#[derive(Debug)]
pub enum Wish {
    /// A change, and what to say of it; that may be nothing.
    Run(Command, String),
    /// To have a scheme that comes with Copydesk in the place of this one.
    Preset(&'static Preset),
    /// To have the scheme of a file in the place of this one.
    Import,
    /// To write this scheme to a file.
    Export,
}

impl Editor {
    /// What a person has wished in this frame.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Says `told` until something else is changed.
    pub fn tell(&mut self, told: String) {
        self.told = told;
    }

    /// Goes back to the first label, since another scheme is there.
    pub fn begin_anew(&mut self) {
        self.choose(Chosen::default());
        self.seen = Seen::default();
    }

    /// Goes as soon as what was typed has been taken in.
    pub fn finish(&mut self, ctx: &egui::Context) {
        Self::leave_fields(ctx);
        self.is_done = true;
    }

    /// Takes the keyboard from the fields, so that what was typed is taken in.
    fn leave_fields(ctx: &egui::Context) {
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
    }

    /// One wish a frame: each is made of the scheme as it is now, and the second would take back the first. Fields wait for
    /// their turn, and clicks are plans.
    fn wish_for(&mut self, wish: Wish) {
        self.told.clear();
        self.wish.get_or_insert(wish);
    }

    fn choose(&mut self, chosen: Chosen) {
        self.chosen = chosen;
        self.question = None;
        self.drafts.clear();
        self.unfolded = None;
    }

    /// Shows the scheme of what is on the desk.
    pub fn show(&mut self, ui: &mut Ui, desk: Option<&Desk>, setter: &mut Typesetter) -> Reply {
        let Some(desk) = desk else { return Some(None) };
        let session = &desk.session;
        let (state, read_only) = (session.history().state(), session.is_read_only());
        self.stay_within(session.project().scheme());
        self.drafts.iter_mut().for_each(Draft::look_away);
        let mut form =
            Form { project: session.project(), state, can_change: read_only.is_none(), setter, editor: self };
        if let Some(why) = read_only {
            ui.label(RichText::new(why).color(Palette::of(ui.ctx()).alarm));
            ui.add_space(4.0);
        }
        ui.add_enabled_ui(form.can_change, |ui| header::show(ui, desk, &mut form));
        widgets::hairline(ui);
        ui.add_space(6.0);
        let height = (ui.available_height() - 44.0).max(160.0);
        body(ui, &mut form, height);
        ui.add_space(8.0);
        let done = ui.button("Done");
        form.go_on(ui.ctx());
        if !self.wants_keyboard {
            focus_first(ui, &done);
        }
        if done.clicked() {
            self.finish(ui.ctx());
        }
        let waits = self.drafts.iter().any(Draft::waits) || !self.plans.is_empty();
        (self.is_done && !waits).then_some(None)
    }

    /// Another step back or forth may have taken what was chosen.
    fn stay_within(&mut self, scheme: &Scheme) {
        let there = match self.chosen {
            Chosen::Label(place) => place < scheme.labels.len(),
            Chosen::Relation(place) => place < scheme.relations.len(),
        };
        if !there {
            self.choose(Chosen::default());
            self.wants_keyboard = false;
        }
    }
}

/// What the parts of the editor are drawn from, and what they change.
struct Form<'a> {
    project: &'a Project,
    /// The number of the project's state.
    state: u64,
    /// Whether it may be changed here.
    can_change: bool,
    setter: &'a mut Typesetter,
    editor: &'a mut Editor,
}

impl Form<'_> {
    fn scheme(&self) -> &Scheme {
        self.project.scheme()
    }

    /// Whose the field called `field` is: what is chosen, by its id.
    fn own(&self, field: &str) -> String {
        let scheme = self.scheme();
        match self.editor.chosen {
            Chosen::Label(place) => {
                format!("label {} {field}", scheme.labels.get(place).map_or("", |label| &label.id))
            }
            Chosen::Relation(place) => {
                format!("relation {} {field}", scheme.relations.get(place).map_or("", |kind| &kind.id))
            }
        }
    }

    /// Makes a change of the scheme that takes nothing that is in use.
    fn change(&mut self, change: impl FnOnce(&mut Scheme)) {
        let edit = self.changed(change);
        self.editor.wish_for(Wish::Run(Command::Edit(Box::new(edit)), String::new()));
    }

    /// Makes a change that goes on with a text that is being typed.
    fn type_in(&mut self, change: impl FnOnce(&mut Scheme)) {
        let edit = self.changed(change);
        self.editor.wish_for(Wish::Run(Command::Type(Box::new(edit)), String::new()));
    }

    fn changed(&self, change: impl FnOnce(&mut Scheme)) -> Edit {
        let mut scheme = Scheme::clone(self.scheme());
        change(&mut scheme);
        Edit::Scheme(Box::new(scheme))
    }

    /// Makes a change that may touch what is marked, and says `said` and what is lost by it; or says why it cannot be made.
    fn carry_out(&mut self, planned: Result<SchemeChange, EditError>, said: &str) {
        match planned {
            Ok(SchemeChange { edit, cleared, .. }) => {
                let lost = match cleared {
                    0 => String::new(),
                    1 => "; 1 value that nothing allows any more is cleared".into(),
                    count => format!("; {count} values that nothing allows any more are cleared"),
                };
                self.editor.wish_for(Wish::Run(Command::Edit(Box::new(edit)), format!("{said}{lost}")));
            }
            Err(error) => {
                self.editor.told = format!("{}: {}", crate::app::run::capital(&error.to_string()), error.hint());
            }
        }
    }
}

/// List and form, side by side where there is room.
fn body(ui: &mut Ui, form: &mut Form<'_>, height: f32) {
    if ui.available_width() < BESIDE {
        list::show(ui, form, ABOVE);
        widgets::hairline(ui);
        ui.add_space(6.0);
        scrolled_form(ui, form, (height - ABOVE - 56.0).max(120.0));
        return;
    }
    ui.horizontal_top(|ui| {
        ui.allocate_ui_with_layout(Vec2::new(LIST, height), Layout::top_down(Align::Min), |ui| {
            ui.set_width(LIST);
            list::show(ui, form, height - 36.0);
        });
        ui.add_space(10.0);
        ui.allocate_ui_with_layout(Vec2::new(ui.available_width(), height), Layout::top_down(Align::Min), |ui| {
            scrolled_form(ui, form, height);
        });
    });
}

fn scrolled_form(ui: &mut Ui, form: &mut Form<'_>, height: f32) {
    let chosen = form.editor.chosen;
    let area = egui::ScrollArea::vertical().id_salt("scheme form").auto_shrink([false, false]).max_height(height);
    let is_other = form.editor.seen.form.replace(chosen) != Some(chosen);
    let area = if is_other { area.vertical_scroll_offset(0.0) } else { area };
    area.show(ui, |ui| {
        ui.add_enabled_ui(form.can_change, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            ui.spacing_mut().item_spacing = Vec2::new(6.0, 6.0);
            // Fields of one label are never those of another: a half-typed word must not move over.
            ui.push_id(format!("{chosen:?}"), |ui| match chosen {
                Chosen::Label(place) => label::show(ui, form, place),
                Chosen::Relation(place) => relation::show(ui, form, place),
            });
        });
    });
}
