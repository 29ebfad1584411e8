// From the diagnostic approfondi to the exit of a CEJ: PACEA signed then closed, hours of the week,
// three months of allowance checked, validated and closed, one with a salary, a sanction proposed and
// dropped once heard, and the follow-up.
import { dans, exiger, joindre, manquer } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

/** The first day of the month `n` months before that of `jour`. */
function premier(jour, n) {
  const date = new Date(`${jour.slice(0, 7)}-01T12:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - n);
  return date.toISOString().slice(0, 10);
}

/** Answers yes to whatever the dossier cannot tell, and says why what is unknown does not wait. */
async function repondre(page, le) {
  for (const oui of await page.locator('input[type=radio][value=oui]').all()) await page.locator(`label[for="${await oui.getAttribute('id')}"]`).click();
  await page.getByLabel(/^Entrée le/).fill(le);
  await page.getByLabel('Si une condition reste inconnue, pourquoi entrer sans attendre').fill('Réponse attendue de France Travail');
}

async function entrer(poste, base, code, le) {
  const { page } = poste;
  await page.goto(`${base}/dispositifs/${code}`);
  await repondre(page, le);
  await page.getByRole('button', { name: 'Noter l’entrée' }).click();
  await page.getByText('L’entrée est notée.').or(page.locator('.j-erreurs')).first().waitFor();
  return page.getByText('L’entrée est notée.').isVisible();
}

/** Someone known for long enough, who may enter a PACEA then a CEJ. */
async function quelquUn(poste, jour) {
  const { page } = poste;
  await page.goto('/portefeuille');
  const liens = await page.getByRole('table').locator('a.j-nom').evaluateAll((tous) => tous.map((a) => a.getAttribute('href')));
  for (const base of liens) {
    await page.goto(`${base}/dispositifs`);
    if (!(await page.getByRole('heading', { name: 'Dans aucun dispositif' }).isVisible())) continue;
    await page.goto(`${base}/dispositifs/cej`);
    const textes = await page.locator('#entree-conditions + ul > li').allInnerTexts();
    if (textes.some((t) => t.includes('Non remplie'))) continue;
    if (await entrer(poste, base, 'diagnostic_approfondi', dans(premier(jour, 3), -30))) return base;
  }
  throw new Error('personne ne peut entrer en CEJ');
}

/** Signs on the screen what each one reads: the person, whoever represents her, the conseiller. */
async function signerEcran(poste, base, nom) {
  const { page } = poste;
  const personne = await page.getByRole('heading', { level: 1 }).innerText();
  await page.goto(`${base}/dispositifs`);
  await page.getByRole('link', { name: nom }).first().click();
  await page.getByRole('heading', { name: 'Signer le contrat' }).waitFor();
  await poste.verifier(`${nom}, à signer à l’écran`);
  await page.getByRole('link', { name: 'Lire et signer' }).click();
  await page.getByRole('heading', { name: 'Le texte' }).waitFor();
  await poste.verifier('contrat à lire');
  const papier = await page.request.get(`${new URL(page.url()).pathname}.pdf`);
  exiger((await papier.body()).subarray(0, 5).toString() === '%PDF-', 'le contrat n’est pas un PDF');
  const valider = (cle) => page.locator('form', { has: page.locator(`[id="${cle}-lu"]`) }).getByRole('button', { name: 'Signer' }).click();
  await valider('signer-jeune');
  await page.getByText('Cochez la case après avoir lu le contrat.').first().waitFor();
  await poste.verifier('signature refusée');
  for (const cle of ['signer-jeune', 'signer-representant', 'signer-conseiller']) {
    if (await page.locator(`[id="${cle}-lu"]`).count() === 0) continue;
    const champ = page.locator(`[id="${cle}-nom"]`);
    if (await champ.count()) await champ.fill(cle === 'signer-jeune' ? personne : 'Parente Fictive');
    await page.locator(`[id="${cle}-lu"]`).check();
    await valider(cle);
    await page.getByText(/Il manque encore une signature|Le contrat est signé/).first().waitFor();
  }
  await page.getByText('Le contrat est signé.').waitFor();
  await poste.verifier('contrat signé');
}

async function signer(poste, base, nom, le) {
  const { page } = poste;
  await page.goto(`${base}/dispositifs`);
  await page.getByRole('link', { name: nom }).first().click();
  await page.getByRole('heading', { name: 'Signer le contrat' }).waitFor();
  await poste.verifier(`${nom}, à signer`);
  await page.getByLabel(/^Signé le/).fill(le);
  await page.getByRole('button', { name: 'Noter la signature' }).click();
  await page.getByText('La signature est notée.').waitFor();
  return new URL(page.url()).pathname;
}

async function heures(poste, base) {
  const { page } = poste;
  await page.goto(`${base}/semaine`);
  await poste.verifier('semaine, vide');
  await page.getByLabel(/^Ce qui a été fait/).fill('Trois candidatures dans la vente');
  await page.getByLabel(/^Catégorie/).selectOption({ label: 'Emploi' });
  await page.locator('[id="demarche-nouvelle-minutes"]').fill('25 h');
  await page.getByRole('button', { name: 'Noter la démarche' }).click();
  await page.getByText('Une durée va d’une minute à 24 heures.').first().waitFor();
  exiger((await page.getByLabel(/^Ce qui a été fait/).inputValue()) !== '', 'la démarche saisie est perdue');
  await page.locator('[id="demarche-nouvelle-minutes"]').fill('1 h 30');
  await page.getByRole('button', { name: 'Noter la démarche' }).click();
  await page.getByText('La démarche est notée.').waitFor();
  await page.getByRole('button', { name: 'Valider', exact: true }).first().click();
  await page.getByText('La démarche est à jour.').waitFor();
  await page.getByText('1 h 30 faites sur 15 h prévues ensemble').first().waitFor();
  await poste.verifier('semaine');
  await page.getByLabel(/^Heures par semaine/).fill('10 h');
  await page.getByLabel(/^Pourquoi/).selectOption({ label: 'Démarrage progressif' });
  await page.getByRole('button', { name: 'Changer l’objectif' }).click();
  await page.getByText('sur 10 h prévues ensemble').first().waitFor();
  await page.goto('/portefeuille');
  await page.getByRole('link', { name: 'Heures de la semaine' }).click();
  await page.getByRole('heading', { level: 1, name: 'Heures de la semaine' }).waitFor();
  await poste.verifier('heures du portefeuille');
}

async function declarer(poste, adhesion, mois, salaire) {
  const { page } = poste;
  await page.goto(`${adhesion}/allocations`);
  const carte = page.locator(`section[aria-labelledby="mois-${mois.slice(0, 7)}-titre"]`);
  const resume = carte.locator('summary', { hasText: 'Déclarer' });
  if (!(await carte.getByLabel(/^Impôts du foyer/).isVisible())) await resume.click();
  await carte.getByLabel(/^Impôts du foyer/).selectOption({ label: 'Foyer fiscal non imposable' });
  await carte.getByLabel(/^Revenus du travail/).fill(salaire);
  await carte.getByLabel(/^Vit hors de chez ses parents/).check();
  await carte.getByLabel('Justificatifs vus').check();
  await carte.getByRole('button', { name: 'Déclarer le mois' }).click();
  await page.getByText('Le mois est déclaré.').waitFor();
  return (await carte.locator('strong').first().innerText()).trim();
}

/** Checked by one, validated and closed by another. */
async function clore(controle, direction, mois) {
  for (const [poste, bouton, fini] of [
    [controle, 'Marquer comme contrôlées', 'C’est contrôlé.'],
    [direction, 'Valider', 'C’est validé.'],
    [direction, 'Clore le mois', 'Le mois est clos.'],
  ]) {
    const { page } = poste;
    await page.goto(`/allocations?mois=${mois.slice(0, 7)}`);
    await poste.verifier(`allocations, ${bouton}`);
    await page.getByRole('button', { name: bouton, exact: true }).click();
    await page.getByText(fini).waitFor();
  }
}

/** A sanction is proposed after an absence, heard, and dropped. */
async function entendre(poste, base, adhesion) {
  const { page } = poste;
  await page.goto(`${adhesion}/sanctions`);
  await page.getByText('rien ne peut être proposé').or(page.getByText('Ne peut pas fonder de proposition')).first().waitFor();
  await poste.verifier('engagements, rien à proposer');
  await manquer(poste, base, 'Absence non excusée');
  await page.getByRole('button', { name: 'Envoyer le message' }).click();
  await page.getByText('Message après une absence').waitFor();
  await joindre(page);
  await page.goto(`${adhesion}/sanctions`);
  await page.locator('input[name="proposition-faits"]:not([disabled])').first().check();
  await page.getByRole('button', { name: 'Noter la proposition' }).click();
  await page.getByText('Écrivez quelques mots.').first().waitFor();
  await poste.verifier('proposition, refusée');
  await page.locator('input[name="proposition-faits"]:not([disabled])').first().check();
  await page.getByLabel(/^Votre avis/).fill('Une absence, sans nouvelles avant notre appel.');
  await page.getByRole('button', { name: 'Noter la proposition' }).click();
  await page.getByText('La proposition est notée').waitFor();
  await poste.verifier('proposition');
  await page.locator('summary', { hasText: 'Noter ce que la personne répond' }).click();
  await page.getByLabel(/^Ce qu’elle dit/).fill('Je gardais ma petite sœur ce jour-là.');
  await page.getByLabel(/^Qui l’accompagne/).fill('Sa tante');
  await page.getByRole('button', { name: 'Noter ses observations' }).click();
  await page.getByText('Ses observations sont notées.').waitFor();
  await page.locator('summary', { hasText: 'Abandonner la proposition' }).click();
  await page.getByLabel(/^Pourquoi l’abandonner/).fill('Absence comprise : une garde d’enfant à trouver.');
  await page.getByRole('button', { name: 'Abandonner', exact: true }).click();
  await page.getByText('La proposition est abandonnée.').waitFor();
  await poste.verifier('proposition, abandonnée');
}

async function sortir(poste, adhesion, jour) {
  const { page } = poste;
  await page.goto(adhesion);
  await page.getByLabel(/^Motif/).selectOption({ label: 'Autre' });
  await page.getByRole('button', { name: 'Noter la sortie' }).click();
  await page.getByText('Écrivez quelques mots.').first().waitFor();
  await poste.verifier('sortie, refusée');
  await page.getByLabel(/^Motif/).selectOption({ label: 'Entrée en emploi' });
  await page.getByLabel(/^Dernier jour/).fill(jour);
  await page.getByRole('button', { name: 'Noter la sortie' }).click();
  await page.getByText('La sortie est notée.').waitFor();
  await page.getByRole('heading', { name: 'Après la sortie' }).waitFor();
  await page.getByText(/Les nouvelles à 1 mois se prennent à partir du/).waitFor();
  exiger(!(await page.getByLabel(/^Nouvelles prises après/).isVisible()), 'des nouvelles se prennent avant leur mois');
  await poste.verifier('contrat, fini');
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const { page } = conseiller;
  const jour = new Date().toISOString().slice(0, 10);
  const debut = premier(jour, 3);
  const base = await quelquUn(conseiller, jour);
  await page.goto(`${base}/dispositifs/pacea`);
  await conseiller.verifier('conditions du PACEA');
  await page.getByRole('button', { name: 'Noter l’entrée' }).click();
  await page.getByText('Une condition reste inconnue').first().waitFor();
  await conseiller.verifier('entrée, refusée');
  exiger(await entrer(conseiller, base, 'pacea', dans(debut, -20)), 'le PACEA est refusé');
  await conseiller.verifier('dispositifs');
  await signerEcran(conseiller, base, 'Parcours contractualisé');
  exiger(await entrer(conseiller, base, 'cej', debut), 'le CEJ est refusé');
  await page.getByText('Suite dans un autre accompagnement').first().waitFor();
  const adhesion = await signer(conseiller, base, 'Contrat d’engagement jeune', debut);
  await conseiller.verifier('CEJ, signé');
  await heures(conseiller, base);

  const controle = await Poste.ouvrir(scene);
  await controle.connecter('adjoint');
  const direction = await Poste.ouvrir(scene);
  await direction.connecter('direction');
  const montants = [];
  for (const [rang, salaire] of [[3, ''], [2, '900'], [1, '']]) {
    const mois = premier(jour, rang);
    montants.push(await declarer(conseiller, adhesion, mois, salaire));
    if (rang === 2) await conseiller.verifier('allocation, avec un salaire');
    await clore(controle, direction, mois);
  }
  exiger(montants[1] !== montants[0], `le salaire ne change rien : ${montants.join(' / ')}`);
  await direction.page.goto(`/allocations?mois=${premier(jour, 2).slice(0, 7)}`);
  await direction.verifier('allocations, mois clos');
  const attendu = direction.page.waitForEvent('download');
  await direction.page.getByRole('link', { name: 'CSV' }).click();
  exiger((await attendu).suggestedFilename().endsWith('.csv'), 'la liste de contrôle n’est pas un CSV');
  await page.goto(`${adhesion}/allocations`);
  await page.locator('summary', { hasText: 'Régulariser' }).first().click();
  await page.getByLabel('Versé en trop').first().check();
  await page.getByLabel(/^Montant \(€\)/).first().fill('-5');
  await page.getByLabel(/^Pourquoi/).first().fill('Fiche de paie reçue tard');
  await page.getByRole('button', { name: 'Noter la régularisation' }).first().click();
  await page.getByText('Un montant ne peut pas être négatif.').first().waitFor();
  await conseiller.verifier('régularisation, refusée');
  await page.locator('[aria-invalid=true]').first().fill('12,50');
  await page.getByRole('button', { name: 'Noter la régularisation' }).first().click();
  await page.getByText('La régularisation est notée.').waitFor();
  await entendre(conseiller, base, adhesion);
  await sortir(conseiller, adhesion, jour);
}
