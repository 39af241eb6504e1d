import { field } from './field.ts'

const EMAIL =
  'Email | E-mail | Email Address | Customer Email | Billing Email | Email (Billing) | Contact Email | Indirizzo email | Indirizzo e-mail | Posta elettronica | E-mail cliente | Adres e-mail | Adres email | E-mail klienta | Recipient'
const PHONE =
  'Phone | Phone Number | Mobile | Mobile Phone | MobilePhone | Mobile Phone Number | Default Address Phone | Billing Phone | Phone (Billing) | Telefono | Cellulare | Numero di telefono | Telefono cellulare | Telefon | Telefon komórkowy | Numer telefonu'

/** Who a row speaks of, wherever it is not the customer list itself. */
export const WHOM = [
  field(
    'user_id',
    'User ID | Customer ID | Customer User ID | Contact ID | ID cliente | Codice cliente | ID klienta | Numer klienta',
  ),
  field('email', EMAIL),
  field('phone', PHONE),
]

/** What a list of customers says of them. */
export const PERSON = [
  field('email', EMAIL),
  field('phone', PHONE),
  field('first_name', 'First Name | Given Name | Billing First Name | First Name (Billing) | Nome | Imię'),
  field(
    'last_name',
    'Last Name | Surname | Family Name | Billing Last Name | Last Name (Billing) | Cognome | Nazwisko',
  ),
  field(
    'name',
    'Full Name | Customer Name | Contact Name | Billing Name | Nome completo | Nome e cognome | Cliente | Imię i nazwisko | Klient',
  ),
  field(
    'company',
    'Company Name | Account Name | Default Address Company | Billing Company | Azienda | Società | Ragione sociale | Firma',
  ),
  field(
    'street',
    'Address | Address 1 | Street Address | Mailing Street | Default Address Address1 | Billing Address1 | Billing Address 1 | Indirizzo | Via | Adres | Ulica',
  ),
  field(
    'city',
    'Town | Mailing City | Default Address City | Billing City | Città | Comune | Miasto | Miejscowość',
  ),
  field(
    'postcode',
    'Zip | Zip Code | Postal Code | Zip/Postal Code | Mailing Zip/Postal Code | Mailing Postal Code | Default Address Zip | Billing Zip | Billing Postcode | CAP | Codice postale | Kod pocztowy',
  ),
  field(
    'region',
    'State | Province | State/Region | State/Province | Mailing State | Mailing State/Province | Default Address Province Code | Billing Province | Billing State | Provincia | Regione | Województwo',
  ),
  field(
    'country',
    'Country/Region | Country Code | Mailing Country | Default Address Country Code | Billing Country | Paese | Nazione | Stato (paese) | Kraj',
  ),
  field('language', 'Preferred Language | Lingua | Locale | Język'),
  field('gender', 'Sex | Social title | Titolo di cortesia | Sesso | Genere | Płeć | Tytuł grzecznościowy'),
  field(
    'birthday',
    'Birth Date | Birthdate | Date of Birth | Data di nascita | Compleanno | Data urodzenia | Urodziny',
  ),
]
