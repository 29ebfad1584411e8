//! The rows of a dossier, as its tables have them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use crate::copie::ligne;

ligne! {
    /// The last number given.
    CompteurDossier = "compteur_dossier" { ml_id "ml_id": i32, dernier "dernier": i32, }
}

ligne! {
    /// A person.
    Jeune = "jeune" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        numero "numero": String,
        etat "etat": &'static str,
        etat_depuis "etat_depuis": NaiveDate,
        etat_motif "etat_motif": &'static str,
        nom_naissance "nom_naissance": String,
        nom_usage "nom_usage": String,
        prenom "prenom": String,
        prenom_usage "prenom_usage": String,
        sexe "sexe": Option<&'static str>,
        date_naissance "date_naissance": Option<NaiveDate>,
        age_declare "age_declare": Option<i32>,
        age_declare_le "age_declare_le": Option<NaiveDate>,
        sans_domicile_stable "sans_domicile_stable": bool,
        commune "commune": Option<&'static str>,
        adresse "adresse": String,
        code_postal "code_postal": String,
        a_voir_sur_place "a_voir_sur_place": bool,
        identite_vue_le "identite_vue_le": Option<NaiveDate>,
        orienteur "orienteur": Option<&'static str>,
        premier_accueil_le "premier_accueil_le": NaiveDate,
        site_id "site_id": Option<Uuid>,
        referent_id "referent_id": Option<Uuid>,
        protege "protege": bool,
        protege_motif "protege_motif": Option<&'static str>,
        recherche "recherche": String,
        cree_le "cree_le": DateTime<Utc>,
        cree_par "cree_par": Option<Uuid>,
    }
}

ligne! {
    /// A means of contact.
    Contact = "contact" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        moyen "moyen": &'static str,
        valeur "valeur": String,
        titulaire "titulaire": &'static str,
        precisions "precisions": &'static str,
        vrai_du "vrai_du": NaiveDate,
        vrai_au "vrai_au": Option<NaiveDate>,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// The national keys of an identity.
    DepotIdentite = "depot_identite" {
        id "id": Uuid,
        ml_id "ml_id": i32,
        dossier "dossier": Uuid,
        nom_naissance "nom_naissance": Option<i64>,
        prenom_naissance "prenom_naissance": Option<i64>,
        identite "identite": Option<i64>,
        telephone "telephone": Option<i64>,
        courriel "courriel": Option<i64>,
    }
}

ligne! {
    /// A time under one référent.
    Referent = "referent" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        agent_id "agent_id": Uuid,
        du "du": NaiveDate,
        au "au": Option<NaiveDate>,
        motif "motif": &'static str,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// An absence and who replaces.
    Remplacement = "remplacement" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        agent_id "agent_id": Uuid,
        remplacant_id "remplacant_id": Uuid,
        du "du": NaiveDate,
        au "au": NaiveDate,
    }
}

ligne! {
    /// A situation.
    Situation = "situation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        categorie "categorie": &'static str,
        nature "type": &'static str,
        etat "etat": &'static str,
        debut "debut": NaiveDate,
        fin "fin": Option<NaiveDate>,
        structure "structure": &'static str,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// What comes next.
    Echeance = "echeance" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        nature "nature": String,
        libelle "libelle": String,
        visible_le "visible_le": NaiveDate,
        le "echeance_le": NaiveDate,
        objet "objet": &'static str,
        objet_id "objet_id": Uuid,
        close_le "close_le": Option<NaiveDate>,
    }
}

ligne! {
    /// What happened.
    Evenement = "evenement" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        survenu_le "survenu_le": NaiveDate,
        heure "heure": Option<NaiveTime>,
        nature "nature": &'static str,
        theme "theme": &'static str,
        resultat "resultat": &'static str,
        agent_id "agent_id": Option<Uuid>,
        titre "titre": String,
        objet "objet": &'static str,
        objet_id "objet_id": Uuid,
        saisi_le "saisi_le": DateTime<Utc>,
    }
}

