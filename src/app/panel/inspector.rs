//! What is said of the annotation in focus? Its label, attributes, note, relations and fragments, ready to be changed.

use egui::{Align, Layout, Margin, Response, RichText, Role, TextEdit, Ui, Vec2, WidgetInfo};

use super::completion::{self, Completion};
use super::links;
use crate::app::access;
use crate::app::choices::{self, Standing};
use crate::app::keys;
use crate::app::theme::{self, Palette};
use crate::app::typeset::Typesetter;
use crate::app::widgets;
use crate::app::words::{self, Look};
use crate::project::{Annotation, Attribute, Edit, Id, Project};
use crate::session::{Command, Proposals, Session};
use crate::text::words;

/// Width of the column of names, in points.
const NAMES: f32 = 92.0;

/// How the inspector is seen at the moment.
#[derive(Debug, Default)]
pub struct Inspector {
    /// Whether what is filled seldom is shown.
    more: bool,
    /// Whether the first field shall get the keyboard.
    wants_keyboard: bool,
    completion: Completion,
    /// What the text proposes for the annotation in focus, in the state of the project with this number.
    proposed: Option<(u64, Id, Proposals)>,
}

impl Inspector {
    /// Gives the keyboard to the first field in the next frame.
    pub fn take_keyboard(&mut self) {
        self.wants_keyboard = true;
    }

    /// Takes the keyboard from a field that does not come, because nothing is in focus.
    pub fn leave_keyboard(&mut self) {
        self.wants_keyboard = false;
    }

