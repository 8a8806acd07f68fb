"""What stands around an article on a web page and is not the article's: words for menus, banners, teasers, comments, footers, in
English, German, Arabic, Chinese and Japanese. All invented."""
import random

EN = dict(
    nav="Home|News|Politics|Business|Sport|Culture|Opinion|Weather|Traffic|Obituaries|Jobs|Property|Cars|Events|Podcasts|Puzzles|Letters|E-paper|Shop|Archive".split("|"),
    user="Sign in|Register|My account|Saved articles|Subscribe from €1 a week|Search|Menu|Close".split("|"),
    share="Share|Share on Facebook|Share on X|Share on WhatsApp|Share by e-mail|Copy link|Print|Save|Listen to this article|4 min read|Font size A A A".split("|"),
    cookie="We value your privacy. We and our 842 partners store and access information on a device, such as cookies, and process personal data such as unique identifiers for personalised advertising and content, measurement, research and the development of services. You can change your choice at any time by clicking on Privacy at the foot of the page.",
    cookie_long=[
        "This website uses cookies and similar technologies. Some are necessary in order that you can sign in, fill a basket or read more than one page; without them nothing works, and you cannot refuse them. Others help us to understand which articles are read to the end and which are closed after the first paragraph.",
        "With your consent, we and carefully chosen partners also use cookies to show advertisements that might interest you, to limit how often you see the same one, and to measure whether it was of any use. For this purpose we may combine what you do here with what you have done elsewhere, and may transfer the data to countries in which the level of protection is not the same as at home.",
        "If you press “Accept all”, you agree to all of these purposes. If you press “Settings”, you can choose one by one. If you press “Reject all”, we use only what is necessary, and will ask you again after six months. You may withdraw your consent at any time with effect for the future in the privacy centre, which is linked at the foot of every page.",
        "Strictly necessary: session, load balancing, fraud prevention, remembering this very choice. Storage period: up to twelve months. Statistics: pages visited, time of visit, approximate place, kind of device. Storage period: up to twenty-four months. Marketing: profiles, segments, cross-device links. Storage period: up to thirty-six months.",
        "Our partners process some data on the ground of a legitimate interest, to which you can object. The list of partners with their purposes, special features and the time for which each keeps what it stores is part of this notice. We recommend that you read it before you decide, although in our experience nobody does.",
    ],
    newsletter="Get the morning briefing in your inbox. Every weekday at six: what matters today in your area. Your e-mail address. Sign up. By signing up you agree to our terms and privacy policy. You can unsubscribe at any time.",
    paywall="You have read 2 of 3 free articles this month. Continue reading with a digital subscription: unlimited access to all articles, the e-paper the evening before, and the puzzle archive. First month for €1, then €11.90 a month. Cancel whenever you like. Already a subscriber? Sign in.",
    bio="has reported on councils, coasts and complaints for eleven years and joined the newsroom in 2019. Before that she wrote for a magazine on lighthouses. She can be reached by e-mail and on most platforms. More from this author.",
    most="Most read|Most shared|Editors’ picks|You may also like|Read next|Recommended for you|From around the web|Sponsored content|More on this topic|In other news|Latest stories".split("|"),
    ads="Advertisement|Advertisement. Scroll to continue|Promoted|Story continues below advertisement|Anzeige|Ad closed by partner. Stop seeing this ad. Why this ad?".split("|"),
    footer="About us|Contact|Imprint|Privacy|Terms of use|Cookie settings|Advertise with us|Careers|Accessibility|Corrections|Site map|RSS|Help".split("|"),
    legal="All rights reserved. No part of this website may be reproduced or transmitted without the prior permission of the publisher. Registered in the county court, No. 40 771. The publisher is not responsible for the content of external sites. This site is protected by a bot check, and the privacy policy and terms of service of its provider apply.",
    tags="Local government|Transport|Harbour|Environment|Long reads|Analysis|North coast|Community".split("|"),
    promo=["Did you like this article? Tell a friend, or give a subscription for a birthday. It costs less than a cake and lasts longer.",
           "Download our app and never miss a story again. Available for all telephones that are less than eight years old.",
           "Support independent journalism. Readers like you pay for two thirds of what we do. If you can, give once or monthly, from as little as €3.",
           "Do you know more about this? Write to tips@newsroom.example, or send us a letter. We protect our sources."],
    correction="This article was amended on the following day to correct the spelling of a name. Do you see a mistake? Tell us.",
    teasers=[
        ("Goat elected to parish council of Little Fenwick by 31 votes", "The returning officer says that the form was filled in correctly. Two councillors want to contest the result, a third has offered to share his seat and his sandwiches until the matter is settled by the county."),
        ("Why your recycling bin is getting a sensor", "From next month a small grey box will tell the depot when the bin is full, how it smells and whether somebody has thrown in a battery. The town promises that nothing else is measured, for now."),
        ("Ringroad tunnel delayed again, this time by bats", "The builders found a colony of greater mouse-eared bats in the ventilation shaft on the first warm evening of the year. Work will rest until September, and the budget is expected to grow by a further nine million."),
        ("Ten walks that end at a pub, tested by our readers", "From the gentle stroll along the canal to the steep path above the quarry: we asked for your favourite walks and got 214 answers. These ten were named most often, and all of them are open on Mondays."),
        ("House prices fall for third quarter in a row", "Buyers are waiting, sellers are waiting, and the banks are waiting for both. An estate agent explains why the little cottage by the station has had nine viewings and no offer, and what might change in spring."),
        ("Quiz: how well do you know your county?", "Which village has two churches and no road? Who invented the folding wheelbarrow? Twelve questions that separate the natives from those who have only lived here for thirty years."),
        ("Hospital canteen wins prize for soup", "The jury praised the courage of a kitchen that serves lentils on a Friday. The cook, who came from a cruise ship, says that patients are easier than passengers because they cannot leave."),
        ("Under-14s lose 11–0 and celebrate anyway", "It was their best result of the season. The goalkeeper had forgotten his gloves, the coach had forgotten the match, and the parents had brought cake for the victory of the other side."),
        ("Opinion: leave the benches where they are", "A bench is the cheapest public building there is. Whoever takes it away because somebody sits on it has misunderstood something, writes our columnist, who has tried all 61 of them."),
        ("Police look for owner of 400 left shoes", "The pallet stood at the roadside near the motorway junction, wrapped in foil and without any papers. Anyone who misses the shoes, or who has the right ones, is asked to call the station."),
        ("Weather: fog until noon, then opinions", "The high pressure stays over the bay until Thursday. In the valleys the temperature hardly climbs above six degrees; on the hills it is sunny, with a good view over what the others do not see."),
        ("Watch: crane lifts church tower onto lorry", "The operation took eleven minutes and three years of planning. Hundreds watched from the car park of the supermarket as the wooden tower of 1883 floated over the roofs on its way to the carpenter."),
        ("University strikes gold with rusty nail", "What looked like scrap turned out to be the oldest known nail of its kind. The student who stepped on it has recovered and is writing her thesis about it, with a photograph of the plaster."),
        ("Letters: “My tomatoes have never been asked”", "On the hosepipe ban, the church clock, the new bus tickets and the question whether one may wave at a hearse. Your letters of the week, shortened where they had to be."),
        ("Five ways to keep a fern alive, by someone who killed four", "Water, light, drafts and too much love are the usual causes of death. Our gardening editor has made every mistake so that you do not have to, and has finally found a spot on the stairs."),
        ("Rail strike: what you need to know about Friday", "One in three trains will run, most of them slowly. Season tickets are valid on the buses of the coast line, and those who stay at home can ask for a refund until the end of the month."),
    ],
    comments=[
        ("Grumpy_from_Lenn", "And who pays for it in the end? The same people as always. I said this in 2019 and was laughed at. Nobody is laughing now, except perhaps the consultants."),
        ("mrs_pepperpot", "A lovely piece, thank you. My grandmother told us exactly this story at the kitchen table, only that in hers there was a donkey as well, and the donkey was the only one with any sense."),
        ("HectorT", "There is a mistake in the third paragraph. It was not a Monday, since Mondays are when the bins go out, and I distinctly remember that the bins had not gone out."),
        ("quietwater", "@HectorT it was a bank holiday week, so the bins went on Tuesday. I have the calendar here in front of me."),
        ("Bea Longshanks", "Could somebody please think of those of us who cannot walk that far? It is all very well to talk of money, but there are people who have not been to the other side since the autumn, and nobody has asked them anything. I would have gone to the meeting if there had been a way to get to the meeting."),
        ("NotARobot77", "First!"),
        ("old_salt", "I worked there from 1974 until they closed it and I can tell you that the reporter has been told half of it. The other half is in a shed, and I have the key, and no one has ever come to ask for it. There are drawings, there are receipts, and there is a letter from a minister that would make very interesting reading."),
        ("Yolanda P.", "I disagree with nearly every word but I am glad that somebody still goes out and asks. Keep it up."),
        ("TaxpayerNo1", "Eleven years of talking. In eleven years they could have built it twice with spoons. We pay and pay, and what we get is a working group with biscuits."),
        ("Fennimore", "Does anybody know whether the Thursday date is fixed? The notice at the library says Wednesday, and the one at the butcher’s has been eaten by snails."),
        ("moderator", "This comment has been removed because it did not meet our community standards. Please remember that there are people at the other end."),
        ("jellyfish", "People who were not there should not judge. I was there, at the back, next to the radiator, and it was much warmer than the article makes it sound. Also the coffee ran out before the vote, which nobody mentions, and I believe that it changed the result."),
        ("Prof. Emeritus", "An interesting article that would have gained from a look at the literature. The classic treatment of the question is still my own, which is out of print but may be consulted in the reading room on request, between ten and noon, on days on which the reading room is open."),
    ],
)

