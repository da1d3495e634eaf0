import type { Phrase } from '../phrases.ts';

/**
 * What Windows and Windows PowerShell say in the language of the computer, in German, French and Spanish, and the ids
 * beside it, which are the same in every language. The cloud and the modules answer in English everywhere.
 */
export const otherLanguages = {
  commandNotFound: [
    'CommandNotFoundException',
    ['Die Benennung', 'wurde nicht als Name eines Cmdlet'],
    ['Le terme', "n'est pas reconnu comme nom d'applet de commande"],
    ['El término', 'no se reconoce como nombre de un cmdlet'],
  ],
  moduleNotFound: [
    'Modules_ModuleNotFound',
    ['Das angegebene Modul', 'wurde nicht geladen, da in keinem Modulverzeichnis'],
  ],
  parameterNotFound: ['NamedParameterNotFound', 'Es wurde kein Parameter gefunden, der dem Parameternamen'],
  scriptsDisabled: [
    ['PSSecurityException', 'UnauthorizedAccess'],
    'da die Ausführung von Skripts auf diesem System deaktiviert ist',
    "car l'exécution de scripts est désactivée sur ce système",
    'porque la ejecución de scripts está deshabilitada en este sistema',
  ],
  keyset: [
    'Der Schlüsselsatz ist nicht vorhanden',
    'Schlüsselsatz nicht vorhanden',
    "Le jeu de clés n'existe pas",
    'El conjunto de claves no existe',
  ],
  password: [
    'Das angegebene Netzwerkkennwort ist falsch',
    'Le mot de passe réseau spécifié est incorrect',
    'La contraseña de red especificada no es válida',
  ],
} as const satisfies Readonly<Record<string, readonly Phrase[]>>;
