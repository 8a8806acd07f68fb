//! Which words say that someone says something? Data, for English and a little of other news languages.

/// Verbs that report, as they stand before or behind a speaker.
#[rustfmt::skip]
pub(super) const VERBS: &[&str] = &[
    "said", "says", "say", "saying", "told", "tells", "telling", "added", "adds", "adding", "asked", "asks", "asking",
    "wrote", "writes", "writing", "announced", "announces", "argued", "argues", "arguing", "claimed", "claims",
    "claiming", "stated", "states", "stating", "explained", "explains", "explaining", "warned", "warns", "warning",
    "noted", "notes", "noting", "insisted", "insists", "insisting", "replied", "replies", "responded", "answered",
    "continued", "continues", "declared", "declares", "denied", "denies", "admitted", "admits", "acknowledged",
    "acknowledges", "conceded", "confirmed", "confirms", "complained", "concluded", "concludes", "commented",
    "recalled", "recalls", "remembered", "remarked", "suggested", "suggests", "joked", "quipped", "shouted", "yelled",
    "cried", "whispered", "exclaimed", "tweeted", "posted", "testified", "reported", "reports", "observed",
    "observes", "pointed out", "went on", "predicted", "promised", "vowed", "pledged", "urged", "demanded", "called",
    "calls", "described", "describes", "believes", "thinks", "hopes", "agreed", "agrees", "countered", "contended",
    "maintained", "maintains", "alleged", "alleges", "asserted", "asserts", "emphasised", "emphasized", "stressed",
    "revealed", "recommended", "repeated", "boasted", "lamented", "mused", "opined", "read", "sagte", "sagt",
    "erklärte", "erklärt", "betonte", "meinte", "fragte", "schrieb", "fügte", "warnte", "forderte", "kritisierte",
    "teilte", "berichtete", "ergänzte", "gesagt", "erklärt", "betont", "dit", "déclaré", "déclare", "affirmé",
    "affirme", "expliqué", "explique", "ajouté", "ajoute", "assuré", "assure", "souligné", "précisé", "indiqué",
    "estimé", "estime", "raconte", "écrit", "répondu", "a-t-il", "dit-il", "dit-elle", "dijo", "dice", "afirmó",
    "afirma", "explicó", "añadió", "agregó", "señaló", "declaró", "aseguró", "indicó", "advirtió", "preguntó",
    "escribió", "dicho", "disse", "afirmou", "قال", "قالت", "وقال", "وقالت", "أضاف", "أضافت", "وأضاف", "وأضافت",
    "صرح", "صرحت", "أكد", "أكدت", "وأكد", "وأكدت", "أعلن", "أعلنت", "وأعلن", "ذكر", "ذكرت", "أوضح", "أوضحت", "وأوضح",
    "أشار", "وأشار", "تابع", "وتابع", "كتب", "كتبت", "يقول", "تقول",
];

/// French questions turned round: the verb and its speaker in one.
#[rustfmt::skip]
pub(super) const WITH_SPEAKER: &[&str] = &[
    "a-t-il", "a-t-elle", "ont-ils", "ont-elles", "dit-il", "dit-elle", "déclare-t-il", "déclare-t-elle",
    "explique-t-il", "explique-t-elle", "ajoute-t-il", "ajoute-t-elle", "affirme-t-il", "affirme-t-elle",
    "assure-t-il", "assure-t-elle", "raconte-t-il", "raconte-t-elle",
];

/// Words before a verb that are of it: `has said`, `a déclaré`.
pub(super) const AUXILIARIES: &[&str] =
    &["has", "have", "had", "hat", "haben", "hatte", "a", "ont", "avait", "ha", "han", "había"];

/// Words between a speaker and the verb that are of neither.
pub(super) const ADVERBS: &[&str] = &["later", "also", "then", "earlier", "once", "even", "auch", "später"];

/// Words before a speaker that stand for a verb.
#[rustfmt::skip]
pub(super) const PREFIXES: &[&str] = &[
    "according to", "in the words of", "laut", "nach Angaben von", "so", "selon", "d'après", "según",
    "de acuerdo con", "بحسب", "حسب", "وفقا ل", "وفق", "وبحسب",
];

/// What a speaker may be in one word, written small.
pub(super) const PRONOUNS: &[&str] = &[
    "he", "she", "they", "it", "we", "i", "you", "who", "er", "sie", "wir", "il", "elle", "ils", "elles", "on", "él",
    "ella", "ellos", "هو", "هي",
];

/// Words that a speaker's name does not reach over, behind a verb.
#[rustfmt::skip]
pub(super) const STOPS: &[&str] = &[
    "in", "on", "at", "who", "which", "that", "when", "as", "after", "before", "while", "during", "to", "about", "by",
    "from", "with", "last", "this", "yesterday", "today", "earlier", "later", "Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "Saturday", "Sunday", "because", "but", "if", "whose", "through", "via", "and", "or", "is",
    "was", "has", "had", "will", "would", "not", "only", "so", "there", "it's", "ist", "sei", "war", "est", "es",
    "am", "im", "bei", "nach", "vor", "und", "gegenüber", "zu", "dans", "lors", "devant", "à", "sur", "et", "en",
    "durante", "tras", "ante", "y", "al", "إن", "أن", "في", "على", "خلال", "إنه", "إنها", "بأن", "ان", "لـ",
];

/// Words before a name that are no part of it.
#[rustfmt::skip]
pub(super) const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Lord", "Lady", "Mayor", "President",
    "Minister", "Prime", "Senator", "Sen", "Rep", "Representative", "Gov", "Governor", "General", "Gen", "Colonel",
    "Col", "Captain", "Capt", "Sgt", "Lt", "Sergeant", "Lieutenant", "Judge", "Justice", "Chief", "Police",
    "Secretary", "Chancellor", "Councillor", "Councilman", "Councilwoman", "Congressman", "Congresswoman", "Bishop",
    "Archbishop", "Pope", "Rabbi", "Imam", "Rev", "Reverend", "Father", "Sister", "King", "Queen", "Prince",
    "Princess", "Ambassador", "Director", "Chairman", "Chairwoman", "Chair", "Commissioner", "Attorney", "Detective",
    "Inspector", "Officer", "Coach", "Doctor", "Herr", "Frau", "Bürgermeister", "Bürgermeisterin", "Bundeskanzler",
    "Kanzler", "Minister", "Ministerin", "Präsident", "Präsidentin", "M", "Mme", "Mlle", "Monsieur", "Madame",
    "Señor", "Señora", "Sr", "Sra", "Don", "Doña", "Vice", "Deputy", "Foreign", "Finance", "Former",
];

/// Words that begin a group of words for a person or a body.
pub(super) const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "their", "its", "our", "my", "your", "one", "another", "some", "many", "several",
    "both", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "l'", "el", "los", "las", "una",
];

/// Verbs of Chinese and Japanese that end what stands before a quotation, longest first.
pub(super) const UNSPACED: &[&str] =
    &["指出", "表示", "强调", "強調", "认为", "認為", "说道", "告诉记者", "说", "說", "称", "稱", "道"];
