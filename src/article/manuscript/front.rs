//! What at the head of a document is said about it? The title and the byline, which are no text of the article.

use super::{Draft, Paragraph, Role};
use crate::text::single_spaced;

/// A byline is no longer, in bytes.
const LONGEST_BYLINE: usize = 160;

/// So many words a name has at most, that of two authors and their paper among them.
const MOST_WORDS: usize = 10;

/// What stands before the names in a byline.
const BY: [&str; 12] =
    ["by ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "text: ", "author: ", "written by ", "作者："];

/// What a site parts its own name from a title by.
const BEFORE_SITE: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", " « "];

/// What a document says about itself, apart from its text; each may be empty.
#[derive(Debug, Default)]
pub(in crate::article) struct About {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When it was made, by ISO 8601.
    pub created: String,
    /// When it was published, by ISO 8601.
    pub published: String,
    /// The language it is in, as a tag by BCP 47.
    pub language: String,
}

impl About {
    /// Takes in a property that the program does not know but the author made up.
    pub fn set_custom(&mut self, name: &str, value: &str) {
        let plain: String = name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let is_published =
            matches!(
                plain.as_str(),
                "date"
                    | "published"
                    | "pubdate"
                    | "publicationdate"
                    | "datepublished"
                    | "publishdate"
                    | "articlepublishedtime"
            ) || matches!(plain.as_str(), "dcdate" | "dcdateissued" | "dctermsissued" | "dctermsdate" | "issued");
        if is_published && self.published.is_empty() {
            self.published = date_of(value).unwrap_or_default().into();
        }
    }
}

/// The date or time by ISO 8601 that `value` begins with, to the second.
pub(in crate::article) fn date_of(value: &str) -> Option<&str> {
    let value = value.trim();
    let is_date = |date: &str| {
        date.bytes()
            .enumerate()
            .all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
    };
    let date = value.get(..10).filter(|date| is_date(date) && !date.starts_with("0000"))?;
    let fraction = value.find('.').filter(|at| value.as_bytes().get(10) == Some(&b'T') && *at == 19);
    match (value.as_bytes().get(10), fraction) {
        (Some(b'T'), Some(fraction)) => value.get(..fraction),
        (Some(b'T'), None) => Some(value),
        _ => Some(date),
    }
}

/// What of the head is no text.
pub(super) struct Front<'a> {
    /// So many paragraphs at the very head.
    pub lifted: usize,
    byline: Option<&'a Paragraph>,
}

impl Front<'_> {
    /// Whether a paragraph behind those is none of the text either.
    pub fn is_lifted(&self, paragraph: &Paragraph) -> bool {
        self.byline.is_some_and(|byline| std::ptr::eq(byline, paragraph))
    }
}

/// Gives `draft` the fields that the head of `body` and the document have to say.
pub(super) fn take<'a>(body: &'a [Paragraph], about: &About, draft: &mut Draft) -> Front<'a> {
    let mut lifted = title(body, about, draft);
    let mut byline = None;
    while lifted > 0
        && let Some(next) = body.get(lifted)
        && take_line(next, about, draft)
    {
        lifted += 1;
    }
    // A byline may stand under a second title, which is text.
    if let Some([deck, next, ..]) = body.get(lifted..)
        && lifted > 0
        && deck.role == Role::Subtitle
        && take_line(next, about, draft)
    {
        byline = Some(next);
    }
    draft.set("author", &about.author);
    draft.set("published", &about.published);
    draft.set("published", date_of(&about.created).unwrap_or_default());
    draft.set("language", &about.language);
    Front { lifted, byline }
}

/// Finds the title; how many paragraphs at the head are it.
fn title(body: &[Paragraph], about: &About, draft: &mut Draft) -> usize {
    let titles = body.iter().take_while(|paragraph| paragraph.role == Role::Title).count();
    let Some(head) = body.first() else {
        draft.set("title", &about.title);
        return 0;
    };
    if titles > 0 {
        let words: Vec<&str> = body.iter().take(titles).map(|title| title.words.trim()).collect();
        draft.set("title", &words.join(" "));
        return titles;
    }
    if is_title(&head.words, &about.title) {
        draft.set("title", &head.words);
        return 1;
    }
    let elsewhere = body.iter().find(|paragraph| paragraph.role == Role::Title);
    draft.set("title", elsewhere.map_or("", |title| &title.words));
    draft.set("title", &about.title);
    let is_first = |paragraph: &&Paragraph| paragraph.role == Role::Heading(1);
    if is_first(&head) && body.iter().filter(is_first).count() == 1 {
        draft.set("title", &head.words);
    }
    0
}

/// Whether `words` are the title, but for the name of a site behind it.
fn is_title(words: &str, title: &str) -> bool {
    let (words, title) = (single_spaced(words), single_spaced(title));
    let rest = title.strip_prefix(&words);
    !words.is_empty()
        && rest.is_some_and(|rest| rest.is_empty() || BEFORE_SITE.iter().any(|part| rest.starts_with(part)))
}

