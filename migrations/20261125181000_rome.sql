-- The métiers: the ROME (répertoire opérationnel des métiers et des emplois) of France Travail, as
-- imported by `jalon importer rome`. A few common ones come with the program, so that a new base
-- is not empty; the import completes and corrects them.

-- nature: reference
create table rome_metier (
  code text primary key,
  libelle text not null,
  source text not null,
  retire_le date,
  constraint rome_metier_code check (code ~ '^[A-N][0-9]{4}$')
);

-- What people say they do; each métier is also there under its own name and code.
-- `recherche`: folded words with a space before each.
-- nature: reference
create table rome_appellation (
  code text primary key,
  metier text not null references rome_metier,
  libelle text not null,
  recherche text not null,
  source text not null,
  retire_le date
);
create index rome_appellation_metier on rome_appellation (metier);
create index rome_appellation_recherche on rome_appellation using gin (recherche gin_trgm_ops);

grant select on rome_metier, rome_appellation to jalon_app, jalon_chargement, jalon_recherche;
grant insert, update on rome_metier, rome_appellation to jalon_app;
grant insert, update, delete on rome_metier, rome_appellation to jalon_chargement;

insert into rome_metier (code, libelle, source) values
  ('A1203', 'Aménagement et entretien des espaces verts', 'ROME, France Travail'),
  ('A1501', 'Aide aux soins animaux', 'ROME, France Travail'),
  ('D1102', 'Boulangerie - viennoiserie', 'ROME, France Travail'),
  ('D1104', 'Pâtisserie, confiserie, chocolaterie et glacerie', 'ROME, France Travail'),
  ('D1106', 'Vente en alimentation', 'ROME, France Travail'),
  ('D1202', 'Coiffure', 'ROME, France Travail'),
  ('D1208', 'Soins esthétiques et corporels', 'ROME, France Travail'),
  ('D1211', 'Vente en articles de sport et loisirs', 'ROME, France Travail'),
  ('D1214', 'Vente en habillement et accessoires de la personne', 'ROME, France Travail'),
  ('D1505', 'Personnel de caisse', 'ROME, France Travail'),
  ('D1507', 'Mise en rayon libre-service', 'ROME, France Travail'),
  ('F1602', 'Électricité bâtiment', 'ROME, France Travail'),
  ('F1603', 'Installation d’équipements sanitaires et thermiques', 'ROME, France Travail'),
  ('F1606', 'Peinture en bâtiment', 'ROME, France Travail'),
  ('F1703', 'Maçonnerie', 'ROME, France Travail'),
  ('G1203', 'Animation de loisirs auprès d’enfants ou d’adolescents', 'ROME, France Travail'),
  ('G1602', 'Personnel de cuisine', 'ROME, France Travail'),
  ('G1603', 'Personnel polyvalent en restauration', 'ROME, France Travail'),
  ('G1703', 'Réception en hôtellerie', 'ROME, France Travail'),
  ('G1803', 'Service en restauration', 'ROME, France Travail'),
  ('H2913', 'Soudage manuel', 'ROME, France Travail'),
  ('H3302', 'Opérations manuelles d’assemblage, tri ou emballage', 'ROME, France Travail'),
  ('I1604', 'Mécanique automobile et entretien de véhicules', 'ROME, France Travail'),
  ('J1501', 'Soins d’hygiène, de confort du patient', 'ROME, France Travail'),
  ('K1302', 'Assistance auprès d’adultes', 'ROME, France Travail'),
  ('K1303', 'Assistance auprès d’enfants', 'ROME, France Travail'),
  ('K1304', 'Services domestiques', 'ROME, France Travail'),
  ('K2204', 'Nettoyage de locaux', 'ROME, France Travail'),
  ('K2503', 'Sécurité et surveillance privées', 'ROME, France Travail'),
  ('M1601', 'Accueil et renseignements', 'ROME, France Travail'),
  ('M1607', 'Secrétariat', 'ROME, France Travail'),
  ('M1805', 'Études et développement informatique', 'ROME, France Travail'),
  ('N1101', 'Conduite d’engins de déplacement des charges', 'ROME, France Travail'),
  ('N1103', 'Magasinage et préparation de commandes', 'ROME, France Travail'),
  ('N4101', 'Conduite de transport de marchandises sur longue distance', 'ROME, France Travail'),
  ('N4105', 'Conduite et livraison par tournées sur courte distance', 'ROME, France Travail');

insert into rome_appellation (code, metier, libelle, recherche, source)
select code, code, libelle,
  ' ' || trim(regexp_replace(lower(translate(libelle,
    'ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜàâäçéèêëîïôöùûü', 'AAACEEEEIIOOUUUaaaceeeeiioouuu')), '[^a-z0-9]+', ' ', 'g')),
  source
from rome_metier;