DE = dict(
    nav="Startseite|Lokales|Region|Sport|Kultur|Wirtschaft|Meinung|Anzeigen|Trauer|Stellen|Immobilien|Abo-Shop|E-Paper".split("|"),
    user="Anmelden|Registrieren|Merkliste|Jetzt 30 Tage testen|Suche|Menü".split("|"),
    share="Teilen|Auf WhatsApp teilen|Per E-Mail versenden|Drucken|Vorlesen|Lesezeit: 3 Minuten".split("|"),
    cookie="Wir benötigen Ihre Zustimmung. Wir und unsere Partner verarbeiten personenbezogene Daten mithilfe von Cookies und anderen Verfahren, um Inhalte und Anzeigen zu personalisieren und die Zugriffe zu messen. Sie können Ihre Einwilligung jederzeit in der Fußzeile widerrufen. Alle akzeptieren. Einstellungen.",
    newsletter="Der Tag im Überblick: Unser Newsletter kommt jeden Morgen um sechs. Ihre E-Mail-Adresse. Kostenlos bestellen. Die Abmeldung ist jederzeit möglich.",
    paywall="Weiterlesen mit Anzeiger plus: alle Artikel, die Zeitung schon am Vorabend und das Archiv seit 1949. Im ersten Monat für 1 Euro. Sie haben schon ein Abo? Hier anmelden.",
    bio="ist Redakteurin für Gemeindepolitik und schwimmt selbst nur, wenn es nicht anders geht. Alle Beiträge der Autorin.",
    most="Meistgelesen|Das könnte Sie auch interessieren|Mehr zum Thema|Aus der Region|Anzeige".split("|"),
    ads=["Anzeige", "Werbung", "Anzeige – der Artikel geht unten weiter"],
    footer="Impressum|Datenschutz|AGB|Kontakt|Mediadaten|Abo kündigen|Cookie-Einstellungen".split("|"),
    legal="Alle Rechte vorbehalten. Vervielfältigung nur mit Genehmigung des Verlags. Für unverlangt eingesandte Manuskripte wird keine Haftung übernommen. Amtsgericht Oberschleid, HRB 1122.",
    tags="Gemeinderat|Freizeit|Energie|Oberschleid".split("|"),
    promo=["Hat Ihnen der Artikel gefallen? Empfehlen Sie uns weiter und sichern Sie sich eine Prämie, zum Beispiel einen Eierkocher."],
    correction="In einer früheren Fassung stand ein falscher Vorname. Wir haben das berichtigt.",
    teasers=[
        ("Schafherde legt Landstraße lahm", "Rund 300 Tiere haben am Mittwoch den Verkehr zwischen den beiden Ortsteilen für eine Stunde aufgehalten. Der Schäfer hatte eine Abkürzung nehmen wollen, von der die Schafe nichts wussten."),
        ("Glasfaser kommt später, Bagger sind schon da", "Seit drei Wochen stehen die Maschinen am Ortsrand. Warum sie nicht graben, erklärt das Unternehmen mit einem Stempel, der auf einer Seite fehlt."),
        ("Feuerwehr rettet Klavier aus zweitem Stock", "Vier Männer, ein Kran und ein Nachbar mit absolutem Gehör waren nötig. Verstimmt war am Ende nur der Vermieter."),
        ("Kommentar: Lasst die Bänke stehen", "Eine Bank ist das billigste öffentliche Gebäude, das es gibt. Wer sie abschraubt, weil jemand darauf sitzt, hat etwas falsch verstanden."),
        ("Kreisliga: Torwart trifft aus achtzig Metern", "Der Wind half ein wenig, der gegnerische Schlussmann auch. Das Video haben inzwischen mehr Menschen gesehen, als der Verein Mitglieder hat."),
        ("Quiz: Wie gut kennen Sie den Landkreis?", "Welches Dorf hat zwei Kirchen und keine Straße? Zwölf Fragen für Alteingesessene und solche, die es werden wollen."),
    ],
    comments=[
        ("Beckenrand", "Früher war das Wasser auch kalt und wir haben trotzdem schwimmen gelernt. Heute braucht man für alles eine Plane und einen Ausschuss."),
        ("Lahrbacherin", "Danke für den Bericht. Schade, dass wieder niemand die Kinder gefragt hat, die den ganzen Sommer dort sind und keine Jahreskarte wählen dürfen."),
        ("Rechenschieber", "Die Zahlen stimmen nicht. Wer die Pumpen nicht mitrechnet, kann gleich das Thermometer abschaffen."),
    ],
)

