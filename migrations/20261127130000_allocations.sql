-- Allowances month by month: what was declared, what it gives and why, who checked, who validated,
-- what was frozen, what was put right afterwards.

-- The allowance that a dispositif opens: none, the monthly one of the CEJ, the occasional one of the
-- PACEA.
alter table dispositif add column allocation text not null default ''
  constraint dispositif_allocation check (allocation in ('', 'cej', 'pacea'));
update dispositif set allocation = 'cej' where code in ('cej', 'cej_jr');
update dispositif set allocation = 'pacea' where code = 'pacea';

-- A month of someone in a dispositif. `mois` is its first day; amounts are those of the month, as
-- declared; `calcul` keeps inputs, rule version, reference and each line of the sum.
-- nature: locataire
create table allocation_mois (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  adhesion_id uuid not null,
  mois date not null,
  foyer text not null,
  autonome boolean not null,
  deduites_centimes bigint not null,
  partielles_centimes bigint not null,
  demandee_centimes bigint,
  justifiee boolean not null,
  montant_centimes bigint not null,
  calcul jsonb not null,
  etat text not null default 'declaree',
  declaree_le timestamptz not null,
  declaree_par uuid references agent,
  controlee_le timestamptz,
  controlee_par uuid references agent,
  validee_le timestamptz,
  validee_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, adhesion_id) references adhesion on delete cascade,
  constraint allocation_mois_unique unique (ml_id, adhesion_id, mois),
  constraint allocation_mois_premier check (extract(day from mois) = 1),
  constraint allocation_mois_etat check (etat in ('declaree', 'controlee', 'validee', 'figee')),
  constraint allocation_mois_foyer check (foyer in ('non_imposable', 'premiere_tranche', 'autre')),
  constraint allocation_mois_montants check (deduites_centimes >= 0 and partielles_centimes >= 0
    and demandee_centimes >= 0 and montant_centimes between 0 and 200000),
  constraint allocation_mois_controle check ((etat = 'declaree') = (controlee_le is null)),
  constraint allocation_mois_validation check ((etat in ('validee', 'figee')) = (validee_le is not null)),
  constraint allocation_mois_deux_agents check (controlee_par <> validee_par)
);
alter table allocation_mois enable row level security, force row level security;
create policy locataire on allocation_mois using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index allocation_mois_mois on allocation_mois (ml_id, mois);
create index allocation_mois_jeune on allocation_mois (ml_id, jeune_id);
grant select, insert, update, delete on allocation_mois to jalon_app;
grant select, insert, update, delete on allocation_mois to jalon_chargement;

-- A frozen month put right: never the month itself. Positive: still owed to the person; negative:
-- paid too much.
-- nature: locataire
create table regularisation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  allocation_id uuid not null,
  montant_centimes bigint not null,
  motif text not null,
  saisie_le timestamptz not null,
  saisie_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, allocation_id) references allocation_mois on delete cascade,
  constraint regularisation_montant check (montant_centimes <> 0 and abs(montant_centimes) <= 200000),
  constraint regularisation_motif check (motif <> '')
);
alter table regularisation enable row level security, force row level security;
create policy locataire on regularisation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index regularisation_allocation on regularisation (ml_id, allocation_id);
create index regularisation_jeune on regularisation (ml_id, jeune_id);
grant select, insert, update, delete on regularisation to jalon_app;
grant select, insert, update, delete on regularisation to jalon_chargement;

