-- The agenda: when people receive (plages, absences, salles), what for (motifs), who meets whom
-- (rendez-vous), what cannot be taken twice (occupation), what is said to the person (envoi), and
-- what is tried after an absence (tentative).
create extension if not exists btree_gist;

-- nature: locataire
create table salle (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  site_id uuid not null references site,
  nom text not null,
  places integer not null,
  fermee_le date,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint salle_nom_unique unique (ml_id, site_id, nom),
  constraint salle_places check (places between 1 and 500)
);
alter table salle enable row level security, force row level security;
create policy locataire on salle using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on salle to jalon_app;
grant select, insert, update, delete on salle to jalon_chargement;

-- Why one meets: how long, where, who may book, what to bring. A motif that served is closed, never
-- deleted.
-- nature: locataire
create table motif_rdv (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  libelle text not null,
  duree_minutes integer not null,
  lieux text[] not null,
  theme text not null default '',
  reserve_par text not null,
  referent_seul boolean not null default false,
  consignes text not null default '',
  ferme_le date,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint motif_rdv_libelle_unique unique (ml_id, libelle),
  constraint motif_rdv_duree check (duree_minutes between 5 and 480),
  constraint motif_rdv_lieux check (cardinality(lieux) > 0
    and lieux <@ array['site', 'telephone', 'visio', 'domicile', 'exterieur']),
  constraint motif_rdv_reserve_par check (reserve_par in ('equipe', 'personne'))
);
alter table motif_rdv enable row level security, force row level security;
create policy locataire on motif_rdv using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on motif_rdv to jalon_app;
grant select, insert, update, delete on motif_rdv to jalon_chargement;

-- When someone receives: days of the week (1 Monday to 7 Sunday), hours of the mission locale's own
-- day, every `intervalle_semaines` weeks counted from the week of `du`. No motif named: all of them.
-- nature: locataire
create table plage (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  agent_id uuid not null references agent,
  site_id uuid not null references site,
  du date not null,
  au date,
  jours smallint[] not null,
  intervalle_semaines smallint not null default 1,
  debut time not null,
  fin time not null,
  motifs uuid[] not null default '{}',
  version integer not null default 1,
  primary key (ml_id, id),
  constraint plage_periode check (au is null or au >= du),
  constraint plage_heures check (fin > debut),
  constraint plage_jours check (cardinality(jours) > 0 and jours <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  constraint plage_intervalle check (intervalle_semaines between 1 and 4)
);
alter table plage enable row level security, force row level security;
create policy locataire on plage using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index plage_agent on plage (ml_id, agent_id, du);
grant select, insert, update, delete on plage to jalon_app;
grant select, insert, update, delete on plage to jalon_chargement;

-- When someone does not receive: whole days, or the same hours of each day from `du` to `au`. The
-- reason is a code (list `motif_absence_agent`), never of health.
-- nature: locataire
create table absence_agent (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  agent_id uuid not null references agent,
  du date not null,
  au date not null,
  debut time,
  fin time,
  motif text not null,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint absence_agent_periode check (au >= du),
  constraint absence_agent_heures check ((debut is null) = (fin is null) and (fin > debut) is not false)
);
alter table absence_agent enable row level security, force row level security;
create policy locataire on absence_agent using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index absence_agent_agent on absence_agent (ml_id, agent_id, au);
grant select, insert, update, delete on absence_agent to jalon_app;
grant select, insert, update, delete on absence_agent to jalon_chargement;

-- Someone meets someone. `planifie` and past is « à préciser » until someone says how it went.
-- nature: locataire
create table rendez_vous (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  agent_id uuid not null references agent,
  motif_id uuid not null,
  lieu text not null,
  site_id uuid references site,
  salle_id uuid,
  debut timestamptz not null,
  fin timestamptz not null,
  etat text not null default 'planifie',
  excuse boolean,
  etat_le timestamptz,
  annule_par text not null default '',
  remplace_id uuid,
  derogation text not null default '',
  confirme_le timestamptz,
  cree_le timestamptz not null,
  cree_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, motif_id) references motif_rdv,
  foreign key (ml_id, salle_id) references salle,
  constraint rendez_vous_lieu check (lieu in ('site', 'telephone', 'visio', 'domicile', 'exterieur')),
  constraint rendez_vous_site check (lieu <> 'site' or site_id is not null),
  constraint rendez_vous_heures check (fin > debut and fin - debut <= interval '8 hours'),
  constraint rendez_vous_etat check (etat in ('planifie', 'present', 'absent', 'annule', 'reporte', 'non_precise')),
  constraint rendez_vous_excuse check (excuse is null or etat in ('absent', 'annule')),
  constraint rendez_vous_annule_par check (annule_par in ('', 'jeune', 'mission_locale'))
);
alter table rendez_vous enable row level security, force row level security;
create policy locataire on rendez_vous using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index rendez_vous_agent on rendez_vous (ml_id, agent_id, debut);
create index rendez_vous_jeune on rendez_vous (ml_id, jeune_id, debut desc);
create index rendez_vous_jour on rendez_vous (ml_id, debut);
create index rendez_vous_a_preciser on rendez_vous (ml_id, agent_id, fin) where etat = 'planifie';
grant select, insert, update, delete on rendez_vous to jalon_app;
grant select, insert, update, delete on rendez_vous to jalon_chargement;

