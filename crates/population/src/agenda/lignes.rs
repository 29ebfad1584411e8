//! The rows of agendas.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

use crate::copie::ligne;

ligne! {
    /// Why one meets.
    MotifRdv = "motif_rdv" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        libelle "libelle": &'static str,
        duree "duree_minutes": i32,
        lieux "lieux": Vec<&'static str>,
        theme "theme": &'static str,
        reserve_par "reserve_par": &'static str,
    }
}

ligne! {
    /// When someone receives.
    Plage = "plage" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        agent_id "agent_id": Uuid,
        site_id "site_id": Uuid,
        du "du": NaiveDate,
        jours "jours": Vec<&'static str>,
        debut "debut": NaiveTime,
        fin "fin": NaiveTime,
    }
}

ligne! {
    /// Someone meets someone.
    RendezVous = "rendez_vous" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        agent_id "agent_id": Uuid,
        motif_id "motif_id": Uuid,
        lieu "lieu": &'static str,
        site_id "site_id": Option<Uuid>,
        debut "debut": DateTime<Utc>,
        fin "fin": DateTime<Utc>,
        etat "etat": &'static str,
        excuse "excuse": Option<bool>,
        etat_le "etat_le": Option<DateTime<Utc>>,
        cree_le "cree_le": DateTime<Utc>,
        cree_par "cree_par": Option<Uuid>,
    }
}

ligne! {
    /// What is taken.
    Occupation = "occupation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        objet "objet": &'static str,
        objet_id "objet_id": Uuid,
        agent_id "agent_id": Uuid,
        jeune_id "jeune_id": Uuid,
        debut "debut": DateTime<Utc>,
        fin "fin": DateTime<Utc>,
    }
}

ligne! {
    /// A fact of hours.
    Heure = "heure" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        jour "jour": NaiveDate,
        minutes "minutes": i32,
        nature "nature": &'static str,
        validee "validee": bool,
        objet "objet": &'static str,
        objet_id "objet_id": Uuid,
    }
}

ligne! {
    /// Expected at the counter.
    Venue = "venue" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        site_id "site_id": Uuid,
        jour "jour": NaiveDate,
        heure "heure": NaiveTime,
        source "source": &'static str,
        etat "etat": &'static str,
        agent_id "agent_id": Uuid,
        saisi_le "saisi_le": DateTime<Utc>,
    }
}
