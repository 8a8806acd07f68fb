//! Which words are a command? The grammar of the command line, with its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::format::Tags;

/// Marks claims, quotes and statistics in an article; keeps and exchanges the annotations.
///
/// Without a command it opens the window on articles, projects, or a folder of them. Positions are Unicode code points, end
/// exclusive, everywhere.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, args_conflicts_with_subcommands = true, after_help = WINDOW_HELP)]
pub(super) struct Words {
    /// Articles, projects, or a folder of them to open.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Write what each frame cost to FILE, as CSV.
    #[arg(long, value_name = "FILE")]
    pub(super) frame_log: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

const WINDOW_HELP: &str = "\
A path that is called like a command is written with its folder: copydesk ./new

Example:
  copydesk rafah.txt";

/// A command, which never opens the window.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    New(NewWords),
    Tag(TagWords),
    Untag(UntagWords),
    Relate(RelateWords),
    List(ListWords),
    Edit(EditWords),
    Export(ExportWords),
    Import(ImportWords),
    Formats(FormatsWords),
    Check(CheckWords),
    Versions(VersionsWords),
}

/// Makes a project for each article and prints its path
///
/// An article is a text in any common encoding, Markdown, a web page (.html, .mhtml), .docx, .odt, .rtf, .epub, a PDF with
/// text, or subtitles (.srt, .vtt): what a file is is told by its bytes, and by its name where they leave it open. Of plain
/// text a byte-order mark at its beginning is taken off, and every line end becomes LF. Title, author, date and the like
/// become fields, and are not in the text. The project gets the article's name with the ending .ron, beside it, unless -o
/// says otherwise. New annotations will be by $COPYDESK_ANNOTATOR, else the name of the user.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk new rafah.txt -o projects/")]
pub(super) struct NewWords {
    /// Articles; - is standard input.
    #[arg(required = true, value_name = "ARTICLE")]
    pub(super) articles: Vec<PathBuf>,
    /// The project's file, or a folder: a path that ends in / or is one.
    #[arg(short, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// A scheme of labels in RON, in place of the usual one; where there is no such file, one that comes with Copydesk:
    /// fact-check, quote-attribution, check-worthiness or plain.
    #[arg(long, value_name = "SCHEME.ron|NAME")]
    pub(super) scheme: Option<PathBuf>,
    /// The project's id, in place of its file's name.
    #[arg(long)]
    pub(super) id: Option<String>,
    /// Replace files that are there.
    #[arg(long)]
    pub(super) force: bool,
    /// Print the article's text as it would be taken in, and make nothing.
    #[arg(long, conflicts_with_all = ["output", "scheme", "id", "force"])]
    pub(super) text: bool,
    /// The encoding of a text, such as windows-1251; without it, it is found out.
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// Of a web page, all its words and not the article alone.
    #[arg(long)]
    pub(super) whole_page: bool,
    /// Of a book, one chapter, counted from 1.
    #[arg(long, value_name = "N")]
    pub(super) chapter: Option<usize>,
}

/// Marks a stretch of text and prints the new annotation's id
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  copydesk tag rafah.ron quote 1206..1282,1350..1400 --set form=direct --note 'check the minutes'"
)]
pub(super) struct TagWords {
    /// A project.
    pub(super) project: PathBuf,
    /// The id of a label of its scheme.
    pub(super) label: String,
    /// What to mark, in code points, end exclusive; several ranges make one annotation in fragments.
    #[arg(value_name = "START..END[,START..END…]", allow_hyphen_values = true)]
    pub(super) ranges: String,
    /// Gives an attribute of the label a value; may be repeated.
    #[arg(long = "set", value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(super) values: Vec<String>,
    /// A note.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(super) note: Option<String>,
}

/// Removes annotations or relations, by id
///
/// An annotation takes its relations with it. All are removed, or none when one of the ids is not there.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk untag rafah.ron a3 r1")]
pub(super) struct UntagWords {
    /// A project.
    pub(super) project: PathBuf,
    /// Ids of annotations or relations.
    #[arg(required = true, value_name = "ID")]
    pub(super) ids: Vec<String>,
}

/// Joins two annotations and prints the new relation's id
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk relate rafah.ron a2 attributed_to a5")]
pub(super) struct RelateWords {
    /// A project.
    pub(super) project: PathBuf,
    /// The annotation that the relation begins at.
    #[arg(value_name = "FROM-ID")]
    pub(super) from: String,
    /// The id of a relation of the scheme.
    #[arg(value_name = "TYPE")]
    pub(super) kind: String,
    /// The annotation that it leads to.
    #[arg(value_name = "TO-ID")]
    pub(super) to: String,
}

