//! What can a person wish? Every command, defined once with its name, help, keys and place in the menu.

use crate::project::{Edit, Id, LabelIndex};
use crate::text::Span;
use crate::text::find::Query;

use super::{Edge, Motion, Selection, Step};

/// One wish of a person.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is explained in the table below, where a person reads it too")]
pub enum Command {
    // What the window does.
    Open,
    PasteArticle,
    Save,
    SaveAs,
    Export,
    /// Make projects of files in another format.
    Import,
    Versions,
    /// Show the file that the article came from.
    Original,
    NextArticle,
    PreviousArticle,
    CloseArticle,
    Quit,
    Find,
    FindNext,
    FindPrevious,
    Palette,
    Help,
    TogglePanel,
    FocusMode,
    Guideline,
    NextTheme,
    Settings,
    EditScheme,
    LargerText,
    SmallerText,
    CopyText,
    EditDetails,
    // What the session does.
    Undo,
    Redo,
    Escape,
    Move(Motion),
    Extend(Motion),
    SelectWord,
    SelectSentence,
    /// Selects the next sentence alone.
    NextSentence,
    /// Selects the sentence before alone.
    PreviousSentence,
    SelectParagraph,
    SelectAll,
    NextAnnotation,
    PreviousAnnotation,
    /// The next annotation with the label of the one in focus, else with the armed label.
    NextOfLabel,
    /// The one before, likewise.
    PreviousOfLabel,
    /// Selects the next number or quotation that is not marked yet.
    NextUnlabelled,
    /// Selects the one before.
    PreviousUnlabelled,
    DeleteAnnotation,
    AddFragment,
    MoveToSelection,
    /// Moves an edge of the selection, else of the annotation in focus.
    Adjust(Edge, Step),
    /// Joins the other half of a split quote to the first, and fills who speaks.
    JoinOtherHalf,
    /// Keeps every value that the text proposes for the annotation in focus.
    KeepProposals,
    /// Lists every place where the selected words stand, to be marked at once by a label's key.
    AllMatches,
    /// Ticks the match that is selected, or takes the tick back.
    TickCurrent,
    /// Begins a relation at the annotation in focus; again, one of the next kind.
    Relate,
    /// Says that the article is done, or not.
    ToggleDone,
    /// Marks the selection, else relabels the annotation in focus, else arms the label.
    Tag(LabelIndex),
    /// Arms a label, or disarms it when it is armed: from now on each selection is marked with it.
    Arm(LabelIndex),
    Select(Selection),
    /// A selection was made by mouse and is now complete.
    EndSelection,
    /// Chooses the annotation at a byte; again, the next one underneath.
    PickAt(usize),
    Focus(Option<Id>),
    /// Lists the annotations on a stretch of text.
    ListAt(Span),
    /// Removes one fragment, by its place, from an annotation of several.
    RemoveFragment(Id, usize),
    /// Gives one fragment of an annotation other edges: which one, as it is, and what it shall be.
    Reshape(Id, Span, Span),
    /// A selection was made while a modifier was held: it joins the annotation in focus.
    EndFragment,
    /// Looks for the matches in another way.
    MatchLike(Box<Query>),
    /// Ticks a match, by its place in the list, or takes the tick back.
    TickMatch(usize),
    /// Ticks all matches, or none.
    TickAllMatches,
    /// Ends the list of matches.
    CloseMatches,
    /// Begins a relation of a kind at the annotation in focus; the next one that is chosen becomes its other end.
    BeginRelation(String),
    /// Any change of the project, one step.
    Edit(Box<Edit>),
    /// A change to a text that is being typed.
    Type(Box<Edit>),
}

/// What the table says of a command.
#[derive(Debug)]
pub struct CommandInfo {
    /// The command.
    pub command: Command,
    /// Its name on screen.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// Its keys unless a person has chosen others, as [`Stroke`](super::Stroke) reads them; the first is the one that is shown.
    pub keys: &'static [&'static str],
    /// Where it stands in menu and help.
    pub group: Group,
}

