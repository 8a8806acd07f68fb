//! Which words and signs measure, soften or name a number? Data, for English and a little of other news languages.

/// Signs of currencies.
pub(super) fn is_currency(char: char) -> bool {
    matches!(
        char,
        '$' | '¢'
            | '£'
            | '¥'
            | '₩'
            | '₪'
            | '€'
            | '₹'
            | '₽'
            | '₺'
            | '₴'
            | '₦'
            | '฿'
            | '₫'
            | '₱'
            | '﷼'
            | '＄'
            | '￥'
    )
}

/// Letters that stand glued before a dollar sign.
pub(super) const DOLLAR_LETTERS: &[&str] = &["US", "A", "AU", "C", "CA", "NZ", "HK", "S", "R"];

/// Codes and words of currencies that stand before a number.
pub(super) const CURRENCY_CODES: &[&str] =
    &["USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RMB", "INR", "AUD", "CAD", "Rs", "NIS", "SEK", "NOK", "DKK", "PLN"];

/// Per cent and its like, by whole phrases.
#[rustfmt::skip]
pub(super) const PERCENT: &[&str] = &[
    "per cent", "percent", "pct", "Prozent", "pour cent", "por ciento", "per cento", "في المئة", "في المائة",
    "بالمئة", "بالمائة", "процентов", "procent",
];

/// Points of a percentage.
pub(super) const POINTS: &[&str] = &[
    "percentage points",
    "percentage point",
    "basis points",
    "Prozentpunkte",
    "Prozentpunkten",
    "puntos porcentuales",
    "points de pourcentage",
];

/// What money is counted in, behind the number.
#[rustfmt::skip]
pub(super) const MONEY: &[&str] = &[
    "dollars", "dollar", "US dollars", "euros", "euro", "pounds", "pence", "cents", "yen", "yuan", "rupees", "rubles",
    "roubles", "pesos", "francs", "shekels", "riyals", "dirhams", "lira", "won", "d'euros", "d'euro", "de dollars",
    "de euros", "de dólares", "de pesos", "dólares", "de livres", "Dollar", "Franken", "Pfund", "دولار", "يورو",
    "جنيه", "ريال", "درهم", "USD", "EUR", "GBP", "CHF", "crowns", "kronor", "kroner",
];

/// What is measured in, behind the number.
#[rustfmt::skip]
pub(super) const MEASURES: &[&str] = &[
    "parts per million", "parts per billion", "degrees Celsius", "degrees Fahrenheit", "degrees", "degree",
    "degrees C", "degrees F", "miles per hour", "miles an hour", "kilometres per hour", "kilometers per hour",
    "km per hour", "mph", "kph", "miles", "mile", "square miles", "square kilometres", "square kilometers",
    "square metres", "square meters", "square feet", "cubic metres", "cubic meters", "kilometres", "kilometers",
    "kilometre", "kilometer", "km", "metres", "meters", "metre", "meter", "cm", "mm", "centimetres", "centimeters",
    "millimetres", "millimeters", "feet", "foot", "ft", "inches", "inch", "yards", "acres", "acre", "hectares",
    "hectare", "ha", "tonnes", "tons", "tonne", "ton", "metric tons", "kilograms", "kilogrammes", "kg", "grams",
    "grammes", "mg", "g", "pounds", "lbs", "lb", "ounces", "oz", "stone", "litres", "liters", "litre", "liter",
    "gallons", "gallon", "barrels", "barrel", "bushels", "pints", "watts", "kilowatts", "megawatts", "gigawatts",
    "MW", "GW", "kW", "kWh", "MWh", "kilowatt-hours", "volts", "hertz", "Hz", "megabytes", "gigabytes", "MB", "GB",
    "TB", "points", "point", "seconds", "second", "minutes", "minute", "hours", "hour", "days", "day", "weeks",
    "week", "months", "month", "years", "year", "decades", "decade", "centuries", "times", "years old", "months old",
    "knots", "calories", "decibels", "Grad", "Kilometer", "Meter", "Tonnen", "Liter", "Stunden", "Tage", "Tagen",
    "Wochen", "Monate", "Monaten", "Jahre", "Jahren", "Stunde", "Minuten", "Hektar", "Euro", "kilomètres", "mètres",
    "heures", "jours", "semaines", "mois", "ans", "années", "tonnes", "degrés", "litres", "kilómetros", "metros",
    "horas", "días", "semanas", "meses", "años", "toneladas", "grados", "hectáreas", "كيلومتر", "كيلومترا", "متر",
    "طن", "ساعة", "يوم", "يوما", "سنة", "عاما", "درجة", "درجات",
];

