//! Which words speak to the reader instead of telling anything: rights, subscriptions, cookies, ways elsewhere?

use super::passages::Passage;

/// The longest passage that is told by how often it speaks of subscriptions and the like, in bytes.
const LONGEST_OFFER: usize = 1200;

/// Whether a passage leads to another article: `Read more: …` with a link.
pub(super) fn is_way_elsewhere(passage: &Passage, words: &str) -> bool {
    const WAYS: [&str; 22] = [
        "read more",
        "read also",
        "also read",
        "see also",
        "related:",
        "more:",
        "read:",
        "read next",
        "watch:",
        "listen:",
        "don't miss",
        "recommended:",
        "more from",
        "lire aussi",
        "à lire",
        "lesen sie auch",
        "mehr zum thema",
        "lee también",
        "leer más",
        "leggi anche",
        "continue reading",
        "click here",
    ];
    let beginning = beginning(words, 30);
    passage.is_linked(25) && WAYS.iter().any(|way| beginning.starts_with(way))
}

/// Whether words are a notice to the reader rather than text: rights, advertisement, sharing.
pub(super) fn is_notice(words: &str) -> bool {
    const NOTICES: [&str; 20] = [
        "advertisement",
        "copyright",
        "©",
        "(c) ",
        "all rights reserved",
        "share this",
        "share on",
        "follow us",
        "sign up",
        "subscribe",
        "loading",
        "tags:",
        "topics:",
        "filed under",
        "filed to",
        "posted in",
        "tagged",
        "story continues below",
        "article continues",
        "sponsored",
    ];
    let beginning = beginning(words, 40);
    matches!(
        beginning.trim_end_matches([':', '.']),
        "advert" | "ad" | "tags" | "share" | "print" | "email" | "comments" | "related"
    ) || words.len() < 200 && NOTICES.iter().any(|notice| beginning.starts_with(notice))
}

/// Whether words are what a press release says at its end: whom to call, what is not promised, where it comes from.
pub(super) fn is_of_sender(words: &str) -> bool {
    const SAID: [&str; 9] = [
        "forward-looking statement",
        "media contact",
        "press contact",
        "contact:",
        "contacts:",
        "source ",
        "for more information, visit",
        "view original content",
        "pressekontakt",
    ];
    let words = if words.len() < 2000 { words.to_lowercase() } else { String::new() };
    SAID.iter().any(|said| words.starts_with(said) || (said.len() > 12 && words.contains(said)))
}

/// Whether words are a row of ways to go: `Print | Send | Back`.
pub(super) fn is_bar(words: &str) -> bool {
    let pieces = || words.split([' ', '\u{a0}']).filter(|piece| matches!(*piece, "|" | "·" | "•" | "›" | "»"));
    pieces().count() >= 2 && words.split(['|', '·', '•', '›', '»']).all(|piece| piece.trim().len() < 40)
}

/// Whether words reserve rights, whatever stands before.
pub(super) fn reserves_rights(words: &str) -> bool {
    const RIGHTS: [&str; 13] = [
        "all rights reserved",
        "alle rechte vorbehalten",
        "tous droits réservés",
        "todos los derechos reservados",
        "todos os direitos reservados",
        "tutti i diritti riservati",
        "alle rechten voorbehouden",
        "все права защищены",
        "جميع الحقوق محفوظة",
        "版权所有",
        "無断転載を禁",
        "著作権法によって",
        "for personal use only",
    ];
    let words = if words.len() < 600 { words.to_lowercase() } else { String::new() };
    RIGHTS.iter().any(|right| words.contains(right))
}

/// How many things words speak of that an offer or a request for consent speaks of, and hardly any article does.
pub(super) fn offers(words: &str) -> usize {
    const OFFERS: [&str; 44] = [
        "inbox",
        "newsletter",
        "sign up",
        "signing up",
        "subscribe",
        "e-mail address",
        "email address",
        "privacy policy",
        "terms and",
        "terms of",
        "cookie",
        "consent",
        "legitimate interest",
        "our partners",
        "at any time",
        "log in",
        "sign in",
        "free trial",
        "free article",
        "your support",
        "independent journalism",
        "donate",
        "give once",
        "readers like you",
        "first month",
        "create an account",
        "kostenlos",
        "jederzeit",
        "e-mail-adresse",
        "datenschutz",
        "abmeld",
        "abonn",
        "ersten monat",
        "freien artikel",
        "weiterlesen mit",
        "schon ein abo",
        "anmelden",
        "s'inscrire",
        "désabonn",
        "boletín",
        "suscr",
        "correo electrónico",
        "iscriviti",
        "nieuwsbrief",
    ];
    let words = if words.len() < LONGEST_OFFER { words.to_lowercase() } else { String::new() };
    OFFERS.iter().filter(|offer| words.contains(*offer)).count()
}

/// Whether words are nothing but the name of a part that leads elsewhere: `Read next`, `Recommended for you`.
pub(super) fn names_elsewhere(words: &str) -> bool {
    const PARTS: [&str; 40] = [
        "read more",
        "read next",
        "read also",
        "more stories",
        "more on this",
        "more from",
        "most read",
        "most popular",
        "most viewed",
        "recommended",
        "related",
        "you may also like",
        "you might also like",
        "up next",
        "must read",
        "must reads",
        "trending",
        "top stories",
        "latest news",
        "latest stories",
        "editor's picks",
        "editors' picks",
        "don't miss",
        "also on",
        "popular",
        "comments",
        "leave a comment",
        "leave a reply",
        "join the discussion",
        "lesen sie auch",
        "mehr zum thema",
        "meistgelesen",
        "das könnte sie",
        "à lire aussi",
        "sur le même sujet",
        "lee también",
        "te puede interesar",
        "leggi anche",
        "lees ook",
        "相关阅读",
    ];
    let beginning = beginning(words, 40).replace('’', "'");
    words.len() < 60 && PARTS.iter().any(|part| beginning.starts_with(part)) && !words.trim_end().ends_with('.')
}

fn beginning(words: &str, count: usize) -> String {
    words.chars().take(count).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_speaks_of_several_things_and_an_article_of_one() {
        assert!(offers("Sign up for our newsletter. You can unsubscribe at any time.") > 3);
        assert!(offers("The council wants every shop to ask before it sets a cookie.") < 2);
        assert!(reserves_rights("© The Echo. All rights reserved."));
        assert!(names_elsewhere("Recommended for you") && !names_elsewhere("Related costs rose by half in May."));
    }
}
