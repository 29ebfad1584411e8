-- The month that the young person declares herself, behind a link.

-- She declared it herself; a correction with the conseiller takes it away.
alter table allocation_mois add column par_lien boolean not null default false;

alter table envoi drop constraint envoi_objet;
alter table envoi add constraint envoi_objet check (objet in ('rendez_vous', 'atelier', 'seances', 'declaration'));
alter table envoi drop constraint envoi_nature;
alter table envoi add constraint envoi_nature check (nature in ('confirmation', 'changement', 'annulation', 'rappel_7', 'rappel_1', 'absence', 'place', 'choisir', 'attente', 'declarer'));

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('nature_envoi', 'declarer', 'Mois à déclarer', 100, '2000-01-01', 'suivi_ml', 'Liste de la maison', false);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('lien_declaration_jours', '2000-01-01', null, 10, null, 'jours', 'Temps pendant lequel le lien pour déclarer un mois répond', 'règle de la maison', false);
insert into parametre_sujet (code, sujet, local, minimum, maximum) values
    ('lien_declaration_jours', 'allocations', true, 1, 60);
