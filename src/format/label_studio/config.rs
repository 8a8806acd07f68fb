//! What does Label Studio need to show the tasks? A labelling configuration: labels with their colours and keys, a control
//! for each attribute, the note, and the kinds of relations.

use std::collections::{BTreeMap, BTreeSet};

use super::{LABEL, NOTE, TEXT};
use crate::format::Named;
use crate::format::names::safe_name;
use crate::format::outgoing::NEXT_FRAGMENT;
use crate::project::{Attribute, Label, Scheme};
use crate::reading::xml::{attribute, has_forbidden};

/// Names that no attribute's control gets: those of the other controls, and those that an export has beside them.
const RESERVED: [&str; 13] = [
    LABEL,
    TEXT,
    NOTE,
    "relations",
    "id",
    "doc_id",
    "meta",
    "annotator",
    "annotation_id",
    "created_at",
    "updated_at",
    "lead_time",
    "agreement",
];

/// The configuration of all tasks of one export.
pub(super) struct Config<'a> {
    labels: Vec<&'a Label>,
    /// In the order of the schemes.
    controls: Vec<Control<'a>>,
    /// The places of the controls, by the ids of their attributes.
    places: BTreeMap<&'a str, usize>,
    kinds: Vec<&'a str>,
    /// For an attribute that no scheme knows, which no project has.
    unknown: Control<'a>,
}

/// The control of one attribute, whichever labels have it.
#[derive(Default)]
pub(super) struct Control<'a> {
    id: &'a str,
    /// What it is called in the file.
    pub(super) name: String,
    /// None takes any text.
    pub(super) choices: Option<Vec<&'a str>>,
    title: &'a str,
    labels: BTreeSet<&'a str>,
}

impl<'a> Config<'a> {
    /// What `projects` need together.
    pub(super) fn of(projects: &[Named<'a>]) -> Self {
        let mut config = Self {
            labels: Vec::new(),
            controls: Vec::new(),
            places: BTreeMap::new(),
            kinds: Vec::new(),
            unknown: Control::default(),
        };
        let mut schemes: Vec<&'a Scheme> = projects.iter().map(|named| &**named.project.scheme()).collect();
        schemes.dedup();
        schemes.into_iter().for_each(|scheme| config.add_scheme(scheme));
        let mut is_split = false;
        for project in projects.iter().map(|named| named.project) {
            for annotation in project.annotations().iter() {
                is_split |= annotation.fragments().spans().len() > 1;
                let names = annotation.attributes().keys();
                names.for_each(|name| config.use_with(name, &project.label_of(annotation).id));
            }
        }
        if is_split && !config.kinds.contains(&NEXT_FRAGMENT) {
            config.kinds.push(NEXT_FRAGMENT);
        }
        config.name_controls();
        config
    }

    /// Notes that an annotation with this label has this attribute: a value stays when an annotation is relabelled.
    fn use_with(&mut self, attribute: &str, label: &'a str) {
        if let Some(&place) = self.places.get(attribute) {
            self.controls[place].labels.insert(label);
        }
    }

    fn add_scheme(&mut self, scheme: &'a Scheme) {
        for label in &scheme.labels {
            if !self.labels.iter().any(|known| known.id == label.id) {
                self.labels.push(label);
            }
            for own in &label.attributes {
                let place = *self.places.entry(&own.id).or_insert(self.controls.len());
                if place == self.controls.len() {
                    self.controls.push(Control::of(own));
                }
                let control = &mut self.controls[place];
                control.labels.insert(&label.id);
                control.take_values(&own.values);
            }
        }
        for kind in &scheme.relations {
            if !self.kinds.contains(&kind.id.as_str()) {
                self.kinds.push(&kind.id);
            }
        }
    }

    /// Gives each control its attribute's own name where that may stand, and a free one to the others.
    fn name_controls(&mut self) {
        let mut taken: BTreeSet<String> = RESERVED.map(str::to_owned).into();
        let may_stand = |name: &str| safe_name(name) == name && !RESERVED.contains(&name);
        for control in self.controls.iter_mut().filter(|control| may_stand(control.id)) {
            control.name = control.id.to_owned();
            taken.insert(control.name.clone());
        }
        for control in self.controls.iter_mut().filter(|control| !may_stand(control.id)) {
            let name = safe_name(control.id).into_owned();
            let numbered = (2..).map(|number| format!("{name}-{number}"));
            let mut free = std::iter::once(name.clone()).chain(numbered);
            control.name = free.find(|name| taken.insert(name.clone())).unwrap_or(name);
        }
    }

    /// The control of the attribute `name`.
    pub(super) fn control(&self, name: &str) -> &Control<'a> {
        self.places.get(name).map_or(&self.unknown, |&place| &self.controls[place])
    }

