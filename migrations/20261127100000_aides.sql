-- Aides and means: the funds, what is asked of them, who decides, who pays.

-- A fund: who decides, how a file is sent and its answer entered, the ceilings. `pieces` is what a
-- file asks for. One that served is closed, never deleted.
-- nature: locataire
create table fonds_aide (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  nom text not null,
  decideur text not null,
  envoi text not null default '',
  pieces text[] not null default '{}',
  plafond_demande_centimes bigint,
  plafond_personne_centimes bigint,
  periode_mois integer not null default 12,
  urgence boolean not null default false,
  ferme_le date,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint fonds_aide_nom_unique unique (ml_id, nom),
  constraint fonds_aide_nom check (nom <> ''),
  constraint fonds_aide_decideur check (decideur in ('mission_locale', 'departement', 'metropole', 'ccas', 'fondation')),
  constraint fonds_aide_plafonds check (plafond_demande_centimes > 0 and plafond_personne_centimes > 0),
  constraint fonds_aide_periode check (periode_mois between 1 and 60)
);
alter table fonds_aide enable row level security, force row level security;
create policy locataire on fonds_aide using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on fonds_aide to jalon_app;
grant select, insert, update, delete on fonds_aide to jalon_chargement;

-- Money put in a fund. A row is never changed: taking some back is a row with a negative amount.
-- nature: locataire
create table dotation_fonds (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  fonds_id uuid not null,
  recue_le date not null,
  montant_centimes bigint not null,
  origine text not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, fonds_id) references fonds_aide,
  constraint dotation_fonds_montant check (montant_centimes <> 0)
);
alter table dotation_fonds enable row level security, force row level security;
create policy locataire on dotation_fonds using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index dotation_fonds_fonds on dotation_fonds (ml_id, fonds_id);
grant select, insert on dotation_fonds to jalon_app;
grant select, insert, update, delete on dotation_fonds to jalon_chargement;

