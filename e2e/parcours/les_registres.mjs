// The direction keeps a dossier from being erased, notes and answers a request about one's data, looks
// at doubtful pairs; the fiche of a dossier shows its facts. Every page is checked at both widths.
import { Poste } from '../outils/navigateur.mjs';

async function unDossier(page) {
  await page.goto('/recherche?q=a');
  const lien = page.getByRole('main').locator('a[href^="/jeunes/0"]').first();
  return new URL(await lien.getAttribute('href'), page.url()).pathname;
}

async function faits(poste, dossier) {
  const { page } = poste;
  await page.goto(`${dossier}/identite`);
  await poste.verifier('fiche');
  await page.goto(`${dossier}/faits/mobilite`);
  await poste.verifier('faits, mobilité');
  await page.goto(`${dossier}/conservation`);
  await poste.verifier('conservation');
}

async function registre(poste, dossier) {
  const { page } = poste;
  await page.goto('/droits');
  await poste.verifier('registre, vide');
  await page.goto(`${dossier}/droits`);
  await poste.verifier('demande de la personne');
  await page.goto('/droits/nouvelle');
  await poste.verifier('demande sans dossier');
}

async function doublons(poste, dossier) {
  const { page } = poste;
  await page.goto('/doublons');
  await poste.verifier('doublons');
  await page.goto('/fusions');
  await poste.verifier('fusions');
  await page.goto(`${dossier}/doublon`);
  await poste.verifier('signaler un doublon');
}

export default async function lesRegistres(scene) {
  const poste = await Poste.ouvrir(scene);
  const page = await poste.connecter('direction');
  const dossier = await unDossier(page);
  await faits(poste, dossier);
  await registre(poste, dossier);
  await doublons(poste, dossier);
}