    /// The configuration as the file.
    pub(super) fn to_xml(&self) -> String {
        let mut xml = "<View>\n".to_owned();
        element(&mut xml, 1, "Labels", &[("name", LABEL), ("toName", TEXT)], false);
        for label in &self.labels {
            label_element(&mut xml, label);
        }
        xml.push_str("  </Labels>\n");
        // Else a selection grows to whole words.
        element(&mut xml, 1, "Text", &[("name", TEXT), ("value", "$text"), ("granularity", "symbol")], true);
        self.controls.iter().for_each(|control| control.push(&mut xml));
        let note = [
            ("name", NOTE),
            ("toName", TEXT),
            ("perRegion", "true"),
            ("visibleWhen", "region-selected"),
            ("editable", "true"),
            ("placeholder", "Note"),
        ];
        element(&mut xml, 1, "TextArea", &note, true);
        if !self.kinds.is_empty() {
            element(&mut xml, 1, "Relations", &[], false);
            self.kinds.iter().for_each(|kind| element(&mut xml, 2, "Relation", &[("value", kind)], true));
            xml.push_str("  </Relations>\n");
        }
        xml.push_str("</View>\n");
        xml
    }
}

fn label_element(xml: &mut String, label: &Label) {
    let color = String::from(label.color);
    let key = label.key.filter(|key| key.is_ascii_alphanumeric() && !label.retired);
    let key = key.map(|key| key.to_ascii_lowercase().to_string());
    let mut attributes = vec![("value", label.id.as_str()), ("background", color.as_str())];
    attributes.extend(key.as_deref().map(|key| ("hotkey", key)));
    element(xml, 2, "Label", &attributes, true);
}

impl<'a> Control<'a> {
    fn of(attribute: &'a Attribute) -> Self {
        let choices = (!attribute.values.is_empty()).then(Vec::new);
        Self { id: &attribute.id, choices, title: &attribute.name, ..Self::default() }
    }

    /// Adds the choices of one more label; where some label takes any text, the control does.
    fn take_values(&mut self, values: &'a [String]) {
        match &mut self.choices {
            Some(choices) if !values.is_empty() => {
                let known: BTreeSet<&str> = choices.iter().copied().collect();
                choices.extend(values.iter().map(String::as_str).filter(|value| !known.contains(value)));
            }
            choices => *choices = None,
        }
    }

    /// The control with its title, shown while a region is selected that has a label of its attribute.
    fn push(&self, xml: &mut String) {
        let labels: Vec<&str> = self.labels.iter().copied().collect();
        let labels_in_words = labels.join(",");
        let mut when = vec![("visibleWhen", "region-selected")];
        // A comma stands between labels, and so in none.
        if labels.len() == 1 || labels.iter().all(|label| !label.contains(',')) {
            when.extend([("whenTagName", LABEL), ("whenLabelValue", labels_in_words.as_str())]);
        }
        element(xml, 1, "View", &when, false);
        element(xml, 2, "Header", &[("value", self.title), ("size", "6")], true);
        let named = [("name", self.name.as_str()), ("toName", TEXT), ("perRegion", "true")];
        match &self.choices {
            Some(choices) => {
                element(xml, 2, "Choices", &named, false);
                choices.iter().for_each(|choice| element(xml, 3, "Choice", &[("value", choice)], true));
                xml.push_str("    </Choices>\n");
            }
            None => element(xml, 2, "TextArea", &[&named[..], &[("editable", "true")]].concat(), true),
        }
        xml.push_str("  </View>\n");
    }
}

/// A line with an element, or with its beginning.
fn element(xml: &mut String, depth: usize, name: &str, attributes: &[(&str, &str)], is_empty: bool) {
    xml.extend(std::iter::repeat_n("  ", depth));
    xml.push('<');
    xml.push_str(name);
    attributes.iter().for_each(|(name, value)| attribute(xml, name, value));
    xml.push_str(if is_empty { "/>\n" } else { ">\n" });
}

/// Whether the configuration cannot say some name of `scheme`.
pub(super) fn has_controls(scheme: &Scheme) -> bool {
    let labels = scheme.labels.iter().map(|label| &label.id);
    let values = scheme.labels.iter().flat_map(|label| &label.attributes).flat_map(|own| &own.values);
    let kinds = scheme.relations.iter().map(|kind| &kind.id);
    labels.chain(values).chain(kinds).any(|name| has_forbidden(name))
}
