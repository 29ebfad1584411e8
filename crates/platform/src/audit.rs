//! The audit: who read and changed what. Append-only for the application. Rows carry no direct
//! identity: names, contacts and free text enter as a length and a keyed hash, coded values in
//! clear; in a protected dossier everything enters hashed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use kernel::{AuditId, JeuneId};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Map, Value, json};
use sha2::Sha256;
use uuid::Uuid;

use crate::{Result, Tx, new_id};

/// Keyed hashes: the same text gives the same hash, and the text cannot be found without the key.
#[derive(Debug, Clone)]
pub struct Empreintes(SecretString);

impl Empreintes {
    /// Hashes with `cle`: the application's, or that of whoever fills a database it will serve.
    pub const fn new(cle: SecretString) -> Self {
        Self(cle)
    }

    /// 16 hexadecimal digits of HMAC-SHA256.
    pub fn hash(&self, text: &str) -> String {
        crate::liens::to_hex(&self.mac(&[text]))
    }

    /// 64 bits of HMAC-SHA256 of `text`, which say nothing of the hash of the same text of another
    /// `sorte`, nor of [`Self::hash`].
    pub fn entier(&self, sorte: &str, text: &str) -> i64 {
        i64::from_be_bytes(self.mac(&["identite", sorte, text]))
    }

    /// The first 8 bytes over `parts`, a separator between them.
    fn mac(&self, parts: &[&str]) -> [u8; 8] {
        let mut out = [0; 8];
        // HMAC takes a key of any length: this never fails.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.0.expose_secret().as_bytes()) {
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    mac.update(&[0]);
                }
                mac.update(part.as_bytes());
            }
            out.copy_from_slice(&mac.finalize().into_bytes()[..8]);
        }
        out
    }
}

/// What changed, or what a reading was about. Built field by field, so that each one says whether
/// it may be kept in clear.
#[derive(Debug)]
pub struct Details<'a> {
    empreintes: &'a Empreintes,
    protege: bool,
    fields: Map<String, Value>,
}

impl<'a> Details<'a> {
    /// Nothing yet; `protege`: everything will enter hashed.
    pub fn new(empreintes: &'a Empreintes, protege: bool) -> Self {
        Self {
            empreintes,
            protege,
            fields: Map::new(),
        }
    }

    /// A coded value: a code, a date, a number, a state.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers pass codes and dates as they are"
    )]
    pub fn coded(mut self, name: &str, value: impl ToString) -> Self {
        let text = value.to_string();
        if self.protege {
            return self.secret(name, &text);
        }
        self.fields.insert(name.to_owned(), Value::String(text));
        self
    }

    /// Identity, contact or free text: its length and keyed hash.
    #[must_use]
    pub fn secret(mut self, name: &str, text: &str) -> Self {
        let entry =
            json!({ "longueur": text.chars().count(), "empreinte": self.empreintes.hash(text) });
        self.fields.insert(name.to_owned(), entry);
        self
    }

    /// A coded value that changed; nothing when it did not.
    #[must_use]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers pass codes and dates as they are"
    )]
    pub fn changed(mut self, name: &str, before: impl ToString, after: impl ToString) -> Self {
        let (before, after) = (before.to_string(), after.to_string());
        if before == after {
            return self;
        }
        if self.protege {
            return self.changed_secret(name, &before, &after);
        }
        self.fields
            .insert(name.to_owned(), json!({ "avant": before, "apres": after }));
        self
    }

    /// Identity, contact or free text that changed; nothing when it did not.
    #[must_use]
    pub fn changed_secret(mut self, name: &str, before: &str, after: &str) -> Self {
        if before == after {
            return self;
        }
        let of = |text: &str| json!({ "longueur": text.chars().count(), "empreinte": self.empreintes.hash(text) });
        let entry = json!({ "avant": of(before), "apres": of(after) });
        self.fields.insert(name.to_owned(), entry);
        self
    }

    /// Nothing was put in.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The object to record.
    pub fn into_value(self) -> Value {
        Value::Object(self.fields)
    }
}

