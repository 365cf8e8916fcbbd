probe-not-asked = Das Bild konnte nicht noch einmal geprüft werden.
probe-both = { $first } { $second }

probe-strongest-stays = Ist der stärkste Bereich verdeckt, ändert sich „{ $class }“ um weniger als { $points } Prozentpunkte (vorher { $before }, nachher { $after }). Verlassen Sie sich bei diesem Bild nicht auf die Karte: Das Modell hat womöglich auf etwas anderes geachtet.
probe-strongest-rises = Ist der stärkste Bereich verdeckt, fällt „{ $class }“ nicht, sondern steigt (vorher { $before }, nachher { $after }). Verlassen Sie sich bei diesem Bild nicht auf die Karte: Das Modell hat womöglich auf etwas anderes geachtet.
probe-no-place = Bei „{ $class }“ kommt das öfter vor, weil es keine einzelne Stelle zum Verdecken gibt.
probe-strongest-falls = Ist der stärkste Bereich verdeckt, geht „{ $class }“ von { $before } auf { $after }: Die Antwort hängt von diesem Bereich ab.
probe-then-says = Die Antwort lautet dann „{ $class }“.

probe-borders-stay = Sind die Ränder verdeckt, ändert sich kaum etwas, und so soll es sein.
probe-borders-move = Sind die Ränder verdeckt, geht der Wert von { $before } auf { $after }: Ein Teil der Antwort kommt vom Bildrand, der nicht entscheiden sollte.

probe-map-rises = Die Aktivierungskarte wird nicht gezeigt: War verdeckt, was sie markiert, war sich das Modell sicherer, nicht unsicherer. Eine Stelle lässt sich daran nicht ablesen.
probe-map-stays = Die Aktivierungskarte wird nicht gezeigt: War verdeckt, was sie markiert, änderte sich die Antwort kaum. Eine Stelle lässt sich daran nicht ablesen.

probe-covered-nothing = Nichts verdeckt
probe-covered-strongest = Stärkster Bereich verdeckt ({ $share } des Bildes)
probe-covered-borders = Ränder verdeckt ({ $share } des Bildes)
probe-more = +{ $points } Prozentpunkte
probe-less = −{ $points } Prozentpunkte
