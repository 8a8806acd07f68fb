//! How is it written down? Bytes to values and back: RON without loss, and one file for each exchange format.
//!
//! A format knows values, never files: it takes projects and gives named bytes, or takes bytes and gives projects and a
//! list of what it refused. Each is declared once, as a [`Format`]; the command line, the dialogs and the README's table
//! are made from [`FORMATS`].
//!
//! # What is lost
//!
//! A format declares once what it cannot hold, as kinds of [`Loss`]; an export says of each which articles, annotations and
//! relations it touches, and whether that is dropped, changed, or only in another form. One law holds for all that are read
//! back, and is tested for each over the nastiest texts: what comes back differs where that was told, and nowhere else.
//!
//! # What positions count
//!
//! Each format has a unit of its own ([`Format::positions`]). What a file from elsewhere counts is decided by the words that it
//! quotes, and told where it is another unit; a file that quotes none is believed.
//!
//! # Any bytes
//!
//! No reader trusts what it reads. What is no file of its kind is refused within three times its length in memory, with its
//! place and a message of a kilobyte at most; nothing recurses deeper than 128. What is well written takes what it says; of
//! files made to say the most in the fewest bytes (`.ci/hostile` makes them) that is, at its peak and with the file itself:
//!
//! | reader | bytes a thing | memory, times the file | bound |
//! | --- | --- | --- | --- |
//! | an article, lines of one letter | 2 | 8 | 4 GiB |
//! | ron, annotations without more / with one attribute | 43 / 60 | 11 / 20 | the first 1000 complaints |
//! | ron, fields / empty choices of a scheme | 10 / 3 | 15 / 10 | a scheme of 2000 labels, attributes, choices and kinds |
//! | csv and tsv, rows without more / with one attribute | 6 / 12 | 26 / 75 | 20,000 columns, 100,000 articles, 1000 refusals |
//! | jsonl, spans / fields in `meta` | 32 / 10 | 7 / 23 | 100,000 articles, 1000 refusals |
//! | refi-qda, selections / codes, of what is unpacked | 146 / 56 | 4 / 4 | 64 MB and 50 times the file unpacked, 1 GB at most |
//! | brat, marks / attributes | 24 / 13 | 13 / 46 | 1000 refusals |
//! | conll, tokens | 6 | 22 | 100,000 articles, 1000 refusals |
//! | webanno-tsv, rows / annotations of one token | 22 / 2 | 15 / 150 | 1000 layers, 1000 refusals |
//! | doccano, fields / label-studio, empty tasks | 8 / 10 | 42 / 114 | 100,000 articles, 1000 refusals |
//! | w3c, marks known by their words alone | 60 | 10 | 8 GiB of text searched for an article |
//! | hf, Parquet | | 16 values a byte | 100,000 articles, what its pages say they hold |
//! | lines of `copydesk edit`, removals within `all` / attributes | 22 / 12 | 16 / 14 | a line at a time |
//! | settings | | | 1 MB |
//! | a query | | 16 MB | 64 KB of words, 4 KB of an expression |

mod brat;
mod cas;
mod claimreview;
mod conll;
mod counting;
mod csv;
mod doccano;
mod docx;
pub mod edits;
mod file_name;
mod growth;
mod hf;
mod html;
mod incoming;
mod json;
mod jsonl;
mod kept;
mod label_studio;
#[cfg(test)]
mod laws;
mod markdown;
mod marks;
mod names;
mod outgoing;
mod prodigy;
mod prose;
mod record;
mod refi_qda;
pub mod ron;
mod seeking;
mod spacy;
mod tokens;
mod w3c;
mod webanno_tsv;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

pub use crate::reading::ReadError;
pub(crate) use crate::reading::{bounded, named, said, shorten, utf8};
pub use file_name::{distinct_stems, file_stem};
pub use outgoing::{Beside, Effect, Facet, Loss, LossKind, OutFile, Place, Share, Written, id_among};

use crate::progress::Progress;
use crate::project::{Annotation, Article, Project};
use crate::text::Unit;

/// Every format, in the order in which they are offered.
pub const FORMATS: [&Format; 21] = [
    &RON,
    &csv::CSV,
    &csv::TSV,
    &jsonl::JSONL,
    &hf::HF,
    &label_studio::LABEL_STUDIO,
    &refi_qda::REFI_QDA,
    &brat::BRAT,
    &spacy::SPACY,
    &prodigy::PRODIGY,
    &w3c::W3C,
    &w3c::W3C_UTF16,
    &cas::json::CAS_JSON,
    &cas::xmi::CAS_XMI,
    &doccano::DOCCANO,
    &conll::CONLL,
    &webanno_tsv::WEBANNO_TSV,
    &html::HTML,
    &markdown::MARKDOWN,
    &docx::DOCX,
    &claimreview::CLAIMREVIEW,
];

