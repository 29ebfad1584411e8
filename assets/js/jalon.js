// Jalon's own script: enhancements only, every page works without it.
// No framework, no inline handler, no eval. One delegated listener per kind of event.
(() => {
  'use strict';

  const un = (selecteur, racine = document) => racine.querySelector(selecteur);
  const tous = (selecteur, racine = document) => [...racine.querySelectorAll(selecteur)];
  const replier = (texte) => texte.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
  const heure = () => new Date().toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' });

  // --- Errors: focus the summary; its links focus the field itself.
  function viserErreurs(racine) {
    const resume = racine.matches?.('[data-erreurs]') ? racine : un('[data-erreurs]', racine);
    if (resume) resume.focus();
  }
  document.addEventListener('click', (e) => {
    const lien = e.target.closest('[data-erreurs] a[href^="#"]');
    const champ = lien && document.getElementById(decodeURIComponent(lien.hash.slice(1)));
    if (!champ) return;
    e.preventDefault();
    const cible = champ.matches('input, select, textarea, button') ? champ : un('input, select, textarea', champ) ?? champ;
    cible.focus();
    cible.scrollIntoView({ block: 'center' });
  });

  // --- Drafts: <form data-brouillon="/url">, state shown in [data-brouillon-etat].
  const minuteurs = new WeakMap();
  const envoyes = new WeakSet();
  async function enregistrerBrouillon(form) {
    const etat = un('[data-brouillon-etat]', form) ?? un('[data-brouillon-etat]');
    const dire = (texte) => { if (etat) etat.textContent = texte; };
    try {
      const corps = new URLSearchParams();
      for (const [nom, valeur] of new FormData(form)) if (typeof valeur === 'string') corps.append(nom, valeur);
      const reponse = await fetch(form.dataset.brouillon, {
        method: 'POST', body: corps, credentials: 'same-origin', redirect: 'manual', headers: { 'X-Brouillon': '1' },
      });
      if (!reponse.ok) throw new Error(String(reponse.status));
      form.dataset.modifie = 'brouillon';
      dire(`Brouillon enregistré à ${heure()}`);
    } catch {
      dire('Brouillon non enregistré');
    }
  }
  function noterSaisie(e) {
    const form = e.target.closest?.('form');
    if (!form) return;
    if (form.matches('[data-avertir]')) form.dataset.modifie = 'oui';
    if (!form.dataset.brouillon) return;
    form.dataset.modifie = 'oui';
    clearTimeout(minuteurs.get(form));
    minuteurs.set(form, setTimeout(() => enregistrerBrouillon(form), 1500));
  }
  document.addEventListener('input', noterSaisie);
  document.addEventListener('change', noterSaisie);
  document.addEventListener('submit', (e) => {
    envoyes.add(e.target);
    clearTimeout(minuteurs.get(e.target));
  });
  // Leaving with something typed and not kept: the browser asks.
  window.addEventListener('beforeunload', (e) => {
    const perdu = tous('form[data-modifie="oui"]').some((f) => !envoyes.has(f));
    if (perdu) e.preventDefault();
  });
  window.addEventListener('pageshow', () => { for (const f of tous('form[data-modifie]')) envoyes.delete(f); });

  // --- Health words: <textarea data-garde-sante>, stems of words in <template data-mots-sante> (one a line or by commas).
  let motsSante;
  function motif() {
    if (motsSante !== undefined) return motsSante;
    const source = un('[data-mots-sante]');
    const texte = source ? (source.content?.textContent ?? '') || source.getAttribute('data-mots-sante') : '';
    const mots = texte.split(/[\n,;]/).map((m) => replier(m.trim())).filter(Boolean)
      .map((m) => m.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '[^a-z0-9]+'));
    motsSante = mots.length ? new RegExp(`(?<![a-z0-9])(?:${mots.join('|')})[a-z0-9]*`) : null;
    return motsSante;
  }
  function garderSante(champ) {
    // Folded letter by letter, so that the word is quoted as it was typed.
    const saisi = [...champ.value.normalize('NFC')];
    const trouve = motif()?.exec(saisi.map((c) => replier(c).slice(0, 1) || ' ').join(''));
    const mot = trouve ? saisi.slice(trouve.index, trouve.index + trouve[0].length).join('') : '';
    let avis = champ.parentElement && un('.j-garde', champ.parentElement);
    if (!avis) {
      avis = document.createElement('p');
      avis.className = 'j-garde';
      avis.setAttribute('aria-live', 'polite');
      champ.after(avis);
    }
    const texte = trouve
      ? `«\u00a0${mot}\u00a0»\u00a0: ce mot peut relever de la santé. Décrivez plutôt le besoin («\u00a0besoin d’un accès aux soins\u00a0»).` : '';
    if (avis.textContent !== texte) avis.textContent = texte;
  }
  document.addEventListener('input', (e) => { if (e.target.matches?.('[data-garde-sante]')) garderSante(e.target); });

  // --- Dialogs: <button data-ouvre="#id">, [data-ferme], and confirmation before a form is sent.
  document.addEventListener('click', (e) => {
    const ouvre = e.target.closest('[data-ouvre]');
    if (ouvre) {
      const boite = un(ouvre.dataset.ouvre);
      if (boite?.showModal) { e.preventDefault(); if (!boite.open) boite.showModal(); }
    }
    if (e.target.closest('[data-ferme]')) e.target.closest('dialog')?.close();
    if (e.target.closest('[data-imprimer]')) window.print();
  });
  // Copying: <button data-copier="#champ" hidden>, said in [data-copie-dite]; without the script the field is selected by hand.
  for (const bouton of tous('[data-copier]')) bouton.hidden = !navigator.clipboard;
  document.addEventListener('click', async (e) => {
    const bouton = e.target.closest('[data-copier]');
    const champ = bouton && un(bouton.dataset.copier);
    if (!champ) return;
    const dit = un('[data-copie-dite]');
    let texte = 'Copié.';
    try {
      await navigator.clipboard.writeText(champ.value);
    } catch {
      champ.select();
      texte = 'Le texte est sélectionné\u00a0: copiez-le avec Ctrl\u00a0+\u00a0C.';
    }
    if (dit) dit.textContent = texte;
  });
  // <form data-confirmer="#boite">: <dialog id="boite" data-confirmation> with a [data-confirme] button.
  document.addEventListener('submit', (e) => {
    const form = e.target;
    const boite = form.dataset?.confirmer && un(form.dataset.confirmer);
    if (!boite?.showModal || form.dataset.confirme === 'oui') return;
    e.preventDefault();
    e.stopImmediatePropagation();
    envoyes.delete(form);
    const bouton = e.submitter;
    boite.showModal();
    boite.addEventListener('click', function choisir(clic) {
      if (!clic.target.closest('[data-confirme]')) return;
      boite.removeEventListener('click', choisir);
      form.dataset.confirme = 'oui';
      boite.close();
      form.requestSubmit(bouton);
    });
  }, true);

  // --- Rows: <button data-ajouter="#modele" data-dans="#conteneur">; "__i__" in the template becomes the next index.
  document.addEventListener('click', (e) => {
    const bouton = e.target.closest('[data-ajouter]');
    if (bouton) {
      const modele = un(bouton.dataset.ajouter);
      const conteneur = bouton.dataset.dans ? un(bouton.dataset.dans) : modele?.parentElement;
      if (!modele || !conteneur) return;
      const indice = Number(conteneur.dataset.suivant ?? conteneur.querySelectorAll('[data-ligne]').length);
      conteneur.dataset.suivant = String(indice + 1);
      const copie = document.importNode(modele.content, true);
      for (const el of tous('*', copie)) {
        for (const a of [...el.attributes]) if (a.value.includes('__i__')) el.setAttribute(a.name, a.value.replaceAll('__i__', indice));
      }
      const premier = un('input:not([type=hidden]), select, textarea', copie);
      conteneur.append(copie);
      window.htmx?.process?.(conteneur);
      premier?.focus();
    }
    const retire = e.target.closest('[data-retirer]');
    if (retire) {
      const ligne = retire.closest('[data-ligne]');
      const suite = ligne?.parentElement && un('[data-ajouter]', ligne.closest('form') ?? document);
      ligne?.remove();
      suite?.focus();
    }
  });

  // --- Keyboard: "/" search, Alt+K quick contact, Ctrl+Enter sends the form.
  document.addEventListener('keydown', (e) => {
    const dansChamp = e.target.matches?.('input, textarea, select, [contenteditable]');
    if (e.key === '/' && !dansChamp && !e.ctrlKey && !e.metaKey && !e.altKey) {
      const champ = un('[data-recherche]');
      if (champ) { e.preventDefault(); champ.focus(); champ.select(); }
    } else if (e.altKey && e.code === 'KeyK') {
      const contact = un('[data-contact]');
      if (contact) { e.preventDefault(); contact.click(); }
    } else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      const form = e.target.closest?.('form[data-envoi-clavier]');
      if (form) { e.preventDefault(); form.requestSubmit(); }
    } else if (e.key === 'Escape') {
      const volet = e.target.closest?.('details[data-volet][open]') ?? un('details[data-volet][open]');
      if (volet) { volet.open = false; un('summary', volet)?.focus(); }
    }
  });
  document.addEventListener('click', (e) => {
    for (const volet of tous('details[data-volet][open]')) if (!volet.contains(e.target)) volet.open = false;
  });

  // --- htmx: a server error is said in words, never swapped; new content gets the same care.
  document.addEventListener('htmx:response:error', (e) => {
    const statut = e.detail?.ctx?.response?.status ?? 0;
    if (statut === 422 || statut === 409) return;
    const zone = document.getElementById('messages');
    if (!zone) return;
    const avis = document.createElement('p');
    avis.className = 'j-bandeau j-ton--erreur';
    avis.textContent = statut === 401
      ? 'Votre session a expiré. Rechargez la page pour vous reconnecter\u00a0: ce que vous avez saisi reste affiché.'
      : 'La mise à jour n’a pas abouti. Réessayez\u00a0; si cela continue, rechargez la page.';
    zone.replaceChildren(avis);
  });
  document.addEventListener('htmx:after:swap', (e) => {
    const cible = e.detail?.ctx?.target ?? e.target;
    if (cible instanceof Element) viserErreurs(cible);
  });

  viserErreurs(document);
  for (const champ of tous('[data-garde-sante]')) if (champ.value) garderSante(champ);
})();
