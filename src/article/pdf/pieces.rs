//! What becomes of the pieces of a document? The headline and the byline become fields, notes go to the end.

use super::about::About;
use super::direction::is_from_right;
use super::lines::Line;
use crate::article::draft::Draft;
use crate::project::BlockKind;

/// A part of the article, found in whatever way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// What it is.
    pub(super) kind: Kind,
    /// Its words.
    pub(super) text: String,
    /// The size of its letters.
    pub(super) size: f32,
    /// The page it begins on.
    pub(super) page: usize,
    /// Whether the number of a note has been told from its words by its place.
    pub(super) is_labelled: bool,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The document's title, by its own word.
    Title,
    /// A heading.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// Words under a picture.
    Caption,
    /// Someone else's words.
    Quotation,
    /// A note, which goes to the end.
    Note,
    /// A row of a table.
    Row,
}

/// How many pieces the headline may have before it: a section's name, a date.
const BEFORE_HEADLINE: usize = 4;

/// The longest byline, in letters.
const LONGEST_BYLINE: usize = 90;

impl Piece {
    /// A piece of these lines.
    pub(super) fn of(kind: Kind, text: String, lines: &[Line]) -> Self {
        let mut sizes: Vec<f32> = lines.iter().map(|line| line.size).collect();
        let size = super::lines::median(&mut sizes);
        let first = lines.first();
        let is_labelled = first.is_some_and(|line| !line.label.is_empty());
        Self { kind, text, size, page: first.map_or(0, |line| line.page), is_labelled }
    }
}

/// Puts a document's pieces into a draft, with what it says about itself.
pub(super) fn fill(draft: &mut Draft, mut pieces: Vec<Piece>, about: &About) {
    pieces.retain(|piece| !piece.text.trim().is_empty());
    let headline = headline(&pieces, &about.title);
    draft.set("title", &about.title);
    if let Some(at) = headline {
        let headline = pieces.remove(at);
        draft.set("title", &headline.text);
        if let Some(byline) = byline(&pieces, at, &about.author) {
            draft.set("author", &byline.1);
            pieces.remove(byline.0);
        }
    }
    draft.set("author", &about.author);
    draft.set("published", &about.published);
    draft.set("language", &about.language);
    let (notes, text): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| piece.kind == Kind::Note);
    for piece in text.iter().chain(&notes) {
        push(draft, piece);
    }
}

fn push(draft: &mut Draft, piece: &Piece) {
    match piece.kind {
        Kind::Title | Kind::Heading => draft.push(BlockKind::Heading, &piece.text),
        Kind::Note if !piece.is_labelled => draft.push(BlockKind::Paragraph, &piece.text[note_label(&piece.text)..]),
        Kind::Paragraph | Kind::Row | Kind::Note => draft.push(BlockKind::Paragraph, &piece.text),
        Kind::Item => draft.push(BlockKind::ListItem, without_bullet(&piece.text)),
        Kind::Caption => draft.push(BlockKind::Caption, &piece.text),
        Kind::Quotation => draft.push(BlockKind::Quotation, &piece.text),
    }
}

/// The piece that is the headline: that which is the document's title, else the large letters at the head of page 1.
fn headline(pieces: &[Piece], title: &str) -> Option<usize> {
    let page = pieces.first().map_or(0, |piece| piece.page);
    let head = || pieces.iter().enumerate().take_while(|(_, piece)| piece.page == page);
    let titles = || head().take(12).filter(|(_, piece)| is_same(&piece.text, title));
    // The outlet's name may be a part of the title too, and stand above it in smaller letters.
    let largest = titles().map(|(_, piece)| piece.size).fold(0.0, f32::max);
    if let Some((at, _)) = titles().find(|(_, piece)| piece.size >= largest) {
        return Some(at);
    }
    if let Some((at, _)) = head().find(|(_, piece)| piece.kind == Kind::Title) {
        return Some(at);
    }
    if !title.trim().is_empty() {
        return None;
    }
    let body = body_size(pieces);
    let large =
        head().take(BEFORE_HEADLINE).filter(|(_, piece)| piece.kind == Kind::Heading && piece.size > 1.15 * body);
    let largest = large.clone().map(|(_, piece)| piece.size).fold(0.0, f32::max);
    large.into_iter().find(|(_, piece)| piece.size >= largest).map(|(at, _)| at)
}

