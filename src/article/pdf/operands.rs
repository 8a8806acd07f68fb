//! What do the operators of a page's content work on?

use hayro_syntax::content::Instruction;
use hayro_syntax::object::{Array, Name, Object, String as PdfString};

use super::matrix::Matrix;

/// The operands of an instruction; what is missing or of another kind is nothing, or nought.
pub(super) struct Operands<'b, 'a>(pub(super) Instruction<'b, 'a>);

impl<'b, 'a> Operands<'b, 'a> {
    /// The operand at a place, whatever it is.
    pub(super) fn object(&self, at: usize) -> Option<&'b Object<'a>> {
        self.0.operands().nth(at)
    }

    /// The number at a place.
    pub(super) fn number(&self, at: usize) -> f64 {
        match self.object(at) {
            Some(Object::Number(number)) => number.as_f64(),
            _ => 0.0,
        }
    }

    /// The name at a place.
    pub(super) fn name(&self, at: usize) -> Option<&'b Name<'a>> {
        match self.object(at) {
            Some(Object::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// The string at a place.
    pub(super) fn string(&self, at: usize) -> Option<&'b PdfString<'a>> {
        match self.object(at) {
            Some(Object::String(string)) => Some(string),
            _ => None,
        }
    }

    /// The array at a place.
    pub(super) fn array(&self, at: usize) -> Option<&'b Array<'a>> {
        match self.object(at) {
            Some(Object::Array(array)) => Some(array),
            _ => None,
        }
    }

    /// The six numbers of a map.
    pub(super) fn matrix(&self) -> Matrix {
        Matrix([0, 1, 2, 3, 4, 5].map(|at| self.number(at)))
    }
}
