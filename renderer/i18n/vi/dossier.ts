export const dossier = {}