-- A month closed, with what it came to on that day.
-- nature: locataire
create table cloture_mois (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  mois date not null,
  close_le timestamptz not null,
  close_par uuid references agent,
  nombre integer not null,
  total_centimes bigint not null,
  primary key (ml_id, mois),
  constraint cloture_mois_premier check (extract(day from mois) = 1)
);
alter table cloture_mois enable row level security, force row level security;
create policy locataire on cloture_mois using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert on cloture_mois to jalon_app;
grant select, insert, update, delete on cloture_mois to jalon_chargement;

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('cej_montant_non_imposable', '2022-03-01', '2022-06-30', 50000, null, 'centimes', 'Allocation du CEJ, foyer non imposable', 'C. trav. D5131-19', false),
    ('cej_montant_non_imposable', '2022-07-01', '2023-03-31', 52000, null, 'centimes', 'Allocation du CEJ, foyer non imposable', 'C. trav. D5131-19', false),
    ('cej_montant_non_imposable', '2023-04-01', '2024-03-31', 52800, null, 'centimes', 'Allocation du CEJ, foyer non imposable', 'C. trav. D5131-19', false),
    ('cej_montant_non_imposable', '2024-04-01', '2025-03-31', 55229, null, 'centimes', 'Allocation du CEJ, foyer non imposable', 'C. trav. D5131-19', false),
    ('cej_montant_non_imposable', '2025-04-01', '2026-03-31', 56168, null, 'centimes', 'Allocation du CEJ, foyer non imposable', 'C. trav. D5131-19', false),
    ('cej_montant_non_imposable', '2026-04-01', null, 56168, null, 'centimes', 'Allocation du CEJ, foyer non imposable', 'C. trav. D5131-19 ; revalorisation du 1er avril 2026 à confirmer', true),
    ('cej_montant_premiere_tranche', '2022-03-01', '2022-06-30', 30000, null, 'centimes', 'Allocation du CEJ, première tranche', 'C. trav. D5131-19', false),
    ('cej_montant_premiere_tranche', '2022-07-01', '2023-03-31', 31200, null, 'centimes', 'Allocation du CEJ, première tranche', 'C. trav. D5131-19', false),
    ('cej_montant_premiere_tranche', '2023-04-01', '2024-03-31', 31680, null, 'centimes', 'Allocation du CEJ, première tranche', 'C. trav. D5131-19', false),
    ('cej_montant_premiere_tranche', '2024-04-01', '2025-03-31', 33137, null, 'centimes', 'Allocation du CEJ, première tranche', 'C. trav. D5131-19 ; une source imprime 331,17', true),
    ('cej_montant_premiere_tranche', '2025-04-01', '2026-03-31', 33700, null, 'centimes', 'Allocation du CEJ, première tranche', 'C. trav. D5131-19', false),
    ('cej_montant_premiere_tranche', '2026-04-01', null, 33700, null, 'centimes', 'Allocation du CEJ, première tranche', 'C. trav. D5131-19 ; revalorisation du 1er avril 2026 à confirmer', true),
    ('cej_montant_mineur', '2022-03-01', '2022-06-30', 20000, null, 'centimes', 'Allocation du CEJ, mineur', 'C. trav. D5131-19', false),
    ('cej_montant_mineur', '2022-07-01', '2023-03-31', 20800, null, 'centimes', 'Allocation du CEJ, mineur', 'C. trav. D5131-19', false),
    ('cej_montant_mineur', '2023-04-01', '2024-03-31', 21120, null, 'centimes', 'Allocation du CEJ, mineur', 'C. trav. D5131-19', false),
    ('cej_montant_mineur', '2024-04-01', '2025-03-31', 22092, null, 'centimes', 'Allocation du CEJ, mineur', 'C. trav. D5131-19', false),
    ('cej_montant_mineur', '2025-04-01', '2026-03-31', 22468, null, 'centimes', 'Allocation du CEJ, mineur', 'C. trav. D5131-19', false),
    ('cej_montant_mineur', '2026-04-01', null, 22468, null, 'centimes', 'Allocation du CEJ, mineur', 'C. trav. D5131-19 ; revalorisation du 1er avril 2026 à confirmer', true),
    ('cej_franchise', '2022-03-01', null, 30000, null, 'centimes', 'Revenus du travail qui ne diminuent pas l’allocation du CEJ', 'C. trav. D5131-23', false),
    ('cej_smic_pourcent', '2022-03-01', null, 80, null, 'pour cent', 'Part du SMIC brut mensuel où l’allocation du CEJ s’annule', 'C. trav. D5131-23', false),
    ('smic_brut_mensuel', '2022-01-01', '2022-04-30', 160312, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Décret n° 2021-1741 du 22 décembre 2021', false),
    ('smic_brut_mensuel', '2022-05-01', '2022-07-31', 164558, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Arrêté du 19 avril 2022', false),
    ('smic_brut_mensuel', '2022-08-01', '2022-12-31', 167895, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Arrêté du 29 juillet 2022', false),
    ('smic_brut_mensuel', '2023-01-01', '2023-04-30', 170928, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Décret n° 2022-1608 du 22 décembre 2022', false),
    ('smic_brut_mensuel', '2023-05-01', '2023-12-31', 174720, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Arrêté du 26 avril 2023', false),
    ('smic_brut_mensuel', '2024-01-01', '2024-10-31', 176692, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Décret n° 2023-1216 du 20 décembre 2023', false),
    ('smic_brut_mensuel', '2024-11-01', '2025-12-31', 180180, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Décret n° 2024-951 du 23 octobre 2024', false),
    ('smic_brut_mensuel', '2026-01-01', null, 182303, null, 'centimes', 'SMIC brut mensuel, 35 heures', 'Revalorisation du 1er janvier 2026, texte à confirmer', true),
    ('pacea_ressources_max', '2017-01-01', null, 30000, null, 'centimes', 'Ressources du mois au-delà desquelles l’allocation du PACEA n’est pas versée', 'C. trav. L5131-5 et R5131-13', true),
    ('pacea_montant_mois_max', '2017-01-01', null, 60700, null, 'centimes', 'Allocation du PACEA, au plus par mois', 'Montant de 2024, source secondaire', true),
    ('pacea_mois_par_an_max', '2017-01-01', null, 6, null, 'mois', 'Allocation du PACEA, en nombre de montants mensuels par an', 'Règle à confirmer', true);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('allocation_foyer', 'non_imposable', 'Foyer fiscal non imposable', 10, '2000-01-01', 'economique_social', 'C. trav. D5131-19', false),
    ('allocation_foyer', 'premiere_tranche', 'Foyer fiscal imposable à la première tranche', 20, '2000-01-01', 'economique_social', 'C. trav. D5131-19', false),
    ('allocation_foyer', 'autre', 'Foyer fiscal à une tranche plus haute', 30, '2000-01-01', 'economique_social', 'C. trav. D5131-19', false),
    ('allocation_etat', 'declaree', 'À contrôler', 10, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('allocation_etat', 'controlee', 'Contrôlée', 20, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('allocation_etat', 'validee', 'Validée', 30, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('allocation_etat', 'figee', 'Figée', 40, '2000-01-01', 'economique_social', 'Liste de la maison', false);
