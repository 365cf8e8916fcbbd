elsewhere-unmeasured =
    Ob dieses Modell bei { $grouped ->
        [patient] Patienten
        [nodule] Rundherden
       *[other] Bildern
    } anderer Krankenhäuser unterscheiden kann, ob { $finding } zu sehen ist oder nicht, hat niemand gemessen. Rechnen Sie damit, dass es dort schlechter abschneidet als hier.
elsewhere-near-chance =
    { $whose ->
        [known-patients] Bei Patienten, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-patients] Bei Patienten anderer Krankenhäuser
        [known-nodules] Bei Rundherden, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-nodules] Bei Rundherden anderer Krankenhäuser
        [known] Bei Bildern, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
       *[other] Bei Bildern anderer Krankenhäuser
    } konnte dieses Modell nicht unterscheiden, ob { $finding } zu sehen war oder nicht: Es meldete einen Befund auf { $found } je 100 { $units } mit Befund, aber auch auf { $alarmed } je 100 { $units } ohne.
elsewhere-limited =
    { $whose ->
        [known-patients] Bei Patienten, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-patients] Bei Patienten anderer Krankenhäuser
        [known-nodules] Bei Rundherden, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-nodules] Bei Rundherden anderer Krankenhäuser
        [known] Bei Bildern, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
       *[other] Bei Bildern anderer Krankenhäuser
    } irrt sich dieses Modell oft: Auf { $missed } je 100 { $units }, auf denen { $finding } zu sehen ist, erkannte es nichts, und auf { $alarmed } je 100 ohne Befund meldete es einen.
elsewhere-good =
    { $whose ->
        [known-patients] Bei Patienten, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-patients] Bei Patienten anderer Krankenhäuser
        [known-nodules] Bei Rundherden, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
        [other-nodules] Bei Rundherden anderer Krankenhäuser
        [known] Bei Bildern, die es nie gesehen hat, aus Krankenhäusern, von denen es gelernt hat,
       *[other] Bei Bildern anderer Krankenhäuser
    } meldete dieses Modell einen Befund auf { $found } je 100 { $units }, auf denen { $finding } zu sehen ist, und keinen auf { $cleared } je 100 ohne Befund. In den übrigen Fällen irrt es sich.

elsewhere-classes =
    Bei Bildern anderer Krankenhäuser { $standing ->
        [near_chance] war dieses Modell nicht besser als Raten
        [good] irrt sich dieses Modell noch manchmal
       *[limited] irrt sich dieses Modell oft
    }: Je 100 { $units }, die { $names } zeigen, benannte es { $found } richtig; jede Klasse zählt gleich viel.

elsewhere-measured = Grundlage: { $count } { $units } { $groups }, auf { $positives } davon { $finding } ({ $set }). Gemessen: { $figures }.
elsewhere-classes-measured = Grundlage: { $count } { $units } { $groups }, die { $names } zeigen ({ $set }). Gemessen: mittlere Sensitivität dieser Klassen { $recall }. Klassen mit weniger als { $least } Bildern dort sind weggelassen.
elsewhere-groups =
    { $grouped ->
        [patient] von { $groups } Patienten
        [nodule] von { $groups } Rundherden
       *[other] in { $groups } Gruppen fast gleicher Bilder
    }
elsewhere-set = „{ $data }“, Teilmenge { $split }
elsewhere-sensitivity = Sensitivität { $figure }
elsewhere-specificity = Spezifität { $figure }
elsewhere-auc = AUC { $area } ({ $low } bis { $high })

elsewhere-nothing-stood-out = Nichts sah aus wie { $finding }
elsewhere-none-stood-out =
    Nichts fiel auf (auf { $count ->
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
    } { $findings } geprüft)

elsewhere-map-hits = Auf { $count } Testbildern, auf denen { $finding } umrissen ist, traf die stärkste Stelle dieser Aktivierungskarte den Umriss in { $hits } von 100 Fällen; eine zufällig gewählte Stelle träfe ihn in { $chance } („{ $data }“, Teilmenge { $split }).
elsewhere-map-note = Aktivierungskarte der Klasse aus dem letzten Merkmalsraster, im selben Vorwärtsdurchlauf berechnet. Skaliert auf die stärkste Zelle über alle Klassen dieses Bildes; was gegen eine Klasse spricht, ist nicht eingefärbt. Sie zeigt, was dieses Netz bewegt hat, nicht, wo Krankheit ist.
