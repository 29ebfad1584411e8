-- What a person is told of her data at the first reception (RGPD, art. 13): the notice itself, which
-- is data, and to whom which version was given, when and how.

-- The notice, by version and language. texte: its paragraphs in their order; « # » begins a heading.
-- {structure} is the mission locale, {conservation_age_ans} the parameter of that name on the day
-- of reading.
-- nature: reference
create table notice (
  version text not null,
  langue text not null,
  titre text not null,
  texte text[] not null,
  valable_du date not null,
  valable_au date,
  source text not null,
  a_confirmer boolean not null,
  primary key (version, langue),
  constraint notice_texte check (cardinality(texte) > 0),
  constraint notice_periode check (valable_au is null or valable_au >= valable_du)
);
grant select on notice to jalon_app;
grant select on notice to jalon_chargement;

-- The notice given to a person. Written once: another time is another row.
-- nature: locataire
create table information_donnee (
  ml_id integer not null default jalon_ml_id() references mission_locale,
  id uuid not null,
  jeune_id uuid not null,
  donnee_le date not null,
  langue text not null,
  notice_version text not null,
  moyen text not null,
  saisi_par uuid references agent,
  saisi_le timestamptz not null,
  primary key (ml_id, id),
  foreign key (ml_id, jeune_id) references jeune on delete cascade,
  foreign key (notice_version, langue) references notice,
  constraint information_moyen check (moyen in ('remise', 'lue_ensemble', 'interprete'))
);
alter table information_donnee enable row level security, force row level security;
create policy locataire on information_donnee using (ml_id = jalon_ml_id()) with check (ml_id = jalon_ml_id());
create index information_donnee_jeune on information_donnee (ml_id, jeune_id, donnee_le desc);
grant select, insert, update, delete on information_donnee to jalon_app;
grant select, insert, update, delete on information_donnee to jalon_chargement;

insert into nomenclature (liste, code, libelle, ordre, valide_du, categorie_legale, source, a_confirmer) values
    -- Branched on in code: these rows only give the words.
    ('moyen_information', 'remise', 'Remise à la personne', 10, '2000-01-01', 'suivi_ml', 'RGPD, art. 12.1', false),
    ('moyen_information', 'lue_ensemble', 'Remise et lue ensemble', 20, '2000-01-01', 'suivi_ml', 'RGPD, art. 12.1', false),
    ('moyen_information', 'interprete', 'Expliquée avec un interprète', 30, '2000-01-01', 'suivi_ml', 'RGPD, art. 12.1', false),
    -- Each one has its notice: a language is offered here once its text is written.
    ('langue_notice', 'fr', 'Français', 10, '2000-01-01', 'suivi_ml', 'RGPD, art. 12.1', false),
    ('langue_notice', 'fr_facile', 'Français facile à lire', 20, '2000-01-01', 'suivi_ml', 'RGPD, art. 12.1', false),
    ('langue_notice', 'en', 'Anglais (English)', 30, '2000-01-01', 'suivi_ml', 'Traduction de la maison, à relire', true),
    ('langue_notice', 'es', 'Espagnol (Español)', 40, '2000-01-01', 'suivi_ml', 'Traduction de la maison, à relire', true),
    ('langue_notice', 'pt', 'Portugais (Português)', 50, '2000-01-01', 'suivi_ml', 'Traduction de la maison, à relire', true),
    ('langue_notice', 'uk', 'Ukrainien (Українська)', 60, '2000-01-01', 'suivi_ml', 'Traduction de la maison, à relire', true),
    ('langue_notice', 'ar', 'Arabe (العربية)', 70, '2000-01-01', 'suivi_ml', 'Traduction de la maison, à relire', true);

insert into parametre
    (code, valide_du, valide_au, valeur_entiere, valeur_texte, unite, libelle, reference, a_confirmer)
values
    ('delai_information_jours', '2000-01-01', null, 30, null, 'jours',
     'Délai après le premier accueil pour donner l’information sur ses données',
     'RGPD, art. 13.1 : au moment du recueil ; règle de la maison', true);

