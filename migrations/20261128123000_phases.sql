-- The phases of a contract: dated, one after the other, each with what it is for and what came of it.

alter table dispositif add column phases boolean not null default false;
update dispositif set phases = true where code = 'pacea';

-- A phase of a course. `evaluation` is noted at its end, before another one begins.
-- nature: locataire
create table phase (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  adhesion_id uuid not null,
  genre text not null,
  debut date not null,
  fin date not null,
  objectifs text not null,
  evaluation text,
  evaluee_le date,
  evaluee_par uuid references agent,
  bilan text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  constraint phase_periode check (fin >= debut),
  constraint phase_evaluation check ((evaluation is null) = (evaluee_le is null)
    and evaluation in ('atteints', 'en_partie', 'non_atteints') and evaluee_le >= debut),
  constraint phase_sans_chevauchement exclude using gist
    (ml_id with =, adhesion_id with =, daterange(debut, fin, '[]') with &&)
);
create unique index phase_une_ouverte on phase (ml_id, adhesion_id) where evaluation is null;
alter table phase enable row level security, force row level security;
create policy locataire on phase using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index phase_jeune on phase (ml_id, jeune_id);
grant select, insert, update, delete on phase to jalon_app;
grant select, insert, update, delete on phase to jalon_chargement;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('phase_fin_visible_jours', '2000-01-01', null, 15, null, 'jours', 'Temps avant la fin d’une phase où son évaluation se montre', 'règle de la maison', false);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('phase_genre', 'projet', 'Définir et formaliser son projet', 10, '2017-01-01', 'suivi_ml', 'Phases du PACEA (Centre Inffo, 2018)', true),
    ('phase_genre', 'mise_en_oeuvre', 'Mettre en œuvre son projet', 20, '2017-01-01', 'suivi_ml', 'Phases du PACEA (Centre Inffo, 2018)', true),
    ('phase_genre', 'autonomie', 'Accéder à l’autonomie et la consolider', 30, '2017-01-01', 'suivi_ml', 'Phases du PACEA (Centre Inffo, 2018)', true),
    -- Branched on in code: these rows only give the words.
    ('phase_evaluation', 'atteints', 'Objectifs atteints', 10, '2017-01-01', 'suivi_ml', 'C. trav. R5131-11 : évaluation à l’issue de chaque phase', true),
    ('phase_evaluation', 'en_partie', 'Atteints en partie', 20, '2017-01-01', 'suivi_ml', 'C. trav. R5131-11 : évaluation à l’issue de chaque phase', true),
    ('phase_evaluation', 'non_atteints', 'Pas atteints', 30, '2017-01-01', 'suivi_ml', 'C. trav. R5131-11 : évaluation à l’issue de chaque phase', true);