    /// Shows the annotation in focus; returns what the person wishes.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, setter: &mut Typesetter) -> Vec<Command> {
        let Some(annotation) = session.focused() else { return Vec::new() };
        let mut commands = Vec::new();
        self.note_proposals(session, annotation.id());
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            egui::Frame::NONE.inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 10 }).show(ui, |ui| {
                ui.spacing_mut().item_spacing = Vec2::new(6.0, 6.0);
                // Fields of one annotation are never those of another: a half-typed word must not move over.
                ui.push_id(annotation.id().to_string(), |ui| {
                    heading(ui, setter, session.project(), annotation, &mut commands);
                    self.attributes(ui, setter, session.project(), annotation, &mut commands);
                    let note = note(ui, setter, annotation, &mut commands);
                    // A label without attributes has its note.
                    if std::mem::take(&mut self.wants_keyboard) {
                        note.request_focus();
                    }
                    links::relations(ui, setter, session, annotation, &mut commands);
                    links::fragments(ui, setter, session.project(), annotation, &mut commands);
                    self.foot(ui, setter, session.project(), annotation, &mut commands);
                });
            });
        });
        commands
    }

    /// Asks the text for its proposals once for each state of the annotation.
    fn note_proposals(&mut self, session: &Session, id: &Id) {
        let state = session.history().state();
        if self.proposed.as_ref().is_none_or(|(known, of, _)| (*known, of) != (state, id)) {
            self.proposed = Some((state, id.clone(), session.proposals()));
        }
    }

    fn attributes(
        &mut self,
        ui: &mut Ui,
        setter: &mut Typesetter,
        project: &Project,
        annotation: &Annotation,
        commands: &mut Vec<Command>,
    ) {
        let label = project.label_of(annotation);
        let filled = |attribute: &Attribute| annotation.attributes().contains_key(&attribute.id);
        for attribute in label.attributes.iter().filter(|attribute| self.more || !attribute.more || filled(attribute)) {
            let value = annotation.attributes().get(&attribute.id).map_or("", String::as_str);
            let proposed = self.proposed.as_ref().and_then(|(_, _, proposals)| proposals.get(&attribute.id));
            let completion = &mut self.completion;
            let field = |ui: &mut Ui, setter: &mut Typesetter| {
                let filling = Filling { project, id: annotation.id(), attribute, value, proposed };
                attribute_field(ui, setter, &filling, completion, commands)
            };
            let response = row(ui, setter, &attribute.name, field);
            if std::mem::take(&mut self.wants_keyboard) {
                response.request_focus();
            }
        }
        for (name, value) in annotation.attributes().iter().filter(|(name, _)| label.attribute(name).is_none()) {
            row(ui, setter, name, |ui, setter| {
                let look = Look::new(Palette::of(ui.ctx()).soft).within(ui.available_width());
                words::show(ui, setter, value, look)
                    .on_hover_text("From an earlier label; it comes back into use if the label does");
                let response = widgets::link(ui, "clear");
                if response.clicked() {
                    commands.push(set(annotation.id(), name, None));
                }
                response
            });
        }
    }

    fn foot(
        &mut self,
        ui: &mut Ui,
        setter: &mut Typesetter,
        project: &Project,
        annotation: &Annotation,
        commands: &mut Vec<Command>,
    ) {
        ui.horizontal(|ui| {
            ui.add_space(NAMES + 6.0);
            ui.spacing_mut().item_spacing.x = 16.0;
            let hidden = project.label_of(annotation).attributes.iter().any(|attribute| attribute.more);
            if hidden && widgets::link(ui, if self.more { "Less" } else { "More" }).clicked() {
                self.more = !self.more;
            }
            if widgets::link(ui, "Delete").on_hover_text("Delete").clicked() {
                commands.push(Command::DeleteAnnotation);
            }
        });
        // On a line of its own: what comes and goes must not move what deletes.
        ui.horizontal(|ui| {
            ui.add_space(NAMES + 6.0);
            ui.spacing_mut().item_spacing.x = 16.0;
            let joins = self.proposed.as_ref().is_some_and(|(_, _, proposals)| proposals.other_half().is_some());
            let join = format!("Join other half  {}", keys::current(ui.ctx()).shown(&Command::JoinOtherHalf));
            if joins && widgets::link(ui, &join).clicked() {
                commands.push(Command::JoinOtherHalf);
            }
            let proposes = self.proposed.as_ref().is_some_and(|(_, _, proposals)| !proposals.is_empty());
            let keep = format!("Keep all  {}", keys::current(ui.ctx()).shown(&Command::KeepProposals));
            if proposes && widgets::link(ui, &keep).on_hover_text("Keeps every dashed value").clicked() {
                commands.push(Command::KeepProposals);
            }
        });
        let made: Vec<String> = [project.maker_of(annotation).to_owned()]
            .into_iter()
            .filter(|by| !by.is_empty())
            .chain(project.time_of(annotation).map(|at| at.to_string().replace('T', " ").replace('Z', " UTC")))
            .collect();
        ui.horizontal(|ui| {
            ui.add_space(NAMES + 6.0);
            let words = format!("{} · {}", annotation.id(), made.join(" · "));
            let look = Look::new(Palette::of(ui.ctx()).soft).sized(11.0).within(ui.available_width());
            words::show(ui, setter, words.trim_end_matches(" · "), look);
        });
    }
}

fn heading(
    ui: &mut Ui,
    setter: &mut Typesetter,
    project: &Project,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    let palette = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        let label = project.label_of(annotation);
        widgets::swatch(ui, label, &palette);
        let look = Look::new(palette.ink).bold().within((ui.available_width() - 120.0).max(80.0));
        let button = words::button(ui, setter, &label.name, look).on_hover_text("Change the label");
        access::describe(&button, "Change the label");
        access::opens_menu(&button);
        let at = button.rect.right_center() + Vec2::new(8.0, 0.0);
        let icon = lucide_icons::Icon::ChevronDown.unicode();
        ui.painter().text(at, egui::Align2::CENTER_CENTER, icon, theme::icons(12.0), palette.soft);
        egui::Popup::menu(&button).show(|ui| label_menu(ui, setter, project, annotation, commands));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(size_of(project, annotation)).color(palette.soft));
        });
    });
}

