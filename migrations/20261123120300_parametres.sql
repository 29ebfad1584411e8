-- Dated parameters: ages, durations and thresholds that a law or a rule of the house may change.
-- A change adds a row with a new valide_du and closes the former one; a row that served is never
-- edited. « règle de la maison » marks what no text imposes. a_confirmer: the text was not read in
-- the version in force. docs/nomenclatures.md says more.

insert into parametre
    (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
values
    -- The public of the missions locales.
    ('age_public_min', '2008-05-01', null, 16, null, 'ans',
     'Âge à partir duquel la mission locale accueille', 'C. trav. L5314-2', false),
    ('age_public_max', '2008-05-01', null, 25, null, 'ans révolus',
     'Dernier âge d’accueil, jusqu’à la veille du 26e anniversaire', 'C. trav. L5314-2', false),
    ('age_public_max_rqth', '2022-03-01', null, 29, null, 'ans révolus',
     'Dernier âge d’accueil pour un contrat d’engagement jeune avec une reconnaissance de la qualité de travailleur handicapé',
     'C. trav. L5131-6', false),
    ('age_majorite', '1974-07-05', null, 18, null, 'ans',
     'Âge de la majorité ; avant, un représentant légal est associé', 'C. civ. art. 414', false),

    -- Keeping and erasing.
    ('conservation_age_ans', '2015-01-29', null, 26, null, 'ans',
     'Anniversaire après lequel le dossier devient anonyme, sauf programme en cours',
     'Décret n° 2015-59, art. 6, texte de 2015 ; modifications de 2021 et 2025 à lire', true),
    ('audit_conservation_mois', '2000-01-01', null, 12, null, 'mois',
     'Durée de conservation des traces de consultation et de modification',
     'CNIL, délibération n° 2021-122 du 14 octobre 2021 (six mois à un an) ; règle de la maison', true),
    ('duree_brouillon_jours', '2000-01-01', null, 30, null, 'jours',
     'Durée de vie d’un brouillon avant son effacement', 'règle de la maison', false),

    -- Accounts and sessions.
    ('session_inactivite_minutes', '2000-01-01', null, 60, null, 'minutes',
     'Temps sans activité après lequel une session se ferme ; un entretien dure jusqu’à une heure',
     'règle de la maison', false),
    ('session_absolue_heures', '2000-01-01', null, 12, null, 'heures',
     'Durée la plus longue d’une session', 'règle de la maison', false),
    ('lien_premiere_connexion_heures', '2000-01-01', null, 72, null, 'heures',
     'Durée de validité du lien de première connexion', 'règle de la maison', false),
    ('tentatives_connexion', '2000-01-01', null, 5, null, 'essais',
     'Essais de connexion avant une attente', 'règle de la maison ; CNIL, délibération n° 2022-100 du 21 juillet 2022', false),
    ('tentatives_connexion_minutes', '2000-01-01', null, 15, null, 'minutes',
     'Période sur laquelle les essais de connexion se comptent, et attente qui suit',
     'règle de la maison ; CNIL, délibération n° 2022-100 du 21 juillet 2022', false),
    ('motdepasse_zxcvbn_min', '2000-01-01', null, 3, null, 'points sur 4',
     'Solidité minimale d’un mot de passe (mesure zxcvbn)', 'règle de la maison', false),

    -- Figures.
    ('seuil_secret_statistique', '2000-01-01', null, 11, null, 'personnes',
     'Nombre de personnes au-dessous duquel une case de tableau est regroupée', 'règle de la maison', false),

    -- Accompaniment.
    ('delai_premier_entretien_jours', '2000-01-01', null, 15, null, 'jours',
     'Délai proposé entre le premier accueil et le premier entretien', 'règle de la maison', true),
    ('delai_rappel_contact_jours', '2000-01-01', null, 30, null, 'jours',
     'Délai proposé pour le prochain contact', 'règle de la maison', false),
    ('diagnostic_domaines_min', '2000-01-01', null, 2, null, 'domaines',
     'Nombre de domaines abordés qui suffit pour commencer un diagnostic', 'règle de la maison', false);
