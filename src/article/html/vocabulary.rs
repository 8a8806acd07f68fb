//! Which words do people name elements by, and what does each say?

use std::collections::HashMap;

use super::names::Names;

/// More names than any person gives an element.
const MOST_NAMES: usize = 40;

/// How many words a name has at most that says what an element is; a longer one is a heading's words, or made by a machine.
const MOST_WORDS: usize = 5;

/// How many names are remembered: a page uses the same ones over and over.
const MOST_REMEMBERED: usize = 10_000;

/// Words at whose beginning a name speaks of something else: `has-sidebar` is no sidebar.
const ABOUT_OTHERS: [&str; 12] =
    ["has", "with", "no", "without", "hide", "show", "not", "enable", "lg", "md", "tag", "category"];

/// Words of what was written elsewhere and is shown in the article: it belongs to the text around it.
const FROM_ELSEWHERE: [&str; 4] = ["embed", "embedded", "tweet", "twitter"];

/// The words, and each two of them as one.
const WORDS: [(Names, &[&str]); 14] = [
    (
        Names::BODY,
        &[
            "articlebody",
            "articlecontent",
            "articlecopy",
            "articlemain",
            "articletext",
            "blogcontent",
            "blogpost",
            "bodycontent",
            "bodycopy",
            "bodytext",
            "contentarticle",
            "contentbody",
            "entrybody",
            "entrycontent",
            "entrytext",
            "mainbody",
            "newsbody",
            "newscontent",
            "newstext",
            "parseroutput",
            "postbody",
            "postcontent",
            "posttext",
            "pressrelease",
            "richtext",
            "singlecontent",
            "storybody",
            "storycontent",
            "storytext",
            "textbody",
            "wysiwyg",
            "zncontent",
        ],
    ),
    (
        Names::STORY,
        &[
            "article", "blog", "body", "content", "copy", "entry", "hentry", "main", "news", "post", "prose", "story",
            "text",
        ],
    ),
    (
        Names::COMMENTS,
        &[
            "comentarios",
            "comment",
            "commentaires",
            "commentlist",
            "comments",
            "disqus",
            "kommentare",
            "replies",
            "respond",
            "reviews",
            "usercomments",
        ],
    ),
    (
        Names::AUTHOR,
        &[
            "auteur",
            "author",
            "authors",
            "autor",
            "byline",
            "bylines",
            "contributor",
            "contributors",
            "reporter",
            "writer",
        ],
    ),
    (
        Names::DATE,
        &[
            "date",
            "dateline",
            "datetime",
            "datum",
            "modified",
            "postdate",
            "pubdate",
            "publishdate",
            "published",
            "time",
            "timestamp",
            "updated",
        ],
    ),
    (Names::HEADLINE, &["headline", "title"]),
    (
        Names::STANDFIRST,
        &[
            "abstract",
            "articledescription",
            "articleintro",
            "articlelead",
            "articlesubtitle",
            "articlesummary",
            "bajada",
            "chapo",
            "deck",
            "dek",
            "entradilla",
            "intro",
            "introtext",
            "lead",
            "leadtext",
            "lede",
            "sapo",
            "standfirst",
            "storysummary",
            "strapline",
            "subhead",
            "subheading",
            "subheadline",
            "subtitle",
            "teasertext",
            "vorspann",
        ],
    ),
    (
        Names::CAPTION,
        &[
            "caption",
            "figcaption",
            "imagecaption",
            "legend",
            "mediacaption",
            "photocaption",
            "picturecaption",
            "thumbcaption",
            "wpcaption",
        ],
    ),
    (
        Names::HIDDEN,
        &[
            "anchorlink",
            "assistivetext",
            "editsection",
            "elementinvisible",
            "headerlink",
            "offscreen",
            "permalink",
            "printonly",
            "screenreader",
            "screenreadertext",
            "skiplink",
            "sronly",
            "visuallyhidden",
            "visuallyhide",
        ],
    ),
    (
        Names::CREDIT,
        &[
            "bildnachweis",
            "copyright",
            "credit",
            "credits",
            "imagecredit",
            "mediacredit",
            "photocredit",
            "photographer",
        ],
    ),
    (
        Names::DIALOG,
        &[
            "alertdialog",
            "cookiebanner",
            "cookieconsent",
            "cookienotice",
            "dialog",
            "onetrust",
            "qccmp",
            "didomi",
            "usercentrics",
        ],
    ),
    (Names::PULLED, &["pull", "pulledquote", "pullquote", "pullquotes"]),
    (
        Names::BESIDE,
        &[
            "aboutauthor",
            "aboutauthors",
            "actions",
            "ad",
            "addthis",
            "addtoany",
            "ads",
            "adsense",
            "adslot",
            "adunit",
            "advert",
            "advertisement",
            "advertising",
            "adverts",
            "alertdialog",
            "ambox",
            "articleactions",
            "articlefooter",
            "articlemeta",
            "articletools",
            "authorbio",
            "authorbox",
            "authorcard",
            "authorinfo",
            "banner",
            "bio",
            "breadcrumb",
            "breadcrumbs",
            "carousel",
            "catlinks",
            "colophon",
            "complementary",
            "consent",
            "contentinfo",
            "contextual",
            "cookie",
            "cookies",
            "copyright",
            "correctionform",
            "dfp",
            "dialog",
            "disclaimer",
            "donate",
            "donation",
            "dontprint",
            "dropdown",
            "entryfooter",
            "entrymeta",
            "eyebrow",
            "factbox",
            "feedback",
            "follow",
            "followus",
            "footer",
            "fundraising",
            "fuss",
            "gdpr",
            "hatnote",
            "infinite",
            "infobox",
            "jprelatedposts",
            "jumptonav",
            "kicker",
            "latestnews",
            "leftcol",
            "leftcolumn",
            "leftrail",
            "lightbox",
            "linkbox",
            "livechat",
            "login",
            "masthead",
            "membership",
            "menu",
            "menubar",
            "metadata",
            "minread",
            "modal",
            "morefrom",
            "moreon",
            "morestories",
            "mostpopular",
            "mostread",
            "nav",
            "navbar",
            "navbox",
            "navigation",
            "newsletter",
            "newsletters",
            "noprint",
            "onetrust",
            "optin",
            "outbrain",
            "overlay",
            "pager",
            "pagination",
            "paginator",
            "piano",
            "playlist",
            "poll",
            "popular",
            "popup",
            "postactions",
            "postfooter",
            "postinfo",
            "postmeta",
            "postnavigation",
            "posttags",
            "prevnext",
            "printfooter",
            "promo",
            "promos",
            "promotion",
            "rating",
            "ratings",
            "readingtime",
            "readmore",
            "readnext",
            "readtime",
            "recirc",
            "recirculation",
            "recommendation",
            "recommendations",
            "recommended",
            "recommends",
            "rechts",
            "register",
            "rightcol",
            "rightcolumn",
            "rightrail",
            "related",
            "relatedarticles",
            "relatedposts",
            "search",
            "searchbox",
            "searchform",
            "seealso",
            "seitenfuss",
            "seitenleiste",
            "share",
            "sharebar",
            "sharedaddy",
            "shareicons",
            "side",
            "sharetools",
            "sharing",
            "sidebar",
            "signin",
            "signup",
            "sitefooter",
            "siteheader",
            "skip",
            "slideshowcontrols",
            "social",
            "sociallinks",
            "socialmedia",
            "sponsor",
            "sponsored",
            "sponsors",
            "storytools",
            "subscribe",
            "subscription",
            "syndication",
            "tableofcontents",
            "tablist",
            "taboola",
            "tagcloud",
            "taglist",
            "tags",
            "teaser",
            "teasers",
            "ticker",
            "tickers",
            "toc",
            "toolbar",
            "tooltip",
            "trending",
            "upnext",
            "viewcount",
            "videoplayer",
            "yarpp",
            "zergnet",
        ],
    ),
    (
        Names::DOUBTFUL,
        &[
            "alert",
            "archive",
            "aside",
            "avatar",
            "bottom",
            "box",
            "button",
            "buttons",
            "callout",
            "combx",
            "credit",
            "cta",
            "email",
            "extra",
            "header",
            "help",
            "hidden",
            "info",
            "keywords",
            "label",
            "legal",
            "links",
            "list",
            "meta",
            "module",
            "next",
            "notice",
            "paywall",
            "prev",
            "previous",
            "print",
            "profile",
            "rail",
            "regwall",
            "stats",
            "sticky",
            "thumb",
            "thumbnail",
            "tools",
            "topics",
            "utility",
            "widget",
            "widgets",
        ],
    ),
];

