//! What did a program write as words that is none? A bullet that is typed, and an equation that shows how a word is read.

/// The words that an instruction puts under their reading: `EQ \o\ad(\s\up 10(reading),words)`.
pub(super) fn ruby_base(instruction: &str) -> Option<&str> {
    let equation = instruction.trim().strip_prefix("EQ")?;
    let is_ruby = equation.contains("\\o") && equation.contains("\\s\\up");
    let (_, words) = equation.rsplit_once("),").filter(|_| is_ruby)?;
    words.strip_suffix(')')
}

/// What follows the bullet or the number that `words` begin with, and a tab.
pub(super) fn behind_bullet(words: &str) -> Option<&str> {
    let (bullet, rest) = words.trim_start().split_once('\t')?;
    let number = bullet.trim_start_matches('(').strip_suffix(['.', ')']);
    let is_number = number.is_some_and(|number| number.len() <= 4 && number.chars().all(char::is_alphanumeric));
    (matches!(bullet, "•" | "◦" | "▪" | "·" | "–" | "-" | "*" | "o") || is_number).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_told_from_words() {
        let cases =
            [("•\tOne", Some("One")), (" 12.\tOne", Some("One")), ("(a)\tOne", Some("One")), ("iv)\tOne", Some("One"))];
        for (words, rest) in cases {
            assert_eq!(behind_bullet(words), rest);
        }
        for words in ["One\ttwo", "• One", "Chapter.\tOne", "\tOne", ""] {
            assert_eq!(behind_bullet(words), None, "{words}");
        }
        let instruction = r#" EQ \* jc2 \* "Font:Mincho" \* hps10 \o\ad(\s\up 9(to),東(京))"#;
        assert_eq!(ruby_base(instruction), Some("東(京)"));
        assert_eq!((ruby_base("PAGE"), ruby_base("EQ \\f(1,2)")), (None, None));
    }
}
