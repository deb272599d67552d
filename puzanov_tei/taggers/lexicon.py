"""Words by which the taggers of names know offices, organisations, places and people when they see them.

Plain sets of folded words (lower case, no full stop). They only say what kind of thing a capitalised word is;
who or what is meant is the authority's business.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS = _words(
    "cde cdes comrade comrades com coms comr comrs c mr mrs ms miss messrs madame dr prof professor academician"
)
PLURAL_HONORIFICS = _words("cdes comrades coms comrs messrs")
ACADEMIC = _words("dr prof professor academician")
# Ranks stand alone or in pairs: General-Lieutenant, Major General.
RANKS = _words(
    "general gen marshal colonel col major maj lieutenant lt admiral vice-admiral rear-admiral sergeant "
    "brigadier general-lieutenant general-colonel general-major major-general lieutenant-general "
    "colonel-general lieutenant-colonel gen-lt gen-col gen-maj lt-gen"
)
# Heads of an office; those in the second set are offices in lower case too when a name follows.
OFFICES = _words(
    "ambassador counsellor counselor councillor councilor attache attaché secretary minister premier "
    "vice-premier chairman chairwoman vice-chairman president vice-president chief head director adviser "
    "advisor commander consul vice-consul envoy representative engineer correspondent editor commissar "
    "procurator prosecutor governor mayor delegate deputy leader interpreter translator captain agronomist "
    "doctor inspector manager commander-in-chief rector conductor charge chargé affaires d'affaires "
    "plenipotentiary chancellor consul-general premier-minister referent instructor dean academician "
    "commandant specialist architect composer artist singer pianist teacher foreman fitter driver geologist "
    "surgeon physician nurse pilot photographer librarian curator accountant clerk reporter writer "
    "poet actor actress trainer coach mechanic technician student worker guide violinist cellist ballerina "
    "soprano tenor baritone soloist dancer choreographer cosmonaut zookeeper gardener carpenter cook baker "
    "tailor shoemaker welder miner machinist stoker sailor boatswain navigator stewardess hostess milkmaid "
    "shepherd beekeeper fisherman forester veterinarian dentist botanist chemist physicist mathematician "
    "historian linguist archaeologist economist lawyer judge goalkeeper referee wrestler boxer skater gymnast "
    "swimmer grandmaster footballer juggler clown acrobat tamer magician sculptor painter novelist playwright "
    "critic organist drummer trumpeter accordionist projectionist cameraman typist proofreader printer "
    "watchmaker glassblower weaver spinner seamstress brigadier electrician plumber assembler repairman "
    "turner"
)
LOWER_OFFICES = _words(
    "interpreter translator captain director engineer correspondent journalist d'affaires editor agronomist "
    "chargé envoy doctor chief head leader secretary adviser advisor counsellor counselor ambassador minister deputy "
    "premier chairman president representative inspector manager conductor rector delegate specialist "
    "architect composer artist singer pianist teacher foreman fitter driver geologist surgeon physician nurse "
    "pilot photographer librarian curator accountant clerk reporter writer poet actor actress trainer "
    "coach mechanic technician attache attaché consul colleague student worker guide violinist cellist "
    "ballerina soprano tenor baritone soloist dancer choreographer cosmonaut zookeeper gardener carpenter "
    "cook baker tailor shoemaker welder miner machinist stoker sailor boatswain navigator stewardess hostess "
    "milkmaid shepherd beekeeper fisherman forester veterinarian dentist botanist chemist physicist "
    "mathematician historian linguist archaeologist economist lawyer judge goalkeeper referee wrestler boxer "
    "skater gymnast swimmer grandmaster footballer juggler clown acrobat tamer magician sculptor painter "
    "novelist playwright critic organist drummer trumpeter accordionist projectionist cameraman typist "
    "proofreader printer watchmaker glassblower weaver spinner seamstress brigadier electrician plumber "
    "assembler repairman turner"
)
# Posts outside diplomacy and government: a bare surname after one is nobody the authority knows.
CIVIL_OFFICES = _words(
    "engineer captain agronomist doctor conductor singer pianist teacher foreman fitter driver geologist "
    "surgeon physician nurse pilot photographer librarian curator accountant clerk reporter writer "
    "poet actor actress trainer coach mechanic technician director manager architect composer artist "
    "journalist correspondent editor rector dean student worker guide interpreter translator specialist "
    "violinist cellist ballerina soprano tenor baritone soloist dancer choreographer cosmonaut zookeeper "
    "gardener carpenter cook baker tailor shoemaker welder miner machinist stoker sailor boatswain navigator "
    "stewardess hostess milkmaid shepherd beekeeper fisherman forester veterinarian dentist botanist chemist "
    "physicist mathematician historian linguist archaeologist economist lawyer judge goalkeeper referee "
    "wrestler boxer skater gymnast swimmer grandmaster footballer juggler clown acrobat tamer magician "
    "sculptor painter novelist playwright critic organist drummer trumpeter accordionist projectionist "
    "cameraman typist proofreader printer watchmaker glassblower weaver spinner seamstress brigadier "
    "electrician plumber assembler repairman turner"
)
# What stands before the head of an office.
OFFICE_MODIFIERS = _words(
    "former acting first second third fourth deputy vice chief main senior junior assistant military naval "
    "air trade press cultural economic commercial political prime foreign general state people's permanent "
    "extraordinary provisional technical scientific financial agricultural consular special personal "
    "plenipotentiary party supreme defense"
)
# Matters that ministries, departments and their heads are named after.
MATTERS = _words(
    "foreign internal external affairs defense defence national trade domestic light heavy industry "
    "industries culture education health public state security forestry forests agriculture railways "
    "railroads railway transport transportation communications communication finance finances construction "
    "building materials metallurgical metallurgy machine machinery chemical chemistry electric electrical "
    "power coal mining mines fisheries fishing fishery food commerce labor labour justice planning economy "
    "economic relations cooperation science sciences geology water management land textile timber paper local "
    "municipal urban communal war armed forces navy air merchant maritime marine shipping general common "
    "higher specialized secondary physical sports sport youth propaganda agitation organization guidance "
    "information press international liaison protocol legal consular cadres personnel administrative "
    "secretariat supply procurement procurements grain cereals statistics statistical control posts "
    "telegraphs broadcasting radio cinematography film arts literature publishing cultural ties technology "
    "technical nuclear energy research studies history language pedagogical medical horticulture fruit "
    "irrigation matters policy far east eastern european asian parties communist workers socialist countries "
    "friendship peace women students writers journalists artists composers trade-union unions veterinary "
    "animal husbandry livestock sugar meat dairy beverages tobacco ginseng salt tourism customs foreign-trade "
    "inter-german marxism-leninism oil gas petroleum geodesy cartography meteorology hydrometeorology "
    "aviation civil textbooks schools music ballet opera drama children telecommunications telephones "
    "telephone insurance metals chemicals machine-building shipbuilding roads highways handicrafts resources "
    "environment welfare housing interior song dance telegraph"
)
# Heads of the names of enterprises, which are organisations; a power plant is a place.
PLANTS = _words("plant works factory mill shipyard ironworks steelworks smelter cannery brewery distillery sawmill")
# What plants, mines and schools make or teach, beside the matters of ministries.
KINDS_OF_PLANT = _words(
    "iron steel copper zinc lead aluminium aluminum nickel gold metallurgical engineering tractor locomotive car "
    "automobile shipbuilding cement glass silk cotton wool rubber fertilizer soap shoe leather porcelain ceramic "
    "canning bread tobacco match pencil paper pulp sawmill furniture brick carbide vinalon viscose thermal "
    "hydroelectric military naval political polytechnic revolutionary"
)
# Heads of the names of organisations.
ORG_HEADS = _words(
    "ministry committee commission department directorate administration embassy consulate consulate-general "
    "legation government cabinet council presidium politburo bureau secretariat party union federation league "
    "association society front academy institute university school college conservatory orchestra choir "
    "ensemble company trust combine corporation bank agency office command army navy fleet corps division "
    "regiment staff court procuracy assembly parliament representation mission group board service section "
    "chancellery archive archives foundation center centre organization organisation collegium gosplan "
    "commissariat inspectorate laboratory observatory newspaper team brigade troupe club cooperative "
    "sovnarkhoz enterprise headquarters consortium syndicate chamber fund polytechnic seminary lyceum "
    "kindergarten kolkhoz sovkhoz editorial farm authority philharmonic philharmonia opera zavod "
    "kombinat"
)
# Heads that name nothing without a word that says which one.
COMPOUND_HEADS = {
    ("publishing", "house"), ("general", "staff"), ("experimental", "station"), ("press", "house"),
    ("supreme", "soviet"), ("research", "station"), ("tractor", "station"), ("breeding", "station"),
    ("trading", "house"), ("circus", "troupe"), ("people's", "congress"), ("printing", "house"),
    ("selection", "station"), ("weather", "station"), ("film", "studio"), ("radio", "station"),
    ("testing", "station"), ("seed", "station"), ("quarantine", "station"), ("television", "station"),
    ("veterinary", "station"), ("agricultural", "station"), ("meteorological", "station"),
    ("biological", "station"), ("agronomic", "station"), ("book", "chamber"), ("consulate", "general"),
    ("red", "cross"),
}  # fmt: skip
# Heads that make an organisation with a nationality or state even in lower case: Soviet government.
LOWER_ORG_HEADS = _words("government embassy")
# Words of a meeting or thing of an organisation: the name ends before them.
NOT_IN_ORG = _words(
    "plenum congress letter conference session meeting member members delegation resolution decree minutes "
    "ambassador minister deputy chairman secretary chief head director premier agenda journal record report "
    "telegram note copy stamp incoming secret top attachment enclosure annex page list"
)
# Last words of newspapers' names.
NEWSPAPERS = _words("sinmun shinmun ilbo times post herald pravda zhibao ribao")
# Heads of the names of places; the second set also in lower case.
PLACE_HEADS = _words(
    "river station theater theatre hotel hospital street square park palace stadium airport airfield province "
    "oblast krai kray county district island islands bay sea lake mountain mountains mount port hall house "
    "bridge dam canal pass peninsula region museum library factory plant mill mine mines garden gardens zoo "
    "circus cemetery monument harbor harbour cape strait gulf ocean valley plain reservoir sanatorium clinic "
    "avenue prospekt embankment restaurant cinema church cathedral monastery temple gallery exhibition-hall "
    "ri-district raion rayon city town village prison camp barracks fortress castle quay pier lighthouse "
    "hydroelectric-station powerstation border parallel planetarium observatory polyclinic works shipyard "
    "orchard nursery vineyard pond waterfall cave beach pavilion arboretum ironworks steelworks smelter "
    "cannery sawmill brewery distillery tower arch gate statue obelisk"
)
LOWER_PLACE_HEADS = _words("airfield airport province oblast krai river")
# Natural or administrative: the name is in a place's class even if it stands in no gazetteer.
ADJECTIVES = _words(
    "soviet korean chinese albanian polish hungarian czechoslovak czech slovak romanian bulgarian mongolian "
    "vietnamese german american japanese yugoslav cuban indian indonesian british english french swedish "
    "swiss russian ukrainian belorussian kazakh uzbek georgian armenian italian spanish greek turkish "
    "egyptian burmese cambodian thai philippine australian canadian austrian finnish norwegian danish dutch "
    "belgian siberian european asian african soviet-korean korean-soviet sino-korean sino-soviet "
    "soviet-chinese western eastern northern southern communist socialist marxist leninist marxist-leninist "
    "stalinist fascist imperialist inter-german anglo-american soviet-american polish-korean hungarian-korean "
    "iraqi iranian syrian algerian guinean ghanaian israeli arab latin uralic baltic"
)
STATES = _words(
    "ussr dprk prc gdr frg rok usa us uk u.s u.k drv mpr pnr ppr prl hpr vnr rpr rnr prb nrb pra csr chsr "
    "cssr fpry fnryu sfry knr kndr sssr cpr kpdr roc rsfsr nk sk mnr nra"
)
MONTHS = _words(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sep sept oct nov dec"
)
DAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
DIRECTIONS = _words("north south east west northern southern eastern western upper lower central new old greater")
# What bears somebody's name: `Kim Il Sung University`, `Stalin Prize`.
BEARERS = ORG_HEADS | PLACE_HEADS | _words("prize prizes order medal mausoleum award doctrine")
# Words that may open a sentence or stand capitalised without being a name.
COMMON = _words(
    """
    a an the this that these those it its he she they we i you one two three four five six seven eight nine ten his
    her their our my your him me us them who whom whose which what when where why how if in on at to from by for
    with without within of off out up down over under after before during since until while as because although
    though however therefore thus then there here now today yesterday tomorrow also too only even just still yet
    again further furthermore moreover besides meanwhile later earlier finally first second third fourth fifth
    firstly secondly last next previous former latter other another each every all both some any no none not nor
    neither either and or but so such same more most many much few several about above according across against
    along among around between beyond concerning considering despite except following including inside into like
    near onto outside past per regarding through throughout toward towards upon via is are was were be been being
    has have had do does did will would shall should can could may might must let please thank thanks thanking yes
    dear sincerely respectfully re subject attachment enclosure enclosed annex copy copies produced printed typed
    drafted recorded signed signature authenticated received sent approved agreed decided resolved agenda minutes
    journal record report telegram letter memorandum note notes information summary conversation page pages sheet
    sheets list item items nº number incoming outgoing top secret strictly confidential special file urgent
    extremely classified declassified stamp stamped handwritten began ended present participants distribution
    department ministry embassy party committee commission plenum presidium government chronological division matter
    enclosures programme program harvest crop table total year question answer point points part chapter article
    paragraph section period speaking replying answering asking having taking given asked said told replied answered
    responded added noted stressed emphasized thanked continued invited visited met informed reported promised
    expressed requested visit telephone phone mail post morning afternoon evening night noon day week month spets
    opening closing dinner reception lunch breakfast toast greetings congratulations regards foreign exhibition
    concert meeting talk talks negotiations agreement treaty plan budget draft decree resolution instruction
    instructions order directive proposal request protocol appendix sir madam friends colleagues citizens people
    workers peasants students children women men soldiers apples pears peaches apple pear peach physics mathematics
    proofs line leaf once perhaps maybe usually generally recently previously currently immediately suddenly soon
    together asia europe africa god heaven earth world war peace victory freedom independence unity friendship
    comrade comrades cde cdes mr mrs ms dr prof com coms comr nota bene translator's translated translation original
    logo bolshevik bolsheviks pioneer pioneers everybody everyone somebody someone nobody unfortunately fortunately
    naturally certainly clearly obviously ciphered telegrams courier priority immediate copyright north south east
    west northern southern eastern western central
    """
)
# Words of speech and work after which a bare capitalised word is a person.
BY_HAND = _words(
    "typed drafted recorded translated signed prepared written verified compiled interpreted executed printed led "
    "headed accompanied conducted composed directed sung"
)
SPEECH = _words(
    "said writes wrote believes believed thinks thought wants wanted told asked replied added answered noted "
    "stated stressed mentioned reported thanked promised  explained remarked  declared emphasized continued "
    "agreed laughed smiled nodded joked objected confirmed  insisted suggested proposed  says tells asks "
    "replies adds complained admitted recalled interrupted  inquired exclaimed interjected apologized"
)
# What is done to persons only.
ADDRESSED = _words("told asked thanked informed invited reminded congratulated assured greeted introduced accompanied")
KOREAN_SURNAMES = _words(
    "kim gim pak bak park ri yi lee li rhee choe choi ch'oe tsoy tsoi jeong chong jong chung cheong kang gang "
    "cho jo yun yoon jang chang im lim rim han o oh seo so suh sin shin gwon kwon hwang an ahn song ryu yu "
    "yoo hong jeon chon jon chun go ko mun moon yang ryang son sohn pae bae paek baek heo ho huh nam sim shim "
    "no ro noh ha kwak gwak seong sung cha ju chu joo u woo gu ku min na ra jin chin ji chi eom om um chae "
    "won cheon chŏn pang bang kong gong hyeon hyon hyun ham yeom ryeom yom byeon pyon pyeon to do seok sok "
    "seon seol sol ma gil kil yeon yon wi pyo myeong myong gi ki ban pan wang geum kum ok yuk in maeng je che "
    "mo tak guk kuk eo eun tae ye bong mu gyeong kyong chŏng chŏe ryom rang rho tu tong hŏ sŏ sŏng hyŏn yŏm "
    "pyŏn kwŏn ten khan"
)
CHINESE_SURNAMES = _words(
    "mao zhou chou peng p'eng qiao ch'iao liu deng teng chen ch'en zhang chang zhu chu lin kang k'ang nie "
    "nieh gao kao ni pan p'an hao yang he ho li chiang jiang wang wu zhao chao sun ma guo kuo huang xu hsu hu "
    "tang t'ang song sung xie hsieh han feng cao ts'ao zeng tseng xiao hsiao tian t'ien dong tung yuan cai "
    "ts'ai yu du tu ye yeh cheng ch'eng su wei lu lü ding ting ren jen shen yao tan t'an liao luo lo bo po "
    "geng keng fan jiao qin qian shi xue yan zheng zhong cui jia fu meng shao kong bai wan hong "
    "tao gu ku hou xiong hsiung mei fei bao pei zou qiu wen lai yin dai xiang hsiang zuo tso ouyang nan sha chai"
)
# Forenames of the countries that wrote these papers, to know a name without title.
FORENAMES = _words(
    """
    mariya nadezhda tatiana ekaterina elena evgeny evgeniy dmitrii dmitriy yuriy iurii georgii georgiy vasilii
    vasiliy anatoliy anatolii alla zhanna rimma raisa polina klavdiya evdokiya aleksandra anastasiya varvara taisiya
    nikolay andrei arkady arkadiy vadim veniamin viktoriya vsevolod yegor zakhar ignaty innokenty kuzma makar matvey
    miron nikifor prokhor rodion savely taras timofey faina filipp foma eduard emil ernst yulia yuliya jose juan
    karen lars heinrich gustav oskar uwe jürgen jurgen egon harald ulrich volker renate christa gisela eva jörg
    joerg aleksandr alexander aleksei alexei andrey anatoly anatoli anna anton boris dmitri dmitry fyodor fedor
    georgi georgy gleb grigory igor ilya ivan kirill konstantin kliment lazar leonid lev lidia lyudmila maksim maria
    mikhail natalya nikita nikolai oleg olga pavel petr pyotr roman sergei sergey stepan svetlana tamara tatyana
    valentin valentina valery vasily vera viktor vladimir vyacheslav yakov yekaterina yelena yevgeny yuri zinaida
    zoya anastas lavrenty iosif josef nina galina irina larisa lyubov semyon trofim gennady vitaly kurt walter otto
    wilhelm karl hans heinz helmut erich werner horst günther gunther fritz friedrich franz herbert klaus rudolf
    gerhard manfred siegfried lothar richard georg johannes peter paul wolfgang dieter rolf bruno max anneliese
    ursula ingrid hilde erika gerda monika helga elisabeth ludwig martin hermann péter géza jános janos imre mátyás
    matyas ferenc istván istvan józsef jozsef lászló laszlo sándor sandor györgy gyorgy károly karoly endre béla
    bela zoltán zoltan tibor lajos miklós miklos gyula ernő erno pál pal dezső jenő márton andrás gábor attila
    katalin erzsébet mária ilona júlia éva judit vilmos antal kálmán jerzy henryk władysław wladyslaw bolesław
    boleslaw józef jozef stanisław stanislaw jan andrzej tadeusz kazimierz zbigniew zdzisław marian adam stefan
    edward wojciech mieczysław witold antonín antonin klement viliam karel václav vaclav mikuláš mikulas stanislav
    jaroslav bohuslav zdeněk ladislav jiří jiri františek frantisek vladimír alois todor dimitar vulko valko petko
    hristo khristo lyuben nikola dimo gheorghe nicolae dumitru ion vasile constantin mihai chivu petre alexandru
    enver mehmet petro hysni beqir ramiz josip edvard william wilfred john james george thomas robert charles henry
    david frank joseph harry arthur douglas matthew mark dwight lyndon dean dag trygve maxwell alan philip albert
    alfred ernest frederick raymond leo leonard samuel daniel mary elizabeth margaret helen dorothy alice jean
    pierre jacques louis fidel raúl raul ernesto carlos luis pedro jawaharlal krishna norodom nobusuke
    """
)
VIETNAMESE_SURNAMES = _words("nguyen tran pham truong hoang phan huynh dang bui ngo duong dinh vuong trinh le vo vu")
# Known to everybody by one name.
FAMOUS = _words(
    "lenin marx engels hitler mussolini roosevelt churchill tolstoy pushkin gandhi chopin beethoven mozart bach goethe "
    "schiller liszt bartók bartok petőfi petofi mickiewicz gagarin shakespeare darwin einstein gogol chekhov glinka "
    "repin michurin pavlov thälmann thalmann napoleon bismarck franco adenauer sartre picasso verdi wagner puccini"
)
# Two-letter initials of Russian and Hungarian names.
LONG_INITIALS = _words("ya yu ye zh kh ch sh ts yo eh iu ia ie gy sz cs dz ph th dm vl al iv kl gr st dzh shch fr")
RIVERS = _words(
    "taedong yalu amnok tumen imjin volga amur don neva angara danube rhine elbe chongchon ussuri dnieper "
    "dnepr yenisei oder vistula moskva irtysh sungari songhua yangtze vltava tisza spree kama oka naktong "
    "nakdong lena sava dniester daedong tuman han ryesong yesong rimjin"
)
