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

-- A book of vouchers of a fund: numbers that follow each other, all of one value. Two books of a
-- fund never hold the same number.
-- nature: locataire
create table carnet_bons (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  fonds_id uuid not null,
  premier integer not null,
  dernier integer not null,
  valeur_centimes bigint not null,
  recu_le date not null,
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  primary key (ml_id, id),
  foreign key (ml_id, fonds_id) references fonds_aide,
  constraint carnet_bons_bornes check (premier between 1 and 99999999 and dernier between premier and premier + 999),
  constraint carnet_bons_valeur check (valeur_centimes between 1 and 1000000),
  constraint carnet_bons_numeros exclude using gist (ml_id with =, fonds_id with =, int4range(premier, dernier, '[]') with &&)
);
alter table carnet_bons enable row level security, force row level security;
create policy locataire on carnet_bons using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert on carnet_bons to jalon_app;
grant select, insert, update, delete on carnet_bons to jalon_chargement;

-- A voucher given to a young person, who signed for it. A number is given once: one that comes back
-- is not given again.
-- nature: locataire
create table bon (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  carnet_id uuid not null,
  numero integer not null,
  valeur_centimes bigint not null,
  remis_le date not null,
  signature text not null,
  etat text not null default 'remis',
  etat_le date,
  etat_motif text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, carnet_id) references carnet_bons,
  constraint bon_numero_unique unique (ml_id, carnet_id, numero),
  constraint bon_signature check (signature in ('papier', 'ecran')),
  constraint bon_etat check (etat in ('remis', 'rendu', 'annule')),
  constraint bon_etat_le check ((etat = 'remis') = (etat_le is null))
);
alter table bon enable row level security, force row level security;
create policy locataire on bon using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index bon_jeune on bon (ml_id, jeune_id);
grant select, insert, update, delete on bon to jalon_app;
grant select, insert, update, delete on bon to jalon_chargement;

-- Something that is lent. One that served is taken off the stock, never deleted.
-- nature: locataire
create table materiel (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  genre text not null,
  libelle text not null,
  inventaire text not null,
  retire_le date,
  version integer not null default 1,
  primary key (ml_id, id),
  constraint materiel_inventaire_unique unique (ml_id, inventaire),
  constraint materiel_libelle check (libelle <> '' and inventaire <> '')
);
alter table materiel enable row level security, force row level security;
create policy locataire on materiel using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on materiel to jalon_app;
grant select, insert, update, delete on materiel to jalon_chargement;

-- A loan, with the day it comes back. A thing is lent to one person at a time.
-- nature: locataire
create table pret_materiel (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  materiel_id uuid not null,
  remis_le date not null,
  retour_le date not null,
  etat_remis text not null default '',
  rendu_le date,
  etat_rendu text not null default '',
  saisi_le timestamptz not null,
  saisi_par uuid references agent,
  version integer not null default 1,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (ml_id, materiel_id) references materiel,
  constraint pret_materiel_retour check (retour_le >= remis_le),
  constraint pret_materiel_rendu check (rendu_le >= remis_le)
);
create unique index pret_materiel_ouvert_unique on pret_materiel (ml_id, materiel_id) where rendu_le is null;
alter table pret_materiel enable row level security, force row level security;
create policy locataire on pret_materiel using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index pret_materiel_jeune on pret_materiel (ml_id, jeune_id);
grant select, insert, update, delete on pret_materiel to jalon_app;
grant select, insert, update, delete on pret_materiel to jalon_chargement;

-- A commission: the day, and the funds it looks at (none named: all).
-- nature: locataire
create table commission_aide (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  tenue_le date not null,
  fonds uuid[] not null default '{}',
  cree_le timestamptz not null,
  cree_par uuid references agent,
  primary key (ml_id, id)
);
alter table commission_aide enable row level security, force row level security;
create policy locataire on commission_aide using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on commission_aide to jalon_app;
grant select, insert, update, delete on commission_aide to jalon_chargement;

