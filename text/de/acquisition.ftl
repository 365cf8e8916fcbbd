### Die Arten stehen im Dativ Plural ohne Artikel: „T1-Bildern vor Kontrastmittel“.

acquisition-measured =
    Bei { $kind } von { $whose ->
        [known-patients] Patienten, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-patients] Patienten anderer Krankenhäuser
        [known-nodules] Rundherden, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-nodules] Rundherden anderer Krankenhäuser
        [known] Krankenhäusern, von denen es gelernt hat (Bilder, die es nie gesehen hat),
       *[other] anderen Krankenhäusern
    } meldete dieses Modell einen Befund auf { $found } je 100 { $units }, auf denen { $finding } zu sehen ist, und auf { $alarmed } je 100 ohne Befund. Von zwei Bildern, eines mit und eines ohne Befund, bewertete es in { $area } der Paare das richtige höher; Raten trifft die Hälfte.
acquisition-found =
    Bei { $kind } von { $whose ->
        [known-patients] Patienten, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-patients] Patienten anderer Krankenhäuser
        [known-nodules] Rundherden, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-nodules] Rundherden anderer Krankenhäuser
        [known] Krankenhäusern, von denen es gelernt hat (Bilder, die es nie gesehen hat),
       *[other] anderen Krankenhäusern
    } meldete dieses Modell einen Befund auf { $found } je 100 { $units }, auf denen { $finding } zu sehen ist.
acquisition-unmeasured = Für Aufnahmen dieser Art wurde das Modell nicht gemacht, und wie oft es bei { $kind } richtigliegt, hat niemand gemessen.

acquisition-refused = Für Aufnahmen dieser Art wurde das Modell nicht gemacht. Bei { $kind } erkennt es zu schlecht, ob { $finding } zu sehen ist: Von zwei Bildern, eines mit und eines ohne Befund, bewertet es in { $area } der Paare das richtige höher. Raten trifft die Hälfte, verlangt ist mindestens { $least }.
acquisition-refused-help = Verwenden Sie eines von den { $kind }: Für diese ist das Modell gemacht.

acquisition-by-picture = Dem Aussehen nach gehört dieses Bild zu den { $kind } (Wahrscheinlichkeit { $probability }).
acquisition-by-file = Laut Datei gehört dieses Bild zu den { $kind }.
acquisition-differs = Laut Datei gehört dieses Bild zu den { $kind }, dem Aussehen nach aber zu den { $other }.
