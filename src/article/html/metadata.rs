//! Who wrote the article, where, when, in what language, and what is it called?

use super::claim::letters;
use super::element::Tag;
use super::linked_data::{Described, described};
use super::names::Names;
use super::tree::{Head, Page};
use crate::article::draft::Draft;
use crate::text::single_spaced;

/// What a page says of its article; what it does not say is empty.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// What it is called.
    pub(super) title: String,
    /// All that it calls the article, the title among them.
    pub(super) titles: Vec<String>,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// Who published it.
    pub(super) outlet: String,
    /// When, in ISO 8601.
    pub(super) published: String,
    /// Where it stands.
    pub(super) url: String,
    /// In which language it is, by BCP 47.
    pub(super) language: String,
    /// The article's text for machines; may have markup in it.
    pub(super) body: String,
    /// Whether the page says that it is an article.
    pub(super) is_article: bool,
}

impl Metadata {
    /// What the page says.
    pub(super) fn of(page: &Page) -> Self {
        let head = &page.head;
        let shown = meta(head, &["og:title", "twitter:title"]);
        let linked = described(&head.linked_data, &format!("{shown} {}", head.title));
        let is_article = linked
            .as_ref()
            .is_some_and(|linked| !linked.body.is_empty() || !linked.title.is_empty() && !linked.published.is_empty())
            || meta(head, &["og:type"]).contains("article")
            || !meta(head, &["article:published_time", "citation_title"]).is_empty();
        let linked = linked.unwrap_or_default();
        let outlet = outlet(head, &linked);
        let (title, titles) = title(page, &linked, &outlet);
        Self {
            title,
            titles,
            authors: authors(page, &linked),
            published: published(page, &linked),
            url: address(head, &linked),
            language: language(head, &linked),
            outlet,
            body: linked.body,
            is_article,
        }
    }

    /// Gives the fields of a draft what is said.
    pub(super) fn set(&self, draft: &mut Draft) {
        for (name, value) in [
            ("title", &self.title),
            ("author", &self.authors.join(", ")),
            ("outlet", &self.outlet),
            ("published", &self.published),
            ("url", &self.url),
            ("language", &self.language),
        ] {
            draft.set(name, value);
        }
    }
}

/// The first of the `meta` elements with one of the names, in the order of the names, that says anything.
fn meta<'a>(head: &'a Head, names: &[&str]) -> &'a str {
    let said = |name: &str| {
        let is_meant = |key: &str| key.split_ascii_whitespace().any(|key| key == name);
        head.metas.iter().find(|(key, content)| is_meant(key) && !content.trim().is_empty())
    };
    names.iter().find_map(|name| said(name)).map_or("", |(_, content)| content.trim())
}

fn outlet(head: &Head, linked: &Described) -> String {
    let named = meta(
        head,
        &[
            "og:site_name",
            "citation_journal_title",
            "dc.publisher",
            "dcterms.publisher",
            "publisher",
            "application-name",
        ],
    );
    first(&[named, &linked.outlet]).to_owned()
}

/// The first that is not blank.
fn first<'a>(values: &[&'a str]) -> &'a str {
    values.iter().map(|value| value.trim()).find(|value| !value.is_empty()).unwrap_or_default()
}

fn title(page: &Page, linked: &Described, outlet: &str) -> (String, Vec<String>) {
    let head = &page.head;
    let names = [
        "og:title",
        "dc.title",
        "dcterms.title",
        "citation_title",
        "parsely-title",
        "sailthru.title",
        "twitter:title",
        "title",
    ];
    let said = [linked.title.as_str()]
        .into_iter()
        .chain(names.iter().map(|name| meta(head, &[name])))
        .chain([head.title.as_str()]);
    let mut titles: Vec<String> = Vec::new();
    for title in said.map(plain).filter(|title| !title.is_empty()) {
        titles.push(without_outlet(&title, outlet));
    }
    let headline = headline(page, &titles, &plain(&head.title)).filter(|words| !letters(words).eq(letters(outlet)));
    let title = headline.clone().or_else(|| titles.first().cloned()).unwrap_or_default();
    titles.extend(headline);
    titles.push(title.clone());
    (title, titles)
}

