import type { DemoPages } from './layout.ts';
import { newsItem, postForm, table } from './markup.ts';

/** National portal, Italian. */
export const NATIONAL_ITALIAN: DemoPages = {
  '/it/': {
    lang: 'it',
    title: 'Benvenuti nel portale nazionale di Avelia',
    other: '/',
    body: `<p>Questo è il sito ufficiale del Governo della Repubblica di Avelia. Qui si trovano i servizi pubblici, i membri del governo e i modi in cui ogni persona può partecipare alle decisioni. Il portale è curato dall'Ufficio del Primo Ministro insieme a tutti i ministeri. Le pagine più importanti sono disponibili anche in italiano, per chi vive nelle valli meridionali del paese.</p>
<h2>Servizi più richiesti</h2><ul><li><a href="/it/servizi/passaporto">Richiedere il passaporto</a></li><li><a href="/it/servizi">Tutti i servizi</a></li></ul>
<h2>Ultime notizie</h2><p>{{-4}}: si apre la <a href="/it/partecipazione">consultazione pubblica sul piano nazionale per l'aria pulita</a>.</p>`,
  },
  '/it/governo': {
    lang: 'it',
    title: 'Il governo e la sua struttura',
    other: '/government',
    body: `<p>Avelia è una repubblica parlamentare. La Prima Ministra presiede il Consiglio dei ministri e ne coordina il lavoro; ogni ministero dirige gli enti che ne fanno parte. La tabella elenca i ministeri con il nome di chi li guida e il numero di telefono della segreteria.</p>
${table(
  'Ministeri e ministri',
  ['Ministero', 'Responsabile', 'Telefono'],
  [
    ['Ufficio del Primo Ministro', 'Elena Vasari, Prima Ministra', '+999 1 555 0101'],
    ['Ministero della Salute', 'Dott. Tomas Berlin, Ministro', '+999 1 555 0110'],
    ["Ministero dell'Istruzione", 'Marta Olden, Ministra', '+999 1 555 0120'],
    ["Ministero dell'Ambiente", 'Paolo Grandi, Ministro', '+999 1 555 0150'],
  ],
)}
<p>Le regioni e i comuni hanno siti propri, gestiti dalle rispettive amministrazioni. Il governo si riunisce ogni martedì e pubblica le decisioni nella Gazzetta ufficiale, che si può leggere gratuitamente in tutte le biblioteche.</p>`,
  },
  '/it/servizi': {
    lang: 'it',
    title: 'Servizi',
    other: '/services',
    body: `<p>Per ogni servizio la pagina spiega chi può richiederlo, quali documenti servono, quanto costa e quanto tempo occorre. Alcune pagine sono per ora soltanto in inglese; il personale del centro di contatto risponde però anche in italiano e aiuta a compilare i moduli.</p>
<ul><li><a href="/it/servizi/passaporto">Passaporto</a>: domanda in linea</li><li><a href="/services/birth-certificate" hreflang="en">Certificato di nascita</a>: ordinazione in linea, pagina in inglese</li><li><a href="/services/company-registration" hreflang="en">Registrazione di una società</a>: pagina in inglese</li><li><a href="/services/benefits" hreflang="en">Pensioni e prestazioni</a>: pagina in inglese</li></ul>`,
  },
  '/it/servizi/passaporto': {
    lang: 'it',
    title: 'Richiedere il passaporto',
    other: '/services/passport',
    body: `<p>Ogni cittadino di Avelia può avere un passaporto. È valido dieci anni, oppure cinque per i bambini con meno di dodici anni. La domanda si presenta in linea; il passaporto si ritira poi presso lo sportello scelto, dove vengono rilevate le impronte digitali.</p>
<h2>Che cosa serve</h2><ul><li>Una fotografia recente, di non più di sei mesi</li><li>Il vecchio passaporto, se disponibile</li></ul><h2>Costi e tempi</h2><p>Il costo è di 62 corone, da pagare al momento del ritiro. Il passaporto è pronto entro quindici giorni lavorativi.</p>
<h2>Domanda</h2>${postForm('/it/servizi/passaporto', 'Invia la domanda', [
      ['Cognome', 'cognome'],
      ['Nome', 'nome'],
      ['Data di nascita', 'nascita', 'date'],
      ['Luogo di nascita', 'luogo'],
      ['Indirizzo e-mail', 'email', 'email'],
    ])}`,
  },
  '/it/partecipazione': {
    lang: 'it',
    title: 'Partecipazione',
    other: '/participation',
    body: `<p>Prima che il governo decida un piano o una legge di interesse generale, la bozza viene pubblicata su questo portale e tutte le persone che vivono ad Avelia possono esprimere il proprio parere. Il ministero competente risponde a tutte le osservazioni e spiega quali ha accolto e quali no.</p>
<h2>Consultazione aperta: piano nazionale per l'aria pulita</h2><p>La bozza del Ministero dell'Ambiente fissa limiti per le stufe a legna, per le navi in porto e per i camion più vecchi. La consultazione si chiude il {{+24}}. Il questionario si trova nella <a href="/participation" hreflang="en">pagina inglese</a>, ma si può rispondere anche in italiano.</p>`,
  },
  '/it/notizie': {
    lang: 'it',
    title: 'Notizie',
    other: '/news',
    body: `${newsItem("Si apre la consultazione sul piano per l'aria pulita", '{{-4}}', 'Il ministro Paolo Grandi ha presentato la bozza del piano. Fino al {{+24}} tutti possono inviare osservazioni; il mese successivo il ministero pubblicherà una sintesi delle risposte ricevute.')}
${newsItem('Tre nuovi sportelli nella regione delle Lagune', '{{-11}}', 'A Ponte Chiaro, Isola Bassa e Fontegrande il personale aiuta ora chi preferisce non usare il computer o chi ha bisogno di un consiglio durante la compilazione di un modulo. Gli sportelli si trovano negli uffici postali e sono aperti dal martedì al sabato.')}`,
  },
  '/it/contatti': {
    lang: 'it',
    title: 'Contatti',
    other: '/contact',
    body: `<p>Il centro di contatto nazionale risponde dal lunedì al venerdì, dalle 8 alle 18. Il personale parla inglese e italiano e trasmette la vostra domanda al ministero che può rispondere. Chi preferisce può venire di persona al Palazzo del Governo, in piazza della Concordia 1, ad Aurelia, e portare con sé la lettera di appuntamento.</p>
<p>Telefono: +999 1 555 0100. E-mail: info@gov.av. Per inviare un suggerimento o un reclamo si usa il <a href="/contact" hreflang="en">modulo nella pagina inglese</a>; si può scrivere in italiano e la risposta arriva entro dieci giorni lavorativi.</p>`,
  },
  '/it/privacy': {
    lang: 'it',
    title: 'Privacy e protezione dei dati',
    other: '/privacy',
    body: `<p>Questa informativa spiega quali dati personali raccoglie il portale nazionale, per quale motivo, per quanto tempo li conserva e quali diritti avete. Il titolare del trattamento è l'Ufficio del Primo Ministro.</p>
<p>Quando visitate una pagina, il nostro server annota l'ora, l'indirizzo della pagina e una forma abbreviata del vostro indirizzo di rete; queste annotazioni vengono cancellate dopo trenta giorni. I dati inseriti in un modulo servono soltanto per il servizio richiesto. Avete il diritto di vedere i vostri dati, di farli correggere o cancellare e di opporvi al loro uso: scrivete alla responsabile della protezione dei dati, Joan Meller, all'indirizzo privacy@gov.av.</p>`,
  },
  '/it/accessibilita': {
    lang: 'it',
    title: 'Dichiarazione di accessibilità',
    other: '/accessibility',
    body: `<p>Vogliamo che tutti possano usare questo sito, anche con un lettore di schermo, con la sola tastiera o su uno schermo piccolo. Il sito mira a rispettare le linee guida WCAG 2.1 al livello AA e le rispetta in parte: alcuni moduli PDF meno recenti non si possono compilare con un lettore di schermo e a un'immagine manca ancora la descrizione.</p>
<p>Se qualcosa non funziona, scrivete a accessibility@gov.av o telefonate al numero +999 1 555 0190. Rispondiamo entro cinque giorni lavorativi e inviamo il contenuto in un'altra forma. Questa dichiarazione è stata riesaminata il {{-60}}.</p>`,
  },
};