-- An aide asked for a young person. Who asks, who decides and who pays are three people. `pieces`
-- is what was received of the file.
-- nature: locataire
create table demande_aide (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  fonds_id uuid not null,
  frein_id uuid,
  motif text not null,
  precisions text not null default '',
  pieces text[] not null default '{}',
  montant_demande_centimes bigint not null,
  demandee_le date not null,
  demandeur_id uuid not null references agent,
  etat text not null default 'a_decider',
  envoyee_le date,
  montant_accorde_centimes bigint,
  decision_motif text not null default '',
  derogation text not null default '',
  decidee_le date,
  decideur_id uuid references agent,
  urgence boolean not null default false,
  regularisee_le date,
  regularisee_par uuid references agent,
  payee_le date,
  payeur_id uuid references agent,
  paiement_moyen text,
  notifiee_le date,
  notifiee_par text,
  annulee_le date,
  annulee_motif text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, fonds_id) references fonds_aide,
  foreign key (ml_id, frein_id) references frein,
  constraint demande_aide_etat check (etat in ('a_decider', 'envoyee', 'accordee', 'refusee', 'payee', 'annulee')),
  constraint demande_aide_montant check (montant_demande_centimes between 1 and 10000000),
  constraint demande_aide_accorde check (montant_accorde_centimes between 1 and montant_demande_centimes),
  constraint demande_aide_decideur_autre check (decideur_id <> demandeur_id),
  constraint demande_aide_payeur_autre check (payeur_id <> demandeur_id and payeur_id <> decideur_id),
  constraint demande_aide_decision check ((decidee_le is null) = (decideur_id is null)),
  constraint demande_aide_decidee check (etat not in ('accordee', 'refusee', 'payee') or decidee_le is not null),
  constraint demande_aide_accord check (etat not in ('accordee', 'payee') or montant_accorde_centimes is not null),
  constraint demande_aide_refus check (etat <> 'refusee' or (decision_motif <> '' and montant_accorde_centimes is null)),
  constraint demande_aide_paiement check ((etat = 'payee') = (payee_le is not null) and (payee_le is null) = (payeur_id is null)),
  constraint demande_aide_regularisation check ((regularisee_le is null) = (regularisee_par is null) and (regularisee_le is null or urgence)),
  constraint demande_aide_regularisee_autre check (regularisee_par <> demandeur_id),
  constraint demande_aide_notification check (notifiee_le is null or decidee_le is not null),
  constraint demande_aide_annulation check ((etat = 'annulee') = (annulee_le is not null))
);
alter table demande_aide enable row level security, force row level security;
create policy locataire on demande_aide using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index demande_aide_jeune on demande_aide (ml_id, jeune_id);
create index demande_aide_fonds on demande_aide (ml_id, fonds_id) where etat in ('accordee', 'payee');
create index demande_aide_en_cours on demande_aide (ml_id, demandee_le) where etat in ('a_decider', 'envoyee', 'accordee') or (urgence and regularisee_le is null);
grant select, insert, update, delete on demande_aide to jalon_app;
grant select, insert, update, delete on demande_aide to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('motif_aide', 'alimentation', 'Se nourrir', 10, '2000-01-01', 'economique_social', 'Usages des fonds d’aide aux jeunes (CASF L263-3) ; liste de la maison', true),
    ('motif_aide', 'hygiene_vetements', 'Vêtements et produits d’hygiène', 20, '2000-01-01', 'economique_social', 'Usages des fonds d’aide aux jeunes (CASF L263-3) ; liste de la maison', true),
    ('motif_aide', 'mobilite', 'Se déplacer, passer le permis', 30, '2000-01-01', 'economique_social', 'Usages des fonds d’aide aux jeunes (CASF L263-3) ; liste de la maison', true),
    ('motif_aide', 'logement', 'Se loger, entrer dans un logement', 40, '2000-01-01', 'economique_social', 'Usages des fonds d’aide aux jeunes (CASF L263-3) ; liste de la maison', true),
    ('motif_aide', 'formation', 'Formation, concours, frais d’inscription', 50, '2000-01-01', 'economique_social', 'Usages des fonds d’aide aux jeunes (CASF L263-3) ; liste de la maison', true),
    ('motif_aide', 'equipement', 'Équipement pour travailler ou se former', 60, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('motif_aide', 'numerique', 'Téléphone, ordinateur, connexion', 70, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('motif_aide', 'demarches', 'Papiers et démarches', 80, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('motif_aide', 'acces_soins', 'Besoin d’un accès aux soins', 90, '2000-01-01', 'economique_social', 'Usages des fonds d’aide aux jeunes (CASF L263-3) ; liste de la maison', true),
    ('motif_aide', 'garde_enfant', 'Garde d’un enfant', 100, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('motif_aide', 'attente_ressource', 'Attente d’une ressource à venir', 110, '2000-01-01', 'economique_social', 'Liste de la maison', false),
    ('paiement_moyen', 'virement', 'Virement', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('paiement_moyen', 'cheque', 'Chèque', 20, '2000-01-01', '', 'Liste de la maison', false),
    ('paiement_moyen', 'fournisseur', 'Payé directement au fournisseur', 30, '2000-01-01', '', 'Liste de la maison', false),
    ('paiement_moyen', 'especes', 'Espèces, contre reçu', 40, '2000-01-01', '', 'Liste de la maison', false),
    ('paiement_moyen', 'organisme', 'Versé par l’organisme qui a décidé', 50, '2000-01-01', '', 'Liste de la maison', false),
    ('notification_moyen', 'main_propre', 'Remise en main propre', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('notification_moyen', 'courrier', 'Courrier', 20, '2000-01-01', '', 'Liste de la maison', false),
    ('notification_moyen', 'courriel', 'Courriel', 30, '2000-01-01', '', 'Liste de la maison', false);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer) values
    ('aide_decision_jours', '2000-01-01', null, 15, null, 'jours',
     'Délai dans lequel la décision sur une aide est attendue', 'règle de la maison', true),
    ('aide_regularisation_jours', '2000-01-01', null, 30, null, 'jours',
     'Délai pour régulariser une aide décidée en urgence', 'règle de la maison', true),
    ('aide_recours_jours', '2000-01-01', null, 60, null, 'jours',
     'Délai pour demander un nouvel examen d’une décision sur une aide (recours gracieux)',
     'Deux mois par analogie avec CJA R421-1 ; règlement de chaque fonds à lire', true);
