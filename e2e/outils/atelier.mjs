// An atelier: offered, planned, filled beyond its places, a place that goes to who waits, a sheet to
// sign, marks on a tablet, and one closing.
import { dans, exiger } from './gestes.mjs';

const NOM = 'Simulation d’entretien';
const aujourdhui = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());

async function offrir(poste) {
  const { page } = poste;
  await page.goto('/ateliers');
  await poste.verifier('ateliers');
  await page.getByRole('link', { name: 'Offres', exact: true }).click();
  await page.getByLabel('Nom (obligatoire)').fill(NOM);
  await page.getByLabel('Thème (obligatoire)').selectOption({ label: 'Emploi' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('L’offre est enregistrée.').waitFor();
  await poste.verifier('offres d’ateliers');
}

/** A session at night, when nobody has a rendez-vous; returns its address. */
async function planifier(poste, jour, fin = '00:31') {
  const { page } = poste;
  await page.goto('/ateliers/sessions/nouvelle');
  await page.getByLabel('Offre (obligatoire)').selectOption({ label: NOM });
  await page.getByLabel('Jour (obligatoire)').fill(jour);
  await page.getByLabel('De (obligatoire)').fill('00:01');
  await page.getByLabel('À (obligatoire)').fill(fin);
  await page.getByLabel('Animé par').selectOption({ label: 'Un intervenant extérieur' });
  await page.getByLabel('Nom de l’intervenant extérieur').fill('Compagnie fictive');
  const sites = page.getByLabel('Site (obligatoire)');
  await sites.selectOption({ index: 1 });
  await page.getByLabel('Places (obligatoire)').fill('2');
  await page.getByRole('button', { name: 'Planifier' }).click();
}

/** The first people of the portefeuille who are not on the list. */
async function inscrire(poste, combien) {
  const { page } = poste;
  for (let n = 0; n < combien; n += 1) {
    await page.getByRole('link', { name: 'Choisir dans mon portefeuille' }).click();
    await page.getByRole('button', { name: /^Inscrire : / }).first().click();
    await page.getByText(/L’inscription est notée|liste d’attente/).first().waitFor();
  }
}

async function attendre(poste) {
  const { page } = poste;
  await planifier(poste, dans(aujourdhui(), 1), '00:00');
  await page.getByText('La fin doit être après le début.').first().waitFor();
  await poste.verifier('séance refusée');
  await page.getByLabel('À (obligatoire)').fill('00:31');
  await page.getByRole('button', { name: 'Planifier' }).click();
  await page.getByText('La séance est planifiée.').waitFor();
  await inscrire(poste, 3);
  await page.getByRole('heading', { name: 'Liste d’attente' }).waitFor();
  await poste.verifier('séance complète');
  const premiere = page.locator('#inscrits-titre').locator('xpath=ancestor::section');
  await premiere.locator('summary', { hasText: 'Retirer' }).first().click();
  await premiere.getByRole('button', { name: /^À sa demande/ }).first().click();
  await page.getByText(/^Une place s’est libérée/).waitFor();
  await poste.verifier('place libérée');
  exiger((await page.getByRole('heading', { name: 'Liste d’attente' }).count()) === 0, 'personne n’attend plus');
}

async function emarger(poste) {
  const { page } = poste;
  await planifier(poste, aujourdhui());
  await page.getByText('La séance est planifiée.').waitFor();
  await inscrire(poste, 2);
  await poste.verifier('séance du jour');
  await page.getByRole('link', { name: 'Feuille à signer' }).click();
  await page.getByRole('heading', { name: 'Feuille d’émargement' }).waitFor();
  await poste.verifier('feuille d’émargement');
  await page.goBack();
  await page.getByRole('button', { name: /^Présent : / }).first().click();
  await page.getByText('C’est noté').waitFor();
  await page.getByRole('button', { name: /^Excusé : / }).last().click();
  await page.getByText('Tout le monde est noté.').waitFor();
  await poste.verifier('séance émargée');
  await page.getByRole('button', { name: 'Clôturer la séance' }).click();
  await page.getByText('1 présent, 1 absent').waitFor();
  await poste.verifier('séance clôturée');
  const nom = page.locator('#inscrits-titre').locator('xpath=ancestor::section').locator('a.j-nom').first();
  const dossier = await nom.getAttribute('href');
  await page.goto(`${dossier}/ateliers`);
  await page.getByText(NOM).first().waitFor();
  await poste.verifier('ateliers d’un dossier');
  await page.goto(`${dossier}/frise`);
  await page.getByText(`Atelier : ${NOM}`).first().waitFor();
}

export async function unAtelier(poste) {
  await offrir(poste);
  await attendre(poste);
  await emarger(poste);
}
