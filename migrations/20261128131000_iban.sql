-- The bank account that an allowance is checked against: entered by one agent, effective once another
-- confirmed it. A new one replaces the former, which stays as history. And the amounts of Mayotte.

-- nature: locataire
create table coordonnees_bancaires (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  iban text not null,
  bic text not null default '',
  titulaire text not null,
  titulaire_nom text not null default '',
  accord_le date,
  saisie_le date not null,
  saisie_par uuid not null references agent,
  confirmee_le date,
  confirmee_par uuid references agent,
  remplacee_le date,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint coordonnees_bancaires_iban check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$'),
  constraint coordonnees_bancaires_titulaire check (titulaire in ('jeune', 'tiers')
    and (titulaire = 'tiers') = (titulaire_nom <> '' and accord_le is not null)),
  constraint coordonnees_bancaires_confirmation check ((confirmee_le is null) = (confirmee_par is null)
    and confirmee_le >= saisie_le),
  constraint coordonnees_bancaires_deux_agents check (confirmee_par <> saisie_par),
  constraint coordonnees_bancaires_remplacement check (remplacee_le >= saisie_le)
);
create unique index coordonnees_bancaires_confirmee on coordonnees_bancaires (ml_id, jeune_id)
  where confirmee_le is not null and remplacee_le is null;
create unique index coordonnees_bancaires_en_attente on coordonnees_bancaires (ml_id, jeune_id)
  where confirmee_le is null and remplacee_le is null;
create index coordonnees_bancaires_jeune on coordonnees_bancaires (ml_id, jeune_id);
alter table coordonnees_bancaires enable row level security, force row level security;
create policy locataire on coordonnees_bancaires using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on coordonnees_bancaires to jalon_app;
grant select, insert, update, delete on coordonnees_bancaires to jalon_chargement;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('iban_confirmer_jours', '2000-01-01', null, 5, null, 'jours', 'Délai pour confirmer un IBAN saisi par quelqu’un d’autre', 'règle de la maison', false),
    ('cej_montant_non_imposable_mayotte', '2024-04-01', null, 31480, null, 'centimes', 'Allocation du CEJ à Mayotte, foyer non imposable', 'Montants de 2024, source secondaire ; revalorisations à lire', true),
    ('cej_montant_premiere_tranche_mayotte', '2024-04-01', null, 18889, null, 'centimes', 'Allocation du CEJ à Mayotte, première tranche', 'Montants de 2024, source secondaire ; revalorisations à lire', true),
    ('cej_montant_mineur_mayotte', '2024-04-01', null, 12592, null, 'centimes', 'Allocation du CEJ à Mayotte, mineur', 'Montants de 2024, source secondaire ; revalorisations à lire', true);

insert into parametre_sujet (code, sujet, local, minimum, maximum) values
    ('iban_confirmer_jours', 'allocations', true, 1, 90),
    ('cej_montant_non_imposable_mayotte', 'allocations', true, 0, 200000),
    ('cej_montant_premiere_tranche_mayotte', 'allocations', true, 0, 200000),
    ('cej_montant_mineur_mayotte', 'allocations', true, 0, 200000);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('iban_titulaire', 'jeune', 'Elle-même ou lui-même', 10, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('iban_titulaire', 'tiers', 'Une autre personne, avec son accord', 20, '2000-01-01', 'economique_social', 'Liste de la maison', false);
