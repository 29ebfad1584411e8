// A piece: brought, refused when it is not what it says, seen coming to its end; a contract read and
// signed on screen by both, and its PDF.
import { dans, exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n');
const fichier = (name, buffer) => ({ name, mimeType: 'application/pdf', buffer });

/** Someone whose contract waits for signatures, and who signs alone. */
async function dossier(poste) {
  const { page } = poste;
  await page.goto('/semaines');
  const liens = await page.locator('main a.j-nom[href^="/jeunes/"]').evaluateAll((tous) => tous.map((a) => a.getAttribute('href')));
  for (const lien of liens) {
    const base = /^\/jeunes\/[0-9a-f-]{36}/.exec(lien)[0];
    await page.goto(`${base}/dispositifs`);
    const ligne = page.locator('li', { hasText: 'Contrat à signer' });
    if (await ligne.count() === 0) continue;
    await ligne.getByRole('link').first().click();
    const parcours = new URL(page.url()).pathname;
    await page.getByRole('link', { name: 'Lire et signer' }).click();
    if (await page.locator('[id="signer-representant-nom"]').count() === 0) return { base, parcours };
  }
  throw new Error('aucun contrat n’attend de signature');
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

async function signer(poste, parcours) {
  const { page } = poste;
  const nom = await page.getByRole('heading', { level: 1 }).innerText();
  await page.goto(parcours);
  await poste.verifier('parcours, contrat à signer');
  await page.getByRole('link', { name: 'Lire le contrat' }).click();
  await page.getByRole('heading', { name: 'Le texte' }).waitFor();
  await poste.verifier('contrat à lire');
  const papier = await page.request.get(`${new URL(page.url()).pathname}.pdf`);
  exiger((await papier.body()).subarray(0, 5).toString() === '%PDF-', 'le contrat n’est pas un PDF');
  const sienne = page.locator('form', { has: page.locator('[id="signer-jeune-nom"]') });
  await sienne.getByRole('button', { name: 'Signer' }).click();
  await page.getByText('Cochez la case après avoir lu le contrat.').first().waitFor();
  await poste.verifier('signature refusée');
  await page.locator('[id="signer-jeune-nom"]').fill(nom);
  await page.locator('[id="signer-jeune-lu"]').check();
  await sienne.getByRole('button', { name: 'Signer' }).click();
  await page.getByText('Il manque encore une signature.').first().waitFor();
  await page.locator('[id="signer-conseiller-lu"]').check();
  await page.locator('form', { has: page.locator('[id="signer-conseiller-lu"]') }).getByRole('button', { name: 'Signer' }).click();
  await page.getByText('Le contrat est signé.').waitFor();
  await poste.verifier('contrat signé');
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const { base, parcours: chemin } = await dossier(conseiller);
  await apporter(conseiller, base);
  await signer(conseiller, chemin);
}
