//! What is a page about? The article with its fields and its text, before the annotations.

use std::borrow::Cow;

use serde::Serialize;

use super::{ABOUT, OTHERS, TERMS, TEXT, iri};
use crate::format::json::{self, EachEntry, Raw};
use crate::format::{ReadError, Reading, named};
use crate::project::Project;

/// What a page says of its article.
#[derive(Default)]
pub(super) struct About {
    /// What targets call it.
    pub(super) source: String,
    pub(super) text: String,
    pub(super) fields: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Text(&'a str),
    Properties(Vec<Property<'a>>),
}

#[derive(Serialize)]
struct Property<'a> {
    r#type: &'static str,
    #[serde(rename = "schema:name")]
    name: &'a str,
    #[serde(rename = "schema:value")]
    value: &'a str,
}

/// The page up to the list of its annotations.
pub(super) fn write_head(bytes: &mut Vec<u8>, own: &str, source: &str, project: &Project) {
    bytes.extend_from_slice(b"{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\n\"id\":");
    json::write(bytes, &[own, iri::PAGE].concat());
    bytes.extend_from_slice(b",\n\"type\":\"AnnotationPage\",\n\"");
    bytes.extend_from_slice(ABOUT.as_bytes());
    bytes.extend_from_slice(b"\":");
    json::write(bytes, &EachEntry::of(about(source, project).into_iter()));
    bytes.extend_from_slice(b",\n\"items\":[");
}

fn about<'a>(source: &'a str, project: &'a Project) -> Vec<(&'static str, Value<'a>)> {
    let mut about = vec![("id", Value::Text(source)), ("type", Value::Text("schema:Article"))];
    let mut others = Vec::new();
    for (name, value) in project.fields().iter().filter(|(name, value)| *name != "url" || *value != source) {
        match TERMS.iter().find(|(known, _)| *known == name) {
            Some((_, term)) => about.push((term, Value::Text(value))),
            None => others.push(Property { r#type: "schema:PropertyValue", name, value }),
        }
    }
    if !others.is_empty() {
        about.push((OTHERS, Value::Properties(others)));
    }
    about.push((TEXT, Value::Text(project.text())));
    about
}

impl About {
    /// What `value` says; nothing when there is no text in it.
    pub(super) fn read(reading: &mut Reading, value: Raw<'_>) -> Result<Option<Self>, ReadError> {
        let (mut about, mut body) = (Self::default(), None);
        json::object(value, |key, value| {
            let text = || json::text(value).unwrap_or_default().into_owned();
            match &*key {
                "id" => about.source = text(),
                "type" => {}
                TEXT => body = Some(value),
                OTHERS => drop(json::list(value, |value| about.fields.extend(property(value)))),
                key => match TERMS.iter().find(|(_, term)| *term == key) {
                    Some((name, _)) => about.fields.push(((*name).to_owned(), text())),
                    None => reading.ignore(|| format!("key `{}` of the article", named(key))),
                },
            }
        });
        let Some(body) = body else { return Ok(None) };
        let text = json::text(body).map_err(|_| {
            ReadError::new(format!("the article has a `{TEXT}` that is no text"), "write the text of the article there")
        })?;
        about.text = text.into_owned();
        if iri::is_absolute(&about.source) {
            about.fields.push(("url".to_owned(), about.source.clone()));
        }
        Ok(Some(about))
    }
}

fn property(value: Raw<'_>) -> Option<(String, String)> {
    let (mut name, mut content) = (None, None);
    json::object(value, |key, value| match &*key {
        "schema:name" => name = json::text(value).ok().map(Cow::into_owned),
        "schema:value" => content = json::text(value).ok().map(Cow::into_owned),
        _ => {}
    })?;
    name.zip(content)
}
