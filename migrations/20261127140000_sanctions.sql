-- What is proposed when engagements are not kept, heard, decided, notified; and what becomes of
-- people after their exit.

-- The scale, dated: what each step takes away. Changing the law adds rows.
-- nature: reference
create table bareme_sanction (
  rang integer not null,
  valide_du date not null,
  valide_au date,
  libelle text not null,
  pourcent integer not null,
  mois integer not null,
  fin_contrat boolean not null,
  reference text not null,
  a_confirmer boolean not null,
  primary key (rang, valide_du),
  constraint bareme_sanction_pourcent check (pourcent between 0 and 100)
);
grant select on bareme_sanction to jalon_app, jalon_chargement;

-- A proposal and what comes of it. Nothing is automatic: `faits` are the absences it rests on, each
-- noted as not excused, after the person was reached; observations have a dated delay; the decision
-- is the direction's; the effect is on the first of the month after the notification.
-- nature: locataire
create table sanction (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  adhesion_id uuid not null,
  etat text not null default 'proposee',
  faits jsonb not null,
  situation text not null,
  avis text not null,
  proposee_le date not null,
  proposee_par uuid not null references agent,
  observations_avant date not null,
  observations text not null default '',
  observations_le date,
  accompagnee_par text not null default '',
  rang integer,
  pourcent integer,
  mois integer,
  fin_contrat boolean,
  motivation text not null default '',
  decidee_le date,
  decidee_par uuid references agent,
  notifiee_le date,
  notification text,
  effet_le date,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  constraint sanction_etat check (etat in ('proposee', 'abandonnee', 'decidee', 'notifiee')),
  constraint sanction_deux_agents check (decidee_par <> proposee_par),
  constraint sanction_decision check ((etat = 'proposee') = (decidee_le is null)),
  constraint sanction_palier check ((etat in ('decidee', 'notifiee')) = (rang is not null)),
  constraint sanction_notification check ((etat = 'notifiee') = (notifiee_le is not null)
    and (notifiee_le is null) = (effet_le is null)
    and notification in ('main_propre', 'recommande')),
  constraint sanction_observations check (observations_avant >= proposee_le)
);
create unique index sanction_une_ouverte on sanction (ml_id, adhesion_id) where etat in ('proposee', 'decidee');
alter table sanction enable row level security, force row level security;
create policy locataire on sanction using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index sanction_jeune on sanction (ml_id, jeune_id);
grant select, insert, update, delete on sanction to jalon_app;
grant select, insert, update, delete on sanction to jalon_chargement;

-- What became of someone, 1, 3, 6 or 12 months after her exit: the situation is the dossier's own on
-- that day.
-- nature: locataire
create table suivi_sortie (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  adhesion_id uuid not null,
  mois integer not null,
  fait_le date not null,
  jointe boolean not null,
  situation text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  constraint suivi_sortie_unique unique (ml_id, adhesion_id, mois),
  constraint suivi_sortie_mois check (mois in (1, 3, 6, 12))
);
alter table suivi_sortie enable row level security, force row level security;
create policy locataire on suivi_sortie using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index suivi_sortie_jeune on suivi_sortie (ml_id, jeune_id);
grant select, insert, update, delete on suivi_sortie to jalon_app;
grant select, insert, update, delete on suivi_sortie to jalon_chargement;

insert into bareme_sanction (rang, valide_du, valide_au, libelle, pourcent, mois, fin_contrat, reference, a_confirmer) values
    (1, '2022-03-01', null, 'Premier manquement : un quart de l’allocation d’un mois en moins', 25, 1, false, 'C. trav. R5131-17 ; sort après le décret n° 2025-478 à confirmer', true),
    (2, '2022-03-01', null, 'Deuxième manquement : pas d’allocation pendant un mois', 100, 1, false, 'C. trav. R5131-17 ; sort après le décret n° 2025-478 à confirmer', true),
    (3, '2022-03-01', null, 'Troisième manquement : plus d’allocation, fin du contrat', 100, 1200, true, 'C. trav. R5131-17 ; sort après le décret n° 2025-478 à confirmer', true);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('sanction_observations_jours', '2022-03-01', null, 15, null, 'jours', 'Délai laissé à la personne pour présenter ses observations', 'C. trav. R5131-18 : « délai raisonnable » ; durée à confirmer', true),
    ('sanction_absences_jours', '2022-03-01', null, 90, null, 'jours', 'Ancienneté la plus grande d’une absence qui fonde une proposition', 'règle de la maison', false);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('sanction_etat', 'proposee', 'Proposée', 10, '2000-01-01', 'suivi_ml', 'C. trav. R5131-17 et R5131-18', false),
    ('sanction_etat', 'abandonnee', 'Abandonnée', 20, '2000-01-01', 'suivi_ml', 'C. trav. R5131-17 et R5131-18', false),
    ('sanction_etat', 'decidee', 'Décidée, à notifier', 30, '2000-01-01', 'suivi_ml', 'C. trav. R5131-17 et R5131-18', false),
    ('sanction_etat', 'notifiee', 'Notifiée', 40, '2000-01-01', 'suivi_ml', 'C. trav. R5131-17 et R5131-18', false);
