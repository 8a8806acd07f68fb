//! What does a group hold? Text of the article, a table of the header, or what is passed over.

use super::header::Info;

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into the text.
    #[default]
    Text,
    /// Nowhere.
    Nowhere,
    /// Into the table of fonts.
    Fonts,
    /// Into the table of styles.
    Styles,
    /// Nowhere, but groups within are about the document.
    Info,
    /// Into a field about the document.
    About(Info),
    /// Into the time at which it was made.
    Time,
    /// Nowhere, but groups within are a property of a shape and its value.
    Shape,
    /// Into the instruction of a field.
    Instruction,
}

/// What the first word of a group says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// It is a part of what is around it.
    Part,
    /// Its words go elsewhere.
    To(Destination),
    /// Its words go nowhere, those of some groups within as around it.
    Wrapper,
    /// Its words go where they went around the wrapper.
    Unwrapped,
    /// A text frame, within a wrapper or not.
    Frame,
    /// A property of a shape, among them the words that are written on it.
    Shape,
    /// A note.
    Note,
    /// The bullet or number of a list's item.
    Bullet,
    /// The result of a field.
    Result,
    /// A picture.
    Picture,
    /// A formula.
    Formula,
}

/// What the control word `name` says about the group it stands in; nothing when it says nothing about groups.
pub(super) fn opening(name: &str) -> Option<Opening> {
    Some(match name {
        "fonttbl" => Opening::To(Destination::Fonts),
        "stylesheet" => Opening::To(Destination::Styles),
        "info" | "userprops" => Opening::To(Destination::Info),
        "upr" | "shpinst" | "do" => Opening::Wrapper,
        "ud" => Opening::Unwrapped,
        "shptxt" | "dptxbxtext" => Opening::Frame,
        "sp" => Opening::Shape,
        "fldinst" => Opening::To(Destination::Instruction),
        "fldrslt" => Opening::Result,
        "footnote" => Opening::Note,
        "pntext" | "listtext" | "pn" => Opening::Bullet,
        "pict" | "shppict" => Opening::Picture,
        "moMath" => Opening::Formula,
        "nesttableprops" => Opening::Part,
        name if is_in_formula(name) => Opening::Part,
        name if is_nowhere(name) => Opening::To(Destination::Nowhere),
        _ => return None,
    })
}

/// What a word says about a group of the document's information.
pub(super) fn about(name: &str) -> Option<Destination> {
    Some(match name {
        "title" => Destination::About(Info::Title),
        "author" => Destination::About(Info::Author),
        "creatim" => Destination::Time,
        "propname" => Destination::About(Info::Property),
        "staticval" => Destination::About(Info::Value),
        _ => return None,
    })
}

/// What a word says about a group within a property of a shape.
pub(super) fn about_shape(name: &str) -> Option<Destination> {
    match name {
        "sn" => Some(Destination::About(Info::Property)),
        "sv" => Some(Destination::About(Info::Value)),
        _ => None,
    }
}

/// Groups without words of the article; all others like them have a star, and need not be known.
fn is_nowhere(name: &str) -> bool {
    const PASSED_OVER: [&str; 39] = [
        "aftncn",
        "aftnsep",
        "aftnsepc",
        "annotation",
        "atnauthor",
        "atnid",
        "colortbl",
        "comment",
        "datafield",
        "filetbl",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "formfield",
        "ftncn",
        "ftnsep",
        "ftnsepc",
        "generator",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "htmltag",
        "keywords",
        "listoverridetable",
        "listtable",
        "nonesttables",
        "nonshppict",
        "objdata",
        "pgdsctbl",
        "pgptbl",
        "private",
        "revtbl",
        "rsidtbl",
        "rxe",
        "shprslt",
        "tc",
        "xe",
    ];
    PASSED_OVER.binary_search(&name).is_ok() || (name.starts_with('m') && name.ends_with("Pr"))
}

/// Parts of a formula that have its letters.
fn is_in_formula(name: &str) -> bool {
    const PARTS: [&str; 29] = [
        "macc",
        "mbar",
        "mborderBox",
        "mbox",
        "md",
        "mdeg",
        "mden",
        "me",
        "meqArr",
        "mf",
        "mfName",
        "mfunc",
        "mgroupChr",
        "mlim",
        "mlimLow",
        "mlimUpp",
        "mm",
        "mmath",
        "mmr",
        "mnary",
        "mnum",
        "moMathPara",
        "mphant",
        "mr",
        "mrad",
        "msSub",
        "msSubSup",
        "msSup",
        "msub",
    ];
    PARTS.binary_search(&name).is_ok() || matches!(name, "msup" | "msPre")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        for name in ["aftncn", "comment", "xe", "headerf", "mrPr"] {
            assert_eq!(opening(name), Some(Opening::To(Destination::Nowhere)), "{name}");
        }
        for name in ["macc", "msub", "mr", "moMathPara", "mfName", "msSubSup"] {
            assert_eq!(opening(name), Some(Opening::Part), "{name}");
        }
        assert_eq!(opening("par"), None);
    }
}
