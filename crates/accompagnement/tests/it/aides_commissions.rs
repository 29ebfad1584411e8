//! Commissions: sheets without a name, déports, one procès-verbal that nobody changes.

use accompagnement::{
    aides::{Decideur, EtatAide},
    commissions::{
        self, DecisionCommission, Deport, NouveauMembre, NouveauPassage, NouvelleCommission,
    },
};
use jeunes::acces::open_for_write;
use kernel::{CommissionId, DemandeAideId, JeuneId, MembreId, Role, Section};
use platform::Result;
use testkit::{ML_A, ML_B};

use crate::{
    aides::grant,
    outils::{Scene, forbidden, not_found, refused, today},
};

impl Scene {
    async fn meeting(&self) -> CommissionId {
        let new = NouvelleCommission {
            id: self.id(),
            tenue_le: today(),
            fonds: Vec::new(),
        };
        let mut tx = self.tx_of(Role::Gestionnaire).await;
        commissions::create(&mut tx, &new).await.unwrap();
        commissions::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    async fn sits(&self, commission: CommissionId, role: Option<Role>, nom: &str) -> MembreId {
        let new = NouveauMembre {
            id: self.id(),
            commission,
            agent: role.map(|role| self.test.reseau.agent(ML_A, role).id),
            nom: nom.into(),
        };
        let mut tx = self.tx_of(Role::Gestionnaire).await;
        commissions::ajouter_membre(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    async fn join(
        &self,
        jeune: JeuneId,
        commission: CommissionId,
        demande: DemandeAideId,
    ) -> Result<()> {
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, jeune, Section::Plan).await?;
        let new = NouveauPassage {
            commission,
            demande,
        };
        commissions::inscrire(&mut tx, &dossier, new).await?;
        tx.commit().await
    }

    async fn rule(
        &self,
        role: Role,
        jeune: JeuneId,
        (commission, demande): (CommissionId, DemandeAideId),
    ) -> Result<()> {
        let mut tx = self.tx_of(role).await;
        let dossier = open_for_write(&mut tx, jeune, Section::Plan).await?;
        let decision = DecisionCommission {
            commission,
            decision: grant(demande, 1, 10_000),
        };
        commissions::decider(&mut tx, &dossier, &decision).await?;
        tx.commit().await
    }

    async fn close(&self, id: CommissionId) -> Result<()> {
        let mut tx = self.tx_of(Role::Directeur).await;
        commissions::clore(&mut tx, id).await?;
        tx.commit().await
    }
}

#[tokio::test]
async fn a_commission_decides_without_a_name_and_who_asked_sits_out() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let id = scene.meeting().await;
    let other = Scene::person(&scene.test, ML_A).await;
    let asked = scene.asked(scene.jeune, fonds, 10_000).await;
    let waits = scene.asked(other, fonds, 10_000).await;
    for (jeune, demande) in [(scene.jeune, asked), (other, waits)] {
        scene.join(jeune, id, demande).await.unwrap();
        scene.join(jeune, id, demande).await.unwrap();
    }
    let second = scene.meeting().await;
    let twice = scene.join(scene.jeune, second, asked).await;
    assert!(refused(twice, "commission").contains("déjà à l’ordre du jour"));

    // Nobody is there but who asked: nothing is decided.
    let conseiller = scene.sits(id, Some(Role::Conseiller), "").await;
    let alone = scene.rule(Role::Directeur, scene.jeune, (id, asked)).await;
    assert!(refused(alone, "issue").contains("Personne n’est présent"));
    let directeur = scene.sits(id, Some(Role::Directeur), "").await;
    scene.sits(id, None, "Élue fictive").await;
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    let deport = Deport {
        demande: asked,
        membre: directeur,
    };
    commissions::deporter(&mut tx, id, deport, true)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let own = scene.rule(Role::Directeur, scene.jeune, (id, asked)).await;
    assert!(refused(own, "issue").contains("déport"));
    forbidden(scene.rule(Role::Conseiller, scene.jeune, (id, asked)).await);
    scene
        .rule(Role::DirecteurAdjoint, scene.jeune, (id, asked))
        .await
        .unwrap();
    assert_eq!(scene.balance(fonds).await, 40_000);

    // What is written of it does not follow who leaves afterwards.
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    commissions::marquer(&mut tx, (id, conseiller), false)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    scene.close(id).await.unwrap();
    scene.close(id).await.unwrap();
    let mut tx = scene.tx().await;
    let pv = commissions::proces_verbal(&mut tx, id).await.unwrap();
    assert_eq!(pv.votes.len(), 2);
    let first = &pv.votes[0];
    assert_eq!((first.rang, first.decision.as_str()), (1, "Accordée"));
    assert_eq!(first.presents, ["Élue fictive"]);
    assert_eq!(first.deports.len(), 2, "{first:?}");
    assert_eq!(first.age, "18 à 21 ans");
    assert_eq!(pv.votes[1].decision, "Reportée");
    assert_eq!(pv.absents.len(), 1);
    let named = scene
        .count("select count(*) from proces_verbal where contenu::text ~* 'fictive, in|inès|vélo'")
        .await;
    assert_eq!(named, 0, "no name, no free text");
}

#[tokio::test]
async fn a_closed_commission_never_changes_and_frees_what_waits() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let id = scene.meeting().await;
    let asked = scene.asked(scene.jeune, fonds, 10_000).await;
    scene.join(scene.jeune, id, asked).await.unwrap();
    let empty = scene.close(id).await;
    assert!(refused(empty, "cloture").contains("au moins une personne"));
    let membre = scene.sits(id, Some(Role::Directeur), "").await;
    scene.close(id).await.unwrap();
    let late = scene
        .rule(Role::DirecteurAdjoint, scene.jeune, (id, asked))
        .await;
    assert!(refused(late, "issue").contains("close"));
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    let mark = commissions::marquer(&mut tx, (id, membre), false).await;
    assert!(refused(mark, "agent").contains("close"));
    // Not even the application may change what is kept.
    let refused = sqlx::query("update proces_verbal set contenu = '{}'")
        .execute(tx.conn())
        .await;
    assert!(refused.is_err());
    drop(tx);
    let next = scene.meeting().await;
    scene.join(scene.jeune, next, asked).await.unwrap();
    assert_eq!(scene.state(scene.jeune, asked).await, EtatAide::ADecider);
}

#[tokio::test]
async fn a_stranger_finds_no_commission() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let id = scene.meeting().await;
    let asked = scene.asked(scene.jeune, fonds, 10_000).await;
    scene.join(scene.jeune, id, asked).await.unwrap();
    let theirs = Scene::person(&scene.test, ML_B).await;
    let stranger = scene.test.reseau.agent(ML_B, Role::Directeur).clone();
    let mut tx = scene.test.tx(&stranger).await;
    assert!(commissions::toutes(&mut tx).await.unwrap().is_empty());
    not_found(commissions::commission(&mut tx, id).await);
    not_found(commissions::clore(&mut tx, id).await);
    not_found(commissions::proces_verbal(&mut tx, id).await);
    let dossier = open_for_write(&mut tx, theirs, Section::Plan)
        .await
        .unwrap();
    let new = NouveauPassage {
        commission: id,
        demande: asked,
    };
    not_found(commissions::inscrire(&mut tx, &dossier, new).await);
    let decision = DecisionCommission {
        commission: id,
        decision: grant(asked, 1, 1),
    };
    not_found(commissions::decider(&mut tx, &dossier, &decision).await);
}
