-- Who represents a minor or a protected adult, the acts that need it, and the past states of a
-- dossier.

-- Past states; the present one is on the dossier. A change writes the one that ends.
-- nature: locataire
create table etat_passe (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  etat text not null,
  motif text not null default '',
  du date not null,
  au date not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint etat_passe_etat check (etat in ('actif', 'en_veille', 'fin_accompagnement', 'archive'))
);
alter table etat_passe enable row level security, force row level security;
create policy locataire on etat_passe using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index etat_passe_jeune on etat_passe (ml_id, jeune_id);
grant select, insert, update, delete on etat_passe to jalon_app;
grant select, insert, update, delete on etat_passe to jalon_chargement;

-- A measure or a situation of representation, with its dates and the proof that was seen: never
-- the document.
-- nature: locataire
create table representation (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  regime text not null,
  du date not null,
  au date,
  vu_le date,
  vu_par uuid references agent,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint representation_regime check (regime in ('deux_parents', 'un_parent', 'tuteur_mineur',
    'ase', 'mineur_non_accompagne', 'emancipe', 'curatelle_simple', 'curatelle_renforcee',
    'tutelle', 'habilitation_familiale', 'sauvegarde')),
  constraint representation_periode check (au is null or au >= du),
  constraint representation_vue check ((vu_le is null) = (vu_par is null))
);
alter table representation enable row level security, force row level security;
create policy locataire on representation using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index representation_jeune on representation (ml_id, jeune_id, du desc);
grant select, insert, update, delete on representation to jalon_app;
grant select, insert, update, delete on representation to jalon_chargement;

-- Who holds it: a person or a service.
-- nature: locataire
create table representant (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  representation_id uuid not null,
  rang integer not null,
  jeune_id uuid not null,
  nom text not null,
  organisme text not null default '',
  telephone text not null default '',
  courriel text not null default '',
  primary key (ml_id, representation_id, rang),
  foreign key (ml_id, representation_id) references representation on delete cascade,
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint representant_rang check (rang in (1, 2))
);
alter table representant enable row level security, force row level security;
create policy locataire on representant using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index representant_jeune on representant (ml_id, jeune_id);
grant select, insert, update, delete on representant to jalon_app;
grant select, insert, update, delete on representant to jalon_chargement;

-- What each act needs: of a minor, or of an adult under the named measure. aucune: alone;
-- un_parent, deux_parents: for a minor; assistance: with the person who holds the measure;
-- representation: by her; a_verifier: the judgment says.
-- nature: reference
create table acte_representant (
  acte text not null,
  qui text not null,
  exigence text not null,
  valide_du date not null,
  valide_au date,
  source text not null,
  a_confirmer boolean not null,
  primary key (acte, qui, valide_du),
  constraint acte_representant_qui check (qui in ('mineur', 'curatelle_simple',
    'curatelle_renforcee', 'tutelle', 'habilitation_familiale', 'sauvegarde')),
  constraint acte_representant_exigence check (exigence in ('aucune', 'un_parent', 'deux_parents',
    'assistance', 'representation', 'a_verifier'))
);
grant select on acte_representant to jalon_app;
grant select on acte_representant to jalon_chargement;

insert into acte_representant (acte, qui, exigence, valide_du, source, a_confirmer)
select acte, qui, exigence, date '2000-01-01', source, a_confirmer
from (values
    ('entretien', 'mineur', 'aucune', 'C. trav. L5314-2 ; règle de la maison : une personne mineure peut être reçue seule', false),
    ('contrat_engagement', 'mineur', 'un_parent', 'C. trav. R5131-8 et suivants ; C. civ. art. 372-2 et 388-1-1', true),
    ('pmsmp', 'mineur', 'un_parent', 'C. trav. D5135-2 et suivants ; C. civ. art. 388-1-1', true),
    ('contrat_travail', 'mineur', 'un_parent', 'C. trav. L4153-1 et suivants ; C. civ. art. 388-1-1', true),
    ('allocation', 'mineur', 'un_parent', 'C. civ. art. 388-1-1', true),
    ('image', 'mineur', 'deux_parents', 'C. civ. art. 9 et 372-1', true),
    ('sanction', 'mineur', 'un_parent', 'C. civ. art. 388-1-1 ; règle de la maison : le représentant est informé', true)
  ) as m (acte, qui, exigence, source, a_confirmer)