-- Who sits: an agent, or someone from outside by name.
-- nature: locataire
create table membre_commission (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  commission_id uuid not null,
  agent_id uuid references agent,
  nom text not null default '',
  present boolean not null default true,
  primary key (ml_id, id),
  foreign key (ml_id, commission_id) references commission_aide,
  constraint membre_commission_unique unique (ml_id, commission_id, agent_id),
  constraint membre_commission_nom check ((agent_id is null) = (nom <> ''))
);
alter table membre_commission enable row level security, force row level security;
create policy locataire on membre_commission using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on membre_commission to jalon_app;
grant select, insert, update, delete on membre_commission to jalon_chargement;

-- The ordre du jour. `age` and `situation` are the anonymised sheet, as things stood the day the
-- request joined it; `presents` and `deports` who decided and who sat out, once it was decided here.
-- nature: locataire
create table passage_commission (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  commission_id uuid not null,
  demande_id uuid not null,
  rang integer not null,
  age text not null,
  situation text not null default '',
  decidee boolean not null default false,
  presents text[] not null default '{}',
  deports text[] not null default '{}',
  clos boolean not null default false,
  primary key (ml_id, commission_id, demande_id),
  foreign key (ml_id, commission_id) references commission_aide,
  foreign key (ml_id, demande_id) references demande_aide on delete cascade,
  constraint passage_commission_rang_unique unique (ml_id, commission_id, rang)
);
create unique index passage_commission_ouvert_unique on passage_commission (ml_id, demande_id) where not clos;
alter table passage_commission enable row level security, force row level security;
create policy locataire on passage_commission using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on passage_commission to jalon_app;
grant select, insert, update, delete on passage_commission to jalon_chargement;

-- Who sits out which request.
-- nature: locataire
create table deport_commission (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  commission_id uuid not null,
  demande_id uuid not null,
  membre_id uuid not null,
  primary key (ml_id, commission_id, demande_id, membre_id),
  foreign key (ml_id, commission_id, demande_id) references passage_commission on delete cascade,
  foreign key (ml_id, membre_id) references membre_commission
);
alter table deport_commission enable row level security, force row level security;
create policy locataire on deport_commission using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert, update, delete on deport_commission to jalon_app;
grant select, insert, update, delete on deport_commission to jalon_chargement;

-- The procès-verbal of a commission that is closed: written once, names no young person.
-- nature: locataire
create table proces_verbal (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  commission_id uuid not null,
  contenu jsonb not null,
  clos_le timestamptz not null,
  clos_par uuid references agent,
  primary key (ml_id, commission_id),
  foreign key (ml_id, commission_id) references commission_aide
);
alter table proces_verbal enable row level security, force row level security;
create policy locataire on proces_verbal using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
grant select, insert on proces_verbal to jalon_app;
grant select, insert, update, delete on proces_verbal to jalon_chargement;

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
    ('materiel_genre', 'velo', 'Vélo, trottinette', 10, '2000-01-01', '', 'Liste de la maison', false),
    ('materiel_genre', 'deux_roues', 'Scooter, mobylette', 20, '2000-01-01', '', 'Liste de la maison', false),
    ('materiel_genre', 'informatique', 'Ordinateur, tablette', 30, '2000-01-01', '', 'Liste de la maison', false),
    ('materiel_genre', 'telephone', 'Téléphone, clé de connexion', 40, '2000-01-01', '', 'Liste de la maison', false),
    ('materiel_genre', 'tenue', 'Tenue pour un entretien ou pour travailler', 50, '2000-01-01', '', 'Liste de la maison', false),
    ('materiel_genre', 'outillage', 'Outils', 60, '2000-01-01', '', 'Liste de la maison', false),
    ('materiel_genre', 'autre', 'Autre matériel', 70, '2000-01-01', '', 'Liste de la maison', false),
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