/// What is recorded: an action on an object, of a young person or not.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// `lecture`, `creation`, `modification`, `recherche`, `export`…
    pub action: &'a str,
    /// The kind of object.
    pub objet: &'a str,
    /// The object.
    pub objet_id: Option<Uuid>,
    /// The young person it is about.
    pub jeune: Option<JeuneId>,
    /// From [`Details`], or counts and identifiers.
    pub details: Value,
}

/// Adds one row to the audit of the mission locale in sight.
pub async fn record(tx: &mut Tx, entry: Entry<'_>) -> Result<()> {
    let id = new_id!(tx, AuditId);
    let (ml, now) = (tx.ml()?, tx.now());
    let (compte, agent) = (tx.actor().compte(), tx.agent_id());
    let role = tx.actor().role().map(kernel::Role::code);
    sqlx::query!(
        "/* socle */ insert into audit (ml_id, id, survenu_le, compte_id, agent_id, role, action,
           objet, objet_id, jeune_id, details)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ml.get(),
        id.uuid(),
        now,
        compte.map(kernel::CompteId::uuid),
        agent.map(kernel::AgentId::uuid),
        role,
        entry.action,
        entry.objet,
        entry.objet_id,
        entry.jeune.map(JeuneId::uuid),
        entry.details,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds one row per entry to the audit of the mission locale in sight, in one statement.
pub async fn record_all(tx: &mut Tx, entries: &[Entry<'_>]) -> Result<()> {
    let ids: Vec<Uuid> = entries
        .iter()
        .map(|_| new_id!(tx, AuditId).uuid())
        .collect();
    let (ml, now) = (tx.ml()?, tx.now());
    let (compte, agent) = (tx.actor().compte(), tx.agent_id());
    let role = tx.actor().role().map(kernel::Role::code);
    let actions: Vec<String> = entries.iter().map(|e| e.action.to_owned()).collect();
    let objets: Vec<String> = entries.iter().map(|e| e.objet.to_owned()).collect();
    let objet_ids: Vec<Option<Uuid>> = entries.iter().map(|e| e.objet_id).collect();
    let jeunes: Vec<Option<Uuid>> = entries.iter().map(|e| e.jeune.map(JeuneId::uuid)).collect();
    let details: Vec<Value> = entries.iter().map(|e| e.details.clone()).collect();
    sqlx::query!(
        "/* socle */ insert into audit (ml_id, id, survenu_le, compte_id, agent_id, role, action,
           objet, objet_id, jeune_id, details)
         select $1, t.id, $2, $3, $4, $5, t.action, t.objet, t.objet_id, t.jeune, t.details
         from unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::uuid[], $11::jsonb[])
           as t(id, action, objet, objet_id, jeune, details)",
        ml.get(),
        now,
        compte.map(kernel::CompteId::uuid),
        agent.map(kernel::AgentId::uuid),
        role,
        &ids,
        &actions,
        &objets,
        &objet_ids as &[Option<Uuid>],
        &jeunes as &[Option<Uuid>],
        &details,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds one row to the audit of the network: accounts, sign-in, directory.
pub async fn record_national(
    tx: &mut Tx,
    action: &str,
    objet: &str,
    objet_id: Option<Uuid>,
    details: Value,
) -> Result<()> {
    let id = new_id!(tx, AuditId);
    let now = tx.now();
    let (compte, agent) = (tx.actor().compte(), tx.agent_id());
    let role = tx.actor().role().map(kernel::Role::code);
    sqlx::query!(
        "insert into audit_national (id, survenu_le, compte_id, agent_id, role, action, objet,
           objet_id, details) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id.uuid(),
        now,
        compte.map(kernel::CompteId::uuid),
        agent.map(kernel::AgentId::uuid),
        role,
        action,
        objet,
        objet_id.map(|id| id.to_string()),
        details,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
