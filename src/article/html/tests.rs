//! Does a page come in as a person would copy it by hand?

use proptest::prelude::*;

use super::*;
use crate::article::Taken;

fn of(body: Body) -> Choices {
    Choices { body, ..Choices::default() }
}

pub(super) fn taken(page: &str, body: Body) -> Taken {
    let draft = read(page.as_bytes(), None, &of(body), &Progress::default()).expect("a page");
    draft.finish().expect("an article")
}

/// The blocks, a line each: `h` heading, `p` paragraph, `-` item, `>` quotation, `c` caption; line ends and tabs as `\n` and `\t`.
pub(super) fn drawn(taken: &Taken) -> Vec<String> {
    let text = taken.article.text();
    let sign = |kind| match kind {
        BlockKind::Heading | BlockKind::Title => 'h',
        BlockKind::Paragraph => 'p',
        BlockKind::ListItem => '-',
        BlockKind::Quotation => '>',
        BlockKind::Caption => 'c',
    };
    let blocks = taken.article.blocks().iter();
    blocks
        .map(|block| format!("{} {}", sign(block.kind), block.span.of(text).replace('\n', "\\n").replace('\t', "\\t")))
        .collect()
}

/// Checks that all a browser shows of `page` is `blocks`.
pub(super) fn check(page: &str, blocks: &[&str]) {
    assert_eq!(drawn(&taken(page, Body::WholePage)), blocks, "{page}");
}

/// Sentences enough for an article, `count` paragraphs of them.
pub(super) fn prose(count: usize) -> (String, Vec<String>) {
    const SENTENCE: &str =
        "tenants of the old mill paid twelve percent more in May than a year before, said the council.";
    let paragraphs =
        (1..=count).map(|number| format!("In house {number} the {SENTENCE} Most of them had not expected it."));
    let paragraphs: Vec<String> = paragraphs.collect();
    let markup = paragraphs.iter().map(|words| format!("<p>{words}</p>\n")).collect();
    (markup, paragraphs.into_iter().map(|words| format!("p {words}")).collect())
}

/// Checks what comes in of the page that `page` makes around three paragraphs; `before` and `behind` are the blocks around them.
pub(super) fn check_article(page: impl Fn(&str) -> String, before: &[&str], behind: &[&str]) {
    let (markup, paragraphs) = prose(3);
    let taken = taken(&page(&markup), Body::Article);
    let blocks: Vec<&str> =
        before.iter().copied().chain(paragraphs.iter().map(String::as_str)).chain(behind.iter().copied()).collect();
    assert_eq!(
        (drawn(&taken), taken.remarks.doubts.clone()),
        (blocks.iter().map(|&block| block.to_owned()).collect(), Vec::new()),
        "{}",
        page("…")
    );
}

#[test]
fn each_kind_of_block_is_told() {
    check(
        "<h1>A</h1><p>B<h3>C</h3><ul><li>D<ul><li>E</ul><li><p>F</ul><blockquote><p>G<p>H</blockquote>\
         <figure><img><figcaption>I</figcaption></figure><dl><dt>J<dd>K</dl><pre>\n L\n  M </pre>N",
        &["h A", "p B", "h C", "- D", "- E", "- F", "> G", "> H", "c I", "- J", "- K", "p L\\n  M", "p N"],
    );
}

#[test]
fn blocks_break_paragraphs_and_what_stands_in_a_line_does_not() {
    check("<p>un<b>like<i>ly</b></i> <span>a</span>\n\t<a href=x> b</a>c<!-- --> d</p>", &["p unlikely a bc d"]);
    check("<div>a<div>b</div>c<center>d</center></div>e", &["p a", "p b", "p c", "p d", "p e"]);
    check("<a href=x><h2>a</h2><p>b</a>c", &["h a", "p bc"]);
}

#[test]
fn one_break_is_a_line_end_and_two_are_a_paragraph() {
    check("a<br>b<br/>\n<br>c<br> d<br><br><br>e<br>", &["p a\\nb", "p c\\nd", "p e"]);
    check("<p><br>a</p><br><br><p>b<br></p>", &["p a", "p b"]);
}

#[test]
fn white_space_becomes_one_space_and_what_is_no_break_stays() {
    check("<p>  a \r\n\t b&nbsp;&nbsp;c\u{2009}d  </p>", &["p a b\u{a0}\u{a0}c\u{2009}d"]);
    check("<p>a &lt;b&gt; &amp;amp; &eacute;&#8217;&unknown; &copy</p>", &["p a <b> &amp; é’&unknown; ©"]);
}

#[test]
fn a_table_of_data_is_a_passage_a_row_and_one_that_places_is_none() {
    let rows = "<tr><th>City<th>Rent</tr><tr><td>Ulm<td><b>12</b> %</tr>";
    check(
        &format!("<table><caption>Rents</caption>{rows}</table>x"),
        &["c Rents", "p City\\tRent", "p Ulm\\t12 %", "p x"],
    );
    check(
        &format!("<table><tr><td><p>a<p>b<td><table>{rows}</table></table>"),
        &["p a", "p b", "p City\\tRent", "p Ulm\\t12 %"],
    );
}

