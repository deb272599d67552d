"""Names of places by which a place is recognised that the authority does not hold; they give no identifier.

One place between two commas. Only the form counts here: what the place is and where, nobody says.
"""

from __future__ import annotations


def _names(text: str) -> frozenset[str]:
    return frozenset(" ".join(name.split()) for name in text.split(",") if name.strip())


COUNTRIES = _names(
    """
    Afghanistan, Algeria, Angola, Argentina, Australia, Austria, Belgium, Bolivia, Brazil, Canada, Ceylon,
    Chile, Colombia, Congo, Costa Rica, Cyprus, Denmark, Dominican Republic, Ecuador, Egypt, Ethiopia, Finland,
    Germany, Ghana, Greece, Guatemala, Guinea, Haiti, Honduras, Iceland, Iran, Iraq, Ireland, Israel, Italy,
    Kenya, Kuwait, Laos, Lebanon, Liberia, Libya, Luxembourg, Malaya, Malaysia, Mexico, Morocco, Nepal,
    Netherlands, Holland, New Zealand, Nicaragua, Nigeria, Norway, Pakistan, Panama, Paraguay, Peru,
    Philippines, Portugal, Russia, Saudi Arabia, Senegal, Singapore, Somalia, South Africa, Spain, Sudan, Syria,
    Thailand, Tunisia, Turkey, Uruguay, Venezuela, Yemen, United Arab Republic, Ukraine, Belorussia,
    Byelorussia, Kazakhstan, Uzbekistan, Turkmenia, Tajikistan, Kirghizia, Georgia, Armenia, Azerbaijan,
    Lithuania, Latvia, Estonia, Moldavia, Siberia, Crimea, Caucasus, Europe, Asia, Africa, Latin America, Far
    East, Soviet Far East, Middle East, Near East, Eastern Europe, Western Europe, Southeast Asia, Tibet, Hong
    Kong, Macao, Okinawa, Kamchatka, Chukotka, Kuban, Altai, Urals, Donbass, Kuzbass, Transbaikal, Primorye,
    Bohemia, Moravia, Slovakia, Saxony, Thuringia, Silesia, Transylvania, Serbia, Croatia, Slovenia, Macedonia,
    Inner Mongolia, Sinkiang, Xinjiang, Turkestan
    """
)
CITIES = _names(
    """
    Nikolayevsk, Nikolayevsk-na-Amure, Kiev, Kharkov, Khar'kov, Minsk, Riga, Vilnius, Tallinn, Tallin, Odessa,
    Lvov, L'vov, Donetsk, Stalino, Dnepropetrovsk, Zaporozh'e, Zaporozhye, Sevastopol', Sevastopol, Simferopol',
    Yalta, Sochi, Rostov, Rostov-on-Don, Krasnodar, Stavropol', Volgograd, Stalingrad, Saratov, Kuybyshev,
    Kuibyshev, Kazan', Kazan, Gor'kiy, Yaroslavl', Yaroslavl, Kostroma, Ivanovo, Tula, Ryazan', Ryazan, Kaluga,
    Bryansk, Smolensk, Kursk, Voronezh, Tambov, Penza, Ul'yanovsk, Ulyanovsk, Perm', Perm, Sverdlovsk,
    Chelyabinsk, Magnitogorsk, Ufa, Orenburg, Omsk, Tomsk, Novosibirsk, Kemerovo, Stalinsk, Novokuznetsk,
    Barnaul, Krasnoyarsk, Bratsk, Angarsk, Yakutsk, Blagoveshchensk, Komsomol'sk, Komsomolsk,
    Komsomol'sk-na-Amure, Komsomolsk-on-Amur, Magadan, Petropavlovsk, Petropavlovsk-Kamchatskiy,
    Yuzhno-Sakhalinsk, Sovetskaya Gavan', Dubna, Tver, Pskov, Novgorod, Arkhangel'sk, Arkhangelsk, Murmansk,
    Vologda, Kotlas, Syktyvkar, Vorkuta, Petrozavodsk, Kaliningrad, Izhevsk, Cheboksary, Astrakhan', Astrakhan,
    Baku, Tbilisi, Yerevan, Batumi, Sukhumi, Alma-Ata, Dushanbe, Stalinabad, Ashkhabad, Samarkand, Bukhara,
    Kishinev, Karaganda, Semipalatinsk, Tselinograd, Akmolinsk, Chernovtsy, Uzhgorod, Brest, Gomel', Gomel,
    Vitebsk, Grodno, Kaunas, Narva, Tartu, Tiraspol', Poltava, Kherson, Nikolayev, Makeyevka, Gorlovka, Krivoy
    Rog, Kramatorsk, Zhitomir, Vinnitsa, Chernigov, Sumy, Rybinsk, Cherepovets, Ivanovo-Voznesensk, Podol'sk,
    Kolomna, Serpukhov, Lipetsk, Belgorod, Taganrog, Novorossiysk, Maykop, Grozny, Makhachkala, Nal'chik,
    Tobol'sk, Tyumen', Kurgan, Nizhniy Tagil, Zlatoust, Miass, Bereznyaki, Biysk, Rubtsovsk, Norilsk, Ussuriysk,
    Spassk, Vanino, Zabaikalsk, Zabaykal'sk, Otpor, Manchouli, Manzhouli, Grodekovo, Khasan, Tumen-Ula, Kyakhta,
    Naushki, Birobidzhan, Svobodnyy, Zeya, Ust'-Kamenogorsk, Leninsk, Kuznetsk, Syzran', Stavropol, Nizhny
    Novgorod, Zagorsk, Klin, Kashira, Elektrostal', Mytishchi, Lyubertsy, Khimki, Pushkino, Peterhof, Gatchina,
    Kronstadt, Vyborg, Sestroretsk, Berlin, Leipzig, Dresden, Magdeburg, Rostock, Erfurt, Jena, Weimar,
    Karl-Marx-Stadt, Chemnitz, Potsdam, Schwerin, Cottbus, Gera, Zwickau, Suhl, Frankfurt, Frankfurt an der
    Oder, Stralsund, Wismar, Görlitz, Dessau, Wittenberg, Eisenhüttenstadt, Bonn, Hamburg, Munich, Cologne,
    Bremen, Düsseldorf, Stuttgart, Hanover, Nuremberg, Meissen, Plauen, Freiberg, Bitterfeld, Merseburg,
    Quedlinburg, Greifswald, Neubrandenburg, Stendal, Brandenburg, Sassnitz, Vienna, Salzburg, Graz, Linz,
    Innsbruck, Zurich, Bern, Basel, Lausanne, Budapest, Debrecen, Szeged, Pécs, Győr, Miskolc, Szolnok,
    Kecskemét, Szombathely, Veszprém, Eger, Sopron, Dunaújváros, Sztálinváros, Tatabánya, Nyíregyháza, Kaposvár,
    Székesfehérvár, Hódmezővásárhely, Baja, Mohács, Záhony, Prague, Brno, Bratislava, Ostrava, Košice, Plzeň,
    Pilsen, Karlovy Vary, Olomouc, Gottwaldov, Zlín, Liberec, Pardubice, Hradec Králové, České Budějovice,
    Žilina, Warsaw, Krakow, Kraków, Cracow, Łódź, Lodz, Gdańsk, Gdansk, Gdynia, Szczecin, Poznań, Poznan,
    Wrocław, Wroclaw, Katowice, Lublin, Białystok, Toruń, Bydgoszcz, Nowa Huta, Zakopane, Częstochowa, Sopot,
    Bucharest, Cluj, Constanța, Constanta, Iași, Iasi, Brașov, Brasov, Ploiești, Ploiesti, Timișoara, Galați,
    Craiova, Sibiu, Sofia, Plovdiv, Varna, Burgas, Ruse, Pleven, Stara Zagora, Dimitrovgrad, Gabrovo, Tirana,
    Durrës, Durres, Vlorë, Vlora, Shkodër, Korçë, Elbasan, Belgrade, Zagreb, Ljubljana, Skopje, Sarajevo, Novi
    Sad, Rijeka, Athens, Rome, Milan, Genoa, Venice, Naples, Turin, Trieste, Madrid, Lisbon, Brussels,
    Amsterdam, The Hague, Copenhagen, Stockholm, Oslo, Helsinki, Reykjavik, Dublin, London, Paris, Marseilles,
    Lyon, Istanbul, Ankara, Cairo, Alexandria, Damascus, Baghdad, Tehran, Teheran, Kabul, Karachi, Delhi,
    Bombay, Calcutta, Colombo, Rangoon, Bangkok, Saigon, Haiphong, Phnom Penh, Vientiane, Manila, Singapore,
    Djakarta, Tokyo, Osaka, Kobe, Yokohama, Niigata, Nagasaki, Hiroshima, Kyoto, Nagoya, Sapporo, Shimonoseki,
    Fukuoka, Moji, Washington, New York, San Francisco, Los Angeles, Chicago, Boston, Ottawa, Montreal, Toronto,
    Mexico City, Havana, Buenos Aires, Rio de Janeiro, Sydney, Melbourne, Canberra, Honolulu, Conakry, Accra,
    Algiers, Tunis, Rabat, Khartoum, Addis Ababa, Nairobi, Leopoldville, Lagos, Ulan Bator, Darkhan, Choibalsan,
    Sainshand, Erenhot, Erlian, Chita, Wuhan, Hankow, Hankou, Chungking, Chongqing, Chengdu, Kunming, Xi'an,
    Sian, Lanzhou, Lanchow, Urumqi, Urumchi, Tsingtao, Qingdao, Jinan, Tsinan, Taiyuan, Hangzhou, Hangchow,
    Suzhou, Amoy, Xiamen, Fuzhou, Foochow, Changsha, Nanchang, Hefei, Zhengzhou, Kaifeng, Luoyang, Baotou,
    Hohhot, Qiqihar, Tsitsihar, Mudanjiang, Jiamusi, Kiamusze, Anshan, Fushun, Benxi, Tonghua, Tunghwa, Tumen,
    Hunchun, Suifenhe, Qinhuangdao, Tangshan, Yingkou, Jinzhou, Chinchow, Jiangxi, Hunan, Hubei, Hebei, Henan,
    Shandong, Shantung, Shanxi, Shaanxi, Sichuan, Yunnan, Guangdong, Kwangtung, Guangxi, Fujian, Zhejiang,
    Jiangsu, Anhui, Gansu, Qinghai, Hainan, Chaeryong, Hwangju, Kangdong, Kangso, Kangseo, Kiyang, Taean, Daean,
    Ryonggang, Yonggang, Onchon, Sunchon, Songchon, Tokchon, Deokcheon, Kaechon, Gaecheon, Pakchon, Jongju,
    Sonchon, Seoncheon, Cholsan, Ryongchon, Yongchon, Sakchu, Sakju, Supung, Pyoktong, Byeokdong, Chosan,
    Huichon, Heuicheon, Kapsan, Gapsan, Samjiyon, Samjiyeon, Pochonbo, Bocheonbo, Pungsan, Hoeyang, Pyonggang,
    Pyeonggang, Kimhwa, Cheorwon, Cholwon, Chorwon, Sepo, Kosong, Goseong, Tongchon, Anbyon, Munchon, Muncheon,
    Kowon, Gowon, Yonghung, Yeongheung, Chongpyong, Jeongpyeong, Hamju, Sinpo, Sinchang, Pukchong, Bukcheong,
    Iwon, Tanchon, Dancheon, Songjin, Myongchon, Kyongsong, Nanam, Puryong, Onsong, Kyongwon, Kyonghung, Ongjin,
    Sinchon, Sincheon, Unnyul, Eunyul, Changyon, Jangyeon, Songhwa, Yonan, Yeonan, Paechon, Baecheon, Pyoksong,
    Pyongsan, Kumchon, Namchon, Sohung, Koksan, Goksan, Singye, Tosan, Panmun, Kaepung, Changdan, Munsan, Paju,
    Uijongbu, Uijeongbu, Chunchon, Chuncheon, Wonju, Kangnung, Gangneung, Masan, Chinju, Jinju, Mokpo, Yosu,
    Yeosu, Suncheon, Chonju, Jeonju, Iri, Cheongju, Pohang, Kyongju, Gyeongju, Ulsan, Andong, Chinhae, Jinhae,
    Kimpo, Gimpo, Yongdungpo, Osan, Pyongtaek, Chonan, Koje, Geoje, Cheju, Sangwon, Sungho, Seungho, Samsok,
    Sinmak, Nyongwon, Maengsan, Yangdok, Yangdeok, Sukchon, Pyongwon, Mundok, Chungsan, Taechon, Kwaksan, Unsan,
    Tongrim, Uiju, Myohyang, Chilbo, Kuwol, Changjin, Jangjin, Pujon, Bujeon, Hochon, Heocheon, Tongnae, Komdok,
    Hyesan, Chunggang, Junggang, Chasong, Jaseong, Wiwon, Kanggye, Jonchon, Nangnim, Manyon, Mangyongdae,
    Mangyeongdae, Mangyondae, Taesong, Daeseong, Sosong, Sadong, Munsu, Yokpo, Rangnang, Hyongjesan, Ryokpo,
    Taesongsan, Chilgol
    """
)
