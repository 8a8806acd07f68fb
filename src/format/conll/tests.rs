//! Does every token have its tag, and do tags from elsewhere find their places?

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::format::laws::{check_golden, check_round_trip, marked_projects, nasty, sample};
use crate::format::{Loss, Named, Place, Reading, Source, Tags, Texts, Wish, Written};
use crate::project::{Article, Project, draw};

const BILOU: Wish = Wish { parquet: false, is_folder: false, layers: false, tags: Tags::Bilou };

fn written(projects: &[Project], wish: &Wish) -> Written {
    let named: Vec<Named<'_>> = projects.iter().map(|project| Named::new(project.id(), project)).collect();
    write::write(&named, wish)
}

fn lines(project: &Project, wish: &Wish) -> String {
    String::from_utf8(written(std::slice::from_ref(project), wish).files.remove(0).bytes).expect("text")
}

fn article(text: &str) -> Arc<Article> {
    Arc::new(Article::new(text.to_owned()).expect("a short text"))
}

fn read_with(texts: &Texts, lines: &str) -> Reading {
    let source = Source { stem: "rents", bytes: lines.as_bytes(), beside: Vec::new(), texts };
    read::read(&source).expect("lines are read one by one")
}

/// What is marked in `text` by `lines`, as `label words`, and what is refused.
fn marked(text: &str, lines: &str) -> (Vec<String>, Vec<String>) {
    let reading = read_with(&Texts::Only("rents".into(), article(text)), lines);
    let marks = reading.projects.iter().flat_map(|project| {
        let label = |known| format!("{} {}", project.label_of(known).id, project.words_of(known));
        project.annotations().iter().map(label).collect::<Vec<_>>()
    });
    (marks.collect(), reading.refused.iter().map(|refusal| format!("{}: {refusal}", refusal.line)).collect())
}

#[test]
fn every_token_has_a_tag() {
    let project = draw("Rents rose 12%. They fell.\n^^^^^^^^^^^^^^ claim\n           ^^^ statistic");
    assert_eq!(
        lines(&project, &Wish::default()),
        "-DOCSTART- -X- O O\n\nRents -X- _ B-claim\nrose -X- _ I-claim\n12 -X- _ I-claim\n% -X- _ I-claim\n. -X- _ O\n\n\
         They -X- _ O\nfell -X- _ O\n. -X- _ O\n\n"
    );
    let tags: Vec<String> =
        lines(&project, &BILOU).lines().filter_map(|line| Some(line.rsplit_once(' ')?.1.to_owned())).collect();
    assert_eq!(tags, ["O", "B-claim", "I-claim", "I-claim", "L-claim", "O", "O", "O", "O"]);
    let Loss { kind, ids } = &written(&[project], &Wish::default()).losses[0];
    assert_eq!((kind.name, ids.len()), ("overlaps", 1));
}

#[test]
fn no_sentence_ends_within_a_mark() {
    let project = draw("One. Two. Three\n^^^^^^^^^ claim");
    let lines = lines(&project, &Wish::default());
    assert_eq!(lines.matches("\n\n").count(), 3, "after the start, the second and the third: {lines}");
    assert!(lines.contains(". -X- _ I-claim\nTwo"), "{lines}");
}

#[test]
fn each_label_can_have_a_file_of_its_own() {
    let project = draw("Rents rose 12%.\n^^^^^^^^^^^^^^ claim\n           ^^^ statistic").called("rents");
    let wish = Wish { layers: true, ..Wish::default() };
    let written = written(&[project], &wish);
    let name = |file: &crate::format::OutFile| match &file.place {
        Place::Within(name) => name.clone(),
        other => panic!("{other:?}"),
    };
    let names: Vec<String> = written.files.iter().map(name).collect();
    assert_eq!(names, ["rents.claim.conll", "rents.statistic.conll"]);
    assert!(written.losses.iter().all(|loss| loss.kind != &OVERLAPS));
    let own = String::from_utf8(written.files[1].bytes.clone()).expect("text");
    assert_eq!(marked("Rents rose 12%.", &own).0, ["statistic 12%"]);
}

#[test]
fn all_ways_to_tag_are_read_alike() {
    let check = |lines: &str, expected: &[&str]| {
        let (marks, refused) = marked("Omar Haddad met Ewa. “Rents (12%) fell.”", lines);
        assert_eq!((marks, refused), (expected.iter().map(|&mark| mark.to_owned()).collect(), Vec::new()), "{lines}");
    };
    let actors = ["actor Omar Haddad", "actor Ewa"];
    check("Omar B-actor\nHaddad I-actor\nmet O\nEwa B-actor\n. O\n", &actors);
    check("Omar I-actor\nHaddad I-actor\nmet O\nEwa I-actor\n. O\n", &actors);
    check("Omar\tNNP\tB-actor\r\nHaddad\tNNP\tL-actor\r\nmet\tVBD\tO\r\nEwa\tNNP\tU-actor\r\n", &actors);
    check("-DOCSTART- O\n\nOmar x y B-actor \nHaddad x y E-actor\nmet x y O\n\nEwa x y S-actor\n", &actors);
    check("\u{feff}# sent_id = 1\nOmar B-actor\nHaddad B-actor\n", &["actor Omar", "actor Haddad"]);
    check("Omar I-actor\n\nHaddad I-actor\n", &["actor Omar", "actor Haddad"]);
    check("Omar O\nHaddad O\nmet O\nEwa O\n. O\n“ O\nRents O\n-LRB- O\n12% B-claim\n-RRB- I-claim", &["claim 12%)"]);
}

