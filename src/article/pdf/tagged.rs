//! What are the paragraphs of a tagged PDF? Those its structure names, with the letters that belong to each.

use super::lines::{Line, stretches};
use super::pieces::{Kind, Piece};
use super::sheet::{Glyph, Mark, Sheet};
use super::structure::{Role, Structure, Within};
use super::words::{Vocabulary, joined};
use super::zones::Zone;

/// The pieces of a tagged document. Nothing when the structure leaves out much of the text, or names each line a paragraph.
pub(super) fn pieces(sheets: &[Sheet], structure: &Structure) -> Option<Vec<Piece>> {
    let parts = letters_of_parts(sheets, structure)?;
    let lines: Vec<Vec<Line>> = parts.iter().map(|letters| lines(letters)).collect();
    let vocabulary = Vocabulary::of(lines.iter().flatten());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut row = None;
    for (part, lines) in structure.parts.iter().zip(&lines) {
        let text = part.instead.clone().unwrap_or_else(|| joined(lines, &vocabulary));
        match part.role {
            Role::Cell { row: at, .. } => {
                match (row == Some(at), pieces.last_mut()) {
                    (true, Some(piece)) => piece.text = format!("{}\t{text}", piece.text),
                    _ => pieces.push(Piece::of(Kind::Row, text, lines)),
                }
                row = Some(at);
            }
            _ if text.is_empty() => {}
            _ if part.is_loose => {
                row = None;
                pieces.extend(loose(lines));
            }
            role => {
                row = None;
                pieces.push(Piece::of(kind(role), text, lines));
            }
        }
    }
    (!is_line_by_line(&pieces)).then_some(pieces)
}

/// The paragraphs of words that the structure does not divide, by how they stand on the page.
fn loose(lines: &[Line]) -> Vec<Piece> {
    let is_below = |one: &Line, other: &Line| one.page == other.page && other.baseline > one.baseline - 1.0;
    let zones: Vec<Zone> = lines
        .chunk_by(is_below)
        .map(|lines| Zone::Column {
            lines: lines.to_vec(),
            left: lines.iter().map(|line| line.left).fold(f32::INFINITY, f32::min),
            right: lines.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max),
        })
        .collect();
    let plain = |piece: Piece| if piece.kind == Kind::Item { piece } else { Piece { kind: Kind::Paragraph, ..piece } };
    super::paragraphs::pieces(&zones).into_iter().map(plain).collect()
}

fn kind(role: Role) -> Kind {
    match role {
        Role::Title => Kind::Title,
        Role::Heading => Kind::Heading,
        Role::Item => Kind::Item,
        Role::Caption => Kind::Caption,
        Role::Quotation => Kind::Quotation,
        Role::Note => Kind::Note,
        Role::Cell { .. } => Kind::Row,
        Role::Paragraph | Role::Aside => Kind::Paragraph,
    }
}

/// The letters of each part with the page they are on, in the order of reading.
fn letters_of_parts(sheets: &[Sheet], structure: &Structure) -> Option<Vec<Vec<(usize, Glyph)>>> {
    let mut leaves: Vec<Vec<(usize, Glyph)>> = vec![Vec::new(); structure.order.len()];
    let (mut marked, mut unmarked) = (0_usize, 0_usize);
    for (page, sheet) in sheets.iter().enumerate() {
        for glyph in &sheet.glyphs {
            match glyph.mark {
                Mark::Leaf(leaf) => {
                    marked += 1;
                    if let Some(leaf) = leaves.get_mut(leaf as usize) {
                        leaf.push((page, *glyph));
                    }
                }
                _ if glyph.is_space() => {}
                _ => unmarked += 1,
            }
        }
    }
    if marked == 0 || unmarked * 20 > marked {
        return None;
    }
    let mut parts = vec![Vec::new(); structure.parts.len()];
    for (leaf, letters) in structure.order.iter().zip(leaves) {
        if let (Within::Words, Some(part)) = (leaf.within, parts.get_mut(leaf.part)) {
            part.extend(letters);
        }
    }
    Some(parts)
}

/// The lines of letters that are in the order of reading.
fn lines(letters: &[(usize, Glyph)]) -> Vec<Line> {
    let mut lines = Vec::new();
    for page in letters.chunk_by(|one, other| one.0 == other.0) {
        let glyphs: Vec<Glyph> = page.iter().map(|(_, glyph)| *glyph).collect();
        let number = page.first().map_or(0, |(page, _)| *page);
        // However wide a gap is, what goes on along a baseline is the same line: a structure knows no columns.
        lines.extend(stretches(&glyphs, f32::MAX).iter().map(|stretch| Line::of(stretch, number)));
    }
    lines
}

/// Whether a structure calls the lines of paragraphs paragraphs, as some programs do.
fn is_line_by_line(pieces: &[Piece]) -> bool {
    let pairs = pieces.windows(2).filter(|pair| pair.iter().all(|piece| piece.kind == Kind::Paragraph));
    let goes_on = pairs.clone().filter(|pair| {
        let ends = pair[0].text.ends_with(|letter: char| letter.is_lowercase() || letter == ',' || letter == '-');
        ends && pair[1].text.starts_with(char::is_lowercase)
    });
    goes_on.count() * 4 > pairs.count() && pieces.len() > 4
}
