//! How does one go from one article of the list to another? What was changed is saved on the way, and nothing is asked.

use egui::Context;

use super::App;
use super::articles::{Articles, Way};
use super::overlay::Next;
use crate::store::{Listed, Over, StoreError};

impl App {
    /// Makes these the list, and opens the first.
    pub(super) fn list(&mut self, ctx: &Context, listed: Vec<Listed>, errors: Vec<StoreError>) {
        let error = errors.into_iter().next();
        let Some(first) = listed.first().map(|listed| listed.path.clone()) else {
            self.shell.notice = error.map(Into::into);
            return;
        };
        let mut articles = Articles::new(ctx, listed);
        if let Some(error) = error {
            articles.say_then(error.message);
        }
        self.shell.articles = Some(articles);
        self.guarded(ctx, Next::Open(first));
    }

    /// Goes on in the list, or back.
    pub(super) fn turn(&mut self, ctx: &Context, way: Way) {
        let said = match self.shell.articles.as_ref().map(|articles| articles.beside(way)) {
            None => "There is no list: open several articles, or a folder of them",
            Some(None) => "No more articles",
            Some(Some(place)) => return self.turn_to(ctx, place),
        };
        self.shell.said = Some(said.into());
    }

    /// Opens the entry of the list numbered `place`, saving what was changed.
    pub(super) fn turn_to(&mut self, ctx: &Context, place: usize) {
        let Some(articles) = &mut self.shell.articles else { return };
        let desk = self.desk.as_ref().map_or(0, |desk| desk.number);
        if articles.shown_by(desk) == Some(place) {
            articles.back_at(place);
            self.shell.jobs.give_up_opening();
            return self.forget_plans();
        }
        if let Some(path) = articles.go_to(place) {
            self.guarded(ctx, Next::Open(path));
        }
    }

    /// Whether `next` is a step from one article of the list to another.
    pub(super) fn is_turning(&self, next: &Next) -> bool {
        let path = match next {
            Next::Open(path) | Next::Show(Some(path), _) => path,
            _ => return false,
        };
        self.shell.articles.as_ref().is_some_and(|articles| articles.is_going_to(path))
    }

    /// Saves the article on the desk, then goes on with `next`. One without a project is saved beside its file, over nothing.
    pub(super) fn save_and_turn(&mut self, ctx: &Context, next: Next) {
        let Some(desk) = &self.desk else { return };
        let beside = desk.article.as_deref().map(crate::store::free_project);
        match (desk.path.clone(), beside) {
            (Some(path), _) => {
                self.shell.after_save = Some(next);
                self.save_to(ctx, path, Over::Own);
            }
            (None, Some(path)) => {
                self.shell.after_save = Some(next);
                self.save_to(ctx, path, Over::Nothing);
            }
            (None, None) => self.leave_in_draft(ctx, next, "it has no file yet"),
        }
    }

    /// Goes on with `next` as soon as all that was changed lies in a draft, since `why` it cannot be saved.
    pub(super) fn leave_in_draft(&mut self, ctx: &Context, next: Next, why: &str) {
        let Some(desk) = &mut self.desk else { return };
        if !desk.is_kept() {
            self.shell.after_keep = Some((next, why.to_owned()));
            return;
        }
        desk.stays = Some(desk.session.history().state());
        let words =
            format!("{} is not saved: {why}; its changes are kept, and are there when it is opened again", desk.name());
        if let Some(articles) = &mut self.shell.articles {
            articles.say_then(words);
        }
        self.proceed(ctx, next);
    }

    /// Goes on with what waited until all that was changed was on the disk.
    pub(super) fn follow_turning(&mut self, ctx: &Context) {
        if let Some((next, why)) = self.shell.after_keep.take() {
            match &self.desk {
                Some(desk) if desk.trouble.is_some() => self.forget_plans(),
                Some(_) => self.leave_in_draft(ctx, next, &why),
                None => {}
            }
        }
        let Some(articles) = &mut self.shell.articles else { return };
        // Before what was found is taken in, which may move what was clicked.
        let wished = articles.take_wish();
        if let Some(place) = wished {
            self.turn_to(ctx, place);
        }
        if let Some(articles) = &mut self.shell.articles {
            articles.follow(self.desk.as_ref());
        }
    }
}