#[test]
fn what_does_not_hold_is_refused_with_its_line() {
    let (marks, refused) =
        marked("Omar Haddad met Ewa.", "Omar B-actor\nHaddad\nmet Q-actor\nJo B-actor\nEwa B-actor\n");
    assert_eq!(marks, ["actor Omar"]);
    assert_eq!(
        refused,
        [
            "2: the token has one column",
            "3: the token has the tag `Q-actor`, which is none",
            "4: the token is `Jo`, but the article goes on with `Ewa.`: the rest of its sentence is left out",
        ]
    );
    let nothing = read_with(&Texts::None, "-DOCSTART- -X- O O\n\nOmar O\n\n-DOCSTART- -X- O O\n");
    assert_eq!(nothing.refused.len(), 1);
    assert_eq!((nothing.refused[0].line, nothing.refused[0].of.as_str()), (1, "document 1"));
    assert!(nothing.ignored.contains("documents without tokens"));
}

#[test]
fn a_sentence_that_does_not_stand_there_costs_no_other() {
    let text = "Omar met Ewa. It was late. Rents (12%) fell again. Ewa left.";
    let lines = "Omar B-actor\nmet O\nJo B-actor\n. O\n\nNobody B-actor\nspoke O\nof O\nit O\n. O\n\nEwa B-actor\n\n\n\
                 Rents B-claim\n-LRB- O\n12% B-statistic\n-RRB- O\nfell O\nagain O\n. O\n\nEwa B-actor\nleft O\n";
    let (marks, refused) = marked(text, lines);
    assert_eq!(marks, ["actor Omar", "claim Rents", "statistic 12%", "actor Ewa"]);
    assert_eq!(
        refused,
        [
            "3: the token is `Jo`, but the article goes on with `Ewa. It was late. Re`: the rest of its sentence is left out",
            "6: the sentence from `Nobody` on is not what the article says next",
            "12: the sentence from `Ewa` on is not what the article says next",
        ]
    );
    let (marks, refused) =
        marked("Not a thing. The cat sat there.", "No O\nthing O\n\nThe O\ncat B-actor\nsat O\nthere O\n");
    assert_eq!((marks, refused.len()), (vec!["actor cat".to_owned()], 1));
}

#[test]
fn no_lost_sentence_is_searched_for_without_end() {
    let text = "so it goes on, ".repeat(20_000);
    let lines = "x O\n\n".to_owned() + &"so O\nit O\ngoes O\non O\n. B-claim\n\n".repeat(20_000);
    let (marks, refused) = marked(&text, &lines);
    assert_eq!((marks.len(), refused.len()), (0, 1001));
}

#[test]
fn documents_find_their_articles_by_their_words() {
    let texts = ["Rents rose.", "Rents  fell.", "Not in it.", "😀 Same.", "😀 Same."];
    let named = ["a", "b", "c", "d", "e"].into_iter().map(str::to_owned).zip(texts.map(article));
    let texts = Texts::Named(named.collect::<BTreeMap<_, _>>());
    let lines = "-DOCSTART- -X- O O\n\nRents O\nfell B-claim\n. O\n\n-DOCSTART- -X- O O\n\nRents O\nrose O\n. O\n\n\
                 -DOCSTART- -X- O O\n\n😀 O\nSame B-claim\n. O\n\n-DOCSTART- -X- O O\n\n😀 B-claim\nSame O\n. O\n";
    let reading = read_with(&texts, lines);
    let ids: Vec<&str> = reading.projects.iter().map(Project::id).collect();
    assert_eq!((ids, reading.refused), (vec!["b", "a", "d", "e"], vec![]));
    assert_eq!(reading.projects[0].words_of(reading.projects[0].annotations().iter().next().expect("there")), "fell");
}

#[test]
fn the_nastiest_come_back_but_for_what_is_told() {
    for wish in [Wish::default(), BILOU] {
        check_round_trip(&CONLL, &nasty(), &wish);
        nasty().iter().for_each(|project| check_round_trip(&CONLL, std::slice::from_ref(project), &wish));
    }
}

#[test]
fn no_token_is_the_start_of_a_document_nor_has_a_blank() {
    for project in nasty() {
        let lines = lines(&project, &Wish::default());
        assert_eq!(lines.matches(START).count(), 1, "{}", project.id());
        let columns = |line: &str| line.split(crate::format::outgoing::is_blank).count();
        assert!(lines.split('\n').all(|line| line.is_empty() || columns(line) == 4), "{}", project.id());
    }
}

#[test]
fn hostile_lines_are_refused_without_harm() {
    let lines = lines(&sample(), &Wish::default());
    let texts = Texts::Only("rents".into(), Arc::clone(sample().article()));
    for cut in (0..lines.len()).filter(|&cut| lines.is_char_boundary(cut)) {
        read_with(&texts, &lines[..cut]);
        read_with(&texts, &lines[cut..]);
    }
    let source = Source { stem: "x", bytes: b"a\xff O", beside: Vec::new(), texts: &Texts::None };
    assert!(read::read(&source).is_err());
    assert!(read::read(&Source { bytes: "-DOCSTART-\n".repeat(100_002).as_bytes(), ..source }).is_err());
}

#[test]
fn the_golden_file_is_as_it_was() {
    check_golden(&CONLL, &Wish::default(), "conll", |_| Vec::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_comes_back_differs_only_where_that_was_told(projects in marked_projects()) {
        check_round_trip(&CONLL, &projects, &Wish::default());
        check_round_trip(&CONLL, &projects, &BILOU);
    }

    #[test]
    fn any_lines_are_read_without_harm(lines in "((rents|rose|é|#|-DOCSTART-)?[ \t]?([BILUO]-?[a-c]?)?\r?\n){0,12}") {
        read_with(&Texts::Only("rents".into(), article("rents rose # é rents")), &lines);
    }
}
