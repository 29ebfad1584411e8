//! The national keys of an identity, from the wing's own rule.

use jeunes::identite::cles::{self, Parties};

use super::Derives;
use crate::lignes::DepotIdentite;

impl Derives<'_> {
    /// The national keys, as the application deposits them: none for a protected dossier.
    pub(super) fn cles(&mut self) {
        let jeune = &self.out.jeune;
        if jeune.protege {
            return;
        }
        let own = |moyen: &str| {
            let mut held = self.out.contacts.iter().filter(|contact| {
                contact.moyen == moyen && contact.titulaire == "jeune" && contact.vrai_au.is_none()
            });
            held.next_back().map_or("", |contact| &contact.valeur)
        };
        let keys = cles::cles(
            self.ctx.empreintes,
            &Parties {
                nom: &jeune.nom_naissance,
                prenom: &jeune.prenom,
                naissance: jeune.date_naissance,
                telephone: own("telephone"),
                courriel: own("courriel"),
            },
        );
        let depot = DepotIdentite {
            id: self.h.id(jeune.cree_le),
            ml_id: self.ctx.maison.ml,
            dossier: jeune.id,
            nom_naissance: keys.nom_naissance,
            prenom_naissance: keys.prenom_naissance,
            identite: keys.identite,
            telephone: keys.telephone,
            courriel: keys.courriel,
        };
        self.out.depots.push(depot);
    }
}