/// Takes a line under the title as a field, if it is one; whether it was.
fn take_line(line: &Paragraph, about: &About, draft: &mut Draft) -> bool {
    match line.role {
        Role::Author => {
            draft.set("author", without_by(&line.words).unwrap_or(&line.words));
            true
        }
        Role::Date => {
            let date = date_of(&line.words);
            draft.set("published", date.unwrap_or_default());
            date.is_some()
        }
        Role::Subtitle | Role::Paragraph => match author_in(line, about) {
            Some(author) => {
                draft.set("author", &author);
                true
            }
            None => false,
        },
        _ => false,
    }
}

/// The author that a line names, if it does nothing else.
fn author_in(line: &Paragraph, about: &About) -> Option<String> {
    let words = single_spaced(&line.words);
    if words.len() > LONGEST_BYLINE {
        return None;
    }
    let by = without_by(&words);
    let names = by.unwrap_or(&words);
    let author = single_spaced(&about.author);
    let is_known = !author.is_empty() && starts_with_name(names, &author);
    if is_known && (by.is_some() || names.len() == author.len()) {
        return Some(author);
    }
    let is_byline = by.is_some() || (line.role == Role::Subtitle && author.is_empty() && words.contains(' '));
    (is_byline && is_name(names)).then(|| names.to_owned())
}

/// Whether `names` begin with the whole name `author`, whatever their capitals.
fn starts_with_name(names: &str, author: &str) -> bool {
    let (names, author) = (names.to_lowercase(), author.to_lowercase());
    names.strip_prefix(&author).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The names of a byline, without the word before them.
fn without_by(words: &str) -> Option<&str> {
    let words = words.trim();
    let by = BY.iter().find(|by| words.get(..by.len()).is_some_and(|head| head.to_lowercase() == **by))?;
    words.get(by.len()..).map(str::trim)
}

/// Whether `words` look like names: few, capital, without a number or the end of a sentence.
fn is_name(words: &str) -> bool {
    const BETWEEN: [&str; 14] =
        ["and", "und", "et", "y", "e", "for", "of", "de", "van", "von", "der", "da", "di", "al"];
    let mut count = 0;
    let all_names = words.split([' ', ',']).filter(|word| !word.is_empty()).all(|word| {
        count += 1;
        BETWEEN.contains(&word)
            || word.starts_with(|char: char| char.is_alphabetic() && !char.is_lowercase())
            || word == "&"
    });
    let is_sentence = words.ends_with(['?', '!', ':', '.']) || words.contains(|char: char| char.is_numeric());
    count <= MOST_WORDS && count > 0 && all_names && !is_sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &[(Role, &str)], about: &About, expected: &str) {
        let paragraphs: Vec<Paragraph> =
            body.iter().map(|(role, words)| Paragraph { role: *role, words: (*words).into() }).collect();
        let mut draft = Draft::default();
        let front = take(&paragraphs, about, &mut draft);
        let left = paragraphs.iter().skip(front.lifted).filter(|paragraph| !front.is_lifted(paragraph));
        let left: Vec<&str> = left.map(|paragraph| paragraph.words.as_str()).collect();
        let found = format!("{} / {} / {}", draft.field("title"), draft.field("author"), left.join(" / "));
        assert_eq!(found, expected);
    }

    #[test]
    fn title_and_byline_at_the_head_are_no_text() {
        use Role::{Author, Heading, Paragraph as Text, Subtitle, Title};
        let about =
            |title: &str, author: &str| About { title: title.into(), author: author.into(), ..About::default() };
        let (ann, none) = (about("Rents rise | The Paper", "Ann Lee"), About::default());
        check(&[(Title, "Rents"), (Author, "By Ann Lee"), (Text, "a")], &none, "Rents / Ann Lee / a");
        check(&[(Heading(1), "Rents rise"), (Text, "BY ANN LEE, Ulm"), (Text, "a")], &ann, "Rents rise / Ann Lee / a");
        check(
            &[(Heading(1), "Rents"), (Text, "By Ann Lee"), (Text, "a")],
            &ann,
            "Rents rise | The Paper / Ann Lee / Rents / By Ann Lee / a",
        );
        check(
            &[(Title, "Rents"), (Subtitle, "They rose again"), (Text, "By Bo Li"), (Text, "a")],
            &none,
            "Rents / Bo Li / They rose again / a",
        );
        check(
            &[(Title, "Rents"), (Subtitle, "Von Ann Lee und Bo Li"), (Text, "a")],
            &none,
            "Rents / Ann Lee und Bo Li / a",
        );
        check(&[(Title, "Rents"), (Text, "By May, rents had risen.")], &none, "Rents /  / By May, rents had risen.");
        check(&[(Heading(1), "Rents"), (Text, "a"), (Heading(2), "b")], &none, "Rents /  / Rents / a / b");
        check(&[], &ann, "Rents rise | The Paper / Ann Lee / ");
    }

    #[test]
    fn a_date_is_one_by_iso_8601() {
        let cases = [
            ("2024-05-03T10:00:00.123456789", Some("2024-05-03T10:00:00")),
            ("2024-05-03T10:00:00Z", Some("2024-05-03T10:00:00Z")),
            ("2024-05-03 at noon", Some("2024-05-03")),
            ("0000-00-00T00:00:00", None),
            ("May 3, 2024", None),
            ("2024-05-é3", None),
        ];
        for (value, date) in cases {
            assert_eq!(date_of(value), date, "{value}");
        }
    }
}
