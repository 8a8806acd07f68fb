//! Which element is this, and how does it stand in the text?

/// What an element is to a reader; those that make no difference to it share a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A run of text between two tags.
    Text,
    Address,
    Anchor,
    Article,
    Aside,
    Blockquote,
    Body,
    Break,
    /// The caption of a table.
    Caption,
    /// `dt` and `dd`.
    Definition,
    Figcaption,
    Figure,
    Footer,
    Form,
    Head,
    Header,
    /// `h1` to `h6`.
    Heading(u8),
    Html,
    Item,
    /// `ul`, `ol`, `menu` and `dl`.
    List,
    Main,
    Nav,
    Paragraph,
    Picture,
    Pre,
    Rule,
    Section,
    Table,
    /// `thead`, `tbody`, `tfoot`.
    TableGroup,
    Row,
    Cell,
    HeadCell,
    Time,
    Sup,
    /// Any other element that begins and ends a paragraph.
    Block,
    /// Any other element within a paragraph.
    Inline,
    /// What is never text of an article: scripts, styles, controls, pictures in letters.
    Never,
    /// An element without content that is not shown.
    Empty,
}

impl Tag {
    /// The element of that name, in small letters.
    pub(super) fn named(name: &[u8]) -> Self {
        match name {
            b"a" => Self::Anchor,
            b"address" => Self::Address,
            b"article" => Self::Article,
            b"aside" => Self::Aside,
            b"blockquote" => Self::Blockquote,
            b"body" => Self::Body,
            b"br" => Self::Break,
            b"caption" => Self::Caption,
            b"dt" | b"dd" => Self::Definition,
            b"figcaption" => Self::Figcaption,
            b"figure" | b"amp-img" | b"picture" => Self::Figure,
            b"footer" => Self::Footer,
            b"form" => Self::Form,
            b"head" => Self::Head,
            b"header" | b"hgroup" => Self::Header,
            b"html" => Self::Html,
            b"li" => Self::Item,
            b"ul" | b"ol" | b"dl" | b"menu" | b"dir" => Self::List,
            b"main" => Self::Main,
            b"nav" => Self::Nav,
            b"p" => Self::Paragraph,
            b"img" | b"image" => Self::Picture,
            b"pre" | b"xmp" | b"listing" | b"plaintext" => Self::Pre,
            b"hr" => Self::Rule,
            b"section" => Self::Section,
            b"sup" => Self::Sup,
            b"table" => Self::Table,
            b"thead" | b"tbody" | b"tfoot" => Self::TableGroup,
            b"tr" => Self::Row,
            b"td" => Self::Cell,
            b"th" => Self::HeadCell,
            b"time" => Self::Time,
            [b'h', level @ b'1'..=b'6'] => Self::Heading(level - b'0'),
            _ => Self::other(name),
        }
    }

    fn other(name: &[u8]) -> Self {
        match name {
            b"div" | b"center" | b"details" | b"summary" | b"fieldset" | b"dialog" | b"legend" | b"frameset"
            | b"search" | b"template-body" => Self::Block,
            b"script" | b"style" | b"template" | b"noscript" | b"iframe" | b"object" | b"select" | b"textarea"
            | b"button" | b"datalist" | b"audio" | b"video" | b"canvas" | b"svg" | b"title" | b"noframes"
            | b"noembed" | b"option" | b"map" | b"applet" | b"progress" | b"meter" | b"rp" | b"rt" | b"annotation"
            | b"annotation-xml" | b"label" | b"amp-ad" | b"amp-consent" | b"amp-sidebar" | b"amp-social-share" => {
                Self::Never
            }
            b"meta" | b"link" | b"base" | b"input" | b"area" | b"col" | b"embed" | b"source" | b"track" | b"wbr"
            | b"param" | b"frame" | b"basefont" | b"bgsound" | b"keygen" => Self::Empty,
            _ => Self::Inline,
        }
    }

    /// Whether it has no end tag and no content.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Break | Self::Picture | Self::Rule | Self::Empty)
    }

    /// Whether it stands within a paragraph.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Anchor
                | Self::Inline
                | Self::Time
                | Self::Sup
                | Self::Never
                | Self::Empty
                | Self::Break
                | Self::Picture
        )
    }

    /// Whether an end tag outside of it closes nothing within: a cell, a table.
    pub(super) fn is_wall(self) -> bool {
        matches!(self, Self::Cell | Self::HeadCell | Self::Table | Self::Caption | Self::Html | Self::Body)
    }

    /// Whether its start closes a `p` that is open.
    pub(super) fn closes_paragraph(self) -> bool {
        !self.is_inline()
            && !matches!(
                self,
                Self::Row
                    | Self::Cell
                    | Self::HeadCell
                    | Self::TableGroup
                    | Self::Caption
                    | Self::Html
                    | Self::Body
                    | Self::Head
            )
    }

    /// Whether a whole article can be in it, so that it is worth looking for one.
    pub(super) fn may_hold_article(self) -> bool {
        matches!(
            self,
            Self::Article
                | Self::Aside
                | Self::Body
                | Self::Block
                | Self::Section
                | Self::Main
                | Self::Cell
                | Self::Html
                | Self::Row
                | Self::Table
                | Self::TableGroup
                | Self::Form
                | Self::Header
                | Self::Inline
                | Self::Item
                | Self::List
                | Self::Definition
                | Self::Anchor
        )
    }
}
