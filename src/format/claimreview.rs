//! Which claims of an article are to be reviewed? A draft of a ClaimReview for each, in the words of schema.org.
//!
//! A review needs more than an annotation says: who reviewed, when, where it is published and what came out. What the record has
//! is written; the rest stands in a list beside the file, and nothing is made up. What is a claim: the annotations with the
//! label `claim`, else with `check_worthy`, else with any label that is no helper.

mod missing;

use std::borrow::Cow;
use std::collections::HashSet;

use serde::Serialize;

use self::missing::Missing;
use super::json::Each;
use super::outgoing::{Losses, MAKERS, NOTES, READING_BACK, id_among, words_of};
use super::{Beside, Effect, Facet, Format, LossKind, Named, OutFile, Place, Positions, Shape, TextAt, Wish, Written};
use crate::project::{Annotation, Fields, Id, Label, Project, Relation, Scheme};

/// The format.
pub(super) const CLAIMREVIEW: Format = Format {
    name: "claimreview",
    title: "ClaimReview drafts (schema.org)",
    extensions: &["json", "jsonld"],
    shape: Shape::FileEach,
    beside: &[LIST],
    reads: &[],
    text: TextAt::Within,
    positions: Positions::None,
    loses: KINDS,
    write: Some(write),
    read: None,
};

/// The list of what each draft lacks.
const LIST: Beside = Beside::Ending("missing.md");

const KINDS: &[&LossKind] = &[&READING_BACK, &STILL_REQUIRED, &NO_CLAIM, &RELATIONS, &ATTRIBUTES, &NOTES, &MAKERS];

const STILL_REQUIRED: LossKind = LossKind::dropped(
    Facet::Elsewhere,
    "still required",
    "a draft is no review yet: who reviewed it, when, where and with what rating is for you to add",
);
const NO_CLAIM: LossKind = LossKind::dropped(
    Facet::Annotation,
    "other marks",
    "only claims are reviewed: marks with other labels are left out",
);
const RELATIONS: LossKind = LossKind::dropped(
    Facet::Relation,
    "relations",
    "relations are not in the file, but for the one that says whose claim it is",
);
const ATTRIBUTES: LossKind = LossKind {
    name: "attributes",
    sentence: "a review has no place for this attribute of a claim",
    effect: Effect::Dropped,
    facet: Facet::Attributes,
};

/// Attributes of a claim that a review has a place for.
const CLAIMANT: &str = "claimant";
const NORMALIZED: &str = "normalized";
const VERDICT: &str = "verdict";
const EXPLANATION: &str = "explanation";
const EVIDENCE: &str = "evidence";
const TOPIC: &str = "topic";
const PLACED: [&str; 6] = [CLAIMANT, NORMALIZED, VERDICT, EXPLANATION, EVIDENCE, TOPIC];

/// The relation from a claim to who made it.
const ATTRIBUTED_TO: &str = "attributed_to";

#[derive(Serialize)]
struct Graph<R: Serialize> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    reviews: R,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Review<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: String,
    claim_reviewed: Cow<'a, str>,
    item_reviewed: Claim<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_rating: Option<Rating<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    keywords: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
}

#[derive(Serialize)]
struct Claim<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appearance: Option<Appearance<'a>>,
}

#[derive(Serialize)]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: Cow<'a, str>,
}

/// Where the claim appeared: the article.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Appearance<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Thing<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rating<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternate_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating_explanation: Option<&'a str>,
}

