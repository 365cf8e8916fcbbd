traffic-so-far =
    Bisher bei diesem Besuch: { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    }, davon { $left } an diese Website. Gesendet: { $bytes }.
traffic-since =
    Seit Sie dieses Bild geöffnet haben: { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    }, { $bytes } haben dieses Gerät verlassen.
traffic-since-refused =
    Seit Sie dieses Bild geöffnet haben: { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    }, { $bytes } haben dieses Gerät verlassen. Abgelehnt: { $refused }.

traffic-seal-open = Kein Bild ist geöffnet
traffic-seal-watched = Beobachtet
traffic-seal-sealed = Versiegelt
traffic-meaning-open = Die Seite wird versiegelt, sobald Sie ein Bild öffnen.
traffic-meaning-watched = Der Service Worker der Seite ist in diesem Browser nicht zuständig, etwa beim ersten Besuch oder ohne https. Anfragen werden weiterhin aufgelistet und andere Websites bleiben gesperrt, aber der Server dieser Website könnte gefragt werden.
traffic-meaning-sealed = Bis Sie alle Bilder aus der Liste entfernen, antwortet diese Seite von diesem Gerät aus oder lehnt ab. Aus dem Netzwerk ruft sie nichts ab.

traffic-folded = Bilder ({ $done }), weitere hinzufügen
traffic-folded-watched = Bilder ({ $done }), weitere hinzufügen, beobachtet
traffic-folded-sealed = Bilder ({ $done }), weitere hinzufügen, versiegelt

traffic-end-through-worker = über den Service Worker
traffic-end-browser = aus der eigenen Kopie des Browsers
traffic-end-device = von diesem Gerät
traffic-end-network = von der Website
traffic-end-policy = durch die Richtlinie der Seite gestoppt
traffic-end-refused = abgelehnt
