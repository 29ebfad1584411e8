-- Pieces of a dossier: files that people bring, or the day they were seen.

-- What a kind of piece needs, dated: whether it ends, how many days before it ends someone looks,
-- and why it is refused when it is.
-- nature: reference
create table regle_piece (
  nature text not null,
  valide_du date not null,
  valide_au date,
  finit boolean not null,
  alerte_jours integer not null,
  refus text not null default '',
  reference text not null,
  a_confirmer boolean not null,
  primary key (nature, valide_du),
  constraint regle_piece_alerte check (alerte_jours between 0 and 366)
);
grant select on regle_piece to jalon_app, jalon_chargement;

-- A piece. The file is under `blob` in the store of files; without one, someone saw the paper on
-- `vue_le`. `nom` is only shown: it never makes a path.
-- nature: locataire
create table piece (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  nature text not null,
  nom text not null default '',
  format text,
  taille integer,
  empreinte text,
  blob uuid,
  vue_le date,
  valable_au date,
  remplace_id uuid,
  remplacee_le date,
  retiree_le date,
  retiree_motif text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  constraint piece_format check (format in ('pdf', 'jpeg', 'png', 'docx')),
  constraint piece_taille check (taille between 1 and 10485760),
  constraint piece_empreinte check (empreinte ~ '^[0-9a-f]{64}$'),
  constraint piece_fichier check ((format is null) = (taille is null)
    and (format is null) = (empreinte is null)),
  constraint piece_vue check ((format is null) = (vue_le is not null)),
  constraint piece_blob check ((blob is not null) = (format is not null and retiree_le is null)),
  constraint piece_retiree check ((retiree_le is null) = (retiree_motif = ''))
);
create unique index piece_blob_unique on piece (ml_id, blob) where blob is not null;
alter table piece enable row level security, force row level security;
create policy locataire on piece using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index piece_jeune on piece (ml_id, jeune_id);
grant select, insert, update, delete on piece to jalon_app;
grant select, insert, update, delete on piece to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('piece_nature', 'identite', 'Pièce d’identité', 10, '2000-01-01', 'identite', 'Liste de la maison', false),
    ('piece_nature', 'titre_sejour', 'Titre de séjour ou récépissé', 20, '2000-01-01', 'identite', 'Liste de la maison', false),
    ('piece_nature', 'domicile', 'Justificatif de domicile', 30, '2000-01-01', 'identite', 'Liste de la maison', false),
    ('piece_nature', 'rib', 'Relevé d’identité bancaire (RIB)', 40, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('piece_nature', 'imposition', 'Avis d’imposition', 50, '2000-01-01', 'vie_professionnelle', 'Pièces du CEJ', false),
    ('piece_nature', 'ressources', 'Justificatif de ressources', 60, '2000-01-01', 'vie_professionnelle', 'Pièces du CEJ', false),
    ('piece_nature', 'cv', 'CV', 70, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('piece_nature', 'diplome', 'Diplôme ou titre', 80, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('piece_nature', 'permis', 'Permis de conduire ou code', 90, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('piece_nature', 'attestation', 'Attestation (formation, stage, France Travail)', 100, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('piece_nature', 'contrat_travail', 'Contrat de travail ou promesse d’embauche', 110, '2000-01-01', 'vie_professionnelle', 'Liste de la maison', false),
    ('piece_nature', 'contrat_signe', 'Contrat d’accompagnement signé sur papier', 120, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('piece_nature', 'devis', 'Devis ou facture', 130, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('piece_nature', 'autre', 'Autre, sans donnée de santé', 140, '2000-01-01', 'suivi_ml', 'Liste de la maison', false),
    ('piece_nature', 'certificat_medical', 'Certificat ou arrêt médical', 210, '2000-01-01', 'suivi_ml', 'Refusée', false),
    ('piece_nature', 'ordonnance', 'Ordonnance, résultat d’examen', 220, '2000-01-01', 'suivi_ml', 'Refusée', false),
    ('piece_nature', 'mdph', 'Dossier ou décision de la MDPH', 230, '2000-01-01', 'suivi_ml', 'Refusée', false);

insert into regle_piece (nature, valide_du, finit, alerte_jours, refus, reference, a_confirmer) values
    ('identite', '2000-01-01', true, 60, '', 'règle de la maison', false),
    ('titre_sejour', '2000-01-01', true, 120, '', 'CESEDA R431-5 : demande entre quatre et deux mois avant la fin', true),
    ('domicile', '2000-01-01', false, 0, '', 'règle de la maison', false),
    ('rib', '2000-01-01', false, 0, '', 'règle de la maison', false),
    ('imposition', '2000-01-01', false, 0, '', 'règle de la maison', false),
    ('ressources', '2000-01-01', false, 0, '', 'règle de la maison', false),
    ('cv', '2000-01-01', false, 0, '', 'règle de la maison', false),
    ('diplome', '2000-01-01', false, 0, '', 'règle de la maison', false),
    ('permis', '2000-01-01', true, 30, '', 'règle de la maison', false),
    ('attestation', '2000-01-01', true, 15, '', 'règle de la maison', false),
    ('contrat_travail', '2000-01-01', true, 30, '', 'règle de la maison', false),
    ('contrat_signe', '2000-01-01', false, 0, '', 'règle de la maison', false),
    ('devis', '2000-01-01', true, 7, '', 'règle de la maison', false),
    ('autre', '2000-01-01', true, 30, '', 'règle de la maison', false),
    ('certificat_medical', '2000-01-01', false, 0, 'Un certificat ou un arrêt médical ne se garde pas ici : c’est une donnée de santé. Notez l’absence comme excusée, sans la raison.', 'RGPD, article 9', false),
    ('ordonnance', '2000-01-01', false, 0, 'Une ordonnance ou un résultat d’examen ne se garde pas ici : c’est une donnée de santé. Rendez le papier à la personne.', 'RGPD, article 9', false),
    ('mdph', '2000-01-01', false, 0, 'Un dossier de la MDPH ne se garde pas ici : il contient des données de santé. Notez seulement la RQTH et sa fin, dans les droits.', 'RGPD, article 9', false);
