//! Does the page show what was marked, and nothing that a file could sneak in?

use super::*;
use crate::format::laws::sample;
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
