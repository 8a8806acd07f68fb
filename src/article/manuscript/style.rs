//! What does a style say a paragraph is? The names that word processors give to the styles they bring along.

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::article) enum Role {
    /// The title of the document.
    Title,
    /// What stands under the title: a second title, or a byline.
    Subtitle,
    /// A byline.
    Author,
    /// The date of the document.
    Date,
    /// A heading, with its level from 1.
    Heading(u8),
    /// Running text.
    #[default]
    Paragraph,
    /// An item of a list.
    ListItem,
    /// Someone else's words.
    Quotation,
    /// Words under a picture or a table.
    Caption,
    /// A row of a table.
    Row,
    /// A line of a table of contents or an index: no words of the article.
    Contents,
}

/// What headings are called, before their level.
const HEADINGS: [&str; 14] = [
    "heading",
    "überschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "nagłówek",
    "заголовок",
    "标题",
    "見出し",
    "제목",
];

/// What a style of this name says that a paragraph is, if it is a name that says so; capitals and spaces do not matter.
pub(in crate::article) fn role_of(name: &str) -> Option<Role> {
    let name = name.split(',').next().unwrap_or_default();
    let plain: String = name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let stem = plain.trim_end_matches(|char: char| char.is_ascii_digit());
    let level = plain.strip_prefix(stem).and_then(|level| level.parse::<u8>().ok());
    if let Some(level) = level
        && HEADINGS.contains(&stem)
    {
        return Some(Role::Heading(level.max(1)));
    }
    match stem {
        // Not of the first level: it cannot be told from its name.
        "heading" | "überschrift" | "tableheadingtext" => Some(Role::Heading(2)),
        "title" | "titel" | "titre" | "título" | "titulo" | "titolo" | "documenttitle" => Some(Role::Title),
        "subtitle" | "untertitel" | "soustitre" | "subtítulo" | "subtitulo" | "sottotitolo" | "ondertitel" => {
            Some(Role::Subtitle)
        }
        "author" | "byline" | "autor" | "autorin" | "auteur" | "autore" => Some(Role::Author),
        "date" | "datum" => Some(Role::Date),
        "quote" | "intensequote" | "quotation" | "quotations" | "blockquotation" | "blockquote" | "blocktext"
        | "zitat" | "intensiveszitat" | "citation" | "citationintense" | "cita" | "citadestacada" | "citazione"
        | "citat" | "citaat" => Some(Role::Quotation),
        "caption" | "imagecaption" | "tablecaption" | "figurecaption" | "illustration" | "figure" | "beschriftung"
        | "légende" | "epígrafe" | "didascalia" | "bijschrift" => Some(Role::Caption),
        "toc" | "contents" | "tocheading" | "contentsheading" | "tableoffigures" | "verzeichnis" | "index"
        | "indexheading" => Some(Role::Contents),
        "listbullet" | "listnumber" => Some(Role::ListItem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_paragraph_is() {
        let cases = [
            ("heading 1", Some(Role::Heading(1))),
            ("Heading2", Some(Role::Heading(2))),
            ("Überschrift 3", Some(Role::Heading(3))),
            ("heading 4,h4,Absatz", Some(Role::Heading(4))),
            ("Title", Some(Role::Title)),
            ("Titre", Some(Role::Title)),
            ("Titre 1", Some(Role::Heading(1))),
            ("Intense Quote", Some(Role::Quotation)),
            ("toc 2", Some(Role::Contents)),
            ("List Bullet 3", Some(Role::ListItem)),
            ("List Paragraph", None),
            ("Normal", None),
            ("heading 99999999999", Some(Role::Heading(2))),
            ("", None),
        ];
        for (name, role) in cases {
            assert_eq!(role_of(name), role, "{name}");
        }
    }
}
