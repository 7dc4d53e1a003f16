const PICTURE = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2280%22 height=%2260%22/%3E';

/** Twins of planted barriers, written anew and done right: whatever is said about them is a false alarm. */
export const REPAIRED: Readonly<Record<string, string>> = {
  'Bus-fares':
    '<table><caption>Fares from May</caption><thead><tr><td></td><th scope="col">Adults</th><th scope="col">Children</th></tr></thead><tbody><tr><th scope="row">Single</th><td>2.40</td><td>1.20</td></tr><tr><th scope="row">Day</th><td>6.00</td><td>3.00</td></tr></tbody></table>',
  'Waste-collection':
    '<form action="/waste" method="post"><fieldset><legend>Which bin do you need?</legend><p><label><input type="radio" name="bin" value="paper"> Paper</label></p><p><label><input type="radio" name="bin" value="glass"> Glass</label></p></fieldset><fieldset><legend>How shall we tell you?</legend><p><label><input type="checkbox" name="tell" value="mail"> By letter</label></p><p><label><input type="checkbox" name="tell" value="text"> By text message</label></p></fieldset><p><label for="bin-name">Full name</label> <input id="bin-name" name="name" autocomplete="name"></p><button>Order the bin</button></form>',
  'Library-news':
    '<p>The library stays open longer in winter. <a href="/library/hours">Opening hours of the library</a> and <a href="/library/card">how to get a library card</a> tell the rest.</p><ul><li><a href="/news/1">Reading night on Friday</a></li><li><a href="/news/2">New books in March</a></li></ul>',
  'Town-map': `<p>The map shows the town hall.</p><img src="${PICTURE}" alt="Map: the town hall is north of the river bridge" width="80" height="60"><img src="${PICTURE}" alt="" width="80" height="60"><p><a href="/map"><img src="${PICTURE}" alt="" width="80" height="60"> Open the map of the town</a></p>`,
  'Council-papers':
    '<ul><li><a href="/papers/budget.pdf">Budget for 2027 (PDF, 2 MB)</a></li><li><a href="https://example.org/minutes" target="_blank" rel="noopener">Minutes (opens in a new window)</a></li></ul>',
  'Swimming-pool': '<h2>Hours</h2><p>Open from seven to nine.</p><h3>Holidays</h3><p>Closed on public holidays.</p><h2>Prices</h2><p>Ask at the desk, where a list hangs on the wall.</p>',
  'Welcome-guide': '<p>In Arabic the guide begins:</p><p lang="ar" dir="rtl">أهلا وسهلا بكم في مدينتنا الجميلة</p><p>In French it says: <span lang="fr">Bienvenue dans notre ville</span>.</p>',
  'Market-days':
    '<style>.lead{font-size:18px;line-height:1.6;text-align:left;max-width:60ch}.note{font-variant:small-caps}</style><p class="lead">The market is held on the square in front of the town hall every Wednesday and Saturday from eight in the morning, and traders from the whole valley come to it with fruit, cheese, bread and flowers.</p><p>Bring a <em>basket</em>; the <abbr title="Millbrook Traders’ Union">MTU</abbr> gives no bags.</p>',
  'Open-panel':
    '<style>button:focus-visible,a:focus-visible{outline:3px solid #1d70b8}</style><button type="button" id="more" aria-expanded="false" aria-controls="panel">Show the timetable</button><div id="panel" hidden><p>The last bus leaves at eleven.</p></div><script>more.addEventListener("click",()=>{panel.hidden=!panel.hidden;more.setAttribute("aria-expanded",String(!panel.hidden))})</script>',
  'Pay-a-fine':
    '<p><span role="button" tabindex="0" id="pay" style="display:inline-block;padding:12px;border:2px solid #000">Pay the fine</span></p><script>pay.addEventListener("keydown",(event)=>{if(event.key===" "||event.key==="Enter"){event.preventDefault();pay.click()}});pay.addEventListener("click",()=>{pay.textContent="Thank you"})</script>',
  'Service-cards':
    '<style>.card{cursor:pointer;border:1px solid #555;padding:16px;margin:16px 0}</style><div class="card" id="card"><h2><a href="/services/passport">Apply for a passport</a></h2><p>Takes ten minutes, costs forty.</p></div><script>card.addEventListener("click",()=>{location.href="/services/passport"})</script>',
  'Contact-dialog':
    '<button type="button" id="ask">Ask the office</button><dialog id="box" aria-labelledby="box-title"><h2 id="box-title">Ask the office</h2><form method="dialog"><p><label>Your question <input name="q"></label></p><button>Close</button></form></dialog><script>ask.addEventListener("click",()=>box.showModal());box.addEventListener("keydown",(event)=>{if(event.key==="Tab"&&document.activeElement===box.querySelector("button")){event.preventDefault();box.querySelector("input").focus()}})</script>',
  'Long-notice':
    `<h2>What changes</h2><p>${'The street is closed while the pipes are laid, and the bus goes another way. '.repeat(12)}</p><h2>How long it takes</h2><p>${'Work goes on until autumn, weather permitting, and ends with new trees. '.repeat(12)}</p>`.replace(
      /<p>/g,
      '<p style="max-width:70ch;line-height:1.5">',
    ),
  'Search-page':
    '<form role="search" action="/search"><label for="q">Search this site</label> <input id="q" name="q" type="search" placeholder="For example: parking permit"><button>Search</button></form><div style="height:120px;overflow:auto" tabindex="0" role="region" aria-label="Recent searches"><ol><li>Parking permit</li><li>Birth certificate</li><li>Bulky waste</li></ol></div>',
};
