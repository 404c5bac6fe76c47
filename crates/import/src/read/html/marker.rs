//! The marker that a browser writes before an item of a list. Entry point: [`counted`].

/// The letter or the roman number that a browser writes before an item.
pub(super) fn counted(number: usize, kind: &str) -> String {
    let value = u32::try_from(number).unwrap_or(0);
    let roman = || notice::numerals::roman(value);
    let letter = || {
        let letter = u8::try_from(value)
            .ok()
            .filter(|value| (1..=26).contains(value));
        letter.map_or_else(
            || number.to_string(),
            |value| char::from(b'a' + value - 1).to_string(),
        )
    };
    let written = match kind {
        "a" => letter(),
        "A" => letter().to_uppercase(),
        "i" => roman(),
        _ => roman().to_uppercase(),
    };
    format!("{written}.")
}
