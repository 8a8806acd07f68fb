//! What is typed? Fields whose text is the scheme's at once, after a rest, or when they are left.

use egui::{Response, RichText, TextEdit, Ui, Vec2};

use super::Form;
use crate::app::theme::{self, Palette};
use crate::app::widgets;
use crate::app::words::{self, Look};

/// Width of the column of names, in points.
pub const NAMES: f32 = 84.0;

/// How long nothing is typed until a text is taken in that goes on, in seconds.
const REST: f64 = 1.0;

/// A field, and what the scheme has there.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// Whose it is, by ids: a typed text never moves over to what takes the place of its own.
    pub own: &'a str,
    /// Its name for a screen reader.
    pub name: &'a str,
    /// What the scheme has.
    pub value: &'a str,
    /// When what is typed becomes the scheme's.
    pub taken: Taken,
}

/// When a typed text is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// At once: few letters, and each may be the last.
    AtOnce,
    /// When the field is left, and whenever the hands rest: a text that may grow long.
    Rested,
    /// When the field is left: what stands there in between is no whole value.
    WhenLeft,
}

/// A text that is typed and not the scheme's.
#[derive(Debug)]
pub struct Draft {
    /// Whose it is.
    own: String,
    text: String,
    /// Why it cannot be taken; nothing while it is to be.
    why: String,
    /// When it was typed, in seconds.
    since: f64,
    /// Whether its field was there in this frame.
    is_seen: bool,
}

impl Draft {
    /// Whether it is still to be taken in.
    pub fn waits(&self) -> bool {
        self.why.is_empty()
    }

    /// Notes that a frame begins.
    pub fn look_away(&mut self) {
        self.is_seen = false;
    }

    /// Whether it has a field, or says why it is not taken where its field comes back.
    pub fn has_place(&self) -> bool {
        self.is_seen || !self.waits()
    }
}

impl Form<'_> {
    /// A name on the left, its field on the right.
    pub fn row<T>(&mut self, ui: &mut Ui, name: &str, field: impl FnOnce(&mut Self, &mut Ui) -> T) -> T {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::new(NAMES, 27.0), egui::Sense::hover());
            let soft = Palette::of(ui.ctx()).soft;
            let shown = words::lay_out(ui, self.setter, name, &Look::new(soft).within(NAMES));
            words::paint(ui, self.setter, &shown, rect.left_center() - Vec2::new(0.0, shown.size().y / 2.0), soft);
            ui.vertical(|ui| field(self, ui)).inner
        })
        .inner
    }

    fn draft_of(&self, own: &str) -> Option<&Draft> {
        self.editor.drafts.iter().find(|draft| draft.own == own)
    }

    fn forget_draft(&mut self, own: &str) {
        self.editor.drafts.retain(|draft| draft.own != own);
    }

    fn keep_draft(&mut self, own: &str, text: String, why: String, since: f64) {
        self.forget_draft(own);
        self.editor.drafts.push(Draft { own: own.to_owned(), text, why, since, is_seen: true });
    }

    /// Says below the field `own` why its text is not the scheme's.
    pub fn refuse(&mut self, own: &str, text: String, why: String) {
        self.keep_draft(own, text, why, 0.0);
    }

    /// A field of one line, `width` points wide; what was typed, once it is taken and there is no `trouble` with it.
    pub fn text(
        &mut self,
        ui: &mut Ui,
        field: Field<'_>,
        width: f32,
        trouble: impl Fn(&str) -> Option<String>,
    ) -> (Response, Option<String>) {
        let mut typed = self.draft_of(field.own).map_or(field.value, |draft| &draft.text).to_owned();
        let response = single(ui, field.name, &mut typed, width);
        let taken = self.follow(ui, field, &response, typed, trouble);
        (response, taken)
    }

    /// Like [`Self::text`], of several lines.
    pub fn lines(&mut self, ui: &mut Ui, field: Field<'_>, rows: usize) -> Option<String> {
        let mut typed = self.draft_of(field.own).map_or(field.value, |draft| &draft.text).to_owned();
        let response = multiple(ui, field.name, &mut typed, rows);
        self.follow(ui, field, &response, typed, |_| None)
    }

    fn follow(
        &mut self,
        ui: &mut Ui,
        field: Field<'_>,
        response: &Response,
        typed: String,
        trouble: impl Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let now = ui.input(|input| input.time);
        if response.changed() {
            let why = trouble(&typed).unwrap_or_default();
            self.keep_draft(field.own, typed, why, now);
        }
        self.why(ui, field.own);
        let draft = self.editor.drafts.iter_mut().find(|draft| draft.own == field.own)?;
        draft.is_seen = true;
        let is_ready = draft.waits() && is_due(ui, field.taken, response, now - draft.since);
        // What cannot be taken in this frame is in the next.
        if !is_ready || self.editor.wish.is_some() {
            return None;
        }
        let text = std::mem::take(&mut draft.text);
        self.forget_draft(field.own);
        (text != field.value).then_some(text)
    }

    /// Why what is typed in the field `own` is not the scheme's.
    fn why(&self, ui: &mut Ui, own: &str) {
        if let Some(draft) = self.draft_of(own).filter(|draft| !draft.waits()) {
            ui.label(RichText::new(&draft.why).size(theme::SMALL).color(Palette::of(ui.ctx()).alarm));
        }
    }
}

/// Whether what was typed in a field so many seconds ago is to be taken.
fn is_due(ui: &Ui, taken: Taken, response: &Response, ago: f64) -> bool {
    if !response.has_focus() || taken == Taken::AtOnce {
        return true;
    }
    if taken == Taken::Rested && ago < REST {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64((REST - ago).clamp(0.01, REST)));
    }
    taken == Taken::Rested && ago >= REST
}

fn single(ui: &mut Ui, name: &str, typed: &mut String, width: f32) -> Response {
    let width = width.min(ui.available_width());
    widgets::field(ui, name, TextEdit::singleline(typed).desired_width(width))
}

fn multiple(ui: &mut Ui, name: &str, typed: &mut String, rows: usize) -> Response {
    let field = TextEdit::multiline(typed).desired_rows(rows).desired_width(f32::INFINITY);
    widgets::field(ui, name, field)
}

/// A short remark in soft letters that wraps.
pub fn remark(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(theme::SMALL).color(Palette::of(ui.ctx()).soft));
}
