// Photographs the main pages of a demonstration, at both widths, into docs/captures/.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { Constats, LARGEURS, Poste, lancerChromium } from './outils/navigateur.mjs';
import { RACINE, demarrer } from './outils/serveur.mjs';

const DOSSIER = path.join(RACINE, 'docs/captures');
const JEUNES = 1200;
const HAUTEURS = { 1280: 860, 390: 844 };
const ESSAYES = 15;

async function photographier({ page }, nom) {
  for (const largeur of LARGEURS) {
    await page.setViewportSize({ width: largeur, height: HAUTEURS[largeur] });
    await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
    await page.screenshot({ path: path.join(DOSSIER, `${nom}-${largeur}.png`), animations: 'disabled' });
  }
  await page.setViewportSize({ width: LARGEURS[0], height: HAUTEURS[LARGEURS[0]] });
  console.log(`${nom} : ${new URL(page.url()).pathname}`);
}

/** The first dossier of the portefeuille whose plan already moves. */
async function dossierVivant(page) {
  await page.goto('/portefeuille');
  const liens = await page.getByRole('main').locator('a[href^="/jeunes/"]').evaluateAll((tous) => tous.map((a) => a.getAttribute('href')));
  const adresses = [...new Set(liens.map((lien) => lien.split('/').slice(0, 3).join('/')))].filter((a) => a !== '/jeunes/nouveau');
  let meilleur = { adresse: adresses[0], points: -1 };
  for (const adresse of adresses.slice(0, ESSAYES)) {
    await page.goto(adresse);
    const points = await page.getByRole('main').locator('.j-freins li, .j-evenements li, .j-jauge').count();
    if (points > meilleur.points) meilleur = { adresse, points };
  }
  if (!meilleur.adresse) throw new Error('le portefeuille est vide');
  return meilleur.adresse;
}

async function tout(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.page.goto('/connexion');
  await photographier(conseiller, 'connexion');
  await conseiller.connecter('conseiller');
  const dossier = await dossierVivant(conseiller.page);
  const pages = [
    ['portefeuille', '/portefeuille'], ['dossier', dossier], ['diagnostic', `${dossier}/diagnostic`],
    ['diagnostic-saisie', `${dossier}/diagnostic/nouveau`], ['plan', `${dossier}/plan`],
    ['entretien', `${dossier}/entretiens/nouveau`], ['frise', `${dossier}/frise`],
    ['identite', `${dossier}/identite`], ['demandes', `${dossier}/demandes`],
    ['contact', `${dossier}/contact`], ['recherche', '/recherche?q=ma'], ['creation', '/jeunes/nouveau'],
  ];
  for (const [nom, adresse] of pages) {
    await conseiller.page.goto(adresse);
    await photographier(conseiller, nom);
  }
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  for (const [nom, adresse] of [['consultations', `${dossier}/consultations`], ['agents', '/agents'], ['annuaire', '/annuaire'], ['chiffres', '/comptages']]) {
    await direction.page.goto(adresse);
    await photographier(direction, nom);
  }
}

mkdirSync(DOSSIER, { recursive: true });
const serveur = await demarrer({ jeunes: JEUNES });
const constats = new Constats();
try {
  const navigateur = await lancerChromium();
  try {
    await tout({ adresse: serveur.adresse, navigateur, postes: [], pages: new Set(), constats });
  } finally {
    await navigateur.close();
  }
} finally {
  await serveur.arreter();
}
for (const reproche of constats.liste) console.log(reproche);
process.exitCode = constats.liste.length === 0 ? 0 : 1;
