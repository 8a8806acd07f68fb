//! Does what stands around an article stay out, and its text come in, where elements and classes say nothing?

use super::Body;
use super::tests::{check, check_article, drawn, prose, taken};

/// Three short texts, each with `open` around its title and `shut` behind it.
fn cards(open: &str, shut: &str) -> String {
    let card = |title: &str| {
        format!(
            "<div class=k3>{open}{title}{shut}<p>The town has asked twelve households, and the twelve have asked the town, \
             but nobody has had an answer so far.</p></div>"
        )
    };
    ["Bins", "Bats", "Buses"].map(card).concat()
}

/// A page with no words in its classes: a headline, the article, what stands behind it.
fn page(before: &str, article: &str, behind: &str) -> String {
    format!(
        "<title>Rents rise in May</title><body><div class=k0>{before}</div><div class=k1><h1>Rents rise in May</h1>\
         <div class=k2>{article}</div></div><div class=k4>{behind}</div>"
    )
}

/// Nine paragraphs, as markup and as blocks.
fn check_around(page: impl Fn(&str) -> String) {
    let (markup, paragraphs) = prose(9);
    assert_eq!(drawn(&taken(&page(&markup), Body::Article)), paragraphs, "{}", page("…"));
}

#[test]
fn cards_behind_the_article_and_before_it_are_none_of_it() {
    let behind = cards("<b>", "</b>");
    check_around(|article| page("", article, &format!("<p>For you</p>{behind}")));
    let before = cards("<a href=/1>", "</a>");
    check_around(|article| page(&before, article, ""));
}

#[test]
fn what_readers_say_is_told_by_a_name_before_each_text() {
    let said = "<div class=k5><p>mill_wheel</p><p>I have lived there since the lamps were put up, and nobody has ever asked me \
                what I pay for it.</p></div>";
    check_around(|article| page("", article, &format!("<h2>What you say</h2>{}", said.repeat(30))));
}

#[test]
fn a_dialog_is_no_article_however_long_it_is() {
    let asked =
        "<p>We and our partners would like to read what you read, in order to show you what you have read already.</p>";
    let dialog = format!("<div role=dialog aria-modal=true><h2>Before you go on</h2>{}</div>", asked.repeat(12));
    check_around(|article| format!("{dialog}{}", page("", article, "")));
}

#[test]
fn an_offer_between_the_paragraphs_and_words_in_large_letters_are_none_of_it() {
    let offer = "<p>Get the letter of the week in your inbox. Sign up with your e-mail address. You can unsubscribe at any time.</p>";
    let pulled = "<div class=k6>In house 1 the tenants of the old mill paid twelve percent more in May</div>";
    check_around(|article| page("", &article.replacen("</p>", &format!("</p>{offer}{pulled}"), 2), ""));
}

#[test]
fn headings_and_paragraphs_of_one_kind_of_element_are_told_apart() {
    let (markup, mut paragraphs) = prose(4);
    let markup = markup.replace("<p>", "<div class=k7>").replace("</p>", "</div>");
    let markup = markup.replacen("</div>", "</div><div class=k7><b>After the winter</b></div>", 1);
    paragraphs.insert(1, "p After the winter".to_owned());
    assert_eq!(drawn(&taken(&page("", &markup, ""), Body::Article)), paragraphs);
}

#[test]
fn a_class_of_each_paragraph_is_no_article_of_its_own() {
    let class = |article: &str| article.replace("<p>", "<p class=post-body-paragraph>");
    check_article(
        |article| {
            format!(
                "<title>Rents rise in May</title><article><div><h1>Rents rise in May</h1></div>{}<h1>After</h1>\
                 <p class=post-body-paragraph>The mill stands, and it will go on standing for as long as somebody pays for the roof.</p>\
                 </article>",
                class(article)
            )
        },
        &[],
        &["h After", "p The mill stands, and it will go on standing for as long as somebody pays for the roof."],
    );
}

#[test]
fn a_press_release_ends_before_its_sender() {
    let about = "<p><b>About the Mill Society</b></p><p>The Mill Society looks after three mills and a weir, and has done so for as \
                 long as there has been water.</p><p>Media contact: I. Reed, 555 0100</p>";
    check_around(|article| page("", &format!("{article}{about}"), ""));
}

#[test]
fn elements_of_a_pages_own_making_are_paragraphs_unless_words_stand_beside_them() {
    check("<x-text>a</x-text><x-text>b</x-text><p>c <x-term>d</x-term> e</p>", &["p a", "p b", "p c d e"]);
}

#[test]
fn a_blank_line_ends_a_paragraph_where_white_space_stays() {
    let line = "The rents of the old mill rose in May.\nMost tenants had not expected it.";
    let block = format!("p {}", line.replace('\n', "\\n"));
    check(&format!("<pre>{line}\n\n{line}\n</pre>"), &[&block, &block]);
    check(&format!("<div class=pre-wrap>{line}\n \n{line}</div>"), &[&block, &block]);
    check("<pre>fn a() {\n\n  b();\n}</pre>", &["p fn a() {\\n\\n  b();\\n}"]);
}

#[test]
fn marks_of_notes_and_ways_back_from_them_are_no_words() {
    check(
        "<p>In May.<sup><a href=#n1>1</a></sup> In June.<a href=#n2><sup>2</sup></a> 5 m<sup>2</sup></p><ol><li>So. <a href=#r1>↩</a></ol>",
        &["p In May. In June. 5 m2", "- So."],
    );
    check("<figure><figcaption>The mill. <span class=credit>A. Smith</span></figcaption></figure>", &["c The mill."]);
}
