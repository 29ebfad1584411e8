// France Travail hands someone over: places, the list, her dossier, the entry, the return. A
// marraine goes with someone: the list, the charter, a meeting, the end. A dispositif of one's own.
import { exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

async function recevoir(poste) {
  const { page } = poste;
  await page.goto('/delegations/conventions');
  await page.getByLabel('Convention (obligatoire)').fill('Convention fictive de délégation, avenant 3');
  await page.getByLabel('Places (obligatoire)').fill('40');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Les places sont notées.').waitFor();
  await poste.verifier('conventions de délégation');
  await page.goto('/delegations/import');
  const champ = page.getByLabel('Lignes de la liste');
  await champ.fill('nom;prenom;naissance;agence\nVermillonet;Zéphyrin;31/02/2006;Agence fictive');
  await page.getByRole('button', { name: 'Vérifier sans rien garder' }).click();
  await page.getByText('n’est pas une date').waitFor();
  await poste.verifier('import de délégations refusé');
  await champ.fill('nom;prenom;naissance;agence\nVermillonet;Zéphyrin;28/02/2006;Agence fictive des Deux-Rives\nGarancetto;Philomène;03/05/2005;Agence fictive des Deux-Rives');
  await page.getByRole('button', { name: 'Vérifier sans rien garder' }).click();
  await page.getByText('Cette liste se lit bien').waitFor();
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  await page.getByText('2 personnes sont ajoutées').waitFor();
  await poste.verifier('délégations');
  await page.goto('/delegations/nouvelle');
  await poste.verifier('délégation à saisir');
}

async function accepter(poste) {
  const { page } = poste;
  await page.goto('/delegations');
  await page.getByRole('link', { name: /Zéphyrin VERMILLONET/ }).click();
  await poste.verifier('délégation à rapprocher');
  await page.getByRole('link', { name: 'Créer son dossier' }).click();
  await page.getByLabel('À voir sur place').check();
  await page.getByLabel('Sans domicile stable').check();
  await page.getByRole('button', { name: 'Créer le dossier' }).click();
  await page.getByRole('link', { name: 'Accepter et ouvrir la délégation' }).waitFor();
  await poste.verifier('délégation à accepter');
  await page.getByRole('link', { name: 'Accepter et ouvrir la délégation' }).click();
  await page.getByText('Confiée par France Travail le').waitFor();
  await poste.verifier('entrée en délégation');
  await page.getByRole('button', { name: 'Noter l’entrée' }).click();
  await page.getByText('L’entrée est notée.').waitFor();
  const base = /^\/jeunes\/[0-9a-f-]{36}/.exec(new URL(page.url()).pathname)[0];
  await page.getByRole('link', { name: /Délégation ou cotraitance/ }).first().click();
  await poste.verifier('délégation en cours');
  await page.locator('#renvoi-motif').selectOption({ label: 'Injoignable' });
  await page.getByRole('button', { name: 'Noter le renvoi' }).click();
  await page.getByText('Le renvoi à France Travail est noté.').waitFor();
  await page.goto('/delegations?etat=retournee');
  await page.getByText('injoignable').waitFor();
  await poste.verifier('délégations retournées');
  return base;
}

async function parrainer(poste, base) {
  const { page } = poste;
  await page.goto('/parrains');
  await page.locator('#parrain-prenom').fill('Maud');
  await page.locator('#parrain-nom').fill('Marraine-Fictive');
  await page.locator('#parrain-metier').fill('Menuisière à la retraite');
  await page.locator('#parrain-reseau').fill('Artisans du bâtiment, chambre des métiers');
  await page.locator('#parrain-telephone').fill('06 39 98 00 01');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('La personne est ajoutée à la liste.').waitFor();
  await poste.verifier('une marraine');
  await page.goto('/parrains');
  await poste.verifier('parrains et marraines');
  await page.goto(`${base}/dispositifs/parrainage`);
  await page.locator('#entree-parrain').selectOption({ index: 1 });
  for (const groupe of await page.getByRole('group', { name: /^Réponse/ }).all()) await groupe.getByText('Oui', { exact: true }).click();
  await poste.verifier('entrée en parrainage');
  await page.getByRole('button', { name: 'Noter l’entrée' }).click();
  await page.getByText('L’entrée est notée.').waitFor();
  await page.getByRole('link', { name: 'Parrainage', exact: true }).first().click();
  await page.getByRole('button', { name: 'Noter la signature' }).click();
  await page.getByText('La signature de la charte est notée.').waitFor();
  await page.locator('summary', { hasText: 'Noter une rencontre' }).click();
  await page.locator('#rencontre-moyen').selectOption({ label: 'Dans une entreprise' });
  await page.locator('#rencontre-sujet').selectOption({ label: 'Prendre confiance' });
  await page.locator('#rencontre-minutes').fill('90');
  await page.getByRole('button', { name: 'Noter la rencontre' }).click();
  await page.getByText('La rencontre est notée.').waitFor();
  await poste.verifier('parrainage en cours');
  await page.locator('summary', { hasText: 'Noter la fin du parrainage' }).click();
  await page.locator('#fin-motif').selectOption({ label: 'Objectif atteint' });
  await page.getByRole('button', { name: 'Noter la fin', exact: true }).click();
  await page.getByText('La fin du parrainage est notée.').waitFor();
  await poste.verifier('parrainage fini');
}

async function ajouter(poste) {
  const { page } = poste;
  await page.goto('/dispositifs/nouveau');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { name: /à corriger/ }).waitFor();
  await poste.verifier('dispositif local refusé');
  await page.locator('#local-libelle').fill('Action fictive « Découvrir un métier »');
  await page.locator('#local-nom_court').fill('Action métier');
  await page.locator('#local-resume').fill('Six mois pour découvrir un métier avec des artisans.');
  await page.locator('#local-reference').fill('Convention fictive 2026-7 avec la région');
  await page.locator('#local-duree_mois').fill('6');
  await page.locator('#local-conditions-volonte').check();
  await page.locator('#local-questions').fill('Habite dans un quartier prioritaire');
  await page.locator('#local-valide_du').fill(aujourdhui());
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Le dispositif est ajouté').waitFor();
  await poste.verifier('dispositif local');
  await page.goto('/dispositifs');
  await poste.verifier('dispositifs');
}

export default async function parcours(scene) {
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  await recevoir(direction);
  const base = await accepter(direction);
  await parrainer(direction, base);
  await ajouter(direction);
  const { page } = direction;
  await page.goto(`${base}/dispositifs`);
  await page.getByRole('link', { name: /Action fictive/ }).click();
  await direction.verifier('entrée dans un dispositif local');
  exiger(await page.getByText('Habite dans un quartier prioritaire').first().isVisible(), 'la question du dispositif manque');
}
