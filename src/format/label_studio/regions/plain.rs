//! How is a region read that is as this program writes it? In one pass, with no part of it taken apart first.

use std::borrow::Cow;

use serde::de::{Error, IgnoredAny};
use serde::{Deserialize, Deserializer};

use super::Said;
use crate::format::incoming::{IncomingAnnotation, check_name};
use crate::format::json::{self, AsObject, Raw};
use crate::format::record::{Name, Values};
use crate::project::Attributes;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Region<'a> {
    #[serde(borrow)]
    id: Name<'a>,
    #[serde(rename = "from_name")]
    _from_name: IgnoredAny,
    #[serde(rename = "to_name")]
    _to_name: IgnoredAny,
    #[serde(rename = "type")]
    _kind: Labels,
    #[serde(borrow)]
    value: AsObject<Value<'a>>,
    #[serde(borrow, default)]
    meta: Option<AsObject<Meta<'a>>>,
    #[serde(rename = "origin", default)]
    _origin: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Value<'a> {
    start: usize,
    end: usize,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    labels: [Text<'a>; 1],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta<'a> {
    #[serde(borrow, default)]
    by: Option<Text<'a>>,
    #[serde(borrow, default)]
    at: Option<Text<'a>>,
    #[serde(default)]
    names: Values,
}

/// A text that is borrowed where it has no escapes.
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// The type of a region. It stands before the value, so that what another control says is not read in vain.
struct Labels;

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        match <&str>::deserialize(value)? {
            "labels" => Ok(Self),
            _ => Err(D::Error::custom("no region")),
        }
    }
}

/// The region that `value` is, when all of it is as this program writes it, with what its attributes are called beside their
/// controls; nothing when any part is not, and then it is to be read part by part, with what is wrong.
pub(super) fn region<'a>(value: Raw<'a>, line: usize, said: &Said<'a>) -> Option<(IncomingAnnotation<'a>, Attributes)> {
    let AsObject(region) = json::read::<AsObject<Region<'a>>>(value).ok()?;
    let AsObject(Value { start, end, text, labels: [Text(label)] }) = region.value;
    let (by, at, names) =
        region.meta.map_or_else(Default::default, |AsObject(Meta { by, at, names })| (by, at, names.0));
    let (by, at) = match (by, at) {
        (None, None) => (said.by.clone(), said.at.clone()),
        (by, at) => [by, at].map(|text| text.map_or(Cow::Borrowed(""), |text| text.0)).into(),
    };
    check_name("maker", &by).and_then(|()| check_name("time", &at)).ok()?;
    let text = Some(text);
    let annotation =
        IncomingAnnotation { line, id: region.id.0, label, start, end, text, by, at, ..IncomingAnnotation::default() };
    Some((annotation, names))
}
