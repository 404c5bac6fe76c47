//! Short names for what crosses between the module and its script.
//!
//! wasm-bindgen names such a function by what it does and a hash, `__wbg_getAttribute_c7b80d4010284561`,
//! in the module and in the script. Hashes do not compress: they were 6 KB of a first visit. esbuild,
//! which shortens the script, renames them there and notes how; the module follows its notes here.
//! Entry points: [`PROPERTIES`] for esbuild, [`follow`] for the module, [`check`] before both.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use regex_lite::Regex;
use wasm_encoder::{EntityType, ExportKind, ExportSection, ImportSection, Module, RawSection};
use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

/// The names that wasm-bindgen makes; `memory` and `main` are short already.
pub const PROPERTIES: &str = "^(__wb|__externref_|wasm_bindgen__|\\./app_bg\\.js)";

/// What was renamed: the name in wasm-bindgen's script, and the one in esbuild's.
pub type Names = BTreeMap<String, String>;

/// What a module wants from its script, and what it offers.
struct Needs {
    imports: BTreeSet<String>,
    exports: BTreeSet<String>,
}

/// Checks that everything the module imports is in wasm-bindgen's script, and that everything which
/// the script calls is exported: what is missing would be found by the first visitor.
///
/// # Errors
/// With the names of what is missing.
pub fn check(wasm: &[u8], script: &str) -> Result<()> {
    let needs = needs(wasm)?;
    let named = |pattern: &str| -> BTreeSet<String> {
        let pattern = Regex::new(pattern).expect("the pattern is a constant");
        let found = pattern.captures_iter(script);
        found.map(|found| found[1].to_owned()).collect()
    };
    let offered = named(r"(?m)^\s+([\w$]+): function");
    let called = named(r"\bwasm\.([\w$]+)");
    let missing: Vec<&String> = needs.imports.difference(&offered).collect();
    if !missing.is_empty() {
        bail!("the module imports what its script does not have: {missing:?}");
    }
    let missing: Vec<&String> = called.difference(&needs.exports).collect();
    if called.is_empty() || !missing.is_empty() {
        bail!("the script calls what the module does not export: {missing:?}");
    }
    Ok(())
}

/// Renames a module's imports and exports as its script was.
///
/// # Errors
/// When the module cannot be read, or imports what was not renamed.
pub fn follow(wasm: &[u8], names: &Names) -> Result<Vec<u8>> {
    let mut renamed = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let TypeRef::Func(kind) = import.ty else {
                        bail!("`{}` is imported and is no function", import.name);
                    };
                    imports.import(
                        short(import.module, names)?,
                        short(import.name, names)?,
                        EntityType::Function(kind),
                    );
                }
                renamed.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export?;
                    let name = names.get(export.name).map_or(export.name, String::as_str);
                    exports.export(name, kind(export.kind)?, export.index);
                }
                renamed.section(&exports);
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = &wasm[range];
                    renamed.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(renamed.finish())
}

fn short<'a>(name: &str, names: &'a Names) -> Result<&'a str> {
    let short = names.get(name);
    short
        .map(String::as_str)
        .with_context(|| format!("the module imports `{name}`, which esbuild did not rename"))
}

fn kind(kind: ExternalKind) -> Result<ExportKind> {
    Ok(match kind {
        ExternalKind::Func => ExportKind::Func,
        ExternalKind::Table => ExportKind::Table,
        ExternalKind::Memory => ExportKind::Memory,
        ExternalKind::Global => ExportKind::Global,
        other => bail!("an export is a {other:?}, which no script can use"),
    })
}

fn needs(wasm: &[u8]) -> Result<Needs> {
    let mut needs = Needs {
        imports: BTreeSet::new(),
        exports: BTreeSet::new(),
    };
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    needs.imports.insert(import?.name.to_owned());
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    needs.exports.insert(export?.name.to_owned());
                }
            }
            _ => {}
        }
    }
    Ok(needs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "
        const import0 = {
            __proto__: null,
            __wbg_log_1: function(arg0) { wasm.__wbindgen_malloc(1); },
        };
        return { \"./app_bg.js\": import0, };
        export const start = () => wasm.main();
    ";

    /// A module with one import, called by what it exports.
    fn module(import: &str) -> Vec<u8> {
        use wasm_encoder::{CodeSection, Function, FunctionSection, TypeSection};
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./app_bg.js", import, EntityType::Function(0));
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 1);
        exports.export("__wbindgen_malloc", ExportKind::Func, 1);
        let mut code = CodeSection::new();
        let mut body = Function::new([]);
        body.instructions().call(0).end();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions);
        module.section(&exports).section(&code);
        module.finish()
    }

    fn names() -> Names {
        let names = [
            ("./app_bg.js", "a"),
            ("__wbg_log_1", "b"),
            ("__wbindgen_malloc", "c"),
        ];
        names
            .map(|(long, short)| (long.into(), short.into()))
            .into()
    }

    #[test]
    fn a_renamed_module_is_the_same_but_for_its_names() {
        let short = follow(&module("__wbg_log_1"), &names()).expect("all names are known");
        wasmparser::validate(&short).expect("it is a module");
        let needs = needs(&short).expect("it is a module");
        assert_eq!(Vec::from_iter(needs.imports), ["b"]);
        assert_eq!(Vec::from_iter(needs.exports), ["c", "main"]);
        let back: Names = names()
            .into_iter()
            .map(|(long, short)| (short, long))
            .collect();
        let long = follow(&short, &back).expect("all names are known");
        assert_eq!(long, module("__wbg_log_1"));
    }

    #[test]
    fn a_module_that_fits_its_script_passes() {
        check(&module("__wbg_log_1"), SCRIPT).expect("they fit");
    }

    #[test]
    fn an_import_that_the_script_lacks_is_named() {
        let error = check(&module("__wbg_gone_2"), SCRIPT).expect_err("it is missing");
        assert!(error.to_string().contains("__wbg_gone_2"), "{error}");
        let error = follow(&module("__wbg_gone_2"), &names()).expect_err("it has no short name");
        assert!(error.to_string().contains("__wbg_gone_2"), "{error}");
    }

    #[test]
    fn an_export_that_the_module_lacks_is_named() {
        let script = format!("{SCRIPT} wasm.__wbindgen_gone();");
        let error = check(&module("__wbg_log_1"), &script).expect_err("it is missing");
        assert!(error.to_string().contains("__wbindgen_gone"), "{error}");
    }
}
