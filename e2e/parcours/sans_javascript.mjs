// The same job with scripts turned off: every page works by links, forms and native elements.
import { chercher, creerMalgreDoublon, dans, diagnostiquer, exiger, modele, planifier, relire, segment } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const SANS = { javaScriptEnabled: false };

async function entretien(poste, jeune, plan, frein) {
  const { page } = poste;
  await page.goto(jeune.adresse);
  await page.getByRole('link', { name: 'Entretien', exact: true }).click();
  await poste.titre(`Entretien avec ${jeune.nom}`);
  await page.getByLabel('Résumé partagé').fill('Inscription au code faite.');
  await page.getByRole('button', { name: 'Clore l’entretien' }).click();
  await page.getByRole('heading', { level: 2, name: /à corriger$/ }).waitFor();
  exiger((await page.getByLabel('Résumé partagé').inputValue()).includes('Inscription au code faite.'), 'un refus perd le résumé');
  await page.getByLabel('Thème principal').selectOption({ label: 'Mobilité' });
  await page.getByRole('checkbox', { name: plan.actions[0] }).check();
  await page.getByLabel(frein, { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('Date', { exact: true }).last().fill(dans(plan.aujourdhui, 5));
  await page.getByRole('button', { name: 'Clore l’entretien' }).click();
  await page.getByText('L’entretien est enregistré.').waitFor();
}

async function contact(poste, jeune) {
  const { page } = poste;
  await page.goto('/portefeuille');
  await page.getByRole('link', { name: /^Contact/ }).first().click();
  await page.getByLabel('Personne', { exact: true }).fill(jeune.numero);
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await poste.titre(`Contact avec ${jeune.nom}`);
  await segment(page, 'Résultat', 'Message laissé').click();
  await page.getByLabel('En une ligne').fill('Rappeler après 17 h');
  await page.getByRole('button', { name: 'Noter le contact' }).click();
  await page.getByText(`Contact noté pour ${jeune.nom}.`).waitFor();
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene, SANS);
  await conseiller.connecter('conseiller');
  const referent = await conseiller.agent();
  const accueil = await Poste.ouvrir(scene, SANS);
  await accueil.connecter('accueil');
  await chercher(accueil, 'na');
  const existante = await modele(accueil.page, 0);
  await chercher(accueil, `${existante.nomNaissance} ${existante.prenom}`);
  const jeune = await creerMalgreDoublon(accueil, existante, referent, '06 39 98 00 02');
  await accueil.deconnecter();

  const { page } = conseiller;
  await chercher(conseiller, jeune.nom);
  await page.getByRole('link', { name: jeune.nom, exact: true }).click();
  await conseiller.titre(jeune.nom);
  const frein = await diagnostiquer(conseiller);
  const plan = await planifier(conseiller, frein, jeune.prenom);
  await entretien(conseiller, jeune, plan, frein);
  await contact(conseiller, jeune);
  await relire(conseiller, jeune);
  await conseiller.deconnecter();
}
