import { field } from './field.ts'
import { WHOM } from './person.ts'

const AT = field(
  'at',
  'Date | Timestamp | Time | Created at | Create Date | Created Date | Event Time | Started at | Data | Data e ora | Ora | Data utworzenia | Data i godzina',
  { isNeeded: true },
)
const AGENT = field(
  'agent',
  'Assigned to | Owner | Assignee | Agent Name | Operatore | Assegnato a | Konsultant | Opiekun',
)
const TEXT =
  'Body | Text | Content | Message | Note | Notes | Description | Summary | Transcript | Nota | Testo | Descrizione | Messaggio | Treść | Notatka | Opis'
const STATUS = field('status', 'State | Stato | Stan | Ticket status')

/** What became of e-mails and text messages: one row a thing that happened. */
export const ENGAGEMENT = [
  field('event_id', 'ID | Event ID | Message ID'),
  AT,
  field('action', 'Event | Event Type | Type | Activity | Azione | Evento | Zdarzenie | Działanie', {
    isNeeded: true,
    isTelling: true,
  }),
  field('channel', 'Canale | Kanał'),
  ...WHOM,
  field('campaign', 'Campaign Name | Campaign ID | Campagna | Kampania', { isTelling: true }),
  field('subject', 'Subject Line | Oggetto | Temat'),
  field('link', 'URL | Clicked Link | Link cliccato | Odnośnik'),
]

export const CALLS = [
  field('call_id', 'ID | Call ID | ID chiamata | ID połączenia'),
  AT,
  ...WHOM,
  field('direction', 'Call Direction | Direzione | Kierunek', { isTelling: true }),
  field('duration', 'Duration (seconds) | Call Duration | Durata | Czas trwania', { isTelling: true }),
  field('outcome', 'Call Outcome | Result | Esito | Wynik', { isTelling: true }),
  AGENT,
  field('text', `${TEXT} | Call Notes`),
]

export const CHATS = [
  field('chat_id', 'ID | Chat ID | Conversation ID | ID conversazione | ID czatu', { isTelling: true }),
  AT,
  ...WHOM,
  field('rating', 'Score | CSAT | Valutazione | Ocena'),
  AGENT,
  field('text', TEXT),
]

export const TICKETS = [
  field(
    'ticket_id',
    'ID | Ticket ID | Ticket Number | Case Number | Case ID | Numero ticket | Numer zgłoszenia',
    { isNeeded: true, isTelling: true },
  ),
  AT,
  field('closed_at', 'Closed Date | Close Date | Closed at | Data chiusura | Data zamknięcia'),
  ...WHOM,
  field('subject', 'Ticket name | Title | Oggetto | Temat', { isTelling: true }),
  STATUS,
  field('priority', 'Priorità | Priorytet', { isTelling: true }),
  field('category', 'Topic | Categoria | Kategoria'),
  AGENT,
  field('text', TEXT),
]

export const NOTES = [
  field('note_id', 'ID | Note ID | ID nota | ID notatki'),
  AT,
  ...WHOM,
  field('text', TEXT, { isNeeded: true }),
  AGENT,
]

/** Segments of social networks and data management platforms: ids of browsers, for a short time. */
export const SEGMENTS = [
  field(
    'anonymous_id',
    'Cookie ID | Device ID | MAID | MADID | IDFA | GAID | Visitor ID | ID dispositivo | ID urządzenia',
    { isTelling: true },
  ),
  ...WHOM,
  field(
    'segment',
    'Segment ID | Segment Name | Audience | Audience ID | Segmento | Pubblico | Segment odbiorców',
    { isNeeded: true, isTelling: true },
  ),
  field('provider', 'Platform | Source | Piattaforma | Fornitore | Platforma | Dostawca', {
    isTelling: true,
  }),
  field('at', 'Date | Added at | Timestamp | Data | Data dodania'),
  field('expires_at', 'Expires | Expiry | Scadenza | Wygasa'),
]

/** What advertising cost, by day: nobody's, so no event. */
export const AD_COSTS = [
  field('date', 'Day | Reporting starts | Data | Giorno | Dzień | Data rozpoczęcia raportu', {
    isNeeded: true,
  }),
  field('platform', 'Source | Network | Piattaforma | Platforma'),
  field(
    'campaign',
    'Campaign Name | Campaign | Campaign ID | Campagna | Nome della campagna | Kampania | Nazwa kampanii',
  ),
  field('ad_group', 'Ad group | Ad set name | Adset | Gruppo di annunci | Grupa reklam'),
  field('cost', 'Amount spent | Spend | Cost | Costo | Importo speso | Spesa | Koszt | Wydana kwota', {
    isNeeded: true,
    isTelling: true,
  }),
  field('currency', 'Currency code | Valuta | Waluta'),
  field('impressions', 'Impr. | Impressioni | Wyświetlenia', { isTelling: true }),
  field('clicks', 'Link clicks | Clic | Clic sul link | Kliknięcia', { isTelling: true }),
]
