//! Pieces: what is kept, what is refused, what their end leaves to do; and contracts signed on
//! screen.

use accompagnement::{
    dispositifs::Moyen,
    pieces::{self, NouvellePiece, Retrait},
    plan,
    signatures::{self, NouvelleSignature, Qualite},
};
use chrono::{Days, NaiveDate};
use kernel::{AdhesionId, PieceId, Section};
use testkit::ML_B;

use crate::{
    dispositifs::{enter, entree},
    outils::{Scene, days_ago, not_found, refused, today},
};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";

impl Scene {
    fn piece(&self, nature: &str) -> NouvellePiece {
        NouvellePiece {
            id: self.id(),
            nature: nature.into(),
            valable_au: None,
            sante: false,
            vue_le: None,
            remplace: None,
        }
    }

    async fn keep(&self, new: &NouvellePiece, bytes: Option<&[u8]>) -> platform::Result<bool> {
        let mut tx = self.tx().await;
        let dossier = self.write(&mut tx, Section::Plan).await;
        let depot = pieces::deposit(&mut tx).await?;
        let kept = depot.examine(new, bytes.map(|b| ("scan.pdf", b)))?;
        let added = pieces::add(&mut tx, &dossier, new, kept.as_ref()).await?;
        tx.commit().await?;
        Ok(added)
    }

    async fn pieces(&self) -> Vec<pieces::Piece> {
        let mut tx = self.tx().await;
        let dossier = self.read(&mut tx, Section::Plan).await;
        pieces::list(&mut tx, &dossier).await.unwrap()
    }

    async fn withdraw_piece(
        &self,
        id: PieceId,
        version: i32,
        motif: &str,
    ) -> platform::Result<bool> {
        let mut tx = self.tx().await;
        let dossier = self.write(&mut tx, Section::Plan).await;
        let retrait = Retrait {
            id,
            version,
            motif: motif.into(),
        };
        let gone = pieces::withdraw(&mut tx, &dossier, &retrait).await?;
        tx.commit().await?;
        Ok(gone.is_some())
    }
}

#[tokio::test]
async fn a_piece_is_kept_once_and_its_end_is_seen_coming() {
    let scene = Scene::new().await;
    let fin = today() + Days::new(90);
    let new = NouvellePiece {
        valable_au: Some(fin),
        ..scene.piece("identite")
    };
    assert!(scene.keep(&new, Some(PDF)).await.unwrap());
    assert!(!scene.keep(&new, Some(PDF)).await.unwrap(), "a second post");
    let all = scene.pieces().await;
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].nom, "scan.pdf");
    assert_eq!(
        all[0].nom_remis(pieces::Format::Pdf),
        "identite-2026-11-23.pdf"
    );
    let visible: NaiveDate = sqlx::query_scalar(
        "select visible_le from echeance where nature = 'fin_piece' and close_le is null",
    )
    .fetch_one(&scene.test.brut)
    .await
    .unwrap();
    assert_eq!(visible, fin - Days::new(60), "the rule of its kind");
    let newer = NouvellePiece {
        remplace: Some(new.id),
        valable_au: Some(fin + Days::new(3000)),
        ..scene.piece("identite")
    };
    scene.keep(&newer, Some(PDF)).await.unwrap();
    let open = "select count(*) from echeance where nature = 'fin_piece' and close_le is null";
    assert_eq!(scene.count(open).await, 1, "that of the new one");
    let again = NouvellePiece {
        remplace: Some(new.id),
        ..scene.piece("identite")
    };
    refused(scene.keep(&again, Some(PDF)).await, "remplace");
    let old = scene.pieces().await.into_iter().find(|p| p.id == new.id);
    let old = old.unwrap();
    assert_eq!(old.remplacee_le, Some(today()));
    refused(
        scene.withdraw_piece(old.id, old.version, " ").await,
        "motif",
    );
    assert!(
        scene
            .withdraw_piece(old.id, old.version, "Carte périmée")
            .await
            .unwrap()
    );
    let rows = "select count(*) from piece where blob is null and retiree_motif <> ''";
    assert_eq!(
        scene.count(rows).await,
        1,
        "the row stays, its file does not"
    );
    let words =
        "select count(*) from audit where objet = 'piece' and details::text like '%périmée%'";
    assert_eq!(scene.count(words).await, 0, "no free text in the audit");
}