/// What the words say, and what names have been seen.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: HashMap<&'static str, Names>,
    seen: HashMap<Box<str>, Names>,
    /// The words of the name at hand, one behind the other, and where each ends.
    letters: String,
    ends: Vec<usize>,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let mut words = HashMap::<&'static str, Names>::new();
        for (names, word) in WORDS.iter().flat_map(|(names, words)| words.iter().map(|word| (*names, *word))) {
            let said = words.entry(word).or_default();
            *said = said.and(names);
        }
        Self { words, seen: HashMap::new(), letters: String::new(), ends: Vec::new() }
    }
}

impl Vocabulary {
    /// What a `class`, `id` or `role` attribute says.
    pub(super) fn names(&mut self, value: &str) -> Names {
        if let Some(names) = self.seen.get(value) {
            return *names;
        }
        let mut names = Names::NONE;
        for name in value.split_ascii_whitespace().take(MOST_NAMES) {
            names = names.and(self.of_name(name));
        }
        if self.seen.len() < MOST_REMEMBERED {
            self.seen.insert(value.into(), names);
        }
        names
    }

    /// What one name says: its words, and each two of them as one (`read-more`, `readMore`, `readmore`).
    fn of_name(&mut self, name: &str) -> Names {
        self.split(name);
        let word = |first: usize, last: usize| {
            let start = first.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
            self.letters.get(start..*self.ends.get(last)?)
        };
        let count = self.ends.len();
        let is_about_others = count > 1 && word(0, 0).is_some_and(|first| ABOUT_OTHERS.contains(&first));
        let mut each = (0..count).filter_map(|at| word(at, at));
        if count > MOST_WORDS || is_about_others || each.any(|word| FROM_ELSEWHERE.contains(&word)) {
            return Names::NONE;
        }
        let pairs = (1..count).filter_map(|at| word(at - 1, at));
        let words = (0..count).filter_map(|at| word(at, at)).chain(pairs);
        words.filter_map(|word| self.words.get(word)).fold(Names::NONE, |names, said| names.and(*said))
    }

