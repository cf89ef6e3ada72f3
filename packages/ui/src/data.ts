export { GezhiProvider, useGezhi } from './data/Gezhi.tsx'
export { useProblemText } from './data/problemText.ts'
export { useCatalogue, useLookups, useOrganisations } from './data/reference.ts'
