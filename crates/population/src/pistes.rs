//! What commonly blocks, what a plan then aims at and does about it: codes of the lists `frein`,
//! `objectif`, `action_type` and `motif_levee_frein` that go together.

/// A frein and its way out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piste {
    /// Its domain.
    pub(crate) domaine: &'static str,
    /// List `frein`.
    pub(crate) frein: &'static str,
    /// List `objectif`.
    pub(crate) objectif: &'static str,
    /// List `action_type`.
    pub(crate) actions: &'static [&'static str],
    /// List `motif_levee_frein`.
    pub(crate) levee: &'static str,
}

/// Domains by how often they are spoken of.
pub(crate) const DOMAINES: &[(&str, u32)] = &[
    ("emploi", 30),
    ("orientation", 26),
    ("formation", 22),
    ("mobilite", 20),
    ("logement", 10),
    ("ressources_budget", 12),
    ("droits_citoyennete", 9),
    ("sante", 8),
    ("langue_savoirs_base", 6),
    ("numerique", 6),
    ("famille", 6),
    ("culture_sports_loisirs", 3),
];

macro_rules! pistes {
    ($($domaine:ident: $frein:ident => $objectif:ident [$($action:ident)+] $levee:ident;)*) => {
        &[$(Piste {
            domaine: stringify!($domaine),
            frein: stringify!($frein),
            objectif: stringify!($objectif),
            actions: &[$(stringify!($action),)+],
            levee: stringify!($levee),
        },)*]
    };
}