ligne! {
    /// Who read what.
    Audit = "audit" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        survenu_le "survenu_le": DateTime<Utc>,
        compte_id "compte_id": Option<Uuid>,
        agent_id "agent_id": Option<Uuid>,
        role "role": &'static str,
        action "action": &'static str,
        objet "objet": &'static str,
        objet_id "objet_id": Uuid,
        jeune_id "jeune_id": Uuid,
        details "details": String,
    }
}

ligne! {
    /// What is asked.
    Demande = "demande" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        theme "theme": &'static str,
        precisions "precisions": &'static str,
        exprimee_le "exprimee_le": NaiveDate,
        etat "etat": &'static str,
        close_le "close_le": Option<NaiveDate>,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// What is offered.
    Proposition = "proposition" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        demande_id "demande_id": Option<Uuid>,
        nature "type": &'static str,
        libelle "libelle": String,
        proposee_le "proposee_le": NaiveDate,
        etat "etat": &'static str,
        etat_le "etat_le": NaiveDate,
        resultat "resultat": &'static str,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// A diagnostic.
    Diagnostic = "diagnostic" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        realise_le "realise_le": NaiveDate,
        agent_id "agent_id": Uuid,
        saisi_le "saisi_le": DateTime<Utc>,
    }
}

ligne! {
    /// One domain of a diagnostic.
    DiagnosticDomaine = "diagnostic_domaine" {
        ml_id "ml_id": i32,
        diagnostic_id "diagnostic_id": Uuid,
        domaine "domaine": &'static str,
        jeune_id "jeune_id": Uuid,
        niveau "niveau": &'static str,
        raison "raison": &'static str,
        points_forts "points_forts": String,
        mots_du_jeune "mots_du_jeune": &'static str,
    }
}

ligne! {
    /// What blocks.
    Frein = "frein" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        code "code": &'static str,
        domaine "domaine": &'static str,
        ouvert_le "ouvert_le": NaiveDate,
        leve_le "leve_le": Option<NaiveDate>,
        leve_motif "leve_motif": Option<&'static str>,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// What the plan aims at.
    Objectif = "objectif" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        frein_id "frein_id": Option<Uuid>,
        souhait "souhait": &'static str,
        domaine "domaine": &'static str,
        libelle "libelle": String,
        etat "etat": &'static str,
        etat_le "etat_le": NaiveDate,
        accord "accord": &'static str,
        accord_le "accord_le": Option<NaiveDate>,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// A step of the plan.
    Action = "action" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        objectif_id "objectif_id": Uuid,
        libelle "libelle": String,
        qui "qui": &'static str,
        partenaire "partenaire": &'static str,
        echeance_le "echeance_le": Option<NaiveDate>,
        etat "etat": &'static str,
        etat_le "etat_le": NaiveDate,
        motif_abandon "motif_abandon": Option<&'static str>,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// The plan as it was agreed.
    Accord = "accord" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        donne_le "donne_le": NaiveDate,
        agent_id "agent_id": Uuid,
        instantane "instantane": String,
        saisi_le "saisi_le": DateTime<Utc>,
    }
}

ligne! {
    /// An interview.
    Entretien = "entretien" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        agent_id "agent_id": Uuid,
        realise_le "realise_le": NaiveDate,
        heure "heure": Option<NaiveTime>,
        modalite "modalite": &'static str,
        duree_minutes "duree_minutes": i32,
        presents "presents": Vec<&'static str>,
        resume "resume": String,
        prochain_contact_le "prochain_contact_le": Option<NaiveDate>,
        prochain_contact_moyen "prochain_contact_moyen": Option<&'static str>,
        saisi_le "saisi_le": DateTime<Utc>,
    }
}

ligne! {
    /// A confidential note.
    Note = "note" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        entretien_id "entretien_id": Option<Uuid>,
        auteur_id "auteur_id": Uuid,
        texte "texte": &'static str,
        ecrite_le "ecrite_le": DateTime<Utc>,
    }
}
