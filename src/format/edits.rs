//! How is an edit written as one line of JSON? The language of `copydesk edit` and of the journal.
//!
//! An edit is an object with one key, its name: `{"move":{"id":"a1","fragments":[[10,20]]}}`. Positions count Unicode code
//! points, end exclusive, so a line means nothing without its article.

use serde::{Deserialize, Serialize};

use super::{ReadError, json, named, said};
use crate::project::{Article, Attributes, Edit, Id, Moment, Project, Record, Relation, Scheme, Series};
use crate::text::{Fragments, Span};

/// The names of the edits, as [`from_text`] and [`request`] know them.
pub const NAMES: [&str; 10] =
    ["annotate", "remove", "relabel", "move", "set", "note", "relate", "field", "scheme", "all"];

/// `edit`, which is about `article`, as a line of JSON with all that it says.
pub fn to_text(article: &Article, edit: &Edit) -> String {
    // Text, numbers and lists of them, keys of text: nothing that JSON cannot hold.
    serde_json::to_string(&Words::of(article, edit)).unwrap_or_default()
}

/// The edit that a line says, written by [`to_text`] for the same article; an annotation or relation needs its id.
pub fn from_text(article: &Article, text: &str) -> Result<Edit, ReadError> {
    let words: Words = serde_json::from_str(text).map_err(|error| ReadError::new(said(&error), ""))?;
    words.edit(article)
}

/// What a person or program asks for in a line of JSON: what is new gets the next free id, the project's annotator and
/// this moment, unless it says its own, and attribute values are held to their label.
pub fn request(project: &Project, line: &[u8]) -> Result<Request, ReadError> {
    let not_json = |error| json::not_json("the line is", &error, 0, "each line is one JSON object in UTF-8");
    let value = json::value(line).map_err(not_json)?;
    let (mut only, mut keys) = (None, 0);
    json::object(value, |name, value| {
        keys += 1;
        let is_step = [UNDO, REDO].contains(&&*name);
        if keys == 1 || is_step {
            only = Some((name, value));
        }
    });
    match only {
        Some((name, value)) if name == UNDO => step(UNDO, value, keys).map(|()| Request::Undo),
        Some((name, value)) if name == REDO => step(REDO, value, keys).map(|()| Request::Redo),
        Some((name, _)) if keys == 1 => {
            check_name(&name)?;
            let words: Words = json::read(value).map_err(|error| {
                let error = said(&error);
                refused(&name, error.split(" at line ").next().unwrap_or_default())
            })?;
            let edit = words.completed(project).edit(project.article())?;
            check_values(project, &edit)?;
            Ok(Request::Edit(edit))
        }
        _ => Err(no_edit()),
    }
}

/// What a line of `copydesk edit` asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// A change.
    Edit(Edit),
    /// To take back the last change.
    Undo,
    /// To make again what was taken back.
    Redo,
}

const UNDO: &str = "undo";
const REDO: &str = "redo";

fn step(name: &str, value: json::Raw<'_>, keys: usize) -> Result<(), ReadError> {
    match json::compact(value).as_str() {
        "{}" if keys == 1 => Ok(()),
        _ => Err(ReadError::new(format!("`{name}` takes nothing"), format!("{{\"{name}\":{{}}}}"))),
    }
}