#[tokio::test]
async fn what_is_of_health_is_refused_and_what_was_seen_is_noted() {
    let scene = Scene::new().await;
    for nature in ["certificat_medical", "ordonnance", "mdph"] {
        let why = refused(scene.keep(&scene.piece(nature), Some(PDF)).await, "nature");
        assert!(why.contains("donnée"), "{why}");
        assert!(why.contains("santé"), "{why}");
    }
    let said = NouvellePiece {
        sante: true,
        ..scene.piece("autre")
    };
    refused(scene.keep(&said, Some(PDF)).await, "sante");
    refused(scene.keep(&scene.piece("identite"), None).await, "fichier");
    refused(
        scene.keep(&scene.piece("inconnue"), Some(PDF)).await,
        "nature",
    );
    let zip = b"PK\x03\x04 not a document".as_slice();
    refused(
        scene.keep(&scene.piece("identite"), Some(zip)).await,
        "fichier",
    );
    let end = NouvellePiece {
        valable_au: Some(today()),
        ..scene.piece("rib")
    };
    refused(scene.keep(&end, Some(PDF)).await, "valable_au");
    let seen = NouvellePiece {
        vue_le: Some(days_ago(2)),
        ..scene.piece("domicile")
    };
    assert!(scene.keep(&seen, None).await.unwrap());
    let all = scene.pieces().await;
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].blob, all[0].vue_le), (None, Some(days_ago(2))));
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    not_found(pieces::file(&mut tx, &dossier, seen.id).await);
}

#[tokio::test]
async fn a_piece_of_elsewhere_is_not_found() {
    let scene = Scene::new().await;
    let new = scene.piece("cv");
    scene.keep(&new, Some(PDF)).await.unwrap();
    let stranger = Scene::person(&scene.test, ML_B).await;
    let mut tx = scene.test.tx(scene.test.reseau.conseiller(ML_B)).await;
    let dossier = jeunes::acces::open_for_read(&mut tx, stranger, Section::Plan)
        .await
        .unwrap();
    not_found(pieces::file(&mut tx, &dossier, new.id).await);
}

async fn course(scene: &Scene) -> AdhesionId {
    sqlx::query("update jeune set premier_accueil_le = '2024-06-03', etat_depuis = '2024-06-03'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let new = entree(scene, "cej", days_ago(20));
    enter(scene, &new).await.unwrap();
    new.id
}

async fn contract(scene: &Scene, id: AdhesionId) -> signatures::Contrat {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    signatures::read(&mut tx, &dossier, id).await.unwrap()
}

async fn sign(scene: &Scene, new: &NouvelleSignature) -> platform::Result<bool> {
    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Plan).await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let whole = signatures::sign(&mut tx, (&read, &dossier), new).await?;
    tx.commit().await?;
    Ok(whole)
}

fn by(scene: &Scene, c: &signatures::Contrat, qualite: Qualite) -> NouvelleSignature {
    NouvelleSignature {
        id: scene.id(),
        adhesion: c.adhesion.id,
        qualite,
        nom: c.texte.personne.to_lowercase(),
        lu: true,
        empreinte: c.empreinte.clone(),
    }
}

