//! Which numbers are proposed, and what do they say?

use super::super::units::MODIFIERS;
use super::super::{measure, numbers};
use super::shows;

fn check(drawings: &[&str]) {
    shows(drawings, |text| numbers(text, 0..text.len()));
}

#[test]
fn what_measures_or_counts_is_found_with_its_unit_and_small_words() {
    check(&[
        "Fares rose ⟦about 4.2 per cent⟧ last year.",
        "The bridge cost ⟦$3.5 million⟧ to build.",
        "Floods damaged ⟦more than 1,200 homes⟧ in the valley.",
        "Expect ⟦from 12 to 15 degrees⟧ tomorrow.",
        "⟦One in five adults⟧ cannot swim.",
        "⟦Nearly one in five⟧ said no.",
        "⟦Half of the schools⟧ were closed.",
        "There are ⟦twice as many⟧ foxes now.",
        "Crime fell by ⟦a third⟧ after the cameras were installed.",
        "Turnout was ⟦62%⟧, up from ⟦58.3 percent⟧.",
        "It is ⟦−4 °C⟧ outside.",
        "A ⟦20-mile⟧ tunnel and a ⟦five-metre⟧ wall",
        "They want ⟦£2bn⟧ and got ⟦€40m⟧.",
        "Shares fell ⟦3 percentage points⟧.",
        "He ran ⟦10km⟧ in ⟦42 minutes⟧.",
        "The fine is ⟦up to $500 a head⟧.",
        "⟦Fewer than two dozen people⟧ came.",
        "The storm killed ⟦forty-two people⟧.",
        "⟦At least one person⟧ was hurt.",
        "⟦One hundred and five workers⟧ lost their jobs.",
        "⟦Two thirds of voters⟧ agreed.",
        "⟦Two-thirds of Americans⟧ agree.",
        "⟦About a dozen shops⟧ burnt down.",
        "⟦Around a quarter of pupils⟧ walk to school.",
        "It sold ⟦between 12 and 15 tonnes a day⟧.",
        "Speeds of ⟦60 miles per hour⟧ were measured.",
        "It pays ⟦$20 an hour⟧.",
        "The town has ⟦1,200 new homes⟧.",
        "⟦Three out of four nurses⟧ have quit.",
        "They waited ⟦half an hour⟧.",
        "It raised ⟦half a million dollars⟧.",
        "The number of patients rose to ⟦1,200⟧.",
        "⟦12–15%⟧ of the land is dry.",
        "Prices are ⟦three times as high⟧.",
        "He drank ⟦two and a half litres⟧ of it.",
        "⟦Some 300 people⟧ and ⟦roughly 40 dogs⟧ were rescued.",
        "The plant makes ⟦an average of 40 cars⟧.",
        "She won ⟦1.2 million votes⟧.",
        "⟦$3 million to $5 million⟧ is missing.",
        "The dam holds ⟦4½ feet⟧ of water.",
        "It costs ⟦US$40⟧, or ⟦A$60⟧.",
        "⟦2000 people⟧ marched.",
        "The road is ⟦12 feet⟧ wide, and ⟦300 trees or more⟧ died.",
        "The budget shrank by ⟦5 per cent or more⟧.",
        "⟦Two or three days⟧ are enough.",
        "Wages rose ⟦+3.5%⟧.",
        "⟦At least 17 people⟧ died and ⟦more than 60 injured⟧ were found.",
        "Firms with ⟦15 or more employees⟧ pay; cases peaked at ⟦4,000 a day⟧.",
        "⟦Close to 33,000 Palestinians⟧ and ⟦three Republicans⟧",
        "⟦Nine in ten GPs⟧ ran the ⟦100m⟧ at ⟦minus 20C⟧ with ⟦100m people⟧ and ⟦12 MPs⟧.",
        "It holds ⟦421 parts per million⟧ of it.",
        "They cut it by ⟦half⟧, and he is ⟦6ft⟧ ⟦2in⟧ tall.",
        "The votes were ⟦54.3 per cent⟧ to ⟦45.7 per cent⟧.",
        "Tickets are ⟦$25 to $40⟧, water ⟦$2.40 a cubic metre⟧.",
    ]);
}

#[test]
fn dates_times_names_and_ordinals_are_not_proposed() {
    check(&[
        "On 12 May 2024 it rained.",
        "May 12, 2024 was wet.",
        "In the 1990s and in 2024 they met.",
        "The ’90s are back.",
        "It opens at 9.30 am and closes at 10:45.",
        "They met at 9.30 and left at 6pm.",
        "At five o'clock, at 7 p.m.",
        "Take Route 66 west.",
        "The S&P 500 fell.",
        "A Boeing 787 landed.",
        "See page 3 and Article 5.",
        "Chapter 4, Section 12 and No. 4",
        "It was the third time, the 3rd.",
        "COVID-19, an F-16 and the G7",
        "1. Wash your hands.",
        "Call 020 7946 0000 or 555-0100.",
        "See https://example.org/2024/12 or example.org/12.",
        "One said no. No one came. One of them left.",
        "Ana Ruiz, 45, said so.",
        "The 2024 election and the 2012 games",
        "A third man came; the third quarter was dry.",
        "They won 2-1 on aggregate.",
        "The first half was dull.",
        "A 20-year-old was held.",
        "It began three years ago.",
        "Phase two begins; Chapter Three ends.",
        "One day she left.",
        "A 5G mast and a 3D film",
        "Agent 007 and Apollo 11",
        "In 1914-18 there was war.",
        "Call (555) 010-2030.",
        "On Nov. 3 they won by 7 to 2; see Article 19(2).",
        "She lives at 12 Elm Street and was 12; of 18- to 24-year-olds none left.",
        "Children under 5 and people over 65",
        "Mara, 9, and Tom Reed, 12, left.",
    ]);
}

