// Two dossiers of one person: opened in spite of the likeness, compared, merged, separated again.
import { chercher, creerMalgreDoublon, exiger, modele } from '../outils/gestes.mjs';
import { Poste } from '../outils/navigateur.mjs';

export default async function parcours(scene) {
  const conseiller = await Poste.ouvrir(scene);
  await conseiller.connecter('conseiller');
  const referent = await conseiller.agent();
  const accueil = await Poste.ouvrir(scene);
  await accueil.connecter('accueil');
  await chercher(accueil, 'ma');
  const existante = await modele(accueil.page, 0);
  const double = await creerMalgreDoublon(accueil, existante, referent, '06 39 98 00 71');

  const { page } = conseiller;
  await page.goto('/doublons');
  await conseiller.titre('Doublons possibles');
  await conseiller.verifier('doublons, liste');
  await page.getByRole('row', { name: new RegExp(double.numero) }).getByRole('link').first().click();
  await conseiller.titre('Est-ce la même personne ?');
  await conseiller.verifier('doublon, côte à côte');
  const paire = page.url();
  await page.getByRole('button', { name: 'Réunir les dossiers' }).click();
  await page.getByRole('link', { name: 'Choisissez un motif dans la liste.' }).waitFor();
  await conseiller.verifier('doublon, refusé');
  await page.getByLabel(new RegExp(`Dossier n° ${double.numero}`)).check();
  await page.getByLabel('Pourquoi y avait-il deux dossiers ?').selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Réunir les dossiers' }).click();
  await page.waitForURL((url) => url.pathname === double.adresse);
  await page.goto(`${double.adresse}/frise`);
  exiger((await page.getByText('Premier accueil').count()) >= 2, 'les deux premiers accueils ne sont pas sur la frise');

  await page.goto('/fusions');
  await conseiller.titre('Dossiers réunis');
  await conseiller.verifier('dossiers réunis');
  await page.getByRole('button', { name: 'Séparer de nouveau' }).click();
  await page.getByText('chacun avec ce qu’il avait.').waitFor();
  await page.goto('/doublons');
  exiger((await page.getByText(double.numero).count()) === 0, 'la paire séparée est proposée de nouveau');
  await page.getByRole('button', { name: 'Comparer tous les dossiers' }).click();
  await page.getByText('Les dossiers ont été comparés.').waitFor();
  exiger((await page.getByText(double.numero).count()) === 0, 'la paire séparée revient après la comparaison');
  await page.goto(paire);
  await chercher(conseiller, double.numero);
  await page.locator('#resultats').getByText(double.numero).first().waitFor();
}
