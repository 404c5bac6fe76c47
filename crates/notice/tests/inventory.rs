//! What is counted in a notice.

use notice::inventory::Inventory;
use notice::{Catalogue, parse};

/// The counts of a notice as `name count` lines, zeros left out.
fn counts(source: &str) -> String {
    let inventory = Inventory::of(&parse(source).0, &Catalogue::default());
    let counts = inventory
        .counts()
        .into_iter()
        .filter(|(_, count)| *count > 0);
    counts
        .map(|(name, count)| format!("{name} {count}\n"))
        .collect()
}

#[test]
fn numbers_decide_what_is_a_section() {
    let source = "# T\n\n## What is new {#new .updates}\n\n## 1. A {#a}\n\n### i. B {#b}\n\n### 1.1 C {#c}\n\n#### 1.1.1 D {#d}\n";
    assert_eq!(
        counts(source),
        "sections 1\nclauses_two_level 1\nclauses_three_level 1\n"
    );
}

#[test]
fn headings_decide_where_nothing_is_numbered() {
    assert_eq!(
        counts("# T\n\n## A\n\n### B\n\n## C\n"),
        "sections 2\nclauses_two_level 1\n"
    );
}

#[test]
fn steps_count_in_guides_and_a_path_counts_once() {
    let source = "## 1. A {#a .guide}\n\n1. **B**\n2. **C**\n\n## 2. D {#d .guide}\n\n[B](path:b) [B](path:b)\n\n1. [C](path:c)\n";
    let inventory = Inventory::of(&parse(source).0, &Catalogue::default());
    assert_eq!(inventory.ids.guide_steps, ["a/1", "a/2", "d/1"]);
    assert_eq!(inventory.ids.prose_paths, ["b", "c"]);
    assert_eq!((inventory.guides, inventory.guides_with_steps), (2, 2));
}
