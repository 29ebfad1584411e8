//! Choices that several forms of the wing offer.

use jeunes::referents;
use platform::Tx;

use crate::ui::Choix;

/// What statistics ask; no answer is an answer.
pub(super) fn sexes() -> Vec<Choix> {
    vec![
        Choix::new("femme", "Femme"),
        Choix::new("homme", "Homme"),
        Choix::new("", "Sans réponse"),
    ]
}

/// Who can be référent today: name, then role and site.
pub(super) async fn referents(tx: &mut Tx) -> platform::Result<Vec<Choix>> {
    let possible = referents::possible(tx).await?;
    Ok(possible
        .into_iter()
        .map(|agent| {
            let site = if agent.site.is_empty() {
                String::new()
            } else {
                format!(", {}", agent.site)
            };
            let words = format!("{} ({}{site})", agent.nom, agent.role.label());
            Choix::new(agent.id.to_string(), words)
        })
        .collect())
}
