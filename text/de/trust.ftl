trust-set-promise = Bei etwa { $level } von 100 Bildern, die den Testbildern ähneln, ist die wahre Klasse unter den offenen.
trust-set-measured = Bei etwa { $level } von 100 Bildern, die den Testbildern ähneln, ist die wahre Klasse unter den offenen. Gemessen: { $share } von { $count } Bildern ({ $low } bis { $high }; „{ $data }“, Teilmenge { $split }).

-trust-pictures = Von wem die Bilder stammen, wurde nie ganz veröffentlicht: Ein Mensch kann auch im Training vorkommen, bei anderen Menschen kann sich das Modell also öfter irren.
trust-right-at-least =
    { $grouped ->
        [patient] Von 100 solchen Antworten sind mindestens { $least } richtig: gemessen { $right } von { $count } Testbildern, bei denen das Modell ähnlich sicher war („{ $data }“, Teilmenge { $split }).
       *[other] Von 100 solchen Antworten sind mindestens { $least } richtig: gemessen { $right } von { $count } Testbildern, bei denen das Modell ähnlich sicher war („{ $data }“, Teilmenge { $split }). { -trust-pictures }
    }
trust-right-about =
    { $grouped ->
        [patient] Von 100 solchen Antworten sind etwa { $about } richtig: gemessen { $right } von { $count } Testbildern, bei denen das Modell ähnlich sicher war („{ $data }“, Teilmenge { $split }).
       *[other] Von 100 solchen Antworten sind etwa { $about } richtig: gemessen { $right } von { $count } Testbildern, bei denen das Modell ähnlich sicher war („{ $data }“, Teilmenge { $split }). { -trust-pictures }
    }

trust-fits-none = Dieses Bild passt zu keiner der Antworten, die das Modell kennt
trust-fits-any = Dieses Bild könnte zu jeder der Antworten passen, die das Modell kennt
trust-unclear = Das Modell kann nicht sagen, ob es hier einen Befund gibt
trust-turned-away = Dieses Bild wurde abgewiesen
trust-blank = Dieses Bild ist leer
trust-blurred = Dieses Bild ist unscharf
trust-too-dark = Dieses Bild ist zu dunkel
trust-too-bright = Dieses Bild ist zu hell
trust-upscaled = Dieses Bild wurde aus einem kleinen vergrößert
trust-borders = Dieses Bild besteht größtenteils aus Rand
trust-coloured = Dieses Bild hat Farben, wo keine hingehören
trust-screenshot = Das sieht aus wie ein Screenshot
trust-moire = Das sieht aus wie ein abfotografierter Bildschirm
trust-photographed = Das sieht aus wie ein abfotografierter Bildschirm oder Film
trust-other-modality = Laut Datei ist das eine andere Art von Bild
trust-other-region = Laut Datei ist das eine andere Körperregion
trust-not-medical = Das sieht nicht aus wie ein medizinisches Bild
trust-other-task = Das sieht aus wie { $kind }
trust-other-kind = Das sieht aus wie eine andere Art von Bild
trust-other-medical = Das sieht aus wie ein medizinisches Bild anderer Art
trust-unsure = Es ist nicht klar, was für ein Bild das ist
trust-unlike = Dieses Bild ähnelt nicht den Bildern, aus denen das Modell gelernt hat
trust-other-acquisition = Für so aufgenommene Bilder ist das Modell nicht gemacht

