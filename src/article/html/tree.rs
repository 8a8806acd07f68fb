//! What is on the page? Its elements and texts in the order of the markup, and what its head says.

use std::ops::Range;

use super::element::Tag;
use super::names::Names;
use crate::text::single_spaced;

/// An element or a text. All that lies in it comes right behind it, up to `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) tag: Tag,
    /// What its class, id and role say it is.
    pub(super) names: Names,
    /// The node it lies in; 0, the root, lies in itself.
    pub(super) parent: u32,
    /// The first node behind it and all that is in it.
    pub(super) end: u32,
    /// Where its text begins, of a text; else a number that equals that of elements with the same class.
    pub(super) mark: u32,
    /// How many bytes its text has.
    pub(super) len: u32,
}

/// A page, parsed.
#[derive(Debug)]
pub(super) struct Page {
    /// The root first, each before those in it.
    pub(super) nodes: Vec<Node>,
    /// All texts, one behind the other, as they stand in the markup.
    pub(super) text: String,
    /// What its head and its marked elements say of it.
    pub(super) head: Head,
}

/// What a page says of itself beside its text.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The words of `<title>`.
    pub(super) title: String,
    /// `meta` elements: the name in small letters, and the content.
    pub(super) metas: Vec<(String, String)>,
    /// Scripts of JSON-LD.
    pub(super) linked_data: Vec<String>,
    /// The address by `rel=canonical`.
    pub(super) canonical: String,
    /// The language by `<html lang>`.
    pub(super) language: String,
    /// The times that `datetime` attributes say, with their elements.
    pub(super) times: Vec<(u32, String)>,
    /// What stands in `noscript` elements, as markup.
    pub(super) noscript: String,
}

impl Page {
    /// The node of that number; the root where there is none.
    pub(super) fn node(&self, at: usize) -> Node {
        self.nodes.get(at).copied().unwrap_or(Node::ROOT)
    }

    /// The nodes in the node `at`, itself left out.
    pub(super) fn within(&self, at: usize) -> Range<usize> {
        at + 1..self.node(at).end as usize
    }

    /// The elements and texts that lie right in the node `at`.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.node(at).end as usize;
        let next = move |child: usize| (child < end).then_some(child);
        std::iter::successors(next(at + 1), move |&child| next((self.node(child).end as usize).max(child + 1)))
    }

    /// The nodes that hold the node `at`, the nearest first, itself left out.
    pub(super) fn ancestors(&self, at: usize) -> impl Iterator<Item = usize> {
        let above = |at: usize| (at > 0).then(|| self.node(at).parent as usize);
        std::iter::successors(above(at), move |&at| above(at))
    }

    /// The text of a text node, as it stands in the markup.
    pub(super) fn words(&self, node: Node) -> &str {
        let start = node.mark as usize;
        self.text.get(start..start + node.len as usize).unwrap_or_default()
    }

    /// All text in the node `at`, with single spaces, up to some 500 bytes.
    pub(super) fn text_in(&self, at: usize) -> String {
        let mut text = String::new();
        for node in self.within(at).map(|at| self.node(at)) {
            if node.tag == Tag::Text {
                text.push_str(self.words(node));
            } else if !node.tag.is_inline() {
                text.push(' ');
            }
            if text.len() > 500 {
                break;
            }
        }
        single_spaced(&text)
    }
}

impl Node {
    /// What holds everything.
    pub(super) const ROOT: Self = Self { tag: Tag::Block, names: Names::NONE, parent: 0, end: 0, mark: 0, len: 0 };
}
