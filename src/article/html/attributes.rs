//! What do the attributes of a start tag say that a reader needs?

use super::names::Names;
use super::vocabulary::Vocabulary;

/// The longest value of an attribute that is looked at, in bytes; a `content` may be longer.
const LONGEST: usize = 2000;

/// The longest `content` of a `meta` element, in bytes.
const LONGEST_CONTENT: usize = 20_000;

/// The classes by which people have white space stay.
const VERBATIM: [&str; 6] =
    ["pre", "pre-wrap", "preformatted", "whitespace-pre", "whitespace-pre-line", "whitespace-pre-wrap"];

/// What one start tag says.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    element: String,
    vocabulary: Vocabulary,
    attribute: Vec<u8>,
    /// What its names and the like say it is.
    pub(super) names: Names,
    /// Equal where the class is.
    pub(super) mark: u32,
    /// What a `meta` element speaks of.
    pub(super) key: String,
    /// What it says of that.
    pub(super) content: String,
    /// Where it leads.
    pub(super) href: String,
    /// How what it leads to stands to the page.
    pub(super) rel: String,
    /// Its `type`.
    pub(super) kind: String,
    /// Its language.
    pub(super) language: String,
    /// The time it stands for.
    pub(super) datetime: String,
}

impl Attributes {
    /// Begins the attributes of the element of that name.
    pub(super) fn clear(&mut self, element: &[u8]) {
        self.element.clear();
        self.element.push_str(std::str::from_utf8(element).unwrap_or_default());
        self.attribute.clear();
        self.names = Names::NONE;
        if element.contains(&b'-') {
            self.names = self.vocabulary.names(&self.element).and(Names::OWN);
        }
        self.mark = 0;
        for text in [
            &mut self.key,
            &mut self.content,
            &mut self.href,
            &mut self.rel,
            &mut self.kind,
            &mut self.language,
            &mut self.datetime,
        ] {
            text.clear();
        }
    }

    /// Whether they are those of the element of that name.
    pub(super) fn is_named(&self, element: &str) -> bool {
        self.element == element
    }

    /// Begins the attribute of that name; some say all by their name.
    pub(super) fn name(&mut self, name: &[u8]) {
        self.attribute.clear();
        self.attribute.extend(name.iter().take(40));
        if name == b"hidden" {
            self.names = self.names.and(Names::HIDDEN);
        }
    }

    /// The value of the attribute that has begun.
    pub(super) fn value(&mut self, value: &[u8]) {
        let value = std::str::from_utf8(value).unwrap_or_default();
        let short = &value[..value.floor_char_boundary(LONGEST.min(value.len()))];
        match self.attribute.as_slice() {
            b"class" => self.name_by(short, true),
            b"id" | b"role" | b"slot" | b"data-testid" | b"data-component" | b"data-qa" => self.name_by(short, false),
            b"hidden" if short.eq_ignore_ascii_case("false") => self.names = self.names.without(Names::HIDDEN),
            b"aria-hidden" if short.eq_ignore_ascii_case("true") => self.names = self.names.and(Names::HIDDEN),
            b"aria-modal" if short.eq_ignore_ascii_case("true") => self.names = self.names.and(Names::DIALOG),
            b"style" => self.names = self.names.and(styled(short)),
            b"itemprop" => self.names = self.names.and(of_property(short)),
            b"name" | b"property" | b"http-equiv" if self.element == "meta" && self.key.is_empty() => {
                short.clone_into(&mut self.key);
            }
            b"content" => {
                value[..value.floor_char_boundary(LONGEST_CONTENT.min(value.len()))].clone_into(&mut self.content);
            }
            b"href" => self.lead_to(short),
            b"rel" => {
                short.clone_into(&mut self.rel);
                self.names = self.names.and(of_relation(short));
            }
            b"type" => short.clone_into(&mut self.kind),
            b"lang" | b"xml:lang" => short.clone_into(&mut self.language),
            b"datetime" => short.clone_into(&mut self.datetime),
            _ => {}
        }
    }

    fn name_by(&mut self, value: &str, is_class: bool) {
        self.names = self.names.and(self.vocabulary.names(value));
        if value == "doc-noteref" {
            self.names = self.names.and(Names::MARK);
        }
        if is_class {
            if value.split_ascii_whitespace().any(|name| VERBATIM.contains(&name)) {
                self.names = self.names.and(Names::VERBATIM);
            }
            self.mark = value.bytes().fold(5381, |mark, byte| mark.wrapping_mul(33) ^ u32::from(byte));
        }
    }

    fn lead_to(&mut self, address: &str) {
        address.clone_into(&mut self.href);
        if address.starts_with('#') {
            self.names = self.names.and(Names::LOCAL);
        }
    }
}

/// What a `style` attribute says.
fn styled(style: &str) -> Names {
    let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let is_hidden = style.contains("display:none") || style.contains("visibility:hidden");
    let is_verbatim = style.contains("white-space:pre");
    let said = |is_said, names| if is_said { names } else { Names::NONE };
    said(is_hidden, Names::HIDDEN).and(said(is_verbatim, Names::VERBATIM))
}

/// What an `itemprop` attribute says.
fn of_property(property: &str) -> Names {
    property
        .split_ascii_whitespace()
        .map(|word| match word {
            "articleBody" | "reviewBody" => Names::BODY,
            "headline" => Names::HEADLINE,
            "author" | "creator" => Names::AUTHOR.and(Names::SAYS_AUTHOR),
            "datePublished" => Names::DATE.and(Names::SAYS_DATE),
            "dateModified" => Names::DATE,
            "comment" => Names::COMMENTS,
            "caption" => Names::CAPTION,
            _ => Names::NONE,
        })
        .fold(Names::NONE, Names::and)
}

/// What a `rel` attribute says.
fn of_relation(relation: &str) -> Names {
    relation
        .split_ascii_whitespace()
        .map(|word| match word {
            "author" => Names::AUTHOR.and(Names::SAYS_AUTHOR),
            "tag" => Names::BESIDE,
            _ => Names::NONE,
        })
        .fold(Names::NONE, Names::and)
}
