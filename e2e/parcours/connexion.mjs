// Signing in and out, choosing where one works, pages one may not open.
import { Clavier } from '../outils/clavier.mjs';
import { MOT_DE_PASSE, Poste } from '../outils/navigateur.mjs';

const titre = (page, nom) => page.getByRole('heading', { level: 1, name: nom }).waitFor();
const monCompte = (page) => page.locator('summary', { hasText: 'Mon compte' });

async function entrerEtSortir(scene, options) {
  const poste = await Poste.ouvrir(scene, options);
  const { page } = poste;
  await page.goto('/connexion');
  await poste.verifier('connexion');
  await page.getByLabel('Adresse professionnelle').fill('personne@demo.invalid');
  await page.getByLabel('Mot de passe').fill('ce n’est pas le bon');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByText('L’adresse ou le mot de passe ne convient pas.').first().waitFor();
  await poste.verifier('connexion refusée');
  await poste.connecter('responsable');
  for (const [adresse, nom] of [['/compte', 'Mon compte'], ['/brouillons', 'Mes brouillons'], ['/accessibilite', 'Accessibilité']]) {
    await page.goto(adresse);
    await titre(page, nom);
    await poste.verifier(nom);
  }
  await page.goto('/compte');
  await poste.deconnecter();
  await page.getByText('Vous êtes déconnecté.').waitFor();
  await page.goto('/compte');
  await titre(page, 'Connexion');
}

async function choisirOuTravailler(scene) {
  const poste = await Poste.ouvrir(scene);
  const page = await poste.connecter('deux');
  await titre(page, 'Où travaillez-vous maintenant ?');
  await poste.verifier('choix de l’affectation');
  await page.getByRole('button', { name: /^Travailler ici/ }).first().click();
  await page.waitForURL((url) => url.pathname !== '/affectation');
  await monCompte(page).waitFor();
}

async function pagesInterdites(scene) {
  const poste = await Poste.ouvrir(scene);
  const page = await poste.connecter('accueil');
  await poste.refusee(403, '/agents');
  await titre(page, 'Votre fonction ne donne pas accès à cette page');
  await poste.verifier('page interdite');
  await poste.refusee(404, '/jeunes/0193b1c0-0000-7000-8000-000000000000');
  await titre(page, 'Cette page n’existe pas');
  await poste.verifier('page introuvable');
}

async function auClavier(scene) {
  const poste = await Poste.ouvrir(scene);
  const { page } = poste;
  await page.goto('/connexion');
  const clavier = new Clavier(page);
  await clavier.taper(page.getByLabel('Adresse professionnelle'), 'direction@demo.invalid');
  await clavier.taper(page.getByLabel('Mot de passe'), MOT_DE_PASSE);
  await clavier.presser('Enter');
  await monCompte(page).waitFor();
  await clavier.activer(page.getByRole('link', { name: 'Aller au contenu' }));
  const ici = await page.evaluate(() => document.activeElement.id);
  if (ici !== 'contenu') throw new Error(`« Aller au contenu » mène à « ${ici} »`);
}

export default async function parcours(scene) {
  await entrerEtSortir(scene, {});
  await entrerEtSortir(scene, { javaScriptEnabled: false });
  await choisirOuTravailler(scene);
  await pagesInterdites(scene);
  await auClavier(scene);
}
