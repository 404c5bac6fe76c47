//! Collections for a few things: a visit has some thirty controls and seldom more than two wishes.
//!
//! A map that is looked through from its start, sorting by insertion, a list that is made thing by
//! thing, and looking for a part of a text byte by byte. What the standard library has instead is made
//! for millions: hashing, its sort and its search in texts weigh 10 KB of a first visit
//! (docs/decisions/bytes.md).

use std::cmp::Ordering;

/// A map with names as keys.
#[derive(Debug)]
pub struct Map<T>(Vec<(String, T)>);

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map::new()
    }
}

impl<T> Map<T> {
    /// A map of nothing. It is there before the app starts: what is made when it is first needed brings
    /// the code that makes it, and a look at each use whether it was.
    pub const fn new() -> Self {
        Map(Vec::new())
    }

    /// What is there under a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.place(name).map(|place| &self.0[place].1)
    }

    /// Puts something under a name; gives back what was there.
    pub fn insert(&mut self, name: String, thing: T) -> Option<T> {
        let before = self.remove(&name);
        self.0.push((name, thing));
        before
    }

    /// Takes out what is there under a name.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        self.place(name).map(|place| self.0.swap_remove(place).1)
    }

    /// All names with what is there under them, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &(String, T)> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes out everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().position(|(key, _)| key == name)
    }
}

/// A list of what an iterator gives. `collect` has the iterator's code twice, for the first thing and
/// for the others, at each place where it is called.
pub fn list<T>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut list = Vec::new();
    for thing in things {
        list.push(thing);
    }
    list
}

/// Insertion sort: what is equal keeps its order.
pub fn sort_by<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    for end in 1..list.len() {
        for place in (1..=end).rev() {
            if order(&list[place - 1], &list[place]).is_le() {
                break;
            }
            list.swap(place - 1, place);
        }
    }
}

/// Whether a text has a part.
pub fn contains(text: &str, part: &str) -> bool {
    place_of(text, part).is_some()
}

/// What is before and after the first place where a text has a part.
pub fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let place = place_of(text, part)?;
    Some((text.get(..place)?, text.get(place + part.len()..)?))
}

/// UTF-8 has no character inside another one: equal bytes are equal characters.
fn place_of(text: &str, part: &str) -> Option<usize> {
    if part.is_empty() {
        return Some(0);
    }
    let mut windows = text.as_bytes().windows(part.len());
    windows.position(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_thing_at_a_time() {
        let mut map = Map::new();
        assert_eq!(map.insert("ads".into(), 1), None);
        assert_eq!(map.insert("listen".into(), 2), None);
        assert_eq!(map.insert("ads".into(), 3), Some(1));
        assert_eq!((map.get("ads"), map.len()), (Some(&3), 2));
        assert_eq!(map.remove("ads"), Some(3));
        assert_eq!(map.get("ads"), None);
    }

    #[test]
    fn sorting_keeps_the_order_of_what_is_equal() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        sort_by(&mut list, |one, other| one.0.cmp(&other.0));
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
    }

    #[test]
    fn a_part_is_found_where_the_standard_library_finds_it() {
        for (text, part) in [
            ("个性化广告", "性"),
            ("个性化广告", "广告"),
            ("ab", "abc"),
            ("aab", "ab"),
            ("ab", ""),
            ("", "a"),
            ("a·b·c", "·"),
        ] {
            assert_eq!(
                split_once(text, part),
                text.split_once(part),
                "{text} {part}"
            );
            assert_eq!(contains(text, part), text.contains(part), "{text} {part}");
        }
    }
}
