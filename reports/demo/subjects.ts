import type { Portal } from '../../crawler/artifact.ts';
import type { SubjectRow } from '../../storage/survey-contract.ts';
import type { DemoPortals } from './serve.ts';

/** The imagined country and its city, as the registry would have them. XAV is a code that ISO 3166-1 leaves to its users. */
export const portalsOfDemo = (portals: Pick<DemoPortals, 'national' | 'municipal'>): readonly { readonly subject: SubjectRow; readonly portals: readonly Portal[] }[] => [
  {
    subject: { id: 'XAV', name: 'Republic of Avelia', level: 'national', iso3: 'XAV', region: 'Imagined', languages: ['en', 'it'] },
    portals: [{ url: portals.national.url, role: 'national', aliases: [] }],
  },
  {
    subject: { id: 'XAV-city', name: 'City of Portovento', level: 'municipal', iso3: 'XAV', region: 'Imagined', languages: ['en', 'it'] },
    portals: [{ url: portals.municipal.url, role: 'city', aliases: [] }],
  },
];
