//! How does the window get to what was found? The find commands, carried out on the open article.

use egui::Context;

use super::Want;
use crate::app::App;
use crate::session::Command;
use crate::text::Span;

impl App {
    /// Opens the find bar.
    pub(in crate::app) fn open_find(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.search.open(&desk.session);
        }
    }

    /// Closes it.
    pub(in crate::app) fn close_find(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.search.close();
        }
    }

    /// Goes to another place of what is looked for; when nothing is, asks for it.
    pub(in crate::app) fn go_on(&mut self, want: Want) {
        if let Some(desk) = &mut self.desk
            && !desk.search.go(want, &desk.session)
        {
            desk.search.open(&desk.session);
        }
    }

    /// Looks for what was typed in this frame, and goes to where that is.
    pub(in crate::app) fn follow_search(&mut self, ctx: &Context) {
        let Some(desk) = &mut self.desk else { return };
        let Some(step) = desk.search.follow(ctx, &desk.session) else { return };
        desk.session.run(Command::Select(step.selection));
        let bytes = desk.session.selection().bytes();
        match Span::new(desk.session.project().text(), bytes) {
            Ok(span) => desk.pane.reveal(span),
            Err(_) => desk.pane.reveal_caret(&desk.session),
        }
        if step.said.is_some() {
            self.shell.said = step.said;
        }
        ctx.request_repaint();
    }
}
