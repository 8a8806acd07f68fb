//! What do an element's class, id and role say that it is?

/// What an element's names say, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Names(u32);

impl Names {
    /// Nothing.
    pub(super) const NONE: Self = Self(0);
    /// Not shown.
    pub(super) const HIDDEN: Self = Self(1);
    /// The article's text and nothing else.
    pub(super) const BODY: Self = Self(1 << 1);
    /// Something with an article's text.
    pub(super) const STORY: Self = Self(1 << 2);
    /// Beside the article: navigation, advertisement, what else there is to read.
    pub(super) const BESIDE: Self = Self(1 << 3);
    /// What readers wrote of it.
    pub(super) const COMMENTS: Self = Self(1 << 4);
    /// Who wrote it.
    pub(super) const AUTHOR: Self = Self(1 << 5);
    /// When it was published.
    pub(super) const DATE: Self = Self(1 << 6);
    /// Its headline.
    pub(super) const HEADLINE: Self = Self(1 << 7);
    /// What stands in front of the text to say what it is about.
    pub(super) const STANDFIRST: Self = Self(1 << 8);
    /// Words under a picture.
    pub(super) const CAPTION: Self = Self(1 << 9);
    /// Words of the article that are repeated in large letters.
    pub(super) const PULLED: Self = Self(1 << 10);
    /// Perhaps beside the article.
    pub(super) const DOUBTFUL: Self = Self(1 << 11);
    /// A table with another in it.
    pub(super) const NESTED: Self = Self(1 << 12);
    /// Leads to a place on the same page.
    pub(super) const LOCAL: Self = Self(1 << 13);
    /// The program says who wrote it, by `itemprop` or `rel`.
    pub(super) const SAYS_AUTHOR: Self = Self(1 << 14);
    /// The page says when it was published, by `itemprop`.
    pub(super) const SAYS_DATE: Self = Self(1 << 15);
    /// White space in it stays.
    pub(super) const VERBATIM: Self = Self(1 << 16);
    /// Who made the picture that it stands under.
    pub(super) const CREDIT: Self = Self(1 << 17);
    /// Lies over the page until it is answered.
    pub(super) const DIALOG: Self = Self(1 << 18);
    /// An element of the page's own making.
    pub(super) const OWN: Self = Self(1 << 19);
    /// The mark of a note.
    pub(super) const MARK: Self = Self(1 << 20);

    /// Whether any of `others` is said.
    pub(super) fn say(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// What both say.
    pub(super) fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// These without `others`.
    pub(super) fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }
}
