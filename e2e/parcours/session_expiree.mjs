// Nothing typed is lost: a page reloaded, a session that ends, two agents on one fact, a double click.
import { chercher, exiger } from '../outils/gestes.mjs';
import { MOT_DE_PASSE, Poste } from '../outils/navigateur.mjs';

const premierDossier = (page) => page.getByRole('table').getByRole('link').and(page.locator('.j-nom')).first().getAttribute('href');

/** From another browser, the same person closes every session. */
async function fermerPartout(scene) {
  const ailleurs = await Poste.ouvrir(scene);
  const page = await ailleurs.connecter('conseiller');
  await page.goto('/compte');
  await page.getByRole('button', { name: 'Se déconnecter partout' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connexion' }).waitFor();
}

async function brouillon(scene, poste, dossier) {
  const { page } = poste;
  const resume = page.getByLabel('Résumé partagé');
  await page.goto(`${dossier}/entretiens/nouveau`);
  await resume.fill('Projet de vente, à creuser.');
  await page.getByText(/^Brouillon enregistré à/).waitFor();
  await page.reload();
  await page.getByText('Brouillon repris').waitFor();
  exiger((await resume.inputValue()).trim() === 'Projet de vente, à creuser.', `le brouillon repris dit « ${await resume.inputValue()} »`);
  await poste.verifier('entretien, brouillon repris');
  // The session ends while typing; the form is sent before the draft is kept.
  await fermerPartout(scene);
  await resume.fill('Projet de vente, stage trouvé.');
  await page.getByLabel('Thème principal').selectOption({ label: 'Emploi' });
  await page.getByRole('button', { name: 'Clore l’entretien' }).click();
  await page.getByRole('heading', { level: 1, name: 'Connexion' }).waitFor();
  await poste.verifier('connexion, session expirée');
  await page.getByLabel('Adresse professionnelle').fill('conseiller@demo.invalid');
  await page.getByLabel('Mot de passe').fill(MOT_DE_PASSE);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByText('Brouillon repris').waitFor();
  exiger((await resume.inputValue()).trim() === 'Projet de vente, stage trouvé.', `après connexion, le résumé est « ${await resume.inputValue()} »`);
  await page.getByRole('button', { name: 'Effacer ce brouillon' }).click();
}

async function conflit(scene, premier, dossier) {
  const second = await Poste.ouvrir(scene);
  await second.connecter('direction');
  const adresse = `${dossier}/identite/modifier`;
  for (const poste of [premier, second]) await poste.page.goto(adresse);
  await premier.page.getByLabel('Prénom d’usage').fill('Alix');
  await premier.page.getByRole('button', { name: 'Enregistrer' }).click();
  await premier.page.waitForURL((url) => url.pathname !== adresse);
  const { page } = second;
  await page.getByLabel('Prénom d’usage').fill('Camille');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('heading', { name: 'Quelqu’un d’autre vient de modifier cette fiche' }).waitFor();
  const ligne = page.getByRole('row').filter({ hasText: 'Alix' });
  exiger((await ligne.innerText()).includes('Camille'), 'le conflit ne montre pas les deux valeurs');
  exiger((await page.getByLabel('Prénom d’usage').inputValue()) === 'Camille', 'le conflit perd la saisie');
  await second.verifier('identité, conflit');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.waitForURL((url) => url.pathname !== adresse);
  exiger((await page.getByRole('heading', { level: 1 }).innerText()).startsWith('Camille'), 'la seconde saisie n’est pas enregistrée');
}

async function doubleClic(scene) {
  const poste = await Poste.ouvrir(scene);
  const page = await poste.connecter('accueil');
  await page.goto('/jeunes/nouveau');
  await page.getByLabel('Prénom (obligatoire)').fill('Wendeline');
  await page.getByLabel('Nom de naissance').fill('Doublecliqueur');
  await page.getByLabel('Ou âge déclaré').fill('19');
  await page.getByLabel('À voir sur place').check();
  await page.getByLabel('Sans domicile stable').check();
  await page.getByRole('button', { name: 'Créer le dossier' }).dblclick();
  await page.getByRole('heading', { level: 1, name: /Doublecliqueur/i }).waitFor();
  await chercher(poste, 'Doublecliqueur');
  const trouves = await page.locator('#resultats').getByRole('link', { name: /Doublecliqueur/i }).count();
  exiger(trouves === 1, `le double clic a créé ${trouves} dossiers`);
}

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  const page = await conseiller.connecter('conseiller');
  const dossier = await premierDossier(page);
  await brouillon(scene, conseiller, dossier);
  await conflit(scene, conseiller, dossier);
  await doubleClic(scene);
}
