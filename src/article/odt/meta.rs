//! What does an OpenDocument say about itself? Its title, who began it and when, its language.

use crate::article::IntakeError;
use crate::article::manuscript::{About, Walk};
use crate::reading::xml::Part;

/// Takes in the metadata up to the end of the element that has begun, or of the file.
pub(super) fn read(walk: &mut Walk<'_>, about: &mut About) -> Result<(), IntakeError> {
    let mut depth = 0_usize;
    // Who changed it last counts where nobody is said to have begun it.
    let mut last_author = String::new();
    while let Some(part) = walk.next()? {
        let element = match part {
            Part::Start(element) => element,
            Part::End if depth == 0 => break,
            Part::End => {
                depth -= 1;
                continue;
            }
            Part::Text(_) => continue,
        };
        match element.name.as_str() {
            "title" => about.title = walk.text_within()?,
            "initial-creator" => about.author = walk.text_within()?,
            "creator" => last_author = walk.text_within()?,
            "creation-date" => about.created = walk.text_within()?,
            "language" => about.language = walk.text_within()?,
            "user-defined" => about.set_custom(element.get("name").unwrap_or_default(), &walk.text_within()?),
            _ => depth += 1,
        }
    }
    if about.author.trim().is_empty() {
        about.author = last_author;
    }
    Ok(())
}
