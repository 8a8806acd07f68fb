//! Are drafts what schema.org calls a review, and is what they lack told?

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::format::laws::{check_golden, golden, hostile_words, marked_projects, nasty, project_of_words, sample};

fn written(project: &Project) -> Written {
    write(&[Named::new("rents", project)], &Wish::default())
}

fn graph(project: &Project) -> Vec<Value> {
    let bytes = written(project).files.remove(0).bytes;
    let text = String::from_utf8(bytes).expect("text");
    assert!(!text.contains("</") && !text.contains("<!--"), "it may stand in a page");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["@context"], "https://schema.org");
    json["@graph"].as_array().expect("a list").clone()
}

#[test]
fn the_drafts_are_those_that_they_always_were() {
    check_golden(&CLAIMREVIEW, &Wish::default(), "claimreview", |_| Vec::new());
}

#[test]
fn claims_are_drafts_and_the_rest_is_told() {
    let project = golden();
    let drafts = graph(&project);
    assert_eq!(drafts.len(), 2);
    assert_eq!(drafts[0]["claimReviewed"], "The council said “rents rose by 12%");
    assert_eq!(drafts[0]["itemReviewed"]["appearance"]["url"], "https://example.org/rents?a=1&b=2");
    assert!(drafts[0].get("url").is_none() && drafts[0].get("author").is_none(), "nothing is made up");
    let losses = written(&project).losses;
    let ids = |name: &str| losses.iter().find(|loss| loss.kind.name == name).map(|loss| loss.ids.join(" "));
    assert_eq!(ids("still required").as_deref(), Some("a1 a4"));
    assert_eq!(ids("other marks").as_deref(), Some("a2 a3 a5 a6"));
    assert_eq!(ids("relations").as_deref(), Some("r1 r2"));
    assert_eq!(ids("attributes").as_deref(), Some("a1"));
}

#[test]
fn a_verdict_and_a_claimant_have_their_places() {
    use crate::project::{Edit, Id, Record};
    let mut project = crate::project::draw(
        "\
Rents rose, said Ewa.
^^^^^^^^^^ claim
                 ^^^ actor",
    );
    let claim = project.annotations().iter().next().expect("a claim").clone();
    let relation = Relation {
        id: Id::new("r1").expect("not empty"),
        kind: ATTRIBUTED_TO.into(),
        from: claim.id().clone(),
        to: project.annotations().iter().nth(1).expect("an actor").id().clone(),
    };
    project.apply(Edit::Relate(relation)).expect("related");
    assert_eq!(graph(&project)[0]["itemReviewed"]["author"]["name"], "Ewa");
    assert!(written(&project).losses.iter().all(|loss| loss.kind.name != "relations"), "it is in the file");
    let mut record = Record::new(Id::new("b").expect("not empty"), "claim", claim.fragments().clone());
    let values = [(CLAIMANT, "Jo"), (VERDICT, "Mostly true </script>"), (NORMALIZED, "Rents rose in Marlow")];
    record.attributes = values.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    project.apply(Edit::Annotate(Box::new(record))).expect("annotated");
    let drafts = graph(&project);
    let draft = drafts.iter().find(|draft| draft["identifier"] == "b").expect("it is there");
    assert_eq!(draft["itemReviewed"]["author"]["name"], "Jo");
    assert_eq!(draft["claimReviewed"], "Rents rose in Marlow");
    assert_eq!(draft["itemReviewed"]["text"], "Rents rose");
    assert_eq!(draft["reviewRating"]["alternateName"], "Mostly true </script>");
}

#[test]
fn a_claim_with_many_relations_is_walked_once() {
    use crate::project::{Edit, Id};
    let mut project = crate::project::draw(
        "\
Rents rose, said Ewa.
^^^^^^^^^^ claim
                 ^^^ actor",
    );
    let ids: Vec<Id> = project.annotations().iter().map(|known| known.id().clone()).collect();
    let related = |number: u32| {
        let id = Id::new(&format!("r{number}")).expect("not empty");
        Edit::Relate(Relation { id, kind: "disputes".into(), from: ids[0].clone(), to: ids[1].clone() })
    };
    project.apply(Edit::All((1..=10_000).map(related).collect())).expect("related");
    let losses = written(&project).losses;
    let told = losses.iter().find(|loss| loss.kind.name == "relations").map(|loss| loss.ids.len());
    assert_eq!(told, Some(10_000));
}

#[test]
fn what_is_a_claim_depends_on_the_scheme() {
    let label = |id: &str, helper| {
        let scheme = Scheme { name: String::new(), labels: Vec::new(), relations: Vec::new() }.with_label(id);
        Label { helper, ..scheme.labels[0].clone() }
    };
    let claims = |labels: &[Label]| {
        let scheme = Scheme { name: String::new(), labels: labels.to_vec(), relations: Vec::new() };
        labels.iter().filter(|label| is_claim_label(&scheme, label)).map(|label| label.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(claims(&[label("quote", false), label("Claim", false)]), ["Claim"]);
    assert_eq!(claims(&[label("check_worthy", false), label("not_factual", false)]), ["check_worthy"]);
    assert_eq!(claims(&[label("rumour", false), label("hoax", false), label("cue", true)]), ["rumour", "hoax"]);
}

#[test]
fn any_article_has_its_list() {
    for project in nasty().iter().chain([&sample()]) {
        let written = written(project);
        let drafts = graph(project).len();
        let list = String::from_utf8(written.files[1].bytes.clone()).expect("text");
        assert_eq!(list.matches("\n## ").count(), drafts);
        assert_eq!(list.contains("No claim is marked."), drafts == 0);
        assert!(written.losses.iter().all(|loss| KINDS.contains(&loss.kind)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn nothing_of_a_project_ends_a_page(
        hostile in project_of_words(hostile_words(&["</script>", "<!--", "\"", "\\", "\u{2028}", "\0", "é"])),
        projects in marked_projects(),
    ) {
        projects.iter().chain([&hostile]).for_each(|project| drop(graph(project)));
    }
}
