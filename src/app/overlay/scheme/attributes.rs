//! What can be said of what a label marks? Its attributes, one unfolded at a time.

use egui::{Frame, Margin, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};
use lucide_icons::Icon;

use super::fields::{Field, Taken, remark};
use super::question::{self, Question};
use super::{Chosen, Form, names};
use crate::app::theme::{self, Palette};
use crate::app::widgets;
use crate::app::words::{self, Look};
use crate::project::{Attribute, Label, Scheme};

/// Shows the attributes of the label at `place`.
pub fn show(ui: &mut Ui, form: &mut Form<'_>, place: usize, label: &Label) {
    form.row(ui, "Attributes", |form, ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (number, attribute) in label.attributes.iter().enumerate() {
            let unfolded = form.editor.unfolded == Some(number);
            if line(ui, form, attribute).clicked() {
                form.then(move |form| form.editor.unfolded = (!unfolded).then_some(number));
            }
            if unfolded {
                let frame = Frame::NONE.inner_margin(Margin { left: 8, right: 0, top: 4, bottom: 10 });
                frame.show(ui, |ui| ui.push_id(number, |ui| details(ui, form, (place, number), label, attribute)));
            }
        }
        ui.add_space(2.0);
        if ui.add_enabled(!form.scheme().is_full(), egui::Button::new("Add attribute")).clicked() {
            form.then(add);
        }
    });
}

/// A row that unfolds the attribute: its name and what may stand there.
fn line(ui: &mut Ui, form: &mut Form<'_>, attribute: &Attribute) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 26.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Attribute {}", attribute.name)));
    let palette = Palette::of(ui.ctx());
    if response.hovered() {
        ui.painter().rect_filled(rect, theme::CORNER, palette.hovered());
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, theme::CORNER, Stroke::new(1.5, palette.focus), StrokeKind::Inside);
    }
    let name = words::lay_out(ui, form.setter, &attribute.name, &Look::new(palette.ink).within(rect.width() * 0.4));
    let middle = rect.center().y;
    words::paint(ui, form.setter, &name, egui::pos2(rect.left() + 8.0, middle - name.size().y / 2.0), palette.ink);
    let left = rect.left() + 24.0 + words::width(&name);
    let look = Look::new(palette.soft).sized(theme::SMALL).within(rect.right() - left - 8.0);
    let about = words::lay_out(ui, form.setter, &about(attribute), &look);
    words::paint(ui, form.setter, &about, egui::pos2(left, middle - about.size().y / 2.0), palette.soft);
    response
}

/// "yes, no, unsure · under more".
fn about(attribute: &Attribute) -> String {
    let values = if attribute.values.is_empty() { "any text".to_owned() } else { attribute.values.join(", ") };
    let limit = attribute.limit.map(|limit| format!(" · up to {limit} characters")).unwrap_or_default();
    format!("{values}{limit}{}", if attribute.more { " · under “more”" } else { "" })
}

fn details(ui: &mut Ui, form: &mut Form<'_>, (place, number): (usize, usize), label: &Label, attribute: &Attribute) {
    ui.spacing_mut().item_spacing = Vec2::new(6.0, 6.0);
    let whole = form.own("attribute");
    let key = |field: &str| format!("{whole} {} {field}", attribute.id);
    form.row(ui, "Name", |form, ui| {
        let trouble = |typed: &str| typed.trim().is_empty().then(|| "An attribute needs a name".to_owned());
        let own = key("name");
        let field = Field { own: &own, name: "Attribute name", value: &attribute.name, taken: Taken::Rested };
        let (response, typed) = form.text(ui, field, f32::INFINITY, trouble);
        super::label::take_keyboard(form, &response);
        if let Some(typed) = typed {
            name(form, (place, number), label, attribute, typed);
        }
    });
    form.row(ui, "Id", |form, ui| {
        let own = key("id");
        let field = Field { own: &own, name: "Attribute id", value: &attribute.id, taken: Taken::WhenLeft };
        if let (_, Some(typed)) = form.text(ui, field, 170.0, |_| None) {
            match form.project.renaming_attribute(&label.id, &attribute.id, typed.trim()) {
                Ok(change) => {
                    form.carry_out(Ok(change), &format!("{} has the id {typed} now", attribute.name));
                    question::renamed(form, (&label.id, Some(&attribute.id)), typed.trim());
                }
                Err(error) => form.refuse(&own, typed, crate::app::run::capital(&error.to_string())),
            }
        }
    });
    form.row(ui, "Choices", |form, ui| {
        let shown = attribute.values.join("\n");
        let rows = attribute.values.len().clamp(1, 8) + 1;
        let own = key("choices");
        let field = Field { own: &own, name: "Choices", value: &shown, taken: Taken::WhenLeft };
        if let Some(typed) = form.lines(ui, field, rows) {
            choose(form, (place, number), label, attribute, &names::choices(&typed));
        }
        remark(ui, "One on a line, or commas between; none for any text.");
        question::show(
            ui,
            form,
            |question| matches!(question, Question::Choice(of, id, _) if *of == label.id && *id == attribute.id),
        );
    });
    form.row(ui, "Limit", |form, ui| limit(ui, form, (place, number), attribute));
    foot(ui, form, number, label);
    question::show(
        ui,
        form,
        |question| matches!(question, Question::Attribute(of, id) if *of == label.id && *id == attribute.id),
    );
}

