// A formation: a catalogue pasted with a mistake then right, a session prescribed, its steps, the
// entry that makes the situation, what to copy elsewhere, an end and a bilan.
import { dans, exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
const TITRES = 'numero_formation;intitule;type;organisme;siret;numero_session;debut;fin;places;contenu';
const INTITULE = 'Réparer les instruments de musique anciens et les accorder à l’oreille';
const ligne = (fin) => `E-1;${INTITULE};qualifiante;Conservatoire fictif des ateliers réunis;00000000000042;E-1-1;${aujourdhui()};${fin};8;Réparer, accorder, conseiller`;

async function importer(poste) {
  const { page } = poste;
  await page.goto('/formations');
  await poste.verifier('formations');
  await page.getByRole('link', { name: 'Importer un catalogue' }).first().click();
  await poste.verifier('import de formations');
  const champ = page.getByLabel('Lignes du catalogue');
  await champ.fill(`${TITRES}\n${ligne(dans(aujourdhui(), -5))}`);
  await page.getByRole('button', { name: 'Vérifier sans rien garder' }).click();
  await page.getByText('La fin est avant le début').waitFor();
  await poste.verifier('import de formations refusé');
  exiger((await champ.inputValue()).includes(INTITULE), 'le catalogue collé est perdu');
  await champ.fill(`${TITRES}\n${ligne(dans(aujourdhui(), 90))}`);
  await page.getByRole('button', { name: 'Vérifier sans rien garder' }).click();
  await page.getByText('Ce catalogue se lit bien').waitFor();
  await poste.verifier('import de formations vérifié');
  await page.getByRole('button', { name: 'Importer', exact: true }).click();
  await page.getByText('Le catalogue est importé').waitFor();
  await page.getByLabel('Mots de l’intitulé').fill('instruments');
  await page.getByRole('button', { name: 'Filtrer' }).click();
  await page.getByRole('link', { name: INTITULE }).click();
  await poste.verifier('formation');
  await page.goto('/formations/organismes');
  await poste.verifier('organismes de formation');
}

async function prescrire(poste) {
  const { page } = poste;
  await page.goto('/portefeuille');
  const lien = page.locator('main a[href^="/jeunes/"]').filter({ hasNotText: /Nouveau|Créer/ }).first();
  const base = /^\/jeunes\/[0-9a-f-]{36}/.exec(await lien.getAttribute('href'))[0];
  await page.goto(`${base}/formations`);
  await page.getByLabel('Formation, lieu ou organisme').fill('instruments');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await poste.verifier('formations d’un dossier');
  await page.getByRole('link', { name: /Choisir.*instruments/ }).click();
  await page.getByRole('button', { name: 'Prescrire', exact: true }).click();
  await page.getByRole('heading', { name: /à corriger/ }).waitFor();
  await poste.verifier('prescription refusée');
  await page.getByLabel('Pour quoi (obligatoire)').selectOption({ label: 'Apprendre un métier' });
  await page.getByRole('button', { name: 'Prescrire', exact: true }).click();
  await page.getByText('La formation est prescrite.').waitFor();
  await poste.verifier('prescription');
  return base;
}

async function avancer(poste) {
  const { page } = poste;
  const ouvrir = (mots) => page.locator('summary', { hasText: mots }).click();
  await ouvrir('Information collective');
  await page.getByLabel('Le (obligatoire)').first().fill(aujourdhui());
  await page.getByRole('button', { name: 'Noter l’information collective' }).click();
  await page.getByText('L’information collective est notée.').waitFor();
  await ouvrir('Réponse de l’organisme');
  await page.getByRole('radio', { name: 'Accepté', exact: true }).check();
  await page.getByRole('button', { name: 'Noter la réponse' }).click();
  await page.getByText('La réponse de l’organisme est notée.').waitFor();
  await poste.verifier('prescription acceptée');
  await page.getByRole('button', { name: 'Noter l’entrée' }).click();
  await page.getByText('L’entrée est notée, la situation').waitFor();
  await page.getByText('Cette formation compte').waitFor();
  await ouvrir('Noter une absence');
  await poste.verifier('formation en cours');
  await page.getByRole('button', { name: 'Noter l’absence' }).click();
  await page.getByText('L’absence est notée.').waitFor();
}

async function finir(poste, base) {
  const { page } = poste;
  const prescription = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Prêt à recopier' }).click();
  await page.getByRole('heading', { name: 'Prêt à recopier' }).waitFor();
  exiger((await page.getByLabel('SIRET').inputValue()) === '00000000000042', 'le SIRET n’est pas à recopier');
  await poste.verifier('prêt à recopier');
  await page.goto(`${base}/identite`);
  await page.getByText('Conservatoire fictif').first().waitFor();
  await page.goto(prescription);
  await page.locator('summary', { hasText: 'Noter la fin' }).click();
  await page.getByRole('radio', { name: 'Arrêtée avant la fin' }).check();
  await page.getByLabel('Raison de l’arrêt').selectOption({ label: 'Emploi ou alternance' });
  await page.getByRole('button', { name: 'Noter la fin' }).click();
  await page.getByText('La fin est notée').waitFor();
  await page.getByLabel('Ce qui est obtenu').selectOption({ label: 'Formation sans certification' });
  await page.getByLabel('Et ensuite').selectOption({ label: 'Emploi' });
  await page.getByRole('button', { name: 'Noter le bilan' }).click();
  await page.getByText('Le bilan est noté.').waitFor();
  await poste.verifier('formation finie');
}

export default async function parcours(scene) {
  const gestion = await Poste.ouvrir(scene);
  await gestion.connecter('gestion');
  await importer(gestion);
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const base = await prescrire(conseiller);
  await avancer(conseiller);
  await finir(conseiller, base);
}
