//! Rust files: their length, that of their functions, and which lines are tests.

use std::collections::BTreeSet;

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::{FILE_LINES, Finding, is_generated, rust_tokens};
use crate::files;

/// Longest function, in lines, from its signature to its closing brace.
const FUNCTION_LINES: usize = 60;

/// Checks every Rust file; they are read together because a file may be a test by its parent.
pub(super) fn check(sources: &[(String, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut read = Vec::new();
    for (path, text) in sources
        .iter()
        .filter(|(path, _)| files::has_extension(path, "rs"))
    {
        match syn::parse_file(text) {
            Ok(file) => read.push((path, text, Outline::of(path, &file))),
            Err(error) => {
                let line = error.span().start().line;
                findings.push(Finding::new(
                    path,
                    line,
                    "syntaxe",
                    format!("illisible : {error}"),
                ));
            }
        }
    }
    let tests: BTreeSet<&str> = read
        .iter()
        .flat_map(|(_, _, outline)| outline.test_files.iter())
        .map(|s| &**s)
        .collect();
    for (path, text, outline) in &read {
        let all = is_test(path, &tests);
        let in_test = |line: usize| all || outline.is_test(line);
        findings.append(&mut rust_tokens::check(path, text, &in_test));
        if !all && !is_generated(text) {
            findings.append(&mut lengths(path, text, outline));
        }
    }
    findings
}

/// Whether the whole file is a test: by its folder, its name, or the module that declares it.
fn is_test(path: &str, declared: &BTreeSet<&str>) -> bool {
    path.split('/')
        .any(|part| matches!(part, "tests" | "benches" | "tests.rs"))
        || path.starts_with("crates/testkit/")
        || path.ends_with("_tests.rs")
        || declared.iter().any(|stem| {
            path.strip_prefix(stem)
                .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
}

fn lengths(path: &str, text: &str, outline: &Outline) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = (1..=text.lines().count())
        .filter(|line| !outline.is_test(*line))
        .count();
    if lines > FILE_LINES {
        let advice =
            format!("{lines} lignes sans les tests, {FILE_LINES} au plus : couper par sujet");
        findings.push(Finding::new(path, FILE_LINES + 1, "longueur", advice));
    }
    for (name, first, last) in &outline.functions {
        let lines = last - first + 1;
        if lines > FUNCTION_LINES {
            let advice = format!("{name} a {lines} lignes, {FUNCTION_LINES} au plus : la découper");
            findings.push(Finding::new(path, *first, "fonction", advice));
        }
    }
    findings
}

/// What `tidy` keeps of a file's structure.
#[derive(Debug, Default)]
struct Outline {
    /// Name, first and last line of each function that is not a test.
    functions: Vec<(String, usize, usize)>,
    /// First and last line of what only tests compile.
    tests: Vec<(usize, usize)>,
    /// Files without their extension that a `#[cfg(test)] mod x;` declares.
    test_files: Vec<String>,
    /// Where the submodules of this file are.
    folder: String,
}

impl Outline {
    fn of(path: &str, file: &syn::File) -> Self {
        let stem = path.strip_suffix(".rs").unwrap_or(path);
        let parent = stem.rsplit_once('/').map_or("", |(parent, _)| parent);
        let opens = matches!(files::name(path), "mod.rs" | "lib.rs" | "main.rs");
        let folder = if opens { parent } else { stem }.to_owned();
        let mut outline = Self {
            folder,
            ..Self::default()
        };
        if file.attrs.iter().any(is_test_attribute) {
            outline.tests.push((1, usize::MAX));
        } else {
            outline.visit_file(file);
        }
        outline
    }

    fn is_test(&self, line: usize) -> bool {
        self.tests
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&line))
    }

    /// Notes an item that only tests compile; `true` when it is one.
    fn note_test(&mut self, attributes: &[syn::Attribute], span: proc_macro2::Span) -> bool {
        let test = attributes.iter().any(is_test_attribute);
        if test {
            self.tests.push((span.start().line, span.end().line));
        }
        test
    }

    fn note_function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        self.functions
            .push((signature.ident.to_string(), first, block.span().end().line));
    }
}

impl<'ast> Visit<'ast> for Outline {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if self.note_test(&item.attrs, item.span()) {
            if item.content.is_none() {
                self.test_files
                    .push(format!("{}/{}", self.folder, item.ident));
            }
        } else {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !self.note_test(&item.attrs, item.span()) {
            self.note_function(&item.sig, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if !self.note_test(&item.attrs, item.span()) {
            visit::visit_item_impl(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !self.note_test(&item.attrs, item.span()) {
            self.note_function(&item.sig, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.note_function(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

/// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`, `#[cfg(all(test, …))]`; not `#[cfg(not(test))]`.
fn is_test_attribute(attribute: &syn::Attribute) -> bool {
    let path = attribute.path();
    if path
        .segments
        .last()
        .is_some_and(|last| last.ident == "test")
    {
        return true;
    }
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    let words = list.tokens.to_string();
    let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '"');
    path.is_ident("cfg") && words.clone().any(|word| word == "test") && !words.any(|w| w == "not")
}

#[cfg(test)]
mod tests {
    use super::super::tests::rules;
    use super::*;

    fn one(path: &str, text: &str) -> Vec<Finding> {
        check(&[(path.to_owned(), text.to_owned())])
    }

    fn function(lines: usize) -> String {
        format!("fn longue() {{\n{}}}\n", "    f();\n".repeat(lines - 2))
    }

    #[test]
    fn a_long_function_is_found_at_its_signature() {
        assert_eq!(one("crates/x/src/a.rs", &function(60)), []);
        let findings = one("crates/x/src/a.rs", &format!("\n{}", function(61)));
        assert_eq!((findings[0].rule, findings[0].line), ("fonction", 2));
    }

    #[test]
    fn methods_count_and_tests_do_not() {
        let method = format!("impl A {{\n{}}}\n", function(61));
        assert_eq!(rules(&one("crates/x/src/a.rs", &method)), ["fonction"]);
        let test = format!("#[cfg(test)]\nmod tests {{\n#[test]\n{}}}\n", function(500));
        assert_eq!(one("crates/x/src/a.rs", &test), []);
        assert_eq!(one("crates/x/tests/it/a.rs", &function(500)), []);
        let absent = format!("#[cfg(not(test))]\n{}", function(61));
        assert_eq!(rules(&one("crates/x/src/a.rs", &absent)), ["fonction"]);
    }

    #[test]
    fn a_long_file_is_found() {
        let long = "const A: u8 = 1;\n".repeat(401);
        assert_eq!(rules(&one("crates/x/src/a.rs", &long)), ["longueur"]);
        assert_eq!(
            one("crates/x/src/a.rs", &format!("// @generated\n{long}")),
            []
        );
        let tested = format!("#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert_eq!(one("crates/x/src/a.rs", &tested), []);
    }

    #[test]
    fn a_file_declared_as_a_test_module_is_a_test() {
        let sources = [
            (
                "crates/x/src/a/mod.rs".to_owned(),
                "#[cfg(test)]\nmod essais;\n".to_owned(),
            ),
            ("crates/x/src/a/essais.rs".to_owned(), function(61)),
            ("crates/x/src/b/essais.rs".to_owned(), function(61)),
        ];
        let findings = check(&sources);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].path, "crates/x/src/b/essais.rs");
    }

    #[test]
    fn a_file_that_is_not_rust_is_said_to_be_so() {
        assert_eq!(rules(&one("crates/x/src/a.rs", "fn {")), ["syntaxe"]);
    }
}