-- What is taken: an agent, a room, a young person, for a time. The database itself refuses a second
-- taking; one made knowingly (`derogation`) stands outside the constraint, and its object says why.
-- nature: locataire
create table occupation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  objet text not null,
  objet_id uuid not null,
  agent_id uuid references agent,
  salle_id uuid,
  jeune_id uuid,
  debut timestamptz not null,
  fin timestamptz not null,
  derogation boolean not null default false,
  primary key (ml_id, id),
  foreign key (ml_id, salle_id) references salle,
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint occupation_objet check (objet in ('rendez_vous', 'atelier')),
  constraint occupation_heures check (fin > debut),
  constraint occupation_agent exclude using gist
    (ml_id with =, agent_id with =, tstzrange(debut, fin) with &&) where (agent_id is not null and not derogation),
  constraint occupation_salle exclude using gist
    (ml_id with =, salle_id with =, tstzrange(debut, fin) with &&) where (salle_id is not null and not derogation),
  constraint occupation_jeune exclude using gist
    (ml_id with =, jeune_id with =, tstzrange(debut, fin) with &&) where (jeune_id is not null and not derogation)
);
alter table occupation enable row level security, force row level security;
create policy locataire on occupation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index occupation_objet on occupation (ml_id, objet_id);
create index occupation_du_agent on occupation (ml_id, agent_id, debut);
create index occupation_de_salle on occupation (ml_id, salle_id, debut);
create index occupation_du_jeune on occupation (ml_id, jeune_id, debut);
grant select, insert, update, delete on occupation to jalon_app;
grant select, insert, update, delete on occupation to jalon_chargement;

-- The hours taken by someone who works in several missions locales: no person, no reason. Published
-- by each of them, so that the other one is warned.
-- nature: nationale
create table occupation_publiee (
  agent_id uuid not null references agent,
  ml_id integer not null references mission_locale,
  objet_id uuid not null,
  debut timestamptz not null,
  fin timestamptz not null,
  primary key (agent_id, objet_id)
);
create index occupation_publiee_debut on occupation_publiee (agent_id, debut);
grant select, insert, update, delete on occupation_publiee to jalon_app, jalon_chargement;

-- What was tried to reach someone after an absence (list `relance_absence`).
-- nature: locataire
create table tentative (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  rendez_vous_id uuid not null,
  etape text not null,
  resultat text not null,
  faite_le timestamptz not null,
  agent_id uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, rendez_vous_id) references rendez_vous on delete cascade,
  constraint tentative_etape_unique unique (ml_id, rendez_vous_id, etape)
);
alter table tentative enable row level security, force row level security;
create policy locataire on tentative using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index tentative_jeune on tentative (ml_id, jeune_id);
grant select, insert, update, delete on tentative to jalon_app;
grant select, insert, update, delete on tentative to jalon_chargement;

