// A minor comes alone: how to reach her safely, who may know, who signs, what she does over time;
// the dossier sleeps and wakes; a death noted by mistake is put right by the direction.
import { exiger, segment } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const GARDE = '06 39 98 45 45';
const PARENT = '06 39 98 46 46';

/** A day, `mois` months before this one, as a date field holds it. */
function ilYA(mois, jour = 1) {
  const date = new Date();
  date.setUTCMonth(date.getUTCMonth() - mois, jour);
  return date.toISOString().slice(0, 10);
}

async function ouvrir(poste, referent) {
  const { page } = poste;
  await page.goto('/jeunes/nouveau');
  await page.getByLabel('Prénom (obligatoire)').fill('Maïwenn-Alexandrine');
  await page.getByLabel('Nom de naissance').fill('Brindelune de Valfictif');
  await page.getByLabel('Date de naissance').fill(ilYA(17 * 12, 9));
  await page.getByLabel('Téléphone', { exact: true }).fill('06 39 98 44 44');
  await page.getByLabel('Sans domicile stable').check();
  const choix = await page.getByLabel('Référent', { exact: true }).locator('option').allInnerTexts();
  await page.getByLabel('Référent', { exact: true }).selectOption({ label: choix.find((c) => c.startsWith(referent)) });
  await page.getByRole('button', { name: 'Créer le dossier' }).click();
  await page.getByText(/Le dossier n° \S+ est créé\./).waitFor();
  return new URL(page.url()).pathname;
}

async function contacts(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/identite`);
  await poste.verifier('fiche d’une mineure, au premier jour');
  await page.getByRole('link', { name: 'Ajouter un contact' }).click();
  await poste.verifier('contact à ajouter');
  await page.getByLabel('Numéro, adresse ou autre').fill(GARDE);
  await page.getByLabel('Ne jamais utiliser').selectOption({ label: 'Peut être lu ou entendu par quelqu’un d’autre' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Le contact est ajouté.').waitFor();
  await page.getByRole('link', { name: 'Ajouter un contact' }).click();
  await page.getByLabel('Numéro, adresse ou autre').fill(PARENT);
  await page.getByLabel('À qui ?').selectOption({ label: 'Parent' });
  await segment(page, 'Peut-on laisser un message ?', 'Oui').click();
  await page.getByLabel('À essayer').selectOption({ label: 'En deuxième' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Le contact est ajouté.').waitFor();
  exiger(await page.getByRole('link', { name: GARDE, exact: true }).count() === 0, 'un numéro à ne jamais utiliser est un lien');
  await page.goto(`${base}/contact`);
  await page.getByText(/Ne pas dire «\sMission locale\s»/).waitFor();
  exiger(!(await page.content()).includes('39984545'), 'un numéro à ne jamais utiliser est dans la liste d’appel');
  await poste.verifier('contact, avec consignes');
}

async function quiPeutSavoir(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/tiers/nouveau`);
  await page.getByLabel('Nom de la personne ou du service').fill('Foyer des Quatre-Vents-Fictifs');
  await page.getByLabel('Qui est-ce ?').selectOption({ label: 'Éducateur ou éducatrice' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Cochez ce qui peut être dit').first().waitFor();
  await poste.verifier('qui peut savoir, à corriger');
  await page.getByLabel('Les dates de rendez-vous').check();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Peut savoir : les dates de rendez-vous').waitFor();
}

async function representer(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/identite`);
  await page.getByText('Représentant légal à noter').waitFor();
  await page.getByRole('link', { name: 'Noter une représentation' }).click();
  await poste.verifier('représentation');
  await page.getByLabel('Représentation').selectOption({ label: 'Deux parents' });
  await page.getByLabel('Nom', { exact: true }).fill('Paule Brindelune');
  await page.getByLabel('Téléphone', { exact: true }).fill(PARENT);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('La représentation est notée.').waitFor();
  const signe = page.getByRole('listitem').filter({ hasText: 'Pour signer un contrat d’engagement : un parent' });
  await signe.waitFor();
}

async function situation(page, base, libelle, debut, fin) {
  await page.goto(`${base}/situations/nouvelle`);
  await page.getByLabel('Situation', { exact: false }).selectOption({ label: libelle });
  await page.getByLabel('Début').fill(debut);
  if (fin) await page.getByLabel('Fin', { exact: true }).fill(fin);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText(/^La situation est ajoutée\./).waitFor();
}

async function situations(poste, base) {
  const { page } = poste;
  await situation(page, base, 'Lycée professionnel', ilYA(26), ilYA(16));
  await situation(page, base, 'Emploi, sans précision', ilYA(10));
  await situation(page, base, 'Contrat en alternance, sans précision', ilYA(2));
  await page.getByText(/se superposent à partir du/).waitFor();
  exiger(await page.getByText('Situation inconnue').count() > 1, 'le trou n’est pas dit');
  await poste.verifier('fiche, situations qui se superposent');
  await page.getByRole('link', { name: 'Vérifier les dates' }).click();
  await poste.verifier('situation à terminer');
  await page.getByRole('button', { name: 'Terminer cette situation' }).click();
  await page.getByText('La situation est terminée.').waitFor();
  exiger(await page.getByText(/se superposent/).count() === 0, 'le chevauchement reste après la fin proposée');
}

async function veille(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/etat`);
  await page.getByLabel('Dossier mis en veille').check();
  await page.getByLabel('Motif de la mise en veille').selectOption({ label: 'Sans contact depuis un moment' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.goto(`${base}/etat`);
  await poste.verifier('reprise après une veille');
  await page.getByLabel('Reprise après une veille').check();
  await page.getByLabel('Ce qui permet la reprise').selectOption({ label: 'Passage à l’accueil' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText(/^En veille/).waitFor();
}

async function deces(scene, poste, base) {
  const { page } = poste;
  await page.goto(`${base}/identite`);
  await page.getByRole('link', { name: 'Noter un décès' }).click();
  await poste.verifier('décès à noter');
  const jour = await page.getByLabel('Date du décès').getAttribute('max');
  await page.getByLabel('Date du décès').fill(jour);
  await page.getByLabel('D’après qui').selectOption({ label: 'Famille ou proche' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Le décès est noté.').waitFor();
  await poste.verifier('fiche, après un décès');
  exiger(await page.locator('main a[href^="tel:"]').count() === 0, 'un numéro reste à appeler après un décès');
  const direction = await Poste.ouvrir(scene);
  const bureau = await direction.connecter('direction');
  await bureau.goto(`${base}/deces`);
  await direction.verifier('décès noté');
  await bureau.getByRole('button', { name: 'Corriger cette erreur' }).click();
  await bureau.getByText('le dossier est comme avant').waitFor();
  await page.goto(base);
  exiger(await page.locator('main a[href^="tel:"]').count() > 0, 'les contacts ne reviennent pas après la correction');
}

export default async function parcours(scene) {
  const poste = await Poste.ouvrir(scene);
  await poste.connecter('conseiller');
  const base = await ouvrir(poste, await poste.agent());
  await contacts(poste, base);
  await quiPeutSavoir(poste, base);
  await representer(poste, base);
  await situations(poste, base);
  await veille(poste, base);
  await poste.page.goto(base);
  await poste.verifier('première page, avec consignes');
  await deces(scene, poste, base);
}
