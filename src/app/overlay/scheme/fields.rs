//! What is typed? Fields whose text is the scheme's at once, and fields whose text is taken when they are left.

use egui::{Margin, Response, RichText, Role, TextEdit, Ui, Vec2, WidgetInfo};

use super::{Chosen, Form};
use crate::app::theme::{self, Palette};
use crate::app::words::{self, Look};

/// Width of the column of names, in points.
pub const NAMES: f32 = 84.0;

/// A text that is typed and not the scheme's.
#[derive(Debug)]
pub struct Draft {
    /// The field.
    place: (Chosen, String),
    text: String,
    /// Why it is not; nothing while the field still has the keyboard.
    why: String,
}

impl Draft {
    /// Whether it is still to be taken in.
    pub fn waits(&self) -> bool {
        self.why.is_empty()
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

    fn draft_of(&self, field: &str) -> Option<&Draft> {
        let own = |draft: &&Draft| draft.place.0 == self.editor.chosen && draft.place.1 == field;
        self.editor.draft.as_ref().filter(own)
    }

    fn forget_draft(&mut self, field: &str) {
        if self.draft_of(field).is_some() {
            self.editor.draft = None;
        }
    }

    fn keep_draft(&mut self, field: &str, text: String, why: String) {
        self.editor.draft = Some(Draft { place: (self.editor.chosen, field.to_owned()), text, why });
    }

    /// Says below `field` why its text is not the scheme's.
    pub fn refuse(&mut self, field: &str, text: String, why: String) {
        self.keep_draft(field, text, why);
    }

    /// A field of one line, `width` points wide, called `name`; the new text whenever it was typed in and there is no
    /// `trouble` with it.
    pub fn text(
        &mut self,
        ui: &mut Ui,
        field: &str,
        name: &str,
        value: &str,
        width: f32,
        trouble: impl Fn(&str) -> Option<String>,
    ) -> (Response, Option<String>) {
        let mut typed = self.draft_of(field).map_or(value, |draft| &draft.text).to_owned();
        let response = single(ui, name, &mut typed, width);
        let mut taken = None;
        if response.changed() {
            match trouble(&typed) {
                Some(why) => self.keep_draft(field, typed, why),
                None => {
                    self.forget_draft(field);
                    taken = Some(typed);
                }
            }
        }
        self.why(ui, field);
        (response, taken)
    }

    /// A field of several lines; the new text whenever it was typed in.
    pub fn long_text(&mut self, ui: &mut Ui, name: &str, value: &str, rows: usize) -> Option<String> {
        let mut typed = value.to_owned();
        let response = multiple(ui, name, &mut typed, rows);
        response.changed().then_some(typed)
    }

    /// A field of one line whose text is taken when it is left; the text then, if it is another.
    pub fn entered(&mut self, ui: &mut Ui, field: &str, name: &str, value: &str, width: f32) -> Option<String> {
        let mut typed = self.draft_of(field).map_or(value, |draft| &draft.text).to_owned();
        let response = single(ui, name, &mut typed, width);
        self.left(ui, field, &response, typed, value)
    }

    /// Like [`Self::entered`], of several lines.
    pub fn entered_lines(&mut self, ui: &mut Ui, field: &str, name: &str, value: &str, rows: usize) -> Option<String> {
        let mut typed = self.draft_of(field).map_or(value, |draft| &draft.text).to_owned();
        let response = multiple(ui, name, &mut typed, rows);
        self.left(ui, field, &response, typed, value)
    }

    fn left(&mut self, ui: &mut Ui, field: &str, response: &Response, typed: String, value: &str) -> Option<String> {
        if response.changed() {
            self.keep_draft(field, typed.clone(), String::new());
        }
        self.why(ui, field);
        let is_left = !response.has_focus() && self.draft_of(field).is_some_and(Draft::waits);
        // What cannot be taken in this frame is in the next.
        if !is_left || self.editor.wish.is_some() {
            return None;
        }
        self.forget_draft(field);
        (typed != value).then_some(typed)
    }

    /// Why what is typed in `field` is not the scheme's.
    fn why(&self, ui: &mut Ui, field: &str) {
        if let Some(draft) = self.draft_of(field).filter(|draft| !draft.why.is_empty()) {
            ui.label(RichText::new(&draft.why).size(theme::SMALL).color(Palette::of(ui.ctx()).alarm));
        }
    }
}

fn single(ui: &mut Ui, name: &str, typed: &mut String, width: f32) -> Response {
    let width = width.min(ui.available_width());
    let response = ui.add(TextEdit::singleline(typed).desired_width(width).margin(Margin::symmetric(8, 4)));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, ui.is_enabled(), name));
    response
}

fn multiple(ui: &mut Ui, name: &str, typed: &mut String, rows: usize) -> Response {
    let field = TextEdit::multiline(typed).desired_rows(rows).desired_width(f32::INFINITY);
    let response = ui.add(field.margin(Margin::symmetric(8, 4)));
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, ui.is_enabled(), name));
    response
}

/// A short remark in soft letters that wraps.
pub fn remark(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).size(theme::SMALL).color(Palette::of(ui.ctx()).soft));
}
