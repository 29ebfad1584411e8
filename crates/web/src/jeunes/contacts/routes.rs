//! `/jeunes/{id}/contacts/nouveau`, `/jeunes/{id}/contacts/{contact}`, `/jeunes/{id}/adresse`.

use jeunes::{
    DossierForRead, DossierForWrite,
    contacts::{self, Contact, MoyenContact, Reponse, SANS_PRECISION},
};
use kernel::{Access, ContactId, Permission, Section};
use platform::{Error, Tx, new_id};

use super::{
    forms::{Ajout, ContactForm, Correction, LieuForm},
    pages::{ContactPage, LieuPage},
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{Chemin, CheminContact},
        communes,
        formulaire::{self, Formulaire, Vue},
        lire,
    },
    ui::Choix,
};

pub(crate) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Contacts);
    routes.get("/jeunes/{id}/contacts/nouveau", write, add_form);
    routes.post("/jeunes/{id}/contacts/nouveau", write, add);
    routes.get("/jeunes/{id}/contacts/{contact}", write, correct_form);
    routes.post("/jeunes/{id}/contacts/{contact}", write, correct);
    routes.get("/jeunes/{id}/adresse", write, lieu_form);
    routes.post("/jeunes/{id}/adresse", write, lieu);
}

formulaire::handlers!(Ajout, add_form, add);
formulaire::handlers!(Correction, correct_form, correct);
formulaire::handlers!(LieuForm, lieu_form, lieu);

impl Formulaire for Ajout {
    const SECTION: Section = Section::Contacts;
    type Chemin = Chemin;
    type Page = ContactPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self(ContactForm::blank(new_id!(tx, ContactId), tx.today())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<ContactPage> {
        let adresse = format!("{}/contacts/nouveau", vue.tete.base);
        Ok(page(tx, self.0, vue, String::new(), adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        contacts::add(tx, dossier, &self.0.parse()?).await?;
        Ok("Le contact est ajouté.")
    }
}

impl Formulaire for Correction {
    const SECTION: Section = Section::Contacts;
    type Chemin = CheminContact;
    type Page = ContactPage;

    async fn initial(
        tx: &mut Tx,
        chemin: CheminContact,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let contact = find(tx, dossier, chemin.contact).await?;
        let id = new_id!(tx, ContactId);
        Ok(Self(ContactForm::of(&contact, id, tx.today())))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminContact,
        vue: Vue,
    ) -> platform::Result<ContactPage> {
        let contact = find(tx, &vue.dossier, chemin.contact).await?;
        let adresse = format!("{}/contacts/{}", vue.tete.base, contact.id);
        if self.0.ends() {
            // The form that ends carries its day only: the other one shows what is known.
            let vrai_au = std::mem::take(&mut self.0.vrai_au);
            let id = new_id!(tx, ContactId);
            let form = ContactForm::of(&contact, id, tx.today());
            self.0 = ContactForm { vrai_au, ..form };
        }
        self.0.version = vue.refus.version(&self.0.version);
        Ok(page(tx, self.0, vue, contact.valeur_affichee(), adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminContact,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let version = self.0.version()?;
        if self.0.ends() {
            let le = self.0.last_day()?;
            contacts::end(tx, dossier, chemin.contact, version, le).await?;
            return Ok("Le contact est terminé.");
        }
        let new = self.0.parse()?;
        contacts::correct(tx, dossier, chemin.contact, version, &new).await?;
        Ok("Le contact est corrigé.")
    }
}

async fn find(tx: &mut Tx, dossier: &DossierForRead, id: ContactId) -> platform::Result<Contact> {
    let all = contacts::list(tx, dossier).await?;
    all.into_iter().find(|c| c.id == id).ok_or(Error::NotFound)
}

fn page(tx: &Tx, form: ContactForm, vue: Vue, ancien: String, adresse: String) -> ContactPage {
    ContactPage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs: vue.refus.erreurs,
        conflit: vue.refus.conflit,
        ancien,
        adresse,
        moyens: MoyenContact::ALL
            .iter()
            .map(|m| Choix::new(m.code(), m.label()))
            .collect(),
        titulaires: Choix::of(tx.nomenclatures(), "lien_personne", tx.today()),
        reponses: Reponse::ALL
            .iter()
            .map(|r| Choix::new(r.code(), r.label()))
            .collect(),
        jamais: reasons_of_never(tx),
        rangs: [
            "En premier",
            "En deuxième",
            "En troisième",
            "En quatrième",
            "En dernier",
        ]
        .into_iter()
        .zip(1..)
        .map(|(words, rank)| Choix::new(rank.to_string(), words))
        .collect(),
        aujourdhui: lire::field(tx.today()),
    }
}

/// Why a contact is never used; those who do not accompany say that it is, not why.
fn reasons_of_never(tx: &Tx) -> Vec<Choix> {
    if tx.may(Permission::Dossier(Section::Famille, Access::Read)) {
        return Choix::of(tx.nomenclatures(), "motif_jamais", tx.today());
    }
    vec![Choix::new(SANS_PRECISION, "Ne pas utiliser")]
}

impl Formulaire for LieuForm {
    const SECTION: Section = Section::Contacts;
    type Chemin = Chemin;
    type Page = LieuPage;

    async fn initial(tx: &mut Tx, _: Chemin, dossier: &DossierForRead) -> platform::Result<Self> {
        let commune = communes::known(tx, &dossier.lieu).await?;
        Ok(Self::of(dossier, commune))
    }

    async fn page(mut self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<LieuPage> {
        self.version = vue.refus.version(&self.version);
        let erreurs = vue.refus.erreurs;
        let communes = if erreurs.de("commune_code").is_empty() {
            Vec::new()
        } else {
            self.commune().read(tx).await?.choix
        };
        Ok(LieuPage {
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
            form: self,
            erreurs,
            conflit: vue.refus.conflit,
            communes,
            aujourdhui: lire::field(tx.today()),
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let commune = self.commune().read(tx).await?;
        let new = self.parse(commune)?;
        let (lieu, sur_place) = (&new.lieu, new.a_voir_sur_place);
        let moved = new.demenage_le;
        contacts::update_lieu(tx, dossier, new.version, lieu, sur_place, moved).await?;
        Ok("L’adresse est enregistrée.")
    }
}
