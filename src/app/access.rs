//! What does a screen reader hear beyond a control's name? Its part in a whole, its key, and what has just happened.
//!
//! Several controls that are one choice, as the rows of a list, are one stop of Tab: the arrows go on within it.

use egui::accesskit::{HasPopup, Live, Node, Role};
use egui::{Context, EventFilter, Id, Key, Modifiers, Response, Sense, Ui, UiBuilder};

/// Says more of a control.
fn say(response: &Response, more: impl FnOnce(&mut Node)) {
    response.ctx.accesskit_node_builder(response.id, more);
}

/// Says what `ui` is as a whole.
pub fn region(ui: &Ui, role: Role, name: &str) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(role);
        node.set_label(name);
    });
}

/// Says how far in the whole something stands, in per cent.
pub fn part(response: &Response, part: f64) {
    say(response, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
        node.set_numeric_value((part * 100.0).round());
    });
}

/// Says that a control is one of a row of tabs.
pub fn tab(response: &Response, is_chosen: bool) {
    say(response, |node| {
        node.set_role(Role::Tab);
        node.clear_toggled();
        node.set_selected(is_chosen);
    });
}

/// Says that a control is one of the `count` rows of a list, and which, counted from 0.
pub fn option(response: &Response, is_chosen: bool, (place, count): (usize, usize)) {
    say(response, |node| {
        node.set_role(Role::ListBoxOption);
        node.clear_toggled();
        node.set_selected(is_chosen);
        node.set_position_in_set(place + 1);
        node.set_size_of_set(count);
    });
}

/// Says which row of a list the keys of `field` mean.
pub fn means(field: &Response, row: &Response) {
    say(field, |node| node.set_active_descendant(row.id.accesskit_id()));
}

/// Says what a control does.
pub fn describe(response: &Response, words: &str) {
    say(response, |node| node.set_description(words));
}

/// Says that a control opens a menu.
pub fn opens_menu(response: &Response) {
    say(response, |node| node.set_has_popup(HasPopup::Menu));
}

/// Says which key does the same.
pub fn key(response: &Response, key: &str) {
    say(response, |node| node.set_keyboard_shortcut(key));
}

/// Says the words of `response` aloud as soon as they are there.
pub fn aloud(response: &Response) {
    say(response, |node| node.set_live(Live::Polite));
}

/// The same at once, whatever else is being said.
pub fn alarm(response: &Response) {
    say(response, |node| node.set_live(Live::Assertive));
}

/// Says `words` aloud, which are not seen, whenever they are others than before. They are asked for only where someone listens.
pub fn whisper(ui: &mut Ui, id: &'static str, words: impl FnOnce() -> String) {
    let id = Id::unique(id);
    let unseen = UiBuilder::new().scope_id(id).max_rect(egui::Rect::from_min_size(ui.cursor().min, egui::Vec2::ZERO));
    let unseen = ui.new_child(unseen);
    unseen.ctx().accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(Live::Polite);
        node.set_label(words());
    });
}

/// Several controls that are one stop of Tab.
#[derive(Clone, Copy, Debug)]
pub struct Stop {
    base: Id,
    /// The number of the one that Tab comes to.
    at: usize,
}

/// Where it is noted which control keeps the arrows to itself.
fn keeper() -> Id {
    Id::unique("keeps the arrows")
}

/// Whether the arrows are for what has the keyboard.
pub fn keeps_arrows(ctx: &Context) -> bool {
    let kept = ctx.data(|data| data.get_temp::<Id>(keeper()));
    kept.is_some() && kept == ctx.memory(egui::Memory::focused)
}

impl Stop {
    /// Controls called `base` and a number of the `numbers`: the one that has the keyboard is where Tab comes to, else `usual`.
    pub fn new(ctx: &Context, base: Id, mut numbers: std::ops::Range<usize>, usual: usize) -> Self {
        let focused = ctx.memory(egui::Memory::focused);
        let at = focused.and_then(|focused| numbers.find(|number| base.with(*number) == focused));
        Self { base, at: at.unwrap_or(usual) }
    }

    /// The id of the control numbered `number`.
    pub fn id(self, number: usize) -> Id {
        self.base.with(number)
    }

    /// What the control numbered `number` feels: Tab comes to one of them alone.
    pub fn sense(self, number: usize) -> Sense {
        if number == self.at { Sense::click() } else { Sense::CLICK }
    }

    /// The number of the control that an arrow leads to from `response`, the one numbered `number` of `count`. When all are
    /// drawn it can be [given](Self::give) the keyboard.
    pub fn follow(self, response: &Response, number: usize, count: usize) -> Option<usize> {
        if !response.has_focus() {
            return None;
        }
        let ctx = &response.ctx;
        let arrows = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false };
        ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
        ctx.data_mut(|data| data.insert_temp(keeper(), response.id));
        let pressed =
            |keys: [Key; 2]| ctx.input_mut(|input| keys.into_iter().any(|key| input.consume_key(Modifiers::NONE, key)));
        if pressed([Key::ArrowRight, Key::ArrowDown]) {
            Some(number + 1).filter(|next| *next < count)
        } else if pressed([Key::ArrowLeft, Key::ArrowUp]) {
            number.checked_sub(1)
        } else if pressed([Key::Home, Key::Home]) {
            Some(0)
        } else if pressed([Key::End, Key::End]) {
            count.checked_sub(1)
        } else {
            None
        }
    }

    /// Gives the keyboard to the control numbered `number`.
    pub fn give(self, ctx: &Context, number: usize) {
        ctx.memory_mut(|memory| memory.request_focus(self.id(number)));
        ctx.data_mut(|data| data.insert_temp(keeper(), self.id(number)));
        ctx.request_repaint();
    }
}
