//! Does the page read well, and is nothing of an article ever markup?

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, hostile_words, marked_projects, nasty, project_of_words};
use crate::project::draw;

fn page_of(project: &Project) -> String {
    report(&Named::new("rents", project))
}

#[test]
fn the_page_is_the_one_that_it_always_was() {
    check_golden(&MARKDOWN, &Wish::default(), "markdown", |_| Vec::new());
}

#[test]
fn a_mark_is_followed_by_its_footnote() {
    let project = draw(
        "\
Rust ate a third of it.
^^^^^^^^^^^^^^^^ claim
         ^^^^^^^ statistic",
    );
    assert_eq!(
        page_of(&project),
        "# rents\n\nRust ate a third[^1][^2] of it\\.\n\n## Annotations\n\n|  | Label | Words | By |\n\
         | ---: | --- | --- | --- |\n| 1 | Claim | Rust ate a third |  |\n| 2 | Statistic | a third |  |\n\
         \n[^1]: **Claim**\n\n[^2]: **Statistic**\n"
    );
    assert_eq!(page_of(&draw("")), "# rents\n");
}

#[test]
fn every_mark_has_a_footnote_wherever_it_ends() {
    for project in nasty() {
        let page = page_of(&project);
        let count = project.annotations().len();
        assert_eq!(page.matches("]: **").count(), count, "of {}", project.id());
        for number in (1..=count).take(20).filter(|_| !project.article().blocks().is_empty()) {
            assert!(page.matches(&format!("[^{number}]")).count() > 1, "{number} of {}", project.id());
        }
    }
}

/// Whether some character of `page` could be markup that came from the article.
fn is_tame(page: &str) -> bool {
    let body = page.replace("[^", "").replace("\n\n", "\n");
    let mut before = ' ';
    for char in body.chars() {
        if before != '\\' && matches!(char, '<' | '`' | '_' | '{' | '~') {
            return false;
        }
        before = if before == '\\' { ' ' } else { char };
    }
    true
}

const HOSTILE: &[&str] = &[
    "<script>",
    "`",
    "](javascript:x)",
    "[^1]:",
    "\n# x",
    "\n    x",
    "|",
    "**",
    "__",
    "&lt;",
    "~~~\n",
    "\r\n",
    "1. ",
    "\\",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_of_an_article_is_markup(project in project_of_words(hostile_words(HOSTILE))) {
        prop_assert!(is_tame(&page_of(&project)));
    }

    #[test]
    fn any_project_makes_a_page(projects in marked_projects()) {
        projects.iter().for_each(|project| drop(page_of(project)));
    }
}
