// Photographs the pages of the README: docs/captures/<page>-<width>.png, from a fresh demonstration.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import { segment } from './outils/gestes.mjs';
import { Constats, Poste, lancerChromium } from './outils/navigateur.mjs';
import { RACINE, demarrer } from './outils/serveur.mjs';

const JEUNES = 400;
const DOSSIER = path.join(RACINE, 'docs/captures');
const LARGE = { width: 1280, height: 800 };
const ETROIT = { width: 390, height: 844 };
const COUPE = 1400;

async function capturer(page, nom) {
  await page.evaluate(() => document.fonts.ready);
  await page.setViewportSize(LARGE);
  await page.screenshot({ path: path.join(DOSSIER, `${nom}-1280.png`), animations: 'disabled' });
  // A viewport as high as the cut, so that what sticks to the bottom stays at the bottom.
  await page.setViewportSize(ETROIT);
  const haut = await page.evaluate(() => document.scrollingElement.scrollHeight);
  await page.setViewportSize({ width: ETROIT.width, height: Math.min(haut, COUPE) });
  await page.screenshot({ path: path.join(DOSSIER, `${nom}-390.png`), animations: 'disabled' });
  await page.setViewportSize(LARGE);
  console.log(`docs/captures/${nom}-{1280,390}.png`);
}

/** The dossier of the portefeuille that says most: points that block first, then events. */
async function leplusRempli(page) {
  const liens = await page.getByRole('table').locator('a.j-nom').evaluateAll((tous) => tous.map((a) => a.getAttribute('href')));
  let [meilleur, note] = [liens[0], -1];
  for (const lien of liens.slice(0, 20)) {
    await page.goto(lien);
    const freins = await page.locator('.j-freins li, .j-freins small').count();
    const faits = await page.locator('.j-evenements li').count();
    await page.goto(`${lien}/plan`);
    const actions = await page.locator('.j-tache').count();
    if (freins * 3 + faits + actions * 2 > note) [meilleur, note] = [lien, freins * 3 + faits + actions * 2];
  }
  return meilleur;
}

async function dossier(page) {
  await page.goto('/portefeuille');
  await capturer(page, 'portefeuille');
  const lien = await leplusRempli(page);
  for (const [suite, nom] of [['', 'dossier'], ['/diagnostic', 'diagnostic'], ['/plan', 'plan'], ['/entretiens/nouveau', 'entretien'], ['/frise', 'frise'], ['/contact', 'contact']]) {
    await page.goto(lien + suite);
    await capturer(page, nom);
  }
  await page.goto(lien);
  return (await page.getByRole('heading', { level: 1 }).innerText()).trim();
}

async function accueil(page, nom) {
  const [prenom, ...reste] = nom.split(' ');
  await page.goto(`/recherche?q=${encodeURIComponent(prenom.slice(0, 4))}`);
  await capturer(page, 'recherche');
  await page.goto(`/recherche?q=${encodeURIComponent(nom)}`);
  const texte = await page.locator('#resultats li').first().innerText();
  await page.goto('/jeunes/nouveau');
  await page.getByLabel('Prénom (obligatoire)').fill(`${prenom}e`);
  await page.getByLabel('Nom de naissance').fill(reste.join(' '));
  const [, jour, mois, annee] = /née? le (\d+)(?:er)? (\S+) (\d{4})/.exec(texte) ?? [];
  if (annee) {
    const rang = ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'].indexOf(mois) + 1;
    await page.getByLabel('Date de naissance').fill(`${annee}-${String(rang).padStart(2, '0')}-${jour.padStart(2, '0')}`);
  } else {
    await page.getByLabel('Ou âge déclaré').fill('20');
  }
  await segment(page, 'Sexe', 'Femme').click();
  await page.getByLabel('Téléphone', { exact: true }).fill('06 39 98 00 03');
  await page.getByLabel('Sans domicile stable').check();
  await page.getByRole('button', { name: 'Créer le dossier' }).click();
  await page.getByRole('heading', { name: 'Est-ce déjà cette personne ?' }).waitFor();
  await capturer(page, 'creation');
}

mkdirSync(DOSSIER, { recursive: true });
const serveur = await demarrer({ jeunes: JEUNES });
try {
  const navigateur = await lancerChromium();
  try {
    const scene = { adresse: serveur.adresse, navigateur, postes: [], pages: new Set(), constats: new Constats(), mesures: [] };
    const nom = await dossier(await (await Poste.ouvrir(scene)).connecter('conseiller'));
    await accueil(await (await Poste.ouvrir(scene)).connecter('accueil'), nom);
    for (const constat of scene.constats.liste) console.log(constat);
    if (scene.constats.liste.length > 0) process.exitCode = 1;
  } finally {
    await navigateur.close();
  }
} finally {
  await serveur.arreter();
}