AR = dict(
    nav="الرئيسية|أخبار|سياسة|اقتصاد|رياضة|ثقافة|مقالات|صحة|فيديو|الطقس".split("|"),
    user="تسجيل الدخول|اشترك الآن|بحث|القائمة".split("|"),
    share="شارك|شارك على واتساب|نسخ الرابط|طباعة|استمع إلى المقال|قراءة 3 دقائق".split("|"),
    cookie="نستخدم ملفات تعريف الارتباط لتحسين تجربتك وعرض إعلانات تناسب اهتماماتك. بمتابعة التصفح فإنك توافق على سياسة الخصوصية. يمكنك تغيير الإعدادات في أي وقت. موافق. رفض.",
    newsletter="اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح. بريدك الإلكتروني. يمكنك إلغاء الاشتراك متى شئت.",
    paywall="بقي لك مقال مجاني واحد هذا الشهر. اشترك لتقرأ بلا حدود.",
    bio="صحفية تكتب عن المدن القديمة وأهلها. جميع مقالات الكاتبة.",
    most="الأكثر قراءة|قد يعجبك أيضًا|أخبار ذات صلة|إعلان".split("|"),
    ads=["إعلان", "يتبع المقال بعد الإعلان"],
    footer="من نحن|اتصل بنا|سياسة الخصوصية|شروط الاستخدام|أعلن معنا|وظائف".split("|"),
    legal="جميع الحقوق محفوظة. لا يجوز نشر أي جزء من هذه المادة من دون إذن خطي من الناشر. الصحيفة غير مسؤولة عن محتوى المواقع الخارجية.",
    tags="المدينة القديمة|المياه|تراث|مجتمع".split("|"),
    promo=["حمّل تطبيقنا لتصلك الأخبار العاجلة أينما كنت."],
    correction="صُحّح هذا المقال لاحقًا بسبب خطأ في اسم.",
    teasers=[
        ("قطار الساحل يتأخر بسبب نعجة", "توقفت الحركة على الخط نحو ساعة بعدما رفضت نعجة مغادرة السكة، وقال الناطق باسم الشركة إن المفاوضات كانت طويلة لكنها انتهت بسلام."),
        ("مخبز يوزّع الخبز بالدراجة", "أطلق ثلاثة إخوة خدمة جديدة توصل الأرغفة الساخنة إلى البيوت قبل السابعة صباحًا، ويقولون إن أصعب ما في الأمر هو الصعود إلى القلعة."),
        ("ارتفاع أسعار البصل للشهر الثالث", "يتوقع التجار أن تستقر الأسعار مع وصول المحصول الجديد، بينما يخشى المزارعون أن يأتي المطر متأخرًا هذا العام."),
        ("معرض للصور القديمة في الميناء", "يضم المعرض مئتي صورة التقطها بحّارة بين عامي 1920 و1960، ويستمر حتى نهاية الشهر المقبل والدخول مجاني."),
    ],
    comments=[
        ("أبو سامر", "ما شاء الله، كنت أظن أنها مجرد حكاية يرويها جدي. ليت البلدية تتعلم من الناس بدل أن تزور الموقع بعد فوات الأوان."),
        ("قارئة", "مقال جميل، لكن لماذا لم تسألوا نساء الحي؟ هنّ من جمعن معظم المال."),
    ],
)