#[test]
fn what_a_browser_does_not_show_is_no_text() {
    check(
        "<head><title>T</title><style>a</style></head><script>if (a < b) {}</script><p hidden>a</p><p style='display: none'>b</p>\
         <div aria-hidden=true>c</div><template>d</template><select><option>e</select><button>f</button><p class=sr-only>g</p>h",
        &["p h"],
    );
    check("<noscript><p>Only this.</p></noscript>", &["p Only this."]);
}

#[test]
fn an_article_is_found_among_what_stands_around_it() {
    let around = |article: &str| {
        format!(
            "<html><head><title>Rents rise | The Echo</title></head><body><nav><ul><li><a href=/>Home</a></ul></nav>\
             <div class=cookie-banner><p>We use cookies to make this site better for you and for all of our partners.</p></div>\
             {article}<aside><h3>Most read</h3><ul><li><a href=/1>Another</a></ul></aside>\
             <footer><p>© 2026 The Echo. All rights reserved.</p></footer></body></html>"
        )
    };
    let shapes: [fn(&str) -> String; 8] = [
        |text| format!("<article><h1>Rents rise</h1>{text}</article>"),
        |text| {
            format!(
                "<main><h1>Rents rise</h1><div class=byline>By Ann Lee</div><time datetime=2026-05-01>1 May</time>{text}</main>"
            )
        },
        |text| format!("<div><div><h1>Rents rise</h1></div><div><div class=article-body>{text}</div></div></div>"),
        |text| format!("<h1>Rents rise</h1>{text}<p><a href=/2>Read more: another article</a></p>"),
        |text| format!("<table><tr><td><a href=/>Home</a><td><h1>Rents rise</h1>{text}</table>"),
        |text| format!("<h1>Rents rise</h1><div>{}</div>", text.replace("<p>", "").replace("</p>", "<br><br>")),
        |text| format!("<article><h1>Rents rise</h1>{text}<div class=share-bar><a href=x>Tweet</a></div></article>"),
        |text| format!("<h1>Rents rise</h1><div>{}</div>", text.replace("<p>", "<div>").replace("</p>", "</div>")),
    ];
    for shape in shapes {
        check_article(|text| around(&shape(text)), &[], &[]);
    }
}

#[test]
fn headings_standfirst_and_captions_belong_to_the_article() {
    check_article(
        |text| {
            format!(
                "<main><header><h1>Rents rise</h1><p class=standfirst>The council is worried</p></header>\
                 <figure><img><figcaption>The old mill</figcaption></figure><div class=body>{text}<h2>What now</h2><p>Nobody knows.</p></div></main>"
            )
        },
        &["p The council is worried", "c The old mill"],
        &["h What now", "p Nobody knows."],
    );
}

#[test]
fn comments_and_other_articles_are_none_of_it() {
    let comment = "<div class=comment><p>I do not believe a word of what the council says here, and nor should you, dear reader.</p></div>";
    let teaser = "<article><h3><a href=/3>Something else happened</a></h3><p>A few words on what else happened in town on that day, and why.</p></article>";
    check_article(
        |text| {
            format!(
                "<main><article><h1>Rents rise</h1>{text}</article><section id=comments>{}</section><section>{}</section></main>",
                comment.repeat(8),
                teaser.repeat(6)
            )
        },
        &[],
        &[],
    );
}

#[test]
fn a_text_for_machines_counts_where_the_page_has_none() {
    let (_, paragraphs) = prose(3);
    let body = paragraphs.iter().map(|words| &words[2..]).collect::<Vec<_>>().join("\\n\\n");
    let page = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Rents\",\"articleBody\":\"{body}\"}}</script><div id=app></div>"
    );
    let taken = taken(&page, Body::Article);
    assert_eq!((drawn(&taken), taken.remarks.doubts.clone(), taken.fields.get("title")), (paragraphs, vec![], "Rents"));
}

#[test]
fn a_page_without_an_article_says_so() {
    let teaser = "<div><h2><a href=/a>Something happened</a></h2><p>A few words on what happened in town on that day, and why it did.</p></div>";
    for page in [
        format!(
            "<title>The Echo</title><link rel=canonical href=https://echo.example/><main>{}</main>",
            teaser.repeat(20)
        ),
        "<title>Log in</title><form><label>Name</label><input><button>Go</button></form><p>You need an account.</p>"
            .to_owned(),
        String::new(),
    ] {
        assert_eq!(taken(&page, Body::Article).remarks.doubts, vec![Doubt::Body], "{page}");
    }
}

/// Checks the fields of a page with that head and body.
fn check_fields(page: &str, fields: &[(&str, &str)]) {
    let taken = taken(page, Body::Article);
    let found: Vec<(&str, &str)> = fields.iter().map(|(name, _)| (*name, taken.fields.get(name))).collect();
    assert_eq!(found, fields, "{page}");
}

