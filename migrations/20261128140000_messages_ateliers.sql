-- Messages about ateliers: the place that the person confirms, the link on which she chooses a
-- session herself.

alter table inscription add column confirme_le timestamptz;

alter table envoi drop constraint envoi_objet;
alter table envoi add constraint envoi_objet check (objet in ('rendez_vous', 'atelier', 'seances'));
alter table envoi drop constraint envoi_nature;
alter table envoi add constraint envoi_nature check (nature in ('confirmation', 'changement', 'annulation', 'rappel_7', 'rappel_1', 'absence', 'place', 'choisir'));

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    ('nature_envoi', 'choisir', 'Séances à choisir', 80, '2000-01-01', 'suivi_ml', 'Liste de la maison', false);

insert into parametre (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle,
  reference, a_confirmer) values
    ('lien_seances_jours', '2000-01-01', null, 14, null, 'jours', 'Temps pendant lequel le lien pour choisir une séance répond', 'règle de la maison', false);
