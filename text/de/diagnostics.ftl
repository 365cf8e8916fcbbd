diagnostics-onsight = Onsight { $version }, Protokoll { $protocol }
diagnostics-engine =
    { $state ->
        [loading] Engine: lädt
        [ready] Engine: bereit
        [failed] Engine: fehlgeschlagen
       *[starting] Engine: startet
    }
diagnostics-browser = Browser: { $browser }
diagnostics-model = Modell: { $task }, { $name } { $version }, sha256 { $sha256 }
diagnostics-device = Gerät: { $backend }
diagnostics-device-adapter = Gerät: { $backend } { $adapter }
diagnostics-check = Selbsttest: { $found }
diagnostics-check-cpu = Selbsttest der CPU: { $found }
diagnostics-passed =
    bestanden, { $runs ->
        [one] { $runs } Durchlauf
       *[other] { $runs } Durchläufe
    }, Abweichung { $deviation }, erlaubt { $tolerance }, { $occasion }
diagnostics-failed =
    nicht bestanden, { $runs ->
        [one] { $runs } Durchlauf
       *[other] { $runs } Durchläufe
    }, Abweichung { $deviation }, erlaubt { $tolerance }, { $occasion }
diagnostics-at-start = beim Start
diagnostics-after-answers =
    { $count ->
        [one] nach { $count } Antwort
       *[other] nach { $count } Antworten
    }
diagnostics-on-request = auf Wunsch
diagnostics-time = Zeit, { $name }: { $ms } ms
diagnostics-adapter = Adapter, { $name }: { $value }
diagnostics-storage = Speicher: { $used } von { $quota } Byte
diagnostics-promised =
    { $promised ->
        [true] Speicher zugesagt: ja
       *[false] Speicher zugesagt: nein
    }

diagnostics-scale = Skalieren
diagnostics-network = Netz
diagnostics-map = Karte
diagnostics-run = Bekanntes Bild { $picture }
