//! What does a draft lack to be a review? A list in Markdown, a claim after the other.

use std::fmt::Write as _;

use super::Review;
use crate::format::markdown::{day_and_maker, line};
use crate::format::{Named, prose};
use crate::project::{Annotation, Project};

/// What schema.org and search engines want of every review, and no annotation says.
const ALWAYS: [&str; 3] = [
    "author: the organization or person who reviewed it",
    "url: the page of the review",
    "datePublished: when the review was published",
];

/// The list that is being written.
pub(super) struct Missing {
    page: String,
    count: usize,
}

/// What `review` lacks.
fn missing_of(review: &Review<'_>) -> Vec<&'static str> {
    let rating = review.review_rating.as_ref();
    let claim = &review.item_reviewed;
    let mut missing = ALWAYS.to_vec();
    if rating.and_then(|rating| rating.alternate_name).is_none() {
        missing.push("reviewRating.alternateName: the verdict in words");
    }
    missing.push("reviewRating.ratingValue, bestRating, worstRating: the verdict as a number, if you have a scale");
    missing.push(match claim.author {
        Some(_) => "itemReviewed.author.@type: Person stands there; make it Organization where it is one",
        None => "itemReviewed.author: who made the claim",
    });
    let appearance = claim.appearance.as_ref();
    if appearance.and_then(|appearance| appearance.url).is_none() {
        missing.push("itemReviewed.appearance.url: where the claim appeared");
    }
    if appearance.and_then(|appearance| appearance.date_published).is_none() {
        missing.push("itemReviewed.appearance.datePublished: when it appeared");
    }
    missing
}

impl Missing {
    pub(super) fn new(named: &Named<'_>) -> Self {
        let mut page = "# Still required: ".to_owned();
        line(&mut page, prose::title_of(named));
        page.push('\n');
        Self { page, count: 0 }
    }

    /// Adds a claim with what its review lacks, and its note, which is no part of the review.
    pub(super) fn add(&mut self, project: &Project, annotation: &Annotation) {
        self.count += 1;
        self.page.push_str("\n## ");
        line(&mut self.page, &annotation.id().to_string());
        self.page.push_str("\n\n> ");
        line(&mut self.page, prose::words(project, annotation).trim());
        self.page.push_str("\n\n");
        for part in missing_of(&Review::of(project, annotation)) {
            let _ = writeln!(self.page, "- [ ] {part}");
        }
        for part in annotation.note().split(['\n', '\r']).filter(|part| !part.trim().is_empty()) {
            self.page.push_str("\nNote: ");
            line(&mut self.page, part.trim());
            self.page.push('\n');
        }
        let made = day_and_maker(project, annotation);
        if !made.is_empty() {
            let _ = writeln!(self.page, "\nMarked by {made}");
        }
    }

    pub(super) fn finish(mut self) -> String {
        if self.count == 0 {
            self.page.push_str("\nNo claim is marked.\n");
        }
        self.page
    }
}