#[test]
fn a_page_says_what_it_is_in_json_ld() {
    check_fields(
        "<html lang=en-GB><script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ann Lee\"},\
         {\"@type\":[\"ReportageNewsArticle\"],\"headline\":\"Rents &amp; more\",\"author\":[{\"@id\":\"#a\"},{\"name\":\"Bo Ek\"}],\
         \"publisher\":{\"name\":\"The Echo\"},\"datePublished\":\"2026-05-01T08:00:00+02:00\",\"mainEntityOfPage\":{\"@id\":\"https://echo.example/1\"}}]}</script>",
        &[
            ("title", "Rents & more"),
            ("author", "Ann Lee, Bo Ek"),
            ("outlet", "The Echo"),
            ("published", "2026-05-01T08:00:00+02:00"),
            ("url", "https://echo.example/1"),
            ("language", "en-GB"),
        ],
    );
}

#[test]
fn a_page_says_what_it_is_in_meta_elements_or_in_the_open() {
    check_fields(
        "<meta property=og:title content='Rents rise - The Echo'><meta property=og:site_name content='The Echo'>\
         <meta property=article:author content='https://echo.example/ann'><meta name=author content='By Ann Lee and Bo Ek'>\
         <meta property=article:published_time content=2026-05-01><meta property=og:locale content=de_AT><link rel=canonical href=https://echo.example/2>",
        &[
            ("title", "Rents rise"),
            ("author", "Ann Lee, Bo Ek"),
            ("published", "2026-05-01"),
            ("url", "https://echo.example/2"),
            ("language", "de-AT"),
        ],
    );
    let (text, _) = prose(3);
    check_fields(
        &format!(
            "<title>Rents rise | The Echo</title><h1>Rents rise</h1><p class=byline>By <a rel=author href=x>Ann Lee</a></p><time datetime=2026-05-01T08:00Z>1 May</time>{text}"
        ),
        &[("title", "Rents rise"), ("author", "Ann Lee"), ("published", "2026-05-01T08:00Z")],
    );
}

#[test]
fn a_page_in_another_encoding_comes_in() {
    let page = "<meta charset=windows-1252><p>caf\u{e9}";
    let bytes: Vec<u8> = page.chars().map(|letter| letter as u8).collect();
    let read = |declared| {
        read(&bytes, declared, &of(Body::WholePage), &Progress::default()).and_then(Draft::finish).expect("a page")
    };
    assert_eq!(drawn(&read(None)), ["p café"]);
    assert_eq!(drawn(&read(Encoding::named("iso-8859-2"))), ["p café"]);
    assert_eq!(drawn(&read(Encoding::named("koi8-r"))), ["p cafИ"]);
}

#[test]
fn a_chapter_of_a_book_comes_in_whole() {
    let mut draft = Draft::default();
    let chapter = "<?xml version='1.0'?><html><head><title/><script src='x'/></head><body><a id='p1'/><h1>One</h1><p>a<br/>b</p></body></html>";
    append(chapter, &mut draft, &Progress::default()).expect("a chapter");
    assert_eq!(drawn(&draft.finish().expect("an article")), ["h One", "p a\\nb"]);
}

#[test]
fn deep_and_broken_pages_come_in() {
    let deep = "<div>".repeat(200_000) + "deep" + &"</div>".repeat(200_000) + "<p>behind";
    check(&deep, &["p deep", "p behind"]);
    check(&("<table><tr><td>".repeat(20_000) + "x"), &["p x"]);
    check("</p></div>a<li>b</li></table>c</b><d", &["p a", "- b", "p c"]);
}

#[test]
fn a_page_that_is_not_wanted_any_more_is_left() {
    let progress = Progress::default();
    progress.cancel();
    let page = "<p>x".repeat(10_000);
    assert_eq!(read(page.as_bytes(), None, &Choices::default(), &progress).err(), Some(IntakeError::Cancelled));
}

proptest! {
    #[test]
    fn any_bytes_give_an_article_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        for body in [Body::Article, Body::WholePage] {
            let _ = read(&bytes, None, &of(body), &Progress::default()).and_then(Draft::finish);
        }
    }

    #[test]
    fn any_tags_give_an_article(picks in proptest::collection::vec(0..TAGS.len(), 0..60)) {
        let page: String = picks.iter().map(|&pick| TAGS[pick]).collect();
        for body in [Body::Article, Body::WholePage] {
            let taken = taken(&page, body);
            prop_assert!(taken.article.blocks().iter().all(|block| !block.span.of(taken.article.text()).trim().is_empty()));
        }
    }
}

const TAGS: [&str; 34] = [
    "<div>",
    "</div>",
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<a href=x>",
    "</a>",
    "<h1>",
    "</h1>",
    "<br>",
    "<pre>",
    "</pre>",
    "<article>",
    "</article>",
    "<noscript>",
    "</noscript>",
    "<script type=application/ld+json>",
    "</script>",
    "<b class=author>",
    "</b>",
    "<title>",
    "</title>",
    "\u{a0}é ",
    "A sentence that is long enough to be taken for running text in an article of a newspaper or so.",
    "&amp;",
];
