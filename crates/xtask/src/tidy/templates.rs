//! Templates obey the strict Content-Security-Policy: nothing inline.

use super::Finding;
use crate::files;

/// Looks at the HTML of the screens; letters and mails have other rules.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    if !path.starts_with("crates/web/templates/") || !files::has_extension(path, "html") {
        return Vec::new();
    }
    let bare = without_askama(text);
    tags(&bare)
        .flat_map(|(line, tag)| check_tag(path, line, tag))
        .collect()
}

fn check_tag(path: &str, line: usize, tag: &str) -> Vec<Finding> {
    let tag = tag.to_ascii_lowercase();
    let name = tag
        .split(|c: char| c.is_whitespace() || c == '/')
        .next()
        .unwrap_or_default();
    let attributes: Vec<&str> = attributes(&tag);
    let mut found = Vec::new();
    if name == "style" {
        found.push("pas de <style> : une règle dans assets/scss/".to_owned());
    }
    if name == "script" && !attributes.contains(&"src") {
        found.push(
            "pas de script dans la page : un fichier de assets/js/ appelé par src".to_owned(),
        );
    }
    for attribute in attributes {
        if attribute == "style" {
            found.push("pas d'attribut style : une classe, ou un attribut de présentation".into());
        } else if is_handler(attribute) {
            found.push(format!("pas de {attribute}= : un écouteur dans assets/js/"));
        }
    }
    found
        .into_iter()
        .map(|advice| Finding::new(path, line, "gabarit", advice))
        .collect()
}

/// `onclick`, `hx-on:click` and their like: code in an attribute.
fn is_handler(attribute: &str) -> bool {
    let rest = attribute.strip_prefix("on");
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase()))
        || attribute.starts_with("hx-on")
}

/// Names of the attributes of an opening tag.
fn attributes(tag: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut quote = None;
    let mut start = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, c) if c.is_whitespace() || c == '=' || c == '/' => {
                names.extend(start.take().and_then(|from| tag.get(from..at)));
            }
            (None, _) if start.is_none() => start = Some(at),
            _ => {}
        }
    }
    names.extend(start.and_then(|from| tag.get(from..)));
    names.into_iter().skip(1).collect()
}

/// Opening tags with the line they start on, without `<` and `>`.
fn tags(html: &str) -> impl Iterator<Item = (usize, &str)> {
    html.match_indices('<').filter_map(move |(at, _)| {
        let inside = html.get(at + 1..)?;
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = tag_end(inside)?;
        let line = html.get(..at)?.matches('\n').count() + 1;
        Some((line, inside.get(..end)?))
    })
}

/// Where the tag closes: the first `>` outside quotes.
fn tag_end(inside: &str) -> Option<usize> {
    let mut quote = None;
    inside.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return Some(at),
            _ => {}
        }
        None
    })
}

/// The same text with every `{{ }}`, `{% %}` and `{# #}` blanked, lines kept.
fn without_askama(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, close, after)) = next_askama(rest) {
        bare.push_str(before);
        let end = after.find(close).map_or(after.len(), |at| at + close.len());
        let (hidden, next) = after.split_at(end);
        bare.push('_');
        bare.extend(hidden.chars().filter(|c| *c == '\n'));
        rest = next;
    }
    bare.push_str(rest);
    bare
}

/// Text before the next askama mark, the mark that closes it, and the text from the opening on.
fn next_askama(text: &str) -> Option<(&str, &'static str, &str)> {
    let marks = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
    let (at, close) = marks
        .iter()
        .filter_map(|(open, close)| text.find(open).map(|at| (at, *close)))
        .min_by_key(|(at, _)| *at)?;
    let (before, after) = text.split_at(at);
    Some((before, close, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(html: &str) -> Vec<usize> {
        check("crates/web/templates/x.html", html)
            .iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn inline_code_and_style_are_found_with_their_line() {
        assert_eq!(found("<p>\n<a style=\"color: red\">x</a>"), [2]);
        assert_eq!(
            found("<button class='a'\n onclick=\"go()\">x</button>"),
            [1]
        );
        assert_eq!(found("<style>p { color: red }</style>"), [1]);
        assert_eq!(found("<script>go()</script>"), [1]);
        assert_eq!(found("<a hx-on:click=\"go()\">x</a>"), [1]);
        assert_eq!(found("{% if a %}\n<i {{ b }} style=x>{% endif %}"), [2]);
    }

    #[test]
    fn what_only_looks_like_it_is_left_alone() {
        let good = [
            "<script src=\"/a.js\" defer></script>",
            "<p title=\"un style=x et onclick=y\">style=z</p>",
            "{% if a < b %}<p>x</p>{% endif %}",
            "{# <style> #}<a href=\"{{ url(\"x > y\") }}\" data-on=\"1\">x</a>",
            "<input name=\"on\" one=\"1\" value=\"\">"
                .replace(" one=\"1\"", "")
                .as_str(),
        ]
        .map(found);
        assert!(good.iter().all(Vec::is_empty), "{good:?}");
    }

    #[test]
    fn letters_and_other_files_are_not_screens() {
        let html = "<p style=\"color: red\">x</p>";
        assert_eq!(check("crates/documents/modeles/x.html", html), []);
    }
}
