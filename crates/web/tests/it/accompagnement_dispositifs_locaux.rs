//! A dispositif of the mission locale, from the screen of its direction to an exit.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{accompagnement::Formulaire, accompagnement_dispositifs::old_dossier, essai::Essai};

#[tokio::test]
async fn a_local_dispositif_goes_from_the_screen_to_an_exit() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    assert_eq!(conseiller.get("/dispositifs/nouveau").await.status, 403);
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let path = "/dispositifs/nouveau";
    let form = Formulaire::of(&direction.get(path).await, path)
        .avec("local-libelle", "Action fictive de la région")
        .avec("local-nom_court", "Action région")
        .avec("local-resume", "Six mois pour découvrir un métier.")
        .avec("local-valide_du", "2026-01-05")
        .et("local-conditions", "volonte")
        .avec("local-questions", "Habite dans un quartier prioritaire")
        .et("local-sorties", "emploi")
        .avec("local-duree_mois", "6");
    let silent = form.post(&mut direction).await;
    assert_eq!(silent.status, 422, "a reference is needed");
    assert_eq!(
        silent.champ("local-libelle").unwrap(),
        "Action fictive de la région"
    );
    assert!(
        silent.html().contains("value=\"volonte\" checked"),
        "what was ticked is kept"
    );
    let added = form
        .avec("local-reference", "Convention fictive 2026-7")
        .post(&mut direction)
        .await;
    assert_eq!(added.status, 303, "{}", added.sens());
    let address = added.location();
    let code = address.rsplit('/').next().unwrap();

    let list = conseiller.get(&format!("{base}/dispositifs")).await.texte();
    assert!(list.contains("Action fictive de la région"), "{list}");
    let entry = format!("{base}/dispositifs/{code}");
    let page = conseiller.get(&entry).await;
    assert!(
        page.texte().contains("Habite dans un quartier prioritaire"),
        "{}",
        page.texte()
    );
    let entered = Formulaire::of(&page, &entry)
        .avec("entree-entree_le", "2026-10-05")
        .avec("entree-reponse_volonte", "oui")
        .avec("entree-reponse_question_1", "oui")
        .post(&mut conseiller)
        .await;
    assert_eq!(entered.status, 303, "{}", entered.texte());
    let all = conseiller.get(&entered.location()).await.html();
    let at = all.find("/adhesions/").unwrap();
    let course = format!("{base}{}", &all[at..at + 47]);
    let page = conseiller.get(&course).await;
    assert!(
        page.texte().contains("4 avril 2027 au plus tard"),
        "{}",
        page.texte()
    );
    assert!(
        !page.html().contains("value=\"abandon\""),
        "only its own reasons"
    );
    let left = Formulaire::of(&page, &format!("{course}/sortie"))
        .avec("sortie-motif", "emploi")
        .post(&mut conseiller)
        .await;
    assert_eq!(left.status, 303, "{}", left.sens());

    let page = direction.get(&address).await;
    let corrected = Formulaire::of(&page, &address)
        .avec("local-duree_mois", "4")
        .avec("local-motif", "Avenant fictif");
    assert_eq!(corrected.post(&mut direction).await.status, 303);
    let stale = corrected.avec("local-id", "01935f00-0001-7000-8000-0000000000aa");
    assert_eq!(stale.post(&mut direction).await.status, 422);
    let page = direction.get(&address).await;
    assert!(page.texte().contains("Avenant fictif"), "{}", page.texte());
    let closed = Formulaire::of(&page, &format!("{address}/fermeture"))
        .avec("fermeture-valide_au", "2026-11-22");
    let early = closed.post(&mut direction).await;
    assert_eq!(early.status, 422, "{}", early.sens());
    let closed = closed.avec("fermeture-valide_au", "2026-11-23");
    assert_eq!(closed.post(&mut direction).await.status, 303);

    let mut other = essai.client(Role::Directeur, ML_B).await;
    assert_eq!(other.get(&address).await.status, 404);
    assert!(
        !other
            .get("/dispositifs")
            .await
            .texte()
            .contains("Action fictive")
    );
}
