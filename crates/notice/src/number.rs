//! Clause numbers, which sort by value: 1.9 before 1.10.

use std::fmt;

/// The number in front of a heading: `1`, `1.24`, `5.1.10`, or a roman point such as `iv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// Digits joined by dots.
    Decimal(Vec<u32>),
    /// A roman point, by value.
    Roman(u32),
}

impl Number {
    /// How many parts a decimal number has; 0 for a roman point.
    pub fn parts(&self) -> usize {
        match self {
            Number::Decimal(parts) => parts.len(),
            Number::Roman(_) => 0,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Decimal(parts) => {
                let words: Vec<String> = parts.iter().map(u32::to_string).collect();
                f.write_str(&words.join("."))
            }
            Number::Roman(value) => f.write_str(&roman(*value)),
        }
    }
}

fn roman(value: u32) -> String {
    const SIGNS: [(u32, &str); 7] =
        [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut rest = value;
    let mut word = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            word.push_str(sign);
            rest -= worth;
        }
    }
    word
}
