//! The adapters behind `platform::ports`: what leaves Jalon for the outside world.

mod fichier;
mod message;
mod sms;
mod smtp;

pub use fichier::FileMailer;
pub use sms::{SmsFile, SmsHttp};
pub use smtp::{Securite, Smtp, SmtpMailer};