#[test]
fn other_languages_have_their_numbers() {
    check(&[
        "Die Mieten stiegen um ⟦rund 4,2 Prozent⟧, und das ist viel.",
        "Im Dorf sind ⟦mehr als 1.200 Wohnungen⟧ und ein Hotel.",
        "Am 12. Mai 2024 kamen der Kanzler und seine Frau.",
        "Le prix a augmenté de ⟦près de 12 pour cent⟧.",
        "La ville a ⟦plus de 1 200 logements⟧.",
        "Cela coûte ⟦3,5 millions d’euros⟧.",
        "Cela touche ⟦2,3 millions de personnes⟧ ici.",
        "El 12 de mayo murieron ⟦al menos 300 personas⟧.",
        "Subió un ⟦4,2 por ciento⟧.",
        "ارتفعت الأسعار ⟦نحو 12 في المئة⟧ هذا العام.",
        "ارتفعت بنسبة ⟦٤٫٢٪⟧ هذا العام.",
        "قتل ⟦أكثر من 300 شخص⟧ في الغارة.",
        "في 12 مايو 2024 اجتمعوا.",
        "洪水造成⟦300人⟧死亡，损失⟦3.5亿美元⟧。",
        "2024年5月12日，价格上涨⟦12%⟧。",
        "価格は⟦１２％⟧上がった。",
        "कीमतें ⟦१२%⟧ बढ़ीं।",
    ]);
}

#[test]
fn what_a_phrase_says_is_told_as_value_unit_and_modifier() {
    let told = [
        ("nearly one in five", "20", "%", "approximately"),
        ("one in five adults", "20", "%", "share"),
        ("$3.5 million", "3500000", "$", ""),
        ("a third", "33.3", "%", "share"),
        ("minus 20C", "-20", "C", ""),
        ("half", "50", "%", "share"),
        ("15 or more employees", "15", "employees", "at least"),
        ("two thirds of voters", "66.7", "%", "share"),
        ("from 12 to 15 degrees", "12–15", "degrees", "range"),
        ("more than 1,200 homes", "1200", "homes", "at least"),
        ("half of the schools", "50", "%", "share"),
        ("about half of the schools", "50", "%", "approximately"),
        ("twice as many", "200", "%", "change"),
        ("three times as high", "300", "%", "change"),
        ("half as many", "50", "%", "change"),
        ("4.2 per cent", "4.2", "%", ""),
        ("up to $500", "500", "$", "at most"),
        ("a dozen", "12", "", ""),
        ("one hundred and five homes", "105", "homes", ""),
        ("forty-two", "42", "", ""),
        ("half a million dollars", "500000", "dollars", ""),
        ("two and a half litres", "2.5", "litres", ""),
        ("an average of 40 cars", "40", "cars", "average"),
        ("$3 to $5 million", "3000000–5000000", "$", "range"),
        ("4,2 Prozent", "4.2", "%", ""),
        ("1.200 Wohnungen", "1200", "", ""),
        ("1.234 million", "1234000", "", ""),
        ("٤٫٢٪", "4.2", "%", ""),
        ("3.5亿美元", "350000000", "美元", ""),
        ("1 200 000 homes", "1200000", "homes", ""),
        ("−4 °C", "-4", "°C", ""),
        ("4½ feet", "4.5", "feet", ""),
        ("12 percent of voters", "12", "%", "share"),
        ("the third-largest", "3", "", "rank"),
        ("0.50", "0.5", "", ""),
        ("£2bn", "2000000000", "£", ""),
        ("60 miles per hour", "60", "miles per hour", ""),
        ("5 per cent or more", "5", "%", "at least"),
        ("no number", "", "", ""),
        ("", "", "", ""),
    ];
    for (words, value, unit, modifier) in told {
        let found = measure(words);
        assert_eq!(
            (&*found.value, &*found.unit, found.modifier.unwrap_or_default()),
            (value, unit, modifier),
            "{words}"
        );
    }
}

#[test]
fn numbers_beyond_all_bounds_say_nothing() {
    for words in ["9".repeat(10_000), "9,999".repeat(3000), "nine trillion ".repeat(5000), "million ".repeat(5000)] {
        assert!(measure(&words).value.len() <= 100);
        assert!(numbers(&words, 0..words.len()).len() < 5000);
    }
    assert!(measure(&format!("{} of 3", "1 in ".repeat(9000))).value.len() <= 100);
}

#[test]
fn a_half_says_so_whatever_softens_it() {
    let softeners = MODIFIERS.iter().flat_map(|(_, phrases)| phrases.iter().copied()).chain([""]);
    for (softener, article) in softeners.flat_map(|softener| ["", "a", "an"].map(|article| (softener, article))) {
        for text in [format!("{softener} {article} half of,"), format!("{article} {softener} half of,")] {
            for span in numbers(&text, 0..text.len()) {
                assert!(!measure(span.of(&text)).value.is_empty(), "`{}` of `{text}`", span.of(&text));
            }
        }
    }
    assert_eq!(measure("an half").value, "50");
}
