//! Does the page show what was marked, and nothing that a file could sneak in?

use super::*;
use crate::format::laws::{hostile_words, project_of_words, sample};
use crate::project::draw;

fn page_of(project: &Project) -> String {
    report(&Named::new("rents", project))
}

/// The part of a page from `start` to before `end`.
fn part<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let from = page.find(start).expect("the beginning is there");
    &page[from..from + page[from..].find(end).expect("the end is there")]
}

#[test]
fn overlapping_marks_are_drawn_in_segments() {
    let project = draw(
        "\
Rust ate a third of it.
^^^^^^^^^^^^^^^^ claim
         ^^^^^^^ statistic",
    );
    assert_eq!(
        part(&page_of(&project), "<article>", "</main>"),
        r#"<article>
<p dir="auto"><span class="number" aria-hidden="true">1</span><span class="m l0 d1" title="Claim a1" id="ma1">Rust ate </span><span class="m l0 d1" title="Claim a1"><span class="m l2" title="Statistic a2" id="ma2">a third</span></span> of it.</p>
</article>
"#
    );
}

#[test]
fn a_report_shows_everything_that_was_said() {
    let page = page_of(&sample());
    assert_eq!(
        part(&page, "<header>", "<main>"),
        r#"<header>
<h1 dir="auto">Rents</h1>
<p class="byline"><a href="https://example.org/?a=b&amp;c" rel="noreferrer">https://example.org/?a=b&amp;c</a></p>
</header>
<ul class="legend">
<li><span class="m l1">Quote</span> <span class="count">1</span></li>
<li><span class="m l2">Statistic</span> <span class="count">1</span></li>
</ul>
"#
    );
    let tables = part(&page, "<section>", "<footer>");
    assert_eq!(
        tables,
        r##"<section>
<h2>Quote <span class="count">1</span></h2>
<div class="wide"><table>
<thead><tr><th scope="col">¶</th><th scope="col">Words</th><th scope="col">Form</th><th scope="col">Note</th><th scope="col">By</th></tr></thead>
<tbody>
<tr><th scope="rowgroup" dir="auto" colspan="5">-Inés</th></tr>
<tr><td class="place"><a href="#ma1">2</a></td><td class="words" dir="auto">“We close,” … “not &quot;patch&quot;.”</td><td dir="auto">direct</td><td class="note" dir="auto">=ask
her</td><td class="maker" dir="auto">ines 2026-03-14</td></tr>
</tbody>
</table></div>
</section>
<section>
<h2>Statistic <span class="count">1</span></h2>
<div class="wide"><table>
<thead><tr><th scope="col">¶</th><th scope="col">Words</th></tr></thead>
<tbody>
<tr><td class="place"><a href="#mx_20_y">3</a></td><td class="words" dir="auto">12%</td></tr>
</tbody>
</table></div>
</section>
<section>
<h2>Relations <span class="count">1</span></h2>
<div class="wide"><table>
<tbody>
<tr><td class="words" dir="auto"><a href="#mx_20_y">12%</a></td><td class="soft">supports</td><td class="words" dir="auto"><a href="#ma1">“We close,” … “not &quot;patch&quot;.”</a></td></tr>
</tbody>
</table></div>
</section>
"##
    );
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let page = page_of(&sample());
    let mut links = page.match_indices("href=\"#").map(|(at, found)| {
        let rest = &page[at + found.len()..];
        &rest[..rest.find('"').expect("a closed attribute")]
    });
    assert!(links.all(|name| page.matches(&format!("id=\"{name}\"")).count() == 1));
}

#[test]
fn nothing_from_a_file_runs_or_is_fetched() {
    use crate::project::{Article, Edit};
    let text = "<script>alert(1)</script> \" onmouseover='x' &lt; \0";
    let article = Article::new(text.into()).expect("an article");
    let project = Project::new(std::sync::Arc::new(article), crate::format::ron::default_scheme());
    let mut project = project.expect("a good scheme");
    let marked = crate::format::edits::marked(project.article(), &[(0, 30)]).expect("in the text");
    let mut record = project.draft("quote", marked);
    record.attributes.insert("speaker".into(), "<img src=x>".into());
    record.note = "</td><script>".into();
    project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    for (name, value) in [("title", "</title><script>"), ("url", "javascript:alert(1)"), ("language", "\"><script>")] {
        project.apply(Edit::Field { name: name.into(), value: value.into() }).expect("any field");
    }
    let page = page_of(&project);
    assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("href=\"javascript"));
    assert!(!page.contains(" src=") || page.contains("&lt;img src="));
    assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
    assert!(!page.contains("url(") && !page.contains("@import"));
}

#[test]
fn an_empty_article_makes_a_page() {
    let page = page_of(&draw(""));
    assert_eq!(part(&page, "<header>", "<ul"), "<header>\n<h1 dir=\"auto\">rents</h1>\n</header>\n");
    assert_eq!(part(&page, "<article>", "</main>"), "<article>\n</article>\n");
}