impl CommandInfo {
    /// The name that settings use: `next_annotation` for "Next annotation".
    pub fn id(&self) -> String {
        let words = self.name.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
    }
}

/// A part of the menu and of the help page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Group {
    File,
    Mark,
    Select,
    Move,
    View,
}

impl Group {
    /// All, in the order of the help page.
    pub const ALL: [Self; 5] = [Self::File, Self::Mark, Self::Select, Self::Move, Self::View];

    /// Its name on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Mark => "Mark",
            Self::Select => "Select",
            Self::Move => "Move",
            Self::View => "View",
        }
    }
}

const fn info(
    group: Group,
    command: Command,
    keys: &'static [&'static str],
    name: &'static str,
    help: &'static str,
) -> CommandInfo {
    CommandInfo { command, name, help, keys, group }
}

/// Every command that has a name, in the order of the help page. Label keys come from the scheme, not from here.
pub static COMMANDS: &[CommandInfo] = {
    use Command as C;
    use Group::{File, Mark, Move, Select, View};
    use Motion as M;
    &[
        info(File, C::Open, &["Ctrl+O"], "Open…", "Opens an article or a project."),
        info(
            File,
            C::PasteArticle,
            &["Ctrl+Shift+V"],
            "Paste as article",
            "Takes the text in the clipboard as a new article.",
        ),
        info(File, C::Save, &["Ctrl+S"], "Save", "Saves the project, whole or not at all."),
        info(File, C::SaveAs, &["Ctrl+Shift+S"], "Save as…", "Saves the project under another name."),
        info(File, C::Export, &["Ctrl+E"], "Export…", "Writes the annotations in another format, or a report."),
        info(File, C::Import, &["Ctrl+I"], "Import…", "Makes projects of annotations in another format."),
        info(
            File,
            C::Original,
            &["Ctrl+U"],
            "Show original",
            "Opens the file that the article was taken in from, in the program for its kind.",
        ),
        info(
            File,
            C::Versions,
            &["Ctrl+Shift+H"],
            "Earlier versions…",
            "Lists the last saves of the project, to look at one or go back to it.",
        ),
        info(
            File,
            C::NextArticle,
            &["Ctrl+PageDown"],
            "Next article",
            "Saves what was changed and goes on to the next article of the list.",
        ),
        info(
            File,
            C::PreviousArticle,
            &["Ctrl+PageUp"],
            "Previous article",
            "Saves what was changed and goes back to the article before.",
        ),
        info(File, C::ToggleDone, &["Ctrl+D"], "Done, or not", "Says that the article is done, or that it is not."),
        info(
            File,
            C::EditScheme,
            &["Ctrl+L"],
            "Labels and scheme…",
            "Changes labels, attributes, relations and guidelines; takes in or gives out a scheme.",
        ),
        info(File, C::CloseArticle, &["Ctrl+W"], "Close", "Goes back to the first page."),
        info(File, C::Quit, &["Ctrl+Q"], "Quit", "Closes the window; asks when something is not saved."),
        info(Mark, C::Undo, &["Ctrl+Z"], "Undo", "Takes the last change back, without end."),
        info(Mark, C::Redo, &["Ctrl+Shift+Z", "Ctrl+Y"], "Redo", "Does the last undone change again."),
        info(
            Mark,
            C::DeleteAnnotation,
            &["Delete", "Backspace"],
            "Delete",
            "Removes the annotation in focus, with its relations.",
        ),
        info(
            Mark,
            C::AddFragment,
            &["F"],
            "Add fragment",
            "Adds the selection to the annotation in focus: a quote in two parts.",
        ),
        info(
            Mark,
            C::MoveToSelection,
            &["M"],
            "Move to selection",
            "Makes the annotation in focus mark the selection instead.",
        ),
        info(
            Mark,
            C::JoinOtherHalf,
            &["H"],
            "Join other half",
            "Joins the other half of a split quote to the one at hand, and fills who speaks and how.",
        ),
        info(
            Mark,
            C::AllMatches,
            &["A"],
            "All matches…",
            "Lists every place where the selected words stand, to be marked at once by a label’s key.",
        ),
        info(
            Mark,
            C::TickCurrent,
            &["X"],
            "Tick, or not",
            "While places are listed: ticks the one that is selected, or takes the tick back. J and K go through them.",
        ),
        info(
            Mark,
            C::KeepProposals,
            &["Y"],
            "Keep proposals",
            "Keeps every value that the text proposes for the annotation in focus.",
        ),
        info(
            Mark,
            C::Relate,
            &["R"],
            "Relate…",
            "Begins a relation at the annotation in focus; again, one of the next kind. Then choose the other end.",
        ),
        info(
            Mark,
            C::Adjust(Edge::End, Step::WordOut),
            &["E"],
            "End later",
            "Moves the end of the selection, or of the annotation in focus, on by a word.",
        ),
        info(Mark, C::Adjust(Edge::End, Step::WordIn), &["Shift+E"], "End earlier", "Moves the end back by a word."),
        info(
            Mark,
            C::Adjust(Edge::End, Step::CharacterOut),
            &["Alt+E"],
            "End a character later",
            "Moves the end on by a character.",
        ),
        info(
            Mark,
            C::Adjust(Edge::End, Step::CharacterIn),
            &["Alt+Shift+E"],
            "End a character earlier",
            "Moves the end back by a character.",
        ),
        info(
            Mark,
            C::Adjust(Edge::End, Step::Sentence),
            &["Period"],
            "End of sentence",
            "Moves the end to the end of the sentence; again, of the next.",
        ),
        info(
            Mark,
            C::Adjust(Edge::End, Step::Clause),
            &["Comma"],
            "End of clause",
            "Moves the end to the end of the clause; again, of the next.",
        ),
        info(
            Mark,
            C::Adjust(Edge::End, Step::ClauseBack),
            &["Shift+Comma"],
            "End of clause before",
            "Moves the end back to the end of the clause before: without “he said”.",
        ),
        info(
            Mark,
            C::Adjust(Edge::Beginning, Step::WordOut),
            &["B"],
            "Begin earlier",
            "Moves the beginning back by a word.",
        ),
        info(
            Mark,
            C::Adjust(Edge::Beginning, Step::WordIn),
            &["Shift+B"],
            "Begin later",
            "Moves the beginning on by a word.",
        ),
        info(
            Mark,
            C::Adjust(Edge::Beginning, Step::CharacterOut),
            &["Alt+B"],
            "Begin a character earlier",
            "Moves the beginning back by a character.",
        ),
        info(
            Mark,
            C::Adjust(Edge::Beginning, Step::CharacterIn),
            &["Alt+Shift+B"],
            "Begin a character later",
            "Moves the beginning on by a character.",
        ),
        info(Mark, C::EditDetails, &["Enter"], "Edit details", "Goes to the fields of the annotation in focus."),
        info(Mark, C::Escape, &["Escape"], "Let go", "Lets go of the armed label, the selection, then the focus."),
        info(Select, C::SelectWord, &["W"], "Select word", "Selects the word at the caret; again, the next one too."),
        info(
            Select,
            C::SelectSentence,
            &["S"],
            "Select sentence",
            "Selects the sentence at the caret; again, the next one too.",
        ),
        info(
            Select,
            C::NextSentence,
            &["D"],
            "Next sentence",
            "Selects the next sentence, to go through them one by one.",
        ),
        info(Select, C::PreviousSentence, &["Shift+D"], "Previous sentence", "Selects the sentence before."),
        info(
            Select,
            C::SelectParagraph,
            &["P"],
            "Select paragraph",
            "Selects the paragraph at the caret; again, the next one too.",
        ),
        info(Select, C::SelectAll, &["Ctrl+A"], "Select all", "Selects the whole article."),
        info(Select, C::Extend(M::Left), &["Shift+Left"], "Extend left", "Extends the selection by a character."),
        info(Select, C::Extend(M::Right), &["Shift+Right"], "Extend right", "Extends the selection by a character."),
        info(
            Select,
            C::Extend(M::WordBack),
            &["Ctrl+Shift+Left"],
            "Extend to word before",
            "Extends the selection by a word.",
        ),
        info(
            Select,
            C::Extend(M::WordForward),
            &["Ctrl+Shift+Right"],
            "Extend to word after",
            "Extends the selection by a word.",
        ),
        info(
            Select,
            C::Extend(M::SentenceBack),
            &["Alt+Shift+Left"],
            "Extend to sentence before",
            "Extends the selection by a sentence.",
        ),
        info(
            Select,
            C::Extend(M::SentenceForward),
            &["Alt+Shift+Right"],
            "Extend to sentence after",
            "Extends the selection by a sentence.",
        ),
        info(Select, C::Extend(M::Up), &["Shift+Up"], "Extend up", "Extends the selection by a line."),
        info(Select, C::Extend(M::Down), &["Shift+Down"], "Extend down", "Extends the selection by a line."),
        info(
            Select,
            C::Extend(M::ParagraphBack),
            &["Ctrl+Shift+Up"],
            "Extend to paragraph before",
            "Extends the selection by a paragraph.",
        ),
        info(
            Select,
            C::Extend(M::ParagraphForward),
            &["Ctrl+Shift+Down"],
            "Extend to paragraph after",
            "Extends the selection by a paragraph.",
        ),
        info(
            Select,
            C::Extend(M::LineStart),
            &["Shift+Home"],
            "Extend to line start",
            "Extends the selection to the line’s beginning.",
        ),
        info(
            Select,
            C::Extend(M::LineEnd),
            &["Shift+End"],
            "Extend to line end",
            "Extends the selection to the line’s end.",
        ),
        info(
            Select,
            C::Extend(M::Start),
            &["Ctrl+Shift+Home"],
            "Extend to start",
            "Extends the selection to the article’s beginning.",
        ),
        info(
            Select,
            C::Extend(M::End),
            &["Ctrl+Shift+End"],
            "Extend to end",
            "Extends the selection to the article’s end.",
        ),
        info(Select, C::CopyText, &["Ctrl+C"], "Copy", "Copies the selected text, or that of the annotation in focus."),
        info(Move, C::NextAnnotation, &["J"], "Next annotation", "Goes to the next annotation of the article."),
        info(Move, C::PreviousAnnotation, &["K"], "Previous annotation", "Goes to the annotation before."),
        info(
            Move,
            C::NextOfLabel,
            &["Shift+J"],
            "Next of the label",
            "Goes to the next annotation with the label of the one in focus, or the armed one.",
        ),
        info(
            Move,
            C::PreviousOfLabel,
            &["Shift+K"],
            "Previous of the label",
            "Goes to the one before with that label.",
        ),
        info(
            Move,
            C::NextUnlabelled,
            &["N"],
            "Next unlabelled",
            "Selects the next number or quotation that is not marked yet.",
        ),
        info(
            Move,
            C::PreviousUnlabelled,
            &["Shift+N"],
            "Previous unlabelled",
            "Selects the number or quotation before that is not marked yet.",
        ),
        info(Move, C::Move(M::Left), &["Left"], "Left", "Moves the caret by a character."),
        info(Move, C::Move(M::Right), &["Right"], "Right", "Moves the caret by a character."),
        info(Move, C::Move(M::Up), &["Up"], "Up", "Moves the caret by a line."),
        info(Move, C::Move(M::Down), &["Down"], "Down", "Moves the caret by a line."),
        info(Move, C::Move(M::WordBack), &["Ctrl+Left"], "Word before", "Moves the caret by a word."),
        info(Move, C::Move(M::WordForward), &["Ctrl+Right"], "Word after", "Moves the caret by a word."),
        info(Move, C::Move(M::SentenceBack), &["Alt+Left"], "Sentence before", "Moves the caret by a sentence."),
        info(Move, C::Move(M::SentenceForward), &["Alt+Right"], "Sentence after", "Moves the caret by a sentence."),
        info(Move, C::Move(M::ParagraphBack), &["Ctrl+Up"], "Paragraph before", "Moves the caret by a paragraph."),
        info(Move, C::Move(M::ParagraphForward), &["Ctrl+Down"], "Paragraph after", "Moves the caret by a paragraph."),
        info(Move, C::Move(M::LineStart), &["Home"], "Line start", "Moves the caret to the line’s beginning."),
        info(Move, C::Move(M::LineEnd), &["End"], "Line end", "Moves the caret to the line’s end."),
        info(Move, C::Move(M::PageUp), &["PageUp"], "Page up", "Moves the caret by a screen."),
        info(Move, C::Move(M::PageDown), &["PageDown"], "Page down", "Moves the caret by a screen."),
        info(Move, C::Move(M::Start), &["Ctrl+Home"], "Start", "Goes to the article’s beginning."),
        info(Move, C::Move(M::End), &["Ctrl+End"], "End", "Goes to the article’s end."),
        info(View, C::Find, &["Ctrl+F"], "Find…", "Finds words in the article, also the selected ones."),
        info(View, C::FindNext, &["F3", "Ctrl+G"], "Find next", "Selects the next place of what was looked for."),
        info(
            View,
            C::FindPrevious,
            &["Shift+F3", "Ctrl+Shift+G"],
            "Find previous",
            "Selects the place before of what was looked for.",
        ),
        info(
            View,
            C::Palette,
            &["Ctrl+K"],
            "Find or run a command",
            "Finds words in the article, and every command by its name.",
        ),
        info(View, C::TogglePanel, &["Ctrl+B"], "Show or hide the panel", "Shows or hides the list and the inspector."),
        info(
            View,
            C::NextTheme,
            &["Ctrl+T"],
            "Light or dark",
            "Changes between light and dark, and back to what the system says.",
        ),
        info(View, C::FocusMode, &["F11"], "Focus mode", "Shows the article alone, or all again."),
        info(
            View,
            C::Guideline,
            &["F2"],
            "Guideline",
            "Shows when to mark with the label in hand, beside the article.",
        ),
        info(View, C::Settings, &["Ctrl+Comma"], "Settings…", "Theme, letters, marking, layout and keys."),
        info(View, C::LargerText, &["Ctrl+Shift+Plus"], "Larger article text", "Makes the article’s letters larger."),
        info(
            View,
            C::SmallerText,
            &["Ctrl+Shift+Minus"],
            "Smaller article text",
            "Makes the article’s letters smaller.",
        ),
        info(View, C::Help, &["F1"], "Help", "Shows every command with its keys."),
    ]
};

impl Command {
    /// Whether it changes the project or prepares a change.
    pub fn is_change(&self) -> bool {
        use Command as C;
        matches!(
            self,
            C::Undo
                | C::Redo
                | C::DeleteAnnotation
                | C::AddFragment
                | C::MoveToSelection
                | C::Adjust(..)
                | C::JoinOtherHalf
                | C::KeepProposals
                | C::Relate
                | C::ToggleDone
                | C::Reshape(..)
                | C::EndFragment
                | C::Tag(_)
                | C::Arm(_)
                | C::RemoveFragment(..)
                | C::BeginRelation(_)
                | C::Edit(_)
                | C::Type(_)
        )
    }

    /// What the table says of it; nothing for commands with data of their own.
    pub fn info(&self) -> Option<&'static CommandInfo> {
        COMMANDS.iter().find(|info| info.command == *self)
    }
}
