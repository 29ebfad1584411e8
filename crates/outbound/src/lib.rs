//! The adapters behind `platform::ports`: what leaves Jalon for the outside world.

mod blobs;
mod fichier;
mod local;
mod message;
mod sms_fichier;
mod sms_http;
mod smtp;

pub use blobs::{Magasin, Seau};
pub use fichier::FileMailer;
pub use sms_fichier::SmsFile;
pub use sms_http::SmsHttp;
pub use smtp::{Securite, Smtp, SmtpMailer};
