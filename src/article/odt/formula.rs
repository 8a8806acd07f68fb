//! What are the letters of a formula? The text of its MathML in a row.

use crate::article::IntakeError;
use crate::article::manuscript::Walk;
use crate::reading::xml::Part;

/// The letters of the formula up to the end of the element that has begun, or of the file.
pub(super) fn read(walk: &mut Walk<'_>) -> Result<String, IntakeError> {
    let mut letters = String::new();
    let (mut depth, mut is_math) = (0_usize, false);
    while let Some(part) = walk.next()? {
        match part {
            Part::Start(element) if element.name == "annotation" => walk.skip()?,
            Part::Start(element) => {
                is_math |= element.name == "math";
                depth += 1;
            }
            Part::Text(text) if is_math => letters.push_str(text.trim()),
            Part::Text(_) => {}
            Part::End if depth == 0 => break,
            Part::End => depth -= 1,
        }
    }
    Ok(letters)
}
