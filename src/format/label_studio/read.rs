//! How do tasks become projects? Those of this program, and what Label Studio exports: JSON and JSON-MIN.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;

use super::markup;
use super::regions::{Results, is_page, min_results};
use crate::format::incoming::{Incoming, article_of};
use crate::format::json::{self, Lines, Raw};
use crate::format::record::{ArticleIds, Object, field, records, required};
use crate::format::{Part, ReadError, Reading, Source, edits, named};
use crate::project::Article;
use crate::text::Unit;

const TASK_KEYS: [&str; 6] = ["id", "data", "meta", "annotations", "completions", "predictions"];
const DATA_KEYS: [&str; 2] = ["text", "doc_id"];
const ANNOTATION_KEYS: [&str; 5] = ["result", "was_cancelled", "skipped", "created_at", "completed_by"];

/// What Label Studio keeps of a task for itself, in its two kinds of exports.
const BOOKKEEPING: [&str; 22] = [
    "agreement",
    "allow_skip",
    "annotation_id",
    "annotator",
    "cancelled_annotations",
    "comment_authors",
    "comment_count",
    "created_at",
    "drafts",
    "file_upload",
    "inner_id",
    "is_labeled",
    "last_comment_updated_at",
    "lead_time",
    "overlap",
    "project",
    "total_annotations",
    "total_predictions",
    "unresolved_comment_count",
    "unresolved_comments",
    "updated_at",
    "updated_by",
];

/// What is asked for of an annotation.
#[derive(Deserialize)]
struct Annotated<'a> {
    #[serde(borrow)]
    result: Option<Raw<'a>>,
    #[serde(borrow)]
    was_cancelled: Option<Raw<'a>>,
    #[serde(borrow)]
    skipped: Option<Raw<'a>>,
    #[serde(borrow)]
    created_at: Option<Raw<'a>>,
    #[serde(borrow)]
    completed_by: Option<Raw<'a>>,
}

type Task<'a> = Object<'a, { TASK_KEYS.len() }>;

/// The projects in `source`, one a task.
pub(super) fn read(source: &Source<'_>) -> Result<Reading, ReadError> {
    let mut reading = Reading::default();
    let mut ids = ArticleIds::within(source.stem);
    let mut lines = Lines::of(source.bytes);
    records(source.bytes, |line, value| {
        ids.count()?;
        match value.and_then(|value| task(&mut reading, &mut ids, &mut lines, line, value)) {
            Ok(incoming) => reading.take(incoming),
            Err(why) => reading.refuse(line, Part::Main, "the task", why),
        }
        Ok(())
    })?;
    Ok(reading.sorted())
}

fn task<'a>(
    reading: &mut Reading,
    ids: &mut ArticleIds<'_>,
    lines: &mut Lines<'_>,
    line: usize,
    value: Raw<'a>,
) -> Result<Incoming, ReadError> {
    let mut others = Vec::new();
    let object = Task::beside(value, TASK_KEYS, |key, value| {
        if !BOOKKEEPING.contains(&&*key) && !json::is_null(value) {
            others.push((key, value));
        }
    })
    .ok_or_else(|| ReadError::new("is no JSON object", "a task is {\"data\":{\"text\":…},\"annotations\":[…]}"))?;
    let data = match object.value("data") {
        Some(data) => {
            others.drain(..).for_each(|(key, _)| reading.ignore(|| format!("key `{}` of a task", named(&key))));
            Data::of(data)?
        }
        // JSON-MIN has the data among the other keys, and what each control says by its name.
        None => Data::of(value)?.without_bookkeeping(),
    };
    let (article, key) = data.article()?;
    let id = data.object.name("doc_id")?.map_or_else(|| object.name("id"), |id| Ok(Some(id)))?;
    let id = ids.of_article(reading, id)?;
    let mut results = Results::default();
    if object.value("data").is_some() {
        let said = chosen(reading, &object, &id)?;
        results.take(reading, lines, &id, &said);
    } else {
        min_results(reading, lines, &data.others, &id, &mut results);
    }
    let article = if results.has_global_offsets && is_page(article.text()) {
        reading.note(|| format!("article {}: its text is that of a page, without the markup", named(&id)));
        article_of(markup::text_of(article.text()))?
    } else {
        article
    };
    let mut incoming = Incoming::new(id, line, Some(article)).counting(Unit::Chars, false);
    incoming.fields = object.fields("meta")?;
    let is_field = |(name, value): &&(Cow<'_, str>, Raw<'_>)| *name != key && !value.get().starts_with(['[', '{']);
    let of_data = data.others.iter().filter(is_field);
    incoming.fields.extend(of_data.filter_map(|(name, value)| field(Cow::Borrowed(name), value)));
    results.hand_to(&mut incoming);
    Ok(incoming)
}

/// The data of a task.
struct Data<'a> {
    object: Object<'a, { DATA_KEYS.len() }>,
    others: Vec<(Cow<'a, str>, Raw<'a>)>,
}

