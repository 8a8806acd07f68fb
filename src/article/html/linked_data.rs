//! What does a page say of its article in JSON-LD?

use serde_json::Value;

use super::claim::letters;

/// The most objects that are looked at.
const MOST: usize = 5000;

/// An article as JSON-LD describes it; what is not said is empty.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// What it is called.
    pub(super) title: String,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// Who published it.
    pub(super) outlet: String,
    /// When.
    pub(super) published: String,
    /// Where it stands.
    pub(super) url: String,
    /// In which language it is.
    pub(super) language: String,
    /// Its text.
    pub(super) body: String,
}

/// The article that the scripts describe, and whether they describe one; `title` tells which, where they describe several.
pub(super) fn described(scripts: &[String], title: &str) -> Option<Described> {
    let values: Vec<Value> = scripts.iter().filter_map(|script| serde_json::from_str(clean(script)).ok()).collect();
    let objects = objects(&values);
    let mut articles: Vec<&Value> = objects.iter().copied().filter(|object| rank(object) > 0).collect();
    articles.sort_by_key(|object| std::cmp::Reverse(rank(object)));
    let wanted: String = letters(title).collect();
    let is_meant = |object: &&Value| {
        let named: String = letters(&headline(object)).collect();
        named.len() > 8 && wanted.contains(&named)
    };
    let article =
        articles.iter().copied().find(is_meant).or_else(|| articles.first().copied().filter(|_| articles.len() < 4))?;
    Some(describe(article, &objects))
}

/// A script without what some systems wrap around it.
fn clean(script: &str) -> &str {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    script.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';')
}

/// All objects in the values, an outer one before those in it.
fn objects(values: &[Value]) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = waiting.pop()
        && found.len() < MOST
    {
        match value {
            Value::Array(inner) => waiting.extend(inner.iter().rev()),
            Value::Object(fields) => {
                found.push(value);
                waiting.extend(fields.values().rev().filter(|inner| inner.is_array() || inner.is_object()));
            }
            _ => {}
        }
    }
    found
}

/// How surely an object is an article; 0 for what is none.
fn rank(object: &Value) -> u8 {
    let kinds = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let rank = |kind: &&str| match *kind {
        "BlogPosting" | "LiveBlogPosting" | "Report" | "DiscussionForumPosting" | "SocialMediaPosting" => 3,
        kind if kind.ends_with("Article") => 3,
        "Recipe" | "Review" | "ClaimReview" | "Question" => 2,
        "WebPage" | "ItemPage" => 1,
        _ => 0,
    };
    kinds.iter().map(rank).max().unwrap_or(0)
}

fn headline(object: &Value) -> String {
    let named = ["headline", "name"].map(|name| text(object.get(name)));
    named.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

fn describe(article: &Value, objects: &[&Value]) -> Described {
    let authors = names(article.get("author").or_else(|| article.get("creator")), objects);
    let publisher = names(article.get("publisher"), objects).into_iter().next().unwrap_or_default();
    let page = article.get("mainEntityOfPage");
    let url = [article.get("url"), page, page.and_then(|page| page.get("@id"))].map(text);
    Described {
        title: headline(article),
        authors,
        outlet: publisher,
        published: text(article.get("datePublished").or_else(|| article.get("dateCreated"))),
        url: url.into_iter().find(|url| url.starts_with("http")).unwrap_or_default(),
        language: text(article.get("inLanguage")),
        body: text(article.get("articleBody").or_else(|| article.get("text"))),
    }
}

/// The names of persons or organizations: given as a string, as an object, by reference, or as a list of these.
fn names(value: Option<&Value>, objects: &[&Value]) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting: Vec<&Value> = value.into_iter().collect();
    while let Some(value) = waiting.pop()
        && found.len() < 50
    {
        match value {
            Value::String(name) => found.push(name.clone()),
            Value::Array(inner) => waiting.extend(inner.iter().rev()),
            Value::Object(_) => found.extend(name(value, objects)),
            _ => {}
        }
    }
    found
}

fn name(object: &Value, objects: &[&Value]) -> Option<String> {
    let own = text(object.get("name"));
    let id = object.get("@id").and_then(Value::as_str).filter(|_| own.is_empty());
    let meant = |id: &str| {
        objects.iter().find(|other| other.get("@id").and_then(Value::as_str) == Some(id) && other.get("name").is_some())
    };
    let name = id.and_then(meant).map_or(own, |other| text(other.get("name")));
    Some(name).filter(|name| !name.is_empty())
}

/// A string, or the first of a list of them.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(words)) => words.clone(),
        Some(Value::Array(inner)) => inner.first().and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(Value::Object(fields)) => fields.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}
