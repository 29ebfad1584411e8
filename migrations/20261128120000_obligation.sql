-- The obligation de formation of 16–18 (C. éduc. L114-1): who was reported, what was done, the
-- clock that a convocation starts, and the decision of the direction to tell the département.

-- What satisfies the obligation: a situation that the dossier tells (category, and kinds when they
-- matter), or a course of a group that is open here.
-- nature: reference
create table voie_obligation (
  voie text not null,
  situation text not null,
  valide_du date not null,
  valide_au date,
  types text[] not null default '{}',
  groupe text not null default '',
  reference text not null,
  a_confirmer boolean not null,
  primary key (voie, situation, valide_du)
);
grant select on voie_obligation to jalon_app, jalon_chargement;

-- Someone under the obligation. `etat` is where it stands while it goes on; `fin` how it ended. The
-- proposal to tell the département comes after the clock of a convocation, its decision from
-- someone else. Of a dispense, only that a proof was seen, when and by whom.
-- nature: locataire
create table obligation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  adhesion_id uuid not null,
  etat text not null default 'signalee',
  source text not null,
  signalee_le date not null,
  recue_le date not null,
  convoquee_le date,
  horloge_fin date,
  transmission_proposee_le date,
  proposee_par uuid references agent,
  avis text not null default '',
  decidee_le date,
  decidee_par uuid references agent,
  motivation text not null default '',
  fin text,
  fin_le date,
  voie text,
  justificatif_vu_le date,
  justificatif_vu_par uuid references agent,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  constraint obligation_etat check (etat in ('signalee', 'recue', 'proposee', 'convoquee',
    'a_transmettre', 'transmise')),
  constraint obligation_signalement check (signalee_le <= recue_le),
  constraint obligation_horloge check ((convoquee_le is null) = (horloge_fin is null)
    and horloge_fin > convoquee_le),
  constraint obligation_convoquee check (etat <> 'convoquee' or convoquee_le is not null),
  constraint obligation_proposition check ((transmission_proposee_le is null) = (proposee_par is null)
    and (etat in ('a_transmettre', 'transmise')) = (proposee_par is not null)),
  constraint obligation_apres_horloge check (transmission_proposee_le is null
    or (horloge_fin is not null and transmission_proposee_le > horloge_fin)),
  constraint obligation_decision check ((decidee_le is null) = (decidee_par is null)
    and (etat = 'transmise') = (decidee_le is not null)),
  constraint obligation_deux_agents check (decidee_par <> proposee_par),
  constraint obligation_fin check ((fin is null) = (fin_le is null)
    and fin in ('satisfaite', 'dispensee', 'majorite', 'demenagement', 'double')),
  constraint obligation_voie check (coalesce(fin = 'satisfaite', false) = (voie is not null)),
  constraint obligation_dispense check (coalesce(fin = 'dispensee', false) = (justificatif_vu_le is not null)
    and (justificatif_vu_le is null) = (justificatif_vu_par is null))
);
create unique index obligation_une_ouverte on obligation (ml_id, jeune_id) where fin is null;
alter table obligation enable row level security, force row level security;
create policy locataire on obligation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index obligation_jeune on obligation (ml_id, jeune_id);
create index obligation_adhesion on obligation (ml_id, adhesion_id);
grant select, insert, update, delete on obligation to jalon_app;
grant select, insert, update, delete on obligation to jalon_chargement;

-- What was done, one row each: reports (again), receptions, offers, convocations, proposals,
-- decisions, the end. `code` is the source, the legal way, the reason or the end.
-- nature: locataire
create table etape_obligation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  obligation_id uuid not null,
  nature text not null,
  le date not null,
  code text not null default '',
  representants boolean not null default false,
  mots text not null default '',
  rendez_vous_id uuid,
  horloge_fin date,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, obligation_id) references obligation on delete cascade,
  foreign key (ml_id, rendez_vous_id) references rendez_vous on delete cascade,
  constraint etape_obligation_nature check (nature in ('signalement', 'reception', 'proposition',
    'convocation', 'avis', 'transmission', 'attente', 'fin')),
  constraint etape_obligation_convocation check ((nature = 'convocation') = (rendez_vous_id is not null)
    and (nature = 'convocation') = (horloge_fin is not null))
);
alter table etape_obligation enable row level security, force row level security;
create policy locataire on etape_obligation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index etape_obligation_de on etape_obligation (ml_id, obligation_id, le);
create index etape_obligation_jeune on etape_obligation (ml_id, jeune_id);
create index etape_obligation_rendez_vous on etape_obligation (ml_id, rendez_vous_id);
grant select, insert, update, delete on etape_obligation to jalon_app;
grant select, insert, update, delete on etape_obligation to jalon_chargement;

insert into dispositif (code, valide_du, valide_au, ordre, libelle, nom_court, resume, groupe, age_min,
  age_max, age_max_rqth, age_sortie, duree_mois, duree_max_mois, suite_autre_parcours, signature,
  signature_mois, minutes_semaine, avec, documents, reference, a_confirmer) values
    ('obligation_formation', '2020-09-01', null, 15, 'Obligation de formation', 'Obligation de formation',
     'Jusqu’à 18 ans, chaque jeune est en études, en formation, en emploi, en service civique ou accompagné. La mission locale le reçoit et cherche une solution avec lui.',
     'obligation', 16, 17, null, 18, null, null, false, false, null, null, '', '{}',
     'C. éduc. L114-1 ; décret n° 2020-978 du 5 août 2020', false);

