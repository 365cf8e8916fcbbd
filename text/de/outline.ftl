outline-nothing = Es wurde nichts umrissen.
outline-specks = Es wurde nichts umrissen, was größer als ein kleiner Fleck ist.
outline-weak = Das Modell neigt zu keinem Befund, obwohl es etwas umrissen hat: { $size }, { $place }.
outline-one = Das Modell hat einen Bereich umrissen: { $size }, { $place }.
outline-several =
    Das Modell hat { $count ->
        [one] { $count }
        [2] zwei
        [3] drei
        [4] vier
        [5] fünf
        [6] sechs
        [7] sieben
        [8] acht
        [9] neun
        [10] zehn
       *[other] { $count }
    } Bereiche umrissen: zusammen { $size }, der größte { $place }.

outline-region = { $size }, { $place }
outline-more =
    { $count ->
        [one] ein kleinerer Bereich
       *[other] { $count } kleinere Bereiche
    }

outline-share = { $share } der Fläche ({ $unit })
outline-share-area = { $share } der Fläche ({ $unit }), { $area }
outline-about = etwa { $share }
outline-square-millimetres = { $area } mm²
outline-square-centimetres = { $area } cm²

outline-patient =
    { $sides ->
        [left] auf der linken Körperseite
        [right] auf der rechten Körperseite
        [front] vorne
        [back] hinten
        [head] im oberen Teil
        [feet] im unteren Teil
        [left-front] vorne auf der linken Körperseite
        [left-back] hinten auf der linken Körperseite
        [left-head] im oberen Teil der linken Körperseite
        [left-feet] im unteren Teil der linken Körperseite
        [right-front] vorne auf der rechten Körperseite
        [right-back] hinten auf der rechten Körperseite
        [right-head] im oberen Teil der rechten Körperseite
        [right-feet] im unteren Teil der rechten Körperseite
        [front-head] vorne im oberen Teil
        [front-feet] vorne im unteren Teil
        [back-head] hinten im oberen Teil
        [back-feet] hinten im unteren Teil
       *[middle] in der Mitte
    }
outline-upper-left = oben links im Bild
outline-upper = oben im Bild
outline-upper-right = oben rechts im Bild
outline-left = links im Bild
outline-centre = in der Bildmitte
outline-right = rechts im Bild
outline-lower-left = unten links im Bild
outline-lower = unten im Bild
outline-lower-right = unten rechts im Bild

outline-unmeasured = Wie oft { $finding } von diesem Modell übersehen wird, hat niemand gemessen.
outline-missed = Im Test verfehlte die sicherste Stelle des Modells den Umriss auf { $missed } je 100 { $units }, auf denen { $finding } von Menschen umrissen war.
outline-missed-between = Im Test verfehlte die sicherste Stelle des Modells den Umriss auf { $least } bis { $most } je 100 { $units }, auf denen { $finding } von Menschen umrissen war.

outline-note = Wie wahrscheinlich jede Stelle zu einem Befund gehört, auf einem Raster mit einem Viertel der Bildseite; die weiße Linie ist der Rand des Umrisses. Die Klasse wird aus dem abgelesen, was umrissen ist, deshalb ist der Umriss für jede Klasse derselbe. Er zeigt, was dieses Netz umreißt, nicht, wo Krankheit ist.