fn name(form: &mut Form<'_>, (place, number): (usize, usize), label: &Label, attribute: &Attribute, typed: String) {
    let is_taken = |id: &str| label.attribute(id).is_some();
    let follows = names::following(&attribute.name, &typed, &attribute.id, is_taken);
    // The id of a new attribute follows its name, until an annotation has it. Few names are typed so.
    let id = follows.filter(|_| form.project.uses_of_attribute(&label.id, &attribute.id) == 0);
    form.type_in(|scheme| {
        let attribute = &mut scheme.labels[place].attributes[number];
        attribute.name = typed;
        attribute.id = id.unwrap_or_else(|| std::mem::take(&mut attribute.id));
    });
}

/// Makes `typed` the choices. One that is in use and not among them stays, and is asked about.
fn choose(
    form: &mut Form<'_>,
    (place, number): (usize, usize),
    label: &Label,
    attribute: &Attribute,
    typed: &[String],
) {
    let uses = |value: &String| form.project.uses_of_choice(&label.id, &attribute.id, value);
    let missing = attribute.values.iter().filter(|value| !typed.contains(value));
    // Free text allows whatever was chosen.
    let in_use: Vec<(&String, usize)> = missing
        .map(|value| (value, if typed.is_empty() { 0 } else { uses(value) }))
        .filter(|(_, uses)| *uses > 0)
        .collect();
    let mut values = typed.to_vec();
    for (value, _) in &in_use {
        let at = attribute.values.iter().position(|known| known == *value).unwrap_or_default();
        values.insert(at.min(values.len()), (*value).clone());
    }
    if values != attribute.values {
        form.change(|scheme| scheme.labels[place].attributes[number].values = values);
    }
    if let Some((value, uses)) = in_use.first() {
        let question = Question::Choice(label.id.clone(), attribute.id.clone(), (*value).clone());
        question::ask(form, question, *uses);
    }
}

fn limit(ui: &mut Ui, form: &mut Form<'_>, (place, number): (usize, usize), attribute: &Attribute) {
    ui.horizontal_wrapped(|ui| {
        let shown = attribute.limit.map(|limit| limit.to_string()).unwrap_or_default();
        let trouble = |typed: &str| {
            let typed = typed.trim();
            let holds = typed.is_empty() || typed.parse::<u32>().is_ok_and(|limit| limit > 0);
            (!holds).then(|| "A number of characters, or nothing".to_owned())
        };
        let own = form.own(&format!("attribute {} limit", attribute.id));
        let field = Field { own: &own, name: "Limit", value: &shown, taken: Taken::WhenLeft };
        let (_, typed) = form.text(ui, field, 60.0, trouble);
        if let Some(typed) = typed {
            let limit = typed.trim().parse().ok();
            form.change(|scheme| scheme.labels[place].attributes[number].limit = limit);
        }
        let mut more = attribute.more;
        ui.add_space(8.0);
        if ui.checkbox(&mut more, "Under “more”").on_hover_text("Out of the way, since it is filled seldom").changed()
        {
            form.then_change_attribute(number, move |attribute| attribute.more = more);
        }
    });
}

fn foot(ui: &mut Ui, form: &mut Form<'_>, number: usize, label: &Label) {
    ui.horizontal(|ui| {
        ui.add_space(super::fields::NAMES + 6.0);
        for (icon, name, step) in
            [(Icon::ArrowUp, "Move attribute up", -1), (Icon::ArrowDown, "Move attribute down", 1)]
        {
            let other = number.checked_add_signed(step).filter(|other| *other < label.attributes.len());
            if widgets::icon_button(ui, icon, name, other.is_some()).clicked()
                && let Some(other) = other
            {
                form.then(move |form| swap(form, number, other));
            }
        }
        if ui.button("Delete attribute").clicked() {
            form.then(move |form| delete(form, number));
        }
    });
}

/// The label that is chosen.
fn chosen<'a>(form: &Form<'_>, scheme: &'a Scheme) -> Option<(usize, &'a Label)> {
    let Chosen::Label(place) = form.editor.chosen else { return None };
    Some((place, scheme.labels.get(place)?))
}

fn swap(form: &mut Form<'_>, number: usize, other: usize) {
    let scheme = std::sync::Arc::clone(form.project.scheme());
    let Some((place, label)) = chosen(form, &scheme) else { return };
    if number.max(other) < label.attributes.len() {
        form.change(|scheme| scheme.labels[place].attributes.swap(number, other));
        form.editor.unfolded = Some(other);
    }
}

fn delete(form: &mut Form<'_>, number: usize) {
    let scheme = std::sync::Arc::clone(form.project.scheme());
    let Some((_, label)) = chosen(form, &scheme) else { return };
    let Some(attribute) = label.attributes.get(number) else { return };
    let uses = form.project.uses_of_attribute(&label.id, &attribute.id);
    question::ask(form, Question::Attribute(label.id.clone(), attribute.id.clone()), uses);
}

fn add(form: &mut Form<'_>) {
    let scheme = std::sync::Arc::clone(form.project.scheme());
    let Some((place, label)) = chosen(form, &scheme) else { return };
    let name = names::free("New attribute", |name| label.attribute(&names::id_of(name)).is_some());
    let attribute = Attribute { id: names::id_of(&name), name, values: Vec::new(), more: false, limit: None };
    form.change(|scheme| scheme.labels[place].attributes.push(attribute));
    form.editor.unfolded = Some(label.attributes.len());
    form.editor.wants_keyboard = true;
}