ZH = dict(
    nav="首页|新闻|本地|财经|体育|文化|评论|教育|健康|视频|图片".split("|"),
    user="登录|注册|搜索|下载客户端".split("|"),
    share="分享|微信|微博|复制链接|打印|收藏|字号：大 中 小".split("|"),
    cookie="本网站使用必要的缓存技术以保证正常浏览，并在征得您同意后用于统计和推荐。继续浏览即表示您同意我们的隐私政策。同意。拒绝。",
    newsletter="每天早上八点，把城市里的新鲜事送到您的邮箱。请输入邮箱地址。订阅。您可以随时退订。",
    paywall="登录后阅读全文。新用户首月只需一元。",
    bio="本报记者，长期关注公共交通和老城区居民的生活。查看该作者的全部文章。",
    most="热门文章|相关阅读|猜你喜欢|广告|编辑推荐".split("|"),
    ads=["广告", "广告之后继续阅读"],
    footer="关于我们|联系我们|广告服务|招聘信息|版权声明|隐私政策|网站地图".split("|"),
    legal="版权所有，未经书面授权不得转载、摘编或以其他方式使用。违法和不良信息举报电话：000-0000000。增值电信业务许可证编号：临000000。",
    tags="公共交通|老城区|医院|民生".split("|"),
    promo=["下载客户端，随时随地看新闻，还能赢取每周的小礼物。"],
    correction="本文发表后更正了一处人名。",
    teasers=[
        ("菜市场搬进地下车库，摊主说凉快多了", "改造以后的市场有一百二十个摊位，地面不再积水。也有老顾客抱怨电梯太慢，提着鱼要等三趟。"),
        ("城南新开一家只卖旧地图的书店", "店主花了二十年收集了六千张地图，其中不少街道已经消失。他说最受欢迎的是没有画完的那几张。"),
        ("大桥维修提前十一天完工", "工程队在夜间施工，白天只占用一条车道。市民反映早高峰比维修以前还要顺畅，希望再多修几天。"),
        ("气象台：周末有雨，气温下降八度", "冷空气将于周五夜间抵达，江边阵风可达七级。请出门的朋友带好雨具，注意高处的花盆。"),
        ("小学生给市长写信，要求恢复池塘里的鸭子", "信上有四十七个签名和一张画。市政府回信说，鸭子只是暂时转移，清淤结束后就会回来。"),
    ],
    comments=[
        ("江边的风", "看哭了。我外婆以前也坐七路车，后来搬到城里，再也没有人跟她说早。希望公司能再想想办法，哪怕一天只开一班。"),
        ("路人甲", "钱应该花在人多的地方，城南的孩子每天挤得喘不过气，谁来写写他们？"),
        ("老司机", "罗师傅我认识，开车稳，从来不按喇叭。"),
    ],
)

