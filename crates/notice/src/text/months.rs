//! The English months.

/// Their names in order.
pub const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The number of a month, from 1: by its name or its first three or four letters, in any case.
///
/// `may` is a month, too; whether it is one in a sentence shows from what is around it.
pub fn number(name: &str) -> Option<u32> {
    let is_short = (3..=4).contains(&name.len());
    let is_month = |month: &&str| {
        let wanted = if is_short {
            month.get(..name.len())
        } else {
            Some(*month)
        };
        wanted.is_some_and(|wanted| wanted.eq_ignore_ascii_case(name))
    };
    let place = NAMES.iter().position(is_month)?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_may_be_short_or_in_capitals() {
        for (name, month) in [("May", 5), ("Sept", 9), ("JUNE", 6), ("dec", 12)] {
            assert_eq!(number(name), Some(month), "{name}");
        }
    }

    #[test]
    fn a_word_that_starts_like_a_month_is_none() {
        for word in ["Janitor", "Mayor", "Marching", "Ma", ""] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
