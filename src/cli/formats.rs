//! `copydesk formats`: which formats are there, and what can each not hold?

use serde_json::json;

use super::failure::Failure;
use super::output::Output;
use super::words::FormatsWords;
use crate::format::{FORMATS, Format, Positions, Shape};

pub(super) fn run(words: &FormatsWords, output: &mut Output) -> Result<(), Failure> {
    if words.json {
        return FORMATS.iter().try_for_each(|format| output.line(object(format)));
    }
    let rows: Vec<[String; 7]> =
        std::iter::once(HEAD.map(str::to_owned)).chain(FORMATS.iter().map(|format| row(format))).collect();
    let mut widths = [0; 7];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        output.line(cells.join("  ").trim_end())?;
    }
    Ok(())
}

const HEAD: [&str; 7] = ["FORMAT", "FILES", "MAKES", "CAN", "POSITIONS", "CANNOT HOLD AS IT IS", "IS"];

fn row(format: &Format) -> [String; 7] {
    let extensions: Vec<String> = format.extensions.iter().map(|extension| format!(".{extension}")).collect();
    let can = match (format.read.is_some(), format.write.is_some()) {
        (true, true) => "read, write",
        (true, false) => "read",
        _ => "write",
    };
    let loses: Vec<&str> = format.loses.iter().map(|kind| kind.name).collect();
    let loses = if loses.is_empty() { "–".to_owned() } else { loses.join(", ") };
    let positions = format.positions.name().to_owned();
    let makes = shape(format.shape).to_owned();
    [format.name.into(), extensions.join(" "), makes, can.into(), positions, loses, format.title.into()]
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::File => "one file",
        Shape::FileEach => "a file each",
        Shape::Folder => "a folder",
    }
}

fn object(format: &Format) -> serde_json::Value {
    let shape = match format.shape {
        Shape::File => "file",
        Shape::FileEach => "file_each",
        Shape::Folder => "folder",
    };
    let loses: Vec<_> = format
        .loses
        .iter()
        .map(|kind| json!({"kind": kind.name, "effect": kind.effect.name(), "message": kind.sentence}))
        .collect();
    json!({
        "name": format.name,
        "title": format.title,
        "extensions": format.extensions,
        "shape": shape,
        "positions": match format.positions {
            Positions::None => None,
            positions => Some(positions.name()),
        },
        "read": format.read.is_some(),
        "write": format.write.is_some(),
        "loses": loses,
    })
}
