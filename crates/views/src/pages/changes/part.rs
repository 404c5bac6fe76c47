//! One part of a clause in a comparison: a block, or a row of a table.
//!
//! Entry point: [`ChangedPart`].

use leptos::prelude::*;

use crate::pages::changes::block::ChangedBlock;
use crate::pages::changes::groups::Part;
use crate::pages::changes::pair::Pair;
use crate::pages::changes::row::ChangedRow;

/// A block, or the cells of a row together.
#[component]
pub fn ChangedPart<'a>(
    /// The two releases.
    pair: Pair<'a>,
    /// The block, or the cells.
    part: Part<'a, 'a>,
    /// Whether its clause's tag already says what became of it.
    is_said: bool,
) -> AnyView {
    match part {
        [block] if block.cell.is_none() => {
            view! { <ChangedBlock pair=pair block=block is_said=is_said/> }.into_any()
        }
        cells => view! { <ChangedRow pair=pair cells=cells is_said=is_said/> }.into_any(),
    }
}
