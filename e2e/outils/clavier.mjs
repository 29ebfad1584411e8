// Keyboard only: what cannot be reached by Tab cannot be used. Counts what a person would press;
// Tab is counted too, so the figures are those of someone who never touches the mouse.
const MAX = 250;

/** The focus must be seen: an outline or a shadow, of the element or of its label. */
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

export class Clavier {
  constructor(page) {
    this.page = page;
    this.frappes = 0;
    this.debut = Date.now();
  }

  secondes() { return (Date.now() - this.debut) / 1000; }

  async presser(touche) {
    this.frappes += 1;
    await this.page.keyboard.press(touche);
  }

  async ecrire(texte) {
    this.frappes += [...texte].length;
    await this.page.keyboard.type(texte);
  }

  /** Presses Tab until the focus is on `cible`. */
  async aller(cible) {
    await cible.waitFor();
    for (let n = 0; n < MAX; n += 1) {
      if (await cible.evaluate((element) => element === document.activeElement)) {
        await vu(this.page);
        return;
      }
      await this.presser('Tab');
    }
    throw new Error(`au clavier, ${cible} n’est pas atteint`);
  }

  async activer(cible, touche = 'Enter') {
    await this.aller(cible);
    await this.presser(touche);
  }

  async taper(cible, texte) {
    await this.aller(cible);
    await this.ecrire(texte);
  }

  /** Types a date, day first; again month first when this Chromium only speaks English. */
  async dater(cible, iso) {
    await this.aller(cible);
    const [annee, mois, jour] = iso.split('-');
    await this.ecrire(`${jour}${mois}${annee}`);
    if ((await cible.inputValue()) === iso) return;
    for (let n = 0; n < 2; n += 1) await this.page.keyboard.press('Shift+Tab');
    await this.page.keyboard.type(`${mois}${jour}${annee}`);
    if ((await cible.inputValue()) !== iso) throw new Error(`au clavier, la date ${iso} devient « ${await cible.inputValue()} »`);
  }

  /** Chooses in a select by the arrows. */
  async choisir(cible, libelle) {
    await this.aller(cible);
    await this.descendre(() => cible.evaluate((e, voulu) => e.selectedOptions[0]?.textContent.trim() === voulu, libelle), libelle);
  }

  /** Chooses a radio: Tab to its group, then the arrows. */
  async cocher(groupe, libelle) {
    await groupe.waitFor();
    const dedans = () => groupe.evaluate((g) => g.contains(document.activeElement));
    for (let n = 0; n < MAX && !(await dedans()); n += 1) await this.presser('Tab');
    await vu(this.page);
    await this.descendre(() => groupe.getByLabel(libelle, { exact: true }).isChecked(), libelle);
  }

  async descendre(fait, libelle) {
    for (let n = 0; n < MAX; n += 1) {
      if (await fait()) return;
      await this.presser('ArrowDown');
    }
    throw new Error(`au clavier, « ${libelle} » ne se choisit pas`);
  }
}