/// Glued behind digits: `10km`, `5ft`.
pub(super) const GLUED: &[&str] = &[
    "km", "m", "cm", "mm", "ft", "in", "kg", "g", "mg", "lb", "lbs", "oz", "ha", "mph", "kph", "kW", "kWh", "MW",
    "MWh", "GW", "GWh", "MB", "GB", "TB", "Hz", "MHz", "GHz", "ml", "l", "p", "pc", "pts", "x", "min", "hrs", "hr",
    "yrs", "C", "F", "sq", "Mt", "pp", "ppm", "st",
];

/// What a number behind a hyphen measures: `a 20-mile tunnel`.
#[rustfmt::skip]
pub(super) const HYPHENED: &[&str] = &[
    "mile", "kilometre", "kilometer", "metre", "meter", "foot", "inch", "acre", "hectare", "tonne", "ton", "kilogram",
    "pound", "dollar", "euro", "litre", "gallon", "barrel", "megawatt", "gigawatt", "point", "second", "minute",
    "hour", "day", "week", "month", "year", "percent", "km", "kg", "degree", "storey", "story", "seat", "bed", "page",
    "member", "vote",
];

/// What follows Chinese and Japanese numbers, longest first.
#[rustfmt::skip]
pub(super) const UNSPACED_UNITS: &[&str] = &[
    "个百分点", "平方公里", "人民币", "美元", "欧元", "英镑", "日元", "公里", "千米", "公斤", "公顷", "小时", "分钟", "名", "人", "元", "个", "户", "岁",
    "吨", "米", "倍", "辆", "家", "座", "所", "次", "件", "円", "ドル", "億円", "万人", "台", "棟", "度",
];

/// Multipliers of Chinese and Japanese, as powers of ten.
pub(super) const UNSPACED_MAGNITUDES: &[(&str, usize)] =
    &[("万亿", 12), ("亿", 8), ("億", 8), ("万", 4), ("萬", 4), ("千", 3), ("百", 2)];

/// What makes of a number before it a date or a time.
pub(super) const UNSPACED_TIMES: &[char] =
    &['年', '月', '日', '号', '號', '时', '時', '点', '點', '分', '世', '第', '届'];

