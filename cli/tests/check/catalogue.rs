//! Entries of the catalogue name what there is, each id once.

use crate::copy::{CATALOGUE, Copy, EN};

#[test]
fn a_control_without_its_clause_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"ads\"",
        "clause = \"cross-feature-use\"",
        "clause = \"ads\"",
    );
    copy.refused(
        CATALOGUE,
        line,
        "control `ads`: no notice has the clause `ads`",
    );
}

#[test]
fn global_privacy_control_on_anything_but_an_opt_out_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "kind = \"consent\"",
        "guardian = false",
        "gpc = true",
    );
    copy.refused(
        CATALOGUE,
        line,
        "`gpc` is for an opt-out, and this is of kind `consent`",
    );
}

#[test]
fn entries_that_name_nothing_are_caught() {
    let copy = Copy::new();
    let way = copy.edit(
        CATALOGUE,
        "id = \"ads\"",
        "path:personalized-ads",
        "path:advertising",
    );
    copy.refused(CATALOGUE, way, "the way `path:advertising` leads nowhere");

    let copy = Copy::new();
    let data = copy.edit(
        CATALOGUE,
        "source = \"D41\"",
        "data = [\"",
        "data = [\"steps-taken\", \"",
    );
    copy.refused(CATALOGUE, data, "[[data]] has no `steps-taken`");

    let copy = Copy::new();
    let unused = copy.edit(CATALOGUE, "[[data]]", "id = \"", "id = \"spare-");
    copy.refused(CATALOGUE, unused, "no disclosure names it");
}

#[test]
fn an_id_that_stands_twice_is_caught() {
    let copy = Copy::new();
    let line = copy.edit(
        CATALOGUE,
        "id = \"top-stories\"",
        "id = \"top-stories\"",
        "id = \"ads\"",
    );
    copy.refused(
        CATALOGUE,
        copy.line(CATALOGUE, "\"path:personalized-ads\"") - 3,
        "control `ads`",
    );
    copy.refused(
        CATALOGUE,
        copy.line(CATALOGUE, "\"path:personalized-ads\"") - 3,
        &format!("catalogue.toml:{line}"),
    );
}

#[test]
fn a_wrong_fact_is_caught() {
    let copy = Copy::new();
    let words = "independent body made up mainly of external members";
    copy.edit(
        EN,
        "{#security}",
        words,
        "body made up mainly of external members",
    );
    let line = copy.line(EN, "{#security}");
    copy.refused(EN, line, "the fact `supervisory-body` of catalogue.toml:");
}
