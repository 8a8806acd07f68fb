//! What does a tagged PDF say of its own structure? Which marked content is a heading, which a paragraph, in which order.

use std::collections::{HashMap, HashSet};

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, String as PdfString};
use hayro_syntax::xref::XRef;

/// How deep a structure may nest.
const DEEPEST: usize = 200;

/// How many elements a structure may have: there are fewer than letters in any article.
const MOST: usize = 1 << 20;

/// A document's structure, flat: its parts in the order of reading.
#[derive(Debug, Default)]
pub(super) struct Structure {
    /// The parts.
    pub(super) parts: Vec<Part>,
    /// Which part a marked content belongs to, by the object that draws it and its number there.
    leaves: HashMap<(ObjectIdentifier, i32), u32>,
    /// The owner and number of each leaf, in the order of reading.
    pub(super) order: Vec<Leaf>,
}

/// A piece of marked content.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    /// The part it belongs to.
    pub(super) part: usize,
    /// What it is within its part.
    pub(super) within: Within,
}

/// What a piece of marked content is within its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Words of it.
    Words,
    /// The label of a list item or a note.
    Label,
}

/// A block that the structure names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// What it is.
    pub(super) role: Role,
    /// What stands there instead of its letters, where the file says so.
    pub(super) instead: Option<String>,
    /// Whether nothing says where its paragraphs end: words that stand in a container as they are.
    pub(super) is_loose: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Running text.
    Paragraph,
    /// The document's title.
    Title,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// Words under a picture or a table.
    Caption,
    /// Someone else's words.
    Quotation,
    /// A note at the foot of a page, or the end.
    Note,
    /// A cell of a table: the number of its row, and its own.
    Cell { row: u32, cell: u32 },
    /// A table of contents, what is no text.
    Aside,
}

struct Walk<'a, 'b> {
    xref: &'a XRef,
    roles: &'b Dict<'a>,
    structure: Structure,
    seen: HashSet<ObjectIdentifier>,
    rows: u32,
    cells: u32,
    elements: usize,
    /// The container whose loose words came last, and their part.
    loose: Option<(usize, usize)>,
}

/// What is known on the way down.
#[derive(Clone, Copy)]
struct Place {
    page: Option<ObjectIdentifier>,
    role: Role,
    part: Option<usize>,
    within: Within,
    /// The number of the container that it stands in.
    holder: usize,
    depth: usize,
}

impl Structure {
    /// The structure that a document's catalogue leads to; nothing when the document is not tagged.
    pub(super) fn read<'a>(catalog: &Dict<'a>, xref: &'a XRef) -> Option<Self> {
        let root = catalog.get::<Dict<'a>>("StructTreeRoot")?;
        let roles = root.get::<Dict<'a>>("RoleMap").unwrap_or_default();
        let mut walk = Walk {
            xref,
            roles: &roles,
            structure: Self::default(),
            seen: HashSet::new(),
            rows: 0,
            cells: 0,
            elements: 0,
            loose: None,
        };
        let place = Place { page: None, role: Role::Paragraph, part: None, within: Within::Words, holder: 0, depth: 0 };
        walk.kids(&root, place);
        (!walk.structure.order.is_empty()).then_some(walk.structure)
    }

    /// The leaf that is the marked content `number` of the object `owner`.
    pub(super) fn leaf(&self, owner: ObjectIdentifier, number: i32) -> Option<u32> {
        self.leaves.get(&(owner, number)).copied()
    }
}

