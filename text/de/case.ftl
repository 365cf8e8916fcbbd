case-added =
    { $count ->
        [one] Ein Bild hinzugefügt.
       *[other] { $count } Bilder hinzugefügt.
    }
case-several =
    { $others ->
        [0] { $first }
        [one] { $first } und eine weitere
       *[other] { $first } und { $others } weitere
    }
case-waiting = Wartet
case-answered = { $class }, { $share }
case-none-stood-out = Keiner der Befunde fiel auf
case-answered-alone = Beantwortet
case-not-answered =
    { $why ->
        [blank] Nicht beantwortet: leer
        [blurred] Nicht beantwortet: unscharf
        [too_dark] Nicht beantwortet: zu dunkel
        [too_bright] Nicht beantwortet: zu hell
        [upscaled] Nicht beantwortet: aus einem kleinen Bild vergrößert
        [borders] Nicht beantwortet: größtenteils Rand
        [coloured] Nicht beantwortet: hat Farben, wo keine hingehören
        [screenshot] Nicht beantwortet: ein Screenshot
        [moire] Nicht beantwortet: ein abfotografierter Bildschirm
        [photographed] Nicht beantwortet: ein abfotografierter Bildschirm oder Film
        [other_modality] Nicht beantwortet: laut Datei eine andere Art von Bild
        [other_region] Nicht beantwortet: laut Datei eine andere Körperregion
        [not_medical] Nicht beantwortet: sieht nicht aus wie ein medizinisches Bild
        [other_task] Nicht beantwortet: eine andere Art von Bild
        [other_medical] Nicht beantwortet: ein medizinisches Bild anderer Art
        [unsure_modality] Nicht beantwortet: nicht klar, was für ein Bild das ist
        [unlike] Nicht beantwortet: ähnelt nicht den Bildern, aus denen das Modell gelernt hat
        [other_acquisition] Nicht beantwortet: Für solche Aufnahmen ist das Modell nicht gemacht
        [empty_set] Nicht beantwortet: passt zu keiner der Antworten, die das Modell kennt
        [full_set] Nicht beantwortet: könnte zu jeder der Antworten passen, die das Modell kennt
        [unclear] Nicht beantwortet: unklar, ob es hier einen Befund gibt
       *[gate] Nicht beantwortet: abgewiesen
    }
case-not-answered-kind = Nicht beantwortet: { $kind }
case-queue-done =
    { $count ->
        [one] { $count } fertig
       *[other] alle { $count } fertig
    }
case-queue-part = { $done } von { $count } fertig
case-leaf = { $first } bis { $last } von { $count }

case-lead-alone = Hierauf entfallen { $share } der Gewissheit des Modells.
case-lead = Hierauf entfallen { $share } der Gewissheit des Modells; danach folgt { $class } mit { $next }.
case-lead-unsure = Hierauf entfallen { $share } der Gewissheit des Modells. Es ist sich nicht sicher: Danach folgt { $class } mit { $next }.

case-source = { $format }, { $width } × { $height }
case-source-turned = { $format }, { $width } × { $height }, aufrecht gedreht
case-made-of = { $origin }; { $width } × { $height } Pixel

case-map = Was für „{ $class }“ spricht: { $place }.
