//! What is measured of the comparison: pairs of versions, each with its numbers. Entry point: [`Measured`].

use std::path::PathBuf;

use compare::quality::TimedComparison;

/// Two neighbouring versions of one text.
pub struct Versions {
    /// The set of versions, and its folder of one language.
    pub set: String,
    /// `en` or `zh`.
    pub language: &'static str,
    /// The file of the one before.
    pub old: PathBuf,
    /// The file of the one that is compared with it.
    pub new: PathBuf,
}

/// One pair with what was measured.
pub struct Measured {
    /// The pair.
    pub versions: Versions,
    /// Our comparison.
    pub ours: TimedComparison,
    /// Milliseconds that jsdiff takes; `None` where it gives up.
    pub jsdiff: Option<f64>,
    /// Edges of our changes inside a Chinese word, by the browsers' segmenter.
    pub cuts: usize,
}