/// The headline on the page: the heading that says what a title says, or the only one of the first level.
fn headline(page: &Page, titles: &[String], whole: &str) -> Option<String> {
    let titles: Vec<String> = titles.iter().map(|title| letters(title).collect()).collect();
    let headings = |most: u8| {
        let nodes = page.nodes.iter().enumerate();
        nodes
            .filter(move |(_, node)| matches!(node.tag, Tag::Heading(level) if level <= most))
            .map(|(at, _)| page.text_in(at).trim_end_matches(['¶', '#', ' ']).to_owned())
            .take(100)
    };
    let parts: Vec<String> =
        whole.split(['|', '-', '–', '—', '·', '•', '»']).map(|part| letters(part).collect()).collect();
    let whole: String = letters(whole).collect();
    let is_said = |words: &String| {
        let words: String = letters(words).collect();
        words.len() > 3
            && (parts.contains(&words)
                || titles.contains(&words)
                || (words.len() > 15
                    && (whole.starts_with(&words) || titles.iter().any(|title| title.starts_with(&words)))))
    };
    let found = headings(1).find(is_said).or_else(|| headings(2).find(is_said));
    let mut first_level = headings(1).filter(|words| !words.is_empty());
    found.or_else(|| first_level.next().filter(|_| titles.is_empty() && first_level.next().is_none()))
}

/// A title without the name of the site at its end or beginning.
fn without_outlet(title: &str, outlet: &str) -> String {
    const BETWEEN: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • "];
    let outlet: String = letters(outlet).collect();
    let Some((at, between)) = BETWEEN.iter().filter_map(|between| Some((title.rfind(between)?, *between))).max() else {
        return title.to_owned();
    };
    let (before, behind) = (&title[..at], &title[at + between.len()..]);
    let behind_letters: String = letters(behind).collect();
    let is_site = !outlet.is_empty() && (outlet.contains(&behind_letters) || behind_letters.contains(&outlet));
    let is_short = before.split_whitespace().count() >= 3 && behind.split_whitespace().count() <= 4;
    let is_bar = matches!(between, " | " | " :: " | " » " | " • " | " · ");
    if is_site || (is_short && (is_bar || behind.split_whitespace().count() <= 3)) {
        return without_outlet(before, &outlet);
    }
    title.to_owned()
}

/// Words with single spaces, and without the escapes that some systems write twice.
fn plain(words: &str) -> String {
    let mut words = single_spaced(words);
    if words.contains('&') && words.len() < 5000 {
        for (escape, letter) in [
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&#039;", "'"),
            ("&apos;", "'"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&nbsp;", " "),
            ("&#8217;", "’"),
            ("&#8216;", "‘"),
            ("&rsquo;", "’"),
            ("&lsquo;", "‘"),
            ("&ldquo;", "“"),
            ("&rdquo;", "”"),
            ("&#8220;", "“"),
            ("&#8221;", "”"),
            ("&#8211;", "–"),
            ("&ndash;", "–"),
            ("&mdash;", "—"),
            ("&amp;", "&"),
        ] {
            words = words.replace(escape, letter);
        }
    }
    words
}

/// Where pages name their authors, the more careful first.
const AUTHORS: [&str; 12] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "citation_author",
    "byl",
    "og:author",
    "article:author_name",
    "twitter:creator",
];

/// Where pages say when they were published, the more careful first.
const PUBLISHED: [&str; 30] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "date",
    "og:published_time",
    "cxenseparse:recs:publishtime",
    "bt:pubdate",
    "article.published",
    "published-date",
    "displaydate",
    "ptime",
    "article_date_original",
    "rnews:datepublished",
    "created",
];

fn authors(page: &Page, linked: &Described) -> Vec<String> {
    let head = &page.head;
    let all = |name: &str| {
        let of_name = head.metas.iter().filter(|(key, _)| key == name);
        of_name.flat_map(|(_, content)| people(content)).collect::<Vec<_>>()
    };
    let linked: Vec<String> = linked.authors.iter().flat_map(|name| people(name)).collect();
    let said = std::iter::once(linked).chain(AUTHORS.iter().map(|name| all(name)));
    let mut authors = said.into_iter().find(|people| !people.is_empty()).unwrap_or_else(|| bylines(page));
    let mut seen = Vec::new();
    authors.retain(|name| {
        let is_new = !seen.contains(name);
        seen.push(name.clone());
        is_new
    });
    authors.truncate(20);
    authors
}

/// The people whom elements on the page name as authors.
fn bylines(page: &Page) -> Vec<String> {
    let named = |names: Names| {
        let nodes = page
            .nodes
            .iter()
            .enumerate()
            .filter(move |(_, node)| node.names.say(names) && !node.names.say(Names::COMMENTS));
        nodes
            .map(|(at, _)| page.text_in(at))
            .filter(|words| words.len() < 120)
            .map(|words| people(&words))
            .find(|people| !people.is_empty())
    };
    named(Names::SAYS_AUTHOR).or_else(|| named(Names::AUTHOR)).unwrap_or_default()
}

