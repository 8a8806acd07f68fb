//! What does a Word document say about itself? Its core properties, and those that its author made up.

use crate::article::IntakeError;
use crate::article::manuscript::{About, Walk};
use crate::reading::xml::Part;

/// Takes in the properties in a part of properties.
pub(super) fn read(mut walk: Walk<'_>, about: &mut About) -> Result<(), IntakeError> {
    let mut custom = String::new();
    while let Some(part) = walk.next()? {
        let Part::Start(element) = part else { continue };
        match element.name.as_str() {
            "title" => about.title = walk.text_within()?,
            "creator" => about.author = walk.text_within()?,
            "created" => about.created = walk.text_within()?,
            "language" => about.language = walk.text_within()?,
            "property" => custom = element.get("name").unwrap_or_default().to_owned(),
            "lpwstr" | "lpstr" | "filetime" | "date" => about.set_custom(&custom, &walk.text_within()?),
            _ => {}
        }
    }
    Ok(())
}
