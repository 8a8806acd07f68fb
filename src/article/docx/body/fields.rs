//! Which words of a field are shown? Its result, and not the instruction that made it.

/// The fields that are open at a place.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// For each, the innermost last, whether its instruction is still being read.
    open: Vec<bool>,
    instructions: usize,
}

impl Fields {
    /// Takes in the mark of a field.
    pub fn take(&mut self, mark: &str) {
        match mark {
            "begin" => {
                self.open.push(true);
                self.instructions += 1;
            }
            "separate" => {
                if let Some(is_instruction) = self.open.last_mut()
                    && std::mem::take(is_instruction)
                {
                    self.instructions -= 1;
                }
            }
            "end" => self.instructions -= usize::from(self.open.pop().unwrap_or(false)),
            _ => {}
        }
    }

    /// Whether a word at this place is part of an instruction.
    pub fn is_instruction(&self) -> bool {
        self.instructions > 0
    }

    /// Ends all instructions with their paragraph: a field that lost its end must not take the rest of the article along.
    pub fn end_instructions(&mut self) {
        if self.instructions > 0 {
            self.open.clear();
            self.instructions = 0;
        }
    }
}
