//! Words that have their place in Rust files, and nowhere else.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::Finding;
use crate::files;

/// One token: comments are gone, strings are `""`, `::` is one token.
#[derive(Debug)]
struct Token {
    text: String,
    line: usize,
}

/// Checks the tokens of a file; `in_test` says which lines only tests compile.
pub(super) fn check(path: &str, text: &str, in_test: &dyn Fn(usize) -> bool) -> Vec<Finding> {
    let mut tokens = Vec::new();
    if let Ok(stream) = text.parse::<TokenStream>() {
        flatten(stream, &mut tokens);
    }
    let lines: Vec<&str> = text.lines().collect();
    let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let mut findings = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let place = Place {
            path,
            before: words.get(..at).unwrap_or_default(),
            test: in_test(token.line),
        };
        let after = words.get(at..).unwrap_or_default();
        let found = attributes(after)
            .or_else(|| place.sql(after))
            .or_else(|| place.unchecked_sql(after))
            .or_else(|| place.sleep(after))
            .or_else(|| place.expectation(after, &lines, token.line));
        if let Some((rule, advice)) = found {
            findings.push(Finding::new(path, token.line, rule, advice));
        }
    }
    findings.dedup();
    findings
}

type Found = Option<(&'static str, &'static str)>;

/// `#[allow]` and `#[ignore]` are nowhere welcome.
fn attributes(after: &[&str]) -> Found {
    let (["#", "[", inside, ..] | ["#", "!", "[", inside, ..]) = after else {
        return None;
    };
    match *inside {
        "allow" => Some((
            "allow",
            "`#[expect(lint, reason = \"…\")]` à la place de allow",
        )),
        "ignore" => Some((
            "ignore",
            "un test tourne toujours : le réparer ou le retirer",
        )),
        _ => None,
    }
}

/// Where a token stands.
struct Place<'a> {
    path: &'a str,
    before: &'a [&'a str],
    test: bool,
}

impl Place<'_> {
    fn follows(&self, word: &str) -> bool {
        self.before.last() == Some(&word)
    }

    /// SQL is in `queries.rs`, in `queries/`, in `recherche.rs` and in the platform.
    fn sql(&self, after: &[&str]) -> Found {
        let file = files::name(self.path);
        let home = matches!(file, "queries.rs" | "recherche.rs")
            || self.path.contains("/queries/")
            || self.path.starts_with("crates/platform/src/");
        if self.test || home {
            return None;
        }
        let sql = match after {
            ["sqlx", "::", "{", names @ ..] => names
                .iter()
                .take_while(|name| **name != "}")
                .any(|name| is_query(name)),
            ["sqlx", "::", name, ..] => is_query(name),
            [name, "!", ..] => is_query(name) && !self.follows("::"),
            _ => false,
        };
        sql.then_some((
            "sql",
            "le SQL est dans queries.rs (ou queries/) de la tranche",
        ))
    }

    fn unchecked_sql(&self, after: &[&str]) -> Found {
        let home = self.path.starts_with("crates/platform/src/db")
            || (self.path.starts_with("crates/platform/src/rattachement/")
                && (files::name(self.path) == "queries.rs" || self.path.contains("/queries/")))
            || self.path == "crates/population/src/nation/queries.rs"
            || files::name(self.path) == "recherche.rs";
        let found = after.first() == Some(&"AssertSqlSafe") && !self.test && !home;
        found.then_some((
            "sql_libre",
            "AssertSqlSafe : seulement platform/src/db*, rattachement et nation (queries.rs), recherche.rs",
        ))
    }

    fn sleep(&self, after: &[&str]) -> Found {
        let sleep = matches!(after, ["sleep" | "sleep_until", "(", ..]);
        let found = self.test && sleep && !self.follows("fn") && !self.follows(".");
        found.then_some(("attente", "un test attend un fait, pas une durée"))
    }

    fn expectation(&self, after: &[&str], lines: &[&str], line: usize) -> Found {
        let call = self.follows(".") && matches!(after, ["expect", "(", ..]);
        let found = call && !self.test && !has_invariant(lines, line);
        found.then_some((
            "expect",
            "rendre l'erreur, ou écrire sur la ligne précédente `// invariant: …`",
        ))
    }
}

fn is_query(name: &str) -> bool {
    matches!(name, "query" | "raw_sql" | "QueryBuilder") || name.starts_with("query_")
}