    /// Splits a name into words in small letters: at signs, digits, and where a capital letter follows a small one.
    fn split(&mut self, name: &str) {
        let Self { letters, ends, .. } = self;
        letters.clear();
        ends.clear();
        let (mut start, mut was_small) = (0, false);
        for letter in name.chars().take(80) {
            let begins = !letter.is_alphabetic() || (letter.is_uppercase() && was_small);
            if begins && letters.len() > start {
                start = letters.len();
                ends.push(start);
            }
            if letter.is_alphabetic() {
                letters.extend(letter.to_lowercase());
            }
            was_small = letter.is_lowercase();
        }
        if letters.len() > start {
            ends.push(letters.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_its_words_and_each_two_of_them_say() {
        let mut vocabulary = Vocabulary::default();
        for (name, said) in [
            ("articleBody", Names::BODY),
            ("entry-content", Names::BODY),
            ("c-relatedPosts__item", Names::BESIDE),
            ("wp-caption", Names::CAPTION),
            ("sr-only", Names::HIDDEN),
        ] {
            assert!(vocabulary.names(name).say(said), "{name}");
        }
        for name in
            ["has-sidebar", "setting-up-a-page-to-share-with-others", "twitter-embed social", "xyz", "", "breadth"]
        {
            let said =
                vocabulary.names(name).without(if name.contains("social") { Names::BESIDE } else { Names::NONE });
            assert_eq!(said, Names::NONE, "{name}");
        }
    }
}
