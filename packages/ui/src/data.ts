export { GezhiProvider, useGezhi } from './data/Gezhi.tsx'
export { useProblemText } from './data/problemText.ts'
export { useCatalogue, useGrids, useLookups, useOrganisations, usePosts } from './data/reference.ts'