trust-turned-away-means = Eine Prüfung hat es abgewiesen.
trust-turned-away-help = Versuchen Sie es mit einem anderen Bild.
trust-fits-none-means = Jede Antwort passt hier schlechter als bei fast allen Bildern ihrer Art, deshalb wird keine genannt.
trust-fits-none-help = Was helfen kann: { $unit } wechseln oder statt einer Kopie oder eines Screenshots die Originaldatei öffnen.
trust-fits-any-means = Keine Antwort lässt sich mit der zugesagten Gewissheit ausschließen, deshalb wird keine genannt.
trust-fits-any-help = Was helfen kann: { $unit } wechseln (aus derselben Untersuchung) oder statt einer Kopie oder eines Screenshots die Originaldatei öffnen.
trust-unclear-means = Das Modell kann sich nicht entscheiden: { $open }. Bleiben sowohl ein Befund als auch keiner offen, wird keine Klasse genannt.
trust-unclear-help = Lassen Sie die ganze Untersuchung fachärztlich beurteilen. Was dem Modell helfen kann: { $unit } wechseln (aus derselben Untersuchung).
trust-no-finding-means = Das Bild ähnelt am meisten denen, auf denen das nicht zu sehen ist: { $finding }. Das ist keine Entwarnung.
trust-no-finding-help = Was vorliegt, lässt sich nur anhand der ganzen Untersuchung sagen. Fragen Sie Ihre Ärztin, Ihren Arzt oder eine Facharztpraxis.

trust-gate-file = Ein lesbares Bild
trust-gate-quality = Gut genug
trust-gate-modality = Die richtige Art von Bild
trust-gate-likeness = Ähnlich wie die Trainingsbilder
trust-passed = bestanden
trust-refused = abgewiesen
trust-not-run = nicht ausgeführt
trust-measure =
    { $name ->
        [contrast] Kontrast { $value }, mindestens { $limit }
        [modality_probability] Wahrscheinlichkeit dieser Art { $value }, mindestens { $limit }
        [side] längste Seite (Pixel) { $value }, mindestens { $limit }
        [lines] gerade Kanten { $value }, höchstens { $limit }
        [colour] Farbigkeit { $value }, höchstens { $limit }
        [border] leerer Rand { $value }, höchstens { $limit }
        [white] Weißwert { $value }, mindestens { $limit }
        [clipped] auf Weiß abgeschnitten { $value }, höchstens { $limit }
        [black] Schwarzwert { $value }, höchstens { $limit }
        [repeated] wiederholte Zeilen { $value }, höchstens { $limit }
        [moire] Moiré { $value }, höchstens { $limit }
        [sharpness] Schärfe { $value }, mindestens { $limit }
        [likeness] Ähnlichkeit { $value }, mindestens { $limit }
       *[other] { $name } { $value }, Grenze { $limit }
    }
trust-cross-agreed = Diese Antwort lag nahe an einer Schwelle, deshalb wurde dasselbe Bild auch auf der CPU berechnet. Beide stimmen überein (größter Unterschied { $difference }).
trust-cross-differed = Diese Antwort lag nahe an einer Schwelle, deshalb wurde dasselbe Bild auch auf der CPU berechnet. Beide stimmten nicht überein, gezeigt wird daher die Antwort der CPU (größter Unterschied { $difference }).

trust-drawn-refused = Eine Zeichnung, kein Mensch: so gemacht, dass die Prüfungen sie abweisen. Sie zeigt, wie eine Abweisung aussieht.
trust-drawn-told = Eine Zeichnung, kein Mensch: ausgewählt, weil das Modell so auf sie antwortet. Die Prüfungen unten würden ein echtes Bild dieser Art abweisen; beantwortet wird sie nur, um zu zeigen, wie eine Antwort aussieht.
trust-drawn-answered = Eine Zeichnung, kein Mensch: ausgewählt, weil das Modell so auf sie antwortet. Sie zeigt, wie eine Antwort aussieht.

trust-point-above = „{ $class }“ wird ab { $threshold } gemeldet (auf val gewählt). Dieses Bild hat { $value }: über der Schwelle.
trust-point-below = „{ $class }“ wird ab { $threshold } gemeldet (auf val gewählt). Dieses Bild hat { $value }: unter der Schwelle.
trust-point-measured = Gemessen: Sensitivität { $sensitivity }, Spezifität { $specificity }; { $count } Bilder aus „{ $data }“, Teilmenge { $split }, 95-%-Intervalle.
trust-point-sensitivity = Sensitivität mindestens { $level }
trust-point-specificity = Spezifität mindestens { $level }