/// What has brought markup, scripts or styles into other reports.
const MARKUP: [&str; 30] = [
    "<script>alert(1)</script>",
    "</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=x>",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "&lt;",
    "&#60;",
    "\" onmouseover=\"x",
    "' onclick='x",
    "</style>",
    "</title>",
    "<!--",
    "-->",
    "]]>",
    "javascript:alert(1)",
    "https://example.org/\" onclick=\"x",
    "http://",
    "} body { display: none",
    "url(http://x)",
    "@import 'x'",
    "\0",
    "\u{1b}",
    "\r\n",
    "\u{202e}",
    "é👩‍🚀",
    "＜script＞",
];

/// The tags that a report is made of, with what their attributes may be.
const TAGS: [(&str, &[&str]); 31] = [
    ("html", &["lang"]),
    ("head", &[]),
    ("meta", &["charset", "http-equiv", "content", "name"]),
    ("title", &[]),
    ("style", &[]),
    ("body", &[]),
    ("header", &[]),
    ("h1", &["dir"]),
    ("h2", &["dir"]),
    ("p", &["class", "dir"]),
    ("bdi", &[]),
    ("a", &["href", "rel"]),
    ("ul", &["class"]),
    ("li", &[]),
    ("main", &[]),
    ("article", &["lang"]),
    ("span", &["class", "title", "id", "aria-hidden"]),
    ("section", &[]),
    ("div", &["class"]),
    ("table", &[]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tr", &[]),
    ("th", &["scope", "dir", "colspan"]),
    ("td", &["class", "dir"]),
    ("dl", &[]),
    ("dt", &[]),
    ("dd", &["dir"]),
    ("footer", &[]),
    ("br", &[]),
    ("em", &[]),
];

/// Holds a page to what a report may be made of, letter by letter.
fn check_markup(page: &str) {
    let mut rest = page.strip_prefix("<!DOCTYPE html>\n").expect("it is HTML");
    let mut styles = 0;
    while let Some((text, after)) = rest.split_once('<') {
        check_text(text);
        let (tag, after) = after.split_once('>').expect("a tag is closed");
        assert!(!tag.contains('<'), "a tag begins within <{tag}>");
        rest = after;
        let name = tag.split([' ', '\n']).next().unwrap_or_default();
        let Some((_, allowed)) = TAGS.iter().find(|(known, _)| *known == name.trim_start_matches('/')) else {
            panic!("no report has the tag <{tag}>")
        };
        check_attributes(tag, &tag[name.len()..], allowed);
        if name == "style" {
            let (style, after) = rest.split_once("</style>").expect("it is closed");
            styles += 1;
            check_style(style);
            rest = after;
        }
    }
    check_text(rest);
    assert_eq!(styles, 1);
}

fn check_text(text: &str) {
    assert!(!text.contains('>'), "{text}");
    let control = |char: char| char.is_control() && char != '\n' && char != '\t';
    assert!(!text.contains(control), "{text:?}");
    for after in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
        assert!(known.iter().any(|entity| after.starts_with(entity)), "&{after}");
    }
}

fn check_attributes(tag: &str, mut rest: &str, allowed: &[&str]) {
    while let Some(attribute) = rest.strip_prefix(' ') {
        let (name, after) = attribute.split_once("=\"").expect("an attribute has a value in quotation marks");
        let (value, after) = after.split_once('"').expect("and that ends");
        assert!(allowed.contains(&name), "<{tag}> has {name}");
        check_text(value);
        let is_word =
            |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        match name {
            "href" => assert!(
                value.starts_with("http://")
                    || value.starts_with("https://")
                    || value.strip_prefix("#m").is_some_and(is_word),
                "{value}"
            ),
            "class" | "id" | "lang" | "dir" | "scope" | "colspan" => assert!(value.split(' ').all(is_word), "{value}"),
            _ => {}
        }
        rest = after;
    }
    assert_eq!(rest, "", "<{tag}>");
}

/// The style sheet as it stands in the program, and two lines a label that are made of numbers.
fn check_style(style: &str) {
    let labels = style.strip_prefix('\n').and_then(|style| style.strip_prefix(STYLE)).expect("the style sheet");
    let plain = |char: char| char.is_ascii_alphanumeric() || " \n.{}:;#-@()".contains(char);
    assert!(labels.chars().all(plain) && labels.matches('@').count() == 1 && !labels.contains("url"), "{labels}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]
    #[test]
    fn no_word_of_any_project_is_markup(project in project_of_words(hostile_words(&MARKUP))) {
        check_markup(&report(&Named::new(project.id(), &project)));
    }

    #[test]
    fn no_word_changes_what_the_page_is_made_of(project in project_of_words(hostile_words(&MARKUP))) {
        let page = page_of(&project);
        // Each annotation has a row, and each row a link to its place.
        proptest::prop_assert_eq!(page.matches("<td class=\"place\">").count(), project.annotations().len());
        proptest::prop_assert_eq!(page.matches("<section>").count(), page.matches("</section>").count());
    }
}