fn label_menu(
    ui: &mut Ui,
    setter: &mut Typesetter,
    project: &Project,
    annotation: &Annotation,
    commands: &mut Vec<Command>,
) {
    for (_, label) in project.scheme().offered() {
        if widgets::label_chip(ui, setter, label, widgets::Chip::Bare).clicked() {
            let edit = Edit::Relabel { id: annotation.id().clone(), label: label.id.clone() };
            commands.push(Command::Edit(Box::new(edit)));
            ui.close();
        }
    }
}

/// "2 parts · 13 words".
fn size_of(project: &Project, annotation: &Annotation) -> String {
    let spans = annotation.fragments().spans();
    let counted: usize = spans.iter().map(|span| words(project.text(), span.bytes()).take(2000).count()).sum();
    let count = if counted == 1 { "1 word".to_owned() } else { format!("{counted} words") };
    if spans.len() > 1 { format!("{} parts · {count}", spans.len()) } else { count }
}

/// A name on the left, its field on the right.
pub fn row(
    ui: &mut Ui,
    setter: &mut Typesetter,
    name: &str,
    field: impl FnOnce(&mut Ui, &mut Typesetter) -> Response,
) -> Response {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(Vec2::new(NAMES, 27.0), egui::Sense::hover());
        let palette = Palette::of(ui.ctx());
        let shown = words::lay_out(ui, setter, name, &Look::new(palette.soft).within(NAMES));
        words::paint(ui, setter, &shown, rect.left_center() - Vec2::new(0.0, shown.size().y / 2.0), palette.soft);
        ui.vertical(|ui| field(ui, setter)).inner
    })
    .inner
}

/// One attribute of an annotation, being filled.
struct Filling<'a> {
    project: &'a Project,
    id: &'a Id,
    attribute: &'a Attribute,
    value: &'a str,
    /// What the text proposes.
    proposed: Option<&'a str>,
}

fn attribute_field(
    ui: &mut Ui,
    setter: &mut Typesetter,
    filling: &Filling<'_>,
    completion: &mut Completion,
    commands: &mut Vec<Command>,
) -> Response {
    let response = match filling.attribute.values.as_slice() {
        [] => free_text(ui, setter, filling, completion, commands),
        _ => choices(ui, setter, filling, commands),
    };
    if let Some(limit) = filling.attribute.limit {
        let left = limit as i64 - filling.value.chars().count() as i64;
        ui.label(RichText::new(format!("{left} characters left")).size(11.0).color(Palette::of(ui.ctx()).soft));
    }
    response
}

fn free_text(
    ui: &mut Ui,
    setter: &mut Typesetter,
    filling: &Filling<'_>,
    completion: &mut Completion,
    commands: &mut Vec<Command>,
) -> Response {
    let Filling { project, id, attribute, value, proposed } = filling;
    let field = ui.scope_id().with(("attribute", &attribute.id));
    let keys = completion.take_keys(ui, field);
    let mut typed = (*value).to_owned();
    let edit = TextEdit::singleline(&mut typed).id(field).desired_width(f32::INFINITY).margin(Margin::symmetric(8, 4));
    let edit = match proposed {
        Some(_) => edit.frame(egui::Frame::NONE.inner_margin(Margin::symmetric(8, 4))),
        None => edit,
    };
    let response = ui.add(edit);
    let said = proposed.map(|proposed| format!("proposed: {proposed}"));
    response.widget_info(|| WidgetInfo {
        hint_text: said.clone(),
        ..WidgetInfo::labeled(Role::TextInput, true, &attribute.name)
    });
    if let Some(proposed) = proposed {
        widgets::dashed(ui, response.rect, response.has_focus());
        if typed.is_empty() {
            ghost(ui, setter, response.rect, &format!("{proposed} — Enter keeps it"));
        }
    }
    let entered = response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let clicked = proposed.is_some_and(|proposed| keep_button(ui, &response, &attribute.name, proposed));
    let kept = proposed.filter(|_| (entered || clicked) && typed.is_empty());
    if let Some(proposed) = kept {
        commands.push(set(id, &attribute.id, Some(proposed.to_owned())));
    }
    let taken = completion.follow(ui, setter, (&response, &typed, keys), || completion::values(project, &attribute.id));
    if let Some(taken) = taken {
        widgets::put_caret(ui.ctx(), field, taken.chars().count()..taken.chars().count());
        commands.push(set(id, &attribute.id, Some(taken)));
    } else if response.changed() {
        let value = (!typed.is_empty()).then_some(typed);
        commands.push(Command::Type(Box::new(Edit::Set { id: (*id).clone(), name: attribute.id.clone(), value })));
    }
    response
}

