//! Where does the clause end, and where the sentence?

use super::tokens::{Kind, Line, is_dash, is_hyphen, is_one_of};
use crate::text::{cluster_after, cluster_at_or_before, is_unspaced, line_around, sentence_after, sentence_around};

/// Words that begin a clause wherever they stand.
const OPENERS: &[&str] = &[
    "but",
    "while",
    "because",
    "which",
    "who",
    "whom",
    "whose",
    "although",
    "though",
    "whereas",
    "unless",
    "when",
    "where",
    "if",
    "weil",
    "aber",
    "dass",
    "während",
    "obwohl",
    "sondern",
    "welche",
    "welcher",
    "mais",
    "parce",
    "qui",
    "lorsque",
    "tandis",
    "puisque",
    "pero",
    "porque",
    "mientras",
    "aunque",
    "cuando",
    "sino",
    "لكن",
    "ولكن",
    "لأن",
    "بينما",
    "الذي",
    "التي",
    "عندما",
    "حيث",
];

/// Words that join clauses, and single words as well.
const JOINERS: &[&str] = &["and", "or", "so", "und", "oder", "et", "ou", "y", "o"];

/// Words that follow a joiner only where a clause begins.
const SUBJECTS: &[&str] = &[
    "he", "she", "it", "they", "we", "i", "you", "there", "that", "this", "er", "sie", "wir", "es", "il", "elle",
    "ils", "elles", "nous", "on", "ella", "ellos", "ellas", "nosotros", "who", "which", "what",
];

/// Words by which a clause is known.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must", "shall",
    "should", "do", "does", "did", "says", "said", "fell", "rose", "went", "came", "made", "took", "got", "left",
    "lost", "won", "began", "became", "gave", "told", "ran", "paid", "sold", "grew", "cut", "put", "set", "hat", "ist",
    "war", "sind", "waren", "wird", "wurde", "a", "est", "était", "sont", "ont", "ha", "han", "es", "era", "fue",
    "está",
];

/// The end of the clause at the byte `at`: before the next comma, semicolon, colon or dash, or before a conjunction that begins
/// a clause; else the sentence's end without its final mark. Always behind `at`, but at the end of the line.
pub fn clause_end(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let line = line_around(text, at);
    let end = line.start + text[line.clone()].trim_end().len();
    if at >= end {
        return at;
    }
    let tokens = Line::new(text, line.start..end);
    let first = tokens.tokens.partition_point(|token| token.end <= at);
    let word = (first..tokens.len()).find(|index| tokens.kind(*index) != Some(Kind::Mark));
    let sentence = word.map_or(end, |word| sentence_around(text, tokens.start(word)).end.min(end));
    let cut = (first..tokens.len()).find_map(|index| {
        let before = tokens.end(index);
        let cuts = before > at && (tokens.start(index) >= sentence || begins_clause(&tokens, index));
        cuts.then(|| without_marks(text, at, before)).flatten()
    });
    let cut = cut.or_else(|| without_marks(text, at, end)).unwrap_or(end);
    if cluster_at_or_before(text, cut) == cut { cut } else { cluster_after(text, cut) }
}

/// The end of the sentence at the byte `at`, with its final mark; at that end the next sentence's. The text's end at the last.
pub fn sentence_end(text: &str, at: usize) -> usize {
    sentence_after(text, at)
}

/// `end` less the marks that end a sentence or a quotation before it; nothing when that is not behind `at`.
fn without_marks(text: &str, at: usize, end: usize) -> Option<usize> {
    let part = &text[at..end];
    let words = part.trim_end_matches(|char: char| !is_of_word(char));
    // A dot that belongs to the word is the word's: U.S.
    let dotted = part[words.len()..].starts_with('.') && is_abbreviated(words);
    Some(at + words.len() + usize::from(dotted)).filter(|cut| *cut > at)
}

fn is_of_word(char: char) -> bool {
    char.is_alphanumeric()
        || matches!(char, '%' | '‰' | '٪' | '°' | ')' | ']' | '”' | '’' | '"' | '»' | '›' | '」' | '』' | '\'')
        || super::units::is_currency(char)
        || (char > '\u{2ff}' && !is_punctuation(char))
}

fn is_punctuation(char: char) -> bool {
    char.is_whitespace()
        || is_dash(char)
        || matches!(
            char,
            '…' | '،'
                | '؛'
                | '؟'
                | '۔'
                | '。'
                | '，'
                | '、'
                | '；'
                | '：'
                | '！'
                | '？'
                | '।'
                | '“'
                | '„'
                | '‘'
                | '‚'
                | '‹'
                | '「'
                | '『'
        )
}

fn is_abbreviated(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.contains('.') && last.split('.').all(|part| part.chars().count() == 1)
}

/// Whether what stands before the token `index` ends a clause.
fn begins_clause(line: &Line<'_>, index: usize) -> bool {
    let word = line.word(index);
    match line.kind(index) {
        Some(Kind::Mark) => is_break(line, index, word),
        Some(Kind::Word) if line.is_one_of(index, OPENERS) => true,
        Some(Kind::Word) if line.is_one_of(index, JOINERS) => joins_clauses(line, index + 1),
        _ => false,
    }
}

fn is_break(line: &Line<'_>, index: usize, mark: &str) -> bool {
    if matches!(mark, "," | ";" | "،" | "؛" | "，" | "；" | "—" | "–" | "―" | "、") {
        let ranges = line.is_glued(index)
            && line.kind(index + 1) == Some(Kind::Number)
            && line.is_glued(index + 1)
            && !mark.starts_with(is_unspaced);
        return !ranges;
    }
    let apart = !line.is_glued(index + 1);
    (matches!(mark, ":" | "：") && (apart || mark == "："))
        || (mark.chars().all(is_hyphen) && apart && !line.is_glued(index))
}

/// Whether a clause and not only a further word begins at the token `at`.
fn joins_clauses(line: &Line<'_>, at: usize) -> bool {
    if line.is_one_of(at, SUBJECTS) {
        return true;
    }
    let words = (at..at + 5).take_while(|index| line.kind(*index) != Some(Kind::Mark)).map(|index| line.word(index));
    words.into_iter().any(|word| is_one_of(word, VERBS) || (word.len() > 4 && word.ends_with("ed")))
}
