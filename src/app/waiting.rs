//! How much of the article waits for a label? Counted anew after each change, on a thread where that takes longer than a frame.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use egui::Context;

use crate::progress::Progress;
use crate::project::Project;
use crate::session::{Session, Unlabelled};

/// Texts up to this length, in bytes, are counted within a frame.
const SHORT: usize = 8 * 1024;
/// Longer ones are not counted, since every change would keep a processor busy for seconds.
const LONGEST: usize = 4 << 20;
/// How long a change rests before a long text is counted again.
const REST: Duration = Duration::from_millis(400);

/// What is known of it.
#[derive(Debug, Default)]
pub struct Waiting {
    known: Option<Unlabelled>,
    /// The state of the project that is counted, or being counted.
    state: Option<u64>,
    running: Option<(Receiver<Option<Unlabelled>>, Progress)>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some((_, progress)) = &self.running {
            progress.cancel();
        }
    }
}

impl Waiting {
    /// What waits for a label, as far as it is known; nothing for an article too long to be counted.
    pub fn known(&self) -> Option<Unlabelled> {
        self.known
    }

    /// Counts what has changed since; asks for another frame when a thread has done so.
    pub fn follow(&mut self, ctx: &Context, session: &Session) {
        self.take_news();
        let state = session.history().state();
        let length = session.project().text().len();
        if self.state == Some(state) || self.running.is_some() || length > LONGEST {
            return;
        }
        self.state = Some(state);
        if length <= SHORT {
            self.known = Unlabelled::count(session.project(), &Progress::default());
        } else {
            self.start(ctx, session.project().clone());
        }
    }

    fn take_news(&mut self) {
        let Some((news, _)) = &self.running else { return };
        match news.try_recv() {
            Ok(counted) => {
                self.known = counted.or(self.known);
                self.running = None;
            }
            Err(std::sync::mpsc::TryRecvError::Disconnected) => self.running = None,
            Err(std::sync::mpsc::TryRecvError::Empty) => {}
        }
    }

    fn start(&mut self, ctx: &Context, project: Project) {
        let (sender, receiver) = channel();
        let progress = Progress::default();
        self.running = Some((receiver, progress.clone()));
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            std::thread::sleep(REST);
            let counted = Unlabelled::count(&project, &progress);
            // The window may be gone by now.
            let _ = sender.send(counted);
            ctx.request_repaint();
        });
    }
}