/// The edit as it stands in JSON.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Words {
    Annotate(AnnotationWords),
    Remove { id: String },
    Relabel { id: String, label: String },
    Move { id: String, fragments: Vec<(usize, usize)> },
    Set(ValueWords),
    Note { id: String, text: String },
    Relate(RelationWords),
    Field { name: String, value: String },
    Scheme(Box<Scheme>),
    All(Vec<Words>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AnnotationWords {
    #[serde(default)]
    id: Option<String>,
    label: String,
    fragments: Vec<(usize, usize)>,
    #[serde(default)]
    attributes: Attributes,
    #[serde(default)]
    note: String,
    #[serde(default)]
    by: Option<String>,
    /// RFC 3339; empty when it is not known.
    #[serde(default)]
    at: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueWords {
    id: String,
    name: String,
    /// `null` clears; to leave it out is a slip.
    #[serde(deserialize_with = "Option::deserialize")]
    value: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationWords {
    #[serde(default)]
    id: Option<String>,
    from: String,
    r#type: String,
    to: String,
}

fn names() -> String {
    format!("an edit is an object with one key, one of: {}, {UNDO}, {REDO}", NAMES.join(", "))
}

fn no_edit() -> ReadError {
    ReadError::new("the line is no edit", names())
}

fn check_name(name: &str) -> Result<(), ReadError> {
    let known = NAMES.contains(&name);
    if known { Ok(()) } else { Err(ReadError::new(format!("there is no edit `{}`", named(name)), names())) }
}

fn refused(name: &str, why: &str) -> ReadError {
    ReadError::new(format!("`{name}` is refused: {why}"), shape(name))
}

/// What the edit called `name` looks like.
fn shape(name: &str) -> &'static str {
    match name {
        "annotate" => r#"{"annotate":{"label":"claim","fragments":[[10,15]],"attributes":{},"note":""}}"#,
        "remove" => r#"{"remove":{"id":"a1"}}"#,
        "relabel" => r#"{"relabel":{"id":"a1","label":"quote"}}"#,
        "move" => r#"{"move":{"id":"a1","fragments":[[10,20]]}}"#,
        "set" => r#"{"set":{"id":"a1","name":"speaker","value":"…"}}, or null for the value to clear it"#,
        "note" => r#"{"note":{"id":"a1","text":"…"}}"#,
        "relate" => r#"{"relate":{"from":"a1","type":"supports","to":"a2"}}"#,
        "field" => r#"{"field":{"name":"title","value":"…"}}"#,
        "scheme" => r#"{"scheme":{"name":"…","labels":[…],"relations":[…]}}"#,
        _ => r#"{"all":[{"remove":{"id":"a1"}},{"remove":{"id":"a2"}}]}"#,
    }
}

impl Words {
    fn of(article: &Article, edit: &Edit) -> Self {
        match edit {
            Edit::Annotate(record) => Self::Annotate(AnnotationWords::of(article, record)),
            Edit::Remove(id) => Self::Remove { id: id.to_string() },
            Edit::Relabel { id, label } => Self::Relabel { id: id.to_string(), label: label.clone() },
            Edit::Move { id, fragments } => Self::Move { id: id.to_string(), fragments: ranges(article, fragments) },
            Edit::Set { id, name, value } => {
                Self::Set(ValueWords { id: id.to_string(), name: name.clone(), value: value.clone() })
            }
            Edit::Note { id, text } => Self::Note { id: id.to_string(), text: text.clone() },
            Edit::Relate(Relation { id, kind, from, to }) => Self::Relate(RelationWords {
                id: Some(id.to_string()),
                from: from.to_string(),
                r#type: kind.clone(),
                to: to.to_string(),
            }),
            Edit::Field { name, value } => Self::Field { name: name.clone(), value: value.clone() },
            Edit::Scheme(scheme) => Self::Scheme(scheme.clone()),
            Edit::All(edits) => Self::All(edits.iter().map(|edit| Self::of(article, edit)).collect()),
        }
    }

    /// With what only the project knows. Edits within `all` keep to what they say: the ids that the first of them takes are
    /// not free for the next.
    fn completed(mut self, project: &Project) -> Self {
        match &mut self {
            Self::Annotate(words) => {
                words.id.get_or_insert_with(|| project.free_id(Series::Annotations).to_string());
                words.by.get_or_insert_with(|| project.annotator().to_owned());
                words.at.get_or_insert_with(|| Moment::now().to_string());
            }
            Self::Relate(words) => {
                words.id.get_or_insert_with(|| project.free_id(Series::Relations).to_string());
            }
            _ => {}
        }
        self
    }

    fn edit(self, article: &Article) -> Result<Edit, ReadError> {
        Ok(match self {
            Self::Annotate(words) => Edit::Annotate(Box::new(words.record(article)?)),
            Self::Remove { id } => Edit::Remove(id_of(&id)?),
            Self::Relabel { id, label } => Edit::Relabel { id: id_of(&id)?, label },
            Self::Move { id, fragments } => Edit::Move { id: id_of(&id)?, fragments: marked(article, &fragments)? },
            Self::Set(ValueWords { id, name, value }) => Edit::Set { id: id_of(&id)?, name, value },
            Self::Note { id, text } => Edit::Note { id: id_of(&id)?, text },
            Self::Relate(RelationWords { id, from, r#type, to }) => {
                Edit::Relate(Relation { id: own_id(id)?, kind: r#type, from: id_of(&from)?, to: id_of(&to)? })
            }
            Self::Field { name, value } => Edit::Field { name, value },
            Self::Scheme(scheme) => Edit::Scheme(scheme),
            Self::All(edits) => Edit::All(edits.into_iter().map(|edit| edit.edit(article)).collect::<Result<_, _>>()?),
        })
    }
}

impl AnnotationWords {
    fn of(article: &Article, record: &Record) -> Self {
        Self {
            id: Some(record.id.to_string()),
            label: record.label.clone(),
            fragments: ranges(article, &record.fragments),
            attributes: record.attributes.clone(),
            note: record.note.clone(),
            by: Some(record.by.clone()),
            at: Some(record.at.map(|moment| moment.to_string()).unwrap_or_default()),
        }
    }

    fn record(self, article: &Article) -> Result<Record, ReadError> {
        Ok(Record {
            id: own_id(self.id)?,
            label: self.label,
            fragments: marked(article, &self.fragments)?,
            attributes: self.attributes,
            note: self.note,
            by: self.by.unwrap_or_default(),
            at: moment(&self.at.unwrap_or_default())?,
        })
    }
}

/// The code points of each fragment, start and end.
pub(super) fn ranges(article: &Article, fragments: &Fragments) -> Vec<(usize, usize)> {
    let range = |span: &Span| article.char_range(*span);
    fragments.spans().iter().map(range).map(|chars| (chars.start, chars.end)).collect()
}

/// What the code points `ranges` mark, each end exclusive; an error when that is nothing, or not of this article.
pub fn marked(article: &Article, ranges: &[(usize, usize)]) -> Result<Fragments, ReadError> {
    let span = |&(start, end): &(usize, usize)| article.span_of_chars(start, end);
    let spans = ranges.iter().map(span).collect::<Result<Vec<Span>, _>>();
    let spans = spans.map_err(|error| ReadError::new(error.to_string(), error.hint()))?;
    Fragments::new(spans).map_err(|error| ReadError::new(error.to_string(), error.hint()))
}

/// The time that `text` says in RFC 3339; none when it is empty.
pub(super) fn moment(text: &str) -> Result<Option<Moment>, ReadError> {
    match text {
        "" => Ok(None),
        text => {
            text.parse().map(Some).map_err(|error: String| ReadError::new(error, "correct `at`, or leave it empty"))
        }
    }
}

fn id_of(text: &str) -> Result<Id, ReadError> {
    Id::new(text).ok_or_else(|| ReadError::new("an id is empty", "`copydesk list PROJECT` shows the ids"))
}

fn own_id(text: Option<String>) -> Result<Id, ReadError> {
    let text = text
        .ok_or_else(|| ReadError::new("what is new has no id", "within `all`, and in a journal, give each its id"))?;
    id_of(&text)
}

fn check_values(project: &Project, edit: &Edit) -> Result<(), ReadError> {
    let held = |label: &str, attributes: &Attributes| {
        project.check_attributes(label, attributes).map_err(|error| ReadError::new(error.to_string(), error.hint()))
    };
    match edit {
        Edit::Annotate(record) => held(&record.label, &record.attributes),
        Edit::Set { id, name, value: Some(value) } => match project.annotations().get(id) {
            Some(known) => held(&project.label_of(known).id, &Attributes::from([(name.clone(), value.clone())])),
            None => Ok(()),
        },
        Edit::All(edits) => edits.iter().try_for_each(|edit| check_values(project, edit)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::format::ron::default_scheme;
    use crate::project::{Fate, draw};

    const RENTS: &str = "\
Café 👩‍🚀: “rents rose 12%” in May.
        ^^^^^^^^^^^^^^^^ quote
                    ^^^ statistic";

    /// The edit comes back as it was, and is written like this.
    fn check(edit: &Edit, line: &str) {
        let project = draw(RENTS);
        assert_eq!(to_text(project.article(), edit), line);
        assert_eq!(from_text(project.article(), line).as_ref(), Ok(edit));
    }

    fn refused(value: &Value) -> (String, String) {
        let error = request(&draw(RENTS), value.to_string().as_bytes()).expect_err("refused");
        (error.message, error.hint)
    }

    fn edit(project: &Project, value: &Value) -> Result<Edit, ReadError> {
        let request = request(project, value.to_string().as_bytes())?;
        let Request::Edit(edit) = request else { panic!("no edit but {request:?}") };
        Ok(edit)
    }

    #[test]
    fn a_change_of_the_scheme_is_a_line_that_says_all_of_it() {
        let project = draw(RENTS);
        let retired = project.removing_label("quote", &Fate::Keep).expect("possible").edit;
        let moved = project.removing_label("quote", &Fate::MoveTo("claim".into())).expect("possible").edit;
        let renamed = project.renaming_label("quote", "said").expect("possible").edit;
        for edit in [retired, moved, renamed] {
            let line = to_text(project.article(), &edit);
            assert!(!line.contains('\n'));
            assert_eq!(from_text(project.article(), &line).as_ref(), Ok(&edit));
            let (mut made, mut replayed) = (project.clone(), project.clone());
            made.apply(edit).expect("allowed");
            replayed.apply(from_text(project.article(), &line).expect("read")).expect("allowed");
            assert_eq!(made, replayed);
        }
    }

    fn id(text: &str) -> Id {
        Id::new(text).expect("not empty")
    }

    #[test]
    fn an_edit_is_a_line_and_comes_back_as_it_was() {
        let project = draw(RENTS);
        let both = marked(project.article(), &[(20, 23), (0, 4)]).expect("in the text");
        let mut record = Record::new(id("x 7"), "quote", both.clone());
        check(
            &Edit::Annotate(Box::new(record.clone())),
            r#"{"annotate":{"id":"x 7","label":"quote","fragments":[[0,4],[20,23]],"attributes":{},"note":"","by":"","at":""}}"#,
        );
        record.attributes.insert("speaker".into(), "نادية \"N\"\n".into());
        record.note = "👩‍🚀".into();
        record.by = "ines".into();
        record.at = "2026-03-14T09:30:00Z".parse().ok();
        let annotate = Edit::Annotate(Box::new(record));
        check(
            &annotate,
            r#"{"annotate":{"id":"x 7","label":"quote","fragments":[[0,4],[20,23]],"attributes":{"speaker":"نادية \"N\"\n"},"note":"👩‍🚀","by":"ines","at":"2026-03-14T09:30:00Z"}}"#,
        );
        check(&Edit::Remove(id("a1")), r#"{"remove":{"id":"a1"}}"#);
        check(&Edit::Relabel { id: id("a1"), label: "claim".into() }, r#"{"relabel":{"id":"a1","label":"claim"}}"#);
        check(&Edit::Move { id: id("a1"), fragments: both }, r#"{"move":{"id":"a1","fragments":[[0,4],[20,23]]}}"#);
        let set = |value| Edit::Set { id: id("a1"), name: "speaker".into(), value };
        check(&set(Some(String::new())), r#"{"set":{"id":"a1","name":"speaker","value":""}}"#);
        check(&set(None), r#"{"set":{"id":"a1","name":"speaker","value":null}}"#);
        check(&Edit::Note { id: id("a1"), text: "x".into() }, r#"{"note":{"id":"a1","text":"x"}}"#);
        let relation = Relation { id: id("r1"), kind: "supports".into(), from: id("a2"), to: id("a1") };
        check(&Edit::Relate(relation), r#"{"relate":{"id":"r1","from":"a2","type":"supports","to":"a1"}}"#);
        check(&Edit::Field { name: "title".into(), value: String::new() }, r#"{"field":{"name":"title","value":""}}"#);
        check(
            &Edit::All(vec![Edit::Remove(id("a1")), Edit::All(vec![])]),
            r#"{"all":[{"remove":{"id":"a1"}},{"all":[]}]}"#,
        );
    }

    #[test]
    fn a_scheme_comes_back_as_it_was() {
        let project = draw(RENTS);
        let edit = Edit::Scheme(Box::new(
            (*default_scheme()).clone().with_label("rumour").with_value("claim", "type", "rumour"),
        ));
        assert_eq!(from_text(project.article(), &to_text(project.article(), &edit)), Ok(edit));
    }

    #[test]
    fn what_is_asked_for_gets_an_id_a_maker_and_a_time() {
        let project = draw(RENTS).annotated_by("ines");
        let asked = json!({"annotate": {"label": "claim", "fragments": [[0, 4]]}});
        let Ok(Edit::Annotate(record)) = edit(&project, &asked) else { panic!("no annotation") };
        assert_eq!((record.id, record.by.as_str(), record.at.is_some()), (id("a3"), "ines", true));
        let own = json!({"annotate": {"label": "claim", "fragments": [[0, 4]], "id": "T1", "by": "", "at": ""}});
        let Ok(Edit::Annotate(record)) = edit(&project, &own) else { panic!("no annotation") };
        assert_eq!((record.id, record.by.as_str(), record.at), (id("T1"), "", None));
        let related = edit(&project, &json!({"relate": {"from": "a1", "type": "supports", "to": "a2"}}));
        assert_eq!(related.expect("a relation").subject(), Some(&id("r1")));
    }

    #[test]
    fn what_is_no_edit_is_refused_with_its_cure() {
        let no_edit = "the line is no edit";
        assert_eq!(refused(&json!([])).0, no_edit);
        assert_eq!(refused(&json!({})).0, no_edit);
        assert_eq!(refused(&json!({"remove": {"id": "a1"}, "note": {}})).0, no_edit);
        let (message, hint) = refused(&json!({"annotat": {}}));
        assert_eq!(message, "there is no edit `annotat`");
        assert!(hint.ends_with("annotate, remove, relabel, move, set, note, relate, field, scheme, all, undo, redo"));
        assert_eq!(refused(&json!({"remove": {"id": ""}})).0, "an id is empty");
        assert_eq!(
            refused(&json!({"remove": {"id": "a1", "all": true}})).0,
            "`remove` is refused: unknown field `all`, expected `id`"
        );
        assert_eq!(
            refused(&json!({"set": {"id": "a1", "name": "speaker"}})),
            (
                "`set` is refused: missing field `value`".into(),
                r#"{"set":{"id":"a1","name":"speaker","value":"…"}}, or null for the value to clear it"#.into()
            )
        );
    }

    #[test]
    fn a_bad_place_is_refused_in_each_way() {
        let annotate = |fragments: Value| refused(&json!({"annotate": {"label": "claim", "fragments": fragments}})).0;
        assert_eq!(annotate(json!([])), "an annotation needs at least one range");
        assert_eq!(annotate(json!([[4, 2]])), "the range 4..2 (characters) is backwards");
        assert_eq!(annotate(json!([[4, 4]])), "the range 4..4 (characters) is empty");
        assert_eq!(annotate(json!([[0, 99]])), "marks characters 0..99, the article has 34");
        assert_eq!(annotate(json!([[0, 4], [4, 6]])), "two of its ranges overlap or touch");
        assert!(annotate(json!([[-1, 4]])).starts_with("`annotate` is refused: invalid value: integer `-1`"));
        assert!(annotate(json!([[0.5, 4]])).starts_with("`annotate` is refused: invalid type: floating point `0.5`"));
        assert!(annotate(json!([[1, 2, 3]])).contains("trailing characters"));
    }

    #[test]
    fn what_a_person_types_is_held_to_the_label() {
        let annotate = json!({"annotate": {"label": "claim", "fragments": [[0, 4]], "attributes": {"form": "direct"}}});
        assert_eq!(refused(&annotate).0, "the label `claim` has no attribute `form`");
        let set = json!({"set": {"id": "a1", "name": "form", "value": "shouted"}});
        assert_eq!(
            refused(&set),
            ("the attribute `form` cannot be `shouted`".into(), "one of: direct, indirect, mixed".into())
        );
        let time = json!({"annotate": {"label": "claim", "fragments": [[0, 4]], "at": "yesterday"}});
        assert!(refused(&time).0.contains("no time of the form"));
    }
}