JA = dict(
    nav="ホーム|ニュース|地域|経済|スポーツ|文化|天気|動画".split("|"),
    user="ログイン|会員登録|検索".split("|"),
    share="シェア|ツイート|印刷|保存|文字サイズ 大 中 小".split("|"),
    cookie="当サイトではサービス向上のためクッキーを使用しています。閲覧を続けることで同意したものとみなします。同意する。設定。",
    newsletter="毎朝七時に届く無料メールマガジン。メールアドレスを入力して登録してください。いつでも解除できます。",
    paywall="この記事は会員限定です。残りは登録すると読めます。",
    bio="地域報道部記者。",
    most="アクセスランキング|関連記事|おすすめ|広告".split("|"),
    ads=["広告"],
    footer="会社概要|お問い合わせ|個人情報の取り扱い|著作権について|採用情報".split("|"),
    legal="掲載の記事・写真の無断転載を禁じます。すべての内容は著作権法によって保護されています。",
    tags="商店街|銭湯|移住".split("|"),
    promo=["アプリなら通知ですぐに届きます。"],
    correction="記事の一部を修正しました。",
    teasers=[
        ("灯台の一般公開に長い列", "年に一度の公開日に約八百人が訪れた。百二十段のらせん階段を上った小学生は、船より雲のほうが近いと話した。"),
        ("駅前の柿の木、移植へ", "道路の拡幅に伴い、樹齢九十年の柿の木が公園に移される。毎年の収穫祭は来年から公園で開かれる予定だ。"),
        ("路線バス、来月から一部減便", "運転士不足のため、平日の昼間を中心に十二便が減る。市は予約制の小型車の導入を検討している。"),
    ],
    comments=[("海猫", "子どもの頃に通った銭湯です。壁絵が残ったと聞いて安心しました。今度の休みに行ってみます。")],
)

WORDS = dict(en=EN, de=DE, ar=AR, zh=ZH, ja=JA)


class Surroundings:
    """A page's own choice of these words, the same on every run."""

    def __init__(self, lang, seed):
        self.words = WORDS[lang]
        self.random = random.Random(seed)
        self.taken = 0
        self.teasers = self.words["teasers"][:]
        self.random.shuffle(self.teasers)
        self.comments = self.words["comments"][:]
        if lang != "en":
            self.comments.sort()

    def __getattr__(self, key):
        return self.words[key]

    def some(self, key, count):
        pool = self.words[key]
        return pool[:count] if key == "nav" else self.random.sample(pool, min(count, len(pool)))

    def teaser(self):
        self.taken += 1
        return self.teasers[self.taken % len(self.teasers)]
