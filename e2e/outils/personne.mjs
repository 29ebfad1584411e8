// Someone at work: signs in, goes through pages, and everything she sees is checked.
import { controler } from './controles.mjs';
import { surveiller } from './navigateur.mjs';

export class Personne {
  constructor({ page, plaintes, attendus }, serveur, options) {
    Object.assign(this, { page, plaintes, attendus, serveur, ...options });
    this.fautes = [];
  }

  /** `javascript: false` turns scripts off; `prefixe` names the screenshots. */
  static async nouvelle(navigateur, serveur, { javascript = true, prefixe = '' } = {}) {
    const contexte = await navigateur.contexte({ javaScriptEnabled: javascript, baseURL: serveur.adresse });
    return new Personne(await surveiller(contexte), serveur, { contexte, javascript, prefixe });
  }

  async connecter(role) {
    const courriel = this.serveur.comptes.get(role);
    if (!courriel) throw new Error(`aucun compte de démonstration pour « ${role} »`);
    await this.page.goto('/connexion');
    await this.champ('Adresse professionnelle').fill(courriel);
    await this.champ('Mot de passe').fill(this.serveur.motDePasse);
    await this.bouton('Se connecter').click();
    await this.page.getByText(/^Mon compte : /).waitFor({ state: 'attached' });
  }

  async deconnecter() {
    await this.page.locator('summary', { hasText: 'Mon compte' }).click();
    await this.bouton('Se déconnecter').click();
    await this.titre('Connexion');
  }

  champ(libelle) {
    return this.page.getByRole('main').getByLabel(libelle);
  }

  bouton(nom) {
    return this.page.getByRole('button', { name: nom });
  }

  lien(nom) {
    return this.page.getByRole('link', { name: nom });
  }

  /** Waits for the page whose h1 is `texte`. */
  async titre(texte) {
    await this.page.getByRole('heading', { level: 1, name: texte }).waitFor();
  }

  /** Waits for words, anywhere on the page. */
  async lit(texte) {
    await this.page.getByText(texte).first().waitFor();
  }

  /** Does `acte`, which must end on a page of status `statut`. */
  async refusee(statut, acte) {
    this.attendus.push(statut);
    await acte();
    await this.page.waitForLoadState();
    if (this.attendus.length > 0) throw new Error(`un refus ${statut} était attendu`);
  }

  /** Checks the page that is shown, once for each name. */
  async controle(nom) {
    if (!this.javascript) return;
    this.fautes.push(...(await controler(this.page, `${this.prefixe}${nom}`)));
  }

  /** Ends, and says everything that was wrong. */
  async finir() {
    await this.contexte.close();
    const tout = [...this.fautes, ...this.plaintes];
    if (tout.length > 0) throw new Error(tout.join('\n'));
  }
}