/// Small words before a number, and what they make of it.
pub(super) const MODIFIERS: &[(&str, &[&str])] = &[
    (
        "approximately",
        &[
            "about",
            "around",
            "roughly",
            "approximately",
            "approx",
            "some",
            "nearly",
            "almost",
            "circa",
            "close to",
            "just over",
            "just under",
            "slightly more than",
            "slightly less than",
            "a little over",
            "a little under",
            "a little more than",
            "just more than",
            "just less than",
            "well over",
            "an estimated",
            "estimated",
            "or so",
            "near",
            "etwa",
            "rund",
            "ungefähr",
            "knapp",
            "ca",
            "fast",
            "beinahe",
            "gut",
            "environ",
            "près de",
            "presque",
            "quelque",
            "unos",
            "unas",
            "cerca de",
            "casi",
            "alrededor de",
            "aproximadamente",
            "نحو",
            "حوالي",
            "قرابة",
            "زهاء",
            "ما يقارب",
            "约",
            "大约",
            "近",
            "将近",
        ],
    ),
    (
        "at least",
        &[
            "more than",
            "over",
            "at least",
            "no fewer than",
            "no less than",
            "not less than",
            "above",
            "upwards of",
            "in excess of",
            "a minimum of",
            "minimum",
            "as few as",
            "as little as",
            "far more than",
            "much more than",
            "mehr als",
            "über",
            "mindestens",
            "plus de",
            "plus d'",
            "au moins",
            "más de",
            "al menos",
            "por lo menos",
            "أكثر من",
            "ما لا يقل عن",
            "لا يقل عن",
            "超过",
            "至少",
            "逾",
        ],
    ),
    (
        "at most",
        &[
            "up to",
            "at most",
            "no more than",
            "not more than",
            "less than",
            "fewer than",
            "under",
            "below",
            "as many as",
            "as much as",
            "a maximum of",
            "maximum",
            "far fewer than",
            "far less than",
            "weniger als",
            "unter",
            "höchstens",
            "bis zu",
            "maximal",
            "moins de",
            "au plus",
            "au maximum",
            "jusqu'à",
            "menos de",
            "hasta",
            "como máximo",
            "أقل من",
            "ما يصل إلى",
            "不到",
            "最多",
        ],
    ),
    (
        "average",
        &[
            "an average of",
            "a median of",
            "a mean of",
            "average of",
            "on average",
            "averaging",
            "im Schnitt",
            "en moyenne",
            "en promedio",
            "平均",
        ],
    ),
    ("", &["only", "just", "exactly", "another", "a further", "a total of", "nur", "seulement", "sólo", "solo", "فقط"]),
];

/// Words that make of the number behind them a name.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    "route", "routes", "page", "pages", "article", "articles", "chapter", "section", "sections", "no", "nos",
    "number", "numbers", "nr", "boeing", "airbus", "p", "s&p", "flight", "room", "highway", "interstate", "windows",
    "iphone", "android", "apollo", "formula", "channel", "type", "phase", "version", "title", "rule", "proposition",
    "prop", "amendment", "gate", "platform", "track", "district", "ward", "psalm", "pp", "fig", "figure", "table",
    "step", "verse", "part", "volume", "vol", "episode", "season", "tier", "stage", "act", "paragraph", "para",
    "clause", "exhibit", "appendix", "bus", "line", "junction", "exit", "level", "grade", "class", "group",
    "category", "size", "item", "question", "week", "day", "round", "game", "lap", "column", "bill", "resolution",
    "schedule", "annex", "zone", "area", "model", "lot", "box", "unit", "apartment", "apt", "suite", "floor",
    "studio", "world", "seite", "artikel", "kapitel", "paragraf", "absatz", "autobahn", "linie", "artículo", "página",
    "capítulo", "capitulo", "chapitre", "المادة", "الصفحة", "الفصل", "رقم", "第", "§", "#", "№", "Nº",
];

/// Months, in the languages a date may be written in.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Januar",
    "Februar", "März", "Mai", "Juni", "Juli", "Oktober", "Dezember", "janvier", "février", "mars", "avril", "mai",
    "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "enero", "febrero", "marzo", "abril",
    "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "يناير", "فبراير", "مارس",
    "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر", "كانون", "شباط", "آذار",
    "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين",
];

/// What makes of the number before it a time of the day.
pub(super) const CLOCKS: &[&str] = &[
    "am", "pm", "a.m.", "p.m.", "a.m", "p.m", "AM", "PM", "o'clock", "Uhr", "GMT", "BST", "EST", "ET", "UTC", "noon",
    "midnight", "h",
];

/// What stands before a time that is written with a dot.
pub(super) const CLOCK_OPENERS: &[&str] = &["at", "um", "until", "till", "from", "since", "by", "before", "after", "à"];

/// What makes of a stretch of time a place in it.
pub(super) const AGO: &[&str] = &["ago", "earlier", "later", "on"];

