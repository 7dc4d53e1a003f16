import type { DemoPages } from './layout.ts';
import { postForm, table } from './markup.ts';

/** National portal, English: consultations, what came of them, budget and open data. */
export const NATIONAL_PARTICIPATION: DemoPages = {
  '/participation': {
    lang: 'en',
    title: 'Have your say',
    other: '/it/partecipazione',
    body: `<p>This is the participation section of the government. Before a plan or a law of general interest is decided, the draft is published here and everybody who lives in Avelia may comment on it. The ministry answers all comments together and says which of them it has taken up.</p>
<h2>Open consultation: national clean air plan</h2><p>The draft of the Ministry of the Environment sets limits for wood stoves, ships in harbour and old lorries. The consultation opened on {{-4}} and closes on {{+24}}. A public hearing takes place on {{+9}} in Concord Hall, Aurelia.</p>
${postForm('/participation', 'Send your comment', [
  ['Your name', 'name'],
  ['Town', 'town'],
  ['Do you agree with the draft?', 'opinion', ['Yes', 'In part', 'No']],
  ['Your comment on the plan', 'comment', 'textarea'],
])}
<p><a href="/participation/results">Results of past consultations</a></p>
<p>Your comment is published without your name. Comments that insult others are not published.</p>`,
  },
  '/participation/results': {
    lang: 'en',
    title: 'Consultation results: home care for older people',
    body: `<p>From {{-170}} to {{-130}} the Ministry of Social Protection asked older people and their families what they expect of home care. 1,842 people answered the questionnaire on this portal and 260 came to the hearings. The final report was published on {{-75}}.</p>
<h2>What you said</h2><p>Seven in ten wanted the same carer to come every day. Half found the visits too short, and many older people asked for help with shopping at weekends.</p>
<h2>What we decided</h2><p>As a result of the consultation the minister changed the regulation: since {{-40}} a visit lasts at least forty minutes, each household has no more than two carers, and weekend shopping is paid for. The wish for night visits was not taken up because there are too few nurses; it will be examined again next year.</p>`,
  },
  '/open-data': {
    lang: 'en',
    title: 'Open data and the national budget',
    body: `<p>In the open data catalogue the ministries publish their data for everybody to use. All datasets are free of charge and may be used under the licence <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">Creative Commons Attribution 4.0 (CC BY 4.0)</a>.</p>
<h2>Datasets</h2>
${[
  ['National budget by sector', '/data/budget.csv', 'Ministry of Finance', '{{-90}}', 'yearly'],
  ['Hospitals and beds (health)', '/data/hospitals.csv', 'Ministry of Health', '{{-35}}', 'quarterly'],
  ['Schools and pupils (education)', '/data/schools.csv', 'Ministry of Education', '{{-50}}', 'yearly'],
  ['Air quality stations (environment)', '/data/air-stations.csv', 'Ministry of the Environment', '{{-20}}', 'yearly'],
]
  .map(
    ([name, path, publisher, date, rhythm]) =>
      `<h3>${name}</h3><dl><dt>Publisher</dt><dd>${publisher}</dd><dt>Last updated</dt><dd>${date}</dd><dt>Update frequency</dt><dd>${rhythm}</dd><dt>Format</dt><dd>CSV</dd><dt>Licence</dt><dd>CC BY 4.0</dd></dl><p><a href="${path}">Download ${name} (CSV)</a></p>`,
  )
  .join('\n')}
<h2>Government expenditure</h2>
${table(
  'National budget, in millions of crowns',
  ['Sector', 'Amount'],
  [
    ['Health', '4,120'],
    ['Education', '3,310'],
    ['Social protection', '5,480'],
    ['Other', '6,090'],
  ],
)}
<h2>How to use the data: a guide</h2><p>Open a CSV file in any spreadsheet; the first line holds the names of the columns and the separator is a comma. When you publish something made with the data, name the ministry as the source and link to the licence.</p>
<h2>Request a dataset</h2>${postForm('/open-data', 'Send request', [
      ['Which dataset do you need?', 'dataset'],
      ['What for?', 'purpose', 'textarea'],
      ['E-mail address', 'email', 'email'],
    ])}`,
  },
};