/// Words in an empty field, set as the article is: egui's own fields would turn Arabic ones about.
fn ghost(ui: &Ui, setter: &mut Typesetter, field: egui::Rect, words: &str) {
    let soft = Palette::of(ui.ctx()).soft;
    let layout = words::lay_out(ui, setter, words, &Look::new(soft).within(field.width() - 40.0));
    let at = field.left_center() + Vec2::new(8.0, -layout.size().y / 2.0);
    words::paint(ui, setter, &layout, at, soft);
}

/// A small button at the end of a field that keeps what is proposed in it.
fn keep_button(ui: &Ui, field: &Response, name: &str, proposed: &str) -> bool {
    let at = egui::Rect::from_center_size(field.rect.right_center() - Vec2::new(14.0, 0.0), Vec2::splat(20.0));
    let button = ui.interact(at, field.id.with("keep"), egui::Sense::CLICK);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Keep {name}: {proposed}")));
    let palette = Palette::of(ui.ctx());
    let color = if button.hovered() { palette.ink } else { palette.soft };
    let icon = lucide_icons::Icon::Check.unicode();
    ui.painter().text(at.center(), egui::Align2::CENTER_CENTER, icon, theme::icons(15.0), color);
    button.on_hover_text("Keep this value").clicked()
}

fn choices(ui: &mut Ui, setter: &mut Typesetter, filling: &Filling<'_>, commands: &mut Vec<Command>) -> Response {
    let Filling { id, attribute, value, proposed, .. } = filling;
    let values: Vec<&str> = attribute.values.iter().map(String::as_str).collect();
    let place = |wanted: &str| values.iter().position(|choice| *choice == wanted);
    let standing = Standing { chosen: place(value), proposed: proposed.and_then(place) };
    let choices = choices::show_standing(ui, setter, &attribute.name, &values, standing);
    if choices.is_taken_back {
        commands.push(set(id, &attribute.id, None));
    } else if let Some(choice) = choices.chosen.and_then(|place| attribute.values.get(place)) {
        commands.push(set(id, &attribute.id, Some(choice.clone())));
    }
    choices.stop.unwrap_or_else(|| ui.label(""))
}

fn set(id: &Id, name: &str, value: Option<String>) -> Command {
    Command::Edit(Box::new(Edit::Set { id: id.clone(), name: name.to_owned(), value }))
}

/// A field of one line; the new text when it was typed in.
pub fn text_field(ui: &mut Ui, name: &str, value: &str) -> (Response, Option<String>) {
    let mut typed = value.to_owned();
    let response = widgets::field(ui, name, TextEdit::singleline(&mut typed).desired_width(f32::INFINITY));
    let changed = response.changed();
    (response, changed.then_some(typed))
}

/// A field of several lines; the new text when it was typed in.
pub fn note_field(ui: &mut Ui, name: &str, value: &str) -> (Response, Option<String>) {
    let mut typed = value.to_owned();
    let field = TextEdit::multiline(&mut typed).desired_rows(2).desired_width(f32::INFINITY);
    let response = widgets::field(ui, name, field);
    let changed = response.changed();
    (response, changed.then_some(typed))
}

fn note(ui: &mut Ui, setter: &mut Typesetter, annotation: &Annotation, commands: &mut Vec<Command>) -> Response {
    row(ui, setter, "Note", |ui, _| {
        let (response, typed) = note_field(ui, "Note", annotation.note());
        if let Some(text) = typed {
            let edit = Edit::Note { id: annotation.id().clone(), text };
            commands.push(Command::Type(Box::new(edit)));
        }
        response
    })
}
