// A piece: brought, refused when it is not what it says, seen coming to its end, handed over.
import { dans, exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n');
const fichier = (name, buffer) => ({ name, mimeType: 'application/pdf', buffer });

/** Someone of the portefeuille. */
async function dossier(poste) {
  const { page } = poste;
  await page.goto('/portefeuille');
  const lien = page.locator('main a[href^="/jeunes/"]:not([href*="nouveau"])').first();
  return /^\/jeunes\/[0-9a-f-]{36}/.exec(await lien.getAttribute('href'))[0];
}

async function apporter(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/pieces`);
  await poste.verifier('pièces, vide');
  const choisir = page.getByLabel('Quelle pièce (obligatoire)');
  await choisir.selectOption({ label: 'Pièce d’identité' });
  await page.getByLabel('Valable jusqu’au').fill(dans(aujourdhui(), 30));
  await page.getByLabel('Fichier', { exact: true }).setInputFiles(fichier('carte.pdf', Buffer.from('PK\x03\x04 une archive')));
  await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await page.getByText('quel que soit son nom').first().waitFor();
  await poste.verifier('pièce refusée');
  exiger((await page.getByLabel('Valable jusqu’au').inputValue()) === dans(aujourdhui(), 30), 'la date saisie est perdue');
  await page.getByLabel('Fichier', { exact: true }).setInputFiles(fichier('lourd.pdf', Buffer.alloc(11_000_000, 37)));
  await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await page.getByText('10 Mo au plus. Prenez une photo').first().waitFor();
  exiger((await choisir.inputValue()) === 'identite', 'la pièce choisie est perdue');
  await page.getByLabel('Fichier', { exact: true }).setInputFiles(fichier('carte d’identité, recto et verso, numérisée à l’accueil de l’antenne.pdf', PDF));
  await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await page.getByText('La pièce est gardée.').waitFor();
  await page.getByText('Finit bientôt').waitFor();
  await page.locator('summary', { hasText: 'Retirer' }).first().click();
  await poste.verifier('pièces');
  const attente = page.waitForEvent('download');
  await page.getByRole('link', { name: /^Télécharger/ }).first().click();
  const nom = (await attente).suggestedFilename();
  exiger(/^identite-\d{4}-\d\d-\d\d\.pdf$/.test(nom), `fichier nommé ${nom}`);
  await choisir.selectOption({ label: 'Certificat ou arrêt médical' });
  await page.getByLabel('Fichier', { exact: true }).setInputFiles(fichier('arret.pdf', PDF));
  await page.getByRole('button', { name: 'Ajouter', exact: true }).click();
  await page.getByText('c’est une donnée de santé').first().waitFor();
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  await apporter(conseiller, await dossier(conseiller));
}