fn write(projects: &[Named<'_>], _: &Wish) -> Written {
    let mut losses = Losses::default();
    let mut files = Vec::new();
    for named in projects {
        let project = named.project;
        losses.lose(&READING_BACK, &named.id);
        named.annotations().for_each(|annotation| lose(&mut losses, projects, named, annotation));
        let used = used_relations(project);
        let others = project.relations().iter().filter(|relation| !used.contains(&relation.id));
        others.for_each(|relation| losses.lose(&RELATIONS, id_among(projects, named, &relation.id)));
        let reviews = Each::of(claims(project).map(|annotation| Review::of(project, annotation)));
        files.push(OutFile::main(json(&Graph { context: "https://schema.org", reviews })));
        let mut list = Missing::new(named);
        claims(project).for_each(|annotation| list.add(project, annotation));
        files.push(OutFile { place: Place::Beside(LIST), bytes: list.finish().into_bytes() });
    }
    Written { files, losses: losses.in_order(KINDS) }
}

fn claims(project: &Project) -> impl Iterator<Item = &Annotation> {
    project.annotations().iter().filter(|annotation| is_claim(project, annotation))
}

/// Tells what of an annotation has no place.
fn lose(losses: &mut Losses, projects: &[Named<'_>], named: &Named<'_>, annotation: &Annotation) {
    let project = named.project;
    let id = || id_among(projects, named, annotation.id());
    if !is_claim(project, annotation) {
        return losses.lose(&NO_CLAIM, id());
    }
    losses.lose(&STILL_REQUIRED, id());
    if annotation.attributes().keys().any(|name| !PLACED.contains(&name.as_str())) {
        losses.lose(&ATTRIBUTES, id());
    }
    if !annotation.note().is_empty() {
        losses.lose(&NOTES, id());
    }
    if !project.maker_of(annotation).is_empty() || project.time_of(annotation).is_some() {
        losses.lose(&MAKERS, id());
    }
}

/// The JSON of a graph. It may be put within a page, where `</` would end it.
fn json(graph: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_string_pretty(graph).unwrap_or_default();
    // Both stand in words alone, never in the marks of JSON.
    for (ends, instead) in [("</", "<\\/"), ("<!--", "\\u003c!--")] {
        if json.contains(ends) {
            json = json.replace(ends, instead);
        }
    }
    json.push('\n');
    json.into_bytes()
}

fn is_claim(project: &Project, annotation: &Annotation) -> bool {
    is_claim_label(project.scheme(), project.label_of(annotation))
}

/// Whether what has `label` is a claim, by the labels that the scheme has.
fn is_claim_label(scheme: &Scheme, label: &Label) -> bool {
    let is_called = |label: &Label, name: &str| label.id == name || label.name.eq_ignore_ascii_case(name);
    let known = ["claim", "check_worthy"].into_iter();
    match known.clone().find(|name| scheme.labels.iter().any(|label| is_called(label, name))) {
        Some(name) => is_called(label, name),
        None => !label.helper,
    }
}

impl<'a> Review<'a> {
    fn of(project: &'a Project, annotation: &'a Annotation) -> Self {
        let value =
            |name: &str| annotation.attributes().get(name).map(String::as_str).filter(|value| !value.is_empty());
        let words = words_of(project, annotation);
        let (verdict, explanation) = (value(VERDICT), value(EXPLANATION));
        let author = value(CLAIMANT).map(Cow::Borrowed).or_else(|| attributed(project, annotation));
        Self {
            kind: "ClaimReview",
            identifier: annotation.id().to_string(),
            claim_reviewed: value(NORMALIZED).map_or_else(|| words.clone(), Cow::Borrowed),
            item_reviewed: Claim {
                kind: "Claim",
                text: words,
                author: author.map(|name| Thing { kind: "Person", name }),
                appearance: Appearance::of(project.fields()),
            },
            review_rating: verdict.or(explanation).map(|_| Rating {
                kind: "Rating",
                alternate_name: verdict,
                rating_explanation: explanation,
            }),
            citation: value(EVIDENCE),
            keywords: value(TOPIC),
            in_language: field(project.fields(), "language"),
        }
    }
}

/// The relation that says whose claim it is, where the claim does not.
fn attribution<'a>(project: &'a Project, claim: &Annotation) -> Option<&'a Relation> {
    if claim.attributes().contains_key(CLAIMANT) {
        return None;
    }
    project.relations().of(claim.id()).find(|known| known.from == *claim.id() && known.kind == ATTRIBUTED_TO)
}

/// The relations that are in the file.
fn used_relations(project: &Project) -> HashSet<&Id> {
    claims(project).filter_map(|claim| attribution(project, claim)).map(|used| &used.id).collect()
}

/// Who a claim is attributed to by a relation.
fn attributed<'a>(project: &'a Project, claim: &Annotation) -> Option<Cow<'a, str>> {
    let relation = attribution(project, claim)?;
    let actor = project.annotations().get(&relation.to)?;
    match actor.attributes().get("name") {
        Some(name) => Some(Cow::Borrowed(name.as_str())),
        None => Some(words_of(project, actor)),
    }
}

fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    Some(fields.get(name)).filter(|value| !value.is_empty())
}

impl<'a> Appearance<'a> {
    /// The article, when anything is known of it.
    fn of(fields: &'a Fields) -> Option<Self> {
        let [url, headline, author, outlet, published] =
            ["url", "title", "author", "outlet", "published"].map(|name| field(fields, name));
        let thing = |kind, name: Option<&'a str>| name.map(|name| Thing { kind, name: name.into() });
        [url, headline, author, outlet, published].iter().any(Option::is_some).then(|| Self {
            kind: "NewsArticle",
            url,
            headline,
            author: thing("Person", author),
            publisher: thing("Organization", outlet),
            date_published: published,
        })
    }
}

#[cfg(test)]
mod tests;
