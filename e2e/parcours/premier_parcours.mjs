// The main job once through, from the counter to a plan that moves.
import { Poste } from '../outils/navigateur.mjs';

export default async function parcours(scene) {
  const accueil = await Poste.ouvrir(scene);
  await accueil.page.goto('/connexion');
  await accueil.verifier('connexion');
  await accueil.connecter('accueil');
  await accueil.page.goto('/recherche');
  await accueil.verifier('recherche, vide');
}