insert into condition_dispositif (dispositif, code, valide_du, valide_au, ordre, libelle, repond, reference, a_confirmer) values
    ('obligation_formation', 'age', '2020-09-01', null, 10, 'Son âge', 'la date de naissance du dossier', 'C. éduc. L114-1', false),
    ('obligation_formation', 'sans_autre', '2020-09-01', null, 100, 'Pas déjà signalée ici', 'le dossier', 'règle de la maison', false);

insert into voie_obligation (voie, situation, valide_du, types, groupe, reference, a_confirmer) values
    ('scolarite', 'scolarite', '2020-09-01', '{}', '', 'C. éduc. L114-1', false),
    ('apprentissage', 'alternance', '2020-09-01', '{}', '', 'C. éduc. L114-1 ; contrat de professionnalisation : emploi', false),
    ('formation', 'formation', '2020-09-01', '{}', '', 'C. éduc. L114-1', false),
    ('emploi', 'emploi', '2020-09-01', '{}', '', 'C. éduc. L114-1', false),
    ('service_civique', 'volontariat', '2020-09-01', '{}', '', 'C. éduc. L114-1 ; bénévolat exclu', true),
    ('accompagnement', '', '2020-09-01', '{}', 'engagement', 'C. éduc. L114-1 et D. n° 2020-978', true);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('obligation_horloge_mois', '2020-09-01', null, 2, null, 'mois', 'Temps laissé après la convocation avant d’informer le département', 'Décret n° 2020-978 du 5 août 2020', false),
    ('obligation_horloge_visible_jours', '2000-01-01', null, 15, null, 'jours', 'Temps avant la fin de ce délai où elle se montre', 'règle de la maison', false),
    ('obligation_reception_jours', '2000-01-01', null, 15, null, 'jours', 'Délai pour recevoir un jeune signalé', 'règle de la maison', true),
    ('obligation_proposition_jours', '2000-01-01', null, 15, null, 'jours', 'Délai pour proposer une solution une fois reçu', 'règle de la maison', true),
    ('obligation_suivi_jours', '2000-01-01', null, 30, null, 'jours', 'Délai pour vérifier une solution proposée, ou reprendre contact', 'règle de la maison', true),
    ('obligation_decision_jours', '2000-01-01', null, 8, null, 'jours', 'Délai de la direction pour décider', 'règle de la maison', true);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('obligation_source', 'siei', 'Liste du SIEI (élèves sortis sans diplôme)', 10, '2000-01-01', 'suivi_ml', 'C. éduc. L313-7', false),
    ('obligation_source', 'cfa', 'CFA', 20, '2000-01-01', 'suivi_ml', 'Décret n° 2020-978', false),
    ('obligation_source', 'etablissement', 'Établissement scolaire ou CIO', 30, '2000-01-01', 'suivi_ml', 'Décret n° 2020-978', false),
    ('obligation_source', 'famille', 'Famille', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('obligation_source', 'mission_locale', 'Mission locale elle-même', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('obligation_voie', 'scolarite', 'Scolarité', 10, '2000-01-01', 'vie_professionnelle', 'C. éduc. L114-1', false),
    ('obligation_voie', 'apprentissage', 'Apprentissage', 20, '2000-01-01', 'vie_professionnelle', 'C. éduc. L114-1', false),
    ('obligation_voie', 'formation', 'Stage de la formation professionnelle', 30, '2000-01-01', 'vie_professionnelle', 'C. éduc. L114-1', false),
    ('obligation_voie', 'emploi', 'Emploi', 40, '2000-01-01', 'vie_professionnelle', 'C. éduc. L114-1', false),
    ('obligation_voie', 'service_civique', 'Service civique', 50, '2000-01-01', 'vie_professionnelle', 'C. éduc. L114-1', false),
    ('obligation_voie', 'accompagnement', 'Accompagnement ou insertion (mission locale, EPIDE, E2C…)', 60, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_motif', 'absence', 'Ne s’est pas présenté', 10, '2000-01-01', 'suivi_ml', 'Décret n° 2020-978', false),
    ('obligation_motif', 'abandon', 'A quitté la solution avant son terme', 20, '2000-01-01', 'suivi_ml', 'Décret n° 2020-978', false),
    ('obligation_motif', 'silence', 'Ne répond pas', 30, '2000-01-01', 'suivi_ml', 'Décret n° 2020-978', false),
    -- Branched on in code: these rows only give the words.
    ('obligation_etat', 'signalee', 'Signalé, à recevoir', 10, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_etat', 'recue', 'Reçu', 20, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_etat', 'proposee', 'Solution proposée', 30, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_etat', 'convoquee', 'Convoqué', 40, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_etat', 'a_transmettre', 'Décision à prendre', 50, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_etat', 'transmise', 'Département informé', 60, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_fin', 'satisfaite', 'Obligation satisfaite', 10, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_fin', 'dispensee', 'Dispense, justificatif vu', 20, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_fin', 'majorite', 'Majorité', 30, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('obligation_fin', 'demenagement', 'Déménagement', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('obligation_fin', 'double', 'Signalé par erreur ou deux fois', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', true),
    ('dispositif_sortie', 'obligation_satisfaite', 'Obligation de formation satisfaite', 92, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false),
    ('dispositif_sortie', 'obligation_dispense', 'Dispense de l’obligation de formation', 94, '2000-01-01', 'suivi_ml', 'C. éduc. L114-1', false);

-- News after an exit are taken around their month, not before.
insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('suivi_sortie_avance_jours', '2000-01-01', null, 15, null, 'jours', 'Avance permise pour prendre des nouvelles après une sortie', 'règle de la maison', false);