/// Plurals that do not end in s.
#[rustfmt::skip]
pub(super) const PLURALS: &[&str] = &[
    "people", "men", "women", "children", "police", "staff", "cattle", "sheep", "fish", "aircraft", "personnel",
    "alumni", "criteria", "media", "teeth", "feet", "mice", "policemen", "firefighters", "fishermen", "lawmakers",
    "spacecraft",
];

/// States that people are counted by: more than 60 injured.
pub(super) const STATES: &[&str] =
    &["dead", "injured", "wounded", "missing", "displaced", "homeless", "unemployed", "hurt", "arrested"];

/// Words in -s that count nothing, and words in -ed and others that are no noun.
#[rustfmt::skip]
pub(super) const NO_NOUNS: &[&str] = &[
    "is", "was", "has", "does", "as", "this", "its", "his", "says", "thus", "perhaps", "always", "sometimes",
    "across", "towards", "besides", "less", "unless", "yes", "us", "ours", "theirs", "versus", "vs", "plus", "minus",
    "afterwards", "died", "went", "came", "left", "said", "took", "got", "did", "made", "fell", "rose", "won", "lost",
    "be", "been", "being", "took", "began", "ran", "goes", "comes", "makes", "means", "remains", "seems", "shows",
    "takes", "gets", "gave", "grew", "hit", "saw", "told", "met",
];

/// Words of grammar in English, German, French, Spanish and Arabic: never the noun that is counted.
#[rustfmt::skip]
pub(super) const FUNCTION: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "nor", "so", "if", "then", "than", "that", "which", "who", "whom", "whose",
    "when", "while", "where", "because", "although", "though", "since", "until", "till", "after", "before", "during",
    "in", "on", "at", "by", "to", "from", "of", "for", "with", "without", "within", "into", "onto", "over", "under",
    "above", "below", "between", "among", "against", "about", "around", "per", "via", "off", "out", "up", "down",
    "through", "near", "behind", "are", "were", "have", "had", "do", "will", "would", "can", "could", "may", "might",
    "must", "shall", "should", "not", "no", "only", "just", "also", "too", "more", "most", "fewer", "he", "she", "it",
    "they", "we", "i", "you", "him", "her", "them", "their", "my", "your", "our", "me", "there", "here", "now",
    "already", "still", "each", "every", "all", "some", "any", "both", "either", "neither", "other", "such", "own",
    "same", "last", "next", "compared", "what", "how", "why", "again", "ever", "never", "even", "ago", "earlier",
    "later", "respectively", "altogether", "including", "according", "der", "die", "das", "den", "dem", "und", "oder",
    "im", "am", "auf", "mit", "von", "für", "bei", "aus", "zu", "nach", "sind", "waren", "wurden", "haben", "ist",
    "nicht", "als", "um", "an", "bis", "et", "ou", "de", "du", "des", "la", "le", "les", "un", "une", "dans", "sur",
    "pour", "par", "avec", "sont", "ont", "est", "à", "au", "aux", "en", "y", "o", "el", "los", "las", "del", "al",
    "con", "para", "por", "que", "se", "ha", "han", "son", "في", "من", "على", "إلى", "عن", "أن", "إن", "أو", "و",
    "مع", "منذ", "خلال", "بعد", "قبل", "كل", "هذا", "هذه", "التي", "الذي", "بين", "حتى", "ما", "لا", "قد", "كان",
];

/// Words that only German has, to know where nouns are written large.
#[rustfmt::skip]
pub(super) const GERMAN: &[&str] = &[
    "der", "das", "und", "ein", "eine", "einen", "sind", "wurden", "wurde", "im", "mit", "von", "für", "nicht", "auf",
    "rund", "etwa", "mehr", "als", "haben", "hat", "sagte", "mindestens", "knapp", "über", "aus", "seit", "bei",
    "nach", "gab", "kamen", "des", "dem", "den", "laut", "werden", "stieg", "um",
];
