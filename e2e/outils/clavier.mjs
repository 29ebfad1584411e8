// Keyboard only: what cannot be reached by Tab cannot be used.
const MAX = 250;

const surLui = (cible) => cible.evaluate((element) => element === document.activeElement);

/** Presses Tab until the focus is on `cible`. */
export async function aller(page, cible, touche = 'Tab') {
  await cible.waitFor();
  for (let n = 0; n < MAX; n += 1) {
    if (await surLui(cible)) {
      await vu(page);
      return;
    }
    await page.keyboard.press(touche);
  }
  throw new Error(`au clavier, ${cible} n’est pas atteint`);
}

/** The focus must be seen: an outline, a shadow or a border of its own. */
async function vu(page) {
  const trace = await page.evaluate(() => {
    const element = document.activeElement;
    const libelle = element.id ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`) : null;
    return [element, libelle].filter(Boolean).some((e) => {
      const s = getComputedStyle(e);
      return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
    });
  });
  if (!trace) throw new Error('le focus ne se voit pas');
}

export async function activer(page, cible, touche = 'Enter') {
  await aller(page, cible);
  await page.keyboard.press(touche);
}

export async function taper(page, cible, texte) {
  await aller(page, cible);
  await page.keyboard.type(texte);
}

/** Chooses in a select by the arrows. */
export async function choisir(page, cible, libelle) {
  await aller(page, cible);
  const lire = () => cible.evaluate((e) => e.selectedOptions[0]?.textContent.trim() ?? '');
  const nombre = await cible.evaluate((e) => e.options.length);
  await page.keyboard.press('Home');
  for (let n = 0; n <= nombre; n += 1) {
    if ((await lire()) === libelle) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`« ${libelle} » n’est pas dans la liste`);
}
