//! What does brat's server have to know? Every name that may stand in the folder's files, and how it looks.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::is_break;
use crate::format::Named;
use crate::format::names::{SafeNames, safe_name};
use crate::project::{Attribute, Label, RelationKind, Scheme};

/// The names of labels, attributes and kinds of relations in one folder.
pub(super) struct Names<'a> {
    pub(super) labels: SafeNames<'a>,
    pub(super) attributes: SafeNames<'a>,
    pub(super) relations: SafeNames<'a>,
}

/// The values that attributes have, by the names of both in brat.
pub(super) type Values = BTreeMap<String, BTreeSet<String>>;

impl<'a> Names<'a> {
    pub(super) fn of(projects: &[Named<'a>]) -> Self {
        let schemes = projects.iter().map(|named| &**named.project.scheme());
        Self {
            labels: SafeNames::of(
                schemes.clone().flat_map(|scheme| &scheme.labels).map(|label| label.id.as_str()),
                &[],
            ),
            attributes: SafeNames::of(attributes(schemes.clone()).map(|attribute| attribute.id.as_str()), &[]),
            relations: SafeNames::of(schemes.flat_map(|scheme| &scheme.relations).map(|kind| kind.id.as_str()), &[]),
        }
    }
}

fn attributes<'a>(schemes: impl Iterator<Item = &'a Scheme> + Clone) -> impl Iterator<Item = &'a Attribute> + Clone {
    schemes.flat_map(|scheme| &scheme.labels).flat_map(|label| &label.attributes)
}

/// `annotation.conf`: what there is, and that all of it may overlap.
pub(super) fn annotation(projects: &[Named<'_>], names: &Names<'_>, mut values: Values) -> String {
    let schemes = projects.iter().map(|named| &**named.project.scheme());
    for attribute in attributes(schemes.clone()).filter(|attribute| !attribute.values.is_empty()) {
        let own = values.entry(names.attributes.get(&attribute.id).to_owned()).or_default();
        own.extend(
            attribute.values.iter().map(|value| safe_name(value).into_owned()).filter(|value| !value.is_empty()),
        );
    }
    let mut conf = String::from("[entities]\n");
    for label in distinct(schemes.clone().flat_map(|scheme| &scheme.labels), |label: &Label| &label.id) {
        let _ = writeln!(conf, "{}", names.labels.get(&label.id));
    }
    conf.push_str("\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n");
    for kind in distinct(schemes.flat_map(|scheme| &scheme.relations), |kind: &RelationKind| &kind.id) {
        let _ = writeln!(conf, "{}\tArg1:<ENTITY>, Arg2:<ENTITY>", names.relations.get(&kind.id));
    }
    conf.push_str("\n[events]\n\n[attributes]\n");
    for (name, values) in values.iter().filter(|(_, values)| !values.is_empty()) {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let _ = writeln!(conf, "{name}\tArg:<ENTITY>, Value:{}", values.join("|"));
    }
    conf
}

/// `visual.conf`: names and colours as they are on the screen.
pub(super) fn visual(projects: &[Named<'_>], names: &Names<'_>) -> String {
    let schemes = projects.iter().map(|named| &**named.project.scheme());
    let labels = || distinct(schemes.clone().flat_map(|scheme| &scheme.labels), |label: &Label| &label.id);
    let of_labels = labels().map(|label| (names.labels.get(&label.id), &label.name));
    let kinds = schemes.clone().flat_map(|scheme| &scheme.relations);
    let of_kinds = kinds.map(|kind| (names.relations.get(&kind.id), &kind.name));
    let of_attributes = attributes(schemes.clone()).map(|known| (names.attributes.get(&known.id), &known.name));
    let mut conf = String::from("[labels]\n");
    let mut seen = BTreeSet::new();
    // brat has one list for all of them: what is called alike is shown alike.
    for (name, screen) in of_labels.chain(of_kinds).chain(of_attributes).filter(|(name, _)| seen.insert(*name)) {
        shown(&mut conf, name, screen);
    }
    conf.push_str("\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:#dddddd, borderColor:darken\n");
    for label in labels() {
        let color = String::from(label.color).to_ascii_lowercase();
        let _ = writeln!(conf, "{}\tbgColor:{color}", names.labels.get(&label.id));
    }
    conf.push_str("ARC_DEFAULT\tcolor:black\nATTRIBUTE_DEFAULT\tglyph:*\n");
    conf
}

/// Writes what a name is on the screen, without the characters that mean something there.
fn shown(conf: &mut String, name: &str, screen: &str) {
    let plain = |char: char| if char.is_control() || is_break(char) || "|<>!#,".contains(char) { ' ' } else { char };
    let screen: String = screen.chars().map(plain).collect();
    let _ = match screen.trim() {
        "" => writeln!(conf, "{name} | {name}"),
        screen => writeln!(conf, "{name} | {screen}"),
    };
}

/// The first of `all` with each id.
fn distinct<'a, T: 'a>(all: impl Iterator<Item = &'a T>, id: impl Fn(&'a T) -> &'a str) -> impl Iterator<Item = &'a T> {
    let mut seen = BTreeSet::new();
    all.filter(move |one| seen.insert(id(one)))
}
