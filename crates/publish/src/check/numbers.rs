//! Dates and numbers of a clause are the same in both languages.
//!
//! A draft goes in; each date or number that stands in one language only comes out.
//! What counts as one is in `amounts.rs`. Entry point: [`findings`].

use notice::release::Text;
use notice::{Clause, Language, text};

use super::amounts::{Number, Reader};
use super::edition::{Draft, Edition};
use super::finding::{Finding, name};
use super::twins;

/// Dates and numbers that stand in one language of a clause only.
pub fn findings(draft: &Draft, edition: &Edition) -> Vec<Finding> {
    let Some([zh, en]) = draft.twins() else {
        return Vec::new();
    };
    let reader = Reader::new(&edition.terms.numbers);
    let mut findings = lead(draft, &reader, zh, en);
    for (clause, twin) in twins::pairs(zh, en) {
        let in_zh = reader.numbers(&words(clause), Language::Zh);
        let in_en = reader.numbers(&words(twin), Language::En);
        for number in in_en.difference(&in_zh) {
            findings.push(only_here(draft, (en, twin), (zh, clause), number));
        }
        for number in in_zh.difference(&in_en) {
            findings.push(only_here(draft, (zh, clause), (en, twin), number));
        }
    }
    findings
}

fn words(clause: &Clause) -> String {
    format!("{}\n{}", clause.heading, text::blocks(&clause.blocks))
}

fn only_here(
    draft: &Draft,
    here: (&Text, &Clause),
    twin: (&Text, &Clause),
    number: &Number,
) -> Finding {
    let (text, clause) = here;
    let what = format!(
        "`{}` does not stand in this clause of {}:{}; make both say the same",
        number.written,
        name(&draft.file(twin.0.language)),
        twin.1.line
    );
    draft.in_clause(
        text,
        clause,
        draft.line_of(text, clause, &number.written),
        what,
    )
}

/// What stands before the first clause.
fn lead(draft: &Draft, reader: &Reader, zh: &Text, en: &Text) -> Vec<Finding> {
    let lead = |text: &Text| format!("{}\n{}", text.notice.title, text::blocks(&text.notice.lead));
    let in_zh = reader.numbers(&lead(zh), Language::Zh);
    let in_en = reader.numbers(&lead(en), Language::En);
    let say = |number: &Number, here: &Text, twin: &Text| {
        let lines = draft
            .source(here.language)
            .lines()
            .enumerate()
            .skip_while(|(_, line)| !line.starts_with("# "));
        let line = lines
            .filter(|(_, line)| line.contains(&number.written))
            .map(|(index, _)| index + 1)
            .next();
        let what = format!(
            "`{}` does not stand before the first clause of {}; make both say the same",
            number.written,
            name(&draft.file(twin.language))
        );
        Finding::of_file(&draft.file(here.language), line.unwrap_or(1), what)
    };
    let only_en = in_en.difference(&in_zh).map(|number| say(number, en, zh));
    let only_zh = in_zh.difference(&in_en).map(|number| say(number, zh, en));
    only_en.chain(only_zh).collect()
}
