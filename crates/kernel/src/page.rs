//! One page of a list, continued by a key and never by an offset.

/// Some rows, and where the next ones begin.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The rows of this page, in the order of the list.
    pub rows: Vec<T>,
    /// The key to send back for the next page; `None` at the end.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts `rows`, read with one row more than `size`, and makes the key of the last row kept.
    pub fn cut(mut rows: Vec<T>, size: usize, key: impl Fn(&T) -> String) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(key) } else { None };
        Self { rows, next }
    }

    /// No row.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
