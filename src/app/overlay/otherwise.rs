//! How else can the article in a file be taken in? In another encoding, seen on its own words, or a chapter of a book alone.

use std::path::PathBuf;

use egui::Ui;

use super::{Answer, Reply, offered, question};
use crate::app::offers;
use crate::app::opening::stem_of;
use crate::app::theme::Palette;
use crate::app::typeset::Typesetter;
use crate::app::words::{self, Look};
use crate::article::{self, Choices};
use crate::store::{self, StoreError};

/// How much of a file is read to show how it looks in each encoding, in bytes.
const LOOKED_AT: usize = 1 << 16;

/// The ways in which the article in a file can be taken in.
#[derive(Debug)]
pub struct Ways {
    path: PathBuf,
    question: String,
    /// Each with its name, and with how the article looks then.
    ways: Vec<(Choices, String, String)>,
}

impl Ways {
    /// The encodings in which the file could be, each with how it looks in it.
    pub fn encodings(path: PathBuf) -> Result<Self, StoreError> {
        let bytes = store::begin_of(&path, LOOKED_AT)?;
        let way = |(encoding, words): (article::Encoding, String)| {
            (Choices { encoding: Some(encoding), ..Choices::default() }, encoding.name().to_owned(), words)
        };
        let ways = article::in_encodings(&bytes).into_iter().map(way).collect();
        let question = format!("In which of these does {} read right?", stem_of(&path));
        Ok(Self { path, question, ways })
    }

    /// The chapters of a book, each to be an article by itself.
    pub fn chapters(path: PathBuf, chapters: Vec<String>) -> Self {
        let way = |(number, title): (usize, String)| {
            let choices = Choices { chapter: Some(number + 1), ..Choices::default() };
            (choices, format!("Chapter {}", number + 1), title)
        };
        let question = format!("Which chapter of {}?", stem_of(&path));
        Self { path, question, ways: chapters.into_iter().enumerate().map(way).collect() }
    }
}

/// Shows them.
pub fn show(ui: &mut Ui, setter: &mut Typesetter, ways: &Ways) -> Reply {
    question(ui, setter, &ways.question);
    let all = ways.ways.iter();
    offered(
        ui,
        all,
        |ui, (_, name, look)| line(ui, setter, name, look),
        |(choices, ..)| Answer::Again(ways.path.clone(), *choices),
    )
}

fn line(ui: &mut Ui, setter: &mut Typesetter, name: &str, look: &str) -> egui::Response {
    offers::line(ui, name, &format!("{name}: {look}"), |ui| {
        let palette = Palette::of(ui.ctx());
        words::show(ui, setter, name, Look::new(palette.soft).within(ui.available_width()));
        words::show(ui, setter, look, Look::new(palette.ink).within(ui.available_width()));
    })
}