impl<'a> Walk<'a, '_> {
    fn kids(&mut self, element: &Dict<'a>, place: Place) {
        match element.get_raw::<Object<'a>>("K") {
            Some(MaybeRef::NotRef(Object::Array(kids))) => self.each(&kids, place),
            Some(MaybeRef::Ref(reference)) => match self.xref.get::<Object<'a>>(reference.into()) {
                Some(Object::Array(kids)) => self.each(&kids, place),
                _ => self.kid(MaybeRef::Ref(reference), place),
            },
            Some(kid) => self.kid(kid, place),
            None => {}
        }
    }

    fn each(&mut self, kids: &Array<'a>, place: Place) {
        for kid in kids.raw_iter() {
            self.kid(kid, place);
        }
    }

    fn kid(&mut self, kid: MaybeRef<Object<'a>>, place: Place) {
        self.elements += 1;
        if place.depth > DEEPEST || self.elements > MOST {
            return;
        }
        let object = match kid {
            MaybeRef::NotRef(object) => Some(object),
            MaybeRef::Ref(reference) if self.seen.insert(reference.into()) => self.xref.get(reference.into()),
            MaybeRef::Ref(_) => None,
        };
        match object {
            Some(Object::Number(number)) => self.leaf(place.page, number.as_f64() as i32, place),
            Some(Object::Dict(dict)) => self.dict(&dict, place),
            _ => {}
        }
    }

    fn dict(&mut self, dict: &Dict<'a>, place: Place) {
        let page = dict.get_ref("Pg").map(ObjectIdentifier::from).or(place.page);
        match dict.get::<Name<'_>>("Type").as_ref().map(Name::as_str) {
            Some("MCR") => {
                let owner = dict.get_ref("Stm").map(ObjectIdentifier::from).or(page);
                if let Some(number) = dict.get::<i32>("MCID") {
                    self.leaf(owner, number, place);
                }
            }
            Some("OBJR") => {}
            _ => self.element(dict, Place { page, depth: place.depth + 1, ..place }),
        }
    }

    fn element(&mut self, dict: &Dict<'a>, mut place: Place) {
        let name = self.role_name(dict);
        match Kind::of(&name) {
            Kind::Block(role) => {
                // A paragraph within an item, a caption or a note is what that is; one within a cell is part of the cell.
                let role = if role == Role::Paragraph { place.role } else { role };
                place.role = role;
                if !matches!(place.role, Role::Cell { .. }) || place.part.is_none() {
                    place.part = Some(self.part(role));
                }
            }
            Kind::Row => self.rows += 1,
            Kind::Cell => {
                self.cells += 1;
                place.role = Role::Cell { row: self.rows, cell: self.cells };
                place.part = Some(self.part(place.role));
            }
            Kind::Container(role) => {
                if role != Role::Paragraph {
                    place.role = role;
                }
                if !matches!(place.role, Role::Cell { .. }) {
                    place.part = None;
                }
                place.holder = self.elements;
            }
            Kind::Label => place.within = Within::Label,
            Kind::Inline => {}
        }
        let instead = dict.get::<PdfString<'_>>("ActualText");
        if let (Some(instead), Kind::Block(_), Some(part)) = (instead, Kind::of(&name), place.part)
            && let Some(part) = self.structure.parts.get_mut(part)
        {
            part.instead = Some(super::about::text_string(instead.as_bytes()));
        }
        self.kids(dict, place);
    }

    fn part(&mut self, role: Role) -> usize {
        self.structure.parts.push(Part { role, instead: None, is_loose: false });
        self.structure.parts.len() - 1
    }

    fn leaf(&mut self, owner: Option<ObjectIdentifier>, number: i32, place: Place) {
        let Some(owner) = owner else { return };
        let part = place.part.unwrap_or_else(|| self.loose(place));
        let leaf = self.structure.order.len() as u32;
        self.structure.leaves.entry((owner, number)).or_insert(leaf);
        self.structure.order.push(Leaf { part, within: place.within });
    }

    /// The part of words that stand in a container without a paragraph around them: that of their neighbours.
    fn loose(&mut self, place: Place) -> usize {
        match self.loose {
            Some((holder, part)) if holder == place.holder && part + 1 == self.structure.parts.len() => part,
            _ => {
                let part = self.part(place.role);
                if let Some(loose) = self.structure.parts.last_mut() {
                    loose.is_loose = place.role == Role::Paragraph;
                }
                self.loose = Some((place.holder, part));
                part
            }
        }
    }

    /// The standard name of an element's role.
    fn role_name(&self, dict: &Dict<'a>) -> String {
        let mut name = dict.get::<Name<'_>>("S").map(|name| name.as_str().to_owned()).unwrap_or_default();
        for _ in 0..8 {
            // What is standard stays so, whatever a file maps it to.
            if Kind::is_standard(&name) {
                break;
            }
            match self.roles.get::<Name<'_>>(name.as_str()) {
                Some(next) => name = next.as_str().to_owned(),
                None => break,
            }
        }
        name
    }
}

/// What an element of a structure is to us.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// A block of its own.
    Block(Role),
    /// What holds blocks that are all this.
    Container(Role),
    /// A row of a table.
    Row,
    /// A cell of one.
    Cell,
    /// A bullet, a number.
    Label,
    /// A part of a line.
    Inline,
}

impl Kind {
    fn is_standard(name: &str) -> bool {
        Self::of(name) != Self::Inline || matches!(name, "Span" | "NonStruct" | "Link" | "Reference" | "Em" | "Strong")
    }

    fn of(name: &str) -> Self {
        match name {
            "P" => Self::Block(Role::Paragraph),
            "Title" => Self::Block(Role::Title),
            "H" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" => Self::Block(Role::Heading),
            "LI" => Self::Block(Role::Item),
            "Caption" => Self::Block(Role::Caption),
            "BlockQuote" => Self::Container(Role::Quotation),
            "Note" | "FENote" => Self::Block(Role::Note),
            "TR" => Self::Row,
            "TD" | "TH" => Self::Cell,
            "Lbl" => Self::Label,
            "TOC" | "TOCI" | "Index" => Self::Container(Role::Aside),
            "Document" | "Part" | "Art" | "Sect" | "Div" | "Aside" | "L" | "Table" | "THead" | "TBody" | "TFoot" => {
                Self::Container(Role::Paragraph)
            }
            _ => Self::Inline,
        }
    }
}