insert into notice (version, langue, titre, texte, valable_du, source, a_confirmer) values
('2026-1', 'fr', 'Vos données à la mission locale', array[
  '# Qui est responsable ?',
  '{structure} est responsable des données de votre dossier. Jalon est le logiciel où votre conseiller ou votre conseillère les note.',
  '# Pourquoi gardons-nous des données ?',
  'Pour vous accompagner vers un emploi, une formation, un logement, des droits : préparer les rendez-vous, suivre les démarches, ne pas vous faire répéter votre histoire. C’est la mission de service public que la loi confie aux missions locales (code du travail, article L. 5314-2 ; décret n° 2015-59). Des chiffres sans nom servent aussi à rendre compte de notre travail.',
  '# Quelles données ?',
  'Ce que vous nous dites et ce que nous faisons ensemble : nom, naissance, coordonnées, situation, formation, emploi, logement, mobilité, ressources, vos demandes, nos entretiens, votre plan d’action. Vous pouvez ne pas répondre à une question : cela ne ferme pas la porte de la mission locale. Certaines démarches demandent pourtant des informations précises ; votre conseiller ou votre conseillère vous le dira.',
  'Nous ne notons aucune donnée de santé, ni votre numéro de sécurité sociale.',
  '# Qui les voit ?',
  'Les personnes de la mission locale qui vous accompagnent ou vous accueillent, chacune pour ce qui la concerne. Chaque lecture de votre dossier laisse une trace. Nous ne donnons rien à votre famille, à un employeur ou à un partenaire sans que vous le sachiez ; vous dites qui peut savoir quoi. Les données ne sont ni vendues, ni utilisées pour de la publicité. Aucune décision n’est prise par une machine seule.',
  'Si vous dites avoir déjà été suivi par une autre mission locale, et seulement si vous êtes d’accord, Jalon cherche laquelle. Il compare des empreintes chiffrées de votre nom, de votre date de naissance et de votre contact, gardées pour chaque dossier : votre dossier n’est pas ouvert, seul le nom de la mission locale revient.',
  '# Combien de temps ?',
  'Jusqu’à vos {conservation_age_ans} ans, ou jusqu’à la fin de votre accompagnement si elle vient plus tard. Ensuite, le dossier est effacé. Il peut être gardé plus longtemps si la loi le demande, par exemple pour un contrôle ou un recours.',
  '# Quels sont vos droits ?',
  'Vous pouvez voir votre dossier et en recevoir une copie, faire corriger une erreur, demander l’effacement ou la limitation, et vous opposer à l’usage de vos données pour une raison qui vous est propre. Demandez à l’accueil, à votre conseiller ou conseillère, ou écrivez à la direction de la mission locale, ou à son délégué à la protection des données s’il y en a un. La réponse vient dans le mois.',
  'C’est gratuit, comme tout ce que fait la mission locale pour vous. Si la réponse ne vous convient pas, vous pouvez saisir la CNIL : 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, ou www.cnil.fr.'
], '2026-01-01', 'RGPD, art. 12 à 22 ; décret n° 2015-59', true),
('2026-1', 'fr_facile', 'Vos données, en français facile à lire', array[
  '# Pourquoi cette feuille ?',
  'La mission locale écrit des choses sur vous. Ces choses s’appellent des données. Vous avez le droit de savoir lesquelles, et pourquoi.',
  '# Qui garde vos données ?',
  '{structure}. Vos données sont dans un logiciel. Le logiciel s’appelle Jalon.',
  '# À quoi servent vos données ?',
  'Elles servent à vous aider : trouver un travail, une formation, un logement.',
  'Elles servent à ne pas vous demander toujours la même chose.',
  'Une loi dit que la mission locale peut le faire.',
  '# Quelles données ?',
  'Votre nom. Votre âge. Votre téléphone. Votre adresse.',
  'Vos études, votre travail, votre logement, votre argent.',
  'Ce que vous demandez. Ce que nous décidons ensemble.',
  'Vous pouvez dire : « Je ne veux pas répondre. » La mission locale vous aide quand même. Pour certaines démarches, il faut une réponse : on vous le dit.',
  'Nous n’écrivons rien sur votre santé. Nous n’écrivons pas votre numéro de sécurité sociale.',
  '# Qui lit vos données ?',
  'Les personnes de la mission locale qui travaillent avec vous.',
  'Pas votre famille. Pas votre patron. Ou alors vous le savez avant. C’est vous qui dites qui peut savoir.',
  'Personne ne vend vos données.',
  'Une autre mission locale vous connaît peut-être. Nous vous posons la question. Si vous dites oui, le logiciel cherche laquelle. Il ne montre pas votre dossier.',
  '# Combien de temps ?',
  'Jusqu’à vos {conservation_age_ans} ans. Ou jusqu’à la fin de votre suivi, si c’est plus tard. Après, tout est effacé. Parfois, la loi demande de garder plus longtemps.',
  '# Vos droits',
  'Vous pouvez voir votre dossier.',
  'Vous pouvez avoir une copie.',
  'Vous pouvez dire : « C’est faux, corrigez. »',
  'Vous pouvez dire : « Je ne suis pas d’accord. » ou « Effacez. »',
  'Demandez à l’accueil ou à la personne qui vous suit. Ou écrivez à la direction. La réponse vient avant un mois.',
  'C’est gratuit.',
  'La réponse ne vous va pas ? Vous pouvez écrire à la CNIL. La CNIL défend vos données. Son site : www.cnil.fr. Son adresse : CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07.'
], '2026-01-01', 'RGPD, art. 12 à 22 ; règles européennes « Information pour tous »', true),
('2026-1', 'en', 'Your data at the mission locale', array[
  '# Who is responsible?',
  '{structure} is responsible for the data in your file. The software is called Jalon.',
  '# Why do we keep data?',
  'To help you find work, training, housing and your rights, and so that you do not have to tell your story again. The law gives this public task to missions locales (Labour Code, article L. 5314-2; decree no. 2015-59).',
  '# Which data?',
  'What you tell us and what we do together: name, birth, contact details, situation, studies, work, housing, travel, income, your requests, our meetings, your action plan. You may choose not to answer: we will still help you. Some procedures do need precise information; we will tell you.',
  'We keep no health data, and not your social security number.',
  '# Who sees it?',
  'The people of the mission locale who help or receive you. Every reading of your file leaves a trace. We give nothing to your family, an employer or a partner without your knowing it. Nothing is sold. No decision is made by a machine alone.',
  'If you say that another mission locale has already followed you, and only if you agree, Jalon looks for which one. It compares encrypted fingerprints of your name, birth date and contact, kept for every file: your file is not opened, only the name of the mission locale comes back.',
  '# For how long?',
  'Until you are {conservation_age_ans}, or until our work together ends if that is later. Then the file is erased. The law may require us to keep it longer, for a control or a dispute.',
  '# Your rights',
  'You may see your file and get a copy, have a mistake corrected, ask for erasure or limitation, and object. Ask at the reception, ask the person who follows you, or write to the head of the mission locale. The answer comes within a month.',
  'It is free of charge. If the answer does not suit you, you may complain to the CNIL: 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr.'
], '2026-01-01', 'Traduction de la maison, à relire', true),
('2026-1', 'es', 'Sus datos en la mission locale', array[
  '# ¿Quién es responsable?',
  '{structure} es responsable de los datos de su expediente. El programa se llama Jalon.',
  '# ¿Por qué guardamos datos?',
  'Para ayudarle a encontrar un empleo, una formación, una vivienda, sus derechos, y para que no tenga que repetir su historia. La ley confía esta misión de servicio público a las missions locales (código del trabajo francés, artículo L. 5314-2; decreto n.º 2015-59).',
  '# ¿Qué datos?',
  'Lo que usted nos dice y lo que hacemos juntos: nombre, nacimiento, datos de contacto, situación, estudios, empleo, vivienda, transporte, ingresos, sus peticiones, nuestras entrevistas, su plan de acción. Puede no responder: le ayudaremos igual. Algunos trámites exigen datos precisos; se lo diremos.',
  'No guardamos ningún dato de salud ni su número de seguridad social.',
  '# ¿Quién los ve?',
  'Las personas de la mission locale que le acompañan o le reciben. Cada lectura del expediente deja una huella. No damos nada a su familia, a un empleador o a un socio sin que usted lo sepa. Nada se vende. Ninguna decisión la toma solo una máquina.',
  'Si usted dice que otra mission locale ya le ha acompañado, y solo si está de acuerdo, Jalon busca cuál. Compara huellas cifradas de su nombre, fecha de nacimiento y contacto, guardadas para cada expediente: su expediente no se abre, solo vuelve el nombre de la mission locale.',
  '# ¿Cuánto tiempo?',
  'Hasta sus {conservation_age_ans} años, o hasta el final del acompañamiento si es más tarde. Después, el expediente se borra. La ley puede exigir guardarlo más tiempo, por un control o un recurso.',
  '# Sus derechos',
  'Puede ver su expediente y recibir una copia, pedir que se corrija un error, pedir la supresión o la limitación, y oponerse. Pida en la recepción, a la persona que le acompaña, o escriba a la dirección de la mission locale. La respuesta llega en un mes.',
  'Es gratis. Si la respuesta no le conviene, puede acudir a la CNIL: 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr.'
], '2026-01-01', 'Traduction de la maison, à relire', true),
('2026-1', 'pt', 'Os seus dados na mission locale', array[
  '# Quem é responsável?',
  '{structure} é responsável pelos dados do seu processo. O programa chama-se Jalon.',
  '# Porque guardamos dados?',
  'Para o ajudar a encontrar um emprego, uma formação, uma casa, os seus direitos, e para que não tenha de repetir a sua história. A lei confia esta missão de serviço público às missions locales (código do trabalho francês, artigo L. 5314-2; decreto n.º 2015-59).',
  '# Que dados?',
  'O que nos diz e o que fazemos em conjunto: nome, nascimento, contactos, situação, estudos, emprego, habitação, transportes, rendimentos, os seus pedidos, as nossas entrevistas, o seu plano de ação. Pode não responder: ajudamos na mesma. Algumas diligências exigem informações precisas; nós dizemos quais.',
  'Não guardamos nenhum dado de saúde, nem o seu número de segurança social.',
  '# Quem os vê?',
  'As pessoas da mission locale que o acompanham ou recebem. Cada leitura do processo deixa um registo. Não damos nada à sua família, a um empregador ou a um parceiro sem que o saiba. Nada é vendido. Nenhuma decisão é tomada apenas por uma máquina.',
  'Se disser que outra mission locale já o acompanhou, e só se estiver de acordo, Jalon procura qual. Compara impressões cifradas do seu nome, data de nascimento e contacto, guardadas para cada processo: o seu processo não é aberto, só volta o nome da mission locale.',
  '# Durante quanto tempo?',
  'Até aos seus {conservation_age_ans} anos, ou até ao fim do acompanhamento se for mais tarde. Depois, o processo é apagado. A lei pode exigir que seja guardado mais tempo, para um controlo ou um recurso.',
  '# Os seus direitos',
  'Pode ver o seu processo e receber uma cópia, mandar corrigir um erro, pedir o apagamento ou a limitação, e opor-se. Peça na receção, à pessoa que o acompanha, ou escreva à direção da mission locale. A resposta chega no prazo de um mês.',
  'É gratuito. Se a resposta não lhe convier, pode queixar-se à CNIL: 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr.'
], '2026-01-01', 'Traduction de la maison, à relire', true),
('2026-1', 'uk', 'Ваші дані в mission locale', array[
  '# Хто відповідає за дані?',
  '{structure} відповідає за дані вашої справи. Програма називається Jalon.',
  '# Навіщо ми зберігаємо дані?',
  'Щоб допомогти вам знайти роботу, навчання, житло, оформити ваші права, і щоб вам не доводилося повторювати свою історію. Це публічне завдання закон доручає missions locales (Трудовий кодекс Франції, стаття L. 5314-2; декрет № 2015-59).',
  '# Які дані?',
  'Те, що ви нам кажете, і те, що ми робимо разом: ім’я, народження, контакти, ситуація, навчання, робота, житло, пересування, доходи, ваші запити, наші зустрічі, ваш план дій. Ви можете не відповідати: ми все одно допоможемо. Для деяких процедур потрібні точні відомості; ми вам про це скажемо.',
  'Ми не зберігаємо жодних даних про здоров’я і вашого номера соціального страхування.',
  '# Хто їх бачить?',
  'Люди з mission locale, які вас супроводжують або приймають. Кожне читання справи залишає слід. Ми нічого не передаємо вашій родині, роботодавцю чи партнеру без вашого відома. Нічого не продається. Жодне рішення не приймає сама машина.',
  'Якщо ви скажете, що вас уже супроводжувала інша mission locale, і лише якщо ви згодні, Jalon шукає, яка саме. Він порівнює зашифровані відбитки вашого імені, дати народження й контакту, що зберігаються для кожної справи: вашу справу не відкривають, повертається лише назва mission locale.',
  '# Як довго?',
  'Доки вам не виповниться {conservation_age_ans} років, або до кінця супроводу, якщо він настане пізніше. Потім справу стирають. Закон може вимагати зберігати її довше, для перевірки або оскарження.',
  '# Ваші права',
  'Ви можете побачити свою справу й отримати копію, виправити помилку, попросити стерти або обмежити дані, заперечити проти їх використання. Запитайте на рецепції, у людини, яка вас супроводжує, або напишіть керівництву mission locale. Відповідь надходить протягом місяця.',
  'Це безкоштовно. Якщо відповідь вас не влаштовує, ви можете звернутися до CNIL: 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr.'
], '2026-01-01', 'Traduction de la maison, à relire', true),
('2026-1', 'ar', 'بياناتك لدى البعثة المحلية (mission locale)', array[
  '# من المسؤول؟',
  '{structure} هي المسؤولة عن بيانات ملفك. اسم البرنامج هو Jalon.',
  '# لماذا نحتفظ بالبيانات؟',
  'لمساعدتك في إيجاد عمل أو تدريب أو سكن أو الحصول على حقوقك، ولكي لا تضطر إلى إعادة رواية قصتك. القانون يكلّف البعثات المحلية بهذه الخدمة العامة (قانون العمل الفرنسي، المادة L. 5314-2، والمرسوم رقم 2015-59).',
  '# أي بيانات؟',
  'ما تقوله لنا وما نفعله معًا: الاسم، الميلاد، وسائل الاتصال، الوضع، الدراسة، العمل، السكن، التنقل، الدخل، طلباتك، مقابلاتنا، خطة عملك. يمكنك ألّا تجيب: سنساعدك رغم ذلك. بعض الإجراءات تحتاج إلى معلومات دقيقة وسنخبرك بها.',
  'لا نسجّل أي بيانات عن الصحة ولا رقم الضمان الاجتماعي.',
  '# من يراها؟',
  'الأشخاص في البعثة المحلية الذين يرافقونك أو يستقبلونك. كل اطّلاع على ملفك يترك أثرًا. لا نعطي شيئًا لعائلتك أو لصاحب عمل أو لشريك من دون علمك. لا يُباع أي شيء. لا تتخذ الآلة وحدها أي قرار.',
  'إذا قلت إن بعثة محلية أخرى رافقتك من قبل، وفقط إذا وافقت، يبحث Jalon عنها. يقارن بصمات مشفّرة لاسمك وتاريخ ميلادك ووسيلة الاتصال بك، محفوظة لكل ملف: لا يُفتح ملفك، ولا يعود إلا اسم البعثة المحلية.',
  '# إلى متى؟',
  'حتى تبلغ {conservation_age_ans} سنة، أو حتى نهاية المرافقة إذا كانت بعد ذلك. ثم يُمحى الملف. قد يطلب القانون الاحتفاظ به مدة أطول من أجل رقابة أو نزاع.',
  '# حقوقك',
  'يمكنك الاطلاع على ملفك والحصول على نسخة منه، وتصحيح خطأ، وطلب المحو أو الحد من الاستعمال، والاعتراض. اسأل في الاستقبال، أو الشخص الذي يرافقك، أو اكتب إلى إدارة البعثة المحلية. يأتي الرد خلال شهر.',
  'هذا مجاني. إذا لم يناسبك الرد يمكنك أن تشتكي إلى CNIL: 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07, www.cnil.fr.'
], '2026-01-01', 'Traduction de la maison, à relire', true);