/// The size of most of the letters.
pub(super) fn body_size(pieces: &[Piece]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for piece in pieces {
        match sizes.iter_mut().find(|(size, _)| (*size - piece.size).abs() < 0.3) {
            Some((_, letters)) => *letters += piece.text.len(),
            None => sizes.push((piece.size, piece.text.len())),
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(0.0, |(size, _)| size)
}

/// Whether a headline is the title, or the title with the outlet's name behind or before it.
fn is_same(headline: &str, title: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let parts = title.split(['|', '–', '—', '·']).chain(title.split(" - ")).map(letters);
    let (headline, title) = (letters(headline), letters(title));
    let is_most = headline.chars().count() >= 8 && headline.len() * 2 >= title.len();
    let is_end = title.starts_with(&headline) || title.ends_with(&headline);
    !headline.is_empty() && ((is_most && is_end) || parts.into_iter().any(|part| part == headline))
}

/// How many pieces below the headline may be the byline: there may be a standfirst before it.
const NEAR_HEADLINE: usize = 4;

/// The byline below the headline: where it is, and whom it names.
fn byline(pieces: &[Piece], from: usize, told: &str) -> Option<(usize, String)> {
    let near = || pieces.iter().enumerate().skip(from).take(NEAR_HEADLINE);
    let told_by_words = near().take(3).find_map(|(at, piece)| Some((at, author(&piece.text)?)));
    let is_told = |piece: &Piece| is_same_name(&piece.text, told);
    let told_by_file = || near().find(|(_, piece)| is_told(piece)).map(|(at, _)| (at, told.trim().to_owned()));
    let is_before_text = |at: usize| pieces.get(at + 1).is_some_and(|next| is_long(next) || next.kind == Kind::Heading);
    let bare = || {
        let named = near().take(2).find(|(at, piece)| is_name(piece) && is_before_text(*at))?;
        Some((named.0, named.1.text.trim().to_owned()))
    };
    told_by_words.or_else(told_by_file).or_else(|| if told.trim().is_empty() { bare() } else { None })
}

/// Whether a line names whom the file calls its author, in whatever way the names are parted.
fn is_same_name(line: &str, told: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase();
    let line = line.trim();
    let (line, told) = (letters(line), letters(told));
    !told.is_empty() && (line == told || author_letters(&line, &told))
}

/// Whether a line is a word such as "by" and the name.
fn author_letters(line: &str, told: &str) -> bool {
    line.strip_suffix(told).is_some_and(|before| BY.iter().any(|by| by.trim_end_matches(':') == before))
}

fn is_long(piece: &Piece) -> bool {
    piece.kind == Kind::Paragraph && piece.text.chars().count() > LONGEST_BYLINE
}

/// Whether a line by itself is the name of a person: two to four words, each with a capital, and nothing else.
fn is_name(piece: &Piece) -> bool {
    const PARTS: [&str; 12] = ["de", "da", "di", "van", "von", "der", "den", "del", "la", "al", "bin", "el"];
    let words: Vec<&str> = piece.text.split_whitespace().collect();
    let is_part = |word: &&str| {
        let begins = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let initial = word.len() == 2 && word.starts_with(char::is_uppercase) && word.ends_with('.');
        let is_plain = word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '’' | '\''));
        initial || (is_plain && (begins || PARTS.contains(word)))
    };
    let begins = |word: Option<&&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    piece.kind == Kind::Paragraph
        && (2..=4).contains(&words.len())
        && words.iter().all(is_part)
        && begins(words.first())
        && begins(words.last())
}

/// The words that stand before the name in a byline.
const BY: [&str; 12] = ["by", "von", "par", "por", "di", "door", "af", "av", "od", "autor:", "author:", "text:"];

/// The name in a line such as "By Ada Novák".
fn author(line: &str) -> Option<String> {
    let (first, name) = line.trim().split_once(char::is_whitespace)?;
    let is_by = BY.contains(&first.to_lowercase().as_str());
    let name = name.trim();
    let is_name = name
        .chars()
        .next()
        .is_some_and(|letter| letter.is_uppercase() || !letter.is_lowercase() && letter.is_alphabetic())
        && name.chars().count() <= LONGEST_BYLINE
        && !name.ends_with(['.', '?', '!', ':'])
        && name.split_whitespace().count() <= 14;
    (is_by && is_name).then(|| name.to_owned())
}

