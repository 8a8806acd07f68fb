//! How does markup become a page? Tags open and close elements as in a browser, however broken they are.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};

use super::attributes::Attributes;
use super::element::Tag;
use super::names::Names;
use super::own;
use super::tree::{Head, Node, Page};
use crate::article::IntakeError;
use crate::progress::Progress;

/// How deep elements may lie in one another; what lies deeper lies in the last of these. Browsers hold to the same.
const DEEPEST: usize = 512;

/// The most elements and texts that a page may have: memory for them stays below half a gigabyte.
const MOST_NODES: usize = 8_000_000;

/// After how many tags and texts there is time to ask whether the page is still wanted.
const BREATH: usize = 4096;

/// The most bytes that are kept of what a page says of itself, for each kind.
const LONGEST_SAID: usize = 4 << 20;

/// Whether what `noscript` holds is text or what a browser without scripts would show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scripts {
    /// `noscript` is not shown.
    Run,
    /// `noscript` is shown.
    Off,
}

/// The page of that markup.
pub(super) fn parse(markup: &str, scripts: Scripts, progress: &Progress) -> Result<Page, IntakeError> {
    let mut builder = Builder::new(markup, scripts);
    let emit = |event: CallbackEvent<'_>, _: Span<()>| builder.take(&event);
    let mut emitter = CallbackEmitter::new(emit);
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(markup, emitter);
    while let Some(Ok(pause)) = tokenizer.next() {
        match pause {
            Pause::Breath => progress.check()?,
            Pause::Plain => tokenizer.set_state(State::Data),
            Pause::TooMany => return Err(too_many()),
        }
    }
    drop(tokenizer);
    Ok(builder.finish())
}

fn too_many() -> IntakeError {
    IntakeError::refused(
        format!("the page has more than {MOST_NODES} elements"),
        "copy the part that is wanted from a browser and paste it",
    )
}

/// Why the tokenizer pauses.
#[derive(Clone, Copy, Debug)]
enum Pause {
    /// Work has been done.
    Breath,
    /// The element that has just begun holds markup, though by its name it would hold mere text.
    Plain,
    /// There are too many elements.
    TooMany,
}

/// An element that has not ended.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// What it is.
    tag: Tag,
    /// Tells elements of one tag apart that are of different names.
    name: u32,
    /// Its node.
    node: u32,
    /// How many elements of the same name have begun within it that are no nodes.
    plain: u32,
    /// Whether its end tag has come while others in it had not ended.
    has_ended: bool,
}

/// A page as far as it has come in.
struct Builder {
    nodes: Vec<Node>,
    text: String,
    head: Head,
    /// The elements that have not ended, the outermost first.
    open: Vec<Open>,
    /// How many elements have begun below the deepest.
    too_deep: u32,
    /// The start tag that has not ended: its element and attributes.
    begun: Option<(Tag, u32)>,
    attributes: Attributes,
    /// The element whose content is text that no one sees, as far as it is kept.
    raw: Raw,
    scripts: Scripts,
    /// Whether the markup is XML, so that `<a/>` has no content.
    is_xml: bool,
    events: usize,
}

/// What happens to the content of an element that is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    /// It is shown.
    None,
    /// The page's title.
    Title,
    /// JSON-LD.
    LinkedData,
    /// What is shown where no script runs.
    Noscript,
    /// It is nothing to anyone.
    Lost,
}