/// The ways out, by domain.
pub(crate) const PISTES: &[Piste] = pistes! {
    emploi: sans_experience => trouver_premier_emploi [candidature_spontanee repondre_offre participer_forum_emploi] situation_changee;
    emploi: cv_a_creer => preparer_candidature [faire_cv ecrire_candidature] demarche_aboutie;
    emploi: methode_recherche => trouver_emploi [repondre_offre inscrire_interim relancer_employeur] demarche_aboutie;
    emploi: entretien_embauche => reussir_entretien [preparer_entretien_embauche rencontrer_parrain] formation_suivie;
    emploi: reseau_professionnel => elargir_reseau [rencontrer_parrain participer_forum_emploi] appui_partenaire;
    emploi: inscription_france_travail => trouver_emploi [inscrire_france_travail repondre_offre] demarche_aboutie;
    formation: diplome_a_obtenir => obtenir_certification [chercher_formation contacter_organisme inscrire_formation] formation_suivie;
    formation: formation_a_trouver => entrer_formation [chercher_formation information_collective_formation inscrire_formation] demarche_aboutie;
    formation: formation_a_financer => entrer_formation [demander_financement_formation contacter_organisme] aide_obtenue;
    formation: employeur_alternance => signer_alternance [chercher_employeur_alternance contacter_cfa faire_cv] demarche_aboutie;
    formation: scolarite_interrompue => reprendre_scolarite [contacter_etablissement contacter_e2c_epide] situation_changee;
    formation: obligation_formation => repondre_obligation_formation [contacter_etablissement contacter_e2c_epide] demarche_aboutie;
    orientation: projet_a_definir => definir_projet [faire_bilan_orientation participer_atelier_projet enquete_metier] demarche_aboutie;
    orientation: projet_a_confirmer => confirmer_projet [faire_immersion enquete_metier] formation_suivie;
    orientation: metiers_a_decouvrir => decouvrir_metiers [visiter_entreprise faire_immersion trouver_stage] demarche_aboutie;
    orientation: confiance_en_soi => gagner_confiance [participer_atelier_projet candidater_service_civique] formation_suivie;
    orientation: rythme_quotidien => gagner_confiance [participer_atelier_projet] situation_changee;
    mobilite: code_route => obtenir_code [inscrire_code demander_aide_permis] demarche_aboutie;
    mobilite: permis_a_passer => obtenir_permis [inscrire_permis demander_aide_permis] demarche_aboutie;
    mobilite: permis_a_financer => obtenir_permis [demander_aide_permis inscrire_permis] aide_obtenue;
    mobilite: sans_vehicule => acceder_vehicule [louer_vehicule_solidaire chercher_covoiturage] equipement_obtenu;
    mobilite: transports_absents => se_deplacer_seul [reperer_trajet chercher_covoiturage faire_point_mobilite] reglee_seul;
    mobilite: transports_cout => reduire_frais_transport [demander_tarif_transport] aide_obtenue;
    logement: hebergement_provisoire => trouver_logement [contacter_residence_jeunes rencontrer_clllaj] appui_partenaire;
    logement: hebergement_urgent => etre_heberge [appeler_115 contacter_siao] appui_partenaire;
    logement: premier_logement => trouver_logement [demander_logement_social demander_visale demander_aide_logement] demarche_aboutie;
    logement: loyer_difficile => garder_logement [demander_fsl demander_aide_logement] aide_obtenue;
    logement: cohabitation_difficile => changer_logement [contacter_residence_jeunes] appui_entourage;
    sante: acces_soins => acceder_soins [prendre_rdv_soins faire_bilan_sante] demarche_aboutie;
    sante: medecin_traitant => savoir_ou_s_adresser [choisir_medecin] demarche_aboutie;
    sante: assurance_maladie => ouvrir_droits_sante [ouvrir_assurance_maladie demander_carte_vitale] droit_ouvert;
    sante: complementaire_sante => ouvrir_droits_sante [demander_css] droit_ouvert;
    droits_citoyennete: piece_identite => avoir_papiers [demander_piece_identite demander_acte_etat_civil] equipement_obtenu;
    droits_citoyennete: jdc => etre_en_regle_citoyennete [faire_recensement faire_jdc] demarche_aboutie;
    droits_citoyennete: titre_sejour => avoir_papiers [demander_titre_sejour consulter_point_justice] droit_ouvert;
    droits_citoyennete: demarches_administratives => connaitre_droits [rencontrer_travailleur_social] appui_partenaire;
    ressources_budget: sans_ressources => avoir_ressources [demander_faj simuler_droits] aide_obtenue;
    ressources_budget: ressources_insuffisantes => avoir_ressources [simuler_droits demander_aide_ponctuelle] droit_ouvert;
    ressources_budget: droits_sociaux => ouvrir_droits_sociaux [simuler_droits demander_aide_caf] droit_ouvert;
    ressources_budget: budget_a_organiser => tenir_budget [faire_budget rencontrer_point_conseil_budget] reglee_seul;
    ressources_budget: aide_alimentaire => avoir_ressources [demander_aide_alimentaire] appui_partenaire;
    langue_savoirs_base: francais_a_apprendre => progresser_francais [evaluer_francais inscrire_cours_francais] formation_suivie;
    langue_savoirs_base: ecriture => progresser_lecture_ecriture [inscrire_remise_niveau preparer_clea] formation_suivie;
    langue_savoirs_base: calcul => progresser_calcul [inscrire_remise_niveau] formation_suivie;
    numerique: demarches_en_ligne => demarches_seul [contacter_conseiller_numerique creer_franceconnect] formation_suivie;
    numerique: ordinateur_absent => etre_equipe [trouver_equipement] equipement_obtenu;
    numerique: outils_bureautiques => maitriser_outils [inscrire_atelier_numerique] formation_suivie;
    famille: garde_enfant => faire_garder_enfant [chercher_garde demander_aide_garde] demarche_aboutie;
    famille: isolement => avoir_appui_entourage [contacter_appui_parents chercher_association] appui_entourage;
    famille: fin_prise_en_charge => preparer_majorite [contacter_ase rencontrer_travailleur_social] appui_partenaire;
    culture_sports_loisirs: activite_a_trouver => pratiquer_activite [chercher_association demander_pass_sport] demarche_aboutie;
    culture_sports_loisirs: rencontres => sortir_rencontrer [participer_sortie devenir_benevole] situation_changee;
};

/// The ways out of a domain.
pub(crate) fn of(domaine: &str) -> Vec<&'static Piste> {
    PISTES.iter().filter(|p| p.domaine == domaine).collect()
}

/// The theme of an événement (list `evenement_theme`) for a domain.
pub(crate) fn theme(domaine: &str) -> &'static str {
    match domaine {
        "emploi" => "emploi",
        "formation" => "formation",
        "orientation" => "projet_professionnel",
        "mobilite" => "mobilite",
        "logement" => "logement",
        "sante" => "sante",
        "droits_citoyennete" => "droits_citoyennete",
        "ressources_budget" => "ressources_budget",
        "langue_savoirs_base" => "langue_savoirs_base",
        "numerique" => "numerique",
        "famille" => "famille",
        "culture_sports_loisirs" => "culture_sports_loisirs",
        _ => "bilan",
    }
}
