// An aide: a fund and what it holds, a request, a commission that sees no name, a letter, a payment
// by a third person; a voucher and a loan.
import { dans, exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const FONDS = 'Fonds d’essai pour les jeunes du département et de la métropole réunis';
const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

async function ouvrirFonds(poste) {
  const { page } = poste;
  await page.goto('/aides');
  await poste.verifier('aides');
  await page.getByRole('link', { name: 'Ouvrir un fonds' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { name: /à corriger/ }).waitFor();
  await poste.verifier('fonds refusé');
  await page.getByLabel('Nom (obligatoire)').fill(FONDS);
  await page.getByLabel('Pièces demandées').fill('Devis\nRIB');
  await page.getByLabel('Plafond d’une demande, en euros').fill('300');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Le fonds est ouvert.', { exact: true }).waitFor();
  await page.locator('summary', { hasText: 'Noter un montant' }).click();
  await page.getByLabel('Montant, en euros').fill('1 000');
  await page.getByLabel('De qui, ou pourquoi').fill('Dotation de l’année');
  await page.getByRole('button', { name: 'Noter le montant' }).click();
  await page.getByText('Le montant est noté.').waitFor();
  await poste.verifier('fonds');
}

async function entrerStock(poste) {
  const { page } = poste;
  await page.goto('/aides/bons');
  await page.getByLabel('Fonds (obligatoire)').selectOption({ label: FONDS });
  await page.getByLabel('Premier numéro').fill('1');
  await page.getByLabel('Dernier numéro').fill('20');
  await page.getByLabel('Valeur d’un bon').fill('10');
  await page.getByRole('button', { name: 'Entrer en stock' }).click();
  await page.getByText('Le carnet est en stock.').waitFor();
  await poste.verifier('bons');
  await page.goto('/aides/materiel');
  await page.getByLabel('Type (obligatoire)').selectOption({ label: 'Vélo, trottinette' });
  await page.getByLabel('Ce que c’est').fill('Vélo bleu');
  await page.getByLabel('Numéro d’inventaire').fill('V-1');
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await page.getByText('Le matériel est en stock.').waitFor();
  await poste.verifier('matériel');
  await page.goto('/aides/commissions/nouvelle');
  await poste.verifier('commission à ouvrir');
  await page.getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await page.getByText('La commission est ouverte.').waitFor();
  await page.getByLabel('Nom, si c’est quelqu’un de l’extérieur').fill('Élue fictive');
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await page.getByText('C’est noté.').waitFor();
  return new URL(page.url()).pathname;
}

async function demander(poste) {
  const { page } = poste;
  await page.goto('/portefeuille');
  const lien = page.locator('main a[href^="/jeunes/"]').filter({ hasNotText: /Nouveau|Créer/ }).first();
  const base = /^\/jeunes\/[0-9a-f-]{36}/.exec(await lien.getAttribute('href'))[0];
  await page.goto(`${base}/aides`);
  await poste.verifier('aides d’un dossier');
  await page.getByLabel('À quel fonds').selectOption({ label: FONDS });
  await page.getByRole('button', { name: 'Choisir ce fonds' }).click();
  await page.getByLabel('Pour quoi (obligatoire)').selectOption({ label: 'Se déplacer, passer le permis' });
  await page.getByLabel('Montant demandé').fill('beaucoup');
  await page.getByLabel('Devis').check();
  await page.getByRole('button', { name: 'Demander cette aide' }).click();
  await page.getByText('Écrivez un montant en euros').first().waitFor();
  await poste.verifier('demande d’aide refusée');
  exiger(await page.getByLabel('Devis').isChecked(), 'la pièce cochée est perdue');
  await page.getByLabel('Montant demandé').fill('120,50');
  await page.getByRole('button', { name: 'Demander cette aide' }).click();
  await page.getByText('La demande d’aide est notée.').waitFor();
  await page.getByLabel('Commission (obligatoire)').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Inscrire à l’ordre du jour' }).click();
  await page.getByText('La demande est à l’ordre du jour.').waitFor();
  await poste.verifier('aide demandée');
  return base;
}

async function decider(poste, commission, nom) {
  const { page } = poste;
  await page.goto(commission);
  exiger(!(await page.locator('main').innerText()).includes(nom), 'la fiche montre un nom');
  await page.locator('summary', { hasText: 'Noter la décision' }).click();
  await page.getByRole('radio', { name: 'Accordée' }).check();
  await page.getByLabel('Raison').fill('Cela permet d’aller en formation.');
  await poste.verifier('commission');
  await page.getByRole('button', { name: 'Noter la décision' }).click();
  await page.getByText('La décision est notée.').waitFor();
  await page.getByRole('button', { name: 'Clore la commission' }).click();
  await page.getByText('La commission est close').waitFor();
  await page.getByRole('link', { name: 'Procès-verbal' }).click();
  await page.getByRole('heading', { name: 'Procès-verbal' }).waitFor();
  await poste.verifier('procès-verbal');
}

async function annoncer(poste, aide) {
  const { page } = poste;
  await page.goto(aide);
  await poste.verifier('aide accordée');
  await page.getByRole('link', { name: 'Lire et imprimer la lettre' }).click();
  await page.getByText('Cette aide vous est accordée').waitFor();
  await poste.verifier('lettre');
  await page.goto(aide);
  await page.getByLabel('Annoncée par').selectOption({ label: 'Remise en main propre' });
  await page.getByRole('button', { name: 'Noter l’annonce' }).click();
  await page.getByText('la décision est annoncée').waitFor();
}

async function payer(poste) {
  const { page } = poste;
  await page.goto('/aides');
  await page.locator('summary', { hasText: 'Noter le paiement' }).first().click();
  await page.getByLabel('Comment').first().selectOption({ label: 'Virement' });
  await poste.verifier('aides à payer');
  await page.getByRole('button', { name: 'Payée' }).first().click();
  await page.getByText('Le paiement est noté.').waitFor();
}

async function donner(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/moyens`);
  await page.getByRole('radio', { name: 'Sur papier' }).check();
  await page.getByRole('button', { name: 'Remettre le bon' }).click();
  await page.getByText('Le bon est remis.').waitFor();
  await page.getByLabel('Matériel (obligatoire)').selectOption({ index: 1 });
  await page.getByLabel('À rendre le').fill(dans(aujourdhui(), 30));
  await page.getByRole('button', { name: 'Noter le prêt' }).click();
  await page.getByText('Le prêt est noté.').waitFor();
  await page.locator('summary', { hasText: 'Noter le retour' }).click();
  await poste.verifier('bons et prêts');
  await page.getByRole('button', { name: 'Noter le retour' }).click();
  await page.getByText('Le retour est noté.').waitFor();
}

export default async function parcours(scene) {
  const gestion = await Poste.ouvrir(scene);
  await gestion.connecter('gestion');
  await ouvrirFonds(gestion);
  const commission = await entrerStock(gestion);
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const base = await demander(conseiller);
  const aide = new URL(conseiller.page.url()).pathname;
  const nom = await conseiller.page.getByRole('heading', { level: 1 }).innerText();
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  await decider(direction, commission, nom);
  await annoncer(conseiller, aide);
  await payer(gestion);
  await donner(conseiller, base);
}
