export { type GezhiContext, GezhiProvider, useGezhi } from './data/Gezhi.tsx'
export { useCatalogue, useGrids, useLookups, useOrganisations, usePosts } from './data/reference.ts'
export { useProblemText } from './data/problemText.ts'
