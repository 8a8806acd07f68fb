//! Which texts shall every law hold for? Short ones of our own in every script, and whatever has ever been set wrongly.

/// Short texts.
pub(super) const SAMPLES: &[&str] = &[
    "",
    " ",
    "\n",
    "One line.",
    "Café and cafe\u{301}: “rents rose ‘12%’ in May,” she said — or so…",
    "Two lines,\nand a third:\r\n\r\nthe end.\n",
    "👨‍👩‍👧‍👦 🇫🇷🇯🇵 👍🏽 1️⃣ ❤️ ☎ 😀 text after",
    "🧑🏿‍🚒🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}#️⃣*️⃣👩🏽‍🤝‍👨🏼🇺🇳🇺",
    // Right to left: brackets that turn round, numbers and Latin inside, vowel signs, ligatures.
    ARABIC,
    "The word شلوم and العربية 2024 (نعم) stand inside, then Latin.",
    "אמר (השר) כי 3,000 איש באו אל New York ביום ג׳.",
    "בְּרֵאשִׁית הָעִיר [ב-7.5.2024] ״שִׁלְּמָה״ ₪ 1,200",
    "نویسنده می‌گوید: «قیمت‌ها ۱۲٪ بالا رفت».",
    "وزیر (شهرداری) در ۱۴۰۳/۲/۱۷ گفت: [کرایه] تا 35% کم می‌شود.",
    "وزیر نے کہا کہ (کرائے) ۱۲٪ بڑھ گئے؛ ٹکٹ Rs 450 کا ہے۔",
    "لا لأ الله ﷺ ـــ فی‌\u{200D}",
    "مُحَمَّدٌ قالَ: 15:30",
    "1. בית 2. גן (3) Haus",
    "ܫܠܡܐ ޝަކުވާ 𞤀𞤣𞤤𞤢𞤥",
    // Letters that stand together, before and above one another.
    "मुंबई में किराये बारह प्रतिशत बढ़े, ऐसा क्षेत्रीय मंत्री ने कहा।",
    "தமிழ்நாட்டில் வாடகை பன்னிரண்டு சதவீதம் உயர்ந்தது.",
    "ঢাকায় ভাড়া বারো শতাংশ বেড়েছে, মন্ত্রী জানালেন।",
    "ಬೆಂಗಳೂರು తెలుగు മലയാളം ગુજરાતી ਪੰਜਾਬੀ ଓଡ଼ିଆ සිංහල",
    "རྒྱ་གར་ መንግሥት ქართული Հայերեն ᠮᠣᠩᠭᠣᠯ",
    // Scripts without spaces between words.
    "ราคาเช่าในกรุงเทพมหานครเพิ่มขึ้นสิบสองเปอร์เซ็นต์ในเดือนพฤษภาคม",
    "ລາຄາເຂົ້າໃນຕະຫຼາດເພີ່ມຂຶ້ນສິບສອງສ່ວນຮ້ອຍ",
    "តម្លៃអង្ករនៅផ្សារបានកើនឡើងដប់ពីរភាគរយ",
    "ရန်ကုန်မြို့တွင်အိမ်ငှားခတက်သည်",
    "部长周二表示，五月份租金上涨了百分之十二。",
    "「租金」（五月）上漲：12％——她說。𠮷",
    "大臣は火曜日、「5月の家賃は12％上がった」と述べた。が\u{3099}ﾊﾟ",
    "장관은 화요일에 5월 임대료가 12% 올랐다고 말했다.",
    "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} 한글",
    // Marks, controls, and what cannot be seen.
    "a\u{301}\u{327}\u{20DD} e\u{302}\u{323} \u{301}leading mark",
    "left \u{202E}override\u{202C} right \u{2067}isolate ابجد\u{2069} end\u{200B}zero\u{2060}width\u{FEFF}",
    "a\u{200E}b\u{200F}c\u{61C}ד\u{200E}!\u{200F}\u{200F}؟",
    "\u{202A}in\u{202B}אחת two\u{202C}\u{202D}שתיים\u{202C}\u{202C} \u{2066}x\u{2068}ש y\u{2069}\u{2069}\u{202C}",
    "a\u{202B}\u{202A}b\u{202C}גד\u{202C}c \u{2067}ה\u{2066}d\u{2067}ו 12 e\u{2069}f\u{2069}ז\u{2069} g",
    "\u{202E}never ended",
    "\u{2069}\u{202C}ended, never begun",
    "a\tb\t\tc\t",
    "ת\tb\tג\t1",
    "ex\u{AD}tra\u{AD}or\u{AD}di\u{AD}nary soft\u{AD}hyphens",
    "\u{200B}a\u{200B}\u{200B}b\u{2060}ג\u{200B}ד\u{FEFF}",
    "control \u{1}\u{7F}\u{85}\u{9B} characters \u{2028}and\u{2029} ends \u{FFFF} \u{10FFFE}",
    "   leading   and    many     spaces      ",
    "see https://news.example.org/2024/05/07/rents?city=lyon&page=2#table-of-the-year-before, she wrote",
    "\u{E000}\u{F8FF}private\u{F0000} 𓀀𒀀𐎠𞤀 ⅔ ∑ ☎",
];

/// Arabic with a number and a Latin name inside; wider than 200 points at the size of reading.
pub(super) const ARABIC: &str = "قال الوزير إن الأسعار ارتفعت 12.5% في مايو 2024 وفق Reuters أمس.";

/// Words that dictionaries know, a script a line; they are written without spaces between them.
pub(super) const UNSPACED: &[&[&str]] = &[
    &["ตลาด", "ปลา", "เปิด", "ทุก", "เช้า", "นักข่าว", "ถาม", "ชาวบ้าน", "เรื่อง", "ราคา", "ข้าว", "เมื่อ", "วาน"],
    &["ຕະຫຼາດ", "ເປີດ", "ທຸກ", "ເຊົ້າ", "ນັກ", "ຂ່າວ", "ຖາມ", "ຊາວບ້ານ", "ເລື່ອງ", "ລາຄາ", "ເຂົ້າ"],
    &["ផ្សារ", "បើក", "រាល់", "ព្រឹក", "អ្នក", "កាសែត", "សួរ", "អ្នក", "ភូមិ", "អំពី", "តម្លៃ", "អង្ករ"],
];

/// Texts too long for laws that try every pair of places.
pub(super) fn long() -> Vec<String> {
    vec!["x".repeat(5000), "كلمة".repeat(600), "word اكلم ".repeat(150), "字".repeat(400)]
}
