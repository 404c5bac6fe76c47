//! Numbers in Chinese numerals and in roman ones.
//!
//! A text goes in, how far the numerals reach or what they are worth comes out.
//! Entry points: [`is_numeral`], [`leading`], [`value`], [`roman`], [`roman_value`].

/// Every Chinese numeral, with those that count things and money alone.
const ALL: &str = "〇零一二三四五六七八九十百千万亿两";

/// The Chinese numerals that number clauses, for use in a pattern. 两 counts things (两项, two
/// items) and never numbers one.
pub const OF_CLAUSES: &str = "〇零一二三四五六七八九十百千";

/// Whether this is a Chinese numeral.
pub fn is_numeral(character: char) -> bool {
    ALL.contains(character)
}

/// How many bytes of Chinese numerals a text starts with, if any.
pub fn leading(text: &str) -> Option<usize> {
    let end = text
        .find(|character| !is_numeral(character))
        .unwrap_or(text.len());
    (end > 0).then_some(end)
}

/// The value of a number in Chinese numerals or digits; `None` for other words and for nothing.
///
/// 二十一 is 21, 一百零二 is 102; numerals in a row, as years are written, are digits: 二〇二五.
///
/// ```
/// use notice::numerals::value;
/// assert_eq!(value("一百零二"), Some(102));
/// assert_eq!(value("二〇二五"), Some(2025));
/// ```
pub fn value(number: &str) -> Option<u32> {
    if number.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.parse().ok();
    }
    let has_place = number.contains(['十', '百', '千']);
    let value = if has_place {
        by_place(number)
    } else {
        in_a_row(number)
    };
    value.filter(|&value| value > 0)
}

fn by_place(number: &str) -> Option<u32> {
    let mut total = 0_u32;
    let mut digit = None;
    for character in number.chars() {
        let place = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '零' => continue,
            _ => {
                digit = Some(digit_value(character)?);
                continue;
            }
        };
        // 十一 has no 一 in front of its ten.
        total = total.checked_add(digit.take().unwrap_or(1) * place)?;
    }
    total.checked_add(digit.unwrap_or(0))
}

fn in_a_row(number: &str) -> Option<u32> {
    number.chars().try_fold(0_u32, |value, character| {
        value.checked_mul(10)?.checked_add(digit_value(character)?)
    })
}

fn digit_value(character: char) -> Option<u32> {
    const DIGITS: &str = "〇一二三四五六七八九";
    match character {
        '零' => Some(0),
        '两' => Some(2),
        _ => {
            let value = DIGITS.chars().position(|digit| digit == character)?;
            u32::try_from(value).ok()
        }
    }
}

/// A number in small roman numerals. Notices number points with them, so fifty is far enough.
pub fn roman(value: u32) -> String {
    const NUMERALS: [(u32, &str); 7] = [
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut rest = value;
    let mut written = String::new();
    for (worth, numeral) in NUMERALS {
        while rest >= worth {
            written.push_str(numeral);
            rest -= worth;
        }
    }
    written
}

/// The value of small roman numerals written as usual; `None` for `iiii` and other words.
pub fn roman_value(written: &str) -> Option<u32> {
    const LONGEST: usize = "lxxxviii".len();
    if written.is_empty() || written.len() > LONGEST {
        return None;
    }
    (1..90).find(|value| roman(*value) == written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(number: &str, expected: Option<u32>) {
        assert_eq!(value(number), expected, "{number}");
    }

    #[test]
    fn numerals_count_by_their_place() {
        check("三", Some(3));
        check("十", Some(10));
        check("二十一", Some(21));
        check("一百零二", Some(102));
        check("一千二百", Some(1200));
    }

    #[test]
    fn numerals_in_a_row_are_digits() {
        check("二〇二五", Some(2025));
        check("一零", Some(10));
        check("17", Some(17));
    }

    #[test]
    fn other_words_and_nothing_have_no_value() {
        check("", None);
        check("〇", None);
        check("三个", None);
        check("99999999999", None);
    }

    #[test]
    fn roman_numerals_read_back() {
        for value in 1..90 {
            assert_eq!(roman_value(&roman(value)), Some(value));
        }
        assert_eq!(roman_value("iiii"), None);
        assert_eq!(roman_value("mild"), None);
    }
}