impl<'a> Data<'a> {
    fn of(value: Raw<'a>) -> Result<Self, ReadError> {
        let mut others = Vec::new();
        let object = Object::beside(value, DATA_KEYS, |key, value| others.push((key, value)));
        let object = object.ok_or_else(|| ReadError::new("has `data` that is no object", "make it {\"text\":…}"))?;
        Ok(Self { object, others })
    }

    fn without_bookkeeping(mut self) -> Self {
        self.others.retain(|(key, _)| !BOOKKEEPING.contains(&&**key) && !TASK_KEYS.contains(&&**key));
        self
    }

    /// The text and its key: `text`, or what else is the longest one, since every project may call it as it likes.
    fn article(&self) -> Result<(Arc<Article>, Cow<'a, str>), ReadError> {
        if let Some(article) = self.object.article("text")? {
            return Ok((article, "text".into()));
        }
        let texts = self.others.iter().filter(|(_, value)| value.get().starts_with('"'));
        let longest = texts.max_by_key(|(_, value)| value.get().len());
        let (key, value) = required(longest, "text")?;
        let text = json::read(value).map_err(|error| json::not_json("has a text that is", &error, 0, ""))?;
        Ok((article_of(text)?, key.clone()))
    }
}

/// What one person or model said of a task.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub(super) results: Option<Raw<'a>>,
    pub(super) by: Cow<'a, str>,
    pub(super) at: Cow<'a, str>,
}

/// The last annotation of a task that says something and was not cancelled, or else one that says nothing; where there is
/// none, its last prediction.
fn chosen<'a>(reading: &mut Reading, task: &Task<'a>, id: &str) -> Result<Said<'a>, ReadError> {
    let (mut count, mut with_results, mut last, mut empty) = (0_usize, 0_usize, None, None);
    for key in ["annotations", "completions"] {
        let Some(list) = task.list(key)? else { continue };
        let mut take = |object: Object<'a, _>| {
            count += 1;
            let is = |key| object.value(key).is_some_and(|value| value.get() == "true");
            if is("was_cancelled") || is("skipped") {
                return;
            }
            if object.value("result").is_none_or(is_empty_list) {
                empty = Some(object);
            } else {
                with_results += 1;
                last = Some(object);
            }
        };
        let plain = |annotated: Annotated<'a>| {
            let Annotated { result, was_cancelled, skipped, created_at, completed_by } = annotated;
            take(Object::with(ANNOTATION_KEYS, [result, was_cancelled, skipped, created_at, completed_by]));
        };
        let Err(passed) = json::plain_list(list, plain) else { continue };
        json::list_behind(list, passed, |value| {
            if let Some(object) = Object::beside(value, ANNOTATION_KEYS, |_, _| {}) {
                take(object);
            }
        });
    }
    if count > 1 {
        let id = named(id);
        let which = "the last that has results and was not cancelled is taken";
        let rest = with_results.saturating_sub(1);
        reading.note(|| format!("article {id}: of {count} annotations {which}; others with results: {rest}"));
    }
    if let Some(object) = last.or(empty) {
        let by = completed_by(&object).unwrap_or_default();
        let at = object.text("created_at").ok().flatten().filter(|at| edits::moment(at).is_ok());
        return Ok(Said { results: object.list("result")?, by, at: at.unwrap_or_default() });
    }
    predicted(reading, task, id)
}

/// The last prediction of a task that nobody annotated.
fn predicted<'a>(reading: &mut Reading, task: &Task<'a>, id: &str) -> Result<Said<'a>, ReadError> {
    let mut prediction = None;
    if let Some(list) = task.list("predictions")? {
        json::list(list, |value| {
            prediction = Object::beside(value, ["result", "model_version"], |_, _| {}).or(prediction.take());
        });
    }
    let Some(object) = prediction else { return Ok(Said::default()) };
    reading.note(|| format!("article {}: nobody annotated it, and the last prediction is taken", named(id)));
    let by = object.name("model_version").ok().flatten().unwrap_or_default();
    Ok(Said { results: object.list("result")?, by, at: Cow::Borrowed("") })
}

fn is_empty_list(value: Raw<'_>) -> bool {
    value.get().strip_prefix('[').is_some_and(|rest| rest.trim_start() == "]")
}

/// Who made an annotation: a name, a number, or a person with an address or a number.
fn completed_by<'a>(annotation: &Object<'a, { ANNOTATION_KEYS.len() }>) -> Option<Cow<'a, str>> {
    let Some(person) = Object::beside(annotation.value("completed_by")?, ["email", "id"], |_, _| {}) else {
        return annotation.name("completed_by").ok().flatten();
    };
    let said = |key| person.name(key).ok().flatten().filter(|name: &Cow<'_, str>| !name.is_empty());
    said("email").or_else(|| said("id"))
}