/// Whether a comment says why this cannot fail, above the call or above its statement.
fn has_invariant(lines: &[&str], line: usize) -> bool {
    let above = lines.get(..line).unwrap_or_default().iter().rev().take(12);
    for (distance, text) in above.enumerate() {
        let text = text.trim();
        if text.contains("// invariant:") {
            return true;
        }
        if distance > 0 && (text.ends_with([';', '{', '}']) || text.is_empty()) {
            return false;
        }
    }
    false
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut joined = false;
    for tree in stream {
        let line = tree.span().start().line;
        let was_joined = std::mem::take(&mut joined);
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let last = group.span_close().end().line;
                tokens.push(Token {
                    text: open.to_owned(),
                    line,
                });
                flatten(group.stream(), tokens);
                tokens.push(Token {
                    text: close.to_owned(),
                    line: last,
                });
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' && was_joined => {
                if let Some(last) = tokens.last_mut() {
                    last.text.push(':');
                }
            }
            TokenTree::Punct(punct) => {
                joined = punct.as_char() == ':' && punct.spacing() == Spacing::Joint;
                tokens.push(Token {
                    text: punct.to_string(),
                    line,
                });
            }
            TokenTree::Ident(ident) => tokens.push(Token {
                text: ident.to_string(),
                line,
            }),
            TokenTree::Literal(_) => tokens.push(Token {
                text: "\"\"".to_owned(),
                line,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rules;
    use super::*;

    fn source(path: &str, text: &str) -> Vec<&'static str> {
        rules(&check(path, text, &|_| false))
    }

    fn test(text: &str) -> Vec<&'static str> {
        rules(&check("crates/x/tests/it/a.rs", text, &|_| true))
    }

    const NOTHING: [&str; 0] = [];

    #[test]
    fn allow_and_ignore_are_found_everywhere() {
        assert_eq!(source("a.rs", "#[allow(dead_code)]\nfn a() {}"), ["allow"]);
        assert_eq!(test("#![allow(clippy::all)]"), ["allow"]);
        assert_eq!(test("#[test]\n#[ignore = \"lent\"]\nfn a() {}"), ["ignore"]);
        assert_eq!(test("#[ignore]\nfn a() {}"), ["ignore"]);
        assert_eq!(
            source("a.rs", "// #[allow(x)]\n#[expect(x, reason = \"y\")]"),
            NOTHING
        );
    }

    #[test]
    fn sql_is_only_in_its_files() {
        let samples = [
            "fn a() { sqlx::query_as!(A, \"select 1\") }",
            "use sqlx::{PgConnection, query_scalar};",
            "fn a() { query!(\"select 1\") }",
            "fn a() { sqlx::query(\"select 1\") }",
            "type B = sqlx::QueryBuilder<Postgres>;",
        ];
        for sample in samples {
            assert_eq!(
                source("crates/jeunes/src/dossiers/actions.rs", sample),
                ["sql"],
                "{sample}"
            );
            assert_eq!(
                source("crates/jeunes/src/dossiers/queries.rs", sample),
                NOTHING
            );
            assert_eq!(
                source("crates/jeunes/src/dossiers/queries/liste.rs", sample),
                NOTHING
            );
            assert_eq!(source("crates/platform/src/db/tx.rs", sample), NOTHING);
            assert_eq!(test(sample), NOTHING);
        }
        let words = "/// See sqlx::query!.\nfn query() { axum::extract::Query; sqlx::PgPool; }";
        assert_eq!(source("crates/web/src/lib.rs", words), NOTHING);
    }

    #[test]
    fn unchecked_sql_has_two_homes() {
        let sample = "fn a() { b(AssertSqlSafe(c)) }";
        assert_eq!(
            source("crates/jeunes/src/dossiers/queries.rs", sample),
            ["sql_libre"]
        );
        assert_eq!(
            source("crates/jeunes/src/dossiers/recherche.rs", sample),
            NOTHING
        );
        assert_eq!(source("crates/platform/src/db/mod.rs", sample), NOTHING);
    }

    #[test]
    fn a_test_never_sleeps() {
        assert_eq!(test("fn a() { std::thread::sleep(d); }"), ["attente"]);
        assert_eq!(test("fn a() { tokio::time::sleep(d).await; }"), ["attente"]);
        assert_eq!(test("fn a() { lit.sleep(); }"), NOTHING);
        assert_eq!(
            source("a.rs", "fn a() { tokio::time::sleep(d).await; }"),
            NOTHING
        );
    }

    #[test]
    fn expect_says_why_it_cannot_fail() {
        assert_eq!(source("a.rs", "fn a() { b().expect(\"c\"); }"), ["expect"]);
        assert_eq!(
            source("a.rs", "fn a() {\n // invariant: d\n b().expect(\"c\"); }"),
            NOTHING
        );
        let chain = "fn a() {\n // invariant: d\n let e = b()\n .c()\n .expect(\"c\");\n}";
        assert_eq!(source("a.rs", chain), NOTHING);
        let far = "fn a() {\n // invariant: d\n f();\n b().expect(\"c\");\n}";
        assert_eq!(source("a.rs", far), ["expect"]);
        assert_eq!(test("fn a() { b().expect(\"c\"); }"), NOTHING);
    }
}
