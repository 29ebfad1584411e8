//! `GET` and `POST /jeunes/{id}/ailleurs`.

use jeunes::{
    DossierForRead, DossierForWrite,
    ailleurs::{self, Indice, Reponse, Suivi},
};
use kernel::{EvenementId, Section, dates, phone};
use platform::{Tx, new_id};

use super::{
    forms::AilleursForm,
    pages::{AilleursPage, IndiceVu, ReponseVue},
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
    },
    ui::Choix,
};

pub(crate) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Identite);
    routes.get("/jeunes/{id}/ailleurs", write, form);
    routes.post("/jeunes/{id}/ailleurs", write, answer);
}

formulaire::handlers!(AilleursForm, form, answer);

impl Formulaire for AilleursForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = AilleursPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self {
            id: new_id!(tx, EvenementId).to_string(),
            ..Self::default()
        })
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<AilleursPage> {
        let last = ailleurs::last(tx, &vue.dossier).await?;
        Ok(AilleursPage {
            derniere: last.map(|last| seen(tx, &last)),
            reponses: Reponse::ALL.iter().map(|said| choice(*said)).collect(),
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
            form: self,
            erreurs: vue.refus.erreurs,
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        ailleurs::answer(tx, dossier, &self.parse()?).await?;
        Ok("La réponse est notée.")
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        format!("/jeunes/{}/ailleurs", dossier.id)
    }
}

fn choice(said: Reponse) -> Choix {
    let words = match said {
        Reponse::Oui => "Oui, et elle est d’accord pour chercher",
        other => other.label(),
    };
    Choix::new(said.code(), words)
}

fn seen(tx: &Tx, last: &Suivi) -> ReponseVue {
    let day = dates::long(last.saisi_le.with_timezone(&tx.fuseau()).date_naive());
    let said = match last.reponse {
        Reponse::Oui => "oui, et elle était d’accord pour chercher",
        Reponse::Non => "non",
        Reponse::NeDitPas => "ne souhaite pas le dire",
    };
    let to = if last.saisi_par.is_empty() {
        String::new()
    } else {
        format!(" Noté par {}.", last.saisi_par)
    };
    ReponseVue {
        phrase: format!("Le {day} : {said}.{to}"),
        cherche: last.reponse == Reponse::Oui,
        indices: last.indices.iter().map(hint).collect(),
    }
}

fn hint(indice: &Indice) -> IndiceVu {
    IndiceVu {
        lien: format!("/annuaire/{}", indice.ml),
        nom: indice.nom.clone(),
        site: indice.site.clone(),
        telephone: indice.telephone.clone(),
        appel: phone::normalize(&indice.telephone).unwrap_or_default(),
    }
}
