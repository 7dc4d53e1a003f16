import { escapeHtml } from './layout.ts';

/** A form's field: its label, its name, and its type or the choices to pick from. */
export type FormField = readonly [label: string, name: string, type?: 'text' | 'email' | 'date' | 'tel' | 'number' | 'textarea' | readonly string[]];

const control = (id: string, name: string, type: FormField[2] = 'text'): string => {
  if (Array.isArray(type)) return `<select id="${id}" name="${name}">${type.map((choice) => `<option>${escapeHtml(choice)}</option>`).join('')}</select>`;
  return type === 'textarea' ? `<textarea id="${id}" name="${name}" rows="5"></textarea>` : `<input id="${id}" name="${name}" type="${String(type)}">`;
};

/** A form with a label for every field. It posts to its own page, which refuses: nobody is meant to send it. */
export const postForm = (action: string, button: string, fields: readonly FormField[]): string => `<form method="post" action="${action}">
${fields.map(([label, name, type]) => `<p><label for="f-${name}">${label}</label> ${control(`f-${name}`, name, type)}</p>`).join('\n')}
<p><button type="submit">${button}</button></p>
</form>`;

export const table = (caption: string, heads: readonly string[], rows: readonly (readonly string[])[], className = ''): string =>
  `<table${className ? ` class="${className}"` : ''}><caption>${caption}</caption><thead><tr>${heads.map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table>`;

/** A dated piece of news: a heading, its date token, its text. */
export const newsItem = (title: string, date: string, text: string): string => `<article><h2>${title}</h2><p class="date">${date}</p><p>${text}</p></article>`;
