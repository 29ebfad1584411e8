//! Proof that someone may touch something. An `Acces<T>` is made in one place per kind of thing,
//! after the rights were checked and the reading traced; functions that read or change the thing
//! take one, so forgetting the check does not compile.

/// Proof of access to a `T`.
#[derive(Debug, Clone)]
pub struct Acces<T>(T);

/// Implemented by the one module that checks and traces the access to `Self`.
pub trait Gardien: Sized {
    /// Wraps `self` once the rights are checked and the trace is written.
    fn ouvrir(self) -> Acces<Self> {
        Acces(self)
    }
}

impl<T> std::ops::Deref for Acces<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