/// The names in a byline: without "By", one by one, none that is an address or a date.
fn people(byline: &str) -> Vec<String> {
    const BY: [&str; 12] = [
        "by ",
        "by: ",
        "written by ",
        "posted by ",
        "von ",
        "par ",
        "por ",
        "di ",
        "text: ",
        "author: ",
        "autor: ",
        "by\u{a0}",
    ];
    let mut line = plain(byline);
    let is_by = |line: &str| {
        let small = line.to_lowercase();
        BY.iter().find(|by| small.starts_with(**by)).and_then(|by| line.get(by.len()..)).map(str::to_owned)
    };
    while let Some(rest) = is_by(&line) {
        line = rest.trim().to_owned();
    }
    let line = line
        .split(['|', '•', '·', '\n'])
        .next()
        .unwrap_or_default()
        .replace(" and ", ", ")
        .replace(" & ", ", ")
        .replace(" und ", ", ")
        .replace(" et ", ", ")
        .replace(';', ",");
    let is_name = |name: &&str| {
        let words = name.split_whitespace().count();
        !name.is_empty()
            && name.len() < 100
            && words <= 5
            && !name.contains("://")
            && !name.contains("www.")
            && !name.starts_with(['@', '#'])
            && !name.contains('@')
            && name.chars().any(char::is_alphabetic)
            && name.chars().filter(char::is_ascii_digit).count() < 4
    };
    line.split(',').map(str::trim).filter(is_name).map(str::to_owned).collect()
}

fn published(page: &Page, linked: &Described) -> String {
    let head = &page.head;
    let said = std::iter::once(linked.published.as_str()).chain(PUBLISHED.iter().map(|name| meta(head, &[name])));
    let is_of = |names: Names| {
        move |at: usize| {
            page.node(at).names.say(names) || page.ancestors(at).take(2).any(|outer| page.node(outer).names.say(names))
        }
    };
    let time = |is_wanted: &dyn Fn(usize) -> bool| {
        head.times.iter().filter(|(at, _)| is_wanted(*at as usize)).find_map(|(_, time)| iso(time))
    };
    said.filter_map(iso)
        .next()
        .or_else(|| time(&is_of(Names::SAYS_DATE)))
        .or_else(|| {
            time(&|at| {
                is_of(Names::DATE)(at)
                    && !page.ancestors(at).any(|outer| page.node(outer).names.say(Names::COMMENTS.and(Names::BESIDE)))
            })
        })
        .or_else(|| {
            time(&|at| !page.ancestors(at).any(|outer| page.node(outer).names.say(Names::COMMENTS.and(Names::BESIDE))))
        })
        .unwrap_or_default()
}

/// A date or time in ISO 8601 as it was found, or made so where it is in another form.
fn iso(time: &str) -> Option<String> {
    let time = time.trim();
    let bytes = time.as_bytes();
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit));
    let signs = |sign: u8| bytes.get(4) == Some(&sign) && bytes.get(7) == Some(&sign);
    if digits(0..4) && digits(5..7) && digits(8..10) && (signs(b'-') || signs(b'/')) && time.len() <= 40 {
        return Some(time.replace('/', "-"));
    }
    if time.len() == 8 && digits(0..8) {
        return Some(format!("{}-{}-{}", &time[..4], &time[4..6], &time[6..]));
    }
    let stamp = jiff::fmt::rfc2822::parse(time).ok()?;
    Some(stamp.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn address(head: &Head, linked: &Described) -> String {
    let said =
        [head.canonical.as_str(), meta(head, &["og:url"]), &linked.url, meta(head, &["twitter:url", "parsely-link"])];
    said.into_iter()
        .map(str::trim)
        .find(|address| address.starts_with("http://") || address.starts_with("https://"))
        .unwrap_or_default()
        .to_owned()
}

fn language(head: &Head, linked: &Described) -> String {
    let said = [
        head.language.as_str(),
        meta(head, &["og:locale"]),
        meta(head, &["content-language", "dc.language", "dcterms.language", "language"]),
        &linked.language,
    ];
    let is_tag = |tag: &&str| {
        (2..36).contains(&tag.len())
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    said.into_iter().map(str::trim).find(is_tag).unwrap_or_default().replace('_', "-")
}