union all
select a.acte, p.qui,
  case when a.acte in ('entretien', 'sanction') then 'aucune'
    when p.qui = 'sauvegarde' then 'aucune'
    when a.acte = 'image' then case when p.qui in ('curatelle_simple', 'curatelle_renforcee') then 'aucune' else 'a_verifier' end
    when p.qui = 'curatelle_simple' then case when a.acte = 'allocation' then 'aucune' else 'assistance' end
    when p.qui = 'curatelle_renforcee' then 'assistance'
    when p.qui = 'tutelle' then 'representation'
    else 'a_verifier' end,
  date '2000-01-01',
  case p.qui when 'curatelle_simple' then 'C. civ. art. 467' when 'curatelle_renforcee' then 'C. civ. art. 467 et 472'
    when 'tutelle' then 'C. civ. art. 473' when 'habilitation_familiale' then 'C. civ. art. 494-1 et suivants'
    else 'C. civ. art. 435' end,
  a.acte <> 'entretien'
from (values ('entretien'), ('contrat_engagement'), ('pmsmp'), ('contrat_travail'), ('allocation'),
    ('image'), ('sanction')) as a (acte)
cross join (values ('curatelle_simple'), ('curatelle_renforcee'), ('tutelle'),
    ('habilitation_familiale'), ('sauvegarde')) as p (qui);

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('regime_representation', 'deux_parents', 'Deux parents', 10, '2000-01-01', 'identite', 'Décret n° 2015-59, annexe ; C. civ. art. 372', false),
    ('regime_representation', 'un_parent', 'Un seul parent', 20, '2000-01-01', 'identite', 'Décret n° 2015-59, annexe ; C. civ. art. 373-1', false),
    ('regime_representation', 'tuteur_mineur', 'Tuteur ou tutrice', 30, '2000-01-01', 'protection_juridique', 'Décret n° 2015-59, art. 2, 1° quater ; C. civ. art. 390', true),
    ('regime_representation', 'ase', 'Aide sociale à l’enfance', 40, '2000-01-01', 'prise_en_charge', 'CASF L222-5 et L223-1', true),
    ('regime_representation', 'mineur_non_accompagne', 'Mineur non accompagné', 50, '2000-01-01', 'prise_en_charge', 'CASF L221-2-4', true),
    ('regime_representation', 'emancipe', 'Émancipation', 60, '2000-01-01', 'identite', 'C. civ. art. 413-1 et 413-6', false),
    ('regime_representation', 'curatelle_simple', 'Curatelle simple', 70, '2000-01-01', 'protection_juridique', 'Décret n° 2015-59, art. 2, 1° quater ; C. civ. art. 440', true),
    ('regime_representation', 'curatelle_renforcee', 'Curatelle renforcée', 80, '2000-01-01', 'protection_juridique', 'Décret n° 2015-59, art. 2, 1° quater ; C. civ. art. 472', true),
    ('regime_representation', 'tutelle', 'Tutelle', 90, '2000-01-01', 'protection_juridique', 'Décret n° 2015-59, art. 2, 1° quater ; C. civ. art. 440', true),
    ('regime_representation', 'habilitation_familiale', 'Habilitation familiale', 100, '2000-01-01', 'protection_juridique', 'Décret n° 2015-59, art. 2, 1° quater ; C. civ. art. 494-1', true),
    ('regime_representation', 'sauvegarde', 'Sauvegarde de justice', 110, '2000-01-01', 'protection_juridique', 'Décret n° 2015-59, art. 2, 1° quater ; C. civ. art. 433', true);

insert into nomenclature (liste, code, libelle, ordre, valide_du, source, a_confirmer) values
    -- The acts of acte_representant, as the end of « Pour … ».
    ('acte_representant', 'entretien', 'être reçu en entretien', 10, '2000-01-01', 'Liste de la maison', false),
    ('acte_representant', 'contrat_engagement', 'signer un contrat d’engagement', 20, '2000-01-01', 'Liste de la maison', false),
    ('acte_representant', 'pmsmp', 'signer une convention de PMSMP', 30, '2000-01-01', 'Liste de la maison', false),
    ('acte_representant', 'contrat_travail', 'signer un contrat de travail', 40, '2000-01-01', 'Liste de la maison', false),
    ('acte_representant', 'allocation', 'recevoir une allocation', 50, '2000-01-01', 'Liste de la maison', false),
    ('acte_representant', 'image', 'autoriser une photo ou une vidéo', 60, '2000-01-01', 'Liste de la maison', false),
    ('acte_representant', 'sanction', 'répondre à une demande d’explication', 70, '2000-01-01', 'Liste de la maison', false);

insert into parametre
    (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
values
    ('delai_representant_jours', '2000-01-01', null, 30, null, 'jours',
     'Délai proposé pour noter qui représente une personne mineure', 'règle de la maison', false);
