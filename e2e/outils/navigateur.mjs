// Debian's Chromium, and people signed in to it. Whatever goes wrong in a page is kept and fails
// the journey at its end.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { RACINE } from './serveur.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const OPTIONS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=fr-FR',
];
export const MOT_DE_PASSE = 'brume-lanterne-caillou-violet';
const AXE = readFileSync(path.join(RACINE, 'node_modules/axe-core/axe.min.js'), 'utf8');
export const LARGEURS = [1280, 390];
const HAUTEUR = 900;

/** What failed inside pages, as sentences. */
export class Constats {
  constructor() { this.liste = []; }
  ajouter(phrase) { if (!this.liste.includes(phrase)) this.liste.push(phrase); }
}

export const lancerChromium = () => chromium.launch({
  executablePath: CHROMIUM, args: OPTIONS, env: { ...process.env, LANG: 'fr_FR.UTF-8', LANGUAGE: 'fr' },
});

/** One person's browser: own cookies. */
export class Poste {
  static async ouvrir(scene, options = {}) {
    const contexte = await scene.navigateur.newContext({
      baseURL: scene.adresse, locale: 'fr-FR', timezoneId: 'Europe/Paris',
      viewport: { width: LARGEURS[0], height: HAUTEUR }, ...options,
    });
    contexte.setDefaultTimeout(10_000);
    const poste = new Poste(scene, contexte, options.javaScriptEnabled !== false);
    scene.postes.push(poste);
    if (poste.js) {
      await contexte.addInitScript(() => {
        window.violationsCsp = [];
        document.addEventListener('securitypolicyviolation', (e) => {
          window.violationsCsp.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile ?? ''}:${e.lineNumber}`);
        });
      });
    }
    poste.page = await contexte.newPage();
    poste.surveiller(poste.page);
    return poste;
  }

  constructor(scene, contexte, js) { Object.assign(this, { scene, contexte, js }); }

  surveiller(page) {
    const { constats } = this.scene;
    const ou = () => new URL(page.url()).pathname;
    page.on('console', (m) => {
      // A refusal is judged by its answer, below; Chromium also logs it.
      if (m.type() !== 'error' || /Failed to load resource/.test(m.text())) return;
      constats.ajouter(`console, ${ou()} : ${m.text()} (${m.location().url})`);
    });
    page.on('pageerror', (e) => constats.ajouter(`script, ${ou()} : ${e.message}`));
    page.on('response', (r) => {
      // A refused form answers 422 and a conflict 409: the journey reads the page.
      if (r.status() < 400 || [409, 422, this.attendu].includes(r.status())) return;
      constats.ajouter(`réponse ${r.status()} : ${r.request().method()} ${new URL(r.url()).pathname}`);
    });
  }

  /** Opens a page that must be refused with `statut`. */
  async refusee(statut, adresse) {
    this.attendu = statut;
    const reponse = await this.page.goto(adresse);
    this.attendu = undefined;
    if (reponse.status() !== statut) throw new Error(`${adresse} : ${reponse.status()} au lieu de ${statut}`);
  }

  /** Signs in as the account `nom` of the demonstration. */
  async connecter(nom) {
    const { page } = this;
    await page.goto('/connexion');
    await page.getByLabel('Adresse professionnelle').fill(`${nom}@demo.invalid`);
    await page.getByLabel('Mot de passe').fill(MOT_DE_PASSE);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.waitForURL((url) => url.pathname !== '/connexion');
    return page;
  }

  /** Who is signed in, as the page says it. */
  async agent() {
    const texte = await this.page.locator('summary', { hasText: 'Mon compte' }).locator('.visually-hidden').textContent();
    return /Mon compte\s: (.+), [^,]+$/.exec(texte.trim())[1];
  }

  titre(nom) { return this.page.getByRole('heading', { level: 1, name: nom, exact: true }).waitFor(); }

  async deconnecter() {
    const { page } = this;
    await page.locator('summary', { hasText: 'Mon compte' }).click();
    await page.getByRole('button', { name: 'Se déconnecter', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Connexion' }).waitFor();
  }

  /** Axe at both widths, no sideways scrolling, no CSP violation. */
  async verifier(nom) {
    const { page, scene: { constats } } = this;
    const taille = page.viewportSize();
    for (const largeur of LARGEURS) {
      await page.setViewportSize({ width: largeur, height: HAUTEUR });
      const dehors = await page.evaluate(() => {
        if (document.scrollingElement.scrollWidth <= window.innerWidth + 1) return [];
        const tous = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1);
        return ['plus large que l’écran', ...tous.slice(0, 4).map((e) => e.outerHTML.slice(0, 100))];
      });
      if (dehors.length > 0) constats.ajouter(`${nom}, ${largeur} px : ${dehors.join(' | ')}`);
      // Without scripts axe cannot run either: the same pages are checked by the other journeys.
      if (this.js) for (const faute of await this.axe()) constats.ajouter(`${nom}, ${largeur} px : ${faute}`);
      await this.cliche(nom, largeur);
    }
    await page.setViewportSize(taille);
    if (this.js) {
      for (const faute of await page.evaluate(() => window.violationsCsp ?? [])) constats.ajouter(`${nom}, CSP : ${faute}`);
    }
    this.scene.pages.add(nom);
  }

  /** With CLICHES=folder, each page that is checked is photographed there, to be looked at. */
  async cliche(nom, largeur) {
    const dossier = process.env.CLICHES;
    if (!dossier) return;
    mkdirSync(dossier, { recursive: true });
    const fichier = `${nom.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${largeur}.png`;
    await this.page.screenshot({ path: path.join(dossier, fichier), fullPage: true, animations: 'disabled' });
  }

  async axe() {
    const { page } = this;
    if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(AXE);
    const fautes = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return fautes.violations.map((v) => `${v.id} (${v.help}) : ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`);
  }

  async fermer() { await this.contexte.close(); }
}

/** Photographs what every open page shows, in e2e/resultats/. */
export async function photographier(scene, nom) {
  const dossier = path.join(RACINE, 'e2e/resultats');
  mkdirSync(dossier, { recursive: true });
  for (const [n, poste] of scene.postes.entries()) {
    await poste.page.screenshot({ path: path.join(dossier, `${nom}-${n}.png`), fullPage: true }).catch(() => {});
  }
}
