-- How each means of contact may be used, what a situation carries besides its dates, and the death
-- of a person, which silences every message at once.

-- message, dire_ml: whether a message may be left, and « Mission locale » said. inconnu: nobody
-- answered yet; jeunes::contacts::rules says what is safe then. jamais_motif (list `motif_jamais`):
-- never to be used, and why; an empty string otherwise. preference: 1 is tried first, 0 says none.
alter table contact
  add column message text not null default 'inconnu',
  add column dire_ml text not null default 'inconnu',
  add column jamais_motif text not null default '',
  add column preference integer not null default 0,
  add constraint contact_message check (message in ('oui', 'non', 'inconnu')),
  add constraint contact_dire_ml check (dire_ml in ('oui', 'non', 'inconnu')),
  add constraint contact_preference check (preference between 0 and 5);

-- rome: a code of the ROME, or an empty string. minutes_semaine: paid or attended time of a week.
-- contrat_fin: the end written in the contract, whatever really happens.
alter table situation
  add column rome text not null default '',
  add column minutes_semaine integer,
  add column contrat_fin date,
  add constraint situation_rome check (rome ~ '^([A-N][0-9]{4})?$'),
  add constraint situation_minutes check (minutes_semaine between 1 and 4200);

-- An échéance closed for another reason than its being done (list `motif_cloture_echeance`).
alter table echeance add column close_motif text not null default '';

-- A death, as it was told; one said by mistake is cancelled and stays readable.
-- nature: locataire
create table deces (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  le date not null,
  source text not null,
  etat_avant text not null,
  etat_avant_motif text not null,
  etat_avant_depuis date not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  annule_le timestamptz,
  annule_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade
);
alter table deces enable row level security, force row level security;
create policy locataire on deces using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create unique index deces_connu on deces (ml_id, jeune_id) where annule_le is null;
create index deces_jeune on deces (ml_id, jeune_id);
grant select, insert, update, delete on deces to jalon_app;
grant select, insert, update, delete on deces to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Why a means of contact is never used. Read by those who accompany, no one else.
    ('motif_jamais', 'surveille', 'Peut être lu ou entendu par quelqu’un d’autre', 10, '2000-01-01', 'identite', 'Liste de la maison', false),
    ('motif_jamais', 'demande_jeune', 'À la demande de la personne accompagnée', 20, '2000-01-01', 'identite', 'Liste de la maison', false),
    ('motif_jamais', 'demande_titulaire', 'À la demande de la personne qui répond', 30, '2000-01-01', 'identite', 'Liste de la maison', false),
    ('motif_jamais', 'lien_rompu', 'Plus de lien avec cette personne', 40, '2000-01-01', 'identite', 'Liste de la maison', false),
    ('motif_jamais', 'sans_precision', 'Sans précision', 50, '2000-01-01', 'identite', 'Liste de la maison', false),
    -- Who told of a death.
    ('source_deces', 'famille', 'Famille ou proche', 10, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('source_deces', 'partenaire', 'Partenaire', 20, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('source_deces', 'acte', 'Acte ou avis officiel', 30, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('source_deces', 'presse', 'Presse ou avis public', 40, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    -- Why an échéance was closed without being done.
    ('motif_cloture_echeance', 'deces', 'Décès', 10, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    -- Why a dossier is put away.
    ('motif_archive', 'termine', 'Accompagnement terminé, sans reprise prévue', 10, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('motif_archive', 'demande_jeune', 'À la demande de la personne accompagnée', 20, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('motif_archive', 'transfert', 'Dossier transmis à une autre mission locale', 30, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('motif_archive', 'doublon', 'Dossier créé par erreur ou en double', 40, '2000-01-01', 'suivi_ml', 'règle de la maison', false),
    ('motif_archive', 'age', 'Âge de fin d’accueil atteint', 50, '2000-01-01', 'suivi_ml', 'Décret n° 2015-59, art. 6', true),
    ('motif_archive', 'deces', 'Décès', 60, '2000-01-01', 'suivi_ml', 'règle de la maison', false);
