// A mail server of this machine that keeps what Jalon sends: the journeys read their mail there.
import { SMTPServer } from 'smtp-server';

const DELAI_MS = 30_000;

/** Starts the server on a free port. */
export async function ouvrirPuits() {
  const messages = [];
  const attentes = new Set();
  const serveur = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1_000,
    onData(flux, session, fini) {
      const morceaux = [];
      flux.on('data', (morceau) => morceaux.push(morceau));
      flux.on('error', fini);
      flux.on('end', () => {
        const a = session.envelope.rcptTo.map((personne) => personne.address);
        messages.push({ a, ...lire(Buffer.concat(morceaux).toString('latin1')) });
        fini();
        for (const regarder of attentes) regarder();
      });
    },
  });
  serveur.on('error', () => {}); // A client that goes away too early.
  const { server } = serveur;
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    serveur.listen(0, '127.0.0.1', resolve);
  });

  /** The first mail to `adresse` that `convient`; waits for it. */
  function attendre(adresse, convient = () => true) {
    return new Promise((resolve, reject) => {
      const finir = (suite, valeur) => { clearTimeout(trop); attentes.delete(regarder); suite(valeur); };
      const regarder = () => {
        const recu = messages.find((message) => message.a.includes(adresse) && convient(message));
        if (recu) finir(resolve, recu);
      };
      const trop = setTimeout(() => {
        const recus = messages.map((message) => `${message.a.join(', ')} : ${message.objet}`).join(' ; ');
        finir(reject, new Error(`aucun courriel attendu pour ${adresse} ; reçus : ${recus || 'aucun'}`));
      }, DELAI_MS);
      attentes.add(regarder);
      regarder();
    });
  }

  const fermer = () => new Promise((resolve) => { serveur.close(() => resolve()); });
  return { port: server.address().port, messages, attendre, fermer };
}

/** Subject, text and attached files of a mail. */
export function lire(brut) {
  const { tetes, corps } = partie(brut);
  const message = { objet: mots(tetes.get('subject') ?? ''), texte: '', pieces: [] };
  const limite = /^multipart\/.*boundary="?([^";]+)"?/is.exec(tetes.get('content-type') ?? '')?.[1];
  const parties = limite
    ? corps.split(`--${limite}`).slice(1, -1).map((texte) => partie(texte.replace(/^\r\n/, '').replace(/\r\n$/, '')))
    : [{ tetes, corps }];
  for (const { tetes: t, corps: c } of parties) {
    const contenu = decoder(c, t.get('content-transfer-encoding')).toString('utf8');
    const nom = /filename="([^"]+)"/i.exec(t.get('content-disposition') ?? '')?.[1];
    if (nom) message.pieces.push({ nom, type: t.get('content-type'), contenu });
    else message.texte += contenu.replaceAll('\r\n', '\n');
  }
  return message;
}

function partie(texte) {
  const coupe = texte.indexOf('\r\n\r\n');
  const tetes = new Map();
  for (const ligne of texte.slice(0, coupe).replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const deux = ligne.indexOf(':');
    tetes.set(ligne.slice(0, deux).toLowerCase(), ligne.slice(deux + 1).trim());
  }
  return { tetes, corps: texte.slice(coupe + 4) };
}

function decoder(corps, codage = '7bit') {
  if (/base64/i.test(codage)) return Buffer.from(corps, 'base64');
  if (/quoted-printable/i.test(codage)) return octets(corps.replace(/=\r\n/g, ''));
  return Buffer.from(corps, 'latin1');
}

const octets = (texte) => Buffer.from(texte.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');

/** A head with encoded words, as `=?utf-8?b?…?=`. */
function mots(tete) {
  const joints = tete.replace(/\?=\s+=\?/g, '?==?');
  return joints.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, sorte, texte) => {
    const contenu = /b/i.test(sorte) ? Buffer.from(texte, 'base64') : octets(texte.replaceAll('_', ' '));
    return contenu.toString('utf8');
  });
}
