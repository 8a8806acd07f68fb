//! Is the document well made, with all that was said, whatever the text holds?

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, marked_projects, nasty, project_of_words, sample};
use crate::project::Project;
use crate::reading::archive::Archive;
use crate::reading::xml::{Part, Parts};

fn file_of(project: &Project, name: &str) -> String {
    let bytes = packed(&Named::new("rents", project));
    let mut archive = Archive::of(&bytes).expect("an archive");
    String::from_utf8(archive.read(name).expect("packed").expect("there")).expect("text")
}

/// The names of the elements of `xml` with the attribute `key`, and the text in its `w:t`.
fn read(xml: &str, key: &str) -> (Vec<(String, String)>, String) {
    let mut parts = Parts::of(xml.as_bytes()).expect("text");
    let (mut found, mut text, mut within) = (Vec::new(), String::new(), false);
    while let Some(part) = parts.next().expect("well written") {
        match part {
            Part::Start(element) => {
                within = element.name == "t";
                found.extend(element.get(key).map(|value| (element.name.clone(), value.to_owned())));
            }
            Part::Text(words) if within => text.push_str(&words),
            Part::Text(_) => {}
            Part::End => within = false,
        }
    }
    (found, text)
}

/// Holds the document to what every reader wants: each comment begins, ends and is referred to, once and in this order.
fn check(project: &Project) {
    let (found, _) = read(&file_of(project, "word/document.xml"), "id");
    let (comments, _) = read(&file_of(project, "word/comments.xml"), "id");
    let pieces: usize = project.annotations().iter().map(|known| known.fragments().spans().len()).sum();
    assert_eq!((found.len(), comments.len()), (3 * pieces, pieces));
    for (number, comment) in comments.iter().enumerate() {
        let own = found.iter().filter(|(_, id)| *id == number.to_string());
        let names: Vec<&str> = own.map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["commentRangeStart", "commentRangeEnd", "commentReference"], "of {number}");
        assert_eq!(*comment, ("comment".into(), number.to_string()));
    }
}

#[test]
fn the_document_is_the_one_that_it_always_was() {
    check_golden(&DOCX, &Wish::default(), "docx", |bytes| {
        let mut archive = Archive::of(bytes).expect("an archive");
        let names = ["word/document.xml", "word/comments.xml", "docProps/core.xml"];
        names.map(|name| (name.to_owned(), archive.read(name).expect("packed").expect("there"))).to_vec()
    });
}

#[test]
fn every_mark_has_its_comment_whatever_the_text() {
    for project in nasty() {
        check(&project);
    }
}

#[test]
fn the_text_stands_in_the_document() {
    let project = sample();
    let (_, text) = read(&file_of(&project, "word/document.xml"), "id");
    let blocks = project.article().blocks().iter().map(|block| block.span.of(project.text()).trim_end());
    let expected: String = blocks.map(|words| words.replace("Rents", "Rentshttps://example.org/?a=b&c")).collect();
    assert_eq!(text, expected);
    let (_, said) = read(&file_of(&project, "word/comments.xml"), "id");
    for words in ["Quote a1, part 1 of 2", "Quote a1, part 2 of 2", "Speaker: -Inés", "=askher", "← supports x y: 12%"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
}

#[test]
fn a_text_from_the_right_runs_so() {
    let article = crate::project::Article::new("قالت نادية إن الإيجارات ارتفعت\nIn Marlow".into()).expect("an article");
    let project = Project::new(std::sync::Arc::new(article), crate::format::ron::default_scheme()).expect("a scheme");
    let document = file_of(&project, "word/document.xml");
    assert!(
        document.contains("<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space=\"preserve\">قالت")
    );
    assert!(document.contains("<w:p><w:pPr></w:pPr><w:r><w:t xml:space=\"preserve\">In Marlow"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_project_makes_a_document(
        projects in marked_projects(),
        hostile in project_of_words(crate::format::laws::hostile_words(&["<w:p>", "]]>", "\0", "&", "\"", "\r\n", "é"])),
    ) {
        projects.iter().chain([&hostile]).for_each(check);
    }
}
