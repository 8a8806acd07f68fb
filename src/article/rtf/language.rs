//! Which language has this number? The numbers of Windows, for the languages that most articles are in.

const LANGUAGES: [(i32, &str); 61] = [
    (1025, "ar-SA"),
    (1026, "bg-BG"),
    (1027, "ca-ES"),
    (1028, "zh-TW"),
    (1029, "cs-CZ"),
    (1030, "da-DK"),
    (1031, "de-DE"),
    (1032, "el-GR"),
    (1033, "en-US"),
    (1034, "es-ES"),
    (1035, "fi-FI"),
    (1036, "fr-FR"),
    (1037, "he-IL"),
    (1038, "hu-HU"),
    (1039, "is-IS"),
    (1040, "it-IT"),
    (1041, "ja-JP"),
    (1042, "ko-KR"),
    (1043, "nl-NL"),
    (1044, "nb-NO"),
    (1045, "pl-PL"),
    (1046, "pt-BR"),
    (1048, "ro-RO"),
    (1049, "ru-RU"),
    (1050, "hr-HR"),
    (1051, "sk-SK"),
    (1052, "sq-AL"),
    (1053, "sv-SE"),
    (1054, "th-TH"),
    (1055, "tr-TR"),
    (1056, "ur-PK"),
    (1057, "id-ID"),
    (1058, "uk-UA"),
    (1059, "be-BY"),
    (1060, "sl-SI"),
    (1061, "et-EE"),
    (1062, "lv-LV"),
    (1063, "lt-LT"),
    (1065, "fa-IR"),
    (1066, "vi-VN"),
    (1081, "hi-IN"),
    (1086, "ms-MY"),
    (1093, "bn-IN"),
    (1097, "ta-IN"),
    (2052, "zh-CN"),
    (2055, "de-CH"),
    (2057, "en-GB"),
    (2058, "es-MX"),
    (2060, "fr-BE"),
    (2064, "it-CH"),
    (2067, "nl-BE"),
    (2068, "nn-NO"),
    (2070, "pt-PT"),
    (3076, "zh-HK"),
    (3079, "de-AT"),
    (3081, "en-AU"),
    (3082, "es-ES"),
    (3084, "fr-CA"),
    (4105, "en-CA"),
    (4108, "fr-CH"),
    (6153, "en-IE"),
];

/// The tag of the language that has this number; empty when it is not known.
pub(super) fn language(number: i32) -> &'static str {
    let found = LANGUAGES.binary_search_by_key(&number, |(known, _)| *known);
    found.ok().and_then(|place| LANGUAGES.get(place)).map_or("", |(_, tag)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_language() {
        assert!(LANGUAGES.is_sorted());
        assert_eq!((language(1031), language(6153), language(1024), language(-1)), ("de-DE", "en-IE", "", ""));
    }
}