-- A message to the person: what it is about, by which means, when it may go, what became of it. Its
-- text is written when it goes and kept nowhere. Once per object, nature and hour: never twice.
-- nature: locataire
create table envoi (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  objet text not null,
  objet_id uuid not null,
  nature text not null,
  pour_le timestamptz not null,
  contact_id uuid,
  canal text not null default '',
  a_partir_de timestamptz not null,
  etat text not null default 'prevu',
  raison text not null default '',
  essais integer not null default 0,
  parti_le timestamptz,
  reference text not null default '',
  cree_le timestamptz not null,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint envoi_unique unique (ml_id, objet_id, nature, pour_le),
  constraint envoi_objet check (objet in ('rendez_vous', 'atelier')),
  constraint envoi_nature check (nature in ('confirmation', 'changement', 'annulation', 'rappel_7', 'rappel_1', 'absence', 'place')),
  constraint envoi_canal check (canal in ('', 'sms', 'courriel')),
  constraint envoi_etat check (etat in ('prevu', 'en_cours', 'parti', 'recu', 'echec', 'abandonne'))
);
alter table envoi enable row level security, force row level security;
create policy locataire on envoi using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index envoi_objet_id on envoi (ml_id, objet_id);
create index envoi_jeune on envoi (ml_id, jeune_id, a_partir_de desc);
grant select, insert, update, delete on envoi to jalon_app;
grant select, insert, update, delete on envoi to jalon_chargement;

-- The secret address at which a calendar program reads the agenda of an agent.
-- nature: nationale
create table flux_agenda (
  empreinte bytea primary key,
  ml_id integer not null references mission_locale,
  agent_id uuid not null references agent,
  cree_le timestamptz not null,
  constraint flux_agenda_unique unique (ml_id, agent_id)
);
grant select, insert, update, delete on flux_agenda to jalon_app, jalon_chargement;