/// A way to write projects down.
#[derive(Debug)]
pub struct Format {
    /// The word for it on the command line.
    pub name: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// Extensions of its files, without the dot; the first is the one that is written.
    pub extensions: &'static [&'static str],
    /// What one export makes.
    pub shape: Shape,
    /// The files that belong beside the main one.
    pub beside: &'static [Beside],
    /// Extensions of the files that are read, where others than `extensions`; those of a folder are read one by one.
    pub reads: &'static [&'static str],
    /// Where the text is that its files are about.
    pub text: TextAt,
    /// What positions in its files count; none where it has none.
    pub positions: Positions,
    /// All kinds of things that it cannot hold.
    pub loses: &'static [&'static LossKind],
    /// Writes projects; those of [`Shape::FileEach`] are given one at a time.
    pub write: Option<Write>,
    /// Reads projects; an error when nothing in the bytes can be read.
    pub read: Option<Read>,
}

/// Writes projects; see [`Format::write`].
pub type Write = fn(&[Named<'_>], &Wish) -> Written;
/// Reads projects; see [`Format::read`].
pub type Read = fn(&Source<'_>) -> Result<Reading, ReadError>;

/// What was asked for beside the format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Whether the file shall be Parquet; hf, which writes JSON lines else.
    pub parquet: bool,
    /// Whether a folder was named for a format that makes one file.
    pub is_folder: bool,
    /// Whether each label gets a file of its own; conll.
    pub layers: bool,
    /// How the tags of tokens are written; conll.
    pub tags: Tags,
}

/// How tags of tokens say where an annotation begins and ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tags {
    /// `B-` the first token, `I-` the others, `O` none.
    #[default]
    Iob2,
    /// As well `L-` the last token, and `U-` a single one.
    Bilou,
}

/// What positions in the files of a format are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Positions {
    /// It has none.
    None,
    /// Numbers of this unit, end exclusive.
    In(Unit),
    /// Tokens.
    Tokens,
}

impl Positions {
    /// What they count, in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "–",
            Self::In(Unit::Chars) => "code points",
            Self::In(unit) => unit.name(),
            Self::Tokens => "tokens",
        }
    }
}

/// Where the text is that the files of a format are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAt {
    /// In them.
    Within,
    /// Beside them.
    Beside,
    /// In those that this program wrote, beside others.
    Either,
}

/// What one export makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One file, for one article as for several.
    File,
    /// A file for each article.
    FileEach,
    /// A folder.
    Folder,
}

/// A project and what it is called: its own id, or the stem of its file.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    /// The id.
    pub id: String,
    /// The project.
    pub project: &'a Project,
    /// How far its writing is; when that is cancelled, what was written is incomplete and for nobody.
    pub progress: Progress,
}

impl<'a> Named<'a> {
    /// A project that nobody waits for.
    pub fn new(id: impl Into<String>, project: &'a Project) -> Self {
        Self { id: id.into(), project, progress: Progress::default() }
    }

    /// Its annotations in the order of the text, counted as they are written.
    fn annotations(&self) -> impl Iterator<Item = &'a Annotation> {
        let annotations = self.project.annotations();
        self.progress.begin(annotations.len() as u64);
        let progress = self.progress.clone();
        annotations.iter().take_while(move |_| progress.advance(1).is_ok())
    }
}

/// What a format reads: the bytes of a file, and what lies beside it.
#[derive(Debug)]
pub struct Source<'a> {
    /// The file's name without its extension.
    pub stem: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// What lies beside it of [`Format::beside`].
    pub beside: Vec<(Beside, Cow<'a, [u8]>)>,
    /// The articles, for a format that does not hold their text.
    pub texts: &'a Texts,
}

/// Articles that annotations from elsewhere are about.
#[derive(Clone, Debug, Default)]
pub enum Texts {
    /// None was given.
    #[default]
    None,
    /// One file was named: it is the article of a file that is about one article, whatever that is called.
    Only(String, Arc<Article>),
    /// Several, by the stems of their files.
    Named(BTreeMap<String, Arc<Article>>),
}