#[tokio::test]
async fn a_contract_is_signed_by_everyone_and_its_text_never_changes() {
    let scene = Scene::new().await;
    let id = course(&scene).await;
    let before = contract(&scene, id).await;
    assert_eq!(before.attendues, [Qualite::Jeune, Qualite::Conseiller]);
    assert_eq!(before.empreinte, contract(&scene, id).await.empreinte);
    assert!(!before.texte.parties.is_empty() && !before.texte.references.is_empty());
    let hers = by(&scene, &before, Qualite::Jeune);
    for (wrong, field) in [
        (
            NouvelleSignature {
                lu: false,
                ..hers.clone()
            },
            "lu",
        ),
        (
            NouvelleSignature {
                nom: "Quelqu’un d’autre".into(),
                ..hers.clone()
            },
            "nom",
        ),
        (
            NouvelleSignature {
                nom: String::new(),
                ..hers.clone()
            },
            "nom",
        ),
        (
            NouvelleSignature {
                empreinte: "0".repeat(64),
                ..hers.clone()
            },
            "lu",
        ),
        (by(&scene, &before, Qualite::Representant), "lu"),
    ] {
        refused(sign(&scene, &wrong).await, field);
    }
    assert_eq!(scene.count("select count(*) from document_signe").await, 0);
    assert!(!sign(&scene, &hers).await.unwrap(), "one is missing");
    assert!(!sign(&scene, &hers).await.unwrap(), "a second post");
    assert!(contract(&scene, id).await.adhesion.signature.is_none());
    assert!(
        sign(&scene, &by(&scene, &before, Qualite::Conseiller))
            .await
            .unwrap()
    );
    let signed = contract(&scene, id).await;
    let how = signed.adhesion.signature.unwrap();
    assert_eq!((how.le, how.moyen), (today(), Moyen::Ecran));
    assert_eq!(
        signed.empreinte, before.empreinte,
        "signing changes no fact"
    );
    assert_eq!(scene.count("select count(*) from signature").await, 2);
    assert!(!scene.natures().await.contains(&"signer_contrat".to_owned()));
    later(&scene, id, &before).await;
}

/// A fact that changes makes another text; the one that was signed stays as it was.
async fn later(scene: &Scene, id: AdhesionId, before: &signatures::Contrat) {
    let frein = scene.frein("code_route");
    let objectif = scene.objectif(frein.id);
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    accompagnement::freins::add(&mut tx, &dossier, &frein)
        .await
        .unwrap();
    plan::add_objectif(&mut tx, &dossier, &objectif)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let after = contract(scene, id).await;
    assert_ne!(after.empreinte, before.empreinte);
    refused(sign(scene, &by(scene, before, Qualite::Jeune)).await, "lu");
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let kept = signatures::of_adhesion(&mut tx, &dossier, id)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].texte, before.texte, "word for word");
    assert!(kept[0].est_complet(&before.attendues));
    drop(tx);
    let mut tx = scene.tx().await;
    for change in [
        "update document_signe set texte = 'autre'",
        "update signature set nom = 'Autre'",
        "delete from document_signe",
        "delete from signature",
    ] {
        let done = sqlx::query(change).execute(tx.conn()).await;
        assert!(done.is_err(), "{change}");
        tx = scene.tx().await;
    }
    let forged =
        "insert into document_signe (ml_id, id, jeune_id, adhesion_id, texte, empreinte, fige_le)
      select ml_id, gen_random_uuid(), jeune_id, adhesion_id, 'autre', empreinte, fige_le
      from document_signe";
    assert!(sqlx::query(forged).execute(&scene.test.brut).await.is_err());
}

#[tokio::test]
async fn a_minor_needs_who_represents_her() {
    let scene = Scene::new().await;
    let id = course(&scene).await;
    sqlx::query("update jeune set date_naissance = '2009-12-24'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let c = contract(&scene, id).await;
    assert!(c.attendues.contains(&Qualite::Representant));
    assert!(!sign(&scene, &by(&scene, &c, Qualite::Jeune)).await.unwrap());
    assert!(
        !sign(&scene, &by(&scene, &c, Qualite::Conseiller))
            .await
            .unwrap()
    );
    let parent = NouvelleSignature {
        nom: "Maud Mère".into(),
        ..by(&scene, &c, Qualite::Representant)
    };
    assert!(sign(&scene, &parent).await.unwrap());
}
