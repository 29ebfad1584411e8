// A dated amount corrected by the direction, its effect seen first; an IBAN entered by one person and
// confirmed by another.
import { exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

async function corriger(poste) {
  const { page } = poste;
  await page.goto('/reglages/parametres');
  await poste.verifier('règles et montants');
  await page.getByLabel('Mots cherchés').fill('mineur');
  await page.getByLabel('Lesquelles').selectOption({ label: 'À confirmer' });
  await page.getByRole('button', { name: 'Chercher', exact: true }).last().click();
  await page.getByRole('link', { name: 'Allocation du CEJ, mineur', exact: true }).click();
  await page.getByRole('heading', { name: 'Toutes ses valeurs' }).waitFor();
  await poste.verifier('une règle');
  await page.getByLabel('Nouveau montant, en euros').fill('-3');
  await page.getByRole('button', { name: 'Corriger', exact: true }).click();
  await page.getByText('Un montant ne peut pas être négatif.').first().waitFor();
  await poste.verifier('correction refusée');
  await page.getByLabel('Nouveau montant, en euros').fill('226,70');
  await page.getByLabel('Le texte qui le dit').fill('Décret fictif n° 2026-1');
  await page.getByLabel('Pourquoi').fill('Lu au Journal officiel');
  await page.getByRole('button', { name: 'Voir l’effet' }).click();
  await page.getByText('Rien n’est encore noté.').waitFor();
  await poste.verifier('effet d’une correction');
  exiger((await page.getByLabel('Le texte qui le dit').inputValue()).startsWith('Décret'), 'la correction saisie est perdue');
  await page.getByRole('button', { name: 'Corriger', exact: true }).click();
  await page.getByText('La correction est notée.').waitFor();
  await page.getByText(/Corrigé ici le/).waitFor();
  await poste.verifier('règle corrigée');
}

async function saisir(poste) {
  const { page } = poste;
  await page.goto('/portefeuille');
  const lien = page.locator('main a[href^="/jeunes/"]').filter({ hasNotText: /Nouveau|Créer/ }).first();
  const base = /^\/jeunes\/[0-9a-f-]{36}/.exec(await lien.getAttribute('href'))[0];
  await page.goto(`${base}/iban`);
  await poste.verifier('IBAN, vide');
  await page.getByLabel('IBAN (obligatoire)').fill('FR14 2004 1010 0505 0001 3M02 607');
  await page.getByRole('button', { name: 'Noter cet IBAN' }).click();
  await page.getByText(/Cet IBAN n’est pas juste/).first().waitFor();
  await poste.verifier('IBAN refusé');
  await page.getByLabel('IBAN (obligatoire)').fill('FR14 2004 1010 0505 0001 3M02 606');
  await page.getByRole('button', { name: 'Noter cet IBAN' }).click();
  await page.getByText('L’IBAN est noté.').waitFor();
  await page.getByText('FR •••• 2606').waitFor();
  exiger(!(await page.locator('main').innerText()).includes('3M02'), 'l’IBAN entier se voit');
  await poste.verifier('IBAN à confirmer');
  return `${base}/iban`;
}

async function confirmer(poste, adresse) {
  const { page } = poste;
  await page.goto(adresse);
  await page.getByText('Comparez avec le relevé').waitFor();
  await poste.verifier('IBAN, à confirmer par une autre');
  await page.getByRole('button', { name: 'Confirmer cet IBAN' }).click();
  await page.getByText('L’IBAN est confirmé.').waitFor();
  await poste.verifier('IBAN confirmé');
}

export default async function parcours(scene) {
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  await corriger(direction);
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const adresse = await saisir(conseiller);
  const gestion = await Poste.ouvrir(scene);
  await gestion.connecter('gestion');
  await confirmer(gestion, adresse);
}
