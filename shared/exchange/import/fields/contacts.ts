import { field } from './field.ts'
import { PERSON } from './person.ts'

/** HubSpot contacts, Salesforce contacts and leads, Shopify, WooCommerce and PrestaShop customers. */
export const CONTACTS = [
  field(
    'user_id',
    'ID | User ID | Customer ID | Record ID | Record ID - Contact | Contact ID | Lead ID | Username | ID cliente | ID contatto | Codice cliente | ID klienta | Numer klienta',
  ),
  ...PERSON,
  field('lifecycle_stage', 'Lifecycle Stage | Fase del ciclo di vita | Etap cyklu życia', {
    isTelling: true,
  }),
  field('lead_source', 'Lead Source | Original Source | Fonte del lead | Źródło', { isTelling: true }),
  field('tags', 'Tag | Etichette | Tagi'),
  field('group', 'Customer Group | Default group | Gruppo | Gruppo predefinito | Grupa | Grupa domyślna'),
  field(
    'created_at',
    'Create Date | Created Date | Created At | Date Registered | Sign Up | Registration Date | Registration | Data registrazione | Data di registrazione | Iscrizione | Data di creazione | Data rejestracji | Rejestracja | Data utworzenia',
  ),
  field(
    'updated_at',
    'Last Modified Date | Updated At | Last Activity Date | Data ultima modifica | Data modifica | Data modyfikacji',
  ),
  field(
    'email_subscribed',
    'Accepts Email Marketing | Accepts Marketing | Email Marketing Consent | Newsletter | Subscribed | Opt-in newsletter | Iscritto alla newsletter | Iscrizione newsletter | Accetta marketing | Zgoda na newsletter | Zgoda marketingowa',
    { isTelling: true },
  ),
  field(
    'sms_subscribed',
    'Accepts SMS Marketing | SMS Marketing Consent | SMS Opt-in | Accetta SMS | Zgoda SMS',
    { isTelling: true },
  ),
  field(
    'email_opted_out',
    'Email Opt Out | HasOptedOutOfEmail | Unsubscribed from all email | Opted out of email | Disiscritto | Wypisany',
    { isTelling: true },
  ),
  field('phone_opted_out', 'Do Not Call | Non chiamare | Nie dzwonić', { isTelling: true }),
  field('ads_allowed', 'Ads Consent | Partner offers | Opt-in | Offerte dei partner | Oferty partnerów', {
    isTelling: true,
  }),
  field(
    'consent_at',
    'Consent Date | Opt-in Date | Subscribed At | Email Marketing Consent Updated At | Data consenso | Data iscrizione newsletter | Data zgody',
  ),
  field('consent_text', 'Consent Text | Testo del consenso | Treść zgody'),
]
