import type { DemoPages } from './layout.ts';
import { newsItem, postForm } from './markup.ts';

/** Municipal portal, Italian. */
export const MUNICIPAL_ITALIAN: DemoPages = {
  '/it/': {
    lang: 'it',
    title: 'Benvenuti a Portovento',
    other: '/',
    body: `<p>Questo è il sito ufficiale del Comune di Portovento, la città portuale alla foce del fiume Orsa. Qui si possono sbrigare le pratiche con il municipio senza fare la fila, seguire il lavoro del consiglio comunale e sapere che cosa succede nei quartieri. Il sito è curato dall'ufficio informazioni del municipio.</p>
<h2>In evidenza</h2><ul><li><a href="/it/servizi">Tutti i servizi</a></li><li><a href="/it/partecipazione">Consultazione sul piano urbanistico</a></li><li><a href="/it/notizie">Ultime notizie</a></li></ul>
<p>Il {{+14}} si riunisce il consiglio comunale nella sala grande del municipio.</p>`,
  },
  '/it/servizi': {
    lang: 'it',
    title: 'Servizi',
    other: '/services',
    body: `<p>I servizi del municipio. Ogni pagina indica i documenti necessari, il costo e i tempi. Alcune pagine sono per ora disponibili soltanto in inglese, ma il personale risponde volentieri anche in italiano, al telefono e allo sportello.</p>
<ul><li><a href="/it/servizi/cambio-indirizzo">Cambio di indirizzo</a>: modulo in linea</li><li><a href="/services/birth-certificate" hreflang="en">Certificato di nascita</a>: pagina in inglese</li><li><a href="/services/parking-fine" hreflang="en">Multe per sosta vietata</a>: pagamento in linea, pagina in inglese</li><li><a href="/services/building-permit" hreflang="en">Permesso di costruire</a>: modulo da scaricare, pagina in inglese</li></ul>`,
  },
  '/it/servizi/cambio-indirizzo': {
    lang: 'it',
    title: 'Cambio di indirizzo',
    other: '/services/address-change',
    body: `<p>Chi si trasferisce a Portovento o cambia casa dentro la città deve comunicare il nuovo indirizzo all'anagrafe entro quattordici giorni. La comunicazione si può fare in linea con il modulo qui sotto, per sé e per chi si trasferisce insieme. L'anagrafe informa le scuole e il servizio dei rifiuti.</p>
<h2>Documenti, costi e tempi</h2><p>Tenete a portata di mano il contratto di affitto o l'atto di acquisto. Il servizio è gratuito e la conferma arriva per posta entro una settimana.</p>
<h2>Comunicazione</h2>${postForm('/it/servizi/cambio-indirizzo', 'Invia la comunicazione', [
      ['Nome e cognome', 'nome'],
      ['Data di nascita', 'nascita', 'date'],
      ['Vecchio indirizzo', 'vecchio'],
      ['Nuovo indirizzo', 'nuovo'],
      ['Giorno del trasloco', 'trasloco', 'date'],
    ])}`,
  },
  '/it/partecipazione': {
    lang: 'it',
    title: 'Partecipare alle decisioni',
    other: '/participation',
    body: `<p>Il consiglio comunale vuole ascoltare i cittadini prima di decidere. Chi abita a Portovento può commentare i piani, proporre progetti per il bilancio partecipativo e intervenire alle riunioni del consiglio, che sono pubbliche.</p>
<h2>Consultazione aperta: il vecchio cantiere navale</h2><p>La bozza del piano urbanistico prevede case, botteghe e un parco. Si può rispondere fino al {{+27}} con il <a href="/participation" hreflang="en">modulo della pagina inglese</a>, anche in italiano. Il {{+10}} alle ore 16 gli architetti accompagnano i cittadini in una passeggiata nel cantiere.</p>`,
  },
  '/it/notizie': {
    lang: 'it',
    title: 'Notizie',
    other: '/news',
    body: `${newsItem('Piano urbanistico: è cominciata la consultazione', '{{-6}}', 'Fino al {{+27}} tutti gli abitanti possono dire che cosa dovrà diventare il vecchio cantiere navale. La bozza del piano è esposta in municipio.')}
${newsItem('Via dei Cordai chiusa per lavori', '{{-13}}', "La conduttura dell'acqua sotto la strada ha novant'anni e viene sostituita. I negozi restano aperti e i pedoni possono passare sempre sul lato nord.")}
${newsItem('La biblioteca apre la domenica', '{{-22}}', 'Dal mese prossimo la biblioteca nella vecchia corderia è aperta la domenica dalle 10 alle 16.')}`,
  },
  '/it/contatti': {
    lang: 'it',
    title: 'Contatti',
    other: '/contact',
    body: `<p>Municipio, via del Porto 12, 40210 Portovento. Telefono +999 4 555 0200, e-mail townhall@comune.portovento.av. Lo sportello informazioni si trova al piano terra ed è aperto nei giorni feriali dalle 8.30 alle 17. Chi ha bisogno di una stanza tranquilla o di un interprete è pregato di avvisare il giorno prima.</p>
<p>Per segnalare un lampione spento, una buca nella strada o un cestino troppo pieno, oppure per presentare un reclamo, si usa il <a href="/contact" hreflang="en">modulo della pagina inglese</a>. Si può scrivere in italiano; la segnalazione viene trasmessa all'ufficio competente lo stesso giorno.</p>`,
  },
  '/it/privacy': {
    lang: 'it',
    title: 'Privacy e protezione dei dati',
    other: '/privacy',
    body: `<p>Questa informativa dice quali dati personali raccoglie il Comune di Portovento su questo sito, a quale scopo, per quanto tempo li conserva e quali sono i vostri diritti. Il titolare del trattamento è l'ufficio della sindaca.</p>
<p>Il server conserva una traccia di ogni visita per quattordici giorni, per trovare i guasti. I dati di un modulo vanno all'ufficio competente e vengono conservati finché la pratica è aperta e per altri due anni. Potete vedere in municipio i dati che vi riguardano, farli correggere o cancellare e opporvi al loro uso: rivolgetevi al responsabile della protezione dei dati, Peter Osk, all'indirizzo dpo@comune.portovento.av.</p>`,
  },
  '/it/accessibilita': {
    lang: 'it',
    title: 'Dichiarazione di accessibilità',
    other: '/accessibility',
    body: `<p>Il Comune di Portovento vuole che il suo sito possa essere usato da tutti. Il sito segue in parte le linee guida WCAG 2.1, livello AA. Non sono ancora conformi un'immagine senza testo alternativo, una tabella troppo larga per gli schermi piccoli, un campo senza etichetta e alcuni testi grigi difficili da leggere.</p>
<p>Chi incontra un ostacolo può telefonare al numero +999 4 555 0298 o scrivere a access@comune.portovento.av: rispondiamo entro dieci giorni lavorativi e inviamo il contenuto su carta, a caratteri grandi o registrato. Questa dichiarazione è del {{-120}}.</p>`,
  },
};
