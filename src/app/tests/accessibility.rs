//! What does somebody hear who cannot see the window? The tree that a screen reader gets, and what comes back from it.

use egui::Role;
use egui::accesskit::{Action, Toggled};
use egui_kittest::kittest::NodeT;

use super::*;

type Heard<'tree> = egui_kittest::Node<'tree>;

impl Window<'_> {
    /// The tree as somebody goes through it: what has no name and no role of its own is left out.
    fn heard(&self) -> String {
        let mut lines = String::new();
        tell(&self.0.root(), 0, &mut lines);
        lines
    }

    fn node<'a>(&'a self, role: Role, name: &'a str) -> Heard<'a> {
        self.0.get_by_role_and_label(role, name)
    }
}

fn tell(node: &Heard<'_>, depth: usize, lines: &mut String) {
    let known = node.accesskit_node();
    let line = words_of(&known);
    let is_heard = !line.is_empty();
    if is_heard {
        lines.push_str(&format!("{}{line}\n", "  ".repeat(depth)));
    }
    node.children().for_each(|child| tell(&child, depth + usize::from(is_heard), lines));
}

fn words_of(node: &egui_kittest::kittest::AccessKitNode<'_>) -> String {
    let (name, value) = (node.label().unwrap_or_default(), node.value().unwrap_or_default());
    let said = if name.is_empty() { value.clone() } else { name.clone() };
    if matches!(node.role(), Role::GenericContainer | Role::Unknown | Role::Window | Role::Pane) && said.is_empty() {
        return String::new();
    }
    let mut line = format!("{:?}", node.role());
    if !said.is_empty() {
        line.push_str(&format!(" {said:?}"));
    }
    if !name.is_empty() && !value.is_empty() {
        line.push_str(&format!(" = {value:?}"));
    }
    let states = [
        (node.is_selected() == Some(true), "selected"),
        (node.toggled() == Some(Toggled::True), "on"),
        (node.is_disabled(), "disabled"),
        (node.is_focused(), "HAS THE KEYBOARD"),
        (node.live() != egui::accesskit::Live::Off, "live"),
    ];
    states.iter().filter(|(is, _)| *is).for_each(|(_, state)| line.push_str(&format!(" [{state}]")));
    line
}

#[test]
fn the_sample_makes_sense_to_who_cannot_see_it() {
    let mut window = Window::sample();
    window.key(Key::J);
    let heard = window.heard();
    println!("{heard}");
}
