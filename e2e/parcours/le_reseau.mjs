// An administrator declares an agent, who receives her link by mail, and names a mandate; the direction names a replacement; the
// animateur régional reads the directory and the counts. Every page is checked at both widths.
import { exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

const titre = (page, nom) => page.getByRole('heading', { level: 1, name: nom }).waitFor();

async function administrer(scene) {
  const poste = await Poste.ouvrir(scene);
  const page = await poste.connecter('admin');
  await titre(page, 'Agents et comptes');
  await poste.verifier('agents');
  await page.getByRole('link', { name: 'Déclarer un agent' }).click();
  await poste.verifier('nouvel agent');
  await page.getByLabel('Prénom (obligatoire)').fill('Ondine');
  await page.getByLabel('Nom (obligatoire)', { exact: true }).fill('Vaudrelune');
  await page.getByLabel('Adresse professionnelle').fill('ondine.vaudrelune@val-fictif.invalid');
  await page.getByLabel('Fonction').selectOption({ label: 'Conseiller' });
  await page.getByRole('button', { name: 'Déclarer' }).click();
  await titre(page, 'Ondine Vaudrelune');
  const fiche = page.url();
  await page.getByRole('button', { name: 'Envoyer un lien par courriel' }).click();
  const courriel = await scene.courriels.attendre('ondine.vaudrelune@val-fictif.invalid');
  exiger(courriel.objet === 'Votre accès à Jalon', `objet du courriel : ${courriel.objet}`);
  const envoye = courriel.texte.split('\n').find((ligne) => ligne.startsWith(`${scene.adresse}/lien/mot-de-passe/`));
  exiger(envoye, `pas de lien dans le courriel : ${courriel.texte}`);
  await page.goto(envoye);
  await page.getByText('Compte de O. V.').waitFor();
  await page.goto(fiche);
  await page.getByRole('button', { name: 'Afficher un lien à remettre' }).click();
  const lien = await page.locator('a[href^="/lien/mot-de-passe/"]').getAttribute('href');
  await poste.verifier('fiche d’un agent');
  await page.goto(lien);
  await page.getByText('Compte de O. V.').waitFor();
  await poste.verifier('choix du mot de passe');
  await page.goto('/structure');
  await page.getByLabel('Prénom (obligatoire)').fill('Aurèle');
  await page.getByLabel('Nom (obligatoire)', { exact: true }).fill('Brumefeu');
  await page.getByLabel('Fonction').selectOption({ label: 'Présidence' });
  await page.getByRole('button', { name: 'Déclarer' }).click();
  await page.getByText(/^Aurèle Brumefeu, présidence/).waitFor();
  await poste.verifier('sites et mandats');
}

async function remplacer(scene) {
  const poste = await Poste.ouvrir(scene);
  const page = await poste.connecter('adjoint');
  await page.goto('/remplacements');
  await poste.verifier('remplacements');
  await page.getByLabel('Qui remplace').selectOption({ index: 1 });
  const du = await page.getByLabel('Premier jour').inputValue();
  await page.getByLabel('Dernier jour').fill(du);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('C’est enregistré.').waitFor();
  await page.goto('/comptages');
  await poste.verifier('chiffres de la mission locale');
}

async function lireLeReseau(scene) {
  const poste = await Poste.ouvrir(scene);
  const page = await poste.connecter('region');
  await titre(page, 'Annuaire du réseau');
  await poste.verifier('annuaire');
  await page.locator('th a[href^="/annuaire/"]').first().click();
  await page.getByRole('heading', { level: 2, name: 'Zone d’intervention' }).waitFor();
  await poste.verifier('une mission locale');
  await page.goto('/comptages');
  await titre(page, 'Chiffres du réseau');
  await poste.verifier('chiffres de la région');
  exiger(await page.getByRole('searchbox').count() === 0, 'un rôle régional ne cherche pas de jeune');
  await poste.refusee(403, '/portefeuille');
}

export default async function leReseau(scene) {
  await administrer(scene);
  await remplacer(scene);
  await lireLeReseau(scene);
}
