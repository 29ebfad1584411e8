// What she studied, did and aims at; what she was told of her data, and the copy she may take home.
import { readFile } from 'node:fs/promises';
import { exiger, segment } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const enregistrer = (page) => page.getByRole('button', { name: 'Enregistrer' }).click();

async function formation(conseiller, base) {
  const { page } = conseiller;
  await page.goto(`${base}/parcours/formations/nouvelle`);
  await page.getByLabel('Intitulé').fill('CAP fictif de maçonnerie des très anciennes murailles de Brumeville');
  await enregistrer(page);
  await page.getByRole('link', { name: 'Choisissez un niveau.' }).waitFor();
  exiger((await page.getByLabel('Intitulé').inputValue()).startsWith('CAP fictif'), 'l’intitulé saisi est perdu');
  await conseiller.verifier('formation, refusée');
  await page.getByLabel('Niveau préparé').selectOption({ label: 'Niveau 3 : CAP, BEP (ancien niveau V)' });
  await segment(page, 'Résultat', 'Obtenu').click();
  await enregistrer(page);
  await page.getByText('La formation est ajoutée.').waitFor();
  await page.getByText('Niveau 3').first().waitFor();
}

async function experience(conseiller, base) {
  const { page } = conseiller;
  await page.goto(`${base}/parcours/experiences/nouvelle`);
  await conseiller.verifier('expérience');
  await page.getByLabel('Genre').selectOption({ label: 'Stage' });
  await page.getByLabel('Employeur ou organisme').fill('Boulangerie fictive des Sept-Marches');
  await enregistrer(page);
  await page.getByText('L’expérience est ajoutée.').waitFor();
}

async function metier(conseiller, base) {
  const { page } = conseiller;
  await page.goto(`${base}/parcours/metiers/nouveau`);
  await page.getByLabel('Métier', { exact: false }).first().fill('boulang');
  await enregistrer(page);
  const choix = page.getByRole('radio', { name: /boulang/i });
  await choix.first().or(page.getByText('Le métier est ajouté.')).first().waitFor();
  if (await choix.count() > 0) {
    await conseiller.verifier('métier, à préciser');
    await choix.first().check();
    await enregistrer(page);
  }
  await page.getByText('Le métier est ajouté.').waitFor();
}

async function information(conseiller, base) {
  const { page } = conseiller;
  await page.goto(`${base}/information`);
  await conseiller.verifier('information, à donner');
  await enregistrer(page);
  await page.getByRole('link', { name: 'Choisissez comment la notice a été donnée.' }).waitFor();
  await page.getByRole('group', { name: 'Comment' }).getByRole('radio').first().check();
  await enregistrer(page);
  await page.getByText('C’est noté : la personne a eu l’information sur ses données.').waitFor();
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const { page } = conseiller;
  await page.goto('/portefeuille');
  const base = await page.getByRole('table').locator('a.j-nom').first().getAttribute('href');
  const voir = async (adresse, nom) => {
    const reponse = await page.goto(adresse);
    exiger(reponse.status() === 200, `${adresse} répond ${reponse.status()}`);
    await conseiller.verifier(nom);
  };
  await voir(`${base}/parcours`, 'parcours, vide');
  await formation(conseiller, base);
  await experience(conseiller, base);
  await metier(conseiller, base);
  await voir(`${base}/parcours`, 'parcours');
  await voir('/information', 'notice d’information');
  await information(conseiller, base);
  await voir(`${base}/export`, 'copie du dossier');
  const attendu = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Préparer le fichier de données' }).click();
  const fichier = JSON.parse(await readFile(await (await attendu).path(), 'utf8'));
  exiger(JSON.stringify(fichier).includes('CAP fictif'), 'la formation n’est pas dans le fichier de données');
  await voir(`${base}/export/lisible`, 'copie lisible');
  await page.getByText('Boulang', { exact: false }).first().waitFor();
  await voir(`${base}/identite`, 'fiche entière');
}