/// Lists what is marked, a line an annotation, in the order of the text
///
/// A line is id, label, place and text, with a tab between; with several projects the project's id stands first.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk list rafah.ron --label claim")]
pub(super) struct ListWords {
    /// Projects; - is standard input.
    #[arg(required = true, value_name = "PROJECT")]
    pub(super) projects: Vec<PathBuf>,
    /// Only annotations with this label.
    #[arg(long)]
    pub(super) label: Option<String>,
    /// A JSON object a line.
    #[arg(long)]
    pub(super) json: bool,
}

/// Makes edits that come as JSON lines on standard input, and answers each once it is durable
///
/// The edits: annotate, remove, relabel, move, set, note, relate, field, scheme, all, undo, redo. At the end of the input
/// the project is saved.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  echo '{\"annotate\":{\"label\":\"claim\",\"fragments\":[[10,15]]}}' | copydesk edit rafah.ron"
)]
pub(super) struct EditWords {
    /// A project.
    pub(super) project: PathBuf,
}

/// Writes projects in another format
///
/// What the format could not hold is told on standard error, a line for each kind; --report tells it before anything is written.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk export *.ron --to jsonl -o corpus.jsonl")]
pub(super) struct ExportWords {
    /// Projects; - is standard input.
    #[arg(required = true, value_name = "PROJECT")]
    pub(super) projects: Vec<PathBuf>,
    /// The format: `copydesk formats` lists them.
    #[arg(long, value_name = "FORMAT")]
    pub(super) to: String,
    /// A file, or a folder: a path that ends in / or is one. Without it, standard output.
    #[arg(short, value_name = "PATH")]
    pub(super) output: Option<PathBuf>,
    /// Replace files that are there.
    #[arg(long)]
    pub(super) force: bool,
    /// Tell what is lost as JSON objects.
    #[arg(long)]
    pub(super) json: bool,
    /// Say what would be written, changed and left out, on standard output, and write nothing.
    #[arg(long)]
    pub(super) report: bool,
    /// conll: a file for each label, in a folder, so that marks of different labels may overlap.
    #[arg(long)]
    pub(super) layers: bool,
    /// conll: how the tags of tokens are written.
    #[arg(long, value_name = "TAGS")]
    pub(super) scheme_tags: Option<TagScheme>,
}

/// How the tags of tokens are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum TagScheme {
    /// B- begins, I- goes on, O is none.
    #[default]
    Iob2,
    /// As well L- ends, and U- is a single token.
    Bilou,
}

impl From<TagScheme> for Tags {
    fn from(words: TagScheme) -> Self {
        match words {
            TagScheme::Iob2 => Self::Iob2,
            TagScheme::Bilou => Self::Bilou,
        }
    }
}

/// Makes a project for each article in files of another format, and prints its path
///
/// What does not hold is left out and told with its line; the rest comes in, and the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk import marks.csv --from csv --text articles/ -o projects/")]
pub(super) struct ImportWords {
    /// Files of the format, or folders of them; - is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The format: `copydesk formats` lists them.
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: String,
    /// The project's file, or a folder: a path that ends in / or is one.
    #[arg(short, value_name = "PATH")]
    pub(super) output: PathBuf,
    /// The article, or a folder of articles named after their ids, for a format that does not hold their text.
    #[arg(long, value_name = "FILE-OR-FOLDER")]
    pub(super) text: Option<PathBuf>,
    /// Replace files that are there.
    #[arg(long)]
    pub(super) force: bool,
}

/// Lists every format: name, extensions, what an export makes, read or write, and what it cannot hold
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk formats --json")]
pub(super) struct FormatsWords {
    /// A JSON object a line.
    #[arg(long)]
    pub(super) json: bool,
}

/// Checks that every position, text, hash, attribute and relation holds; prints a line for each that does not
///
/// When all holds, nothing is printed and the exit code is 0.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk check projects/*.ron")]
pub(super) struct CheckWords {
    /// Projects; - is standard input.
    #[arg(required = true, value_name = "PROJECT")]
    pub(super) projects: Vec<PathBuf>,
}

/// Lists the earlier versions of a project, the latest first, or goes back to one
///
/// Each save is kept in the state folder ($XDG_STATE_HOME/copydesk, else ~/.local/state/copydesk): the latest ten, of older
/// ones the last of each hour and then of each day, fifty at most. Going back makes what is there now a version too, so
/// nothing is lost by it, and it works on a project that cannot be read any more.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  copydesk versions rafah.ron --restore 2")]
pub(super) struct VersionsWords {
    /// A project; its file may be damaged or gone.
    pub(super) project: PathBuf,
    /// Makes the project again what it was in version N of the list.
    #[arg(long, value_name = "N")]
    pub(super) restore: Option<usize>,
    /// An object a line.
    #[arg(long, conflicts_with = "restore")]
    pub(super) json: bool,
}
