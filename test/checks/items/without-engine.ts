/** Checks that need an engine which is not run here, with the reason. Their items cannot be drafted, whatever the portal shows. */
export const WITHOUT_ENGINE: Readonly<Record<string, string>> = {
  'technology/markup-validity': 'the question names the W3C markup validator (vnu)',
  'technology/css-validity': 'the question names the W3C CSS validator',
  'technology/browser-compatibility': 'the question asks for the three most used browsers of the country; one engine is installed',
  'accessibility/named-tool': 'the question names TAW; axe-core finds other things',
};
