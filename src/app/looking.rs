//! How far is each article of a list? A thread looks at one after the other, and tells now and then what it has found.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crate::progress::Progress;
use crate::store::{Found, Listed};

/// How often the thread tells what it has found.
const PACE: Duration = Duration::from_millis(60);

/// What the thread has found: for each the number of the entry when the list was made.
#[derive(Debug)]
pub enum News {
    /// Of these.
    Found(Vec<(usize, Listed, Found)>),
    /// That was all.
    End,
}

/// Looks at each of `listed` and tells what it finds, now and then.
pub fn look(
    listed: impl Iterator<Item = (usize, Listed)>,
    sender: &Sender<News>,
    stop: &Progress,
    ctx: &egui::Context,
) {
    let mut told = Instant::now();
    let mut batch = Vec::new();
    for (number, listed) in listed {
        if stop.is_cancelled() {
            return;
        }
        let found = listed.look();
        batch.push((number, listed, found));
        if told.elapsed() >= PACE {
            tell(sender, News::Found(std::mem::take(&mut batch)), ctx);
            told = Instant::now();
        }
    }
    tell(sender, News::Found(batch), ctx);
    tell(sender, News::End, ctx);
}

fn tell(sender: &Sender<News>, news: News, ctx: &egui::Context) {
    // The list may be gone by now.
    let _ = sender.send(news);
    ctx.request_repaint();
}
