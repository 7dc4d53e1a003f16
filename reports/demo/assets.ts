/** The one style sheet of both portals. `faint`, `wide` and `tiny` are planted faults. */
const STYLE_SHEET = `* { box-sizing: border-box; }
body { margin: 0; font: 100%/1.5 sans-serif; color: #1b1b1b; background: #ffffff; overflow-wrap: anywhere; }
a { color: #0b4f8a; }
header, footer { padding: 1rem; background: #0b3d63; color: #ffffff; }
header a, footer a { color: #ffffff; display: inline-block; min-height: 24px; padding: 0.25rem 0.5rem 0.25rem 0; }
header ul { display: flex; flex-wrap: wrap; list-style: none; margin: 0; padding: 0; }
header ul a { padding-right: 1rem; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
main li { padding: 0.25rem 0; }
label { display: block; font-weight: bold; }
input, select, textarea, button { font: inherit; min-height: 2.75rem; max-width: 100%; padding: 0.25rem 0.5rem; }
textarea { width: 100%; }
table { width: 100%; border-collapse: collapse; }
th, td { border: 1px solid #767676; padding: 0.25rem 0.5rem; text-align: left; }
img { max-width: 100%; height: auto; vertical-align: middle; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 0; background: #ffffff; }
.faint { color: #b5b5b5; }
.wide { width: 900px; }
.icon { display: inline-block; width: 32px; height: 32px; background: #0b4f8a; }
.tiny a { display: inline-block; width: 12px; height: 12px; font-size: 10px; line-height: 12px; overflow: hidden; }
`;

const EMBLEM =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32"><circle cx="16" cy="16" r="15" fill="#ffffff"/><path d="M6 20l10-14 10 14z" fill="#0b4f8a"/><path d="M6 23h20v3H6z" fill="#a14b00"/></svg>';
const HARBOUR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 120" width="320" height="120"><path d="M0 0h320v80H0z" fill="#cfe3f2"/><path d="M0 80h320v40H0z" fill="#0b4f8a"/><path d="M120 78h80l-14 18h-52z" fill="#a14b00"/><path d="M158 20v56h4V20zM162 24l34 46h-34z" fill="#1b1b1b"/></svg>';

// Counts visits and sends nothing anywhere. A trap: a script like this is no published usage statistics (LOSI #289, OSI #088).
const ANALYTICS = "var _paq = window._paq = window._paq || [];\n_paq.push(['trackPageView']);\n_paq.push(['enableLinkTracking']);\n";

/** A one-page PDF of a few lines of text (ISO 32000-1, 7.5), offsets and all. */
const pdfOf = (lines: readonly string[]): string => {
  const text = lines.map((line) => `(${line.replace(/[^\x20-\x7e]/g, '-').replace(/[\\()]/g, (sign) => `\\${sign}`)}) Tj T*`).join('\n');
  const stream = `BT /F1 12 Tf 16 TL 60 780 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /Lang (en) >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return `${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
};

const form = (title: string): string =>
  pdfOf([
    title,
    '',
    'Surname: ______________________',
    'First name: ______________________',
    'Date of birth: ______________________',
    'Address: ______________________',
    'Signature: ______________________',
  ]);

/** Files by path: [content type, body]. */
export const ASSETS: Readonly<Record<string, readonly [string, string]>> = {
  '/assets/site.css': ['text/css; charset=utf-8', STYLE_SHEET],
  '/assets/emblem.svg': ['image/svg+xml', EMBLEM],
  '/favicon.ico': ['image/svg+xml', EMBLEM],
  '/assets/harbour.svg': ['image/svg+xml', HARBOUR],
  '/assets/analytics.js': ['text/javascript; charset=utf-8', ANALYTICS],
};

export const FILES: Readonly<Record<'national' | 'municipal', Readonly<Record<string, readonly [string, string]>>>> = {
  national: {
    '/files/visa-application.pdf': ['application/pdf', form('Republic of Avelia - Application for an entry visa (form V-1)')],
    '/files/pension-application.pdf': ['application/pdf', form('Republic of Avelia - Application for an old-age pension (form P-7)')],
    '/data/budget.csv': ['text/csv; charset=utf-8', 'sector,year,amount_million\nHealth,2025,4120\nEducation,2025,3310\nSocial protection,2025,5480\nOther,2025,6090\n'],
    '/data/hospitals.csv': ['text/csv; charset=utf-8', "hospital,region,beds\nSan Colmo,Alta,412\nPonte Chiaro,Costa,268\nVal d'Orso,Lagune,190\n"],
    '/data/schools.csv': ['text/csv; charset=utf-8', 'school,town,pupils\nScuola Bellori,Aurelia,512\nHill School,Montelago,231\n'],
    '/data/air-stations.csv': ['text/csv; charset=utf-8', 'station,pollutant,annual_mean\nAurelia North,PM10,19\nPortovento Quay,NO2,23\n'],
  },
  municipal: {
    '/files/building-permit.pdf': ['application/pdf', form('City of Portovento - Application for a building permit (form B-3)')],
    '/files/minutes-1.pdf': [
      'application/pdf',
      pdfOf([
        'City of Portovento - Minutes of the city council',
        '',
        'Present: 17 of 19 members. Chair: Mayor Livia Moretti.',
        '1. Road works in Via dei Cordai: agreed.',
        '2. Land-use plan: public consultation opened.',
      ]),
    ],
    '/files/minutes-2.pdf': [
      'application/pdf',
      pdfOf([
        'City of Portovento - Minutes of the city council',
        '',
        'Present: 18 of 19 members. Chair: Mayor Livia Moretti.',
        '1. Opening hours of the library: agreed.',
        '2. Cycle lane on the quay: agreed.',
      ]),
    ],
  },
};
