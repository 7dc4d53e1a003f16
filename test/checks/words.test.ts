import { describe, expect, it } from 'vitest';
import type { Lexicon } from '../../config/lexicon.ts';
import { prepareWords } from '../../checks/words.ts';

const lexicon = (language: string, concepts: Record<string, string[]>): Lexicon => ({
  language,
  name: language,
  measuredOn: '',
  rejected: new Map(),
  concepts: new Map(Object.entries(concepts).map(([concept, phrases]) => [concept, phrases.map((text) => ({ text, source: 'written', on: '' }))])),
});
const words = prepareWords(
  new Map(),
  new Map([
    ['en', lexicon('en', { help: ['=help'], privacy: ['privacy policy'], consultation: ['consultation*'] })],
    ['it', lexicon('it', { id: ["carta d'identità elettronica"], foi: ['accesso civico'] })],
    ['ja', lexicon('ja', { contact: ['お問い合わせ'] })],
    ['th', lexicon('th', { contact: ['ติดต่อเรา'] })],
    ['ar', lexicon('ar', { contact: ['اتصل بنا'] })],
    ['zh-Hant', lexicon('zh-Hant', { contact: ['聯絡我們'] })],
    ['zh-Hans', lexicon('zh-Hans', { contact: ['联系我们'] })],
    ['tr', lexicon('tr', { contact: ['iletişim'] })],
    ['am', lexicon('am', { tax: ['ግብር አሰባሰብ'], help: ['ሀገር'] })],
    ['hi', lexicon('hi', { contact: ['संपर्क करें'] })],
    ['fa', lexicon('fa', { help: ['سامانه 137'] })],
  ]),
);
const found = (language: string, text: string): string[] => words.find(language, text).map((match) => match.concept);

describe('phrases in texts', () => {
  it.each([
    ['en', 'Help', ['help']],
    ['en', 'Help (12)', ['help']],
    ['en', 'Help for farmers', []],
    ['en', 'Read our Privacy Policy.', ['privacy']],
    ['en', 'privacypolicy', []],
    ['en', 'Open consultations', ['consultation']],
    ['it', 'La CARTA D’IDENTITA elettronica', ['id']],
    ['it', 'accesso  civico', ['foi']],
    ['ja', 'くらしのお問い合わせ窓口', ['contact']],
    ['th', 'หน้าติดต่อเราครับ', ['contact']],
    ['ar', 'إتّصل بنا', ['contact']],
    ['zh-TW', '聯絡我們', ['contact']],
    ['zh', '联系我们', ['contact']],
    ['tr', 'İLETİŞİM', ['contact']],
    ['zh-Hant', '聯絡我們_臺北市政府', ['contact']],
    ['am', 'ግብር ዐሰባሠብ', ['tax']],
    ['am', 'ሐገር', ['help']],
    ['hi', 'सम्पर्क करें', ['contact']],
    ['fa', 'سامانه ۱۳۷', ['help']],
    ['xx', 'Help', []],
  ])('%s: %s', (language, text, concepts) => expect(found(language, text)).toEqual(concepts));

  it('tells the share of a label that a phrase makes up', () => expect(words.find('en', 'Our full privacy policy')[0]?.share).toBe(0.5));
  it('gives the words as they stand in the text', () => expect(words.match('privacy', 'en', 'See PRIVACY  Policy here')).toBe('PRIVACY  Policy'));
  it('has no words for a language without a lexicon', () => expect(words.phrases('privacy', 'de')).toEqual([]));
});
