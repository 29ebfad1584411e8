//! What a person receives of her agenda: her rendez-vous, what was sent, what was tried.

use jeunes::copie::{
    Pourquoi,
    Sens::{Agent, Instant, Liste, Mots, Reference, Site, Texte},
    TableCopiee, col,
};

const TECHNIQUE: Pourquoi = Pourquoi::Technique;

pub(super) const RENDEZ_VOUS: TableCopiee = TableCopiee::new(
    "rendez_vous",
    &[
        col("debut", "Le", Instant),
        col("fin", "Jusqu’à", Instant),
        col("agent_id", "Avec", Agent),
        col("lieu", "Comment", Liste(&["lieu_rdv"])),
        col("site_id", "Site", Site),
        col("etat", "État", Liste(&["etat_rdv"])),
        col("excuse", "Absence excusée", Texte),
        col(
            "annule_par",
            "Annulé par",
            Mots(&[("jeune", "Vous"), ("mission_locale", "La mission locale")]),
        ),
        col("derogation", "Raison d’un horaire déjà pris", Texte),
        col("confirme_le", "Confirmé par vous", Instant),
        col("etat_le", "État noté le", Instant),
        col("cree_le", "Pris le", Instant),
        col("remplace_id", "À la place de", Reference),
    ],
)
.tait(&[
    ("motif_id", TECHNIQUE),
    ("salle_id", TECHNIQUE),
    ("cree_par", Pourquoi::Agents),
]);

/// The same hours as the rendez-vous, for the database to refuse a second taking.
pub(super) const OCCUPATION: TableCopiee = TableCopiee::new(
    "occupation",
    &[col("debut", "Du", Instant), col("fin", "Au", Instant)],
)
.tait(&[
    ("objet", TECHNIQUE),
    ("objet_id", TECHNIQUE),
    ("agent_id", TECHNIQUE),
    ("salle_id", TECHNIQUE),
    ("derogation", TECHNIQUE),
]);

pub(super) const TENTATIVE: TableCopiee = TableCopiee::new(
    "tentative",
    &[
        col("etape", "Essai", Liste(&["relance_absence"])),
        col("resultat", "Résultat", Liste(&["contact_resultat"])),
        col("faite_le", "Le", Instant),
        col("agent_id", "Par", Agent),
        col("rendez_vous_id", "Pour le rendez-vous", Reference),
    ],
);

pub(super) const ENVOI: TableCopiee = TableCopiee::new(
    "envoi",
    &[
        col("nature", "Message", Liste(&["nature_envoi"])),
        col("canal", "Par", Liste(&["contact_moyen"])),
        col("pour_le", "Pour le rendez-vous du", Instant),
        col("etat", "État", Liste(&["etat_envoi"])),
        col("parti_le", "Parti le", Instant),
    ],
)
.tait(&[
    ("objet", TECHNIQUE),
    ("objet_id", TECHNIQUE),
    ("contact_id", TECHNIQUE),
    ("a_partir_de", TECHNIQUE),
    ("raison", TECHNIQUE),
    ("essais", TECHNIQUE),
    ("tour", TECHNIQUE),
    ("reference", TECHNIQUE),
    ("cree_le", TECHNIQUE),
]);