/// The bullet or number that an item begins with, in bytes with the space behind; nought when there is none.
pub(super) fn bullet(text: &str) -> usize {
    const BULLETS: [char; 4] = ['–', '-', '*', '·'];
    let after_space = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let words = rest.trim_start();
        if words.len() < rest.len() && !words.is_empty() { text.len() - words.len() } else { 0 }
    };
    // What runs from the right has its number beside the words in some programs.
    let after_number = |at: usize| {
        let touches = text.get(at..).is_some_and(|words| words.starts_with(is_from_right));
        if touches { at } else { after_space(at) }
    };
    let Some(first) = text.chars().next() else { return 0 };
    // Some signs are nothing but bullets; a gap that shows no space may stand behind them.
    if matches!(first, '•' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□' | '‣' | '⁃' | '➢') {
        let words = text[first.len_utf8()..].trim_start();
        return if words.is_empty() { 0 } else { text.len() - words.len() };
    }
    if BULLETS.contains(&first) {
        return after_space(first.len_utf8());
    }
    let body = text.strip_prefix('(').unwrap_or(text);
    let number = body.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(body.len());
    let mark = match body.as_bytes() {
        [b'a'..=b'z' | b'A'..=b'Z', b')', ..] => 1,
        _ if (1..=2).contains(&number) && body[number..].starts_with(['.', ')']) => number,
        _ => return 0,
    };
    after_number(text.len() - body.len() + mark + 1)
}

/// The number or sign that a note begins with, in bytes with the space behind; nought when there is none.
pub(super) fn note_label(text: &str) -> usize {
    let number = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0);
    let sign = text.chars().next().filter(|first| matches!(first, '*' | '†' | '‡' | '§')).map_or(0, char::len_utf8);
    let label = if number > 3 { 0 } else { number.max(sign) };
    let rest = text[label..].trim_start_matches(['.', ')', ']']).trim_start();
    let begins =
        rest.starts_with(|letter: char| letter.is_uppercase() || matches!(letter, '“' | '"' | '«' | '„' | '‘'));
    let has_space = text[label..].starts_with(char::is_whitespace);
    if label > 0 && (begins || (has_space && !rest.is_empty())) { text.len() - rest.len() } else { 0 }
}

fn without_bullet(text: &str) -> &str {
    &text[bullet(text)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(kind: Kind, text: &str, size: f32) -> Piece {
        Piece { kind, text: text.into(), size, page: 0, is_labelled: false }
    }

    #[test]
    fn the_headline_and_the_byline_become_fields_and_notes_go_to_the_end() {
        let pieces = vec![
            piece(Kind::Heading, "Rents rise", 22.0),
            piece(Kind::Paragraph, "By Ada Novák", 11.0),
            piece(Kind::Note, "1A note.", 8.0),
            piece(Kind::Paragraph, "They rose.", 11.0),
            piece(Kind::Item, "• Twice", 11.0),
        ];
        for title in ["", "Rents rise | The Gazette"] {
            let mut draft = Draft::default();
            fill(&mut draft, pieces.clone(), &About { title: title.into(), author: "X".into(), ..About::default() });
            let taken = draft.finish().expect("an article");
            assert_eq!(taken.article.text(), "They rose.\n\nTwice\n\nA note.");
            assert_eq!(taken.fields.get("title"), if title.is_empty() { "Rents rise" } else { title });
            assert_eq!(taken.fields.get("author"), "Ada Novák");
        }
    }

    #[test]
    fn a_name_by_itself_is_a_byline_when_the_file_tells_it_or_text_follows() {
        let long = "The rents in the old city rose again, said the office that counts them every autumn since the war.";
        for (line, told, author) in [
            ("Ada Novák; Jo van Dam", "Ada Novák, Jo van Dam", "Ada Novák, Jo van Dam"),
            ("سلمى", "سلمى", "سلمى"),
            ("Jo van Dam", "", "Jo van Dam"),
            ("Rents and the river", "", ""),
            ("Old Town", "Ada", "Ada"),
        ] {
            let pieces = vec![
                piece(Kind::Heading, "Rents rise", 22.0),
                piece(Kind::Paragraph, line, 11.0),
                piece(Kind::Paragraph, long, 11.0),
            ];
            let mut draft = Draft::default();
            fill(&mut draft, pieces, &About { author: told.into(), ..About::default() });
            let taken = draft.finish().expect("an article");
            let is_taken = !author.is_empty() && author != "Ada";
            assert_eq!(taken.article.text() == long, is_taken, "{line}");
            assert_eq!(taken.fields.get("author"), author);
        }
    }

    #[test]
    fn only_a_name_is_a_byline_and_only_a_bullet_a_bullet() {
        assert_eq!(author("By Ada Novák"), Some("Ada Novák".into()));
        assert_eq!([author("By the river"), author("By Monday they had left.")], [None, None]);
        let lens =
            ["• One", "12. One", "(a) One", "1990 One", "-5 One", "– One", "3.5 One", "•One", "1.לא"].map(bullet);
        assert_eq!(lens, [4, 4, 4, 0, 0, 4, 0, 3, 2]);
        assert_eq!(["1A note.", "12 the note", "* A note", "2024 was", "Note 1"].map(note_label), [1, 3, 2, 0, 0]);
    }
}