-- Dated facts of hours, pushed by every wing: what was done (`validee`), or is planned. The week is
-- read from `jour`, the mission locale's own day.
-- nature: locataire
create table heure (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  jour date not null,
  minutes integer not null,
  nature text not null,
  validee boolean not null,
  objet text not null,
  objet_id uuid not null,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint heure_unique unique (ml_id, jeune_id, objet, objet_id),
  constraint heure_minutes check (minutes between 1 and 1440)
);
alter table heure enable row level security, force row level security;
create policy locataire on heure using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index heure_jour on heure (ml_id, jeune_id, jour);
grant select, insert, update, delete on heure to jalon_app;
grant select, insert, update, delete on heure to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('lieu_rdv', 'site', 'Sur place', 10, '2000-01-01', 'suivi_ml', 'Décret n° 2015-59, annexe (modalité de l’entretien) ; valeurs de la maison', false),
    ('lieu_rdv', 'telephone', 'Par téléphone', 20, '2000-01-01', 'suivi_ml', 'Décret n° 2015-59, annexe (modalité de l’entretien) ; valeurs de la maison', false),
    ('lieu_rdv', 'visio', 'En visio', 30, '2000-01-01', 'suivi_ml', 'Décret n° 2015-59, annexe (modalité de l’entretien) ; valeurs de la maison', false),
    ('lieu_rdv', 'domicile', 'À domicile', 40, '2000-01-01', 'suivi_ml', 'Décret n° 2015-59, annexe (modalité de l’entretien) ; valeurs de la maison', false),
    ('lieu_rdv', 'exterieur', 'À l’extérieur', 50, '2000-01-01', 'suivi_ml', 'Décret n° 2015-59, annexe (modalité de l’entretien) ; valeurs de la maison', false),
    ('etat_rdv', 'planifie', 'Planifié', 10, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('etat_rdv', 'present', 'Présent', 20, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('etat_rdv', 'absent', 'Absent', 30, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('etat_rdv', 'annule', 'Annulé', 40, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('etat_rdv', 'reporte', 'Reporté', 50, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('etat_rdv', 'non_precise', 'Non précisé', 60, '2000-01-01', 'suivi_ml', 'Vocabulaire du réseau (application CEJ)', false),
    ('motif_absence_agent', 'conge', 'Congé', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('motif_absence_agent', 'formation', 'Formation', 20, '2000-01-01', '', 'Liste de la maison', false),
    ('motif_absence_agent', 'reunion', 'Réunion', 30, '2000-01-01', '', 'Liste de la maison', false),
    ('motif_absence_agent', 'deplacement', 'Déplacement', 40, '2000-01-01', '', 'Liste de la maison', false),
    ('motif_absence_agent', 'absence_imprevue', 'Absence imprévue', 50, '2000-01-01', '', 'Liste de la maison', false),
    ('motif_absence_agent', 'autre', 'Autre indisponibilité', 60, '2000-01-01', '', 'Liste de la maison', false),
    -- What is tried after an absence, in this order; the day of each is `relance_<code>_jours`.
    ('relance_absence', 'message', 'Message le jour même', 10, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('relance_absence', 'appel', 'Appel', 20, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('relance_absence', 'second_rendez_vous', 'Second rendez-vous proposé', 30, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('relance_absence', 'courrier', 'Courrier', 40, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('relance_absence', 'visite', 'Visite à domicile', 50, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('relance_absence', 'perdu_de_vue', 'Perdu de vue : point en équipe', 60, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('relance_absence', 'mise_en_veille', 'Mise en veille proposée', 70, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    -- Branched on in code: these rows only give the words.
    ('nature_heure', 'rendez_vous', 'Rendez-vous', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_heure', 'atelier', 'Atelier', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_heure', 'information_collective', 'Information collective', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_envoi', 'confirmation', 'Confirmation', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_envoi', 'changement', 'Changement', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_envoi', 'annulation', 'Annulation', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_envoi', 'rappel_7', 'Rappel, 7 jours avant', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_envoi', 'rappel_1', 'Rappel, la veille', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_envoi', 'absence', 'Message après une absence', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('nature_envoi', 'place', 'Place libérée', 70, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('etat_envoi', 'prevu', 'À partir', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('etat_envoi', 'en_cours', 'En cours d’envoi', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('etat_envoi', 'parti', 'Parti', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('etat_envoi', 'recu', 'Reçu', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('etat_envoi', 'echec', 'Non parti', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('etat_envoi', 'abandonne', 'Pas envoyé', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    -- What a mission locale may start from: one click copies these motifs.
    ('motif_rdv_usuel', 'entretien', 'Entretien de suivi', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('motif_rdv_usuel', 'premier_entretien', 'Premier entretien', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('motif_rdv_usuel', 'diagnostic', 'Diagnostic', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('motif_rdv_usuel', 'emploi', 'Candidatures et offres', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('motif_rdv_usuel', 'telephone', 'Point par téléphone', 50, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('motif_rdv_usuel', 'demarche', 'Aide à une démarche', 60, '2000-01-01', 'suivi_ml', 'Liste de la maison', false);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('relance_message_jours', '2000-01-01', null, 0, null, 'jours', 'Après une absence : message le jour même', 'règle de la maison', false),
    ('relance_appel_jours', '2000-01-01', null, 1, null, 'jours', 'Après une absence : appel', 'règle de la maison', false),
    ('relance_second_rendez_vous_jours', '2000-01-01', null, 3, null, 'jours', 'Après une absence : second rendez-vous', 'règle de la maison', false),
    ('relance_courrier_jours', '2000-01-01', null, 10, null, 'jours', 'Après une absence : courrier', 'règle de la maison', false),
    ('relance_visite_jours', '2000-01-01', null, 20, null, 'jours', 'Après une absence : visite', 'règle de la maison', false),
    ('relance_perdu_de_vue_jours', '2000-01-01', null, 30, null, 'jours', 'Après une absence : point en équipe', 'règle de la maison', false),
    ('relance_mise_en_veille_jours', '2000-01-01', null, 60, null, 'jours', 'Après une absence : mise en veille proposée', 'règle de la maison', false),
    ('creneaux_horizon_jours', '2000-01-01', null, 90, null, 'jours', 'Jusqu’où un créneau libre est cherché', 'règle de la maison', false),
    ('message_heure_debut', '2000-01-01', null, 8, null, 'heures', 'Heure locale avant laquelle aucun message ne part', 'règle de la maison', false),
    ('message_heure_fin', '2000-01-01', null, 20, null, 'heures', 'Heure locale à partir de laquelle aucun message ne part', 'règle de la maison', false),
    ('lien_rendez_vous_apres_heures', '2000-01-01', null, 24, null, 'heures', 'Temps pendant lequel le lien d’un rendez-vous répond encore après son heure', 'règle de la maison', false);