/// What was read: what came in, what did not and why, and what is worth telling.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The projects, in the order of the file.
    pub projects: Vec<Project>,
    /// What was left out, by line.
    pub refused: Vec<Refusal>,
    /// What the scheme lacked and has now, e.g. "label `rumour`".
    pub added: BTreeSet<String>,
    /// What was decided while reading, e.g. what positions count.
    pub notes: BTreeSet<String>,
    /// What the file has beside all that, and was passed over.
    pub ignored: BTreeSet<String>,
    /// How many more were refused than are listed, and where the first of those stands.
    pub unlisted: Option<(Part, usize, usize)>,
}

/// A record that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line at which it begins, from 1; 0 where that is not known.
    pub line: usize,
    /// Which file it stands in.
    pub file: Part,
    /// What it is: "annotation a7 of ex1"; may be empty.
    pub of: String,
    /// What is wrong with it.
    pub message: String,
    /// What would cure it; may be empty.
    pub hint: String,
}

/// A file of a [`Source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The file itself.
    Main,
    /// A file beside it.
    Beside(Beside),
}

impl Source<'_> {
    /// What the file beside it holds, if it is there.
    fn beside(&self, beside: Beside) -> Option<&[u8]> {
        self.beside.iter().find(|(known, _)| *known == beside).map(|(_, bytes)| &**bytes)
    }
}

const RON: Format = Format {
    name: "ron",
    title: "Copydesk project, without loss",
    extensions: &["ron"],
    shape: Shape::FileEach,
    beside: &[],
    reads: &["ron"],
    text: TextAt::Within,
    positions: Positions::In(Unit::Chars),
    loses: &[],
    write: Some(|projects, _| Written {
        files: projects.iter().map(|named| OutFile::main(ron::write_within(named.project, &named.progress))).collect(),
        losses: Vec::new(),
    }),
    read: Some(|source| {
        let project = ron::read(source.bytes)?;
        let project = if project.id().is_empty() { project.called(source.stem) } else { project };
        Ok(Reading { projects: vec![project], ..Reading::default() })
    }),
};

impl Format {
    /// The format called `name`.
    pub fn called(name: &str) -> Option<&'static Self> {
        FORMATS.into_iter().find(|format| format.name == name)
    }

    /// What an export makes when this is asked for as well.
    pub fn shape_for(&self, wish: &Wish) -> Shape {
        if wish.layers { Shape::Folder } else { self.shape }
    }

    /// The extension that its files get.
    pub fn extension(&self) -> &'static str {
        self.extensions.first().copied().unwrap_or_default()
    }

    /// The extension that its file gets when this is asked for as well; empty for a folder.
    pub fn extension_for(&self, wish: &Wish) -> &'static str {
        match self.shape_for(wish) {
            Shape::Folder => "",
            _ if wish.parquet => "parquet",
            _ => self.extension(),
        }
    }

    /// What was asked for by the extension of the file that was named, in small letters.
    pub fn asked_by(&self, extension: &str) -> Wish {
        Wish { parquet: extension == "parquet" && self.extensions.contains(&"parquet"), ..Wish::default() }
    }
}

impl Texts {
    /// The article that a file calls `id`, when it is about `articles` of them.
    fn article(&self, id: &str, articles: usize) -> Option<Arc<Article>> {
        match self {
            Self::None => None,
            Self::Only(stem, article) => {
                (articles == 1 || stem == id || *stem == file_stem(id)).then(|| Arc::clone(article))
            }
            Self::Named(articles) => articles.get(id).or_else(|| articles.get(&file_stem(id))).cloned(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.of.is_empty() {
            write!(f, "{} ", self.of)?;
        }
        f.write_str(&self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = FORMATS.iter().map(|format| format.name).collect();
        assert_eq!(names.len(), FORMATS.len());
        assert!(FORMATS.iter().all(|format| format.write.is_some() || format.read.is_some()));
        assert!(FORMATS.iter().all(|format| format.read.is_none() == format.reads.is_empty()));
        assert!(Format::called("jsonl").is_some_and(|format| format.extension() == "jsonl"));
    }

    #[test]
    fn the_text_is_beside_what_leaves_it_out() {
        for format in FORMATS {
            let leaves_out = |kind: &&LossKind| kind.facet == Facet::Text && kind.effect == Effect::Dropped;
            let leaves_out = format.loses.iter().find(|kind| leaves_out(kind));
            assert_eq!(format.text == TextAt::Beside, leaves_out.is_some(), "{}", format.name);
        }
    }
}
