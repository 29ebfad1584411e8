// What every page must be: accessible, no wider than the screen, at 1280 and 390 pixels.
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ETROIT, LARGE } from './navigateur.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NIVEAUX = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const RESULTATS = 'e2e/resultats';

async function axe(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((niveaux) => globalThis.axe.run(document, { runOnly: niveaux, resultTypes: ['violations'] }), NIVEAUX);
  return violations.map((v) => `${v.id} (${v.help}) : ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' ; ')}`);
}

/** Whatever sticks out on the right of the screen. */
async function debordements(page) {
  return page.evaluate(() => {
    const large = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= large) return [];
    const dehors = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > large + 1);
    return [`la page déborde : ${dehors.slice(0, 3).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).join(' ; ')}`];
  });
}

export async function photographier(page, nom) {
  await mkdir(RESULTATS, { recursive: true });
  await page.screenshot({ path: join(RESULTATS, `${nom}.png`), fullPage: true, animations: 'disabled' });
}

/** Checks the page at both widths and photographs it; returns its faults. */
export async function controler(page, nom) {
  const fautes = [];
  for (const taille of [ETROIT, LARGE]) {
    await page.setViewportSize(taille);
    const ici = `${nom}, ${taille.width} px : `;
    for (const faute of [...(await axe(page)), ...(await debordements(page))]) fautes.push(ici + faute);
    await photographier(page, `${nom}-${taille.width}`);
  }
  if ((await page.locator('h1').count()) !== 1) fautes.push(`${nom} : il faut un titre h1, et un seul`);
  if (!(await page.title()).endsWith(' – Jalon')) fautes.push(`${nom} : titre de la fenêtre « ${await page.title()} »`);
  return fautes;
}
