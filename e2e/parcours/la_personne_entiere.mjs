// What she studied, did and aims at; what she was told of her data, and the copy she may take home.
import { exiger } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const { page } = conseiller;
  await page.goto('/portefeuille');
  const base = await page.getByRole('table').locator('a.j-nom').first().getAttribute('href');
  const voir = async (adresse, nom) => {
    const reponse = await page.goto(adresse);
    exiger(reponse.status() === 200, `${adresse} répond ${reponse.status()}`);
    await conseiller.verifier(nom);
  };
  await voir(`${base}/parcours`, 'parcours');
  const ajouts = page.locator('main a[href*="/parcours/"]');
  const adresses = new Set(await ajouts.evaluateAll((liens) => liens.map((lien) => lien.getAttribute('href'))));
  exiger(adresses.size >= 3, 'une formation, une expérience et un métier se proposent');
  for (const adresse of adresses) await voir(adresse, `parcours, ${adresse.split('/').slice(-2).join(' ')}`);
  await voir('/information', 'notice d’information');
  await voir(`${base}/information`, 'information donnée');
  await voir(`${base}/export`, 'copie du dossier');
  await voir(`${base}/export/lisible`, 'copie lisible');
  await voir(`${base}/identite`, 'fiche entière');
}