impl Builder {
    fn new(markup: &str, scripts: Scripts) -> Self {
        let beginning = markup.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
        let head = beginning.get(..beginning.floor_char_boundary(1000.min(beginning.len()))).unwrap_or_default();
        let root = Open { tag: Tag::Block, name: 0, node: 0, plain: 0, has_ended: false };
        Self {
            nodes: vec![Node::ROOT],
            text: String::new(),
            head: Head::default(),
            open: vec![root],
            too_deep: 0,
            begun: None,
            attributes: Attributes::default(),
            raw: Raw::None,
            scripts,
            is_xml: head.starts_with("<?xml") || head.contains("XHTML 1.1"),
            events: 0,
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) -> Option<Pause> {
        let mut pause = None;
        match *event {
            CallbackEvent::OpenStartTag { name } => self.begin(name),
            CallbackEvent::AttributeName { name } => self.attributes.name(name),
            CallbackEvent::AttributeValue { value } => self.attributes.value(value),
            CallbackEvent::CloseStartTag { self_closing } => pause = self.start(self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.take_text(value),
            _ => return None,
        }
        self.events += 1;
        if self.nodes.len() > MOST_NODES {
            return Some(Pause::TooMany);
        }
        pause.or_else(|| self.events.is_multiple_of(BREATH).then_some(Pause::Breath))
    }

    fn begin(&mut self, name: &[u8]) {
        let tag = Tag::named(name);
        self.begun = Some((tag, hash(name)));
        self.attributes.clear(name);
    }

    /// The start tag has ended: its element begins.
    fn start(&mut self, self_closing: bool) -> Option<Pause> {
        let (tag, name) = self.begun.take()?;
        self.note();
        let is_empty = self_closing && (self.is_xml || self.is_in_drawing());
        match tag {
            Tag::Never if self.is_shown_without_scripts() => return Some(Pause::Plain),
            Tag::Never if is_empty => return Some(Pause::Plain),
            Tag::Never => self.hide(name),
            Tag::Empty => {}
            _ => self.open_element(tag, name, is_empty),
        }
        None
    }

    fn is_shown_without_scripts(&self) -> bool {
        self.scripts == Scripts::Off && self.attributes.is_named("noscript")
    }

    fn is_in_drawing(&self) -> bool {
        self.raw == Raw::Lost && self.open.last().is_some_and(|open| open.tag == Tag::Never)
    }

    /// Keeps what a `meta`, `link` or `html` element says.
    fn note(&mut self) {
        let said = &self.attributes;
        if said.is_named("meta") && self.head.metas.len() < 2000 {
            let content = said.content.chars().take(5000).collect();
            self.head.metas.extend((!said.key.is_empty()).then(|| (said.key.to_lowercase(), content)));
        } else if said.is_named("link") && said.rel.eq_ignore_ascii_case("canonical") && self.head.canonical.is_empty()
        {
            self.head.canonical.clone_from(&said.href);
        } else if said.is_named("html") && self.head.language.is_empty() {
            self.head.language.clone_from(&said.language);
        }
    }

    /// Begins an element of which nothing is shown.
    fn hide(&mut self, name: u32) {
        let said = &self.attributes;
        if self.raw == Raw::None {
            self.raw = match () {
                () if said.is_named("title") => Raw::Title,
                () if said.is_named("script") && said.kind.to_lowercase().contains("ld+json") => Raw::LinkedData,
                () if said.is_named("noscript") => Raw::Noscript,
                () => Raw::Lost,
            };
        }
        if self.raw == Raw::LinkedData {
            self.head.linked_data.push(String::new());
        }
        self.push_open(Open { tag: Tag::Never, name, node: 0, plain: 0, has_ended: false });
    }

    fn open_element(&mut self, tag: Tag, name: u32, is_empty: bool) {
        if self.raw != Raw::None {
            return;
        }
        self.close_implied(tag);
        let said = &self.attributes;
        let is_plain = matches!(tag, Tag::Inline) && said.names == Names::NONE;
        if is_plain {
            if let Some(outer) =
                self.open.iter_mut().rev().take_while(|open| open.tag.is_inline()).find(|open| open.name == name)
            {
                outer.plain += u32::from(!is_empty);
            }
            return;
        }
        if self.open.len() >= DEEPEST && !tag.is_void() {
            self.too_deep += u32::from(!is_empty);
            self.separate(tag);
            return;
        }
        let node = self.push_node(tag);
        if !tag.is_void() && !is_empty {
            self.push_open(Open { tag, name, node, plain: 0, has_ended: false });
        }
    }

    /// Where no element can begin any more, a paragraph still ends.
    fn separate(&mut self, tag: Tag) {
        let is_apart = self.nodes.last().is_some_and(|last| last.tag == Tag::Rule);
        if !tag.is_inline() && !is_apart {
            self.attributes.names = Names::NONE;
            self.push_node(Tag::Rule);
        }
    }

    fn push_open(&mut self, open: Open) {
        if self.open.len() < DEEPEST {
            self.open.push(open);
        } else {
            self.too_deep += 1;
        }
    }

    fn push_node(&mut self, tag: Tag) -> u32 {
        let said = &mut self.attributes;
        let at = self.nodes.len() as u32;
        if !said.datetime.is_empty() && self.head.times.len() < 1000 {
            self.head.times.push((at, std::mem::take(&mut said.datetime)));
        }
        if tag == Tag::Table
            && let Some(outer) = self.open.iter().rev().find(|open| open.tag == Tag::Table)
            && let Some(node) = self.nodes.get_mut(outer.node as usize)
        {
            node.names = node.names.and(Names::NESTED);
        }
        let (names, mark) = (self.attributes.names, self.attributes.mark);
        self.nodes.push(Node { tag, names, parent: self.parent(), end: at + 1, mark, len: 0 });
        at
    }

    fn parent(&self) -> u32 {
        self.open.last().map_or(0, |open| open.node)
    }

    /// Ends what the start of an element ends without a tag of its own: a paragraph, an item, a row.
    fn close_implied(&mut self, tag: Tag) {
        if tag.closes_paragraph() {
            self.close_up_to(|open| open.tag == Tag::Paragraph, Tag::is_wall);
        }
        let is_list = |tag| matches!(tag, Tag::List);
        match tag {
            Tag::Heading(_) if self.open.last().is_some_and(|open| matches!(open.tag, Tag::Heading(_))) => self.pop(),
            Tag::Item => self.close_up_to(|open| open.tag == Tag::Item, |tag| is_list(tag) || tag.is_wall()),
            Tag::Definition => {
                self.close_up_to(|open| open.tag == Tag::Definition, |tag| is_list(tag) || tag.is_wall());
            }
            Tag::Cell | Tag::HeadCell => {
                self.close_up_to(
                    |open| matches!(open.tag, Tag::Cell | Tag::HeadCell),
                    |tag| matches!(tag, Tag::Table | Tag::Row),
                );
            }
            Tag::Row => {
                self.close_up_to(|open| matches!(open.tag, Tag::Row | Tag::Caption), |tag| matches!(tag, Tag::Table));
            }
            Tag::TableGroup => {
                self.close_up_to(
                    |open| matches!(open.tag, Tag::TableGroup | Tag::Caption),
                    |tag| matches!(tag, Tag::Table),
                );
            }
            Tag::Body => self.close_up_to(|open| open.tag == Tag::Head, |_| false),
            Tag::Anchor => self.close_up_to(|open| open.tag == Tag::Anchor, |tag| !tag.is_inline()),
            _ => {}
        }
    }

    /// Ends the innermost element that is `wanted`, with all that lies in it, unless a `wall` stands before it.
    fn close_up_to(&mut self, wanted: impl Fn(&Open) -> bool, is_wall: impl Fn(Tag) -> bool) {
        let found = self.open.iter().rposition(|open| wanted(open) || is_wall(open.tag));
        if let Some(at) = found.filter(|&at| self.open.get(at).is_some_and(&wanted)) {
            while self.open.len() > at.max(1) {
                self.pop();
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        let tag = Tag::named(name);
        if self.raw != Raw::None {
            return self.end_hidden(tag, hash(name));
        }
        if tag.is_void() {
            // A browser takes `</br>` as `<br>`.
            if tag == Tag::Break {
                self.attributes.clear(name);
                self.push_node(tag);
            }
            return;
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return self.separate(tag);
        }
        let name = hash(name);
        if tag.is_inline() { self.end_inline(name) } else { self.end_block(tag, name) }
    }

    fn end_hidden(&mut self, tag: Tag, name: u32) {
        if tag != Tag::Never {
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.tag != Tag::Never || open.name == name)
            && self.open.get(at).is_some_and(|open| open.tag == Tag::Never)
        {
            self.open.truncate(at.max(1));
        } else if self.too_deep > 0 {
            self.too_deep -= 1;
        }
        if self.open.last().is_none_or(|open| open.tag != Tag::Never) {
            self.raw = Raw::None;
        }
    }

    /// Ends an element within a paragraph. Where blocks in it have not ended, it ends with them.
    fn end_inline(&mut self, name: u32) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name || open.tag.is_wall()) else { return };
        let holds_block = self.open.iter().skip(at + 1).any(|open| !open.tag.is_inline());
        match self.open.get_mut(at) {
            Some(open) if open.name != name => {}
            Some(open) if open.plain > 0 => open.plain -= 1,
            Some(open) if holds_block => open.has_ended = true,
            _ => {
                while self.open.len() > at.max(1) {
                    self.pop();
                }
            }
        }
    }

    fn end_block(&mut self, tag: Tag, name: u32) {
        let is_same =
            |open: &Open| open.name == name || (matches!(tag, Tag::Heading(_)) && matches!(open.tag, Tag::Heading(_)));
        let is_of_table =
            matches!(tag, Tag::Table | Tag::Row | Tag::TableGroup | Tag::Body | Tag::Html | Tag::Cell | Tag::HeadCell);
        self.close_up_to(is_same, |open| if is_of_table { open == Tag::Table } else { open.is_wall() });
    }

    /// Ends the innermost element, and those around it whose end tag has come.
    fn pop(&mut self) {
        while self.open.len() > 1
            && let Some(open) = self.open.pop()
        {
            self.seal(open);
            if !self.open.last().is_some_and(|outer| outer.has_ended) {
                break;
            }
        }
    }

    /// Notes where an element ends.
    fn seal(&mut self, open: Open) {
        let end = self.nodes.len() as u32;
        if let Some(node) = self.nodes.get_mut(open.node as usize).filter(|_| open.node > 0) {
            node.end = end;
        }
    }

    fn take_text(&mut self, value: &[u8]) {
        let words = String::from_utf8_lossy(value);
        match self.raw {
            Raw::None => self.push_text(&words),
            Raw::Title if self.head.title.len() < 5000 => self.head.title.push_str(&words),
            Raw::Noscript if self.head.noscript.len() < LONGEST_SAID => self.head.noscript.push_str(&words),
            Raw::LinkedData => {
                let kept: usize = self.head.linked_data.iter().map(String::len).sum();
                if let Some(script) = self.head.linked_data.last_mut().filter(|_| kept + words.len() < LONGEST_SAID) {
                    script.push_str(&words);
                }
            }
            _ => {}
        }
    }

    fn push_text(&mut self, words: &str) {
        let (mark, len) = (self.text.len() as u32, words.len() as u32);
        self.text.push_str(words);
        let end = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { tag: Tag::Text, names: Names::NONE, parent: self.parent(), end, mark, len });
    }

    fn finish(mut self) -> Page {
        while self.open.len() > 1 {
            self.pop();
        }
        let end = self.nodes.len() as u32;
        if let Some(root) = self.nodes.first_mut() {
            root.end = end;
        }
        own::settle(&mut self.nodes, &self.text);
        Page { nodes: self.nodes, text: self.text, head: self.head }
    }
}

/// A number that tells names apart.
fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
