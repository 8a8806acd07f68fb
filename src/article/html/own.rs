//! Is an element of a page's own making a paragraph, or does it stand within one?

use super::element::Tag;
use super::names::Names;
use super::tree::Node;

/// Settles what the elements of a page's own making are: where words stand beside one, it stands in a line with them.
pub(super) fn settle(nodes: &mut [Node], text: &str) {
    let mut holds_words = vec![false; nodes.len()];
    for node in nodes.iter().filter(|node| node.tag == Tag::Text) {
        let start = node.mark as usize;
        let is_blank = text.get(start..start + node.len as usize).is_none_or(|words| words.trim().is_empty());
        if let Some(holds) = holds_words.get_mut(node.parent as usize).filter(|_| !is_blank) {
            *holds = true;
        }
    }
    for at in 0..nodes.len() {
        let Some(node) = nodes.get(at).filter(|node| node.tag == Tag::Inline && node.names.say(Names::OWN)) else {
            continue;
        };
        let outer = nodes.get(node.parent as usize).map_or(Tag::Block, |outer| outer.tag);
        let is_in_line = matches!(outer, Tag::Paragraph | Tag::Heading(_)) || outer.is_inline();
        if !is_in_line && holds_words.get(node.parent as usize) == Some(&false) {
            set_tag(nodes, at);
        }
    }
}

fn set_tag(nodes: &mut [Node], at: usize) {
    if let Some(node) = nodes.get_mut(at) {
        node.tag = Tag::Block;
    }
}
