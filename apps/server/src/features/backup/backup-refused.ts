/** Why a backup or a restore did not begin or was given up, in one sentence for the operator. Nothing was damaged. */
export class BackupRefused extends Error {}
