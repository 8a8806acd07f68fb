//! How far is the work on a project, and which text is it of? What a list of many asks, without building the project.

use super::read::entry;
use crate::format::ReadError;
use crate::project::{Article, Original, Status};

/// What is said of a project in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skimmed {
    /// How far the work on it is.
    pub status: Status,
    /// The hash of its text, as the file has it; nothing where nobody can say.
    pub hash: Option<String>,
    /// The file that its article came from, where that is known.
    pub original: Option<Original>,
}

/// Reads of the project in `bytes` what a list says of it. Whether its annotations hold is not checked.
pub fn skim(bytes: &[u8]) -> Result<Skimmed, ReadError> {
    let entry = entry(bytes)?;
    let field = entry.article.fields.get(Status::FIELD).map_or("", String::as_str);
    let status = Status::of(field, entry.annotations.len());
    let hash_of = |text: String| Article::new(text).ok().map(|article| article.hash().to_string());
    let hash = entry.article.hash.or_else(|| entry.article.text.and_then(hash_of));
    Ok(Skimmed { status, hash, original: entry.article.original })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::ron::write;
    use crate::project::{Edit, draw};

    #[test]
    fn a_project_says_how_far_it_is_and_of_which_text() {
        let mut project = draw("Rents rose.\n^^^^^ claim");
        let skimmed = skim(&write(&project)).expect("a project");
        let hash = Some(project.article().hash().to_string());
        let expected = Skimmed { status: Status::Begun, hash, original: None };
        assert_eq!(skimmed, expected);
        project.apply(Edit::Field { name: "status".into(), value: "done".into() }).expect("set");
        let text = String::from_utf8(write(&project)).expect("text");
        let without_hash: String = text.split_inclusive('\n').filter(|line| !line.contains("hash: ")).collect();
        assert_eq!(skim(without_hash.as_bytes()).expect("a project"), Skimmed { status: Status::Done, ..expected });
        assert!(skim(b"(copydesk: 99)").is_err_and(|error| error.message.contains("newer Copydesk")));
    }
}
